"""Arithmetic over intervals: what it supports, refutes, and leaves undecided."""

from decimal import Decimal

import pytest
from reconcile_helpers import VOCABULARY, G, claim, size, value

from claims.reconcile import reconcile
from claims.reconcile.calculating import evaluate
from claims.reconcile.intervals import INFINITY, Interval
from claims.vocabulary import Identity

MODEL = "Llama 2 70B"


def of(attribute, *said, subject=MODEL, **more):
    keys = ("hi", "modifier", "step")
    options = {key: more.pop(key) for key in keys if key in more}
    return claim(subject, attribute, value(*said, **options), **more)


def parameters(billions=70, **more):
    return of("parameter_count", billions * G, "parameter", step=G, **more)


def two_bytes(**more):
    return of("bytes_per_parameter", 2, "byte", **more)


def findings(*claims):
    return [f for f in reconcile(claims, VOCABULARY) if f.kind != "agreement"]


def kinds(*claims):
    return [finding.kind for finding in findings(*claims)]


def test_terms_refute_the_only_stated_value():
    said = size(104)
    (found,) = findings(parameters(), two_bytes(), said)
    assert found.kind == "derivation_conflict"
    assert found.likely_cause == "digit transposition"
    assert found.likely_value == 140 * G
    assert found.values[0] == (said.id,)
    assert len(found.claim_ids) == 3
    assert "70 billion parameters x 2 bytes = 140 gigabytes" in found.explanation


def test_without_a_known_slip_no_value_is_preferred():
    (found,) = findings(parameters(), two_bytes(), size(250))
    assert found.kind == "derivation_conflict"
    assert found.likely_value is None


def test_terms_support_the_stated_value():
    assert kinds(parameters(), two_bytes(), size(140)) == ["derivation_support"]


def test_half_a_billion_more_or_less_is_allowed_for():
    assert kinds(parameters(7), two_bytes(), size("13.5", step="0.1")) == ["derivation_support"]


@pytest.mark.parametrize(
    "claims",
    [
        (parameters(), size(104)),
        (parameters(subject="Llama 2 7B"), two_bytes(), size(104)),
        (parameters(modality="hedged"), two_bytes(), size(104)),
        (parameters(), two_bytes(qualifiers={"dtype": "float16"}),
         size(280, qualifiers={"dtype": "float32"})),
        (parameters(hi=None, modifier="at_least"), two_bytes(), size(104)),
    ],
)  # fmt: skip
def test_it_says_nothing_without_undisputed_terms_of_one_scope(claims):
    assert kinds(*claims) == []


def test_a_disputed_term_is_decided_by_the_others():
    right = parameters(70)
    found = findings(right, parameters(90), two_bytes(), size(140))
    (conflict,) = [finding for finding in found if finding.kind == "conflict"]
    assert conflict.attribute == "parameter_count"
    assert conflict.likely_value == 70 * G
    assert conflict.derivation.formula == "parameter_count = file_size / bytes_per_parameter"
    assert "140 gigabytes / 2 bytes" in conflict.explanation


def test_a_rough_check_that_fits_both_values_decides_nothing_and_says_so():
    ratio = of("compression_ratio", 100, "ratio", modifier="approx")
    text = of("training_data_size", 10, "terabyte", hi=1000, modifier="order_of_magnitude")
    found = findings(size(104), size(140), ratio, text)
    (conflict,) = [finding for finding in found if finding.kind == "conflict"]
    assert conflict.likely_value is None
    assert conflict.derivation is None
    assert len(conflict.claim_ids) == 2
    assert [finding.kind for finding in found] == ["conflict"]


def test_a_tight_check_that_fits_both_values_says_so():
    terms = of("parameter_count", 60 * G, "parameter", hi=71 * G, modifier="range", step=1)
    found = findings(size(125), size(140), terms, two_bytes())
    (conflict,) = [finding for finding in found if finding.kind == "conflict"]
    assert conflict.derivation is None
    assert "fits every value given and decides nothing" in conflict.explanation


def test_hours_and_seconds_are_converted():
    gpus = of("training_gpus", 6000, "GPU", step=1)
    days = of("training_duration", 12, "day")
    hours = of("training_gpu_hours", 1728000, "GPU hour", step=1)
    (found,) = findings(gpus, days, hours)
    assert found.kind == "derivation_support"
    price = of("price_per_gpu_hour", "1.5", "USD per GPU hour", step="0.1")
    cost = of("training_cost", 26, "USD", step=1)
    kinds = [finding.kind for finding in findings(hours, price, cost)]
    assert kinds == ["derivation_conflict"]


def calculated(text, **intervals):
    return evaluate(Identity.parse(f"x = {text}").right, intervals)


def test_what_open_intervals_give_is_not_known():
    two = Interval(Decimal(2), Decimal(2))
    assert calculated("a * b", a=two, b=Interval(Decimal(1), INFINITY)) is None
    assert calculated("a / b", a=two, b=Interval(Decimal(-1), Decimal(1))) is None


def test_a_quotient_takes_the_far_ends():
    six, two = Interval(Decimal(6), Decimal(7), hi_open=True), Interval(Decimal(2), Decimal(3))
    assert calculated("a / b", a=six, b=two) == Interval(Decimal(2), Decimal("3.5"), hi_open=True)


def test_a_difference_takes_the_far_ends():
    six, two = Interval(Decimal(6), Decimal(7), hi_open=True), Interval(Decimal(2), Decimal(3))
    assert calculated("a - b", a=six, b=two) == Interval(Decimal(3), Decimal(5), hi_open=True)
    grown = calculated("a * (1 + b)", a=six, b=two)
    assert grown == Interval(Decimal(18), Decimal(28), hi_open=True)


def test_a_product_below_zero_keeps_its_order():
    loss, two = Interval(Decimal(-3), Decimal(1), lo_open=True), Interval(Decimal(2), Decimal(3))
    assert calculated("a * b", a=loss, b=two) == Interval(Decimal(-9), Decimal(3), lo_open=True)
