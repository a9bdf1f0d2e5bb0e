"""What a comparison compares with, and where: qualifiers that are names.

"10 times slower than Llama 2 7B" is ``compared_to`` Llama 2 7B, "revenue in Europe" has the
``region`` Europe.
"""

from __future__ import annotations

import re

from claims.extract.attributes.forms import COMPARATIVE
from claims.extract.attributes.qualifiers import Found
from claims.extract.context.discourse import Discourse
from claims.extract.links import Sentence
from claims.extract.names.kinds import REGIONS
from claims.reasons import Reason
from claims.records import Quantity
from claims.vocabulary import AttributeSpec

COMPARED, REGION = "compared_to", "region"
_BASE = re.compile(
    r"\s(?:as [\w-]+ as|the [\w-]+ of|(?:[\w-]+\s){0,5}?(?:than|compared (?:to|with)|relative to"
    r"|versus|vs\.?))\s(?:that of |those of )?(?:the )?"
)
_WHERE = re.compile(r"\b(?:in|across|throughout)\s(?:the\s)?\Z", re.IGNORECASE)
# The longest of these, in characters.
WHERE_REACH = 20


def compared_with(
    quantity: Quantity, sentence: Sentence, subject: str | None, discourse: Discourse
) -> Found:
    """The name with which a ratio or a percentage compares its ``subject``; where none is named,
    the other member of its family of which something was stated right before."""
    if subject is None or quantity.value.canonical_unit not in ("ratio", "percent"):
        return {}, {}
    end = quantity.end - sentence.start
    base = next((n for n in sentence.names if n.start >= quantity.end), None)
    if base is not None and base.canonical != subject:
        between = sentence.lower[end : base.start - sentence.start]
        if _BASE.fullmatch(between):
            return {COMPARED: base.canonical}, {COMPARED: (Reason("cue", (between.strip(),)),)}
    if COMPARATIVE.match(sentence.lower, end) is None or " than " in sentence.lower[end:]:
        return {}, {}
    family = subject.rpartition(" ")[0]
    for link in discourse.said():
        if link.subject and link.subject != subject and family and link.subject.startswith(family):
            return {COMPARED: link.subject}, {COMPARED: (Reason("elided", (link.quantity.text,)),)}
    return {}, {}


def region_of(
    quantity: Quantity, sentence: Sentence, spec: AttributeSpec | None, subject: str | None
) -> Found:
    """The place for which an attribute with the scope ``region`` is stated, if that is not its
    subject: the nearest one behind "in"."""
    if spec is None or REGION not in spec.scopes:
        return {}, {}
    placed = [
        name
        for name in sentence.names
        if name.kind in REGIONS and name.canonical != subject and _is_where(name.start, sentence)
    ]
    if not placed:
        return {}, {}
    nearest = min(placed, key=lambda n: max(n.start - quantity.end, quantity.start - n.end))
    return {REGION: nearest.canonical}, {REGION: (Reason("cue", (nearest.text,)),)}


def _is_where(place: int, sentence: Sentence) -> bool:
    before = sentence.text[: place - sentence.start][-WHERE_REACH:]
    return _WHERE.search(before) is not None
