"""Works by their titles, which a year in brackets behind shows: "The Rise of Rivers (1905)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extract.english import words
from claims.extract.families import Name
from claims.extract.links import Sentence
from claims.extract.people import is_full_name
from claims.records import Quantity

# What stands in a title in small letters.
_JOINTS = "of|the|and|a|an|in|on|to|for|from|with|at|by|or|as|is|de|la|le|der|die|das|du|et"
_CAPITAL = r"[A-Z][\w'’/-]{0,40}"
# Bounded, so linear; more than one word.
_TITLE = re.compile(
    rf"(?<![\w'’-]){_CAPITAL}:?(?: (?:(?:{_JOINTS}) ){{0,3}}{_CAPITAL}:?){{1,9}}"
    r"(?= \((?:1[4-9]|20)\d\d\))"
)
_OWNER = re.compile(r".*['’]s (?=[A-Z])")


def works(text: str) -> Iterator[Name]:
    """The titles in a text that have a year in brackets behind them, as names.

    A title may hold "of", "and", "the" and the like, does not begin with such a word but "The" and
    "A", and not with who has it: "Ruth Ames's Slow Rivers (1905)". What is called like a person or
    an institution is none.
    """
    for match in _TITLE.finditer(text):
        start, end = match.span()
        owner = _OWNER.match(text, start, end)
        start = owner.end() if owner else start
        first = text[start:end].partition(" ")[0]
        if first.lower() in words("common_words") and first not in ("The", "A", "An"):
            start += len(first) + 1
        title = text[start:end]
        is_other = is_full_name(title) or title.rpartition(" ")[2].lower() in words("institutions")
        if " " in title and not is_other:
            yield Name(start, end, title, title, "work")


def is_dated(name: Name, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether nothing but a year stands in brackets behind a name."""
    before = sentence.text[name.end - sentence.start : quantity.start - sentence.start]
    behind = sentence.text[quantity.end - sentence.start :][:1]
    date = quantity.value.date or ""
    return before == " (" and behind == ")" and len(date) == len("1905")
