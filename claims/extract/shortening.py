"""Short forms: a source that says "Marlowe Packaging" once says "Marlowe" afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claims.extract.english import words
from claims.extract.families import Name

_PLACED = re.compile(r"\b(?:in|near|at|from|to|around|outside) \Z", re.IGNORECASE)


def short_forms(texts: Iterable[tuple[str, list[Name]]]) -> dict[str, str]:
    """Names that no pack knows, each with the one longer name that it stands for.

    The longer name must come first and begin with the short one, and no other may; a member of a
    family may be called by its last word ("Large" for "Sorrel 2 Large"), a person by the
    surname. What stands behind "in" or "near" is a place, and no short form.
    """
    first: dict[str, int] = {}
    placed: set[str] = set()
    for text, names in texts:
        for name in names:
            if name.family is None and not name.generic:
                first.setdefault(name.canonical, len(first))
            if _PLACED.search(text, max(0, name.start - 10), name.start):
                placed.add(name.canonical)
    longer = [name for name in first if " " in name]
    found = {}
    for short in first:
        if short in placed:
            continue
        candidates = [name for name in longer if _is_short_for(short, name)]
        if len(candidates) == 1 and first[candidates[0]] < first[short]:
            found[short] = candidates[0]
    return found


def _is_short_for(short: str, name: str) -> bool:
    if name.startswith(f"{short} "):
        return " of " not in name and not name[len(short) + 1].isdigit()
    last = name.rpartition(" ")[2]
    return last == short and short.lower() in words("variants")
