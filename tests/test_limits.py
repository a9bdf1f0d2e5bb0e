"""The largest sources that are read stay within bounded memory; docs/safety.md has the figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from limits import CASES, run

MOST_BYTES = 1024**3
SLOW = {"prose", "one line", "wide text", "names", "mixture"}
"""These take minutes on a busy machine."""
PAGE = Path(__file__).parents[1] / "docs" / "safety.md"


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(CASES.keys() - SLOW))
def test_a_source_at_a_limit_is_read_within_bounded_memory(name: str) -> None:
    _, found = run(CASES[name])
    assert found.code == 0, found
    assert found.peak_bytes < MOST_BYTES


def test_the_page_has_a_line_for_each_limit() -> None:
    rows = re.findall(r"(?m)^\| `([a-z ]+)`", PAGE.read_text(encoding="utf-8"))
    assert rows == list(CASES)
