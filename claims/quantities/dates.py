"""Points in time: years, months, days, quarters and decades as ISO 8601 dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claims.quantities.lexicon import Lexicon

_CLOCK = re.compile(
    r"(?<![\w:.])(?:[01]?[0-9]|2[0-3])(?::[0-5][0-9])?\s?(?:[ap]\.m\.|[ap]m(?![a-z])|o['’]clock)"
    r"|(?<=[a-z]\s)(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![\w:])",
    re.I,
)
# Words right before a figure like 14:05 that make it a time of day, not a mark in a transcript.
_BEFORE_CLOCK = re.compile(r"\b(?:at|by|until|till|before|after|from|around|about)\s\Z", re.I)
# A plural behind "of 2000" makes it a count.
_NOT_COUNT = (
    r"(?!\s(?!(?:was|is|has|as|his|its|this|us)\b)[a-z]{2,20}s\b|\s(?:people|men|women|children)\b)"
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
    if _CANDIDATE.search(text) is None:
        return spans
    for match in _pattern_of(lexicon).finditer(text):
        span = _span(match, lexicon)
        if span:
            spans.append(span)
    spans += [
        DateSpan(match.start(), match.end(), None, None, None)
        for match in _CLOCK.finditer(text)
        if not match[0][-1].isdigit()
        or _BEFORE_CLOCK.search(text, match.start() - 8, match.start())
    ]
    return list(_without_overlaps(sorted(spans, key=lambda span: (span.start, -span.end))))


_CANDIDATE = re.compile(r"[0-9]|teen|twenty|two thousand|centur|ties\b", re.I)


def _pattern_of(lexicon: Lexicon) -> re.Pattern[str]:
    english = lexicon.english
    return _pattern(
        frozenset(english["months"]),
        english["year_before"],
        frozenset(english["spoken_centuries"]),
        frozenset(english["tens_words"]),
        frozenset(english["ordinals"]),
    )


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _pattern(
    months: frozenset[str],
    year_before: frozenset[str],
    hundreds: frozenset[str],
    tens: frozenset[str],
    ordinals: frozenset[str],
) -> re.Pattern[str]:
    month, before, ordinal = _any(months), _any(year_before), _any(ordinals)
    plain_year = r"(?:1[5-9]|20)[0-9]{2}"
    year = plain_year + r"(?!,?[0-9]|\.[0-9]|\w)"
    dash = r"\s?[-–—]\s?|\s(?:to|and|until|till|through)\s"
    unit = "one|two|three|four|five|six|seven|eight|nine"
    teens = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    spoken = (
        rf"(?:{_any(hundreds)})[\s-](?:hundred|oh[\s-](?:{unit})|{teens}|(?:{_any(tens)})(?:[\s-](?:{unit}))?)"
        rf"|two\sthousand\s(?:and\s)?(?:{teens}|{unit}|twenty(?:[\s-](?:{unit}))?)"
    )
    return re.compile(
        rf"(?<![\w.])(?P<iso>{plain_year}-[01][0-9]-[0-3][0-9])(?![\w-])"
        rf"|\b(?P<m1>{month})\.?\s(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th)?,?\s(?P<y1>{year})"
        rf"|\b(?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{month})\.?,?\s(?P<y2>{year})"
        rf"|\b(?P<m3>{month})\.?,?\s(?:of\s)?(?P<y3>{year})"
        rf"|\bQ(?P<q4>[1-4])\s(?:of\s)?(?P<y4>{year})"
        rf"|\b(?P<part10>{ordinal})\s(?P<kind10>quarter|half)\sof\s(?P<y10>{year})"
        rf"|(?<![\w.])(?:the\s)?(?P<y5>(?:1[5-9]|20)[0-9])0['’]?s\b"
        rf"|\bthe\s['’]?(?P<y11>[2-9]0)['’]?s\b"
        rf"|(?<![\w.])(?P<c12>[0-9]{{1,2}})(?:st|nd|rd|th)[\s-]century\b"
        rf"|\b(?:(?P<end6>end|start|beginning|middle)\sof\s)(?P<y6>{year})"
        rf"|\b(?:{before}|between)\s(?P<y13>{year_of(plain_year)}(?:{dash})(?P<to13>{year}{_NOT_COUNT}))"
        rf"|\b(?:{before})\s(?P<y9>{spoken})\b(?![\s-](?:hundred|thousand|million)\b){_NOT_COUNT}"
        rf"|\b(?:in|since|during|year|until|late|early)\s(?P<y7>{year})(?!\s?[%°x-])"
        rf"|\b(?:{before})\s(?P<y14>{year})(?!\s?[%°x-]){_NOT_COUNT}"
        rf"|\((?P<y15>{year_of(plain_year)}\s?[-–—]\s?(?P<to15>{year}))\)"
        rf"|\((?P<y8>{year})\)",
        re.IGNORECASE,
    )


def year_of(pattern: str) -> str:
    """A year's pattern closed against longer words, for the first of two years."""
    return pattern + r"(?!\w)"


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
    for group in ("y13", "y15"):
        if match[group]:
            first, last = int(match[group][:4]), int(match[group.replace("y", "to")])
            iso = f"{first}/{last}"
            return DateSpan(match.start(group), match.end(group), iso, first, last)
    return _rare(match, lexicon)


def _rare(match: re.Match[str], lexicon: Lexicon) -> DateSpan:
    """Quarters and halves in words, decades of two digits, centuries, spoken and bare years."""
    start, end = match.span()
    if match["y10"]:
        months = 3 if match["kind10"].lower() == "quarter" else 6
        first = months * (lexicon.english["ordinals"][match["part10"].lower()] - 1) % 12 + 1
        year = int(match["y10"])
        return _years(start, end, f"{year}-{first:02d}/{year}-{first + months - 1:02d}", year)
    if match["y11"]:
        first = 1900 + int(match["y11"])
        return DateSpan(start, end, f"{first}/{first + 9}", first, first + 9)
    if match["c12"]:
        last = int(match["c12"]) * 100
        return DateSpan(start, end, f"{last - 99:04d}/{last:04d}", last - 99, last)
    if match["y9"]:
        year = _spoken_year(match["y9"], lexicon)
        return _years(match.start("y9"), match.end("y9"), f"{year:04d}", year)
    group = next(name for name in ("y7", "y14", "y8") if match[name])
    return _years(match.start(group), match.end(group), match[group], int(match[group]))


def _spoken_year(words: str, lexicon: Lexicon) -> int:
    """The year of "nineteen forty-two", "nineteen oh five" or "two thousand and eight"."""
    parts = re.split(r"[\s-]+", words.lower())
    numbers = [int(lexicon.numbers.get(part, 0)) for part in parts]
    if parts[1] == "thousand":
        return 2000 + sum(numbers[2:])
    return numbers[0] * 100 + sum(numbers[1:])


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
