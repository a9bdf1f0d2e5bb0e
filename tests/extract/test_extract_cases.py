"""What texts state, as data: each case is a text and the claims that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.extract import make_extractor
from claims.records import Claim
from claims.sources import read_text

CASES = yaml.safe_load((Path(__file__).parent / "extract_cases.yaml").read_text(encoding="utf-8"))
EXTRACTOR = make_extractor()


def cases() -> Iterator[Any]:
    for family, rows in CASES.items():
        for row in rows:
            marks = [pytest.mark.xfail(reason=row["gap"], strict=True)] if "gap" in row else []
            yield pytest.param(row, id=f"{family}: {row['text'][:50]}", marks=marks)


def stated(claim: Claim) -> tuple[Any, ...]:
    value = claim.value
    return claim.subject, claim.attribute, value.lo, value.hi, value.unit, claim.modality


def number(value: int | float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


@pytest.mark.parametrize("case", list(cases()))
def test_text_states_these_claims(case: dict[str, Any]) -> None:
    found = [stated(claim) for claim in EXTRACTOR.extract(read_text(case["text"]))]
    wanted = [(s, a, number(lo), number(hi), u, m) for s, a, lo, hi, u, m in case["claims"]]
    assert [claim for claim in wanted if claim not in found] == [], found
    if case.get("only"):
        assert len(found) == len(wanted), found


@pytest.mark.parametrize("text", [row["text"] for rows in CASES.values() for row in rows])
def test_offsets_hold(text: str) -> None:
    for claim in EXTRACTOR.extract(read_text(text)):
        assert text[claim.start : claim.end] == claim.value_text
        assert claim.value_text in claim.quote
        assert claim.quote in text
