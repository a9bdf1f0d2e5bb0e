"""Counts that agree with what is said otherwise, and everything that only looks like it."""

from __future__ import annotations

import pytest
from reconcile_helpers import UNITS, attribute, claim, source, value

from claims.reconcile import reconcile
from claims.records import Claim, Finding
from claims.vocabulary import EntitySpec, Vocabulary

VOCABULARY = Vocabulary(
    packs=("test",),
    units=UNITS,
    attributes={
        "training_gpus": attribute("GPUs used in training", "GPU"),
        "parameter_count": attribute("number of parameters", "parameter", names_members=True),
        "model_count": attribute("models in a family", "model", single_valued=False),
        "population": attribute("population", "person"),
        "staff": attribute("members of staff", "person"),
    },
    entities={"Orca": EntitySpec(kind="model", family=True)},
)


def thousands(subject: str = "Orca 2", unit: str = "GPU", **more: object) -> Claim:
    said = value(1000, unit, hi=10_000, modifier="order_of_magnitude")
    return claim(subject, f"count:{unit}", said, **more)


def gpus(number: int, subject: str = "Orca 2 70B", unit: str = "GPU", **more: object) -> Claim:
    said = value(number, unit, modifier="approx")
    return claim(subject, "training_gpus", said, **source("b"), **more)


def found(*claims: Claim) -> list[Finding]:
    alarms = ("conflict", "possible_conflict", "derivation_conflict")
    findings = reconcile(claims, VOCABULARY)
    assert [finding for finding in findings if finding.kind in alarms] == []
    return [finding for finding in findings if finding.kind in ("agreement", "derivation_support")]


@pytest.mark.parametrize("subject", ["Orca 2", "Orca 2 70B", "Orca 2 70B Chat"])
def test_things_counted_in_passing_agree_with_the_attribute_that_counts_them(subject: str) -> None:
    said = thousands(subject), gpus(6000)
    (finding,) = found(*said)
    assert (finding.kind, finding.attribute) == ("agreement", "training_gpus")
    assert set(finding.claim_ids) == {item.id for item in said}
    assert finding.subject == min(subject, "Orca 2 70B", key=len)
    assert "number of GPUs of" in finding.explanation


@pytest.mark.parametrize(
    "said",
    [
        (thousands("Pine 2"), gpus(6000)),
        (thousands("Orca 2 7B"), gpus(6000)),
        (thousands(), gpus(60_000)),
        (thousands(modality="hedged"), gpus(6000)),
        (thousands(qualifiers={"stage": "tuning"}), gpus(6000, qualifiers={"stage": "testing"})),
        (claim("Orca 2", "count:GPU", value(8, "GPU")), gpus(8)),
        (thousands(unit="person"), claim("Orca 2", "staff", value(6000, "person", step=1))),
    ],
)
def test_other_counts_say_nothing(said: tuple[Claim, ...]) -> None:
    """Another subject, another member, no common number, a hedge, another scope, a small count, and
    things that two attributes count."""
    assert found(*said) == []


def sizes(*billions: int, quote: str = "Its sizes are listed.", **more: object) -> list[Claim]:
    return [
        claim(f"Orca 2 {n}B", "parameter_count", value(n, "parameter", step=1), quote=quote, **more)
        for n in billions
    ]


def models(number: int, **more: object) -> Claim:
    return claim("Orca 2", "model_count", value(number, "model"), **source("b"), **more)


def test_a_list_of_members_supports_their_number() -> None:
    count, listed = models(4), sizes(7, 13, 34, 70)
    (finding,) = found(count, *listed)
    assert (finding.kind, finding.subject) == ("derivation_support", "Orca 2")
    assert finding.values == ((count.id,),)
    assert finding.derivation is not None
    assert finding.derivation.formula == "model_count = number of members listed"
    terms = {claim_id for term in finding.derivation.terms for claim_id in term.claim_ids}
    assert terms == {item.id for item in listed}


def test_the_same_list_twice_is_one() -> None:
    assert len(found(models(3), *sizes(7, 13, 34), *sizes(34, 13, 7, quote="Again."))) == 4


def test_of_several_numbers_the_one_that_fits_is_supported() -> None:
    (finding,) = found(models(3), models(4), *sizes(7, 13, 34, 70))
    assert finding.likely_value == 4


@pytest.mark.parametrize(
    "said",
    [
        (models(3), *sizes(7, 13, 34, 70)),
        (models(5), *sizes(7, 13, 34, 70)),
        (models(2), *sizes(7, 13)),
        (models(3), *sizes(7, 13), *sizes(34, quote="Another sentence.")),
        (models(3, quote="All."), *sizes(7, 13, 34, quote="All.", **source("b"))),
        (models(3), *sizes(7, 13, 34, modality="hedged")),
    ],
)
def test_a_list_that_may_leave_some_out_says_nothing(said: tuple[Claim, ...]) -> None:
    """Fewer, more, too few to be all, in two sentences, in the sentence of the number, hedged."""
    assert found(*said) == []
