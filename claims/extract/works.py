"""Works by their titles, which a year in brackets behind shows: "The Rise of Rivers (1905)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extract.english import words
from claims.extract.families import Name
from claims.extract.kinds import kinds_of
from claims.extract.links import Sentence
from claims.extract.people import is_full_name
from claims.records import Quantity
from claims.vocabulary import Vocabulary

# What stands in a title in small letters.
_JOINTS = "of|the|and|a|an|in|on|to|for|from|with|at|by|or|as|is|de|la|le|der|die|das|du|et"
_CAPITAL = r"[A-Z][\w'’/-]{0,40}"
# Bounded, so linear; more than one word.
_TITLE = re.compile(
    rf"(?<![\w'’-]){_CAPITAL}:?(?: (?:(?:{_JOINTS}) ){{0,3}}{_CAPITAL}:?){{1,9}}"
    r"(?= \((?:1[4-9]|20)\d\d\))"
)
# What stands between a year and a title: "'s comedy", " horror film".
_NOUN = re.compile(r"(?:['’]s)?(?: [a-z][\w-]*){0,2}? ([a-z]+)(?: (?=[A-Z\"“])| |(?=[,.;]))")
_LED = re.compile(r"\b(?:the|a|an|his|her|its|their|this|that) \Z", re.IGNORECASE)
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
        placed = owner is None and title.rpartition(" ")[2].lower() in words("institutions")
        is_other = placed or is_full_name(title)
        if " " in title and not is_other:
            yield Name(start, end, title, title, "work")


def is_dated(name: Name, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether nothing but a year stands in brackets behind a name, or before what a thing of that
    name is: "the 1969 film Slow Rider"."""
    if len(quantity.value.date or "") != len("1905"):
        return False
    before = sentence.text[name.end - sentence.start : quantity.start - sentence.start]
    behind = sentence.text[quantity.end - sentence.start :]
    if before == " (" and behind[:1] == ")":
        return True
    noun = _NOUN.match(behind)
    return noun is not None and name.start == quantity.end + noun.end()


def kinds_behind(quantity: Quantity, sentence: Sentence, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The kinds of what a thing is that a year stands before: "a 2007 study"."""
    if len(quantity.value.date or "") != len("1905"):
        return ()
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    noun = _NOUN.match(sentence.text, end)
    led = _LED.search(sentence.text, 0, start) or sentence.text[end : end + 2] in ("'s", "’s")
    return kinds_of(noun[1].lower(), vocabulary) if noun and led else ()
