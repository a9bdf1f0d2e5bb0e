"""Attributes by which sources mean two things, and everything that only looks like it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from random import Random

import pytest
from reconcile_helpers import VOCABULARY, claim, original, source, value

from claims.ledger import Ledger
from claims.ledger.migrate import upgrade
from claims.reconcile import reconcile
from claims.reconcile.updating import update
from claims.records import Claim, Finding

GATE, TAKE_OFF = "abc", "def"
Value = Callable[[int, str], int]


def flights(number: int, said: Value, sources: str = GATE + TAKE_OFF) -> list[Claim]:
    """For each flight and source a claim of the delay that it gives, in seconds."""
    return [
        claim(
            f"{chr(65 + n % 26)}{n} flight", "training_duration",
            value(said(n, name), "second", step=1), **source(name),
        )
        for n in range(number)
        for name in sources
    ]  # fmt: skip


def two_meanings(n: int, name: str) -> int:
    """The sources of the one side mean the gate, the others the runway."""
    return 1000 + 10 * n + (0 if name in GATE else 300 + n)


def definitions(claims: Sequence[Claim]) -> list[Finding]:
    return [f for f in reconcile(claims, VOCABULARY) if f.kind == "definition_differs"]


def test_two_meanings_are_one_finding_for_the_attribute() -> None:
    (found,) = definitions(flights(8, two_meanings))
    assert (found.subject, found.attribute) == (None, "training_duration")
    assert found.likely_cause == "different definition"
    assert "On 8 of the 8 subjects" in found.explanation
    assert "The lower values are those of a.txt, b.txt and c.txt." in found.explanation
    assert "The higher ones are those of d.txt, e.txt and f.txt." in found.explanation
    assert "A0 flight: 1000 second against 1300 second" in found.explanation


def test_it_is_never_an_average_nor_a_likelier_value() -> None:
    (found,) = definitions(flights(8, two_meanings))
    assert found.likely_value is None
    assert found.likely_unit is None
    assert "likelier value is" not in found.explanation


def test_its_claims_are_those_of_the_examples_by_side() -> None:
    claims = flights(8, two_meanings)
    (found,) = definitions(claims)
    by_id = {item.id: item for item in claims}
    sides = [{by_id[i].source_id[0] for i in ids} for ids in found.values]
    assert sides == [set(GATE), set(TAKE_OFF)]
    assert set(found.claim_ids) == {i for ids in found.values for i in ids}


def test_the_share_of_subjects_is_its_severity() -> None:
    def half(n: int, name: str) -> int:
        return two_meanings(n, name) if n % 2 else 1000 + n

    whole, part = (definitions(flights(12, said)) for said in (two_meanings, half))
    assert whole[0].severity == Decimal("0.5") > part[0].severity == Decimal("0.25")
    assert "On 6 of the 12 subjects" in part[0].explanation


def test_a_source_or_two_that_stray_do_not_hide_it() -> None:
    def astray(n: int, name: str) -> int:
        return 77_000 if (n, name) in ((1, "a"), (3, "e")) else two_meanings(n, name)

    assert len(definitions(flights(8, astray))) == 1


@pytest.mark.parametrize("number", [1, 2])
def test_one_or_two_subjects_are_conflicts_and_no_definition(number: int) -> None:
    assert definitions(flights(number, two_meanings)) == []


@pytest.mark.parametrize("seed", range(5))
def test_slips_of_single_sources_are_none(seed: int) -> None:
    random = Random(seed)

    def slip(n: int, name: str) -> int:
        return (1000 + n) * (random.choice([2, 3, 5]) if random.random() < 0.15 else 1)

    assert definitions(flights(40, slip)) == []


@pytest.mark.parametrize("seed", range(5))
def test_two_sources_that_share_errors_are_none(seed: int) -> None:
    """One copies the other: on many subjects they leave the others, now above and now below."""
    random = Random(seed)
    errors = [random.choice([0.5, 2.0]) if random.random() < 0.5 else 1.0 for _ in range(40)]

    def copied(n: int, name: str) -> int:
        return int((1000 + n) * (errors[n] if name in "ab" else 1))

    assert definitions(flights(40, copied)) == []


def test_a_few_subjects_among_many_are_none() -> None:
    def few(n: int, name: str) -> int:
        return two_meanings(n, name) if n < 5 else 1000 + n

    assert definitions(flights(60, few)) == []
    assert len(definitions(flights(12, few))) == 1


def test_one_source_against_many_is_none() -> None:
    def alone(n: int, name: str) -> int:
        return 1000 + n + (300 if name == "a" else 0)

    assert definitions(flights(10, alone)) == []


def test_two_sources_against_a_crowd_are_no_large_camp() -> None:
    def pair(n: int, name: str) -> int:
        return 1000 + n + (300 if name in "ab" else 0)

    assert definitions(flights(10, pair, "abcdefghijk")) == []
    assert len(definitions(flights(10, pair, "abcde"))) == 1


def test_copies_are_no_witnesses() -> None:
    claims = flights(8, two_meanings, "abcd")
    said = {item.subject: item for item in claims if item.source_id[0] == "d"}
    copies = [
        claim(
            item.subject, item.attribute, item.value,
            duplicate_of=original(said[item.subject]), **source(name),
        )
        for item in said.values()
        for name in "ef"
    ]  # fmt: skip
    assert definitions([*claims, *copies]) == []


def test_an_attribute_that_changes_has_old_values_and_no_second_definition() -> None:
    claims = [
        claim(item.subject, "user_count", value(item.value.lo, "user", step=1), **source(name))
        for item in flights(8, two_meanings)
        for name in item.source_id[0]
    ]
    assert definitions(claims) == []


def test_the_order_of_the_claims_changes_nothing() -> None:
    claims = flights(9, two_meanings)
    first = definitions(claims)
    for seed in range(5):
        Random(seed).shuffle(claims)
        assert definitions(claims) == first


def test_named_speakers_are_the_witnesses() -> None:
    people = dict(zip(GATE + TAKE_OFF, ("Ada", "Bo", "Cy", "Di", "Ed", "Flo"), strict=True))
    claims = [
        claim(
            item.subject, item.attribute, item.value, speaker=people[item.source_id[0]],
            **source("a"),
        )
        for item in flights(8, two_meanings)
    ]  # fmt: skip
    (found,) = definitions(claims)
    assert "The lower values are those of Ada, Bo and Cy." in found.explanation


@pytest.fixture
def ledger(db_url: str) -> Iterator[Ledger]:
    upgrade(db_url)
    with Ledger.open(db_url) as opened:
        yield opened


def add(ledger: Ledger, claims: Sequence[Claim]) -> None:
    run = ledger.start_run("import", "1")
    assert ledger.add_claims(claims, run).claims_added == len(claims)
    ledger.finish_run(run)


def compared(ledger: Ledger, *, everything: bool = False) -> list[tuple[str, str, str]]:
    done = update(ledger, VOCABULARY, "1", everything=everything)
    run = ledger.start_run("reconcile", "1", {"basis": done.basis, "through": done.through})
    ledger.store_findings(done.found, run, done.carried)
    return sorted((f.kind, f.id, f.explanation) for f in ledger.findings())


@pytest.mark.parametrize("seed", range(3))
def test_step_by_step_it_comes_with_the_claim_that_makes_it_and_goes_with_the_one_that_ends_it(
    ledger: Ledger, seed: int
) -> None:
    claims = flights(6, two_meanings)
    Random(seed).shuffle(claims)
    for start in range(0, len(claims), 6):
        add(ledger, claims[start : start + 6])
        stepwise = compared(ledger)
        assert stepwise == compared(ledger, everything=True)
    known = [(f.kind, f.id, f.explanation) for f in reconcile(claims, VOCABULARY)]
    assert stepwise == sorted(known)
    assert "definition_differs" in {kind for kind, *_ in stepwise}
    for item in claims:
        if item.source_id[0] in TAKE_OFF and item.subject not in ("A0 flight", "B1 flight"):
            ledger.review("reject", [item.id], "wrong row", code_version="1")
    stepwise = compared(ledger)
    assert "definition_differs" not in {kind for kind, *_ in stepwise}
    assert stepwise == compared(ledger, everything=True)


def test_one_more_subject_far_from_the_others_is_counted(ledger: Ledger) -> None:
    add(ledger, flights(6, two_meanings))
    compared(ledger)
    more = [
        claim("Zulu", "training_duration", value(said, "second", step=1), **source(name))
        for name, said in zip("abcdef", (500, 500, 500, 900, 900, 900), strict=True)
    ]
    add(ledger, more)
    assert update(ledger, VOCABULARY, "1").compared == 6
    found = {kind: text for kind, _, text in compared(ledger)}
    assert "On 7 of the 7 subjects" in found["definition_differs"]


def test_an_attribute_with_few_splits_is_not_told_again(ledger: Ledger) -> None:
    """Many new subjects in two camps are few among those that were compared before."""

    def alike(n: int, name: str) -> int:
        return 1000 + n

    add(ledger, flights(40, alike))
    compared(ledger)
    later = [
        claim(
            f"Later{item.subject}", item.attribute, item.value, **source(item.source_id[0])
        )
        for item in flights(4, two_meanings)
    ]  # fmt: skip
    add(ledger, later)
    assert "definition_differs" not in {kind for kind, *_ in compared(ledger)}
    assert compared(ledger) == compared(ledger, everything=True)
    assert len(definitions(later)) == 1
