"""The parse of a sentence, by a trained spaCy pipeline, where there is one.

A statistical step costs about forty times the tokenizing: only sentences that state a quantity
are parsed, in batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token
from threadpoolctl import ThreadpoolController

from claims.extract.language.asides import asides, restored, without
from claims.extract.language.mending import mend

BATCH = 128


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed sentence that begins at offset ``start`` of the text it stands in."""

    doc: Doc
    start: int

    def head(self, start: int, end: int) -> Token | None:
        """The token of ``start:end`` of the text on which its others hang."""
        span = self.doc.char_span(start - self.start, end - self.start, alignment_mode="expand")
        return span.root if span is not None and len(span) else None


def parse(nlp: Language, sentences: Sequence[tuple[int, str]]) -> list[Parse]:
    """The parses of sentences, given with their offsets, in order.

    On one thread: the matrices are so small that several threads only wait for each other,
    which on a busy machine takes tens of times as long.
    """
    docs = [_one_sentence(nlp, text) for _, text in sentences]
    apart = [asides(doc) for doc in docs]
    given = (without(doc, found) if found else doc for doc, found in zip(docs, apart, strict=True))
    with _threads().limit(limits=1, user_api="blas"):
        parsed = list(nlp.pipe(given, batch_size=BATCH))
    for place, found in enumerate(apart):
        if found:
            parsed[place] = restored(docs[place], found, parsed[place])
    for doc in parsed:
        mend(doc)
    return [Parse(doc, start) for (start, _), doc in zip(sentences, parsed, strict=True)]


@cache
def _threads() -> ThreadpoolController:
    """The thread pools of the libraries that are loaded by the time the first text is parsed."""
    return ThreadpoolController()


def _one_sentence(nlp: Language, text: str) -> Doc:
    """A text whose tokens the parser may not part into sentences again."""
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc
