"""Versions and sizes of models behind the name of their family, in digits and as they are said.

"Falcon forty B", "falcon one eighty B", "Mistral seven B", "GPT four", "Llama three point one
four oh five B", "Lama270B".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from claims.extract.misheard.data import data, words

SMALL_NUMBERS: dict[str, int] = data("small_numbers")
TENS: dict[str, int] = data("tens")
ZEROS = words("zeros")
# "B" is billions of parameters, also where it is written as it is said.
SUFFIXES = {"b": "B", "bee": "B", "m": "M"}
# Versions are small; "Llama two hundred" is none.
LARGEST_VERSION = 20


@dataclass(frozen=True, slots=True)
class Member:
    """What tells a member of a family apart, as it stands behind the family's name.

    ``version`` ("2", "3.1") and ``size`` ("70B", "1.5B") are normalised; their spans are exact
    and lie before ``end``. Without one or the other these are ``None``.
    """

    end: int
    version: str | None = None
    version_span: tuple[int, int] | None = None
    size: str | None = None
    size_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Number:
    """A number behind a name: its digits, its span, and how many words were used."""

    digits: str
    start: int
    end: int
    words: tuple[tuple[str, int], ...] = ()


def read_member(text: str, end: int, versions: Collection[str] = ()) -> Member | None:
    """The version and size that follow a family's name which ends at ``end``, if any do.

    ``versions`` are those of the family that the document speaks of: they tell how digits in
    contact are cut ("270B" behind "Llama" is a 70B of Llama 2 where "2" is one of them), and so
    with words ("two seventy B").
    """
    size = _sized(text, end)
    if size:
        number, suffix, stop = size
        return _cut(number, suffix, stop, versions)
    version = _version(text, end)
    if version is None:
        return None
    span = (version.start, version.end)
    size = _sized(text, version.end)
    if size is None:
        return Member(version.end, version.digits, span)
    number, suffix, stop = size
    return Member(stop, version.digits, span, number.digits + suffix, (number.start, stop))


_GAP = re.compile(r"[ -]?")
_DIGITS = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)")
_SUFFIX = re.compile(r"[ -]?([bBmM]|[Bb]ee)(?!\w|['’](?!s\b)|\.\w)")
_WORD = re.compile(r"[ -]?([A-Za-z]+)(?!\w|['’](?!s\b))")


def _sized(text: str, end: int) -> tuple[_Number, str, int] | None:
    """A number with the suffix of a size, the suffix, and where it ends."""
    for number in _numbers(text, end):
        suffix = _SUFFIX.match(text, number.end)
        if suffix:
            return number, SUFFIXES[suffix[1].lower()], suffix.end()
    return None


def _numbers(text: str, end: int) -> Iterator[_Number]:
    """The number behind ``end``, in digits or in words; the longest reading comes first."""
    start = _start(text, end)
    digits = _DIGITS.match(text, start)
    if digits:
        yield _Number(digits[1], start, digits.end())
        return
    yield from reversed(list(_spoken(text, end)))


def _start(text: str, end: int) -> int:
    gap = _GAP.match(text, end)
    return gap.end() if gap else end


def _spoken(text: str, end: int) -> Iterator[_Number]:
    """Readings of the number words behind ``end``, from the shortest on."""
    words: list[tuple[str, int]] = []
    start, place = _start(text, end), end
    if start == end:
        return
    while match := _WORD.match(text, place):
        word = match[1].lower()
        if word not in _SAID or len(words) > _LONGEST:
            return
        words.append((word, match.start(1)))
        place = match.end()
        digits = _digits([word for word, _ in words])
        if digits:
            yield _Number(digits, start, place, tuple(words))


_SAID = {*SMALL_NUMBERS, *TENS, *ZEROS, "point", "hundred", "and"}
_LONGEST = 6


def _digits(words: list[str]) -> str | None:
    """Number words as digits, also as sizes are said: "one eighty" is 180, "four oh five" 405."""
    if "point" in words:
        at = words.index("point")
        whole, part = _whole(words[:at]), words[at + 1 :]
        # One digit only: in "three point one four oh five B" the rest is the size.
        tenth = _digit(part[0]) if len(part) == 1 else None
        return None if whole is None or tenth is None else f"{whole}.{tenth}"
    number = _whole(words)
    return None if number is None else str(number)


def _digit(word: str) -> int | None:
    number = 0 if word in ZEROS else SMALL_NUMBERS.get(word)
    return number if number is not None and number < 10 else None


def _whole(words: list[str]) -> int | None:
    if "hundred" in words:
        at = words.index("hundred")
        rest = words[at + 1 :]
        if rest[:1] == ["and"]:
            rest = rest[1:]
            if not rest:
                return None
        hundreds, more = _whole(words[:at]), _below_hundred(rest) if rest else 0
        return None if hundreds is None or more is None else hundreds * 100 + more
    whole = _below_hundred(words)
    if whole is not None:
        return whole
    first, rest = (_digit(words[0]) if words else None), words[1:]
    if not first or not rest:
        return None
    if rest[0] in ZEROS and len(rest) == 2:
        last = _digit(rest[1])
        return None if last is None else first * 100 + last
    more = _below_hundred(rest)
    return first * 100 + more if more is not None and more >= 10 else None


def _below_hundred(words: list[str]) -> int | None:
    if len(words) == 1:
        return SMALL_NUMBERS.get(words[0], TENS.get(words[0]))
    if len(words) == 2 and words[0] in TENS:
        last = _digit(words[1])
        return TENS[words[0]] + last if last else None
    return None


def _cut(number: _Number, suffix: str, stop: int, versions: Collection[str]) -> Member:
    """A size, or a version and a size in contact ("270B", "two seventy B")."""
    if number.words:
        return _cut_words(number, suffix, stop, versions)
    for version in sorted(versions, key=len, reverse=True):
        rest = number.digits.removeprefix(version)
        if rest != number.digits and rest[:1].isdigit() and rest[0] != "0":
            start = number.start + len(version)
            return Member(stop, version, (number.start, start), rest + suffix, (start, stop))
    return Member(stop, None, None, number.digits + suffix, (number.start, stop))


def _cut_words(number: _Number, suffix: str, stop: int, versions: Collection[str]) -> Member:
    said = [word for word, _ in number.words]
    for count in range(len(said) - 1, 0, -1):
        version, size = _digits(said[:count]), _digits(said[count:])
        if version in versions and size:
            start = number.words[count][1]
            before = number.words[count - 1]
            span = (number.start, before[1] + len(before[0]))
            return Member(stop, version, span, size + suffix, (start, stop))
    return Member(stop, None, None, number.digits + suffix, (number.start, stop))


_VERSION_DIGITS = re.compile(
    r"v?(\d{1,2}(?:\.\d{1,2})?o?)"
    r"(?!,?\d|\.\d|[\w%]|[ -](?:hundred|thousand|million|billion|trillion|times|percent|%))"
)


def _version(text: str, end: int) -> _Number | None:
    start = _start(text, end)
    digits = _VERSION_DIGITS.match(text, start)
    if digits:
        return _Number(digits[1], start, digits.end())
    version = None
    for number in _spoken(text, end):
        if len(number.words) == 1 or number.words[1][0] == "point":
            version = number
        if len(number.words) == 3:
            break
    if version is None or not _is_version(text, end, version):
        return None
    return version


def _is_version(text: str, end: int, number: _Number) -> bool:
    """Whether number words behind a name are its version, and count nothing."""
    if number.words[0][0] in TENS or int(number.digits.partition(".")[0]) > LARGEST_VERSION:
        return False
    if _sized(text, number.end):
        return True
    following = _WORD.match(text, number.end)
    if following and following[1].lower() in _going_on():
        return False
    return number.digits != "1" or _is_bare(text, end)


@cache
def _going_on() -> frozenset[str]:
    return words("no_version") | TENS.keys() | SMALL_NUMBERS.keys()


def _is_bare(text: str, end: int) -> bool:
    """Whether no determiner stands before a name: "the Falcon one" names no version."""
    before = text[max(0, end - 60) : end].lower().split()
    return len(before) < 2 or before[-2] not in words("determiners")
