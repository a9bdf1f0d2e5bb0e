"""Comparing after reviews: rejected claims are out, corrected and merged ones as they count."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from claims.ledger import Correction, Ledger
from claims.reconcile.updating import update
from claims.records import Claim, Finding, Value
from claims.vocabulary import Vocabulary, load_vocabulary


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def size(subject: str, gigabytes: int, source: str) -> Claim:
    number = Decimal(gigabytes)
    scaled = number * 10**9
    value = Value(number, number, "gigabyte", scaled, scaled, "byte", "exact", Decimal(1))
    return Claim(
        source=source, source_id=hashlib.sha256(source.encode()).hexdigest(), start=None, end=None,
        value_text=f"{gigabytes} gigabytes", quote=f"{subject} has {gigabytes} gigabytes.",
        value=value, subject=subject, subject_text=subject, attribute="file_size", checked=False,
    )  # fmt: skip


WRONG = size("Llama 2 70B", 104, "a.txt")
RIGHT = size("Llama 2 70B", 140, "b.txt")
OTHER = size("Falcon 40B", 80, "c.txt")
ALIAS = size("The big falcon", 90, "d.txt")


@pytest.fixture
def ledger(db_url: str) -> Iterator[Ledger]:
    with Ledger.open(db_url, create=True) as found:
        found.add_claims([WRONG, RIGHT, OTHER, ALIAS], found.start_run("import", "1"))
        assert subjects(compared(found)) == ["Llama 2 70B"]
        yield found


def compared(ledger: Ledger) -> list[Finding]:
    """The conflicts after comparing what changed, which are those of comparing everything."""
    whole = update(ledger, vocabulary(), "1", everything=True)
    done = update(ledger, vocabulary(), "1")
    run = ledger.start_run("reconcile", "1", {"basis": done.basis, "through": done.through})
    ledger.store_findings(done.found, run, done.carried)
    found = ledger.findings()
    assert {finding.id for finding in found} == {finding.id for finding in whole.found}
    assert not ledger.needs_reconcile()
    return [finding for finding in found if finding.kind == "conflict"]


def subjects(found: list[Finding]) -> list[str | None]:
    return sorted(finding.subject or "" for finding in found)


def review(ledger: Ledger, action: Any, target: str, **more: Any) -> None:
    ledger.review(action, [target], "because", code_version="1", **more)
    assert ledger.needs_reconcile()


def test_a_rejected_claim_is_not_compared_until_it_is_accepted(ledger: Ledger) -> None:
    review(ledger, "reject", WRONG.id)
    assert compared(ledger) == []
    review(ledger, "accept", WRONG.id)
    assert subjects(compared(ledger)) == ["Llama 2 70B"]


def test_a_corrected_claim_is_compared_as_it_is_corrected(ledger: Ledger) -> None:
    review(ledger, "correct", WRONG.id, correction=Correction(value=RIGHT.value))
    assert compared(ledger) == []
    review(ledger, "correct", WRONG.id, correction=Correction(subject="Falcon 40B"))
    (found,) = compared(ledger)
    assert found.subject == "Falcon 40B"
    assert set(found.claim_ids) == {WRONG.id, OTHER.id}
    review(ledger, "accept", WRONG.id)
    assert subjects(compared(ledger)) == ["Llama 2 70B"]


def test_merged_subjects_are_compared_as_one_until_that_is_taken_back(ledger: Ledger) -> None:
    review(ledger, "merge-subjects", "The big falcon", into="Falcon 40B")
    both = compared(ledger)
    assert subjects(both) == ["Falcon 40B", "Llama 2 70B"]
    assert set(next(f for f in both if f.subject == "Falcon 40B").claim_ids) == {OTHER.id, ALIAS.id}
    ledger.add_claims([size("The big falcon", 95, "e.txt")], ledger.start_run("import", "1"))
    assert len(next(f for f in compared(ledger) if f.subject == "Falcon 40B").claim_ids) == 3
    review(ledger, "merge-subjects", "The big falcon", into="The big falcon")
    assert "Falcon 40B" not in subjects(compared(ledger))


def test_new_claims_come_to_a_corrected_one(ledger: Ledger) -> None:
    review(ledger, "correct", ALIAS.id, correction=Correction(subject="Mistral 7B"))
    assert subjects(compared(ledger)) == ["Llama 2 70B"]
    ledger.add_claims([size("Mistral 7B", 14, "f.txt")], ledger.start_run("import", "1"))
    assert subjects(compared(ledger)) == ["Llama 2 70B", "Mistral 7B"]


def test_a_decision_on_a_finding_lets_all_else_be_carried(ledger: Ledger) -> None:
    (found,) = ledger.findings(kinds=["conflict"])
    ledger.review("dismiss", [found.id], "because", code_version="1")
    assert not ledger.needs_reconcile()
    assert update(ledger, vocabulary(), "1").compared == 0
