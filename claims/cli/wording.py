"""How claims are worded in tables and in `show`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from claims.records import plain

SHORT_ID = 8
SIGNS = {
    "approx": "about ", "at_least": "at least ", "more_than": "more than ", "at_most": "at most ",
    "less_than": "less than ", "exact": "", "range": "", "order_of_magnitude": "",
}  # fmt: skip


def described(row: Mapping[str, Any]) -> str:
    """A claim's value as people read it: "about 6,000 GPUs", with how it is meant if not asserted."""
    text = SIGNS.get(row["modifier"], "") + " ".join(str(row["value_text"] or number(row)).split())
    return text if row["modality"] == "asserted" else f"{text} ({row['modality']})"


def number(row: Mapping[str, Any]) -> str:
    """The numbers of a claim with their unit."""
    lo, hi, unit = row["lo"], row["hi"], row["unit"] or ""
    ends = [grouped(end) for end in (lo, hi) if end is not None]
    if lo == hi:
        ends = ends[:1]
    return f"{'–'.join(ends) or 'no number'} {unit}".strip()


def grouped(value: Decimal) -> str:
    """A number with its thousands set apart: 700,000,000."""
    whole, point, rest = plain(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    groups = [digits[max(0, end - 3) : end] for end in range(len(digits), 0, -3)]
    return sign + ",".join(reversed(groups)) + point + rest


def said_by(row: Mapping[str, Any]) -> str:
    """Who says a claim and where: speaker or file, and line or time."""
    name = PurePath(str(row["source"])).name
    place = row["time"] or (row["locator"] or "").split(",")[0]
    return " ".join(filter(None, [row["speaker"] or name, place]))
