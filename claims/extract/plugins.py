"""Extractor plugins: the extractors of a piece of work, chosen by name, and what each found.

An extractor is a function (or an object or class that can be called) from a
:class:`claims.sources.Document` to claims; these pass :class:`claims.extract.gate.Gate`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.errors import ClaimsError, PluginError
from claims.extract.extractor import make_extractor
from claims.extract.gate import Gate, Refusal
from claims.plugins import BROKEN, Plugin, installed, said
from claims.records import Claim
from claims.sources import Document
from claims.vocabulary import Vocabulary, load_vocabulary

GROUP = "claims.extractors"
BUILTIN = "builtin"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Share:
    """What one extractor found in one document.

    ``refused`` are the claims that did not pass the gate. When the extractor raised, ``failure``
    is what it raised and there are no claims, not even those that it had given before.
    """

    extractor: str
    claims: tuple[Claim, ...]
    refused: tuple[Refusal, ...] = ()
    failure: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What all the chosen extractors found in one document, in the order of their names' choice.

    ``complete`` is false when one of them gave nothing because it cannot be loaded or raised.
    """

    uri: str
    shares: tuple[Share, ...]
    complete: bool

    @property
    def claims(self) -> list[Claim]:
        """All claims in the order of the text; of those that say the same, the first."""
        found: Iterable[Claim] = self.shares[0].claims
        if len(self.shares) > 1:
            by_id: dict[str, Claim] = {}
            for share in self.shares:
                for claim in share.claims:
                    by_id.setdefault(claim.id, claim)
            found = by_id.values()
        return sorted(found, key=lambda claim: (claim.start or 0, claim.end or 0))

    def finders(self) -> dict[str, str]:
        """By a claim's id the label of the extractor that found it, of several the first."""
        backwards = reversed(self.shares)
        return {claim.id: share.extractor for share in backwards for claim in share.claims}

    def problems(self) -> Iterator[tuple[str, int, BaseException | None]]:
        """What went wrong, in lines: with the number of claims refused, and what was raised."""
        for share in self.shares:
            where = f"{self.uri}: extractor {share.extractor}"
            if share.failure is not None:
                line = f"{where} failed and gives nothing here: {said(share.failure)}"
                yield line, 1, share.failure
            if share.refused:
                yield f"{where}: {_counted(share.refused)}", len(share.refused), None


@dataclass(frozen=True, slots=True)
class Chosen:
    """An extractor in use; ``plugin`` is ``None`` for the one of this project."""

    name: str
    version: str
    call: Callable[[Document], Iterable[Any]]
    plugin: Plugin | None = None

    @property
    def label(self) -> str:
        """The name with the version, as messages show it."""
        return f"{self.name} {self.version}"

    def share(self, document: Document, vocabulary: Vocabulary) -> Share:
        """What this extractor finds in a document, checked if it is a plugin."""
        try:
            items = list(self.call(document))
        except BROKEN as error:
            if self.plugin is None and isinstance(error, ClaimsError):
                raise
            return Share(self.label, (), failure=error)
        if self.plugin is None:
            return Share(self.label, tuple(items))
        passed = Gate(document, vocabulary).check(items)
        return Share(self.label, passed.claims, passed.refused)


@dataclass(frozen=True, slots=True)
class Extractors:
    """The extractors of a piece of work; make it with :func:`choose_extractors`."""

    chosen: tuple[Chosen, ...]
    vocabulary: Vocabulary
    complete: bool

    def extract(self, document: Document) -> Extracted:
        """What each of them finds in a document."""
        shares = tuple(chosen.share(document, self.vocabulary) for chosen in self.chosen)
        complete = self.complete and all(share.failure is None for share in shares)
        return Extracted(document.source.uri, shares, complete)


def choose_extractors(
    names: Sequence[str],
    packs: Sequence[str | Path] = (),
    *,
    version: str,
    refuse: Say,
    builtin: Callable[[Document], Iterable[Claim]] | None = None,
) -> Extractors:
    """The extractors of these names, in their order, the one of this project if there are none.

    ``builtin`` is what extracts under the name ``builtin``, if it is not made from ``packs``;
    ``version`` is its version.
    A plugin that cannot be loaded is said to ``refuse``, and the others go on without it.
    Raises :class:`PluginError` for a name that is not installed, or when none is left, and
    :class:`VocabularyError` for a pack that is not valid.
    """
    wanted = list(dict.fromkeys(names or (BUILTIN,)))
    known = installed_extractors() if wanted != [BUILTIN] else ()
    _check_names(wanted, known)
    chosen: list[Chosen] = []
    for name in wanted:
        if name == BUILTIN:
            chosen.append(Chosen(BUILTIN, version, builtin or make_extractor(packs).extract))
            continue
        try:
            chosen.append(load_extractor(next(plugin for plugin in known if plugin.name == name)))
        except PluginError as error:
            if len(wanted) == 1:
                raise
            refuse(f"extractor {error}")
    if not chosen:
        raise PluginError(f"none of the extractors {', '.join(wanted)} can be used")
    return Extractors(tuple(chosen), load_vocabulary(packs), len(chosen) == len(wanted))


def installed_extractors() -> tuple[Plugin, ...]:
    """The extractor plugins that are installed, by name; none is imported."""
    return installed(GROUP, (BUILTIN,))


def load_extractor(plugin: Plugin) -> Chosen:
    """Load an extractor plugin; :class:`PluginError` if it cannot be, or cannot be called."""
    found = plugin.load()
    if not callable(found):
        what = type(found).__name__
        reason = f"{plugin.label} ({plugin.target}) is no extractor: {what} cannot be called"
        raise PluginError(reason)
    return Chosen(plugin.name, plugin.version, found, plugin)


def _check_names(wanted: Sequence[str], known: Sequence[Plugin]) -> None:
    names = {BUILTIN, *(plugin.name for plugin in known)}
    missing = [name for name in wanted if name not in names]
    if missing:
        raise PluginError(
            f"no extractor {', '.join(missing)}; installed: {', '.join(sorted(names))}; "
            "see: claims plugins"
        )


def _counted(refused: Sequence[Refusal]) -> str:
    """How many claims were refused for each reason, with what the first of them was."""
    times = Counter(refusal.reason for refusal in refused)
    first = {refusal.reason: refusal.detail for refusal in reversed(refused)}
    kinds = "; ".join(f"{times[reason]} because {reason} ({first[reason]})" for reason in times)
    claims = "claim" if len(refused) == 1 else "claims"
    return f"{len(refused)} {claims} refused: {kinds}"
