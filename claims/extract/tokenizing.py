"""spaCy's tokenizer, kept linear on text without blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

# spaCy splits affixes one by one: its cost grows with the square of a run without blanks. No
# word, number or address that says anything is longer than this.
LONGEST_WORD = 200
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}+")


class LinearTokenizer:
    """Tokenizes as the pipeline's own tokenizer does, and takes overlong runs whole."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._tokenize = nlp.tokenizer

    def __call__(self, text: str) -> Doc:
        """The tokens of ``text``; their offsets are those of the text."""
        if _LONG.search(text) is None:
            return self._tokenize(text)
        words, spaces = [], []
        for word, space in self._pieces(text):
            words.append(word)
            spaces.append(space)
        return Doc(self._vocab, words=words, spaces=spaces)

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
