"""Whole numbers in English words, for comparing what is read from words and from digits."""

from __future__ import annotations

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def spelled(number: int, *, british: bool = True) -> str:
    """A number from 0 below 10**15 in words; ``british`` puts "and" behind hundreds."""
    parts: list[str] = []
    for scale, word in SCALES:
        if number >= scale:
            parts.append(f"{_below_thousand(number // scale, british)} {word}")
            number %= scale
    if number or not parts:
        joiner = "and " if british and parts and number < 100 else ""
        parts.append(joiner + _below_thousand(number, british))
    return " ".join(parts)


def _below_thousand(number: int, british: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = f"{ONES[hundreds]} hundred"
    if not rest:
        return head
    return f"{head} {'and ' if british else ''}{_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones]}" if ones else "")
