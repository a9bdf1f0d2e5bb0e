"""`claims quantities -`: JSON lines in, JSON lines out, in the same order."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from typing import Any

FIELDS = {
    "start", "end", "text", "lo", "hi", "unit", "canonical_lo", "canonical_hi", "canonical_unit",
    "modifier",
}  # fmt: skip


def _run(lines: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claims", "quantities", "-"]
    return subprocess.run(command, input=lines, capture_output=True, text=True, timeout=60)


def _rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line, parse_float=Decimal) for line in output.splitlines()]


def test_lines_keep_their_order_and_ids() -> None:
    texts = {
        "b": "about 12 days",
        "a": "nothing here",
        "c": "$2 million and 5-15 MB",
        "7": "π ≈ 3 km",
    }
    lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in texts.items())
    done = _run(lines)
    assert done.returncode == 0
    rows = _rows(done.stdout)
    assert [row["id"] for row in rows] == list(texts)
    assert [len(row["quantities"]) for row in rows] == [1, 0, 2, 1]
    for row in rows:
        for quantity in row["quantities"]:
            assert set(quantity) >= FIELDS
            assert texts[row["id"]][quantity["start"] : quantity["end"]] == quantity["text"]


def test_numbers_are_literals_with_all_their_digits() -> None:
    text = "It weighs 0.10000000000000000000001 grams."
    done = _run(json.dumps({"id": 1, "text": text}) + "\n")
    (quantity,) = _rows(done.stdout)[0]["quantities"]
    assert quantity["lo"] == quantity["hi"] == Decimal("0.10000000000000000000001")
    assert quantity["canonical_lo"] == Decimal("0.00010000000000000000000001")
    assert (quantity["unit"], quantity["canonical_unit"]) == ("gram", "kilogram")


def test_a_bound_and_an_unknown_number_are_null() -> None:
    done = _run(json.dumps({"id": None, "text": "up to 3 kg, for a few months"}) + "\n")
    weight, months = _rows(done.stdout)[0]["quantities"]
    assert (weight["lo"], weight["hi"], weight["modifier"]) == (None, 3, "at_most")
    assert (months["lo"], months["hi"], months["canonical_unit"]) == (None, None, "second")


def test_bad_lines_are_counted_and_the_rest_is_done() -> None:
    lines = '{"id": 1, "text": "3 kg"}\nnot json\n{"id": 2}\n[]\n{"id": 3, "text": "4 kg"}\n'
    done = _run(lines)
    assert done.returncode == 2
    assert [row["id"] for row in _rows(done.stdout)] == [1, 3]
    assert "Traceback" not in done.stderr
    assert all(number in done.stderr for number in ("2", "3", "4"))
