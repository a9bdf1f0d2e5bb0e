"""What stands in a table's cell: numbers in the unit that its header states, or words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from claims.quantities import canonical, read
from claims.quantities.numbers.numerals import ARITHMETIC
from claims.records import Quantity, Value
from claims.vocabulary import Vocabulary

CellKind = Literal["empty", "number", "date", "text"]
# Longer than this a cell is prose.
LONGEST_NUMBER = 40
_PLAIN = re.compile(
    r"[-−–]?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,12})?|\.\d{1,12}"
    r"|\((?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,12})?\)"
)
_NONE = re.compile(r"[-–—−.·?/\s]*|n\.?/?a\.?|n\.?d\.?|none|nil|tbd|tba|unknown", re.IGNORECASE)
# The marks of footnotes; behind a number letters in brackets and raised digits are such too.
_NOTE = re.compile(r"(?:\s*(?:[*†‡§¶]+|\[\w{1,3}\]))+\Z")
_NUMBER_NOTE = re.compile(r"(?<=[\d%)])\s*(?:[¹²³⁴-⁹]|\([a-z]\)|[*†‡§¶]+|\[\w{1,3}\])+\Z")
_WORD = re.compile(r"[^\W\d_]+\w*")
_GAUGE = re.compile(
    r"approx|about|ca|circa|est|over|under|up|to|and|or|than|more|less|fewer|at|least|most|nearly|"
    r"almost|around|roughly|x|c|between",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Measure:
    """The unit and scale that a header gives to the bare numbers under it.

    ``prefix`` and ``suffix`` are what one would write around such a number ("$", " million"),
    ``sample`` is what a 2 so written means; ``None`` for a number without unit.
    """

    prefix: str = ""
    suffix: str = ""
    sample: Value | None = None
    scaled: bool = False

    def value(self, number: Decimal, vocabulary: Vocabulary) -> Value:
        """The value of a number in this unit; its last digit counts as it is written."""
        exponent = number.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        if self.sample is None or self.sample.lo is None:
            return Value(number, number, None, number, number, None, "exact", step)
        factor = self.sample.lo / 2
        number = ARITHMETIC.multiply(number, factor)
        unit = self.sample.unit
        worth: Decimal | None = ARITHMETIC.multiply(step, factor)
        if self.sample.step is None and number == number.to_integral_value():
            worth = None
        if unit is None:
            return Value(number, number, None, number, number, None, "exact", worth)
        base, name = canonical(number, unit, vocabulary)
        return Value(number, number, unit, base, base, name, "exact", worth)


BARE = Measure()
# What a bare number is read with where it is more than digits ("12–15", "~40"), and loses again.
_PROBE = " metres"


def measure(prefix: str, suffix: str, vocabulary: Vocabulary) -> Measure | None:
    """The unit that is written around a number in this way; ``None`` if it is none."""
    text = f"{prefix}2{suffix}"
    found = read(text, vocabulary)
    if len(found) != 1 or found[0].text != text or found[0].value.lo is None:
        return None
    value = found[0].value
    return Measure(prefix, suffix, value, value.unit is None or value.lo != 2)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at ``start:end`` of its row's text, and what it is.

    ``own`` are the quantities that it states by itself, with offsets in the cell.
    """

    start: int
    end: int
    text: str
    kind: CellKind
    own: Sequence[Quantity] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is digits and nothing else, or a number without a unit."""
        return self.kind == "number" and all(q.value.unit is None for q in self.own)

    @property
    def year(self) -> str | None:
        """The cell as a year, if it looks like one."""
        return self.text[:4] if _YEAR.match(self.text) and len(self.text) <= 5 else None


def read_cell(start: int, end: int, row: str, vocabulary: Vocabulary) -> Cell:
    """The cell at ``start:end`` of a row's text, without the footnote mark at its end."""
    written = _without_note(row[start:end])
    end = start + len(written)
    if _NONE.fullmatch(written):
        return Cell(start, end, written, "empty")
    if _PLAIN.fullmatch(written):
        return Cell(start, end, written, "number")
    if not any(map(str.isdigit, written)):
        return Cell(start, end, written, "text")
    own = read(written, vocabulary)
    kind: CellKind = "text"
    if own and not _further_words(written, own):
        kind = "date" if any(q.value.unit == "date" for q in own) else "number"
    elif not own and len(written) <= LONGEST_NUMBER and not _further_words(written, ()):
        kind = "number" if _probed(written, BARE, vocabulary) else "text"
    return Cell(start, end, written, kind, tuple(own))


