"""The marks of modality of a sentence: the phrases of word lists that bear on a quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from claims.extract.language.english import phrases
from claims.extract.links import Sentence
from claims.extract.modality.scope import bears_on, denies, is_inserted, severed
from claims.reasons import Reason

# Without a parse a negation denies what follows it so closely, in characters.
NEGATION_REACH = 60
# With one it may stand farther before.
DENIAL_REACH = 120
# What is said to be so ("I think it is great that …") is given, whoever thinks so.
_TURN = re.compile(
    r"\bbut\b|"
    r"\b(?:amazing|great|good|nice|interesting|surprising|impressive|striking|glad|sorry) that\b"
)
_BUT = re.compile(r"\bbut\b")
_CLAUSE_END = re.compile(r"[,;:]|\b(?:but|because|so|and)\b")
# With nothing else between, a mark bears on a number, whatever the parse: "probably like 12",
# "12 I think".
_BESIDE = re.compile(r"[^,;:.?!]{,6}")

# Who says what is said, before a verb of saying.
_OURS = re.compile(r"\b(?:i|we) (?:\w+ly |also |just |can |could |should |would |must |may )?\Z")
_SAYING = re.compile(r"(?:say|claim|state|report|explain|announce|have written|wrote)")
# The lists whose phrases void those of another.
_VOID = {"negated": "not_negating", "none": "not_negating", "hypothetical": "not_supposing"}

Place = tuple[int, int]


class Marks:
    """The marks of modality of a sentence, asked for one quantity at ``start:end`` of it."""

    def __init__(self, sentence: Sentence, start: int, end: int) -> None:
        self.sentence = sentence
        self.text = sentence.lower.replace("’", "'")
        self.start, self.end = start, end
        self.number = sentence.head(sentence.start + start, sentence.start + end)

    def find(self, key: str, before: int, behind: int = 0, *, loose: bool = False) -> Reason | None:
        """The phrase of a list that bears on the quantity, so many characters before or behind.

        What stands before a "but" does not bear on what stands behind it. ``loose`` is as for
        :func:`claims.extract.modality.scope.bears_on`.
        """
        first, last = max(0, self.start - before), min(len(self.text), self.end + behind)
        turns = [turn.end() for turn in _TURN.finditer(self.text, first, self.start)]
        for place in self._between(key, turns[-1] if turns else first, last):
            if not self._is_ours(place) and self._bears(place, loose=loose):
                return self.reason(place)
        return None

    def _is_ours(self, place: Place) -> bool:
        """Whether a verb of saying says what the speakers say themselves: "we claim that"."""
        said = _SAYING.match(self.text, *place)
        return said is not None and _OURS.search(self.text, 0, place[0]) is not None

    def behind(self, key: str, reach: int) -> Reason | None:
        """The phrase of a list that stands so many characters behind."""
        found = next(self._between(key, self.end, self.end + reach), None)
        return self.reason(found) if found else None

    def near(self, key: str, before: int) -> Reason | None:
        """The phrase of a list that stands so many characters before, in the same clause."""
        for place in self._between(key, max(0, self.start - before), self.start):
            if not severed(self.text, place, self.start, self.end):
                return self.reason(place)
        return None

    def denial(self) -> Reason | None:
        """The negation that denies the quantity."""
        if self.number is None:
            window = self.text[max(0, self.start - NEGATION_REACH) : self.start]
            ends = [match.end() for match in _CLAUSE_END.finditer(window)]
            first = self.start - len(window) + (ends[-1] if ends else 0)
            found = next(self._between("negated", first, self.start), None)
            return self.reason(found) if found else None
        first = max(0, self.start - DENIAL_REACH)
        for key in ("negated", "none"):
            for place in self._between(key, first, self.start):
                if not self._is_cut(place) and self._denies(place):
                    return self.reason(place)
        return None

    def reason(self, place: Place) -> Reason:
        """The words at a place as a reason."""
        return Reason("mark", (self.text[place[0] : place[1]],))

    def _between(self, key: str, first: int, last: int) -> Iterator[Place]:
        places = _places(self.text, key)
        return (place for place in places if first <= place[0] and place[1] <= last)

    def _bears(self, place: Place, *, loose: bool) -> bool:
        """Whether the mark at a place of the sentence bears on the quantity."""
        start, end = place
        if start >= self.start and end <= self.end:
            return True
        thinks = self.text.startswith("i ", start) and self.text[self.end : start] in (" ", ", ")
        if thinks or _BESIDE.fullmatch(self.text, end, self.start):
            return True
        if is_inserted(self.text, place, self.start, self.end):
            return False
        if self.text.endswith(", ", 0, start) and self.text.startswith(",", end):
            return not severed(self.text, place, self.start, self.end)
        mark = self.token(place)
        if mark is None or self.number is None:
            return not severed(self.text, place, self.start, self.end)
        return bears_on(mark, self.number, loose=loose)

    def _denies(self, place: Place) -> bool:
        """Whether a negation denies the quantity; that of several words ("rules out") denies what
        follows closely."""
        mark = self.token(place)
        if mark is None or self.number is None:
            return False
        between = self.text[place[1] : self.start]
        several = " " in self.text[place[0] : place[1]]
        return denies(mark, self.number) or (
            several and len(between) < NEGATION_REACH and not _CLAUSE_END.search(between)
        )

    def _is_cut(self, place: Place) -> bool:
        """Whether what stands between a negation and the quantity ends what is denied."""
        return severed(self.text, place, self.start, self.end) or (
            _BUT.search(self.text, place[1], self.start) is not None
        )

    def token(self, place: Place) -> Token | None:
        """The word of the parse on which the others at a place hang."""
        return self.sentence.head(self.sentence.start + place[0], self.sentence.start + place[1])


@lru_cache(maxsize=32)
def _places(text: str, key: str) -> tuple[Place, ...]:
    """Where the phrases of a list stand in a text, but for those that mark nothing."""
    void = phrases(_VOID.get(key, "not_hedging"))
    text = void.sub(lambda match: " " * len(match[0]), text)
    return tuple(match.span() for match in phrases(key).finditer(text))
