"""Of what a year is said: "The Rise of Rivers (1905)", "the 1969 film Slow Rider"."""

from __future__ import annotations

import re

from claims.extract.links import Sentence
from claims.extract.names.families import Name
from claims.extract.names.kinds import kinds_of
from claims.records import Quantity
from claims.vocabulary import Vocabulary

# What stands between a year and a title: "'s comedy", " horror film".
_NOUN = re.compile(r"(?:['’]s)?(?: [a-z][\w-]*){0,2}? ([a-z]+)(?: (?=[A-Z\"“])| |(?=[,.;]))")
_LED = re.compile(r"\b(?:the|a|an|his|her|its|their|this|that) \Z", re.IGNORECASE)


def is_year(quantity: Quantity) -> bool:
    """Whether a quantity is a year and no more exact date."""
    return len(quantity.value.date or "") == len("1905")


def is_in_brackets(name: Name, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether nothing but a year stands in brackets behind a name."""
    between = sentence.text[name.end - sentence.start : quantity.start - sentence.start]
    behind = sentence.text[quantity.end - sentence.start :][:1]
    return is_year(quantity) and between == " (" and behind == ")"


def kinds_behind(quantity: Quantity, sentence: Sentence, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The kinds of what a thing is that a year stands before: "a 2007 study"."""
    noun = _noun(quantity, sentence)
    return kinds_of(noun[1].lower(), vocabulary) if noun else ()


def is_of_year(name: Name, quantity: Quantity, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a name stands behind a year and what it is: "the 1969 film Slow Rider"."""
    noun = _noun(quantity, sentence)
    if noun is None or name.start != sentence.start + noun.end():
        return False
    return "work" in kinds_of(noun[1].lower(), vocabulary)


def _noun(quantity: Quantity, sentence: Sentence) -> re.Match[str] | None:
    if not is_year(quantity):
        return None
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    led = _LED.search(sentence.text, 0, start) or sentence.text[end : end + 2] in ("'s", "’s")
    return _NOUN.match(sentence.text, end) if led else None
