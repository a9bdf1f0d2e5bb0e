"""The heads of a transcript's turns: who speaks and when, at the start of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from claims.sources.places import STAMP, parse_stamp
from claims.sources.reading import Line

_BULLET = r"\s*+(?:[-*•–—]\s++)?+"
_BOLD = r"(?:\*\*|__|\*)?+"
_NAME = r"[^\W\d_][^:\[\]()<>{}|*\n]{0,60}?"
_TIME = (
    rf"[\[(]?+(?P<stamp>{STAMP})(?:\s*+(?:-->|-|–|—|to)\s*+(?P<until>{STAMP}))?+[\])]?+"
    r"(?!\s?[ap]\.?m\b)"
)
_NAME_COLON_TIME = re.compile(
    rf"{_BULLET}{_BOLD}(?P<name>{_NAME}){_BOLD}\s*+:(?!(?<=\d:)\d){_BOLD}\s*+{_BOLD}{_TIME}{_BOLD}[:\s]*+"
)
_NAME_TIME = re.compile(
    rf"{_BULLET}{_BOLD}(?P<name>{_NAME}){_BOLD}[\s,|–—-]++{_BOLD}{_TIME}{_BOLD}"
    r"(?P<sure>\s*+:{1}|\s*+\Z)?+[*_\s]*+"
)
_TIME_FIRST = re.compile(rf"{_BULLET}{_BOLD}{_TIME}{_BOLD}(?P<close>\s*+[-–—:|](?!\d))?+\s*+")
_NAME_COLON = re.compile(rf"{_BULLET}{_BOLD}(?P<name>{_NAME}){_BOLD}\s*+:{_BOLD}(?:\s++|\Z)")
_PARTICLES = re.compile(r"de|del|der|di|du|da|dos|la|le|van|von|bin|ibn|el|al|und|and|of|the")
_MAX_WORDS = 6


class Head(NamedTuple):
    """What a line says before its text, which begins at ``end`` (an offset in the line)."""

    speaker: str | None
    start_ms: int | None
    end_ms: int | None
    end: int


def is_name(text: str) -> bool:
    """Whether a label can be a speaker's name: at most six words, all capitalised."""
    words = text.split()
    if not 0 < len(words) <= _MAX_WORDS or text.endswith((".", "!", "?", ",", ";")):
        return False
    small = (word for word in words if word[:1].islower())
    return not words[0][:1].islower() and all(_PARTICLES.fullmatch(word) for word in small)


class Heads:
    """Finds heads, knowing the speakers of one document."""

    def __init__(self, source: Sequence[Line]) -> None:
        self._bare: frozenset[str] = frozenset()
        self.speakers: frozenset[str] = frozenset()
        self.speakers, self._bare = self._survey([line for line in source if not line.blank])

    def at(self, line: str) -> Head | None:
        """The head at the start of a line, or ``None`` if its text begins at once."""
        return self.stamped(line) or self._label(line)

    def stamped(self, line: str) -> Head | None:
        """A head that gives a time, with or without a name."""
        match = _TIME_FIRST.match(line)
        if match:
            return self._time_first(line, match)
        match = _NAME_COLON_TIME.match(line)
        if match is None:
            match = _NAME_TIME.match(line)
            bracketed = match is not None and line[match.start("stamp") - 1] in "[("
            if match is None or not (bracketed or match["sure"] is not None):
                return None
        name = _clean_name(match["name"])
        return _head(match, name, match.end()) if is_name(name) else None

    def _time_first(self, line: str, match: re.Match[str]) -> Head:
        label = _NAME_COLON.match(line, match.end())
        if label and is_name(_clean_name(label["name"])):
            return _head(match, _clean_name(label["name"]), label.end())
        rest = _clean_name(line[match.end() : match.end() + 80])
        if rest in self._bare:
            return _head(match, rest, len(line))
        return _head(match, None, match.end())

    def _label(self, line: str) -> Head | None:
        match = _NAME_COLON.match(line)
        name = _clean_name(match["name"]) if match else _clean_name(line[:80])
        if match and name in self.speakers:
            return Head(name, None, None, match.end())
        return Head(name, None, None, len(line)) if name in self._bare else None

    def _survey(self, source: Sequence[Line]) -> tuple[frozenset[str], frozenset[str]]:
        """The names on labels, and those that stand without a colon beside or above a time."""
        labels: Counter[str] = Counter()
        sure: set[str] = set()
        alone: Counter[str] = Counter()
        for index, line in enumerate(source):
            after = source[index + 1].text if index + 1 < len(source) else ""
            head = self.stamped(line.text)
            match = None if head else _NAME_COLON.match(line.text)
            if head and head.speaker:
                sure.add(head.speaker)
            elif match and is_name(_clean_name(match["name"])):
                name = _clean_name(match["name"])
                labels[name] += 1
                if match.end() >= len(line.text) and self.stamped(after):
                    sure.add(name)
            else:
                name = _clean_name(line.text[head.end :] if head else line.text)
                next_head = self.stamped(after)
                beside = head is not None and bool(after) and next_head is None
                above = head is None and next_head is not None and next_head.speaker is None
                if len(name) <= 60 and (beside or above) and is_name(name):
                    alone[name] += 1
        bare = frozenset(name for name, count in alone.items() if count >= 2 or name in sure)
        return frozenset(sure) | _repeated(labels) | bare, bare


def _repeated(labels: Counter[str]) -> frozenset[str]:
    """Labels without times are speakers where at least two of them come again and again."""
    names = frozenset(name for name, count in labels.items() if count >= 2)
    return names if len(names) >= 2 else frozenset()


def _head(match: re.Match[str], name: str | None, end: int) -> Head:
    until = match["until"]
    return Head(name, parse_stamp(match["stamp"]), parse_stamp(until) if until else None, end)


def _clean_name(name: str) -> str:
    return " ".join(name.strip("*_ \t-–•:").split())
