"""Which value is likelier, how probably, and how much it counts who says it and how."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from reconcile_helpers import VOCABULARY, claim, size, source, value

from claims.reconcile import reconcile
from claims.reconcile.credit import Credit
from claims.records import Claim, Finding


def conflict_of(claims: Sequence[Claim], credit: Credit | None = None, **dates: str) -> Finding:
    found = reconcile(claims, VOCABULARY, dates, credit or Credit())
    (conflict,) = [f for f in found if f.kind in ("conflict", "possible_conflict")]
    return conflict


def probability(finding: Finding) -> Decimal:
    said = re.search(r"\(probability (0\.\d+)\)", finding.explanation)
    assert said is not None, finding.explanation
    return Decimal(said[1])


def weighted(**weights: str) -> Credit:
    return Credit(weights={source(n)["source_id"]: Decimal(w) for n, w in weights.items()})


def judged(attribute: str, **decisions: tuple[int, int]) -> Credit:
    pairs = {(source(n)["source_id"], attribute): d for n, d in decisions.items()}
    return Credit(judged=pairs)


def given(votes: Mapping[int, str], **more: Any) -> list[Claim]:
    """File sizes, each given by the sources whose letters stand beside it."""
    return [size(n, **source(name), **more) for n, names in votes.items() for name in names]


def gigabytes(finding: Finding) -> int | None:
    return None if finding.likely_value is None else int(finding.likely_value / 10**9)


def test_the_plain_vote_decides_where_nothing_is_known_of_the_sources() -> None:
    finding = conflict_of(given({104: "ab", 140: "c"}))
    assert gigabytes(finding) == 104
    assert "because 2 independent witnesses give it, more than any other" in finding.explanation


def test_more_witnesses_make_a_value_more_probable_and_never_certain() -> None:
    chances = [
        probability(conflict_of(given({140: "abcdefghijklm"[:n], 104: "z"}))) for n in range(2, 14)
    ]
    assert chances == sorted(chances)
    assert chances[0] == Decimal("0.8")
    assert chances[-1] == Decimal("0.99")


def test_a_third_value_takes_some_of_the_probability() -> None:
    two = probability(conflict_of(given({104: "ab", 140: "c"})))
    three = probability(conflict_of(given({104: "ab", 140: "c", 250: "d"})))
    assert Decimal("0.5") < three <= two


def test_the_weight_of_its_source_decides_between_two() -> None:
    finding = conflict_of(given({104: "a", 140: "b"}), weighted(a="0.3"))
    assert gigabytes(finding) == 140
    assert "because its sources were given more weight" in finding.explanation


def test_one_source_near_the_fact_outweighs_three_far_from_it() -> None:
    claims = given({104: "abc", 140: "d"})
    assert gigabytes(conflict_of(claims)) == 104
    assert gigabytes(conflict_of(claims, weighted(a="0.3", b="0.3", c="0.3"))) == 140


def test_equal_weights_leave_a_draw_a_draw() -> None:
    finding = conflict_of(given({104: "a", 140: "b"}), weighted(a="0.5", b="0.5"))
    assert finding.likely_value is None
    assert "Nothing in the sources decides" in finding.explanation


def test_a_contradiction_is_as_serious_as_its_weaker_side() -> None:
    claims = given({104: "a", 140: "b"})
    full, half, none = (
        conflict_of(claims, weighted(a=weight)).severity for weight in ("1", "0.5", "0")
    )
    assert full > half > none == 0
    both = conflict_of(given({104: "ac", 140: "b"}), weighted(a="0.5")).severity
    assert both > full


def test_reviews_of_a_source_outweigh_the_number_of_sources() -> None:
    claims = given({104: "ab", 140: "cd"})
    assert conflict_of(claims).likely_value is None
    finding = conflict_of(claims, judged("file_size", a=(0, 4), c=(5, 0)))
    assert gigabytes(finding) == 140
    assert "because reviews found its sources right more often" in finding.explanation


def test_a_source_found_wrong_speaks_against_what_it_says() -> None:
    credit = judged("file_size", a=(0, 20), b=(1, 19))
    assert gigabytes(conflict_of(given({104: "ab", 140: "c"}), credit)) == 140


def test_what_is_learned_about_one_attribute_says_nothing_of_another() -> None:
    credit = judged("training_tokens", a=(0, 20), b=(0, 20))
    assert gigabytes(conflict_of(given({104: "ab", 140: "c"}), credit)) == 104


@pytest.mark.parametrize("decisions", [(0, 1), (0, 2), (1, 1)])
def test_a_few_reviews_teach_nothing_yet(decisions: tuple[int, int]) -> None:
    claims = given({104: "a", 140: "b"})
    assert conflict_of(claims, judged("file_size", a=decisions)).likely_value is None


def test_arithmetic_counts_as_three_witnesses() -> None:
    terms = [
        claim("Llama 2 70B", "parameter_count", value(70 * 10**9, "parameter", step=10**9)),
        claim("Llama 2 70B", "bytes_per_parameter", value(2, "byte")),
    ]
    few = conflict_of([*terms, *given({104: "bc", 140: "d"})])
    many = conflict_of([*terms, *given({104: "bcefghi", 140: "d"})])
    assert gigabytes(few) == 140
    assert "because the arithmetic supports it" in few.explanation
    assert gigabytes(many) == 104
    assert "refutes 104 gigabyte" in many.explanation


def test_hedges_and_hearsay_weigh_less_than_what_is_asserted() -> None:
    hedged = [size(160, modality="hedged", **source(name)) for name in "bc"]
    finding = conflict_of([size(140, **source("a")), *hedged])
    assert finding.kind == "possible_conflict"
    assert gigabytes(finding) == 140
    assert "because it is stated the most firmly" in finding.explanation


def test_a_possible_conflict_with_a_hedge_is_less_serious_than_with_hearsay() -> None:
    hedge, hearsay = (
        conflict_of([size(140, **source("a")), size(160, modality=how, **source("b"))]).severity
        for how in ("hedged", "reported")
    )
    assert hedge < hearsay


def release(day: str, name: str) -> Claim:
    return claim("Falcon 40B", "release_date", value(day[:4], "date", date=day), **source(name))


def test_a_day_still_to_come_when_it_was_written_is_a_forecast() -> None:
    claims = [release("2024-05", "a"), release("2024-11", "b")]
    early = {source("a")["source_id"]: "2023-12-01", source("b")["source_id"]: "2025-01"}
    kinds = {f.kind for f in reconcile(claims, VOCABULARY, early)}
    assert "conflict" not in kinds
    late = {source("a")["source_id"]: "2024-12-01", source("b")["source_id"]: "2025-01"}
    assert "conflict" in {f.kind for f in reconcile(claims, VOCABULARY, late)}


def test_a_forecast_of_a_changing_value_is_not_what_holds_now() -> None:
    said = [("2023-01", 100, "a"), ("2024-01", 140, "b"), ("2030", 900, "c")]
    claims = [
        claim("ChatGPT", "user_count", value(n, "user", step=1), as_of=when, **source(name))
        for when, n, name in said
    ]
    dates = {source(name)["source_id"]: "2024-02" for name in "abc"}
    (series,) = [f for f in reconcile(claims, VOCABULARY, dates) if f.kind == "changed_over_time"]
    assert series.likely_value == 140
    assert claims[2].id not in series.claim_ids


@pytest.mark.parametrize("basis", ["forecast", "computed", "Estimate"])
def test_a_figure_that_nobody_observed_makes_no_conflict(basis: str) -> None:
    claims = [size(140, **source("a")), size(160, qualifiers={"basis": basis}, **source("b"))]
    assert [f.kind for f in reconcile(claims, VOCABULARY) if f.kind == "conflict"] == []


def test_the_order_of_the_claims_changes_nothing() -> None:
    claims = given({104: "abc", 140: "def", 250: "gh", 90: "z"})
    credit = Credit(
        weights=weighted(a="0.7", e="0.9", g="0.1").weights,
        judged=judged("file_size", b=(2, 2), d=(7, 1)).judged,
    )
    first = [(f.id, f.explanation, f.severity) for f in reconcile(claims, VOCABULARY, {}, credit)]
    for seed in range(8):
        Random(seed).shuffle(claims)
        again = reconcile(claims, VOCABULARY, {}, credit)
        assert [(f.id, f.explanation, f.severity) for f in again] == first


def test_what_a_review_found_right_decides_against_any_number() -> None:
    claims = given({104: "abcdefgh", 140: "z"})
    finding = conflict_of(claims, Credit(accepted=frozenset({claims[-1].id})))
    assert gigabytes(finding) == 140
    assert "because a review found it right (probability 0.99)" in finding.explanation


def test_two_values_that_reviews_found_right_are_left_to_the_vote() -> None:
    claims = given({104: "ab", 140: "z"})
    both = Credit(accepted=frozenset({claims[0].id, claims[-1].id}))
    assert gigabytes(conflict_of(claims, both)) == 104
