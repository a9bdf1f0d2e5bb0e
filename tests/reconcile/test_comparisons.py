"""Factors between two things, from text to finding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import claims
from claims.ledger import Ledger
from claims.ledger.migrate import upgrade
from claims.reconcile import reconcile
from claims.reconcile.updating import update
from claims.records import Finding
from claims.vocabulary import load_vocabulary

STATED = "Falcon 40B was trained on 1 trillion tokens. "
OTHER = "Llama 7B was trained on 100 billion tokens. "
TIMES = "For Falcon 40B that is 10 times more."


def supports(text: str) -> list[Finding]:
    findings = reconcile(claims.extract(text), load_vocabulary())
    alarms = [f for f in findings if f.kind in ("derivation_conflict", "possible_conflict")]
    assert alarms == []
    return [finding for finding in findings if finding.kind == "derivation_support"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (STATED + OTHER + TIMES, "100 billion tokens x 10 times = 1 trillion tokens"),
        (OTHER + TIMES + " " + STATED, "100 billion tokens x 10 times = 1 trillion tokens"),
        (
            OTHER + STATED + "Llama 7B has 10 times fewer.",
            "1 trillion tokens / 10 times = 100 billion tokens",
        ),
    ],
)
def test_a_factor_supports_the_value_that_it_leads_to(text: str, shown: str) -> None:
    (finding,) = supports(text)
    assert shown in finding.explanation
    assert len(finding.claim_ids) == 3
    assert finding.derivation is not None
    assert [term.attribute for term in finding.derivation.terms] == ["other", "factor"]


@pytest.mark.parametrize(
    "text",
    [
        STATED + OTHER + TIMES.replace("10 times", "5 times"),
        STATED + OTHER + TIMES.replace("that is", "that may be"),
        OTHER + TIMES,
        STATED + OTHER + "Much was written about that elsewhere. " * 4 + TIMES,
        STATED + OTHER + "GPT-4 has 8 experts. " + TIMES,
        STATED.replace("Falcon", "Orca") + OTHER + TIMES,
    ],
)
def test_what_does_not_fit_says_nothing(text: str) -> None:
    """Another factor, a guess, no value, too far off, a third thing between, another's value."""
    assert supports(text) == []


@pytest.fixture
def ledger(db_url: str) -> Iterator[Ledger]:
    upgrade(db_url)
    with Ledger.open(db_url) as opened:
        yield opened


def test_step_by_step_it_stays(ledger: Ledger) -> None:
    vocabulary = load_vocabulary()
    steps = [STATED + OTHER + TIMES, "Mistral 7B was trained on 3 trillion tokens."]
    for text in steps:
        run = ledger.start_run("import", "1")
        ledger.add_claims(claims.extract(text), run)
        ledger.finish_run(run)
        done = update(ledger, vocabulary, "1")
        run = ledger.start_run("reconcile", "1", {"basis": done.basis, "through": done.through})
        ledger.store_findings(done.found, run, done.carried)
    assert not done.full
    stepwise = {(finding.id, finding.explanation) for finding in ledger.findings()}
    whole = reconcile([stored.claim for stored in ledger.claims()], vocabulary)
    assert stepwise == {(finding.id, finding.explanation) for finding in whole}
    assert "derivation_support" in {finding.kind for finding in whole}
