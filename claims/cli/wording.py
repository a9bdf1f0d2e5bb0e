"""How claims are worded for people: in `find`, `show` and `contradictions`."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from claims.records import Claim, escaped, plain

SHORT_ID = 8
SIGNS = {
    "approx": "about ", "at_least": "at least ", "more_than": "more than ", "at_most": "at most ",
    "less_than": "less than ", "exact": "", "range": "", "order_of_magnitude": "",
}  # fmt: skip
_MIN_WIDTH, _MAX_WIDTH = 40, 100


def visible(text: str) -> str:
    """A text with line breaks as blanks and control characters as escapes, safe for a terminal."""
    text = " ".join(text.split())
    return escaped(text)


def width() -> int:
    """How many columns to write: those of the terminal, as far as lines read well."""
    return min(max(shutil.get_terminal_size().columns, _MIN_WIDTH), _MAX_WIDTH)


def indented(text: str, indent: str = "", further: str | None = None) -> list[str]:
    """A text as lines that fit the terminal, with ``indent``, and ``further`` from the second."""
    return textwrap.wrap(
        visible(text),
        width(),
        initial_indent=indent,
        subsequent_indent=indent if further is None else further,
        break_on_hyphens=False,
    )


def described(row: Mapping[str, Any]) -> str:
    """A claim's value as people read it: "about 6,000 GPUs"; how it is meant, if not asserted."""
    text = SIGNS.get(row["modifier"], "") + " ".join(str(row["value_text"] or number(row)).split())
    return text if row["modality"] == "asserted" else f"{text} ({row['modality']})"


def when(time: str) -> str:
    """A time as the ledger writes it, in short: 2024-05-31 14:00 UTC."""
    return time[:16].replace("T", " ") + " UTC"


def number(row: Mapping[str, Any]) -> str:
    """The numbers of a claim with their unit."""
    lo, hi, unit = row["lo"], row["hi"], row["unit"] or ""
    ends = [grouped(end) for end in (lo, hi) if end is not None]
    if lo == hi:
        ends = ends[:1]
    return f"{'–'.join(ends) or row['date'] or 'no number'} {unit}".strip()


def grouped(value: Decimal) -> str:
    """A number with its thousands set apart: 700,000,000."""
    whole, point, rest = plain(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    groups = [digits[max(0, end - 3) : end] for end in range(len(digits), 0, -3)]
    return sign + ",".join(reversed(groups)) + point + rest


def said_by(claim: Claim) -> str:
    """Who says a claim and where, in short: speaker or file, and time or line."""
    place = claim.time or (claim.locator or "").split(",")[0]
    return ", ".join(filter(None, [claim.speaker or PurePath(claim.source).name, place]))


def place(claim: Claim) -> str:
    """Who says a claim and where, in full: speaker, time, line and the source as given."""
    where = ", ".join(filter(None, [claim.speaker, claim.time, claim.locator]))
    return " in ".join(filter(None, [where, claim.source]))


def quoted(claim: Claim, size: int | None = None, marks: tuple[str, str] = ("", "")) -> str:
    """A claim's sentence in quotation marks, cut around the value to ``size`` characters; the
    value stands between ``marks``."""
    text, start, end = claim.reading, claim.reading_start, claim.reading_end
    if text is None or start is None or end is None:
        text = claim.quote
        start = max(text.find(claim.value_text or ""), 0)
        end = start + len(claim.value_text or "")
    # White space is made even before the cut, so that it is the cut that decides the length.
    before, value = visible(text[:start] + "|")[:-1], visible(text[start:end]).join(marks)
    whole = before + value + visible("|" + text[end:])[1:]
    return f"“{whole if size is None else cut(whole, len(before), len(value), size - 2)}”"


def cut(text: str, start: int, length: int, size: int) -> str:
    """The words of a text around ``text[start:start + length]``, in about ``size`` characters."""
    if len(text) <= size:
        return text
    first = min(max(0, start - max(0, size - length) // 2), len(text) - size)
    last = first + size
    if first:
        blank = text.find(" ", first, max(start, first))
        first = blank + 1 if blank >= 0 else first + 1
    if last < len(text):
        blank = text.rfind(" ", min(start + length, last), last - 1)
        last = blank if blank >= 0 else last - 1
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
