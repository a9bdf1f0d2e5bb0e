"""Short forms: a source that says "Marlowe Packaging" once says "Marlowe" afterwards."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Container, Iterable

from claims.extract.language.english import words
from claims.extract.names.families import Name
from claims.extract.names.runs import LONGEST_ABBREVIATION

# So many mentions are often.
OFTEN = 3
_PLACED = re.compile(r"\b(?:in|near|at|from|to|around|outside) \Z", re.IGNORECASE)


def short_forms(
    texts: Iterable[tuple[str, list[Name]]], people: Container[str] = frozenset()
) -> dict[str, str]:
    """Names that no pack knows, each with the one longer name that it stands for.

    The longer name must come first, but for a headline, and begin with the short one, and no other
    may; a member of a family may be called by its last word ("Large" for "Sorrel 2 Large"). What
    stands behind "in" or "near" is a place, and no short form. One of ``people``, a club and a
    numbered product may be called by the end of its name ("Finch" for "Orla Finch"), also before
    it, unless often: then it is the name of somebody else. A name in capitals is that with the
    same letters.
    """
    mentions: defaultdict[str, list[int]] = defaultdict(list)
    placed: set[str] = set()
    headed: set[str] = set()
    count = itertools.count()
    for place, (text, names) in enumerate(texts):
        if place == 0 and not text.rstrip().endswith("."):
            headed.update(name.canonical for name in names)
        for name in names:
            if name.family is None and not name.generic:
                mentions[name.canonical].append(next(count))
            if _PLACED.search(text, max(0, name.start - 10), name.start):
                placed.add(name.canonical)
    longer: defaultdict[str, list[str]] = defaultdict(list)
    ends: defaultdict[str, list[str]] = defaultdict(list)
    for full in mentions:
        for short in _shortened(full):
            longer[short].append(full)
        for short in _ends(full, people):
            ends[short].append(full)
    found = _in_capitals(mentions) | _with_middle_names(mentions, people)
    for full in found:
        for short in _ends(full, people):
            ends[short].remove(full)  # whoever it is has the other name too
    for short, spoken in mentions.items():
        candidates, called = longer.get(short, ()), ends.get(short, ())
        # Who was called so often already is not the one whose full name comes later.
        known = [f for f in called if bisect_left(spoken, mentions[f][0]) < OFTEN]
        if len(known) == 1 and not candidates:
            found[short] = known[0]
        if short in placed or len(candidates) != 1:
            continue
        if mentions[candidates[0]][0] < spoken[0] or short in headed:
            found[short] = candidates[0]
    return found


def _in_capitals(names: Collection[str]) -> dict[str, str]:
    """The names in capitals that stand in the text with small letters too: "DAYTON, Ohio"."""
    shouted = (name for name in names if name.isupper() and len(name) > LONGEST_ABBREVIATION)
    return {name: name.title() for name in shouted if name.title() in names}


def _with_middle_names(names: Collection[str], people: Container[str]) -> dict[str, str]:
    """The people whose names stand in the text with and without what is in the middle, by the name
    that comes later: "Orla Jane Finch" is "Orla Finch"."""
    order = {name: place for place, name in enumerate(names)}
    longer: defaultdict[str, list[str]] = defaultdict(list)
    for full in names:
        parts = full.split()
        if len(parts) > 2 and full in people:
            longer[f"{parts[0]} {parts[-1]}"].append(full)
    found = {}
    for short, fulls in longer.items():
        if short in order and len(fulls) == 1:
            earlier, later = sorted((short, fulls[0]), key=order.__getitem__)
            found[later] = earlier
    return found


def _shortened(name: str) -> set[str]:
    """What a name may be called for short."""
    parts = name.split(" ")
    beginnings = () if " of " in name else range(1, len(parts))
    found = {" ".join(parts[:size]) for size in beginnings if not parts[size][:1].isdigit()}
    return found | {part for part in parts[1:][-1:] if part.lower() in words("variants")}


def _ends(name: str, people: Container[str]) -> set[str]:
    """The ends by which a name may be called: "Finch", "Athletic", "Lumo 5" for "Arden Lumo 5"."""
    first, _, rest = name.partition(" ")
    last = rest.rpartition(" ")[2]
    if last[:1].isdigit():
        return {rest} if rest != last and first not in people else set()
    return {last} if last and (name in people or last.lower() in words("clubs")) else set()