def _without_note(text: str) -> str:
    """A cell without the footnote mark at its end."""
    note = _NUMBER_NOTE.search(text)
    if note and _PLAIN.fullmatch(text[: note.start()].lstrip("$€£¥ ").rstrip("% ")):
        return text[: note.start()]
    note = _NOTE.search(text)
    return text[: note.start()] if note and note.start() else text


def _further_words(text: str, found: Sequence[Quantity]) -> bool:
    """Whether a text says something besides its quantities and their modifiers."""
    for quantity in reversed(found):
        text = text[: quantity.start] + " " + text[quantity.end :]
    return any(_GAUGE.fullmatch(word) is None for word in _WORD.findall(text))


def quantities_in(cell: Cell, unit: Measure, vocabulary: Vocabulary) -> list[Quantity]:
    """The quantities of a cell of numbers, those without unit in that of their header.

    Offsets are those of the row's text.
    """
    if _PLAIN.fullmatch(cell.text):
        number = Decimal(re.sub(r"[,()−–-]", "", cell.text))
        negative = cell.text[0] in "(-−–"
        value = unit.value(-number if negative else number, vocabulary)
        return [Quantity(cell.start, cell.end, cell.text, value)]
    found: list[Quantity] = list(cell.own)
    if all(quantity.value.unit is None for quantity in found):
        found = _probed(cell.text, unit, vocabulary) or found
    elif unit.scaled and len(found) == 1:
        found = _scaled(cell.text, found[0], unit, vocabulary)
    return [_moved(quantity, cell.start) for quantity in found]


def _probed(text: str, unit: Measure, vocabulary: Vocabulary) -> list[Quantity]:
    """A number, range or bound read with its header's unit beside it; nothing if it is none."""
    if text.startswith("(") and text.endswith(")"):
        return []
    bare = unit.sample is None or unit.sample.unit is None
    suffix = f"{unit.suffix}{_PROBE}" if bare else unit.suffix
    found = read(f"{unit.prefix}{text}{suffix}", vocabulary)
    digit = next((at for at, character in enumerate(text) if character.isdigit()), len(text))
    if len(found) != 1 or found[0].start > len(unit.prefix) + digit:
        return []
    quantity = found[0]
    if quantity.end < len(unit.prefix) + len(text):
        return []
    start = max(0, quantity.start - len(unit.prefix))
    value = replace(quantity.value, canonical_lo=quantity.value.lo, canonical_hi=quantity.value.hi,
                    unit=None, canonical_unit=None) if bare else quantity.value  # fmt: skip
    return [Quantity(start, len(text), text[start:], value)]


def _scaled(text: str, quantity: Quantity, unit: Measure, vocabulary: Vocabulary) -> list[Quantity]:
    """Money whose scale the table states: "$1,234" under "(in millions)"."""
    spec = vocabulary.units.get(quantity.value.unit or "")
    scale = _SCALE_WORD.search(unit.suffix)
    plain = quantity.text.replace(",", "").lstrip("$€£¥").strip()
    if spec is None or not spec.prefixes or scale is None or not _PLAIN.fullmatch(plain):
        return [quantity]
    found = read(f"{text} {scale[0]}", vocabulary)
    if len(found) != 1 or found[0].start != quantity.start:
        return [quantity]
    return [replace(quantity, value=found[0].value)]


_SCALE_WORD = re.compile(r"\b(?:thousand|million|billion|trillion)\b")


def _moved(quantity: Quantity, by: int) -> Quantity:
    return Quantity(quantity.start + by, quantity.end + by, quantity.text, quantity.value)
