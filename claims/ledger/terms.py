"""What the words of a search ask for: words, beginnings of words, and phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claims.ledger.rows import MAX_WORD_CHARACTERS, words_of

MAX_WORDS = 32
# Shorter beginnings are those of so many words that the index does not help.
MIN_INDEXED_CHARACTERS = 3
_PART = re.compile(r'"([^"]*)"(\*)?|[^"]+|"')


class Term(NamedTuple):
    """Folded words that must follow each other; the last one may be only begun (``is_open``)."""

    words: tuple[str, ...]
    is_open: bool

    @property
    def pattern(self) -> str:
        """What stands in a claim's ``search_text`` where the term does."""
        return f" {' '.join(self.words)}{'' if self.is_open else ' '}"

    @property
    def closed(self) -> Term:
        """The same words, and no longer ones."""
        return self._replace(is_open=False)


def terms_of(text: str) -> list[Term]:
    """The terms of a search: each word is looked for from its beginning, words in quotation
    marks as they stand, and before ``"*`` the last one from its beginning.

    All other characters only part words. Terms from the 33rd word on are left out.
    """
    terms, left = [], MAX_WORDS
    for term in _all_terms(text):
        if (left := left - len(term.words)) < 0:
            break
        terms.append(term)
    return terms


def _all_terms(text: str) -> Iterator[Term]:
    for match in _PART.finditer(text):
        phrase, star = match.groups()
        found = words_of(match[0] if phrase is None else phrase)
        words = tuple(word[:MAX_WORD_CHARACTERS] for word in found)
        if phrase is None:
            yield from (Term((word,), True) for word in words)
        elif words:
            yield Term(words, star is not None)


def asked_of(terms: list[Term]) -> list[tuple[str, bool]]:
    """All words of terms, each once, with whether it may go on."""
    words = (
        (word, term.is_open and number == len(term.words))
        for term in terms
        for number, word in enumerate(term.words, 1)
    )
    return list(dict.fromkeys(words))


def indexed(terms: list[Term]) -> list[tuple[str, bool]]:
    """What to ask the index for: all words of the terms but very short beginnings, as long as
    others are left."""
    asked = asked_of(terms)
    long = [
        (word, is_open)
        for word, is_open in asked
        if not is_open or len(word) >= MIN_INDEXED_CHARACTERS
    ]
    return long or asked
