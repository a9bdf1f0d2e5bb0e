"""What is being spoken of: the names mentioned lately, and what has been stated of them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from claims.extract.names import Name

# After so many sentences without a mention a name is no longer the topic.
REACH = 20
# Cue words of so many earlier sentences still bear on a quantity.
CONTEXT_SENTENCES = 2


@dataclass
class Discourse:
    """The state of a source while its sentences are read in order.

    ``title_names`` are those of the source's title; ``versions`` the versions of families that
    the source mentions anywhere.
    """

    title_names: list[Name] = field(default_factory=list)
    versions: dict[str, set[str]] = field(default_factory=dict)
    sentence: int = 0
    _latest: dict[str, tuple[int, Name]] = field(default_factory=dict)
    _context: deque[str] = field(default_factory=lambda: deque(maxlen=CONTEXT_SENTENCES))

    def begin_sentence(self) -> None:
        """Count one sentence further."""
        self.sentence += 1

    def end_sentence(self, text: str, names: list[Name], labels: list[str]) -> None:
        """Remember a sentence: its words, its names, and what was stated in it."""
        self._context.append(" ".join([text.lower(), *labels]))
        for name in names:
            self.mention(name)

    def mention(self, name: Name) -> None:
        """Make a name the latest of its kind."""
        self._latest[name.kind or ""] = (self.sentence, name)

    def drop(self, kind: str) -> None:
        """End the reach of a kind's latest name: the talk has turned to such things in general."""
        self._latest.pop(kind, None)

    def latest(self, kinds: tuple[str, ...], reach: int = REACH) -> Name | None:
        """The name of one of ``kinds`` mentioned last, if that is not too long ago."""
        wanted = kinds or tuple(self._latest)
        recent = [
            (at, name) for kind in wanted if (entry := self._latest.get(kind))
            for at, name in [entry] if self.sentence - at <= reach
        ]  # fmt: skip
        return max(recent, key=lambda entry: (entry[0], entry[1].start))[1] if recent else None

    def recent_kinds(self) -> set[str]:
        """The kinds of the names mentioned lately."""
        return {k for k, (at, _) in self._latest.items() if k and self.sentence - at <= REACH}

    def titled(self, kinds: tuple[str, ...]) -> Name | None:
        """The title's name of these kinds, if it holds exactly one."""
        fitting = {n.canonical: n for n in self.title_names if n.kind in kinds}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    @property
    def context(self) -> str:
        """The words of the sentences before, lower-cased, with what was stated in them."""
        return " ".join(self._context)
