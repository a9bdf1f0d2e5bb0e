"""Quotes of marked-up text that keep both halves of a mark: ``**Sales:** …``."""

from __future__ import annotations

import re

_RUN = re.compile(r"\*+|_+|~~|`+")
_LEFT = re.compile(r"(\*+|_+|~~|`+|!?\[)\Z")
_LINK_END = re.compile(r"\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])")
_BRACKET = re.compile(r"[\[\]]")
_REACH = 50


def balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """``start:end``, widened over the marks beside it whose other half is within.

    Marks are emphasis, code and links as Markdown writes them. A stretch that cuts no mark
    in two stays as it is, and so does one whose mark has its other half farther away.
    """
    before, behind = _LEFT.search(text, max(0, start - _REACH), start), _RUN.match(text, end)
    if before and behind and before[1] == behind[0] in _RUN.findall(text, start, end):
        return before.start(), behind.end()  # "*this* and *that*", cut at both ends
    while (wider := _left(text, start, end)) < start:
        start = wider
    while (wider := _right(text, start, end)) > end:
        end = wider
    return start, end


def _left(text: str, start: int, end: int) -> int:
    match = _LEFT.search(text, max(0, start - _REACH), start)
    if match is None:
        return start
    if match[1].endswith("["):
        return match.start() if _brackets(text, start, end)[0] else start
    return match.start() if _open(text, start, end, match[1]) else start


def _right(text: str, start: int, end: int) -> int:
    link = _LINK_END.match(text, end)
    if link:
        return link.end() if _brackets(text, start, end)[1] else end
    match = _RUN.match(text, end)
    return match.end() if match and _open(text, start, end, match[0]) else end


def _open(text: str, start: int, end: int, mark: str) -> bool:
    """Whether an odd number of these marks stands there, so that one lacks its other half."""
    return bool(_RUN.findall(text, start, end).count(mark) % 2)


def _brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """How many brackets close there that did not open, and how many open and do not close."""
    closed = opened = 0
    for match in _BRACKET.finditer(text, start, end):
        if match[0] == "[":
            opened += 1
        elif opened:
            opened -= 1
        else:
            closed += 1
    return closed, opened
