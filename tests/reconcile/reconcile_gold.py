"""The gold rows as claims; they stand beside the repository and are not part of it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from claims.records import Claim, Value

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "gold"


def available() -> bool:
    return (GOLD / "findings.jsonl").exists() and (SHARED / "seeds").is_dir()


def gold_claims() -> list[Claim]:
    """Every gold row, where the scorer looks for it in the source."""
    claims = []
    for path in sorted(GOLD.glob("[0-9]*.jsonl")):
        rows = [json.loads(line, parse_float=Decimal) for line in path.open(encoding="utf-8")]
        for row in rows:
            text = (SHARED / "seeds" / row["source"]).read_bytes().decode("utf-8-sig")
            claims.append(_claim(row, text))
    return claims


def _claim(row: dict[str, object], text: str) -> Claim:
    quote, value_text = str(row["quote"]), str(row["value_text"])
    at = -1
    for _ in range(int(str(row.get("nth", 1)))):
        at = text.index(quote, at + 1)
    start = at + quote.index(value_text)
    return Claim(
        source=str(row["source"]),
        source_id=str(row["source"]),
        start=start,
        end=start + len(value_text),
        value_text=value_text,
        quote=_line_around(text, at),
        value=_value(row),
        subject=row["subject"],  # type: ignore[arg-type]
        subject_text=None,
        attribute=row["attribute"],  # type: ignore[arg-type]
        qualifiers=row["qualifiers"],  # type: ignore[arg-type]
        modality=row["modality"],  # type: ignore[arg-type]
        speaker=row["speaker"],  # type: ignore[arg-type]
        time=row["time"],  # type: ignore[arg-type]
        confidence=Decimal("0.9"),
    )


def _line_around(text: str, at: int) -> str:
    """The rest of the sentence, roughly: up to the full stops on either side."""
    left = max(text.rfind(mark, 0, at) for mark in (". ", "\n", "|")) + 1
    ends = [end for mark in (". ", "\n") if (end := text.find(mark, at)) >= 0]
    return text[left : min(ends, default=len(text))].strip()


def _number(number: object) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _value(row: dict[str, object]) -> Value:
    lo, unit = _number(row["lo"]), str(row["unit"])
    canonical = {"gigabyte": "byte", "terabyte": "byte"}.get(unit, unit)
    if unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade"):
        canonical = "second"
    digits = "".join(ch for ch in str(row["value_text"]) if ch.isdigit())
    mantissa = Decimal(digits) if digits else Decimal(1)
    scale = lo / mantissa if lo and mantissa and "illion" in str(row["value_text"]) else Decimal(1)
    return Value(
        lo=lo,
        hi=_number(row["hi"]),
        unit=unit,
        canonical_lo=_number(row["canon"]),
        canonical_hi=_number(row["canon_hi"]),
        canonical_unit=canonical,
        modifier=row["modifier"],  # type: ignore[arg-type]
        step=None if unit in ("byte", "bit", "model") else scale,
        date=row.get("date"),  # type: ignore[arg-type]
    )
