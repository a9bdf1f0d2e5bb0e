"""Numbers that count some of several things: "nine of the country's 14 provinces", "22 larger
ones", "and added two more"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claims.extract.links import Link, Sentence
from claims.quantities.lexicon import lexicon_of
from claims.quantities.units.nouns import singular
from claims.records import Quantity
from claims.vocabulary import Vocabulary

_GIVEN = r"(?:the|these|those|my|our|your|his|her|its|their|all|[\w.-]+['’]s)"
# What stands behind a number that may count some of several things.
PARTITIVE = re.compile(rf" of {_GIVEN}\s")
# What stands between a number and the things of which it counts some; they may be counted too.
_OF = re.compile(rf" of {_GIVEN}(?: (?:[a-z-]+(?:['’]s?)?)){{0,2}} ")
_OF_THINGS = re.compile(rf" of {_GIVEN}(?: (?!most\b)[a-z-]+)? (?P<noun>[a-z]{{3,}}s)\b(?!['’])")
_OTHERS = re.compile(
    r"(?: [a-z-]+)? (?:ones|others)\b"
    r"| more(?=[.,;]| (?:before|after|in|on|at|by|are|were|have|had|since|this|last|next|and)\b)"
)
# Of these things none is counted.
_NO_THINGS = frozenset({
    "times", "ways", "others", "ones", "lots", "things", "always", "his", "its",
})  # fmt: skip


def counted_unit(
    bare: Quantity, sentence: Sentence, said: Iterable[Link], vocabulary: Vocabulary
) -> str | None:
    """What a bare number counts some of, in the singular; ``None`` where it counts nothing so.

    ``said`` is what was stated before it, the latest first.
    """
    end = bare.end - sentence.start
    if _OTHERS.match(sentence.lower, end):
        units = (link.quantity.value.unit for link in said if _is_count(link, vocabulary))
        return next(units, None)
    for quantity in sentence.quantities:
        start = quantity.start - sentence.start
        if start > end and _OF.fullmatch(sentence.lower, end, start):
            unit = quantity.value.unit
            return unit if is_thing(unit, vocabulary) else None
    things = _OF_THINGS.match(sentence.lower, end)
    if things is None or bare.text.lower() == "one" or things["noun"] in _NO_THINGS:
        return None
    unit = known_unit(things["noun"], vocabulary)
    return unit if is_thing(unit, vocabulary) else None


def known_unit(noun: str, vocabulary: Vocabulary) -> str:
    """A plural noun in the singular, as a pack spells it: the GPU of "72 of these GPUs"."""
    lexicon = lexicon_of(vocabulary)
    known = lexicon.names.get((noun,))
    return known or singular(noun, lexicon.english["irregular_plurals"]) or noun


def _is_count(link: Link, vocabulary: Vocabulary) -> bool:
    return not link.quantity.value.date and is_thing(link.quantity.value.unit, vocabulary)


def is_thing(unit: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a unit is a noun for things that are counted: a beam, no year and no percent."""
    if unit is None or " per " in unit or unit in ("date", "time", "ratio"):
        return False
    spec = vocabulary.units.get(unit)
    return spec is None or spec.discrete
