"""Rules for identities: the attributes that they name, and whether the dimensions agree."""

from __future__ import annotations

from collections.abc import Iterator

from claims.vocabulary.arithmetic import arithmetic_mistakes
from claims.vocabulary.rules.context import Found, Packs


def identity_rules(packs: Packs) -> Iterator[Found]:
    """What is wrong with the identities of a pack, and with the changes that it declares."""
    if not packs.complete:
        return
    for keys, message in arithmetic_mistakes(packs.pack, packs.merged, packs.unsure):
        yield Found(keys, message)
