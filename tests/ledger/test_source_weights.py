"""Weights that people give to sources: kept with their history, shown, and counted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from claims.errors import LedgerError
from claims.ledger import Ledger
from claims.reconcile.updating import Update, update
from claims.records import Claim, Finding, Value
from claims.vocabulary import AttributeSpec, UnitSpec, Vocabulary

UNITS = {"gram": UnitSpec(base=None, factor=Decimal(1), discrete=False)}
WEIGHT, HEIGHT = (AttributeSpec(label=name, unit="gram") for name in ("weight", "height"))
PACK = Vocabulary(
    packs=("test",), units=UNITS, attributes={"weight": WEIGHT, "height": HEIGHT}, entities={}
)


def grams(number: int, source: str, subject: str = "Bolt", attribute: str = "weight") -> Claim:
    exact = Decimal(number)
    value = Value(exact, exact, "gram", exact, exact, "gram", "exact", Decimal(1))
    return Claim(
        source=f"{source}.txt", source_id=source * 64, start=None, end=None,
        value_text=f"{number} g", quote=f"{subject} {attribute} {number} g.", value=value,
        subject=subject, subject_text=subject, attribute=attribute, checked=False,
    )  # fmt: skip


@pytest.fixture
def ledger(db_url: str) -> Iterator[Ledger]:
    with Ledger.open(db_url, create=True) as opened:
        yield opened


def add(ledger: Ledger, claims: Sequence[Claim]) -> None:
    run = ledger.start_run("import", "1", {})
    ledger.add_claims(claims, run)
    ledger.finish_run(run)


def compared(ledger: Ledger, *, everything: bool = False) -> Update:
    done = update(ledger, PACK, "1", everything=everything)
    run = ledger.start_run("reconcile", "1", {"basis": done.basis, "through": done.through})
    ledger.store_findings(done.found, run, done.carried)
    return done


def conflicts(ledger: Ledger) -> dict[str | None, Finding]:
    return {finding.subject: finding for finding in ledger.findings(["conflict"])}


def weigh(ledger: Ledger, **weights: str) -> int:
    given = {name * 64: Decimal(weight) for name, weight in weights.items()}
    return ledger.weigh_sources(given, code_version="1")


def test_the_newest_weight_holds_and_the_earlier_ones_stay(ledger: Ledger) -> None:
    add(ledger, [grams(5, "a"), grams(9, "b")])
    assert [weigh(ledger, a="0.5"), weigh(ledger, a="0.25"), weigh(ledger, a="0.250")] == [1, 1, 0]
    assert {source.uri: source.weight for source in ledger.sources()} == {
        "a.txt": Decimal("0.25"),
        "b.txt": None,
    }
    rows = ledger.query("SELECT seq, weight FROM source_weight ORDER BY seq")[1]
    assert rows == [(1, "0.5"), (2, "0.25")]
    assert ledger.verify() == []


def test_a_source_that_is_not_there_gets_none_and_a_run_that_writes_nothing_leaves_no_trace(
    ledger: Ledger,
) -> None:
    add(ledger, [grams(5, "a")])
    runs = ledger.query("SELECT COUNT(*) FROM run")[1]
    assert weigh(ledger, z="0.5") == 0
    assert ledger.query("SELECT COUNT(*) FROM run")[1] == runs


@pytest.mark.parametrize("weight", ["-0.1", "1.5"])
def test_the_database_refuses_a_weight_beyond_0_to_1(ledger: Ledger, weight: str) -> None:
    add(ledger, [grams(5, "a")])
    with pytest.raises(LedgerError):
        weigh(ledger, a=weight)
    assert ledger.sources()[0].weight is None


def test_a_weight_that_was_changed_behind_the_ledgers_back_is_found(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with Ledger.open(str(path), create=True) as ledger:
        add(ledger, [grams(5, "a")])
        weigh(ledger, a="0.5")
        with sqlite3.connect(path) as connection:
            triggers = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
                ("source_weight",),
            ).fetchall()
            assert triggers
            for (name,) in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute("UPDATE source_weight SET weight = '1'")
        changed, *gone = ledger.verify()
        assert (changed.table, changed.what) == ("source_weight", "it is not as it was recorded")
        assert {problem.where for problem in gone} == {"the triggers"}


def test_another_weight_compares_everything_again(ledger: Ledger) -> None:
    add(ledger, [grams(5, "a"), grams(9, "b"), grams(7, "a", "Nut"), grams(8, "b", "Nut")])
    compared(ledger)
    before = conflicts(ledger)
    assert {finding.likely_value for finding in before.values()} == {None}
    assert weigh(ledger, a="0.5") == 1
    assert ledger.needs_reconcile()
    assert compared(ledger).full
    assert not ledger.needs_reconcile()
    after = conflicts(ledger)
    assert {name: finding.likely_value for name, finding in after.items()} == {"Bolt": 9, "Nut": 8}
    assert all(after[name].severity < before[name].severity for name in after)
    assert {finding.id for finding in after.values()} == {f.id for f in before.values()}


def test_what_reviews_teach_of_a_source_reaches_its_other_claims(ledger: Ledger) -> None:
    things = [f"Screw {name}" for name in "ABCDE"]
    claims = [grams(n, "a", thing) for n, thing in enumerate(things, 10)]
    open_question = [grams(5, "a", "Bolt"), grams(9, "b", "Bolt")]
    other = [grams(5, "a", "Nut", "height"), grams(9, "b", "Nut", "height")]
    add(ledger, [*claims, *open_question, *other])
    compared(ledger)
    for number, claim in enumerate(claims):
        ledger.review("reject", [claim.id], "wrong", code_version="1")
        compared(ledger)
        likely = {name: f.likely_value for name, f in conflicts(ledger).items()}
        assert likely == {"Bolt": 9 if number >= 2 else None, "Nut": None}
        stepwise = {(f.id, f.explanation) for f in ledger.findings()}
        compared(ledger, everything=True)
        assert stepwise == {(f.id, f.explanation) for f in ledger.findings()}


def test_a_note_and_too_few_reviews_compare_nothing_but_what_they_judge(ledger: Ledger) -> None:
    add(ledger, [grams(5, "a"), grams(9, "b"), grams(7, "a", "Nut"), grams(8, "b", "Nut")])
    compared(ledger)
    ledger.review("note", [grams(5, "a").id], "look again", code_version="1")
    assert compared(ledger).compared == 0
    ledger.review("accept", [grams(7, "a", "Nut").id], code_version="1")
    assert compared(ledger).compared == 2


def test_the_weight_is_data_for_everybody_who_reads_the_ledger(ledger: Ledger) -> None:
    add(ledger, [grams(5, "a")])
    weigh(ledger, a="0.125")
    sql = "SELECT s.uri, w.weight FROM source s JOIN source_weight w ON w.source_id = s.id"
    assert ledger.query(sql)[1] == [("a.txt", "0.125")]
    assert json.dumps(str(ledger.sources()[0].weight)) == '"0.125"'


def test_an_accepted_claim_gives_the_likelier_value_until_another_decision(ledger: Ledger) -> None:
    claims = [grams(5, "a"), grams(9, "b"), grams(9, "c")]
    add(ledger, claims)
    compared(ledger)
    assert conflicts(ledger)["Bolt"].likely_value == 9
    ledger.review("accept", [claims[0].id], code_version="1")
    assert ledger.needs_reconcile()
    compared(ledger)
    assert conflicts(ledger)["Bolt"].likely_value == 5
    ledger.review("reject", [claims[0].id], "no", code_version="1")
    compared(ledger)
    assert conflicts(ledger) == {}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_added_reviewed_and_weighed_the_steps_come_to_the_whole(
    tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    things = ["Bolt", "Nut", "Screw A", "Screw B", "Pin", "Rod"]
    with Ledger.open(str(tmp_path / "claims.db"), create=True) as ledger:
        known: dict[str, Claim] = {}
        for _ in range(12):
            if not known or random.random() < 0.4:
                fresh = [
                    grams(random.choice([20, 30, 45]), random.choice("abcdef"), thing, attribute)
                    for thing in random.sample(things, 3)
                    for attribute in ("weight", "height")
                ]
                add(ledger, fresh)
                known |= {claim.id: claim for claim in fresh}
            elif random.random() < 0.3:
                weigh(ledger, **{random.choice(list(known.values())).source_id[0]: "0.5"})
            else:
                action = random.choice(["accept", "reject"])
                targets = random.sample(sorted(known), min(4, len(known)))
                ledger.review(action, targets, "seen", code_version="1")  # type: ignore[arg-type]
            compared(ledger)
            stepwise = {(f.id, f.explanation, f.severity) for f in ledger.findings()}
            compared(ledger, everything=True)
            assert stepwise == {(f.id, f.explanation, f.severity) for f in ledger.findings()}
        assert stepwise
