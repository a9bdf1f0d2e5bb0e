"""Points in time: years, months, days, quarters and decades as ISO 8601 dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claims.quantities.lexicon import Lexicon

_CLOCK = re.compile(
    r"(?<![\w:.])(?:[01]?\d|2[0-3])(?::[0-5]\d)?\s?(?:[ap]\.?m\.?(?![a-z])|o['’]clock)", re.I
)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date at ``start:end`` of the text: ISO 8601 date and the years of its two ends."""

    start: int
    end: int
    iso: str | None
    first_year: int | None
    last_year: int | None


def find_dates(text: str, lexicon: Lexicon) -> list[DateSpan]:
    """All dates and clock times of a text in order, without overlaps.

    A bare four-digit number is a year only where the words before it say so ("in 1940",
    "the summer of 2018"); "2000 GPUs" stays a count. A clock time has no date.
    """
    spans: list[DateSpan] = []
    if not any(character.isdigit() for character in text):
        return spans
    pattern = _pattern(frozenset(lexicon.english["months"]), lexicon.english["year_before"])
    for match in pattern.finditer(text):
        span = _span(match, lexicon)
        if span:
            spans.append(span)
    spans += [DateSpan(m.start(), m.end(), None, None, None) for m in _CLOCK.finditer(text)]
    return list(_without_overlaps(sorted(spans, key=lambda span: (span.start, -span.end))))


@cache
def _pattern(months: frozenset[str], year_before: frozenset[str]) -> re.Pattern[str]:
    month = "|".join(sorted(months, key=lambda word: (-len(word), word)))
    before = "|".join(sorted(year_before, key=lambda word: (-len(word), word)))
    plain_year = r"(?:1[5-9]|20)\d\d"
    year = plain_year + r"(?!,?\d|\.\d|\w)"
    return re.compile(
        rf"(?<![\w.])(?P<iso>{plain_year}-[01]\d-[0-3]\d)(?![\w-])"
        rf"|\b(?P<m1>{month})\.?\s(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?,?\s(?P<y1>{year})"
        rf"|\b(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{month})\.?,?\s(?P<y2>{year})"
        rf"|\b(?P<m3>{month})\.?,?\s(?:of\s)?(?P<y3>{year})"
        rf"|\bQ(?P<q4>[1-4])\s(?:of\s)?(?P<y4>{year})"
        rf"|(?<![\w.])(?:the\s)?(?P<y5>(?:1[5-9]|20)\d)0['’]?s\b"
        rf"|\b(?:(?P<end6>end|start|beginning|middle)\sof\s)(?P<y6>{year})"
        rf"|\b(?:{before})\s(?P<y7>{year})(?!\s?[%°x-])"
        rf"|\((?P<y8>{year})\)",
        re.IGNORECASE,
    )


def _span(match: re.Match[str], lexicon: Lexicon) -> DateSpan | None:
    start, end = match.span()
    if match["iso"]:
        return _day(start, end, *map(int, match["iso"].split("-")))
    for n in (1, 2):
        if match[f"y{n}"]:
            month = lexicon.english["months"][match[f"m{n}"].lower()]
            return _day(start, end, int(match[f"y{n}"]), month, int(match[f"d{n}"]))
    if match["y3"]:
        month = lexicon.english["months"][match["m3"].lower()]
        return _years(start, end, f"{match['y3']}-{month:02d}", int(match["y3"]))
    if match["y4"]:
        year, first = int(match["y4"]), 3 * int(match["q4"]) - 2
        return _years(start, end, f"{year}-{first:02d}/{year}-{first + 2:02d}", year)
    if match["y5"]:
        first = int(match["y5"] + "0")
        return DateSpan(start, end, f"{first}/{first + 9}", first, first + 9)
    if match["y6"]:
        iso = match["y6"] + ("-12-31" if match["end6"].lower() == "end" else "")
        return _years(start, end, iso, int(match["y6"]))
    group = "y7" if match["y7"] else "y8"
    return _years(match.start(group), match.end(group), match[group], int(match[group]))


def _day(start: int, end: int, year: int, month: int, day: int) -> DateSpan | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return _years(start, end, f"{year:04d}-{month:02d}-{day:02d}", year)


def _years(start: int, end: int, iso: str, year: int) -> DateSpan:
    return DateSpan(start, end, iso, year, year)


def _without_overlaps(spans: list[DateSpan]) -> Iterator[DateSpan]:
    last = -1
    for span in spans:
        if span.start >= last:
            yield span
            last = span.end
