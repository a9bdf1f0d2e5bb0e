"""Stretches of text in which no quantity may stand: dates, codes and the like, as one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Span = tuple[int, int]


class Blocked:
    """Half-open spans of a text, those that overlap made one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = merge(spans)
        self._starts = [start for start, _ in self._spans]

    def touches(self, start: int, end: int) -> bool:
        """Whether a character of ``start:end`` lies in one of the spans."""
        place = bisect_right(self._starts, end - 1) - 1
        return place >= 0 and self._spans[place][1] > start


def merge(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, without overlaps."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
