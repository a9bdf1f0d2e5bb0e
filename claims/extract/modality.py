"""How a statement is meant: asserted, hedged, reported, hypothetical, a question, negated."""

from __future__ import annotations

import re

from claims.extract.english import phrases
from claims.extract.links import Sentence
from claims.records import Modality

# How far a mark of modality reaches, in characters: before the quantity and behind it. A
# negation denies what follows it closely; farther on it concerns something else.
NEGATION_REACH = 60
MARK_REACH = 90
MARK_REACH_BEHIND = 30
# A condition reaches into the clause that follows from it.
CONDITION_REACH = 120
NAME_REACH = 30
QUESTION_REACH = 60
WONDER_REACH = 40
_CLAUSE_END = re.compile(r"[,;:]|\b(?:but|because|so|and)\b")


class Marks:
    """The marks of modality of a sentence, asked for one quantity at ``start:end`` of it."""

    def __init__(self, sentence: Sentence, start: int, end: int) -> None:
        self.text = sentence.lower.replace("’", "'")
        self.start, self.end = start, end

    def has(self, key: str, before: int, behind: int = 0) -> bool:
        """Whether a phrase of a list stands within so many characters before or behind."""
        first, last = max(0, self.start - before), min(len(self.text), self.end + behind)
        return phrases(key).search(self.text, first, last) is not None


def modality_of(sentence: Sentence, start: int, end: int, *, is_name: bool) -> Modality:
    """The modality of the quantity at ``start:end`` of a sentence.

    ``is_name`` says that the quantity names its subject ("the 70 billion parameter model"):
    then the size stands, whatever the sentence denies or supposes.
    """
    marks = Marks(sentence, start, end)
    if is_name:
        return "hedged" if marks.has("hedged", NAME_REACH) else "asserted"
    is_rule = phrases("rule").search(marks.text) is not None
    given = phrases("definite").search(marks.text, max(0, start - 8), start) is not None
    if not given and not is_rule and _is_negated(marks):
        return "negated"
    asked = sentence.text.rstrip().endswith("?") and len(marks.text) - end <= QUESTION_REACH
    if (asked or marks.has("wondering", WONDER_REACH)) and not given:
        return "question"
    if marks.has("hypothetical", CONDITION_REACH) and not is_rule:
        return "hypothetical"
    if marks.has("reported", MARK_REACH, MARK_REACH_BEHIND):
        return "reported"
    return "hedged" if marks.has("hedged", MARK_REACH, MARK_REACH_BEHIND) else "asserted"


def _is_negated(marks: Marks) -> bool:
    cleared = phrases("not_negating").sub(lambda match: " " * len(match[0]), marks.text)
    window = cleared[max(0, marks.start - NEGATION_REACH) : marks.start]
    breaks = [match.end() for match in _CLAUSE_END.finditer(window)]
    return phrases("negated").search(window, breaks[-1] if breaks else 0) is not None
