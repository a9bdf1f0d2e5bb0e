"""How large a source may be: what keeps time and memory bounded, whatever a text holds.

Bytes alone do not bound memory: a megabyte of one-letter list items takes as much as fifty of
prose. So what is kept of a text is counted, and a source with too much of it is refused.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from claims.errors import SourceError

MAX_BYTES = 64 * 1024 * 1024
"""The most bytes of a source, unless others are given."""
MAX_TEXT_BYTES = 128 * 1024 * 1024
"""The most memory of the decoded text: one emoji makes every character take four bytes."""
MAX_LINES = 1_000_000
MAX_PASSAGES = 200_000
MAX_CELLS = 1_000_000
MAX_STRETCHES = 1_000_000
"""Repairs and joints of the copy that reads well, each with its way back to the raw text."""
MAX_NAMES = 300_000
MAX_CLAIMS = 100_000
_UNITS = ((1024**3, "GiB"), (1024**2, "MiB"), (1024, "KiB"))
_Item = TypeVar("_Item")


def too_many(most: int, what: str) -> SourceError:
    """What to raise for a source that holds more than ``most`` of something."""
    return SourceError(f"more than {most:,} {what}; split it and try again")


def at_most(items: Iterable[_Item], most: int, what: str) -> Iterator[_Item]:
    """The items as they come; :class:`SourceError` when there are more than ``most``."""
    found = iter(items)
    yield from islice(found, most)
    if next(found, found) is not found:
        raise too_many(most, what)


def check_text_size(text: str) -> None:
    """Raise :class:`SourceError` for a text of too many lines, or that takes too much memory."""
    if sys.getsizeof(text) > MAX_TEXT_BYTES:
        raise SourceError(
            f"its text takes more than {size_words(MAX_TEXT_BYTES)}; split it and try again"
        )
    if sum(map(text.count, "\n\r\f")) - text.count("\r\n") >= MAX_LINES:
        raise too_many(MAX_LINES, "lines")


def size_words(size_bytes: int) -> str:
    """A number of bytes as people read it: 64 MiB; 1,000 bytes."""
    for unit, name in _UNITS:
        if size_bytes >= unit and size_bytes % unit == 0:
            return f"{size_bytes // unit} {name}"
    return f"{size_bytes:,} bytes"
