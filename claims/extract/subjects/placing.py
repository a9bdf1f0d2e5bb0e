"""What stands right beside a name: a preposition, a word of comparison, a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extract.language.english import phrases, words
from claims.extract.links import Sentence
from claims.extract.names.families import Name
from claims.extract.names.kinds import PLACES

# How far before a name a word of comparison or a source may stand.
COMPARISON_REACH, SOURCE_REACH = 25, 60
LIKENING_REACH = 12
WHERE = frozenset({"in", "at", "near", "from", "to"})
# What something is put on, or runs on, is not it.
HOSTS = frozenset({"platform", "organization"})
_PUT = re.compile(
    r"(?:\A|[.,:|]|\b(?:is|are|was|were|it|them|up|available|hosted|published|released|out|live|run|"
    r"runs|ran|running|rented|posted|trained|and|now|repo|code|weights|downloads|stars|gpus)|"
    r"['’](?:s|re))\s?on (?:the )?\Z"
)
_SOURCE = re.compile(r"\baccording to (?:[\w-]+ ){0,5}\Z", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(in|at|near|from|by|with|to|on|for|of|after|before|since|until|like|as)\s(?:the\s)?\Z",
    re.IGNORECASE,
)


def around(name: Name, sentence: Sentence) -> Iterator[str]:
    """The evidence in the words beside a name of a sentence."""
    start = name.start - sentence.start
    before = sentence.lower[max(0, start - SOURCE_REACH) : start]
    if _SOURCE.search(before):
        yield "source"
    close = re.split(r"[,;:]", before[-COMPARISON_REACH:])[-1]
    if phrases("comparison").search(close):
        yield "compared"
    placed = _PLACED.search(before)
    if placed:
        yield f"after-{placed[1]}"
        if name.kind in PLACES and placed[1] in WHERE:
            yield "placed"
        if placed[1] == "on" and name.kind in HOSTS and _PUT.search(before) is not None:
            yield "put-on"
        if name.kind == "language" and placed[1] in ("of", "in"):
            yield "written-in"
    rest = sentence.lower[name.end - sentence.start : name.end - sentence.start + LIKENING_REACH]
    if rest.startswith(tuple(words("likening"))):
        yield "likened"
    behind = rest[:2]
    if behind in ("'s", "’s"):
        yield "possessive"
    elif behind[:1] == ",":
        yield "comma"
