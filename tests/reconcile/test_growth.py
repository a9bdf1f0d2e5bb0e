"""Changes that are stated by themselves, against values that other sentences give."""

from __future__ import annotations

import pytest
from reconcile_helpers import UNITS, attribute, claim, source, value

from claims.ledger import Ledger
from claims.ledger.migrate import upgrade
from claims.reconcile import reconcile
from claims.reconcile.updating import update
from claims.vocabulary import EntitySpec, Vocabulary

M = 10**6
BEFORE = {"state": "before the change"}
VOCABULARY = Vocabulary(
    packs=("test",),
    units=UNITS,
    attributes={
        "revenue": attribute("revenue", "USD", changes_over_time=True),
        "gain": attribute("growth of revenue", "percent", change_of="revenue",
                          changes_over_time=True),
        "inflation": attribute("inflation", "percent", changes_over_time=True),
    },
    entities={"Acme": EntitySpec(kind="firm", aliases=("Akme",))},
)  # fmt: skip


def money(millions, name="revenue", subject="Acme", **more):
    return claim(subject, name, value(millions * M, "USD", step=M), **more)


def gain(percent, name="gain", subject="Acme", **more):
    return claim(subject, name, value(percent, "percent", step=1), **more)


def pair(old=10, new=15, **more):
    quote = f"It went from {old} to {new} {more}."
    qualifiers = more.pop("qualifiers", {})
    return (
        money(old, quote=quote, qualifiers=qualifiers | BEFORE, **more),
        money(new, quote=quote, qualifiers=qualifiers, **more),
    )


def kinds(*said):
    return [f.kind for f in reconcile(said, VOCABULARY) if f.kind.startswith("derivation")]


def test_a_change_is_refuted_by_the_values_before_and_after():
    said = *pair(), gain(33)
    (finding,) = [f for f in reconcile(said, VOCABULARY) if f.kind.startswith("derivation")]
    assert finding.kind == "derivation_conflict"
    assert "= 50 percent" in finding.explanation
    assert set(finding.claim_ids) == {item.id for item in said}
    assert finding.values[0] == (said[2].id,)


@pytest.mark.parametrize("percent", [48, 50, 55])
def test_a_change_is_supported_within_what_was_rounded(percent):
    assert kinds(*pair(), gain(percent)) == ["derivation_support"]


@pytest.mark.parametrize("percent", [40, 60])
def test_a_change_that_only_rounding_makes_fit_is_left_alone(percent):
    assert kinds(*pair(), gain(percent)) == []


def test_a_fall_is_said_without_a_sign():
    assert kinds(*pair(200, 150), gain(25)) == ["derivation_support"]
    assert kinds(*pair(200, 150), gain(40)) == ["derivation_conflict"]


def test_another_source_may_refute_it():
    assert kinds(*pair(), gain(33, **source("b"))) == ["derivation_conflict"]


def test_an_attribute_of_no_pack_is_told_by_its_name():
    old, new = (money(n, "sales", quote="s", qualifiers=q) for n, q in ((10, BEFORE), (15, {})))
    assert kinds(old, new, gain(33, "sales_growth")) == ["derivation_conflict"]


def test_values_of_two_years_in_a_row_go_with_the_change_of_the_second():
    years = money(100, as_of="2022"), money(150, as_of="2023")
    assert kinds(*years, gain(33, as_of="2023")) == ["derivation_conflict"]
    assert kinds(*years, gain(50, as_of="2023")) == ["derivation_support"]
    assert kinds(*years, gain(33, as_of="2022")) == []
    assert kinds(*years, gain(33)) == []


def test_years_that_do_not_follow_each_other_say_nothing():
    assert kinds(money(100, as_of="2020"), money(150, as_of="2023"), gain(9, as_of="2023")) == []


@pytest.mark.parametrize(
    "change",
    [
        gain(33, modality="hedged"),
        gain(33, subject="Bolt"),
        gain(33, as_of="2019"),
        gain(33, published="2019-03-01"),
        gain(33, "inflation"),
        gain(33, qualifiers={"quarter": "q2"}),
    ],
)
def test_a_change_of_something_else_says_nothing(change):
    assert kinds(*pair(qualifiers={"quarter": "q1"}), change) == []


def test_several_changes_or_several_pairs_say_nothing():
    assert kinds(*pair(), gain(33), gain(50)) == []
    assert kinds(*pair(), *pair(20, 70), gain(33)) == []


def test_careless_rounding_is_no_conflict():
    assert kinds(*pair(1000, 1500), gain(49)) == []


def test_step_by_step_gives_the_changes_of_all_spellings(tmp_path):
    url = f"sqlite:///{tmp_path / 'c.db'}"
    upgrade(url)
    steps = [*pair(), gain(33, subject="Akme", **source("b"))], [money(9, subject="Bolt")]
    with Ledger.open(url) as ledger:
        for said in steps:
            run = ledger.start_run("import", "1")
            ledger.add_claims(said, run)
            ledger.finish_run(run)
            done = update(ledger, VOCABULARY, "1")
            settings = {"basis": done.basis, "through": done.through}
            run = ledger.start_run("reconcile", "1", settings)
            ledger.store_findings(done.found, run, done.carried)
        stepwise = {(finding.id, finding.subject) for finding in ledger.findings()}
    whole = reconcile([item for said in steps for item in said], VOCABULARY)
    assert stepwise == {(finding.id, finding.subject) for finding in whole}
    assert "derivation_conflict" in {finding.kind for finding in whole}
    assert {finding.subject for finding in whole} == {"Acme"}
