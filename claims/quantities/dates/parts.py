"""Parts of years: quarters, halves, seasons, fiscal years, "early 2023", "the end of 2031"."""

from __future__ import annotations

import re

from claims.quantities.dates.place import Place, is_plural, is_unit
from claims.quantities.dates.spans import (
    DateSpan,
    day_span,
    full_year,
    months_span,
    unknown_span,
    year_span,
    years_span,
)

# Months of a part, by the letter or word for it.
MONTHS_OF = {"q": 3, "quarter": 3, "h": 6, "half": 6}
_YEAR = r"(?P<year>(?:1[89]|20)[0-9]{2}|(?<=['’])[0-9]{2}|(?<=FY)[0-9]{2})(?![\w,]?[0-9])"
_BEHIND_PART = re.compile(rf"\s?(?:of\s|in\s|,\s)?(?P<fiscal>FY\s?)?['’]?{_YEAR}")
_PART_BEHIND = re.compile(r"[\s-]?(?P<letter>[QH])(?P<number>[1-4])(?!\w)")
_LED = re.compile(
    r"[1-4](?P<letter>[QH])\s?(?:FY)?['’]?(?P<year>20[0-9]{2}|[0-9]{2})(?!\w|[.,][0-9])"
)
_SECOND_FISCAL = re.compile(r"[/–-](?P<year>[0-9]{2}|20[0-9]{2})(?!\w)")


def part_of(start: int, end: int, year: int, number: int, months: int) -> DateSpan | None:
    """The n-th quarter or half of a year."""
    if number * months > 12:
        return None
    return months_span(start, end, year, months * (number - 1) + 1, months * number)


def quarter_behind(place: Place, year: int) -> DateSpan | None:
    """Read "2023 Q4" at the year."""
    match = _PART_BEHIND.match(place.text, place.end, place.limit)
    if match is None:
        return None
    months = MONTHS_OF[match["letter"].lower()]
    return part_of(place.start, match.end(), year, int(match["number"]), months)


def read_lettered(place: Place) -> DateSpan | None:
    """Read "Q3 2023", "H1 2022", "Q3" and "FY24" at the digits behind the letters."""
    text, start = place.text, place.start
    if text[start - 2 : start] == "FY" and not text[start - 3 : start - 2].isalnum():
        return _fiscal(place, start - 2)
    letter = text[start - 1 : start]
    if letter not in ("Q", "H") or text[start - 2 : start - 1].isalnum() or start == 0:
        return None
    if place.digits not in ("1", "2", "3", "4"):
        return None
    number, months = int(place.digits), MONTHS_OF[letter.lower()]
    match = _BEHIND_PART.match(text, place.end, place.limit)
    if match is None:
        return _part_alone(place) if letter == "Q" or number < 3 else None
    year = full_year(match["year"])
    if match["fiscal"]:
        return year_span(start - 1, match.end(), year)
    link, first = place.before(2).lower, place.before(3).text
    if link in ("-", "–", "to") and place.before(4).lower == letter.lower() and first.isdigit():
        return _parts_of(place.before(4).start, match.end(), year, int(first), number, months)
    return part_of(start - 1, match.end(), year, number, months)


def _parts_of(
    start: int, end: int, year: int, first: int, last: int, months: int
) -> DateSpan | None:
    """Several quarters in a row: "Q1–Q3 2023"."""
    if not 0 < first < last or last * months > 12:
        return None
    return months_span(start, end, year, months * (first - 1) + 1, months * last)


def read_led(place: Place) -> DateSpan | None:
    """Read "1Q23" and "2H 2024" at the digit before the letter."""
    match = _LED.match(place.text, place.start, place.limit)
    if match is None:
        return None
    months = MONTHS_OF[match["letter"].lower()]
    return part_of(place.start, match.end(), full_year(match["year"]), int(place.digits), months)


def _part_alone(place: Place) -> DateSpan | None:
    """A quarter of a year that is not said: "in Q3", "Q3 revenue"; not "an Audi Q3"."""
    if place.text[place.end : place.end + 1].isalnum():
        return None
    before, after = place.before(2).lower, place.word_after(place.end).lower()
    said = place.has("part_before", 2) or place.lexicon.has("dated_nouns", after)
    return unknown_span(place.start - 1, place.end) if said and before != "question" else None


def _fiscal(place: Place, start: int) -> DateSpan | None:
    if len(place.digits) not in (2, 4):
        return None
    year = full_year(place.digits)
    second = _SECOND_FISCAL.match(place.text, place.end, place.limit)
    if second and full_year(second["year"]) == year + 1:
        return years_span(start, second.end(), year, year + 1)
    return year_span(start, place.end, year) if 1900 <= year <= 2100 else None


def part_before(place: Place, year: int) -> DateSpan | None:
    """What the words before a year make of it: a quarter, a season, its end, a fiscal year."""
    if not 1500 <= year <= 2100 or place.text[place.end : place.end + 1] in ("%", "-"):
        return None
    back = 2 if place.before(1).lower == "of" else 1
    word = place.before(back)
    if word.lower in MONTHS_OF:
        return _part_in_words(place, year, back)
    if word.lower in ("fy", "fiscal"):
        return year_span(word.start, place.end, year)
    if word.lower == "year" and place.has("fiscal_words", back + 1):
        return year_span(place.before(back + 1).start, place.end, year)
    if back == 2 and place.has("ends_of_year", 2):
        return _end_of(place, word.start, year, word.lower)
    seasonal = place.has("seasons", back) and (back == 2 or word.lower != "fall" or year >= 1900)
    early = back == 1 and place.text[place.start - 1] in " -" and place.has("year_parts", 1)
    if seasonal or early:
        return None if _is_followed_by_count(place) else year_span(word.start, place.end, year)
    return None


def _is_followed_by_count(place: Place) -> bool:
    word = place.word_after(place.end)
    if not word or place.lexicon.has("dated_nouns", word.lower()):
        return False
    return is_unit(word, place.lexicon) or is_plural(word, place.lexicon)


def _part_in_words(place: Place, year: int, back: int) -> DateSpan | None:
    at = back + (2 if place.before(back + 1).text == "-" else 1)
    number = place.number("part_ordinals", at)
    if number is None:
        return None
    months = MONTHS_OF[place.before(back).lower]
    number = 12 // months if number < 0 else number
    return part_of(place.before(at).start, place.end, year, number, months)


def _end_of(place: Place, start: int, year: int, word: str) -> DateSpan | None:
    if word == "end":
        return day_span(start, place.end, year, 12, 31)
    return year_span(start, place.end, year)
