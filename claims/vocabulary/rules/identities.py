"""Rules for identities: the attributes that they name, and whether the dimensions agree."""

from __future__ import annotations

from collections.abc import Iterator

from claims.vocabulary.dimensions import dimension, written
from claims.vocabulary.rules.context import Found, Packs, hint
from claims.vocabulary.schema import Identity


def identity_rules(packs: Packs) -> Iterator[Found]:
    """What is wrong with the identities of a pack."""
    attributes = packs.merged.attributes
    for place, text in enumerate(packs.pack.identities):
        identity = Identity.parse(text)
        names = (identity.result, *identity.factors, *identity.divisors)
        keys = ("identities", place)
        for name in dict.fromkeys(names):
            if packs.is_missing(name, attributes):
                advice = hint(name, attributes) or "; declare it under attributes"
                yield Found(keys, f"the attribute {name!r} is declared by no pack{advice}")
        if len(set(names)) < len(names):
            yield Found(keys, "names an attribute twice and is never worked out: name each once")
        elif all(name in attributes for name in names):
            yield from _dimensions(keys, identity, packs)


def _dimensions(keys: tuple[str, int], identity: Identity, packs: Packs) -> Iterator[Found]:
    """Both sides have to measure the same; things that are counted have no dimension."""
    units = {name: spec.unit for name, spec in packs.merged.attributes.items()}
    if any(packs.is_missing(unit, packs.merged.units) for unit in units.values()):
        return
    right = [(units[name], 1) for name in identity.factors]
    right += [(units[name], -1) for name in identity.divisors]
    sides = (
        dimension([(units[identity.result], 1)], packs.merged), dimension(right, packs.merged)
    )  # fmt: skip
    if sides[0] != sides[1]:
        message = (
            f"{identity.result!r} measures in {written(sides[0])}, the right side gives "
            f"{written(sides[1])}, so that it is never worked out: correct the attributes or units"
        )
        yield Found(keys, message)
