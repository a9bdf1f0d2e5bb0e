"""Dates that only say of which time something else is, and when nothing happened: "Q4 revenue",
"Trends in prices, 1999-2013"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from claims.extract.language.english import words
from claims.extract.links import Link, Sentence
from claims.extract.names.kinds import PLACES
from claims.records import Quantity

# What people reckon results in; events have days, months and years.
_PART_OF_YEAR = re.compile(r"\b(?:Q[1-4]|[1-4]Q|quarter|half|FY|fiscal)(?![a-z])", re.IGNORECASE)
EVENT = "event_date"
# In characters.
GAP = 3


def is_period(link: Link, sentence: Sentence) -> bool:
    """Whether a date states nothing itself: a quarter in which no event is said to be, or one
    that stands before the noun that it tells apart; years from one to another in no sentence."""
    quantity = link.quantity
    if quantity.value.unit != "date":
        return False
    if _PART_OF_YEAR.search(quantity.text):
        word = sentence.head(quantity.start, quantity.end)
        if word is not None and _dates_event(word):
            return False
        if _tells_apart(quantity, sentence):
            return True
        return link.attribute in (EVENT, None) and any(map(_is_amount, sentence.quantities))
    is_range = "/" in (quantity.value.date or "") and quantity.value.lo != quantity.value.hi
    bare = link.attribute == EVENT and not _has_verb(sentence)
    return is_range and bare and not _follows_name(quantity, sentence)


def _is_amount(quantity: Quantity) -> bool:
    return quantity.value.unit != "date"


def _follows_name(quantity: Quantity, sentence: Sentence) -> bool:
    """Whether years stand behind the name of what lasted so long: "World War II, 1939-1945"."""
    named = (n for n in sentence.names if n.kind not in PLACES)
    return any(0 <= quantity.start - name.end <= GAP for name in named)


def _dates_event(word: Token) -> bool:
    """Whether a verb of making or starting something has a time: "launched in Q3"."""
    return word.dep_.startswith("obl") and word.head.lower_ in words("making_verbs")


def _tells_apart(quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a date stands before the noun that it says which one is: "Q4 earnings"."""
    word = sentence.head(quantity.start, quantity.end)
    if word is None or word.head.pos_ != "NOUN":
        return False
    return word.head.idx + sentence.start >= quantity.end


def _has_verb(sentence: Sentence) -> bool:
    """Whether there is a verb that can make a statement, as far as anybody knows."""
    if sentence.parse is None:
        return True
    return any(token.pos_ in ("VERB", "AUX") for token in sentence.parse.doc)
