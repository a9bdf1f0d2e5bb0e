"""Short forms: a source that says "Marlowe Packaging" once says "Marlowe" afterwards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from claims.extract.english import words
from claims.extract.families import Name

_PLACED = re.compile(r"\b(?:in|near|at|from|to|around|outside) \Z", re.IGNORECASE)


def short_forms(texts: Iterable[tuple[str, list[Name]]]) -> dict[str, str]:
    """Names that no pack knows, each with the one longer name that it stands for.

    The longer name must come first and begin with the short one, and no other may; a member of a
    family may be called by its last word ("Large" for "Sorrel 2 Large"). What stands behind "in"
    or "near" is a place, and no short form.
    """
    first: dict[str, int] = {}
    placed: set[str] = set()
    for text, names in texts:
        for name in names:
            if name.family is None and not name.generic:
                first.setdefault(name.canonical, len(first))
            if _PLACED.search(text, max(0, name.start - 10), name.start):
                placed.add(name.canonical)
    longer: defaultdict[str, list[str]] = defaultdict(list)
    for full in first:
        for short in _shortened(full):
            longer[short].append(full)
    found = {}
    for short in first:
        candidates = longer.get(short, ())
        if short not in placed and len(candidates) == 1 and first[candidates[0]] < first[short]:
            found[short] = candidates[0]
    return found


def _shortened(name: str) -> set[str]:
    """What a name may be called for short."""
    parts = name.split(" ")
    beginnings = () if " of " in name else range(1, len(parts))
    found = {" ".join(parts[:size]) for size in beginnings if not parts[size][:1].isdigit()}
    return found | {part for part in parts[1:][-1:] if part.lower() in words("variants")}
