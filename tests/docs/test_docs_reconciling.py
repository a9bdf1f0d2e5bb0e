"""docs/reconciling.md: its examples come out as the page says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import product
from typing import get_args

import pytest
from docs_pages import Row, blocks, code, page, sections, tables
from docs_samples import read_samples

import claims
from claims.reconcile import reconcile
from claims.reconcile.causes import Figure, likely_cause
from claims.reconcile.engine import ranked
from claims.reconcile.intervals import Interval, canonical_step, read
from claims.reconcile.omissions import REASONS
from claims.records import Claim, Finding, FindingKind, Value, plain
from claims.vocabulary import load_vocabulary

PAGE = page("reconciling.md")
SECTIONS = sections(PAGE, 2)
CONFLICTS = ("conflict", "derivation_conflict", "possible_conflict")
DEFAULT_TOLERANCE = Decimal("0.1")


def rows(heading: str) -> list[Row]:
    return tables(SECTIONS[heading])[0][1:]


@cache
def samples() -> tuple[dict[str, Claim], list[Finding]]:
    said = {claim.id: claim for _, found in read_samples() for claim in found}
    return said, reconcile(said.values(), load_vocabulary())


def value_of(text: str) -> Value:
    (quantity,) = claims.quantities(text)
    return quantity.value


def shown(interval: Interval, factor: Decimal) -> str:
    low, high = (plain(e / factor) if e.is_finite() else "∞" for e in (interval.lo, interval.hi))
    if not interval.lo.is_finite():
        low = f"-{low}"
    opening = "(" if interval.lo_open or not interval.lo.is_finite() else "["
    closing = ")" if interval.hi_open or not interval.hi.is_finite() else "]"
    return f"{opening}{low}, {high}{closing}"


@pytest.mark.parametrize(("text", "unit", "interval"), rows("How a value becomes an interval"))
def test_values_are_the_intervals_shown(text: str, unit: str, interval: str) -> None:
    vocabulary = load_vocabulary()
    value = value_of(text)
    span = read(value, DEFAULT_TOLERANCE, vocabulary)
    assert value.unit == unit
    assert span is not None
    assert shown(span.tight, vocabulary.base(unit)[1]) == interval


def test_the_generous_readings() -> None:
    vocabulary = load_vocabulary()
    decade = read(value_of("tens of millions of dollars"), DEFAULT_TOLERANCE, vocabulary)
    about = read(value_of("about 6,000 GPUs"), DEFAULT_TOLERANCE, vocabulary)
    assert decade is not None
    assert about is not None
    assert (decade.near.lo * 3).quantize(Decimal(1)) == 10**7
    assert decade.near.hi == 10 * 10**8
    assert (about.wide.lo, about.wide.hi) == (4800, 7200)
    assert read(value_of("a few months"), DEFAULT_TOLERANCE, vocabulary) is None


@pytest.mark.parametrize(
    ("kind", "_says", "subject", "attribute", "one", "another"), rows("The kinds of findings")
)
def test_the_samples_have_a_finding_of_each_kind_shown(
    kind: str, _says: str, subject: str, attribute: str, one: str, another: str
) -> None:
    said, findings = samples()
    wanted = (code(kind), subject, code(attribute))
    texts = [
        {said[claim_id].value_text for claim_id in finding.claim_ids}
        for finding in findings
        if (finding.kind, finding.subject, finding.attribute) == wanted
    ]
    assert any({one, another} <= found for found in texts)


def test_every_kind_is_on_the_page() -> None:
    assert [kind for kind in get_args(FindingKind) if f"`{kind}`" not in PAGE] == []
    made = {finding.kind for finding in samples()[1]}
    assert made == {code(row[0]) for row in rows("The kinds of findings")}


def test_a_hedged_value_is_a_possible_conflict() -> None:
    texts = blocks(SECTIONS["The kinds of findings"].replace("\n  ", "\n"), "text")
    found = [
        replace(claim, source=f"text {number}")
        for number, text in enumerate(texts)
        for claim in claims.extract(text)
    ]
    assert len(texts) == 2
    kinds = [f.kind for f in reconcile(found, load_vocabulary()) if f.attribute == "file_size"]
    assert kinds == ["possible_conflict"]


def test_currencies_are_not_comparable() -> None:
    (dollars,) = (
        claim for claim in claims.extract("The price of the R21 vaccine is 3 dollars.")
        if claim.attribute == "price"
    )  # fmt: skip
    euros = replace(
        dollars, value=value_of("3 euros"), value_text="3 euros", fingerprint=None,
        source="other", source_id="1" * 64,
    )  # fmt: skip
    found = [finding.kind for finding in reconcile([dollars, euros], load_vocabulary())]
    assert found == ["not_comparable"]


@pytest.mark.parametrize(("cause", "_told", "one", "another"), rows("Likely causes"))
def test_causes_are_told_from_the_two_values(
    cause: str, _told: str, one: str, another: str
) -> None:
    found = likely_cause(figure(one), figure(another))
    assert found is not None
    assert found.name == code(cause)
    assert found.mild == (found.name == "rounding")


def figure(text: str) -> Figure:
    value = value_of(text)
    step = canonical_step(value, load_vocabulary())
    assert value.lo is not None
    assert value.unit is not None
    assert value.canonical_lo is not None
    assert value.canonical_unit is not None
    return Figure(value.lo, value.unit, value.canonical_lo, value.canonical_unit, step)


@pytest.mark.parametrize(
    ("_why", "subject", "attribute", "one", "another"), rows("What is never a conflict")
)
def test_pairs_that_are_no_conflict(
    _why: str, subject: str, attribute: str, one: str, another: str
) -> None:
    said, findings = samples()
    key = (subject, code(attribute))
    of_topic = {i: c for i, c in said.items() if (c.subject, c.attribute) == key}
    first, second = (
        {i for i, claim in of_topic.items() if claim.value_text == text} for text in (one, another)
    )
    assert first
    assert second
    competing = [
        pair
        for finding in findings
        if finding.kind in CONFLICTS
        for a, b in product(finding.values, finding.values)
        if a is not b
        for pair in product(set(a) & first, set(b) & second)
    ]
    assert competing == []


def test_severities_and_likelier_values_are_as_described() -> None:
    said, findings = samples()
    assert findings == ranked(findings)
    for finding in findings:
        if finding.kind in ("agreement", "derivation_support", "not_comparable"):
            assert finding.severity == 0
        assert 0 <= finding.severity <= 1
    (decided,) = (
        f for f in findings
        if (f.kind, f.subject, f.attribute) == ("conflict", "Llama 2 70B", "file_size")
    )  # fmt: skip
    assert severity_by_hand(decided, said) == decided.severity


@pytest.mark.parametrize(
    ("attribute", "unit", "one", "another", "kinds"),
    [
        ("training_duration", "day", "about 10 days", "11 days", ["agreement"]),
        ("training_duration", "day", "about 10 days", "12 days", ["possible_conflict"]),
        ("training_duration", "day", "about 10 days", "14 days", ["conflict"]),
        ("training_cost", "USD", "tens of millions of dollars", "$110 million", []),
        ("training_cost", "USD", "tens of millions of dollars", "$3 billion", ["conflict"]),
    ],
)
def test_what_lies_between_agreement_and_conflict(
    attribute: str, unit: str, one: str, another: str, kinds: list[str]
) -> None:
    said = [
        Claim(
            source=name, source_id=name * 64, start=0, end=len(text), value_text=text,
            quote=f"{name}: {text}", value=value_of(text), subject="Falcon 40B",
            subject_text="Falcon 40B", attribute=attribute,
        )
        for name, text in (("a", one), ("b", another))
    ]  # fmt: skip
    assert all(claim.value.unit == unit for claim in said)
    assert [finding.kind for finding in reconcile(said, load_vocabulary())] == kinds


def test_products_of_intervals() -> None:
    (support,) = (
        f for f in samples()[1]
        if f.kind == "derivation_support" and f.attribute == "file_size"
    )  # fmt: skip
    derivation = support.derivation
    assert derivation is not None
    assert "are [139, 141) gigabytes" in PAGE
    assert (derivation.result_lo, derivation.result_hi) == (139 * 10**9, 141 * 10**9)


def test_a_denial_conflicts_with_another_witness() -> None:
    sizes = [
        replace(claim, source_id=str(number) * 64)
        for number, word in enumerate(("not ", ""))
        for claim in claims.extract(f"The parameters file of Llama 2 70B is {word}140 gigabytes.")
        if claim.attribute == "file_size"
    ]
    assert [f.kind for f in reconcile(sizes, load_vocabulary())] == ["conflict"]
    same = [replace(claim, source_id="0" * 64) for claim in sizes]
    assert [f.kind for f in reconcile(same, load_vocabulary())] == ["possible_conflict"]


def severity_by_hand(finding: Finding, said: dict[str, Claim]) -> Decimal:
    """The page's formula for a conflict in which arithmetic takes a side."""
    groups = [[said[claim_id] for claim_id in group] for group in finding.values]
    numbers = [c.value.canonical_lo for group in groups for c in group if c.value.canonical_lo]
    gap = (max(numbers) - min(numbers)) / max(numbers)
    surest = sorted(max(c.confidence for c in group) for group in groups)[:2]
    witnesses = len({c.speaker or c.source_id for group in groups for c in group})
    weight = min(Decimal(1), Decimal("0.85") + Decimal("0.05") * (witnesses - 1))
    product_ = gap / (gap + Decimal("0.1")) * (sum(surest) / Decimal(2)).sqrt() * weight
    return (product_ + (1 - product_) / 5).quantize(Decimal("0.01"))


@pytest.mark.parametrize(("_what", "text"), rows("Arithmetic"))
def test_sentences_that_do_not_add_up_are_refuted(_what: str, text: str) -> None:
    (finding,) = reconcile(claims.extract(text), load_vocabulary())
    assert finding.kind == "derivation_conflict"


def test_the_reasons_for_leaving_claims_out_are_those_of_the_program() -> None:
    assert dict(rows("What is left out, and why")) == REASONS
