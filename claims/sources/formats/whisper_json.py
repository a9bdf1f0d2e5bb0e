"""Whisper's JSON and its relatives: segments with times, inside a container that escapes text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from claims.errors import SourceError
from claims.sources.places import parse_stamp
from claims.sources.reading import Draft, Part, Reading, Sample

_OPENS = re.compile(r"[\s\ufeff]*+[{\[]")
_SEGMENTS = re.compile(r'\s*+\{[^{}\[\]]*?"(?:segments|chunks|transcription)"\s*:\s*\[')
MAX_BYTES = 16 * 1024 * 1024
_LISTS = ("segments", "chunks", "transcription")
_UNFIT = re.compile("[\0\ud800-\udfff]")
_MAX_MS = Decimal(10) ** 11


def looks_like(sample: Sample) -> bool:
    """Whether the text is JSON, or breaks off in what began as Whisper JSON.

    JSON of any other kind is taken as well, so that :func:`read` can say what is missing.
    """
    text = sample.text
    if not _OPENS.match(text):
        return False
    if _SEGMENTS.match(text[:100_000]):
        return True
    if text.rstrip()[-1:] not in ("}", "]"):
        return False
    if len(text) > MAX_BYTES:
        return True
    try:
        return isinstance(_load(text), (dict, list))
    except ValueError:
        return False
    except RecursionError:
        return True


def read(text: str) -> Reading:
    """A passage a segment; the text of the source is the segments' texts, joined by newlines.

    Reads ``{"segments": [{"start", "end", "text", "speaker"}]}``, a bare list of segments, the
    ``chunks`` of speech pipelines and the ``transcription`` of whisper.cpp. Raises
    :class:`SourceError` if the JSON is damaged or holds no segments.
    """
    try:
        data = _load(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise SourceError(f"damaged Whisper JSON at {place}: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise SourceError("damaged Whisper JSON: nested too deeply or not a number") from error
    segments = _segments(data)
    texts = [_UNFIT.sub("\ufffd", segment["text"]) for segment in segments]
    return Reading(_drafts(segments, texts), text="\n".join(texts))


def _load(text: str) -> Any:
    return json.loads(text, parse_float=_number, parse_int=_number, parse_constant=lambda _: None)


@lru_cache(maxsize=65_536)
def _number(written: str) -> Decimal:
    """A number; equal ones are one object, as a hundred bytes for every "0," would be too many."""
    try:
        return Decimal(written)
    except InvalidOperation:  # an exponent that no Decimal has
        raise ValueError(f"{written[:40]} is no number") from None


def _segments(data: Any) -> list[dict[str, Any]]:
    found = data
    if isinstance(data, dict):
        found = next((data[key] for key in _LISTS if isinstance(data.get(key), list)), None)
    if not isinstance(found, list) or not any(_has_text(item) for item in found):
        raise SourceError('JSON without "segments"; of JSON, claims reads what Whisper writes')
    for index, segment in enumerate(found):
        if not _has_text(segment):
            raise SourceError(f'damaged Whisper JSON: segment {index} has no "text"')
    return found


def _has_text(segment: Any) -> bool:
    return isinstance(segment, dict) and isinstance(segment.get("text"), str)


def _drafts(segments: list[dict[str, Any]], texts: list[str]) -> Iterator[Draft]:
    offset, before = 0, None
    for index, (segment, text) in enumerate(zip(segments, texts, strict=True)):
        start_ms, end_ms = _times(segment)
        speaker = segment.get("speaker")
        speaker = _UNFIT.sub("\ufffd", speaker) if isinstance(speaker, str) else None
        yield Draft(
            (Part(offset, offset + len(text)),),
            speaker=speaker,
            start_ms=start_ms,
            end_ms=end_ms,
            continues=index > 0 and speaker == before,
            group=index,
        )
        offset, before = offset + len(text) + 1, speaker


def _times(segment: dict[str, Any]) -> tuple[int | None, int | None]:
    pair = segment.get("timestamp")
    if isinstance(pair, list) and len(pair) == 2:
        return _ms(pair[0]), _ms(pair[1])
    offsets = segment.get("offsets")
    if isinstance(offsets, dict):
        return _ms(offsets.get("from"), 1), _ms(offsets.get("to"), 1)
    return _ms(segment.get("start")), _ms(segment.get("end"))


def _ms(value: Any, factor: int = 1000) -> int | None:
    """A time in milliseconds, from a number or a stamp; ``None`` if it is neither."""
    if isinstance(value, str):
        return parse_stamp(value)
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= _MAX_MS:
        return None
    return int(value * factor)
