"""Which names a source shows to be people: they are thanked, introduced, called by their title."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache
from importlib.resources import files

from claims.extract.language.english import words
from claims.extract.names.families import Name

# How far around a name the words that show it may stand, in characters.
REACH = 30
_ADDRESSED = re.compile(
    r"(?:\b(?:thanks|thank you|hi|hello|hey|welcome|dear|sorry|congratulations"
    r"|good (?:morning|afternoon|evening))"
    r"(?: (?:so much|very much|again|back))?,? |\b(?:i'm|i’m|i am|my name is|my name's) )\Z",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b(?:{'|'.join(sorted(words('titles')))})\.? \Z", re.IGNORECASE)
# "Dayton, where …" and "Athletic, who have …" are asked nothing.
_ASKED = re.compile(
    r", (?:so |and |but )?(?:(?:how|what|why|can|could|do|did|would|will|you|your)\b"
    r"|(?:where|when|who)\b[^.!\n]{0,200}\?)"
)
_BORN = re.compile(r" \((?:born|née|b\.) |,? (?:was|were) born (?:in|on|at|to|into)\b")
_INITIALS = re.compile(
    r"(?<![\w.&'’-])(?:([A-Z][a-z]+) )?((?:[A-Z]\. ?){1,3})[A-Z][a-z][\w'’-]{1,30}+(?! [A-Z])"
)
_ABBREVIATIONS = frozenset({"U.S.", "U.K.", "U.N.", "E.U.", "D.C.", "A.D.", "B.C.", "U.S.A."})
_AGED = re.compile(r", (?:\d\d|aged \d\d),")
_KIN = re.compile(r"['’]s (?:son|daughter|wife|husband|mother|father|brother|sister|colleague)\b")


def with_initials(text: str) -> Iterator[Name]:
    """People whose names have initials: "J. K. Hale", "Ruth H. Ames". One initial alone is none,
    for with it a sentence may end ("Plan B. Norvane …")."""
    for match in _INITIALS.finditer(text):
        given, letters = match[1], match[2]
        known = given is not None and given in _given_names()
        start = match.start() if known or given is None else match.start(2)
        alone = not known and (given is not None or letters.count(".") < 2)
        if alone or "".join(letters.split()) in _ABBREVIATIONS:
            continue
        written = text[start : match.end()]
        yield Name(start, match.end(), written, written, "person")


def people(texts: Iterable[tuple[str, list[Name]]], nouns: Container[str]) -> set[str]:
    """The names without a kind that their texts show to be people, and the parts of these.

    Someone who was once called "Ruth Ames" is "Ames" or "Ruth" elsewhere. A name that ends in
    one of ``nouns`` is none of a person ("Rowan City").
    """
    found = {
        name.canonical
        for text, names in texts
        for name in names
        if (name.kind is None and _is_shown(text, name, nouns)) or name.kind == "person"
    }
    return found | {part for name in found for part in name.split() if len(part) > 2}


def _is_shown(text: str, name: Name, nouns: Container[str]) -> bool:
    if name.canonical.rpartition(" ")[2].lower() in nouns:
        return False
    if is_full_name(name.canonical):
        return True
    before = text[max(0, name.start - REACH) : name.start]
    if _ADDRESSED.search(before) or _TITLED.search(before):
        return True
    if _BORN.match(text, name.end) or _AGED.match(text, name.end) or _KIN.match(text, name.end):
        return True
    opening = not before.strip() or before.rstrip()[-1] in ".?!:"
    return opening and _ASKED.match(text, name.end) is not None


def is_full_name(name: str) -> bool:
    """Whether a name of two or three words begins with a given name."""
    parts = name.split()
    return 2 <= len(parts) <= 3 and parts[0] in _given_names() and parts[-1].isalpha()


@cache
def _given_names() -> frozenset[str]:
    text = files("claims.extract.names").joinpath("given_names.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
