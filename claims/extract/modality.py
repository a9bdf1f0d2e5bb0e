"""How a statement is meant: asserted, hedged, reported, hypothetical, a question, negated."""

from __future__ import annotations

import re

from claims.extract.english import phrases
from claims.extract.links import Sentence
from claims.reasons import Reason
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
# How far before a number "would" and the like may stand whose condition follows it.
IRREAL_REACH = 60
# How far behind a number may stand that it is wrong.
DISPUTE_REACH = 60
_IRREAL = re.compile(r"\b(?:would|could|might|should)\b|'d\b")
_IF_BEHIND = re.compile(r"[^.;:]{0,60}?(?<!\bas )\bif (?!not\b)")
_SAY = re.compile(r", (?:let's )?say, (?:about |around )?\Z")
_TURN = re.compile(r"\bbut\b")


class Marks:
    """The marks of modality of a sentence, asked for one quantity at ``start:end`` of it."""

    def __init__(self, sentence: Sentence, start: int, end: int) -> None:
        self.text = sentence.lower.replace("’", "'")
        self.start, self.end = start, end

    def find(self, key: str, before: int, behind: int = 0) -> Reason | None:
        """The phrase of a list that stands within so many characters before or behind.

        What stands before a "but" does not bear on what stands behind it.
        """
        first, last = max(0, self.start - before), min(len(self.text), self.end + behind)
        turns = [turn.end() for turn in _TURN.finditer(self.text, first, self.start)]
        return _mark(phrases(key).search(self.text, turns[-1] if turns else first, last))


def _mark(match: re.Match[str] | None) -> Reason | None:
    return Reason("mark", (match[0],)) if match else None


def modality_of(
    sentence: Sentence, start: int, end: int, *, is_name: bool
) -> tuple[Modality, Reason]:
    """The modality of the quantity at ``start:end`` of a sentence, and the mark that says so.

    ``is_name`` says that the quantity names its subject ("the 70 billion parameter model"):
    then the size stands, whatever the sentence denies or supposes.
    """
    marks = Marks(sentence, start, end)
    if is_name:
        hedge = marks.find("hedged", NAME_REACH)
        return ("hedged", hedge) if hedge else ("asserted", Reason("name_stands"))
    is_rule = phrases("rule").search(marks.text) is not None
    given = phrases("definite").search(marks.text, max(0, start - 8), start) is not None
    if not given and not is_rule and (denial := _negation(marks)):
        return "negated", denial
    asked = sentence.text.rstrip().endswith("?") and len(marks.text) - end <= QUESTION_REACH
    wonder = Reason("question") if asked else marks.find("wondering", WONDER_REACH)
    if wonder and not given:
        return "question", wonder
    condition = marks.find("hypothetical", CONDITION_REACH) or _example(marks) or _behind(marks)
    if condition and not is_rule:
        return "hypothetical", condition
    if dispute := marks.find("disputed", 0, DISPUTE_REACH):
        return "reported", dispute
    if report := marks.find("reported", MARK_REACH, MARK_REACH_BEHIND):
        return "reported", report
    if hedge := marks.find("hedged", MARK_REACH, MARK_REACH_BEHIND):
        return "hedged", hedge
    return "asserted", Reason("no_mark")


def _example(marks: Marks) -> Reason | None:
    """Whether a number is only an example: "with, say, 97%"."""
    return _mark(_SAY.search(marks.text, max(0, marks.start - len(", say, about ")), marks.start))


def _behind(marks: Marks) -> Reason | None:
    """The condition behind what would follow from it: "we might see 35% if it rained"."""
    first = max(0, marks.start - IRREAL_REACH)
    if _IRREAL.search(marks.text, first, marks.start) is None:
        return None
    return Reason("mark", ("if",)) if _IF_BEHIND.match(marks.text, marks.end) else None


def _negation(marks: Marks) -> Reason | None:
    cleared = phrases("not_negating").sub(lambda match: " " * len(match[0]), marks.text)
    window = cleared[max(0, marks.start - NEGATION_REACH) : marks.start]
    breaks = [match.end() for match in _CLAUSE_END.finditer(window)]
    return _mark(phrases("negated").search(window, breaks[-1] if breaks else 0))
