"""The records: identity, numbers as they are written, dates."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.records import (
    Claim,
    Finding,
    Value,
    content_hash,
    dumps,
    is_date,
    plain,
    plain_hash,
)

VALUE = Value(Decimal(140), Decimal(140), "gigabyte", Decimal(140 * 10**9), Decimal(140 * 10**9),
              "byte", "exact", Decimal(1))  # fmt: skip
CLAIM = Claim(
    source="talk.txt", source_id="ab" * 32, start=3, end=16, value_text="140 gigabytes",
    quote="It is 140 gigabytes.", value=VALUE, subject="Llama 2 70B", subject_text="the model",
    attribute="file_size",
)  # fmt: skip
decimals = st.decimals(allow_nan=False, allow_infinity=False)


@given(decimals)
def test_a_number_keeps_its_value_in_json(number: Decimal) -> None:
    written = dumps({"n": number})
    assert json.loads(written, parse_float=Decimal, parse_int=Decimal)["n"] == number


@given(decimals)
def test_equal_numbers_are_written_alike(number: Decimal) -> None:
    assert plain(number) == plain(Decimal(plain(number)))
    assert "E" not in plain(number)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))  # fmt: skip
def test_json_comes_back(value: object) -> None:
    assert json.loads(dumps(value)) == value


def test_the_hash_does_not_depend_on_the_order_of_keys() -> None:
    assert content_hash({"a": 1, "b": Decimal("1.50")}) == content_hash(
        {"b": Decimal("1.5"), "a": 1}
    )


any_text = st.text(st.characters(codec=None))
plain_values = st.recursive(
    st.none() | st.integers() | any_text,
    lambda inner: st.lists(inner) | st.dictionaries(any_text, inner),
)


@given(plain_values)
def test_the_fast_hash_is_the_same(value: object) -> None:
    assert plain_hash(value) == content_hash(value)


@pytest.mark.parametrize(
    "changes",
    [
        {"start": 4}, {"subject": None}, {"attribute": "memory_required"}, {"speaker": "Ada"},
        {"modality": "hedged"}, {"qualifiers": {"dtype": "int8"}},
        {"value": replace(VALUE, hi=Decimal(141))}, {"as_of": "2023"}, {"external_id": "7"},
    ],
)  # fmt: skip
def test_what_a_claim_says_is_its_identity(changes: dict[str, object]) -> None:
    assert replace(CLAIM, **changes).id != CLAIM.id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes", [{"confidence": Decimal("0.1")}, {"source": "copy.txt"}, {"published": "2023"}]
)
def test_how_it_was_met_is_not(changes: dict[str, object]) -> None:
    assert replace(CLAIM, **changes).id == CLAIM.id  # type: ignore[arg-type]


def test_a_finding_is_known_by_its_claims_and_kind() -> None:
    finding = Finding(
        "conflict", Decimal("0.5"), "X", "price", {}, ("b", "a"), (("a",), ("b",)), "Why."
    )
    assert replace(finding, claim_ids=("a", "b"), explanation="Because.").id == finding.id
    assert replace(finding, kind="agreement").id != finding.id


@pytest.mark.parametrize("text", ["2023", "2023-07", "2023-07-18", "2024-02-29"])
def test_dates(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["", "23", "2023-7", "2023-13", "2023-02-30", "20230718", "2023-07-18T00:00"]
)
def test_no_dates(text: str) -> None:
    assert not is_date(text)
