"""Training data as speech recognition writes it: without capitals, without punctuation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.training import Example
from spacy.util import registry

Augmenter = Callable[[Language, Example], Iterator[Example]]


def make_spoken(lower: float, bare: float, both: float) -> Augmenter:
    """An augmenter that gives a share of the examples another form.

    ``lower``, ``bare`` (no punctuation) and ``both`` are the shares of these forms. Passages of
    several sentences keep their punctuation, else full stops would be no sign of an end.
    """
    random = Random(1)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        draw = random.random()
        document = example.reference
        if lower <= draw < lower + bare + both and _is_sentence(document):
            document = without_punctuation(document)
        if draw < lower or lower + bare <= draw < lower + bare + both:
            document = in_lower_case(document)
        if document is example.reference:
            yield example
        elif len(document):
            yield Example(nlp.make_doc(document.text), document)

    return augment


registry.augmenters.register("claims.spoken.v1", func=make_spoken)


def in_lower_case(document: Doc) -> Doc:
    """A copy of an annotated document without capitals."""
    fields = _fields(list(document))
    fields["words"] = [word.lower() for word in fields["words"]]
    return Doc(document.vocab, **fields)


def without_punctuation(document: Doc) -> Doc:
    """A copy of an annotated document without the punctuation marks on which nothing hangs."""
    heads = {token.head.i for token in document if token.head.i != token.i}
    kept = [t for t in document if t.pos_ != "PUNCT" or t.i in heads or t.tag_ == "HYPH"]
    return Doc(document.vocab, **_fields(kept))


def _is_sentence(document: Doc) -> bool:
    return sum(1 for _ in document.sents) == 1


def _fields(kept: list[Token]) -> dict[str, Any]:
    """The arguments that make a document of some tokens of an annotated one."""
    place = {token.i: index for index, token in enumerate(kept)}
    return {
        "words": [token.text for token in kept],
        "spaces": [_space(kept, index) for index in range(len(kept))],
        "tags": [token.tag_ for token in kept],
        "pos": [token.pos_ for token in kept],
        "morphs": [str(token.morph) for token in kept],
        "heads": [place.get(token.head.i, index) for index, token in enumerate(kept)],
        "deps": [token.dep_ for token in kept],
    }


def _space(kept: list[Token], index: int) -> bool:
    """Whether a blank follows: it also does where a mark between two words is gone."""
    token = kept[index]
    following = kept[index + 1].i if index + 1 < len(kept) else token.i + 1
    return bool(token.whitespace_) or following > token.i + 1
