"""Markdown's marks inside a paragraph: what of it is text, with offsets.

CommonMark's parser gives no offsets for inline text, so the marks are found here: emphasis by
the flanking rules of the CommonMark specification (section 6.2), links by their brackets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from claims.sources.reading import Part

_TOKEN = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<code>(?<!`)(?P<ticks>`{1,3})(?!`)(?P<inner>[^`]{1,500})(?P=ticks)(?!`))
    |(?P<comment><!--(?:[^-<]|-(?!->)|<(?!!--)){0,5000}+-->)
    |<(?P<auto>(?:https?://|mailto:|www\.)[^\s<>]{1,2000})>
    |(?P<tag></?[a-z][a-z0-9-]{0,20}(?:\s[^<>]{0,1000}+)?/?>)
    |(?P<note>\[\^[^\]\s]{1,60}\])
    |(?P<open>!?\[)
    |(?P<link>\]\((?:[^()\\\n]|\\.|\([^()\n]{0,500}\)){0,2000}+\)|\]\[[^\[\]\n]{0,200}\])
    |(?P<close>\])
    |(?P<run>\*+|_+|~~)
    |(?P<entity>&(?:[a-z][a-z0-9]{1,30}|\#\d{1,7}|\#x[0-9a-f]{1,6});)""",
    re.VERBOSE | re.IGNORECASE,
)
_BREAKING = re.compile(r"</?(?:br|p|div|li|tr|td|th|h[1-6])\b", re.IGNORECASE)


@dataclass(slots=True)
class _Run:
    """A run of emphasis marks with as many of them left as were not yet paired."""

    start: int
    end: int
    mark: str


@dataclass(slots=True)
class _Marks:
    """The stretches to leave out or to read otherwise, collected over one paragraph."""

    text: str
    start: int
    end: int
    found: list[Part] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)
    brackets: list[tuple[int, int]] = field(default_factory=list)

    def drop(self, start: int, end: int, instead: str = "") -> None:
        if start < end:
            self.found.append(Part(start, end, instead))

    def take(self, match: re.Match[str]) -> None:
        start, end = match.span()
        match match.lastgroup:
            case "escape":
                self.drop(start, start + 1)
            case "code" | "inner":
                self.drop(start, match.start("inner"))
                self.drop(match.end("inner"), end)
            case "auto":
                self.drop(start, start + 1)
                self.drop(end - 1, end)
            case "comment" | "note":
                self.drop(start, end)
            case "tag":
                self.drop(start, end, " " if _BREAKING.match(match[0]) else "")
            case "open":
                self.brackets.append((start, end))
            case "link" | "close":
                self._close(match)
            case "run":
                self._run(match)
            case "entity" if html.unescape(match[0]) != match[0]:
                self.drop(start, end, html.unescape(match[0]))

    def _close(self, match: re.Match[str]) -> None:
        opened = self.brackets.pop() if self.brackets else None
        if opened and match.lastgroup == "link":
            self.drop(*opened)
            self.drop(*match.span())

    def _run(self, match: re.Match[str]) -> None:
        run = _Run(match.start(), match.end(), match[0][0])
        before = self.text[run.start - 1] if run.start > self.start else " "
        after = self.text[run.end] if run.end < self.end else " "
        left = not after.isspace() and (not _punctuation(after) or not _word(before))
        right = not before.isspace() and (not _punctuation(before) or not _word(after))
        if run.mark == "_":
            opens, closes = left and not _word(before), right and not _word(after)
        else:
            opens, closes = left, right
        if closes:
            self._pair(run)
        if opens and run.start < run.end:
            self.runs.append(run)

    def _pair(self, run: _Run) -> None:
        """Pair a closing run with the nearest open ones of its mark; what stood open between
        them stays as it is."""
        index = len(self.runs) - 1
        while run.start < run.end and index >= max(0, len(self.runs) - 50):
            other = self.runs[index]
            if other.mark == run.mark:
                width = min(other.end - other.start, run.end - run.start)
                self.drop(other.end - width, other.end)
                self.drop(run.start, run.start + width)
                other.end -= width
                run.start += width
                del self.runs[index + (other.end > other.start) :]
            index -= 1


def inline_parts(text: str, start: int, end: int) -> Iterator[Part]:
    """The parts of ``text[start:end]`` that are read: marks left out, entities replaced.

    Link texts stay and their targets go; code spans stay without their ticks.
    """
    marks = _Marks(text, start, end)
    for match in _TOKEN.finditer(text, start, end):
        marks.take(match)
    for part in sorted(marks.found):
        if start < part.start:
            yield Part(start, part.start)
        if part.instead:
            yield part
        start = max(start, part.end)
    if start < end:
        yield Part(start, end)


def _word(character: str) -> bool:
    return not character.isspace() and not _punctuation(character)


def _punctuation(character: str) -> bool:
    return not character.isalnum() and not character.isspace()
