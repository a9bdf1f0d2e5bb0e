"""Finding the places where dates and clock times may stand, and reading each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claims.quantities.dates import clocks, spoken
from claims.quantities.dates.days import read_day, read_numeric
from claims.quantities.dates.parts import read_led, read_lettered
from claims.quantities.dates.place import Place
from claims.quantities.dates.spans import DateSpan, joined
from claims.quantities.dates.years import (
    decade_start,
    read_era,
    read_short_year,
    read_year,
)
from claims.quantities.lexicon import Lexicon

_DIGITS = re.compile(r"[0-9]++")
_SHORT_DECADE = re.compile(r"[2-9]0['’]?s(?!\w)")
_LINK = re.compile(r"\s?[-–—]\s?|/|\s(?:to|until|till|through)\s")
# Dates that join to a stretch stand no farther apart.
_LONGEST_LINK = 9
# What follows one to three digits of a date or clock time, where nothing before them tells.
_MAY_LEAD = re.compile(
    r"['’]?s\b|[QH]|:[0-5]|\.[0-5][0-9]\s?[-–—ap]|/[0-9]|[.-][0-9]{1,2}[.-]"
    r"|\s?[ap]\.?m\b|\s?o['’]clock|\s?(?:B\.?C|A\.?D|C\.?E)"
    r"|(?:st|nd|rd|th)?(?:\s?[-–—]\s?[0-9]{1,2}(?:st|nd|rd|th)?)?[\s-](?:of\s)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\s(?:in\sthe|at\snight)|(?:\s?[-–—]\s?|\s(?:to|and)\s)[0-9]{1,2}(?::[0-9]{2})?\s?[aApP]",
    re.I,
)
# A month, an era or a mark of elision before digits.
_LONGEST_MONTH = 12

# How long an ISO 8601 date with its day is.
_ISO_DAY = 10
# So many years at least are between the days of a life.
_LEAST_LIFE = 12
# What else stands in the brackets, how a name is spoken for one, is no longer.
_LONGEST_BRACKET = 60
# Behind an article or "of" stands what is no person.
_NAMED = re.compile(r"(?<![Tt]he )(?<! of )(?<![\w'’.-])(?!The )(?:[A-Z][\w'’.-]+ ){2,5}\Z")


def may_hold_dates(text: str) -> bool:
    """Whether a text without number words may hold a date: "Q3", "the nineteenth century"."""
    return _HINT.search(text) is not None


_HINT = re.compile("[0-9]|centur", re.IGNORECASE)


def find_dates(
    text: str, lexicon: Lexicon, start: int = 0, end: int | None = None
) -> list[DateSpan]:
    """All dates and clock times that lie in ``text[start:end]``, in order, without overlaps.

    A bare four-digit number is a year only where the words around it say so ("in 1940", "the
    2008 crisis"); "2000 GPUs" stays a count. Offsets are those of the whole text, and the words
    before ``start`` are looked at. A clock time has no date.
    """
    limit = len(text) if end is None else end
    spans = list(_in_digits(text, lexicon, start, limit))
    spans += _in_words(text, lexicon, start, limit)
    if not spans:
        return spans
    inside = [span for span in spans if start <= span.start]
    ordered = sorted(inside, key=lambda span: (span.start, -span.end))
    return _joined(text, list(_without_overlaps(ordered)))


def _in_digits(text: str, lexicon: Lexicon, start: int, limit: int) -> Iterator[DateSpan]:
    taken, last_year_end = start, -1
    for match in _DIGITS.finditer(text, start, limit):
        begin, end = match.span()
        length = end - begin
        if length > 4 or begin < taken:
            continue
        if begin and text[begin - 1] in ".,$" and not _free_comma(text, begin):
            continue
        place = Place(text, begin, end, limit, lexicon, last_year_end)
        span = _read(place, length)
        if span:
            yield span
            taken = span.end
            if span.unit == "date" and span.end == end and span.first_year == span.last_year:
                last_year_end = end


def _read(place: Place, length: int) -> DateSpan | None:
    if place.start and place.text[place.start - 1].isalpha():
        return read_lettered(place)
    if length < 4:
        return _short(place, length)
    return clocks.read_military(place) or read_era(place) or read_year(place)


def _free_comma(text: str, begin: int) -> bool:
    """Whether a dot or comma before digits is not one of a number's own."""
    return text[begin - 1] != "$" and not (begin > 1 and text[begin - 2].isdigit())


def _short(place: Place, length: int) -> DateSpan | None:
    """What begins with one to three digits."""
    if not (_MAY_LEAD.match(place.text, place.end, place.limit) or _is_led(place)):
        return None
    if place.text[place.end : place.end + 1] == ":":
        return clocks.read_clock(place)
    if length == 3:
        return read_era(place)
    return (
        read_led(place)
        or clocks.read_clock(place)
        or _decade(place)
        or read_numeric(place)
        or read_day(place)
        or read_era(place)
        or read_short_year(place)
    )


def _is_led(place: Place) -> bool:
    """Whether a month, an era or an apostrophe stands before one to three digits."""
    before = place.text[max(0, place.start - _LONGEST_MONTH) : place.start].rstrip(" .\n\u00a0")
    if before[-1:] in ("'", "’"):
        return True
    if before[-2:] in ("AD", "CE"):
        return True
    words = before.split()
    word = words[-1].lower().replace("–", "-").rpartition("-")[2].lstrip("(\"“'[") if words else ""
    return word in place.lexicon.english["months"]


def _decade(place: Place) -> DateSpan | None:
    """ "The '90s"."""
    match = _SHORT_DECADE.match(place.text, place.start, place.limit)
    if match is None:
        return None
    quoted = place.text[place.start - 1 : place.start] in ("'", "’")
    start = decade_start(place)
    if start == place.start and quoted:
        start -= 1
    return spoken.short_decade(place, start, match.end(), int(place.digits))


def _in_words(text: str, lexicon: Lexicon, start: int, limit: int) -> Iterator[DateSpan]:
    for fragments, read in ((spoken.FRAGMENTS, _spoken), (clocks.FRAGMENTS, clocks.spoken_clock)):
        for fragment in fragments:
            if text.find(fragment, start, limit) < 0:
                continue
            for at in _places(text, fragment, start, limit):
                span = read(text, at, fragment, lexicon, limit)
                if span:
                    yield span


def _places(text: str, fragment: str, start: int, limit: int) -> Iterator[int]:
    at = text.find(fragment, start, limit)
    while at >= 0:
        yield at
        at = text.find(fragment, at + len(fragment), limit)


def _spoken(text: str, at: int, fragment: str, lexicon: Lexicon, limit: int) -> DateSpan | None:
    begin = at
    while begin > at - 8 and begin and text[begin - 1].isalpha():
        begin -= 1
    end = at + len(fragment.rstrip(" -"))
    place = Place(text, begin, end, limit, lexicon)
    if fragment == "entur":
        return spoken.read_century(place)
    if fragment == "ties":
        return None if text[end : end + 1].isalpha() else spoken.read_decade_word(place)
    return spoken.read_spoken(place)


def _without_overlaps(spans: Iterable[DateSpan]) -> Iterator[DateSpan]:
    last = -1
    for span in spans:
        if span.start >= last:
            yield span
            last = span.end


def _joined(text: str, spans: list[DateSpan]) -> list[DateSpan]:
    """Spans with "January 2019 to June 2021" made one."""
    result: list[DateSpan] = []
    for span in spans:
        whole = _stretch(text, result[-1], span) if result else None
        if whole:
            result[-1] = whole
        else:
            result.append(span)
    return result


def _stretch(text: str, left: DateSpan, right: DateSpan) -> DateSpan | None:
    if not 0 < right.start - left.end <= _LONGEST_LINK:
        return None
    between = text[left.end : right.start]
    if _are_of_a_life(text, left, right):
        return None
    said = between == " and " and text[max(0, left.start - 8) : left.start].lower() == "between "
    return joined(left, right) if said or _LINK.fullmatch(between) else None


def _are_of_a_life(text: str, left: DateSpan, right: DateSpan) -> bool:
    """Whether two days in brackets behind a name of two words and more are those of a birth and a
    death: "Karl Brandt (3 May 1860 – 9 June 1943)", not "The Rowan Republic (…)"."""
    if left.first_year is None or right.last_year is None or not left.iso or not right.iso:
        return False
    days = len(left.iso) == len(right.iso) == _ISO_DAY
    if (
        not days
        or right.last_year - left.first_year < _LEAST_LIFE
        or text[right.end : right.end + 1] != ")"
    ):
        return False
    opened = text.rfind("(", max(0, left.start - _LONGEST_BRACKET), left.start)
    return opened > 0 and _NAMED.search(text, max(0, opened - _LONGEST_BRACKET), opened) is not None
