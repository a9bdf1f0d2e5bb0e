"""What speakers put into a sentence without a part in it: "it needs, I think, 16 gigabytes".

A parser that learned from written text takes such an aside for the main clause. It is parsed
without the asides, which then hang on the verbs of the clauses in which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from claims.extract.language.english import phrases, words

# Behind these words "I think" or "you know" is a clause of its own: "what I think", "do you know".
_GOVERNED = re.compile(
    r"\b(?:and|but|or|so|because|as|than|what|who|whom|which|that|how|why|when|where|if|do|did|does|"
    r"don['’]t|didn['’]t|all|everything|anything|nothing|way|like)\W*\Z",
    re.IGNORECASE,
)
# Before these it says what is thought or known.
_GOVERNS = re.compile(
    r"\s(?:that|about|of|how|what|why|whether|if|when|where|who|whom|which|so|not|him|her|them|me)\b"
)
# How far before an aside a word that governs it may stand.
REACH = 20


@cache
def _asides() -> re.Pattern[str]:
    pattern = phrases("asides").pattern.replace("'", "['’]")
    return re.compile(f"(?:{pattern})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aside:
    """The tokens ``start:end`` of a sentence, commas around them too; ``last`` is its last word."""

    start: int
    end: int
    last: int


def asides(doc: Doc) -> list[Aside]:
    """The asides of a sentence, in order: between commas, or what is thought of an amount."""
    text = doc.text
    found = (_aside(doc, match) for match in _asides().finditer(text))
    return [aside for aside in found if aside is not None]


def _aside(doc: Doc, match: re.Match[str]) -> Aside | None:
    """The aside at a place of a sentence, unless it is a clause that has a part in it."""
    span, text = doc.char_span(match.start(), match.end()), match.string
    before = text[max(0, match.start() - REACH) : match.start()]
    if span is None or not span.start or span.end == len(doc):
        return None
    if _GOVERNED.search(before) or _GOVERNS.match(text, match.end()):
        return None
    closes = doc[span.end].text in (",", ".", "!", "?")
    if doc[span.start - 1].text == "," and closes:
        end = span.end + 1 if doc[span.end].text == "," else span.end
        return Aside(span.start - 1, end, span.end - 1)
    thought = doc[span.start].lower_ == "i" and doc[span.end - 1].lower_ != "mean"
    if not (thought and _begins_amount(doc[span.end])):
        return None
    return Aside(span.start, span.end, span.end - 1)


def _begins_amount(word: Token) -> bool:
    """Whether an amount begins with a word: without commas what is thought stands before one."""
    return word.like_num or word.is_currency or word.lower_ in words("before_amounts")


def without(doc: Doc, apart: Sequence[Aside]) -> Doc:
    """A sentence without its asides, for the parser."""
    places = _kept(doc, apart)
    ends = [*places[1:], len(doc)]
    return Doc(
        doc.vocab,
        words=[doc[n].text for n in places],
        spaces=[
            any(doc[n].whitespace_ for n in range(place, end))
            for place, end in zip(places, ends, strict=True)
        ],
        sent_starts=[n == 0 for n in range(len(places))],
    )


def restored(doc: Doc, apart: Sequence[Aside], parsed: Doc) -> Doc:
    """The whole sentence with the parse of what was left of it; the last word of each aside
    hangs on the verb of the clause in which it stands, as an insertion."""
    places = _kept(doc, apart)
    heads, labels, tags = list(range(len(doc))), ["dep"] * len(doc), ["X"] * len(doc)
    fine, forms = [""] * len(doc), [""] * len(doc)
    for token, place in zip(parsed, places, strict=True):
        heads[place], labels[place], tags[place] = places[token.head.i], token.dep_, token.pos_
        fine[place], forms[place] = token.tag_, str(token.morph)
    for aside in apart:
        for place in range(aside.start, aside.end):
            heads[place] = aside.last
            labels[place], tags[place] = _part(doc[place])
        behind = next((place for place in places if place >= aside.end), places[-1])
        heads[aside.last] = _verb_above(behind, heads, tags)
        labels[aside.last], tags[aside.last] = "parataxis", "VERB"
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        heads=heads,
        deps=labels,
        pos=tags,
        tags=fine,
        morphs=forms,
    )


def _part(word: Token) -> tuple[str, str]:
    """How a word of an aside hangs on its last one, and what it is."""
    if word.text == ",":
        return "punct", "PUNCT"
    return ("nsubj", "PRON") if word.lower_ in ("i", "you", "us") else ("dep", "X")


def _kept(doc: Doc, apart: Sequence[Aside]) -> list[int]:
    """The places of the tokens that belong to no aside."""
    left_out = {place for aside in apart for place in range(aside.start, aside.end)}
    return [place for place in range(len(doc)) if place not in left_out]


def _verb_above(place: int, heads: Sequence[int], tags: Sequence[str]) -> int:
    """The verb of the clause in which a token stands."""
    while tags[place] not in ("VERB", "AUX") and heads[place] != place:
        place = heads[place]
    return place
