"""What the rules look at, and what they give."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Literal

from claims.vocabulary.loader import Vocabulary, merge
from claims.vocabulary.schema import Pack, Words

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something wrong at ``keys`` of a pack, and what to do about it."""

    keys: Keys
    message: str
    grade: Literal["mistake", "warning"] = "mistake"


@dataclass(frozen=True)
class Packs:
    """A pack among the others.

    ``earlier`` are merged before ``pack``, ``every`` are all of them. Where an entry did not fit
    the form, its name or that of its section stands in ``unsure``; where it cannot be told which
    entries there are, it is not ``complete``. Neither is then reported as missing.
    """

    pack: Pack
    earlier: tuple[Pack, ...]
    every: tuple[Pack, ...]
    complete: bool = True
    unsure: frozenset[str] = frozenset()

    @cached_property
    def merged(self) -> Vocabulary:
        """All packs as one vocabulary."""
        return merge(self.every)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds that some pack has names or words for, or an earlier one speaks of."""
        named = {spec.kind for spec in self.merged.entities.values()}
        general = (_kinds_of_words(pack) for pack in self.every)
        attributes = (spec for pack in self.earlier for spec in pack.attributes.values())
        return frozenset(named.union(*general, *(spec.kinds for spec in attributes)))

    @cached_property
    def kinds_of_use(self) -> frozenset[str]:
        """The kinds that some attribute speaks of or some name has."""
        asked = {kind for spec in self.merged.attributes.values() for kind in spec.kinds}
        return frozenset(asked | {spec.kind for spec in self.merged.entities.values()})

    @cached_property
    def unit_names(self) -> Mapping[str, str]:
        """The unit that each folded name means; the unit that is merged first keeps it."""
        named: dict[str, str] = {}
        for unit, spec in self.merged.units.items():
            for word in (unit, *spec.names):
                named.setdefault(fold(word), unit)
        return named

    @cached_property
    def signs(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """The units that have a sign, by "symbols" or "prefixes" and the sign."""
        signs: dict[tuple[str, str], list[str]] = {}
        for unit, spec in self.merged.units.items():
            for part in ("symbols", "prefixes"):
                for sign in getattr(spec, part):
                    signs.setdefault((part, sign), []).append(unit)
        return signs

    def is_missing(self, name: str, known: Collection[str]) -> bool:
        """Whether no pack can be meant by a name."""
        return self.complete and name not in known and name not in self.unsure

    def owner(self, section: str, name: str) -> str | None:
        """The last earlier pack that has an entry of this name."""
        packs = (pack.name for pack in reversed(self.earlier) if name in getattr(pack, section))
        return next(packs, None)

    def replaced(self, section: str, meaning: str) -> Iterator[Found]:
        """A warning for each entry that takes the place of another pack's."""
        for name in getattr(self.pack, section):
            owner = self.owner(section, name)
            if owner is not None:
                message = (
                    f"replaces the {meaning} {name!r} of the pack {owner!r} as a whole: repeat "
                    "here what should stay of it, or choose another name"
                )
                yield Found((section, name), message, "warning")


def word_lists(pack: Pack) -> Mapping[str, Mapping[str, Words]]:
    """The sections that map a kind to words for things of it, by name."""
    return {"generic_subjects": pack.generic_subjects, "kind_nouns": pack.kind_nouns}


def _kinds_of_words(pack: Pack) -> set[str]:
    return {kind for lists in word_lists(pack).values() for kind in lists}


def blank_words(keys: Keys, words: Iterable[str]) -> Iterator[Found]:
    """A mistake for each word that no text can match: empty, or with stray white space."""
    for place, word in enumerate(words):
        if not word.strip():
            yield Found((*keys, place), "is empty and matches nothing: write a word, or remove it")
        elif word != " ".join(word.split()):
            message = f"{word!r} has blanks at an end, or several together, and matches nothing"
            yield Found((*keys, place), f"{message}: write {' '.join(word.split())!r}")


def fold(name: str) -> str:
    """A name as it is looked up: lower-cased, with single blanks for hyphens."""
    return " ".join(name.lower().replace("-", " ").split())


def hint(name: str, known: Iterable[Any]) -> str:
    """A known name that may be meant, as the end of a message."""
    close = get_close_matches(name, list(map(str, known)), n=1, cutoff=0.75)
    return f"; did you mean {close[0]!r}?" if close else ""
