"""Works by their titles, which a year in brackets behind shows: "The Rise of Rivers (1905)"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from claims.extract.language.english import words
from claims.extract.names.families import Name
from claims.extract.names.people import is_full_name

# How far before a title what a work is may stand, in characters: that of the last of a list.
REACH = 300
# What stands in a title in small letters.
_JOINTS = "of|the|and|a|an|in|on|to|for|from|with|at|by|or|as|is|de|la|le|der|die|das|du|et"
_CAPITAL = r"[A-Z][\w'’/-]{0,40}"
# Bounded, so linear; more than one word.
_TITLE = re.compile(
    rf"(?<![\w'’-]){_CAPITAL}:?(?: (?:(?:{_JOINTS}) ){{0,3}}{_CAPITAL}:?){{1,9}}"
    r"(?= \((?:1[4-9]|20)\d\d\))"
)
_OWNER = re.compile(r".*['’]s (?=[A-Z])")
# "Smith and Jones (2004)", "Van der Berg (2017)" are authors.
_AUTHORS = re.compile(
    r"[\w'’-]+ (?:and|et|de|du|der|van|von|Van|Von|De) [\w'’-]+|(?:Van|Von|De|La) .*"
)
_WORD = re.compile(r"[^\W\d_]+")


def works(text: str, nouns: Container[str]) -> Iterator[Name]:
    """The titles in a text that have a year in brackets behind them, as names.

    A title may hold "of", "and", "the" and the like. Such a word before it but an article, and who
    has it, are no part of it: "Ruth Ames's Slow Rivers (1905)". What is called like a person, an
    author or something else that has a year ("World War II") is none. Without such a small word
    inside, an article or an owner it is one only behind a word for a work, of ``nouns`` or what
    people do with one ("starred in …").
    """
    for match in _TITLE.finditer(text):
        start, end = match.span()
        owner = _OWNER.match(text, start, end)
        start = owner.end() if owner else start
        first = text[start:end].partition(" ")[0]
        article = first in ("The", "A", "An")
        if first.lower() in words("common_words") and not article:
            start += len(first) + 1
        title = text[start:end]
        shown = article or owner is not None or any(part.islower() for part in title.split())
        if _is_title(title, owner is not None) and (shown or speaks_of_works(text, start, nouns)):
            yield Name(start, end, title, title, "work")


def speaks_of_works(text: str, end: int, nouns: Container[str]) -> bool:
    """Whether a text before a name speaks of works, by one of ``nouns`` or a verb of making."""
    spoken = (word.lower() for word in _WORD.findall(text, max(0, end - REACH), end))
    return any(
        word in nouns or word.removesuffix("s") in nouns or word in words("appearing_verbs")
        for word in spoken
    )


def _is_title(name: str, owned: bool) -> bool:
    parts = {part.lower() for part in name.split()}
    institution = not owned and name.rpartition(" ")[2].lower() in words("institutions")
    other = is_full_name(name) or _AUTHORS.fullmatch(name) or parts & words("dated_things")
    return " " in name and not other and not institution
