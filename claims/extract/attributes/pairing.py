"""Lists that run side by side: "Reed, Holme and Sandvik lost 212, 145 and 90 residents"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from claims.extract.links import Sentence
from claims.extract.names.families import Name
from claims.records import Quantity

Item = TypeVar("Item", Name, Quantity)
_JOINT = re.compile(r"\s*(?:[,;]|[,;]?\s(?:and|or|&))\s(?:the\s|about\s|some\s)?")
_PREPOSITION = re.compile(r"[^,;:()]{0,40}?\s(with|for|using|of)\s(?:(?:the|a|an)\s)?(?:[\w-]+\s)?")
# What stands between the name of one pair and the quantity of the next.
_AND = re.compile(
    r"[^,;:.()]{0,25}?(?:,|,?\s(?:and|or|but|while))\s"
    r"(?:(?:by|to|up to|about|only|just|over|around)\s)*"
)
_ABOUT = re.compile(r"\s*(?:(?:about|around|roughly|some|nearly|almost|only|just|over)\s)?")


def pairs(sentence: Sentence) -> dict[int, Name]:
    """The names that quantities belong to by their order, by the offsets of the quantities.

    A list of names and a list of as many quantities behind it are paired in order; one before
    it only with "respectively".
    """
    if len(sentence.names) < 2 or len(sentence.quantities) < 2:
        return {}
    named = list(_lists(sentence, sentence.names))
    stated = list(_lists(sentence, sentence.quantities))
    found = {}
    for quantities in stated:
        beside = [n for n in named if n[-1].end <= quantities[0].start][-1:]
        if not beside and "respectively" in sentence.lower:
            beside = [n for n in named if n[0].start >= quantities[-1].end][:1]
        if beside and len(beside[0]) == len(quantities):
            found.update({q.start: name for q, name in zip(quantities, beside[0], strict=True)})
    return found | _gapped(sentence) | _alternating(sentence)


def _alternating(sentence: Sentence) -> dict[int, Name]:
    """Names behind quantities in turn, with one preposition: "you save 20% with the Dray and 30%
    with the Kite". Where a name stands before them, it is that of who does so."""
    found: dict[int, Name] = {}
    if not sentence.quantities or any(
        name.end <= sentence.quantities[0].start for name in sentence.names
    ):
        return found
    for earlier, quantity in pairwise(sentence.quantities):
        first, second = _joined_to(earlier, sentence), _joined_to(quantity, sentence)
        if first is None or second is None or first[0] != second[0]:
            continue
        between = sentence.lower[first[1].end - sentence.start : quantity.start - sentence.start]
        if _AND.fullmatch(between) and earlier.end <= first[1].start < quantity.start:
            found |= {earlier.start: first[1], quantity.start: second[1]}
    return found


def _joined_to(quantity: Quantity, sentence: Sentence) -> tuple[str, Name] | None:
    """The first name behind a quantity in its clause, with the preposition before it."""
    name = next((n for n in sentence.names if n.start >= quantity.end), None)
    if name is None:
        return None
    between = sentence.lower[quantity.end - sentence.start : name.start - sentence.start]
    joined = _PREPOSITION.fullmatch(between)
    return (joined[1], name) if joined else None


def _gapped(sentence: Sentence) -> dict[int, Name]:
    """Names whose verb is left out: "London has 8.9 million inhabitants, Paris 2.1 million"."""
    found = {}
    for earlier, quantity in zip(sentence.quantities, sentence.quantities[1:], strict=False):
        between = [n for n in sentence.names if earlier.end < n.start and n.end < quantity.start]
        if len(between) != 1:
            continue
        before = sentence.text[earlier.end - sentence.start : between[0].start - sentence.start]
        behind = sentence.text[between[0].end - sentence.start : quantity.start - sentence.start]
        if _JOINT.fullmatch(before) and _ABOUT.fullmatch(behind):
            found[quantity.start] = between[0]
    return found


def _lists(sentence: Sentence, items: Sequence[Item]) -> Iterator[list[Item]]:
    """The runs of two or more items between which nothing but commas and "and" stands."""
    run: list[Item] = []
    for item in items:
        between = (
            sentence.text[run[-1].end - sentence.start : item.start - sentence.start] if run else ""
        )
        if run and not _JOINT.fullmatch(between):
            if len(run) > 1:
                yield run
            run = []
        run.append(item)
    if len(run) > 1:
        yield run
