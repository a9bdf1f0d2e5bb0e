"""Days and months: "23 July 2024", "July 23, 2024", "7/23/2024", "2024-07-23", "July 2023"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from claims.quantities.dates.place import Place, is_plural, is_unit
from claims.quantities.dates.spans import (
    DateSpan,
    day_span,
    full_year,
    is_day,
    months_span,
    unknown_span,
    year_span,
)

_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![\w,.]?[0-9]|[a-z])"
_ISO = re.compile(
    r"(?P<year>1[0-9]{3}|20[0-9]{2})(?P<sign>[-/.])(?P<month>0[1-9]|1[0-2])"
    r"(?:(?P=sign)(?P<day>[0-3][0-9]))?(?![\w-]|/[0-9]{1,2}(?![0-9])|\.[0-9])"
)
_ISO_TIME = re.compile(
    r"(?P<year>1[0-9]{3}|20[0-9]{2})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])"
    r"(?:T|(?=\s[0-2][0-9]:[0-5][0-9]:))\s?[0-2][0-9]:?[0-5][0-9](?::?[0-5][0-9](?:\.[0-9]{1,9})?)?"
    r"(?:Z|[+-][0-2][0-9]:?[0-5][0-9])?(?!\w)"
)
_NUMERIC = re.compile(
    r"(?P<a>[0-3]?[0-9])(?P<sign>[/.-])(?P<b>[0-3]?[0-9])(?P=sign)"
    r"(?P<year>(?:1[5-9]|20)[0-9]{2}|[0-9]{2})(?![\w/]|-(?![0-9]{1,2}[/.])|\.[0-9])"
)
_MONTH_DAY = re.compile(r"(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9])(?![\w/%-]|\.[0-9])")
_MONTH_YEAR = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)[0-9]{2})(?![\w/])")
_ORDINAL = r"(?:st|nd|rd|th)?"
# "18, 2023" behind a month, and the days of a stretch of days.
_DAY_YEAR = re.compile(
    rf"(?P<day>[0-3]?[0-9]){_ORDINAL}(?:\s?[-–—]\s?(?P<last>[0-3]?[0-9]){_ORDINAL})?(?![\w:]|[.,/]?[0-9])"
    rf"(?!\s?%)(?:(?:,\s?|\s)(?P<year>{_YEAR}))?"
)
_HYPHENED_YEAR = re.compile(r"-([0-9]{2})(?![\w-])")
SHORT_YEAR = re.compile(r"['’]([0-9]{2})(?![\w])")


@cache
def _day_month(months: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(sorted(months, key=lambda word: (-len(word), word)))
    return re.compile(
        rf"(?P<day>[0-3]?[0-9]){_ORDINAL}(?:\s?[-–—]\s?(?P<last>[0-3]?[0-9]){_ORDINAL})?"
        rf"(?P<of>[\s-](?:of\s)?)(?P<month>{names})(?!['’]?[^\W\d_])"
        rf"(?:\.?(?:,\s|\s(?:of\s)?|-)(?P<year>{_YEAR}))?",
        re.I,
    )


def read_iso(place: Place) -> DateSpan | None:
    """Read "2024-03-31", "2023/11/30", "2023-07" and a time stamp at four digits."""
    stamp = _ISO_TIME.match(place.text, place.start, place.limit)
    match = stamp or _ISO.match(place.text, place.start, place.limit)
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"])
    if match["day"]:
        return day_span(place.start, match.end(), year, month, int(match["day"]))
    # "2011-12" may as well be two years; "2011/07" and "2011.07" are rather no dates.
    if match["sign"] != "-" or month > year % 100:
        return None
    return months_span(place.start, match.end(), year, month, month)


def read_numeric(place: Place) -> DateSpan | None:
    """Read "7/23/2024", "23.7.2024" and "07/2024" at one or two digits.

    Where the order of day and month stays open, only the year is known; with dots the day
    is first.
    """
    text, start = place.text, place.start
    sign = text[place.end : place.end + 1]
    if sign not in "/.-" or not sign or (start and text[start - 1] in "/.$£€"):
        return None
    if text[start - 1 : start] == "-" and not text[max(0, start - 5) : start - 1].isdigit():
        return None
    match = _NUMERIC.match(text, start, place.limit)
    if match is None:
        month = _MONTH_YEAR.match(text, start, place.limit) if sign == "/" else None
        if month:
            number = int(month["month"])
            return months_span(start, month.end(), int(month["year"]), number, number)
        return _named_day(place)
    if len(match["year"]) == 2 and (sign != "/" or len(match["a"] + match["b"]) < 2):
        return None
    year, a, b = full_year(match["year"]), int(match["a"]), int(match["b"])
    day_first, month_first = is_day(year, b, a), is_day(year, a, b) and sign != "."
    if day_first and month_first and a != b:
        return year_span(start, match.end(), year)
    if day_first:
        return day_span(start, match.end(), year, b, a)
    return day_span(start, match.end(), year, a, b) if month_first else None


def _named_day(place: Place) -> DateSpan | None:
    """Read a day that has become a name ("9/11")."""
    for name, iso in place.lexicon.english["named_days"].items():
        end = place.start + len(name)
        if place.text.startswith(name, place.start) and end <= place.limit:
            if place.text[end : end + 1].isdigit() or place.text.startswith(" of ", end):
                return None
            return DateSpan(place.start, end, iso, int(iso[:4]), int(iso[:4]))
    match = _MONTH_DAY.match(place.text, place.start, place.limit)
    if match is None or place.before(1).lower != "on" or place.word_after(match.end()) == "of":
        return None
    a, b = int(match["a"]), int(match["b"])
    plausible = is_day(2000, a, b) or is_day(2000, b, a)
    return unknown_span(place.start, match.end()) if plausible else None


def month_of(place: Place, count: int) -> int | None:
    """The month whose name stands so many places before; "may" and "march" may be verbs."""
    piece = place.before(count)
    number = place.number("months", count)
    if number and piece.text.islower() and place.lexicon.has("month_verbs", piece.lower):
        return number if place.has("month_before", count + 1) else None
    return number


def read_day(place: Place) -> DateSpan | None:
    """The day of a month that is named before or behind one or two digits."""
    span = _month_first(place)
    if span is None and place.text[place.end : place.end + 1] in " -–—snrt":
        span = _day_first(place)
    return span


def _month_first(place: Place) -> DateSpan | None:
    short = _short_year(place)
    if short:
        return short
    back = 2 if place.before(1).text == "." else 1
    month = month_of(place, back) or (month_of(place, 2) if place.before(1).text == "-" else None)
    if month is None or place.text[place.start - 1] not in " -\n\u00a0":
        return None
    match = _DAY_YEAR.match(place.text, place.start, place.limit)
    if match is None:
        return None
    begin = place.before(back).start
    if match["year"] is None:
        return _without_year(place, begin, month, match)
    return _days(begin, match.end(), int(match["year"]), month, match)


def _short_year(place: Place) -> DateSpan | None:
    """ "July '23" at the digits."""
    month = month_of(place, 2) if place.before(1).text in ("'", "’") else None
    if month is None or len(place.digits) != 2:
        return None
    return months_span(place.before(2).start, place.end, full_year(place.digits), month, month)


def _without_year(place: Place, begin: int, month: int, match: re.Match[str]) -> DateSpan | None:
    """ "March 5" with a year unknown, or "July '23"; not "May 5 people come"."""
    if not _is_day_of_month(month, match) or _counts(place, match.end()):
        return None
    return unknown_span(begin, match.end())


def _day_first(place: Place) -> DateSpan | None:
    pattern = _day_month(frozenset(place.lexicon.english["months"]))
    match = pattern.match(place.text, place.start, place.limit)
    if match is None:
        return None
    name = match["month"]
    month = place.lexicon.english["months"][name.lower()]
    verb = name.islower() and place.lexicon.has("month_verbs", name.lower())
    if verb and not match["year"] and "of" not in match["of"]:
        return None
    if match["year"]:
        return _days(place.start, match.end(), int(match["year"]), month, match)
    pattern = _HYPHENED_YEAR if match["of"] == "-" else SHORT_YEAR
    short = pattern.match(place.text, match.end() + (match["of"] != "-"), place.limit)
    if short:
        return _days(place.start, short.end(), full_year(short[1]), month, match)
    return unknown_span(place.start, match.end()) if _is_day_of_month(month, match) else None


def _is_day_of_month(month: int, match: re.Match[str]) -> bool:
    # A leap year: any day that the month can have.
    return is_day(2000, month, int(match["day"]))


def _counts(place: Place, end: int) -> bool:
    """Whether a noun behind a small number makes it a count ("In May 5 people came")."""
    word = place.word_after(end)
    return bool(word) and (is_unit(word, place.lexicon) or is_plural(word, place.lexicon))


def _days(start: int, end: int, year: int, month: int, match: re.Match[str]) -> DateSpan | None:
    first = day_span(start, end, year, month, int(match["day"]))
    if first is None or match["last"] is None:
        return first
    last = day_span(start, end, year, month, int(match["last"]))
    if last is None or int(match["day"]) >= int(match["last"]):
        return None
    return replace(first, iso=f"{first.iso}/{last.iso}")


def read_month_year(place: Place, year: int, end: int) -> DateSpan | None:
    """The month, or stretch of months, before a year: "July 2023", "between March and May 2021"."""
    back = 1
    while back < 3 and place.before(back).text in (".", ",", "of", "'", "’"):
        back += 1
    month = month_of(place, back)
    if month is None:
        return None
    begin = place.before(back).start
    link = place.before(back + 1).lower
    dotted = place.before(back + 2).text == "."
    first = month_of(place, back + 2 + dotted)
    linked = link in ("to", "-", "–", "—", "through", "until")
    linked = linked or (link == "and" and place.before(back + 3 + dotted).lower == "between")
    if first and first < month and linked:
        return months_span(place.before(back + 2 + dotted).start, end, year, first, month)
    return months_span(begin, end, year, month, month)
