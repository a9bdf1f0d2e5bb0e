"""What is being spoken of: the names mentioned lately, and what has been stated of them."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field

from claims.extract.families import Name
from claims.extract.names import NameRecognizer

# After so many sentences without a mention a name is no longer the topic.
REACH = 20
# Cue words of so many earlier sentences still bear on a quantity.
CONTEXT_SENTENCES = 2
# A new heading sets names so many sentences farther off.
SECTION_DISTANCE = 5
# What is left of a mention's weight one sentence later.
FADING = 0.85
# Kinds of names that measure other things.
NEVER_TOPICS = frozenset({"benchmark"})


@dataclass
class Discourse:
    """The state of a source while its sentences are read in order.

    ``title_names`` are those of the source's title; ``versions`` the versions of families that
    the source mentions anywhere, ``counts`` how often it mentions each name, and ``people``
    its speakers. ``recognizer`` knows the names that the source itself introduces.
    """

    title_names: list[Name] = field(default_factory=list)
    versions: dict[str, set[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    people: frozenset[str] = frozenset()
    recognizer: NameRecognizer | None = None
    sentence: int = 0
    _latest: dict[str, dict[str, tuple[int, Name]]] = field(default_factory=dict)
    _context: deque[str] = field(default_factory=lambda: deque(maxlen=CONTEXT_SENTENCES))

    def begin_sentence(self) -> None:
        """Count one sentence further."""
        self.sentence += 1

    def begin_section(self) -> None:
        """Under a new heading the words before no longer bear, and names count as distant."""
        self._context.clear()
        self.sentence += SECTION_DISTANCE

    def end_sentence(self, text: str, names: list[Name], labels: list[str]) -> None:
        """Remember a sentence: its words, its names, and what was stated in it."""
        self._context.append(" ".join([text.lower(), *labels]))
        for name in names:
            self.mention(name)

    def mention(self, name: Name) -> None:
        """Make a name the latest of its kind."""
        self._latest.setdefault(name.kind or "", {})[_topic(name)] = (self.sentence, name)

    def drop(self, kind: str) -> None:
        """End the reach of a kind's names: the talk has turned to such things in general."""
        self._latest.pop(kind, None)

    def latest(self, kinds: tuple[str, ...], reach: int = REACH) -> Name | None:
        """The name of one of ``kinds`` that is most likely spoken of, if any is within reach.

        A name fades with every sentence since its last mention; one that the source mentions
        often stays, as its topic.
        """
        wanted = kinds or tuple(kind for kind in self._latest if kind not in NEVER_TOPICS)
        fitting = [
            (self._salience(at, name), at, name.start, name)
            for kind in wanted
            for at, name in self._latest.get(kind, {}).values()
            if self.sentence - at <= reach
        ]
        return max(fitting, key=lambda entry: entry[:3])[3] if fitting else None

    def _salience(self, at: int, name: Name) -> float:
        share = self.counts[_topic(name)] / max(1, self.counts.total())
        return FADING ** (self.sentence - at) + share

    def recent_kinds(self) -> set[str]:
        """The kinds of the names mentioned lately."""
        return {
            kind for kind, names in self._latest.items()
            if kind and any(self.sentence - at <= REACH for at, _ in names.values())
        }  # fmt: skip

    def titled(self, kinds: tuple[str, ...]) -> Name | None:
        """The title's name of these kinds, if it holds exactly one."""
        fitting = {n.canonical: n for n in self.title_names if n.kind in kinds}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    @property
    def context(self) -> str:
        """The words of the sentences before, lower-cased, with what was stated in them."""
        return " ".join(self._context)


def _topic(name: Name) -> str:
    return name.family or name.canonical
