"""Whose property is spoken of: "the valuation of Norvane … so today's valuation is $3 billion"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extract.context.discourse import Discourse
from claims.extract.language.english import words
from claims.extract.links import Sentence
from claims.extract.names.families import Name

# So many sentences behind it, a property named without an owner is still that of the last one.
REACH = 12
_OF = re.compile(r"\b([a-z]+) (?:of|for) (?:the )?\Z")
_OWNS = re.compile(r"['’]s? (?:[a-z]+ ){0,2}?([a-z]+)\b")


def remember_owners(sentence: Sentence, discourse: Discourse) -> None:
    """Remember of which names a sentence names properties: "Norvane's valuation"."""
    for name in sentence.names:
        for noun in _properties(name, sentence):
            if noun in words("measures"):
                discourse.owners[noun] = (name.canonical, discourse.sentence)


def owner_said(noun: str, discourse: Discourse) -> str | None:
    """The name of whose property a noun was last used, if that was not long ago."""
    owner, said = discourse.owners.get(noun, (None, 0))
    return owner if discourse.sentence - said <= REACH else None


def _properties(name: Name, sentence: Sentence) -> Iterator[str]:
    start, end = name.start - sentence.start, name.end - sentence.start
    before = _OF.search(sentence.lower, max(0, start - 40), start)
    behind = _OWNS.match(sentence.lower, end)
    yield from (match[1] for match in (before, behind) if match)
