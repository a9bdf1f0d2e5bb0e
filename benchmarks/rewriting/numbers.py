"""Other numbers for those that a text states: "7 billion" becomes 9 billion, "12 days" 15 days.

Equal numbers stay equal, and larger ones stay larger, so that "the biggest one" is still the
same. Dates, times, precisions ("4-bit"), temperatures, and the numbers 0 and 1 stay as they are;
so do those that are not plainly written ("one eighty B").
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from rewriting.annotated import Annotated, Piece, Row, edited

_UNITS = [
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
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: value for value, word in enumerate(_UNITS)}
_WORDS |= {word: 20 + 10 * place for place, word in enumerate(_TENS)}
_WORDS |= {f"{t}-{u}": _WORDS[t] + _WORDS[u] for t in _TENS for u in _UNITS[1:10]}
_SPELLED = {value: word for word, value in _WORDS.items()}
_ANY_WORD = "|".join(sorted(_WORDS, key=lambda word: (-len(word), word)))
_NUMBER = re.compile(
    rf"(?<![\w.])(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\b(?:{_ANY_WORD})\b)", re.I
)
# "70B" in a name; the number of a row may also touch the version before it ("Lama270B").
_SIZE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?=[ -]?[bB](?!\w))")
_STAYING = ("date", "time", "bit", "degree", "degree Celsius", "degree Fahrenheit")
_CONTEXT = 24
Exchange = dict[tuple[Decimal, bool], Decimal]


def exchange_numbers(annotated: Annotated, seed: int = 0) -> Annotated:
    """The text with other numbers in its rows, wherever it says them, and in the sizes of names."""
    factor = Decimal(random.Random(f"{seed} {annotated.name}").randrange(115, 145)) / 100
    exchange = _exchange(annotated, factor)
    stated = [
        (row, edit) for row in annotated.rows for edit in _edits(annotated.text, row, exchange)
    ]
    edits = {edit.start: edit for _, edit in stated}
    repeated = (e for row, edit in stated for e in _everywhere(annotated.text, row, edit))
    for edit in (*repeated, *_sizes(annotated.text, exchange)):
        if not any(edit.start < row.end and row.start < edit.end for row in annotated.rows):
            edits[edit.start] = edit
    rows = tuple(_row(annotated.text, row, exchange) for row in annotated.rows)
    return edited(replace(annotated, rows=rows), edits.values())


def _sizes(text: str, exchange: Exchange) -> Iterator[Piece]:
    """The numbers of the sizes in names, exchanged."""
    for match in _SIZE.finditer(text):
        yield Piece(match.start(), match.end(), _size(match[0], exchange))


def _numbers(text: str, row: Row) -> list[re.Match[str]]:
    """The numbers of a row, if each can be exchanged."""
    if row.unit in _STAYING or (row.lo is None and row.hi is None):
        return []
    value_text = text[row.start : row.end]
    # A pattern sees no text before the slice: "70B" of "Lama270B" is a number of its own.
    found = [*_NUMBER.finditer(value_text)]
    closed = row.lo is not None and row.hi is not None and row.lo < row.hi
    return found if len(found) == (2 if closed else 1) else []


def _value(written: str) -> Decimal:
    return Decimal(_WORDS.get(written.lower(), written.replace(",", "")))


def _exchange(annotated: Annotated, factor: Decimal) -> Exchange:
    """The new number for each (number, whether percent), growing with it."""
    fixed = {
        (row.lo, row.unit)
        for row in annotated.rows
        if not _numbers(annotated.text, row) and _NUMBER.search(annotated.text[row.start : row.end])
    }
    values: dict[bool, set[Decimal]] = {False: set(), True: set()}
    staying = {Decimal(0), Decimal(1)}
    for row in annotated.rows:
        found = {_value(match[0]) for match in _numbers(annotated.text, row)}
        values[row.unit == "percent"] |= found
        if (row.lo, row.unit) in fixed:
            staying |= found
    new: Exchange = {}
    for percent, old in values.items():
        last = Decimal(0)
        for value in sorted(old):
            last = value if value in staying else _larger(value, factor, percent, last)
            new[value, percent] = last
    return new


def _larger(value: Decimal, factor: Decimal, percent: bool, last: Decimal) -> Decimal:
    """A number as round as another, larger than it and than the last one; percent below 100."""
    step = _step(value)
    grown = value * factor
    if percent and value > 50:
        grown = value + (100 - value) * (factor - 1)
    other = max(grown.quantize(step, ROUND_HALF_UP), value + step)
    while other <= last:
        other += step
    return other


def _step(value: Decimal) -> Decimal:
    """What the last digit of a number is worth that is not zero, or, below 1000, the second one."""
    written = value.normalize().as_tuple()
    last = int(written.exponent)
    second = max(0, last + len(written.digits) - 2) if value < 1000 else last
    return Decimal(1).scaleb(min(last, second))


def _written(value: Decimal, like: str) -> str:
    """A number in the form of another: in words, with separators, with as many decimals."""
    if like[0].isalpha():
        word = _SPELLED.get(int(value), f"{int(value):,}")
        return word.capitalize() if like[0].isupper() else word
    decimals = len(like.partition(".")[2])
    plain = f"{value:,.{decimals}f}"
    return plain if "," in like or value >= 10_000 else plain.replace(",", "")


def _edits(text: str, row: Row, exchange: Exchange) -> Iterator[Piece]:
    for match in _numbers(text, row):
        new = exchange[_value(match[0]), row.unit == "percent"]
        start, end = row.start + match.start(), row.start + match.end()
        yield Piece(start, end, _written(new, match[0]))


def _everywhere(text: str, row: Row, edit: Piece) -> Iterator[Piece]:
    """An edit wherever the text repeats the passage, or the value with its unit."""
    start, end = _context(text, row.start, -1), _context(text, row.end, 1)
    repeats = re.finditer(re.escape(text[start:end]), text)
    shifts = {match.start() - start for match in repeats}
    if " " in text[row.start : row.end]:
        value = rf"(?<![\w.,]){re.escape(text[row.start : row.end])}(?!\w)"
        shifts |= {match.start() - row.start for match in re.finditer(value, text)}
    for shift in sorted(shifts):
        yield Piece(edit.start + shift, edit.end + shift, edit.text)


def _context(text: str, at: int, step: int) -> int:
    """Where the words around a value end, within its line."""
    last = at
    for _ in range(_CONTEXT):
        character = text[at - 1 : at] if step < 0 else text[at : at + 1]
        if character in ("", "\n", "|"):
            break
        at += step
        if not character.isalnum():
            last = at - 1 if step > 0 else at + 1
    return last


def _row(text: str, row: Row, exchange: Exchange) -> Row:
    """The row with its new values, and the new sizes of names in its subject."""
    if row.subject is not None:
        row = replace(row, subject=_SIZE.sub(lambda m: _size(m[0], exchange), row.subject))
    old = [_value(match[0]) for match in _numbers(text, row)]
    if not old or not all(old):
        return row
    new = [exchange[value, row.unit == "percent"] for value in old]
    return replace(
        row,
        lo=_changed(row.lo, old[0], new[0]),
        hi=_changed(row.hi, old[-1], new[-1]),
        canonical_lo=_changed(row.canonical_lo, old[0], new[0]),
        canonical_hi=_changed(row.canonical_hi, old[-1], new[-1]),
    )


def _changed(value: Decimal | None, old: Decimal, new: Decimal) -> Decimal | None:
    return None if value is None else value * new / old


def _size(written: str, exchange: Exchange) -> str:
    new = exchange.get((Decimal(written), False))
    return written if new is None else _written(new, written)
