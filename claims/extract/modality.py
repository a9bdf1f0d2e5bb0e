"""How a statement is meant: asserted, hedged, reported, hypothetical, a question, negated."""

from __future__ import annotations

import re

from claims.extract.english import phrases
from claims.records import Modality

# How far a mark of modality reaches, in characters: before the quantity and behind it. A
# negation denies what follows it closely; farther on it concerns something else.
NEGATION_REACH = 60
MARK_REACH = 70
MARK_REACH_BEHIND = 30
# A condition reaches into the clause that follows from it.
CONDITION_REACH = 120
NAME_REACH = 30
QUESTION_REACH = 60
_CLAUSE_END = re.compile(r"[,;:]|\b(?:but|because|so|and)\b")


def modality_of(sentence: str, start: int, end: int, *, is_name: bool) -> Modality:
    """The modality of the quantity at ``start:end`` of a sentence.

    ``is_name`` says that the quantity names its subject ("the 70 billion parameter model"):
    then the size stands, whatever the sentence denies or supposes.
    """
    lower = sentence.lower().replace("’", "'")
    if len(lower) != len(sentence):  # a letter whose lower case is two characters
        lower = sentence
    if is_name:
        near = phrases("hedged").search(lower, max(0, start - NAME_REACH), start)
        return "hedged" if near else "asserted"
    before, behind = max(0, start - MARK_REACH), min(len(lower), end + MARK_REACH_BEHIND)
    is_rule = phrases("rule").search(lower) is not None
    if _is_negated(lower, start) and not is_rule:
        return "negated"
    if sentence.rstrip().endswith("?") and len(lower) - end <= QUESTION_REACH:
        return "question"
    condition = phrases("hypothetical").search(lower, max(0, start - CONDITION_REACH), start)
    if condition and not is_rule:
        return "hypothetical"
    if phrases("reported").search(lower, before, behind):
        return "reported"
    return "hedged" if phrases("hedged").search(lower, before, behind) else "asserted"


def _is_negated(lower: str, start: int) -> bool:
    if phrases("definite").search(lower, max(0, start - 8), start):
        return False  # what "these 12 days" names is given, whatever is denied of it
    window = lower[max(0, start - NEGATION_REACH) : start]
    breaks = [match.end() for match in _CLAUSE_END.finditer(window)]
    window = window[breaks[-1] :] if breaks else window
    cleared = phrases("not_negating").sub(" ", window)
    return phrases("negated").search(cleared) is not None
