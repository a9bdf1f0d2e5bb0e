"""Years, decades and centuries in words: "nineteen forty", "the eighties", "17th century"."""

from __future__ import annotations

import re
from functools import cache

from claims.quantities.dates.days import month_of
from claims.quantities.dates.place import Place, is_plural, is_unit
from claims.quantities.dates.spans import (
    DateSpan,
    day_span,
    months_span,
    unknown_span,
    year_span,
    years_span,
)
from claims.quantities.dates.years import decade_span, decade_start
from claims.quantities.lexicon import Lexicon

# Pieces of words near which one of these may stand, and how far the word reaches before them.
FRAGMENTS = ("teen ", "teen-", "wenty ", "wenty-", "wo thousand ", "entur", "ties")
_ERA = re.compile(r"\s(?P<bc>BCE?|B\.C\.(?:E\.)?)(?!\w)|\s(?:AD|CE|A\.D\.)(?!\w)")
_CENTURY = re.compile(r"centur(?:y|ies)(?!\w)", re.I)


@cache
def _spoken(
    hundreds: frozenset[str], ones: frozenset[str], tens: frozenset[str]
) -> re.Pattern[str]:
    """Years as they are said: two numbers from ten to 99, or "two thousand (and) eight".

    "Twenty one" is 21 and no year.
    """
    one = _any(ones)
    teen = _any(
        ones - {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "zero"}
    )
    ten = rf"(?:{_any(tens)})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?"
    return re.compile(
        rf"(?:(?:{_any(hundreds)})[\s-](?:hundred|oh[\s-](?:{one})|{ten}|(?:{teen})(?!\w))"
        rf"|two\sthousand\s(?:and\s)?(?:{ten}|{one}))(?!\w)(?![\s-](?:hundred|thousand|million)\b)",
        re.I,
    )


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def read_spoken(place: Place) -> DateSpan | None:
    """The year or decade in words whose first word stands at the place."""
    english, text = place.lexicon.english, place.text
    decade = _decade_of(place)
    if decade:
        return decade
    hundreds, ones, tens = (
        frozenset(english[key]) for key in ("spoken_centuries", "units_words", "tens_words")
    )
    match = _spoken(hundreds, ones, tens).match(text, place.start, place.limit)
    if match is None:
        return None
    year = _year_of(match[0], place.lexicon)
    if not 1000 <= year <= 2100 or _is_counted(place, match.end()):
        return None
    dated = _day_before(place, match.end(), year)
    if dated:
        return dated
    said = place.has("year_before", 1) or place.has("spoken_year_before", 1)
    back = 2 if place.before(1).lower in (",", "of") else 1
    month = month_of(place, back)
    if month:
        begin = place.before(back).start
        return months_span(begin, match.end(), year, month, month)
    return year_span(place.start, match.end(), year) if said else None


def _is_counted(place: Place, end: int) -> bool:
    word = place.word_after(end)
    return bool(word) and (is_unit(word, place.lexicon) or is_plural(word, place.lexicon))


def _year_of(words: str, lexicon: Lexicon) -> int:
    """The year of "nineteen forty-two", "nineteen oh five" or "two thousand and eight"."""
    parts = re.split(r"[\s-]+", words.lower())
    numbers = [int(lexicon.numbers.get(part, 0)) for part in parts]
    if parts[1] == "thousand":
        return 2000 + sum(numbers[2:])
    return numbers[0] * 100 + sum(numbers[1:])


def _day_before(place: Place, end: int, year: int) -> DateSpan | None:
    """ "July fourth, nineteen seventy six" at the year."""
    back = 2 if place.before(1).text == "," else 1
    day = place.number("day_ordinals", back)
    month = month_of(place, back + 1) if day else None
    return day_span(place.before(back + 1).start, end, year, month, day) if day and month else None


def _decade_of(place: Place) -> DateSpan | None:
    """ "Nineteen seventies" at its first word."""
    hundreds = place.lexicon.english["spoken_centuries"].get(place.digits.lower())
    after = place.word_after(place.end).lower()
    tens = place.lexicon.english["decade_words"].get(after)
    if hundreds is None or tens is None:
        return None
    first = hundreds * 100 + tens
    return decade_span(place, decade_start(place), place.end + 1 + len(after), first)


def read_decade_word(place: Place) -> DateSpan | None:
    """ "The eighties" at the decade; "her late forties" is an age."""
    tens = place.lexicon.english["decade_words"].get(place.digits.lower())
    if tens is None:
        return None
    start = decade_start(place)
    return short_decade(place, start, place.end, tens) if start < place.start else None


def short_decade(place: Place, start: int, end: int, tens: int) -> DateSpan | None:
    """A decade without its century; the twenties are of the last one or of this."""
    back = 2 if place.before(1).text and place.before(1).text in "-'’" else 1
    first_of = back + 1 if place.has("year_parts", back) else back
    owner = place.before(first_of)
    if owner.lower != "the" and start == place.start:
        return None
    if place.has("possessives", first_of) or owner.lower.endswith(("'s", "’s")):
        return None
    if tens < 50 and owner.lower != "the" and place.before(1).text not in "'’":
        return None  # "highs in mid-30s"
    if tens < 30:
        return unknown_span(start, end)
    return decade_span(place, start, end, 1900 + tens)


def read_century(place: Place) -> DateSpan | None:
    """ "19th century", "nineteenth-century", "18th and 19th centuries" at the word "century"."""
    match = _CENTURY.match(place.text, place.start, place.limit)
    if match is None:
        return None
    back = 2 if place.before(1).text == "-" else 1
    number, start, used = _ordinal(place, back)
    if number is None:
        return None
    era = _ERA.match(place.text, match.end(), place.limit)
    end, bc = (era.end(), bool(era["bc"])) if era else (match.end(), False)
    if place.has("year_parts", back + used):
        start = place.before(back + used).start
    elif place.before(back + used).text == "-" and place.has("year_parts", back + used + 1):
        start = place.before(back + used + 1).start
    first = number
    link = place.before(back + used).lower
    if match[0].lower().endswith("ies") and link in ("and", "to", "-", "–", "through"):
        earlier, begin, _ = _ordinal(place, back + used + 1)
        if earlier is not None:
            first, number, start = min(earlier, number), max(earlier, number), begin
    if bc:
        return years_span(start, end, -number * 100, -first * 100 + 99)
    return years_span(start, end, first * 100 - 99, number * 100)


def _ordinal(place: Place, back: int) -> tuple[int | None, int, int]:
    """The ordinal that ends so many words before: its number, offset and pieces."""
    piece = place.before(back)
    if piece.lower in ("st", "nd", "rd", "th") and place.before(back + 1).text.isdigit():
        digits = place.before(back + 1)
        if len(digits.text) <= 2 and int(digits.text):
            return int(digits.text), digits.start, 2
    number = place.number("day_ordinals", back)
    hyphened = place.before(back + 1).text == "-" and place.before(back + 2).lower == "twenty"
    if number and hyphened and number < 10:
        return number + 20, place.before(back + 2).start, 3
    return number, piece.start, 1
