"""A ledger is compared again where it changed, and nothing else comes of it than from all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest
from reconcile_helpers import VOCABULARY, claim, size, source, value

from claims.ledger import Ledger
from claims.ledger.migrate import upgrade
from claims.reconcile import reconcile
from claims.reconcile.updating import Update, update
from claims.records import Claim, Finding

PROGRAM = "1"


@pytest.fixture
def ledger(db_url: str) -> Iterator[Ledger]:
    upgrade(db_url)
    with Ledger.open(db_url) as opened:
        yield opened


def many(seed: int) -> list[Claim]:
    random = Random(seed)
    subjects = ["Llama 2 70B", "Llama 2", "Falcon 180B", "ChatGPT", "Qwen 7B"]
    claims = []
    for number in range(120):
        subject, who = random.choice(subjects), source(random.choice("abcdef"))
        users = random.choice([100, 140, 104, 200])
        if random.random() < 0.5:
            said = value(users, "gigabyte", step=1)
            claims.append(claim(subject, "file_size", said, start=10 * number, **who))
        else:
            said = value(users, "user", step=1)
            date = f"202{random.randrange(4)}-01"
            claims.append(claim(subject, "user_count", said, start=10 * number, as_of=date, **who))
    return claims


def compared(ledger: Ledger, **options: bool) -> Update:
    done = update(ledger, VOCABULARY, PROGRAM, **options)
    run = ledger.start_run("reconcile", PROGRAM, {"basis": done.basis, "through": done.through})
    ledger.store_findings(done.found, run, done.carried)
    return done


def add(ledger: Ledger, claims: Sequence[Claim]) -> None:
    run = ledger.start_run("import", PROGRAM)
    ledger.add_claims(claims, run)
    ledger.finish_run(run)


def ids(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return sorted((finding.id, finding.explanation) for finding in findings)


@pytest.mark.parametrize("seed", range(4))
def test_step_by_step_gives_what_comparing_all_at_once_gives(ledger: Ledger, seed: int) -> None:
    claims = many(seed)
    Random(seed).shuffle(claims)
    for start in range(0, len(claims), 30):
        add(ledger, claims[start : start + 30])
        compared(ledger)
    stepwise = ids(ledger.findings())
    compared(ledger, everything=True)
    assert stepwise == ids(ledger.findings())
    assert stepwise == ids(reconcile([s.claim for s in ledger.claims()], VOCABULARY))


def test_only_the_groups_that_changed_are_compared(ledger: Ledger) -> None:
    llama, falcon = size(140), claim("Falcon 180B", "file_size", value(360, "gigabyte", step=1))
    add(ledger, [llama, falcon])
    assert compared(ledger).full
    add(ledger, [size(104, **source("b"))])
    done = compared(ledger)
    assert (done.compared, done.full) == (2, False)
    assert [finding.kind for finding in ledger.findings()] == ["conflict"]


def test_nothing_new_compares_nothing_and_keeps_the_findings(ledger: Ledger) -> None:
    add(ledger, [size(140), size(104, **source("b"))])
    compared(ledger)
    before = ids(ledger.findings())
    assert compared(ledger).compared == 0
    assert ids(ledger.findings()) == before


def test_another_program_compares_everything(ledger: Ledger) -> None:
    add(ledger, [size(140)])
    compared(ledger)
    assert update(ledger, VOCABULARY, "2").compared == 1


def doubled(number: int, to: int, name: str) -> list[Claim]:
    """A sentence of its own source that may not add up, of no subject."""
    quote = f"Figure {number} doubled from 2,000 to {to:,}."
    said = (("doubled", value(2, "ratio")), ("2,000", value(2000, "user", step=1)),
            (f"{to:,}", value(to, "user", step=1)))  # fmt: skip
    return [
        claim(None, None, number_said, text, quote=quote, start=1000 * number + place + 1,
              **source(name))
        for place, (text, number_said) in enumerate(said)
    ]  # fmt: skip


def test_sentences_are_checked_where_claims_were_added(ledger: Ledger) -> None:
    for number, (to, name) in enumerate([(6000, "a"), (4000, "b"), (9000, "a"), (7000, "c")]):
        add(ledger, doubled(number, to, name))
        compared(ledger)
    add(ledger, [size(140), size(104, **source("b"))])
    compared(ledger)
    stepwise = ids(ledger.findings())
    kinds = sorted(finding.kind for finding in ledger.findings())
    assert kinds == ["conflict", *["derivation_conflict"] * 3, "derivation_support"]
    compared(ledger, everything=True)
    assert stepwise == ids(ledger.findings())
    assert stepwise == ids(reconcile([s.claim for s in ledger.claims()], VOCABULARY))


def test_a_sentence_is_checked_without_what_a_review_rejected(ledger: Ledger) -> None:
    said = doubled(1, 6000, "a")
    add(ledger, [*said, *doubled(2, 7000, "b")])
    compared(ledger)
    assert len(ledger.findings()) == 2
    ledger.review("reject", [said[2].id], "a slip", code_version=PROGRAM)
    compared(ledger)
    left = ids(ledger.findings())
    assert len(left) == 1
    compared(ledger, everything=True)
    assert ids(ledger.findings()) == left


def test_a_merged_subject_is_that_of_its_sentences_as_well(ledger: Ledger) -> None:
    said = [replace(item, subject="Facebook") for item in doubled(1, 6000, "a")]
    add(ledger, said)
    compared(ledger)
    ledger.review("merge-subjects", ["Facebook"], "one firm", code_version=PROGRAM, into="Meta")
    compared(ledger)
    assert [finding.subject for finding in ledger.findings()] == ["Meta"]
