"""spaCy's tokenizer, kept linear on text without blanks and small on text of many words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

# spaCy splits affixes one by one: its cost grows with the square of a run without blanks. No
# word, number or address that says anything is longer than this.
LONGEST_WORD = 200
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}+")
MOST_WORDS = 50_000
"""spaCy keeps every word it meets, at about 800 bytes each; from so many on it begins anew."""


class LinearTokenizer:
    """Tokenizes as spaCy does for the pipeline's language, and takes overlong runs whole.

    A document keeps the vocabulary that it was made with, so beginning anew does it no harm.
    """

    def __init__(self, nlp: Language) -> None:
        self._language: str = nlp.meta["lang"]
        self._tokenize: Any = nlp.tokenizer

    def __call__(self, text: str) -> Doc:
        """The tokens of ``text``; their offsets are those of the text."""
        if len(self._tokenize.vocab) > MOST_WORDS:
            self._tokenize = spacy.blank(self._language).tokenizer
        if _LONG.search(text) is None:
            doc: Doc = self._tokenize(text)
            return doc
        words, spaces = [], []
        for word, space in self._pieces(text):
            words.append(word)
            spaces.append(space)
        return Doc(self._tokenize.vocab, words=words, spaces=spaces)

    def _pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        done = 0
        for match in _LONG.finditer(text):
            yield from self._tokens(text[done : match.start()])
            done = match.end()
            space = text[done : done + 1] == " "
            yield match[0], space
            done += space
        yield from self._tokens(text[done:])

    def _tokens(self, text: str) -> Iterator[tuple[str, bool]]:
        for token in self._tokenize(text) if text else ():
            yield token.text, bool(token.whitespace_)
