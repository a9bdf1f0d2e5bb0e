"""Cases as data: a sentence and the quantities that it states.

A case file is a list of ``{text, is}``; ``is`` lists ``[span, value, unit, modifier, more]``:

- span: the quantity expression, verbatim;
- value: a number, ``lo..hi`` with either side left out where it is open, a fraction "1/3", or
  ``none`` for a quantity without numbers;
- unit: its singular name, or ``none``; modifier: ``exact`` where left out;
- more: ``canonical`` (value and base unit), ``date`` and ``step``, where a case is about these.

``must_find_nothing.yaml`` is a list of sentences, and in ``known_gaps.yaml`` a case also says
``why`` it is not read yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from claims.records import Quantity

FOLDER = Path(__file__).parent / "cases"
Ends = tuple[Decimal | None, Decimal | None]
# What has no finite decimal form is given with sixty digits.
SIXTY_DIGITS = Context(prec=60)


@dataclass(frozen=True)
class Expected:
    """One quantity that a sentence states."""

    text: str
    ends: Ends
    unit: str | None
    modifier: str = "exact"
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A sentence of a family and what should be read from it."""

    family: str
    text: str
    expected: tuple[Expected, ...]
    why: str = ""


@cache
def load(family: str) -> tuple[Case, ...]:
    """All cases of a family's file; every scalar stays as written, so that numbers are exact."""
    lines = (FOLDER / f"{family}.yaml").read_text(encoding="utf-8")
    rows = yaml.load(lines, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return tuple(_case(family, row) for row in rows)


def families() -> list[str]:
    """The names of all families, without the known gaps."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "known_gaps")


def differences(case: Case, found: list[Quantity]) -> list[str]:
    """How the quantities found differ from those expected; nothing if they agree."""
    spans = [quantity.text for quantity in found]
    wanted = [expected.text for expected in case.expected]
    if spans != wanted:
        return [f"spans {spans} instead of {wanted}"]
    return [
        f"{expected.text!r}: {name} is {got}, not {want}"
        for expected, quantity in zip(case.expected, found, strict=True)
        for name, got, want in _compared(expected, quantity)
        if got != want
    ]


def _case(family: str, row: Any) -> Case:
    if isinstance(row, str):
        return Case(family, row, ())
    expected = tuple(_expected(*item) for item in row["is"])
    return Case(family, row["text"], expected, row.get("why", ""))


def _expected(
    text: str,
    value: str,
    unit: str,
    modifier: str = "exact",
    more: dict[str, str] | None = None,
) -> Expected:
    return Expected(text, _ends(value), None if unit == "none" else unit, modifier, more or {})


def _ends(value: str) -> Ends:
    lo, dots, hi = value.partition("..")
    if value == "none":
        return None, None
    return _number(lo), _number(hi) if dots else _number(lo)


def _number(text: str) -> Decimal | None:
    above, slash, below = text.partition("/")
    if slash:
        return SIXTY_DIGITS.divide(Decimal(above), Decimal(below))
    return Decimal(text) if text else None


def _compared(expected: Expected, quantity: Quantity) -> list[tuple[str, Any, Any]]:
    value = quantity.value
    rows: list[tuple[str, Any, Any]] = [
        ("value", (value.lo, value.hi), expected.ends),
        ("unit", value.unit, expected.unit),
        ("modifier", value.modifier, expected.modifier),
    ]
    if "canonical" in expected.more:
        number, _, unit = expected.more["canonical"].partition(" ")
        got = (value.canonical_lo, value.canonical_hi)
        rows.append(("canonical value", got, _ends(number)))
        rows.append(("canonical unit", value.canonical_unit, unit))
    if "date" in expected.more:
        rows.append(("date", value.date, expected.more["date"]))
    if "step" in expected.more:
        step = expected.more["step"]
        rows.append(("step", value.step, None if step == "none" else Decimal(step)))
    return rows
