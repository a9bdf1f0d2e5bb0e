"""SubRip (SRT) and WebVTT: cues with times; a passage for each line of a cue."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from claims.sources.places import STAMP, parse_stamp
from claims.sources.reading import Draft, Line, Part, Reading, Sample, lines

_TIMES = re.compile(rf"\s*+({STAMP})\s*+-->\s*+({STAMP})?")
_NUMBER = re.compile(r"\s*+-?\d{1,9}\s*+\Z")
_VTT = re.compile(r"[\s\ufeff]*+WEBVTT(?:[ \t\r\n]|\Z)")
_TAG = re.compile(
    r"<v(?:\.[^\s>]{1,60})?[ \t]+([^>]{1,200})>"  # a voice
    r"|</?[a-z][^<>]{0,200}>|<\d[\d:.,]{0,20}>|\{\\[^{}]{1,100}\}"
    r"|&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|\Z)")


@dataclass(slots=True)
class _Cue:
    times: tuple[int | None, int | None]
    name: str | None = None
    rows: list[Line] = field(default_factory=list)


def looks_like_vtt(sample: Sample) -> bool:
    """Whether the text begins with the word that every WebVTT file begins with."""
    return bool(_VTT.match(sample.text))


def looks_like_srt(sample: Sample) -> bool:
    """Whether one of the first five lines is a cue's line of times."""
    return any(_TIMES.match(line) for line in sample.lines[:5])


def read_srt(text: str) -> Reading:
    """The cues of a SubRip file. Numbers are left out; text after a blank line still counts.

    A cue whose line of times is damaged keeps its text, and its times are unknown.
    """
    return Reading(_drafts(text, _srt_cues(text)))


def read_vtt(text: str) -> Reading:
    """The cues of a WebVTT file, its voices as speakers; notes and styles are left out."""
    head = text.lstrip("\ufeff \t\r\n").splitlines()[:1]
    title = head[0].removeprefix("WEBVTT").strip(" \t-–") if head else ""
    return Reading(_drafts(text, _vtt_cues(text)), title=title or None)


def _times(line: str) -> tuple[int | None, int | None] | None:
    """The times of a cue; unknown ones are ``None``, and so is all of it for any other line."""
    if "-->" not in line:
        return None
    match = _TIMES.match(line)
    if match is None:
        return None, None
    return parse_stamp(match[1]), parse_stamp(match[2]) if match[2] else None


def _srt_cues(text: str) -> Iterator[_Cue]:
    cue: _Cue | None = None
    for line in lines(text):
        times = _times(line.text)
        if times is None:
            if cue and not line.blank:
                cue.rows.append(line)
            continue
        if cue:
            yield _without_number(cue)
        cue = _Cue(times)
    if cue:
        yield cue


def _without_number(cue: _Cue) -> _Cue:
    """The cue without the number of the next one, which stands at its end."""
    if cue.rows and _NUMBER.match(cue.rows[-1].text):
        cue.rows.pop()
    return cue


def _vtt_cues(text: str) -> Iterator[_Cue]:
    cue: _Cue | None = None
    name, comment = None, bool(_VTT.match(text))
    for line in lines(text):
        times = None if comment or cue else _times(line.text)
        if line.blank:
            if cue:
                yield cue
            cue, name, comment = None, None, False
        elif times is not None:
            cue = _Cue(times, name)
        elif cue:
            cue.rows.append(line)
        elif _COMMENT.match(line.text):
            comment = True
        elif not comment:
            name = line.text.strip()
    if cue:
        yield cue


def _drafts(text: str, cues: Iterator[_Cue]) -> Iterator[Draft]:
    before: str | None = None
    begun = False
    for group, cue in enumerate(cues):
        speaker = None
        for row in cue.rows:
            parts, voice = _parts(row)
            speaker = voice or speaker
            yield Draft(
                tuple(parts),
                speaker=speaker,
                start_ms=cue.times[0],
                end_ms=cue.times[1],
                segment_id=cue.name,
                continues=begun and speaker == before,
                group=group,
            )
            before, begun = speaker, True


def _parts(row: Line) -> tuple[list[Part], str | None]:
    """The text of a caption line without its tags, and whose voice it is if it says so."""
    parts, voice, start = [], None, row.start
    for match in _TAG.finditer(row.text):
        parts.append(Part(start, row.start + match.start()))
        start = row.start + match.end()
        if match[1]:
            voice = " ".join(html.unescape(match[1]).split()) or None
        if match[0].startswith("&"):
            instead = html.unescape(match[0])
            parts.append(Part(row.start + match.start(), start, instead))
    parts.append(Part(start, row.end))
    return parts, voice
