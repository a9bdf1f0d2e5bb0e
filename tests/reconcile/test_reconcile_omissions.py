"""What was not compared, and why: every claim that no finding names is counted once."""

from dataclasses import replace

import pytest
from reconcile_helpers import VOCABULARY, claim, value

from claims.reconcile import left_out, reconcile
from claims.records import Claim, Occurrence

SIZE = claim("Orca 7B", "file_size", value(14, "gigabyte", step=1))


def counted(*claims: Claim) -> dict[str, int]:
    found = reconcile(claims, VOCABULARY)
    named = {claim_id for finding in found for claim_id in finding.claim_ids}
    told = left_out(((item.id, item) for item in claims), named, VOCABULARY)
    assert sum(item.count for item in told) == len({c.id for c in claims} - named)
    return {item.reason: item.count for item in told}


@pytest.mark.parametrize(
    ("reason", "item"),
    [
        ("no subject", replace(SIZE, subject=None)),
        ("no attribute", replace(SIZE, attribute=None)),
        ("question", replace(SIZE, modality="question")),
        ("hypothetical", replace(SIZE, modality="hypothetical")),
        ("repeated", replace(SIZE, duplicate_of=Occurrence("b" * 64, 3))),
        ("no number", replace(SIZE, value=value(None, "gigabyte"))),
        ("passing noun", claim("Orca 7B", "count:thing", value(2, "thing"))),
        ("unnamed subject", claim("the talk", "file_size", value(2, "gigabyte"))),
        ("generic subject", claim("large language model", "file_size", value(2, "gigabyte"))),
        ("alone", SIZE),
    ],
)
def test_a_claim_is_left_out_for_a_reason_of_its_own(reason: str, item: Claim) -> None:
    assert counted(item) == {reason: 1}


def test_other_currencies_are_said_to_lack_a_rate() -> None:
    euros = claim("Orca 7B", "asking_price", value(30, "EUR", step=1))
    dollars = claim("Orca 7B", "asking_price", value(30, "USD", step=1))
    assert counted(euros, dollars) == {"other currency": 2}


def test_units_that_nothing_converts() -> None:
    metres = claim("Orca 7B", "reach", value(30, "metre", step=1))
    users = claim("Orca 7B", "reach", value(30, "user", step=1))
    assert counted(metres, users) == {"other unit": 2}
    gpus = claim("Orca 7B", "reach", value(30, "GPU", step=1))
    assert counted(gpus, users) == {"other unit": 2}


def test_scopes_that_exclude_each_other() -> None:
    one = claim("Orca 7B", "delay", value(30, "second", step=1), qualifiers={"stage": "tuning"})
    other = claim("Orca 7B", "delay", value(30, "second", step=1), qualifiers={"stage": "testing"})
    assert counted(one, other) == {"other scope": 2}


def test_attributes_with_several_values_and_small_counts() -> None:
    two = [claim("Orca 7B", "duration", value(n, "second", step=1)) for n in (30, 70)]
    three = [claim("Orca 7B", "count:paddle", value(n, "paddle")) for n in (3, 4)]
    assert counted(*two, *three) == {"many values": 2, "small count": 2}


def test_a_claim_of_a_finding_is_not_left_out() -> None:
    other = claim("Orca 7B", "file_size", value(41, "gigabyte", step=1), source_id="b" * 64)
    assert counted(SIZE, other) == {}


def test_the_first_few_ids_are_kept_whatever_their_number() -> None:
    items = [replace(SIZE, subject=None, start=n, end=n + 1) for n in range(9)]
    (told,) = left_out(((str(n), item) for n, item in enumerate(items)), (), VOCABULARY, 2)
    assert (told.count, told.claim_ids) == (9, ("0", "1"))
    assert told.words == "what it is about is not known"
