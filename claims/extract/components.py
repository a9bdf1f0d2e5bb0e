"""The pipeline's components, registered as spaCy factories for anybody's pipeline.

``claims_quantities`` fills ``doc._.quantities``, ``claims_mentions`` fills ``doc._.names`` and
``claims_linker``, which needs sentence boundaries and the other two, fills ``doc._.links``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extract.discourse import Discourse
from claims.extract.families import Name
from claims.extract.linking import link_sentence
from claims.extract.links import Link, Sentence
from claims.extract.names import NameRecognizer
from claims.quantities import read
from claims.records import Quantity
from claims.vocabulary import Vocabulary, load_vocabulary

LONGEST_SYMBOL = 20

for extension in ("quantities", "names", "links"):
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=())
if not Doc.has_extension("discourse"):
    Doc.set_extension("discourse", default=None)


class Quantities:
    """Reads the quantities of a text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __call__(self, doc: Doc) -> Doc:
        doc._.quantities = tuple(read(doc.text, self.vocabulary))
        return doc


class Mentions:
    """Finds the names of a text; the discourse, if there is one, knows the families' versions."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.recognizer = NameRecognizer(vocabulary)

    def __call__(self, doc: Doc) -> Doc:
        discourse: Discourse | None = doc._.discourse
        if discourse is None:
            doc._.names = tuple(self.recognizer.find(doc.text))
        else:
            recognizer = discourse.recognizer or self.recognizer
            doc._.names = tuple(recognizer.find(doc.text, discourse.versions))
        return doc


class Linker:
    """Says what each quantity states of what, sentence by sentence."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __call__(self, doc: Doc) -> Doc:
        discourse: Discourse = doc._.discourse or Discourse()
        links: list[Link] = []
        for sentence in _sentences(doc):
            links += link_sentence(sentence, discourse, self.vocabulary)
        doc._.links = tuple(links)
        return doc


def _sentences(doc: Doc) -> Iterable[Sentence]:
    names: tuple[Name, ...] = doc._.names
    quantities: tuple[Quantity, ...] = doc._.quantities
    name_starts = [name.start for name in names]
    quantity_starts = [quantity.start for quantity in quantities]
    text = doc.text  # put together from the tokens at each access: once is enough
    starts = [token.idx for token in doc if token.is_sent_start or _follows_symbol(token, text)]
    ends = [*starts[1:], len(text)]
    for start, end in zip(starts, ends, strict=True):
        end = start + len(text[start:end].rstrip())
        yield Sentence(
            start,
            text[start:end],
            names[bisect_left(name_starts, start) : bisect_left(name_starts, end)],
            quantities[bisect_left(quantity_starts, start) : bisect_left(quantity_starts, end)],
        )


def _follows_symbol(token: Token, text: str) -> bool:
    """Whether a sentence begins behind a symbol that spaCy leaves its full stop ("265 km/h.")."""
    before = token.idx - 1
    if not token.is_title or before < 1 or text[before - 1 : before + 1] != ". ":
        return False
    word = text[max(text.rfind(" ", 0, before), before - LONGEST_SYMBOL) : before]
    return any(sign in word for sign in "/%°²³")


def _vocabulary(packs: list[str]) -> Vocabulary:
    return load_vocabulary(packs)


@Language.factory("claims_quantities", default_config={"packs": []}, assigns=["doc._.quantities"])
def make_quantities(nlp: Language, name: str, packs: list[str]) -> Any:
    """A component that fills ``doc._.quantities``; ``packs`` are paths of further packs."""
    return Quantities(_vocabulary(packs))


@Language.factory("claims_mentions", default_config={"packs": []}, assigns=["doc._.names"])
def make_mentions(nlp: Language, name: str, packs: list[str]) -> Any:
    """A component that fills ``doc._.names``."""
    return Mentions(_vocabulary(packs))


@Language.factory(
    "claims_linker",
    default_config={"packs": []},
    requires=["doc.sents", "doc._.quantities", "doc._.names"],
    assigns=["doc._.links"],
)
def make_linker(nlp: Language, name: str, packs: list[str]) -> Any:
    """A component that fills ``doc._.links``."""
    return Linker(_vocabulary(packs))
