"""The formats that are read: how each is told from its content, and its reader.

A reader is a function from the decoded text to a :class:`~claims.sources.reading.Reading`.
They are asked in the order of :data:`FORMATS_BY_NAME`, the most distinctive first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claims.sources.formats import (
    captions,
    manifest,
    markdown,
    plain,
    transcript,
    whisper,
    whisper_json,
)
from claims.sources.limits import MAX_BYTES
from claims.sources.reading import Reading, Sample


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, its media type, how it is recognised and how it is read.

    A text that is named a ``strict`` format and gives no passage is damaged. ``max_bytes`` is the
    most that its parser can hold in bounded memory.
    """

    name: str
    media_type: str
    looks_like: Callable[[Sample], bool]
    read: Callable[[str], Reading]
    strict: bool = True
    max_bytes: int = MAX_BYTES


_ALL = (
    Format(
        "whisper-json",
        "application/json",
        whisper_json.looks_like,
        whisper_json.read,
        max_bytes=whisper_json.MAX_BYTES,
    ),
    Format("vtt", "text/vtt", captions.looks_like_vtt, captions.read_vtt),
    Format("srt", "application/x-subrip", captions.looks_like_srt, captions.read_srt),
    Format("whisper", "text/plain", whisper.looks_like, whisper.read),
    Format("manifest", "text/plain", manifest.looks_like, manifest.read),
    Format("transcript", "text/plain", transcript.looks_like, transcript.read, strict=False),
    Format("markdown", "text/markdown", markdown.looks_like, markdown.read, strict=False),
    Format("plain", "text/plain", plain.looks_like, plain.read, strict=False),
)
FORMATS_BY_NAME = {item.name: item for item in _ALL}


def detect(text: str) -> Format:
    """The format of a text, told from its content alone; plain text if no other fits."""
    sample = Sample.of(text)
    return next(item for item in _ALL if item.looks_like(sample))
