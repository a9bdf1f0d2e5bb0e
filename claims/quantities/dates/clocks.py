"""Times of day, and durations written like clocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from claims.quantities.dates.place import Piece, Place, pieces_before
from claims.quantities.dates.spans import DateSpan, unknown_span
from claims.quantities.lexicon import Lexicon

_HALF_DAY = r"\s?(?:[ap]\.m\.|[ap]m(?!\w)|[AP]\.M\.|[AP]M(?!\w)|o['’]clock(?!\w))"
_ZONE = r"(?:\s?(?:GMT|UTC|Z|CES?T|BST|[ECMP][SD]?T|JST|IST|AEST)(?!\w))"
_HOUR = r"(?:[01]?[0-9]|2[0-3])"
_MARKED = re.compile(
    rf"{_HOUR}(?:[:.][0-5][0-9](?::[0-5][0-9])?)?{_HALF_DAY}{_ZONE}?"
    rf"|{_HOUR}(?:[:.][0-5][0-9])?(?:\s?[-–—]\s?|\s(?:to|and)\s)"
    rf"{_HOUR}(?:[:.][0-5][0-9])?{_HALF_DAY}{_ZONE}?"
    rf"|{_HOUR}:[0-5][0-9](?::[0-5][0-9])?{_ZONE}"
)
_FIGURES = re.compile(
    r"(?P<first>[0-9]{1,3}):(?P<second>[0-5][0-9])(?::(?P<third>[0-5][0-9]))?"
    r"(?P<part>\.[0-9]{1,3})?(?![\w:]|\.[0-9])"
)
_MILITARY = re.compile(rf"(?:[01][0-9]|2[0-3])[0-5][0-9](?:\s(?:hours|hrs)(?!\w){_ZONE}?|{_ZONE})")
_FAR_CLOCK = re.compile(rf"\s?[-–—]\s?{_HOUR}:[0-5][0-9](?![\w:]){_ZONE}?")
_PART_OF_DAY = re.compile(r"\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight)(?!\w)")
# Where words of clock times may be found, and what they look like there.
FRAGMENTS = ("clock", "half past ", "uarter past ", "uarter to ", " the morning", " the afternoon",
             " the evening")  # fmt: skip


def read_clock(place: Place) -> DateSpan | None:
    """The clock time or clock-like duration that begins at a run of digits."""
    text, start = place.text, place.start
    behind = text[place.end : place.end + 1]
    if behind not in ":. aApPo-–—" or not behind:
        return None
    marked = _MARKED.match(text, start, place.limit)
    if marked and not _is_verb(place, marked):
        return unknown_span(start, marked.end(), "time")
    if behind == ":":
        return _figures(place)
    if behind == " " and place.has("before_clock", 1):
        part = _PART_OF_DAY.match(text, place.end, place.limit)
        if part and int(place.digits) <= 12:
            return unknown_span(start, part.end(), "time")
    return None


def read_military(place: Place) -> DateSpan | None:
    """Read "at 0300 hours" and "by 1400 GMT" at four digits."""
    exact = place.digits[0] == "0" or place.before(1).lower in ("at", "by", "until", "till")
    if not (exact and place.has("before_clock", 1)):
        return None
    match = _MILITARY.match(place.text, place.start, place.limit)
    return unknown_span(place.start, match.end(), "time") if match else None


def _is_verb(place: Place, match: re.Match[str]) -> bool:
    """Whether "am" is rather the verb: "It is 5 am I right?"."""
    return match[0].endswith(" am") and place.text.startswith(" I ", match.end())


def _figures(place: Place) -> DateSpan | None:
    marks = place.start == 0 or place.text[place.start - 1] in "\n["
    match = _FIGURES.match(place.text, place.start, place.limit)
    if match is None or (marks and place.text[match.end() : match.end() + 1] not in "-–—"):
        return None  # the mark of a passage
    seconds = _seconds(place, match)
    if seconds is not None:
        unit = "second"
        return DateSpan(place.start, match.end(), None, None, None, unit, seconds=seconds)
    if match["part"] or int(match["first"]) > 23:
        return None
    far = _FAR_CLOCK.match(place.text, match.end(), place.limit)
    if far and place.before(1).lower != "[":
        return unknown_span(place.start, far.end(), "time")
    after = place.word_after(match.end()).lower()
    named = place.before(1).lower == "the" and after and len(place.digits) == 2
    if place.lexicon.has("ratio_nouns", after) or place.digits == "0":
        return None
    if place.has("before_clock", 1) or named:
        return unknown_span(place.start, match.end(), "time")
    return None


def _seconds(place: Place, match: re.Match[str]) -> Decimal | None:
    """How long a duration is, where the words around say that it is one.

    Two figures are minutes and seconds, but hours and minutes of what lasts hours.
    """
    after = place.word_after(match.end()).lower()
    raced = place.lexicon.has("raced", after)
    if not raced and not _is_timed(place, match):
        return None
    parts = [int(match["first"]), int(match["second"])]
    if match["third"]:
        parts.append(int(match["third"]))
    elif not match["part"] and (_lasts_hours(after, place) or _lasts_hours(None, place)):
        parts.append(0)
    seconds = Decimal(0)
    for part in parts:
        seconds = seconds * 60 + part
    return seconds + Decimal("0" + match["part"]) if match["part"] else seconds


def _is_timed(place: Place, match: re.Match[str]) -> bool:
    before = place.before(1).lower
    if before == "in":
        return not place.lexicon.has("ratio_nouns", place.word_after(match.end()).lower())
    if before in ("of", "is", "was", "to") and any(place.has("timed_nouns", n) for n in (2, 3)):
        return True
    # "Took 1:45" may be minutes or hours.
    whole = match["third"] is not None or match["part"] is not None
    return place.lexicon.has("timed_verbs" if whole else "clocked", before)


def _lasts_hours(after: str | None, place: Place) -> bool:
    words = [after] if after else [place.before(n).lower for n in (2, 3, 4)]
    return any(word in place.lexicon.english["lasts_hours"] for word in words)


def spoken_clock(
    text: str, at: int, fragment: str, lexicon: Lexicon, limit: int
) -> DateSpan | None:
    """The clock time in words around a fragment of one at offset ``at``."""
    numbers = lexicon.english["units_words"]
    if fragment.endswith(" "):
        match = _HOUR_WORD.match(text, at + len(fragment), limit)
        if match is None or numbers.get(match[0].lower(), 99) not in range(1, 13):
            return None
        start = at - (fragment[0] == "u")
        return unknown_span(start, match.end(), "time")
    pieces = pieces_before(text, at)
    end = at + len(fragment)
    if end > limit or text[end : end + 1].isalnum():
        return None
    if fragment == "clock":
        hour = pieces[-3] if len(pieces) > 2 and pieces[-1].text in "'’" else None
    else:
        hour = _hour_in_the_morning(pieces, lexicon)
    if hour is None or numbers.get(hour.lower, 99) not in range(1, 13):
        return None
    return unknown_span(hour.start, end, "time")


def _hour_in_the_morning(pieces: Sequence[Piece], lexicon: Lexicon) -> Piece | None:
    """The hour of "at four in the morning" and "four thirty in the morning"."""
    if len(pieces) < 3 or pieces[-1].lower != "in":
        return None
    if pieces[-2].lower in lexicon.english["clock_minutes"]:
        return pieces[-3]
    return pieces[-2] if lexicon.has("before_clock", pieces[-3].lower) else None


_HOUR_WORD = re.compile(r"[A-Za-z]{3,6}(?!\w)")
