"""A ledger is compared again where it changed, and nothing else comes of it than from all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
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
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    url = f"sqlite:///{tmp_path / 'c.db'}"
    upgrade(url)
    with Ledger.open(url) as opened:
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
