"""Which names a source shows to be places: things happen in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from claims.extract.names.families import Name

# At least this share of a name's mentions must be where something is.
SHARE = 0.5
_IN = re.compile(r"\b(?:in|near|outside|around|across|throughout) \Z")
_DATELINE = re.compile(r"(?:, [A-Z]\w+)? [—–-] ")


def places(texts: Iterable[tuple[str, list[Name]]]) -> set[str]:
    """The names without a kind that stand mostly behind "in" or "near"."""
    mentions: Counter[str] = Counter()
    located: Counter[str] = Counter()
    for text, names in texts:
        for name in names:
            if name.kind is not None or name.family is not None:
                continue
            mentions[name.canonical] += 1
            before = text[max(0, name.start - 12) : name.start]
            if _IN.search(before) or (not before.strip() and _DATELINE.match(text, name.end)):
                located[name.canonical] += 1
    return {name for name, count in located.items() if count >= SHARE * mentions[name]}
