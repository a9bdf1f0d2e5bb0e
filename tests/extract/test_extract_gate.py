"""What other extractors give passes the gate: value and quote are there, or it is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claims
from claims.extract.gate import Gate, Passed
from claims.records import Claim
from claims.sources import read_text
from claims.vocabulary import load_vocabulary

TEXT = (
    "[00:01:05] Ada: The bridge is 12 kilometres long, they say.\n\n"
    "[00:02:10] Tom: It weighs about 9 tonnes — and no more than that.\n\n"
    "[00:03:00] Tom: The bridge is 12 kilometres long, they say.\n"
)
DOCUMENT = read_text(TEXT, "talk.txt")
START = TEXT.index("12 kilometres")
END = START + len("12 kilometres")
GOOD: dict[str, Any] = {
    "start": START, "end": END, "value_text": "12 kilometres",
    "quote": "The bridge is 12 kilometres long, they say.", "lo": "12", "hi": 12,
    "unit": "kilometre", "subject": "bridge", "attribute": "length",
}  # fmt: skip


def check(*items: object) -> Passed:
    return Gate(DOCUMENT, load_vocabulary()).check(items)


def one(item: object) -> Claim:
    (claim,) = check(item).claims
    return claim


def test_a_claim_is_completed_from_its_passage_and_its_unit() -> None:
    claim = one(GOOD)
    assert (claim.source, claim.source_id) == ("talk.txt", DOCUMENT.source.id)
    assert TEXT[START:END] == claim.value_text
    assert (claim.speaker, claim.time, claim.locator) == ("Ada", "00:01:05", "line 1")
    assert (claim.value.lo, claim.value.canonical_lo) == (Decimal(12), Decimal(12000))
    assert claim.value.canonical_unit == "metre"
    assert (claim.confidence, claim.checked) == (Decimal("0.5"), True)
    assert claim.fingerprint == DOCUMENT.passages[0].fingerprint
    assert claim.duplicate_of is None


def test_what_the_extractor_says_itself_stays() -> None:
    said = {"speaker": "the host", "time": "01:00:00", "locator": "p. 3", "confidence": "0.9"}
    claim = one(GOOD | said)
    assert (claim.speaker, claim.time, claim.locator) == ("the host", "01:00:00", "p. 3")
    assert claim.confidence == Decimal("0.9")


def test_a_claim_in_a_repeated_passage_is_a_repetition() -> None:
    start = TEXT.rindex("12 kilometres")
    claim = one(GOOD | {"start": start, "end": start + len("12 kilometres")})
    assert claim.duplicate_of is not None
    assert (claim.duplicate_of.source_id, claim.duplicate_of.start) == (DOCUMENT.source.id, START)
    assert claim.time == "00:03:00"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"start": START + 1, "end": END + 1}, "its value is not there"),
        ({"value_text": "13 kilometres"}, "its value is not there"),
        ({"value_text": "12 Kilometres"}, "its value is not there"),
        ({"quote": "The bridge is 13 kilometres long."}, "its quote is not around the value"),
        ({"quote": "It weighs about 9 tonnes"}, "its quote is not around the value"),
        ({"quote": "The bridge is"}, "its quote is not around the value"),
        ({"quote": ""}, "it does not say where it stands"),
        ({"quote": None}, "it is no claim"),
        ({"value_text": None}, "it does not say where it stands"),
        ({"start": None}, "it does not say where it stands"),
        ({"start": -5, "end": -1}, "its place is outside the source"),
        ({"start": START - len(TEXT)}, "its place is outside the source"),
        ({"end": START}, "its place is outside the source"),
        ({"end": 10**9}, "its place is outside the source"),
        ({"start": "here"}, "it is no claim"),
        ({"lo": 12.0}, "it is no claim"),
        ({"lo": "twelve"}, "it is no claim"),
        ({"lo": "NaN"}, "it is no claim"),
        ({"lo": "13"}, "it is no claim"),
        ({"canonical_lo": "12", "canonical_unit": "metre"}, "it is no claim"),
        ({"modality": "certain"}, "it is no claim"),
        ({"confidence": "7"}, "it is no claim"),
        ({"qualifiers": {"year": 2023}}, "it is no claim"),
        ({"source_id": "0" * 64}, "it belongs to another source"),
    ],
)
def test_what_does_not_hold_is_refused(change: dict[str, Any], reason: str) -> None:
    passed = check(GOOD | change, GOOD)
    assert [claim.subject for claim in passed.claims] == ["bridge"]
    assert [refusal.reason for refusal in passed.refused] == [reason]
    assert "\n" not in passed.refused[0].detail


@pytest.mark.parametrize("item", [None, 7, "12 kilometres", ["start", 1], object()])
def test_what_is_neither_claim_nor_mapping_is_refused(item: object) -> None:
    assert [refusal.reason for refusal in check(item).refused] == ["it is no claim"]


def test_claims_of_the_own_extractor_pass_with_the_worth_of_their_last_digit() -> None:
    text = "The fund raised $2 million. Falcon 40B has 40 billion parameters."
    document = read_text(text)
    found = claims.extract(text)
    assert len(found) >= 2
    passed = Gate(document, load_vocabulary()).check(found)
    assert passed.refused == ()
    assert [c.id for c in passed.claims] == [c.id for c in found]
    assert [c.value for c in passed.claims] == [c.value for c in found]


def test_a_claim_is_checked_like_a_mapping() -> None:
    claim = one(GOOD)
    moved = replace(claim, start=START + 1)
    fuzzy = replace(claim, value=replace(claim.value, lo=12.0))  # type: ignore[arg-type]
    bare = replace(claim, value=None)  # type: ignore[arg-type]
    reasons = [refusal.reason for refusal in check(moved, fuzzy, bare).refused]
    assert reasons == ["its value is not there", "it is no claim", "it is no claim"]


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals()


@given(st.dictionaries(st.sampled_from([*GOOD, "source_id", "date", "id", 3]), VALUES))
def test_nothing_is_raised_and_nothing_unproven_passes(change: dict[Any, Any]) -> None:
    passed = check({**GOOD, **change})
    assert len(passed.claims) + len(passed.refused) == 1
    for claim in passed.claims:
        assert claim.start is not None
        assert TEXT[claim.start : claim.end] == claim.value_text
        assert claim.quote in TEXT
