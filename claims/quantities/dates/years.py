"""Years: which four-digit numbers are years, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.quantities.dates.days import read_iso, read_month_year
from claims.quantities.dates.parts import part_before, quarter_behind
from claims.quantities.dates.place import Place, is_plural, is_unit
from claims.quantities.dates.spans import DateSpan, full_year, year_span, years_span

# Bare numbers in this stretch are taken for years on weaker evidence than others.
MODERN = range(1900, 2050)
_DECADE = re.compile(r"['’]?s(?![\w'’])")
_SECOND_YEAR = re.compile(
    r"(?:\s?(?P<dash>[-–—/])\s?|\s(?P<word>to|and|until|till|through)\s)"
    r"(?P<year>[0-9]{4}|[0-9]{2})(?!\w|[.,:/-]?[0-9])"
)
_NO_YEAR_BEHIND = re.compile(
    r"\s?[%°×$€£]|[.,][0-9]|\s?x\s?[0-9]|-[a-z]|[-–—/][0-9]|\s[-–—]\s?[0-9]"
)
_ERA = re.compile(r"\s?(?:(?P<bc>BCE?|B\.C\.(?:E\.)?)|AD|CE|A\.D\.|C\.E\.)(?!\w)")


def read_year(place: Place) -> DateSpan | None:
    """The year, decade or stretch of years at four digits."""
    text, start, end = place.text, place.start, place.end
    year = int(place.digits)
    far = place.before(1).lower == "year" and place.before(2).lower == "the"
    if not (1000 <= year <= 2100 or far) or (start and text[start - 1] in ".,$£€#+=_\\@"):
        return None
    decade = _DECADE.match(text, end, place.limit)
    if decade:
        span = _decade(place, year, decade.end())
        if year % 10 == 0 and (decade[0] == "s" or span.start < start):
            return span
        owner = decade[0] != "s" and year in MODERN and text[decade.end() : decade.end() + 1] == " "
        return year_span(start, end, year) if owner else None
    if text[end : end + 1].isalnum() and not quarter_behind(place, year):
        return None
    return (
        read_iso(place)
        or quarter_behind(place, year)
        or (_stretch(place, year) if text[end : end + 1] in ("/", "-", "–") else None)
        or part_before(place, year)
        or _month_before(place, year)
        or _stretch(place, year)
        or _plain(place, year)
    )


def read_short_year(place: Place) -> DateSpan | None:
    """Read "in '98" and "the summer of '69" at two digits."""
    text, start = place.text, place.start
    if len(place.digits) != 2 or text[start - 1 : start] not in ("'", "’") or start < 2:
        return None
    seasonal = place.has("seasons", 2) or (
        place.before(2).lower == "of" and place.has("seasons", 3)
    )
    if not (place.has("in_year", 2) or place.has("classes", 3) or seasonal):
        return None
    if text[place.end : place.end + 1].isalnum() or place.has("months", 2):
        return None
    back = 3 if place.before(2).lower == "of" else 2
    begin = place.before(back).start if seasonal else start - 1
    return year_span(begin, place.end, full_year(place.digits))


def read_era(place: Place) -> DateSpan | None:
    """A year with its era: "44 BC", "AD 79", "476 CE"."""
    text, end, year = place.text, place.end, int(place.digits)
    if text[end : end + 2].strip()[:1] in tuple("ABC"):
        match = _ERA.match(text, end, place.limit)
        if match and year:
            return _of_era(place, match.end(), -year if match["bc"] else year)
    before = place.before(1)
    if before.text in ("AD", "CE") and year and before.start == place.start - 3:
        return year_span(before.start, end, year)
    return None


def _of_era(place: Place, end: int, year: int) -> DateSpan:
    """A year of an era, with the one before it where both make a stretch ("300–200 BC")."""
    link, earlier = place.before(1).lower, place.before(2)
    if link in ("and", "to", "-", "–", "—", "or") and earlier.text.isdigit():
        first = int(earlier.text[:4]) * (-1 if year < 0 else 1)
        if first < year and (link != "and" or place.before(3).lower == "between"):
            return years_span(earlier.start, end, first, year)
    cue = 2 if link == "." else 1
    about = place.has("around_year", cue) or place.has("before_era", cue)
    return replace(year_span(place.start, end, year), approx=about)


def _decade(place: Place, year: int, end: int) -> DateSpan:
    if year % 100 == 0 and year < 2000:
        return years_span(decade_start(place), end, year, year + 99)
    return decade_span(place, decade_start(place), end, year)


def decade_span(place: Place, start: int, end: int, year: int) -> DateSpan:
    """The decade that begins with a year, or its first four, middle three or last three years."""
    back = 2 if place.before(1).text in ("-", "‐", "‑", "'", "’") else 1
    part = place.lexicon.english["decade_parts"].get(place.before(back).lower, "09")
    first, last = map(int, part)
    return years_span(start, end, year + first, year + last)


def decade_start(place: Place) -> int:
    """Where a decade begins: at "mid-", "late" or "the" before it."""
    back = 2 if place.before(1).text in ("-", "‐", "‑", "'", "’") else 1
    if place.has("year_parts", back) and place.before(back + 1).lower != "to":
        return place.before(back).start
    return place.before(back).start if place.before(back).lower == "the" else place.start


def _month_before(place: Place, year: int) -> DateSpan | None:
    span = read_month_year(place, year, place.end)
    verb = span is not None and place.has("month_verbs", 1)
    # "May 2000 people come?"
    return None if verb and year % 100 == 0 and _is_counted(place, place.end, year) else span


def _stretch(place: Place, year: int) -> DateSpan | None:
    """Two years: "2015-2020", "2019/20", "from 1998 to 2004"."""
    match = _SECOND_YEAR.match(place.text, place.end, place.limit)
    if match is None or place.text[place.start - 1 : place.start] in ("-", "/", "–"):
        return None
    digits, word = match["year"], match["word"]
    last = int(digits) if len(digits) == 4 else year - year % 100 + int(digits)
    if len(digits) == 2 and last <= year and match["dash"]:
        last += 100
    if len(digits) == 2 and (word or last - year > (1 if match["dash"] == "/" else 60)):
        return None
    counted = len(digits) == 4 and _is_counted(place, match.end(), last)
    if counted and place.before(1).lower == "from" and year % 10 and last % 10:
        counted = is_unit(place.word_after(match.end()), place.lexicon)
    if not year < last <= 2100 or counted:
        return None
    if word and year % 100 == last % 100 == 0 and place.has("change_verbs", 2):
        return None
    if word and not (_is_said(place) and (word != "and" or place.before(1).lower == "between")):
        return None
    modern = year in range(1800, 2100) and not place.has("references", 1)
    if not (word or modern or _is_said(place) or _in_brackets(place, match.end())):
        return None
    back = 2 if place.before(1).lower == "of" else 1
    led = place.before(1).lower in ("fy", "fiscal") or place.has("seasons", back)
    begin = place.before(back).start if led else place.start
    return years_span(begin, match.end(), year, last)


# What stands behind a year that a bracket opens with: "(2022: £71.9m)", "(2015 = 100)".
_EXPLAINED = re.compile(r":\s|\s?=\s?1?00(?!\w)")


def _plain(place: Place, year: int) -> DateSpan | None:
    """A year alone, where what stands around says that it is one."""
    text, end = place.text, place.end
    if _NO_YEAR_BEHIND.match(text, end, place.limit) or _leads_to_a_number(place):
        return None
    if place.before(1).text in ("-", "–") and text[place.start - 1] in "-–":
        if place.before(2).lower in ("pre", "post"):
            return year_span(place.start, end, year)
        return year_span(place.before(2).start, end, year) if place.has("year_parts", 2) else None
    if _continues_years(place) and not _is_counted(place, end, year):
        return year_span(place.start, end, year)
    if _in_brackets(place, end):
        return year_span(place.start, end, year) if year >= 1500 else None
    if text[place.start - 1 : place.start] == "(" and _EXPLAINED.match(text, end, place.limit):
        return year_span(place.start, end, year) if year in MODERN else None
    cue = 2 if place.before(1).text == "." and place.before(3).text != "." else 1
    if place.has("around_year", cue) and not _is_counted(place, end, year):
        return _about(place, year, place.before(cue).lower)
    if _is_said(place) and not _is_counted(place, end, year):
        return year_span(_said_start(place), end, year)
    if _is_attribute(place, year) or _begins_sentence(place, year):
        return year_span(place.start, end, year)
    return None


def _about(place: Place, year: int, cue: str) -> DateSpan | None:
    """A year behind "circa" or "around", which is also said of amounts."""
    after = place.word_after(place.end).lower()
    sure = cue in ("circa", "ca", "c")
    dated = any(place.has("dating", back) for back in (2, 3, 4))
    oldest = 1000 if dated else 1500  # "dates back to around 1450"
    if not sure and (after in ("were", "are", "had", "have") or year not in range(oldest, 2050)):
        return None
    return replace(year_span(place.start, place.end, year), approx=True)


def _is_said(place: Place) -> bool:
    """Whether a word before a number makes it a year: "in", "since", "the year", "built"."""
    year = int(place.digits)
    before = place.before(1).lower
    if before == "." and place.has("dated_signs", 2):
        return year in range(1000, 2050)
    if place.lexicon.has("year_before", before):
        return not _of_an_amount(place, before)
    modern = year in MODERN
    if place.lexicon.has("dated_verbs", before) or before in ("between", "for", "into"):
        return modern and (before not in ("for", "into") or year % 100 != 0)
    if place.lexicon.has("events", before) and place.before(1).text[0].isupper():
        return modern
    return modern and year % 100 != 0 and _is_compared(place, before)


def _is_compared(place: Place, before: str) -> bool:
    """Whether something is compared with a year: "up 12% on 2019", "relative to 1990"."""
    earlier = place.before(2).lower
    if earlier in ("%", "percent"):
        return before in ("on", "from", "over", "versus", "vs")
    return before in ("with", "to") and earlier in ("compared", "relative")


def _of_an_amount(place: Place, before: str) -> bool:
    """Whether "of" and "by" give an amount: "a total of 2000", "rose by 2000", "Of 2014 tested"."""
    if before == "of":
        return place.has("amount_of", 2) or (place.begins(1) and place.before(1).text == "Of")
    earlier = place.before(2).text
    if before == "by" and earlier.isdigit():
        return place.text[place.before(2).start - 1] != ","  # "1920 by 1080"
    if before == "in" and earlier == "1":
        return int(place.digits) % 100 == 0  # "1 in 2000"
    rounded = int(place.digits) % 100 == 0 or int(place.digits) < 1950
    return before == "by" and rounded and place.has("change_verbs", 2)


def _said_start(place: Place) -> int:
    """Where a year begins: at "early" and "mid" before it."""
    return place.before(1).start if place.has("year_parts", 1) else place.start


def _continues_years(place: Place) -> bool:
    """Whether a plain year stands before, with no more than a comma or "and" between."""
    if place.last_year_end < 0 or place.start - place.last_year_end > 7:
        return False
    between = place.text[place.last_year_end : place.start].strip().lower()
    return between in (",", "and", ", and", "or", ", or", "/", "to", "vs", "vs.", "&", "through")


def _in_brackets(place: Place, end: int) -> bool:
    opened = place.text[place.start - 1 : place.start] in ("(", "[")
    return place.start > 0 and opened and place.text[end : end + 1] in (")", "]")


def _leads_to_a_number(place: Place) -> bool:
    """Whether "to 3000" behind makes a number the beginning of a range of amounts."""
    match = _SECOND_NUMBER.match(place.text, place.end, place.limit)
    if match is None:
        return False
    if match["word"] == "and" and place.before(1).lower != "between":
        return False
    number = match["number"]
    if "," in number and match["word"] == "to" and place.before(1).lower == "in":
        return False  # "from 12,000 in 1740 to 25,000"
    if len(number) != 4 or not 1000 <= int(number) <= 2100:
        return len(number) >= 3
    year = int(number)
    return _is_counted(place, match.end(), year)


_SECOND_NUMBER = re.compile(r"\s(?P<word>to|and|or)\s(?P<number>[0-9]++(?:,[0-9]{3})*)")


def _is_counted(place: Place, end: int, year: int) -> bool:
    """Whether what follows a number is what it counts or measures ("2000 people", "1500 kg")."""
    word = place.word_after(end)
    if not word or place.text[end] == "-":
        return bool(word) and is_unit(word, place.lexicon)
    if word.lower() in ("percent", "times"):
        return True
    if is_unit(word, place.lexicon) and not place.lexicon.has("dated_nouns", word):
        return not (year in MODERN and year % 10 and place.has("in_year", 1) and place.begins(1))
    if not is_plural(word, place.lexicon):
        return False
    if place.lexicon.has("dated_nouns", word.lower()):
        return year % 100 == 0 and not place.begins(1)
    if place.lexicon.has("sampled", word.lower()) or not place.has("in_year", 1):
        return True
    # "In 2019 sales rose": a plural begins a clause more often than it is counted.
    return not (year in MODERN and (year % 10 or place.begins(1)) and year % 100)


def _is_attribute(place: Place, year: int) -> bool:
    """Whether a number is the date of the noun behind: "the 2008 crisis", "her 1998 debut".

    Only one thing stands in the singular behind a number, unless it measures ("a 2000 seat
    hall"), so that a noun that has a date makes it a year.
    """
    word = place.word_after(place.end)
    if not word or place.text[place.end] == "-" or year not in range(1500, 2050):
        return False
    lower = word.lower()
    determined = place.has("determiners", 1) or place.before(1).lower.endswith(("'s", "’s", "s'"))
    if place.lexicon.has("dated_nouns", lower):
        compared = place.has("compared_years", 1) and year % 100 != 0
        single = not is_plural(word, place.lexicon)
        return determined or (year in MODERN and (single or compared))
    if not determined or is_unit(word, place.lexicon) or place.lexicon.has("not_counted", lower):
        return False
    if word[0].isupper() and word[1:].islower():
        return True
    return year in range(1750, 2050) and year % 100 != 0 and not is_plural(word, place.lexicon)


def _begins_sentence(place: Place, year: int) -> bool:
    """Whether a number is the subject of a verb in the singular: "2019 was a good year"."""
    first = place.before(1).lower in ("", ".", "!", "?")
    after = place.word_after(place.end).lower()
    return first and year in MODERN and place.lexicon.has("verbs_of_years", after)
