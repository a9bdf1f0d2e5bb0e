"""Versions and sizes behind the name of a family, as data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claims.extract.names.spoken import read_member

CASES = yaml.safe_load((Path(__file__).parent / "spoken_cases.yaml").read_text(encoding="utf-8"))


def cases() -> Iterator[Any]:
    for family, rows in CASES.items():
        for row in rows:
            yield pytest.param(row, id=f"{family}: {row['text']} {row.get('versions', '')}")


@pytest.mark.parametrize("case", list(cases()))
def test_what_follows_a_name_is_read(case: dict[str, Any]) -> None:
    name, _, rest = case["text"].partition("|")
    text = name + rest
    member = read_member(text, len(name), case.get("versions", ()))
    if "read" not in case:
        assert member is None
        return
    assert member is not None
    spans = [member.version_span, member.size_span]
    version, size = (None if span is None else text[slice(*span)] for span in spans)
    assert [member.version, version, member.size, size] == case["read"]
    assert member.end == max(end for _, end in filter(None, spans))


NUMBERS = ["one", "two", "seven", "forty", "eighty", "hundred", "and", "point", "oh", "70B", "270"]
WORDS = st.sampled_from([*NUMBERS, "B", "b", "bee", ".", ",", "-2", "'s", "billion"])


@given(st.lists(WORDS, max_size=8), st.sampled_from([(), ("2",), ("1", "3.1")]))
def test_spans_follow_the_name_in_order(tail: list[str], versions: tuple[str, ...]) -> None:
    text = " ".join(["Llama", *tail])
    member = read_member(text, 5, versions)
    if member is None:
        return
    spans = [span for span in (member.version_span, member.size_span) if span]
    places = [place for span in spans for place in span]
    assert spans
    assert places == sorted(places)
    assert places[0] >= 5
    assert member.end == places[-1] <= len(text)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
