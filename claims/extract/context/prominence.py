"""How prominently a sentence mentions a name: as its subject, in passing, as a reference."""

from __future__ import annotations

import re

from claims.extract.context.discourse import AS_REFERENCE, AS_SUBJECT, ELSEWHERE
from claims.extract.language.syntax import SUBJECTS, is_reference
from claims.extract.links import Sentence
from claims.extract.names.families import Name

# Without a parse the subject stands near the beginning; within so many characters, and behind
# no preposition.
OPENING = 25
_PREPOSITION = re.compile(r"\b(?:with|of|for|by|on|in|at|to|from|into|about)\s(?:the\s)?\Z")
_REFERENCE = re.compile(
    r"\b(?:than|after|before|since|until|unlike|versus|vs\.?)\s(?:the\s)?\Z"
    # Where something is, but at the beginning: "In Kenya, …".
    r"|[\w,;)] (?:in|at|near|from|on|across|outside)\s"
    r"(?:the\s|(?:north|south|east|west|cent)\w*\s)?\Z"
)
# "As for Velden, …" makes a topic of what it names.
_FRONTED = re.compile(
    r"\b(?:as for|as to|turning to|regarding|speaking of|when it comes to|what about|take)\s"
    r"(?:the\s)?\Z",
    re.IGNORECASE,
)


def prominence(name: Name, sentence: Sentence) -> float:
    """The weight of a mention of a name in a sentence."""
    before = sentence.text[: name.start - sentence.start]
    if _REFERENCE.search(before):
        return AS_REFERENCE
    if _FRONTED.search(before):
        return AS_SUBJECT
    word = sentence.head(name.start, name.end)
    if word is not None:
        if is_reference(word):
            return AS_REFERENCE
        return AS_SUBJECT if word.dep_ in SUBJECTS or word.dep_ == "ROOT" else ELSEWHERE
    return ELSEWHERE if len(before) > OPENING or _PREPOSITION.search(before) else AS_SUBJECT
