"""Where a quantity stands, and how far from it the words stand that say what it states."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

# Where a cue says how it stands to the number, it is as good as any; one inside the quantity is
# of its unit ("$2 per share"), one right behind it says what it measures ("40 metres wide").
BESIDE, INSIDE, BEHIND = -25, -2, -1
# The number, in such a cue: "trained on #", "# of us".
NUMBER = "#"
# How much farther a cue counts as standing that belongs to another quantity: the valuation of
# "raised 25 million at a valuation of 150 million".
AWAY = 100
# A cue that says where the number stands, what stands before that, and what behind.
Placed = tuple[str, str, re.Pattern[str] | None]
_BARE = re.compile(r"[\d.,]+(?:\s?(?:thousand|million|billion|trillion|m|mn|bn|k))?|[a-z-]+")
# How far before the quantity such a cue may stand.
REACH = 60
_MODIFIERS = re.compile(
    r"(?:\s(?:about|around|roughly|approximately|nearly|almost|some|only|just|now|still|maybe|"
    r"perhaps|probably|already|currently|over|under|more than|less than|fewer than|at least|"
    r"at most|up to|as (?:many|much) as|no (?:more|less|fewer) than|an? (?:total|average) of|"
    r"another|an additional|a further|the|like|something like|well over|just over|just under|"
    r"close to))*\s*\Z"
)


@dataclass(frozen=True)
class Surroundings:
    """Where a quantity stands: ``start:end`` of the lower-cased ``sentence``.

    ``context`` are the words of the sentences before; ``named`` the kinds of the names in the
    sentence, ``recent`` those of the names mentioned lately; ``governors`` are the places of the
    words on which the quantity hangs, if the sentence is parsed; ``others`` are those of the other
    quantities, and ``taken`` those of the words on which only they hang. ``asked`` is the question
    that the sentence may answer.
    """

    sentence: str
    start: int
    end: int
    context: str
    named: Set[str]
    recent: Set[str]
    governors: Sequence[tuple[int, int]] = ()
    others: Sequence[tuple[int, int]] = ()
    taken: Sequence[tuple[int, int]] = ()
    asked: str = ""

    @cached_property
    def is_bare(self) -> bool:
        """Whether the quantity leaves out its unit, which another may give: "from 35 million"."""
        return _BARE.fullmatch(self.sentence, self.start, self.end) is not None

    def speaks_of(self, things: tuple[str, ...]) -> bool:
        """Whether the sentence, or one of those right before it, has one of these words."""
        return bool(matches(things, self.sentence) or matches(things, self.context))

    def distances(self, cues: tuple[str, ...]) -> list[tuple[int, str]]:
        """How far from the quantity cues stand in the sentence, the nearest first."""
        pattern, placed = _compiled(cues)
        found = []
        if pattern is not None:
            for match in pattern.finditer(self.sentence):
                if not self._is_modifier(match.end()):
                    found.append((self._distance(*match.span()), match[0]))
        if placed:
            found += [(BESIDE, cue.replace(NUMBER, "…")) for cue in self._beside(placed)]
        return sorted(found) if len(found) > 1 else found

    def _beside(self, placed: tuple[Placed, ...]) -> list[str]:
        """The cues in whose place for the number the quantity stands; words that say how exact it
        is may stand between."""
        before = _unqualified(self.sentence, self.start)
        return [
            cue
            for cue, left, right in placed
            if (right is None or right.match(self.sentence, self.end))
            and (not left or (before.endswith(left) and not before[-len(left) - 1].isalnum()))
        ]

    def _is_modifier(self, end: int) -> bool:
        """Whether a word ends there that says only how exact the quantity is: "more than"."""
        return self.sentence[end : self.start] == " than "

    def _distance(self, start: int, end: int) -> int:
        if self.start <= start and end <= self.end:
            return INSIDE
        if start == self.end + 1:
            return BEHIND
        if any(start < right and left < end for left, right in self.governors):
            return 0
        gap = max(start - self.end, self.start - end, 0)
        taken = any(start < right and left < end for left, right in self.taken)
        taken = taken or any(self._is_nearer(other, start, end) for other in self.others)
        return gap + (AWAY if taken else 0)

    def _is_nearer(self, other: tuple[int, int], start: int, end: int) -> bool:
        """Whether words stand in another quantity, as its unit does ("2,184 deaths"), go on from it
        ("ten years old"), or stand between it and this one, right beside it."""
        if other[0] < start < other[1] < end:
            return True
        if other[0] <= start and end <= other[1]:
            return not self.is_bare
        if self.end <= start and end <= other[0]:
            return self._belongs(end, other[0]) and not self._belongs(self.end, start)
        if other[1] <= start and end <= self.start:
            return self._belongs(other[1], start) and not self._belongs(end, self.start)
        return False

    def _belongs(self, start: int, end: int) -> bool:
        """Whether only a preposition stands between."""
        return self.sentence[start:end].strip() in ("", "of", "at", "in")


def matches(cues: tuple[str, ...], text: str) -> list[re.Match[str]]:
    """The places in a lower-cased text where one of some words stands."""
    if not (cues and text):
        return []
    pattern, _ = _compiled(cues)
    return list(pattern.finditer(text)) if pattern is not None else []


@lru_cache(maxsize=16)
def _unqualified(sentence: str, start: int) -> str:
    """What stands before a quantity, without the words that say how exact it is."""
    return " " + _MODIFIERS.sub("", sentence[max(0, start - REACH) : start])


@cache
def _compiled(cues: tuple[str, ...]) -> tuple[re.Pattern[str] | None, tuple[Placed, ...]]:
    """Cues as one pattern, and those that say where the number stands."""
    plain = (cue for cue in cues if NUMBER not in cue)
    longest_first = sorted(plain, key=lambda cue: (-len(cue), cue))
    words = "|".join(re.escape(cue.lower()) for cue in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None
    return pattern, tuple(_placed(cue.lower()) for cue in cues if NUMBER in cue)


def _placed(cue: str) -> Placed:
    left, _, right = cue.partition(NUMBER)
    return cue, left.rstrip(), re.compile(rf"{re.escape(right)}(?!\w)") if right else None
