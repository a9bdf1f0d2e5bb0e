"""Identities with sums, differences and limits, over time, and what counts as a witness."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from reconcile_helpers import UNITS, G, attribute, claim, size, source, unit, value

from claims.reconcile import reconcile
from claims.vocabulary import Identity, Vocabulary

M = 10**6
CHANGING = {"changes_over_time": True}
ATTRIBUTES = {
    "revenue": attribute("revenue", "USD", **CHANGING),
    "cost": attribute("costs", "USD", **CHANGING),
    "profit": attribute("profit", "USD", **CHANGING),
    "margin": attribute("margin", "percent", **CHANGING),
    "price": attribute("price", "USD"),
    "parts_price": attribute("price of the parts", "USD"),
    "labour_price": attribute("price of the labour", "USD"),
    "age": attribute("age", "year", **CHANGING),
    "birth": attribute("date of birth", "date"),
    "start": attribute("date of the start", "date"),
    "landing": attribute("date of the landing", "date"),
    "flight_time": attribute("time of the flight", "second"),
    "file_size": attribute("size of the file", "byte"),
    "parameter_count": attribute("number of parameters", "parameter"),
    "bytes_per_parameter": attribute("bytes per parameter", "byte"),
    "population": attribute("population", "person"),
    "density": attribute("density", "person per square metre"),
    "land_area": attribute("area", "square metre"),
}


def pack(*identities: str) -> Vocabulary:
    return Vocabulary(
        packs=("test",),
        units=UNITS | {"year": unit("second", "31536000")},
        attributes=ATTRIBUTES,
        identities=tuple(map(Identity.parse, identities)),
    )


PROFIT = pack("profit = revenue - cost")
PRICE = pack("price = parts_price + labour_price")
FLIGHT = pack("flight_time <= landing - start")
SIZE = pack("file_size = parameter_count * bytes_per_parameter")


def money(name, millions, unit="USD", **more):
    options = {key: more.pop(key) for key in ("modifier",) if key in more}
    return claim("Acme", name, value(millions * M, unit, step=M, **options), **more)


def day(name, date, **more):
    return claim("Kea", name, value(2023, "date", date=date), **more)


def found(vocabulary, *said):
    kinds = ("derivation_conflict", "derivation_support", "possible_conflict", "conflict")
    return [f for f in reconcile(said, vocabulary) if f.kind in kinds]


def kinds(vocabulary, *said):
    return [finding.kind for finding in found(vocabulary, *said)]


def test_a_difference_refutes_what_it_does_not_give():
    said = money("revenue", 10), money("cost", 8), money("profit", 5)
    (finding,) = found(PROFIT, *said)
    assert finding.kind == "derivation_conflict"
    assert "$10 million - $8 million = $2 million" in finding.explanation
    assert finding.derivation.formula == "profit = revenue - cost"
    assert [term.claim_ids for term in finding.derivation.terms] == [(said[0].id,), (said[1].id,)]


def test_a_difference_supports_within_what_was_rounded():
    rounded = money("revenue", 10), money("cost", 8), money("profit", 3)
    assert kinds(PROFIT, *rounded) == ["derivation_support"]
    exact = money("revenue", 100), money("cost", 80), money("profit", 20)
    assert kinds(PROFIT, *exact) == ["derivation_support"]


def test_a_difference_that_may_be_nothing_supports_nothing():
    assert kinds(PROFIT, money("revenue", 10), money("cost", 10), money("profit", 1)) == []


def test_a_sum_supports_refutes_and_decides():
    parts = money("parts_price", 30), money("labour_price", 12)
    assert kinds(PRICE, *parts, money("price", 42)) == ["derivation_support"]
    assert kinds(PRICE, *parts, money("price", 52)) == ["derivation_conflict"]
    rivals = money("price", 42), money("price", 52, **source("b"))
    conflict = next(f for f in found(PRICE, *parts, *rivals) if f.kind == "conflict")
    assert conflict.likely_value == 42 * M
    assert "$30 million + $12 million = $42 million" in conflict.explanation


def test_a_sum_is_turned_round_for_a_disputed_part():
    said = money("price", 42), money("parts_price", 30), money("labour_price", 12)
    other = money("labour_price", 21, **source("b"))
    conflict = next(f for f in found(PRICE, *said, other) if f.kind == "conflict")
    assert conflict.attribute == "labour_price"
    assert conflict.derivation.formula == "labour_price = price - parts_price"
    assert conflict.likely_value == 12 * M


def test_what_nobody_gives_is_supplied():
    parts = money("parts_price", 30), money("labour_price", 12)
    (finding,) = found(PRICE, *parts)
    assert finding.kind == "derivation_support"
    assert (finding.attribute, finding.likely_value) == ("price", 42 * M)
    assert finding.values == ()
    assert set(finding.claim_ids) == {parts[0].id, parts[1].id}
    assert "no source gives" in finding.explanation.lower()


@pytest.mark.parametrize(
    "second",
    [
        money("labour_price", 12, modality="hedged"),
        money("labour_price", 12, unit="EUR"),
        replace(money("labour_price", 12), subject="Otherwise"),
    ],
)
def test_nothing_is_supplied_from_what_does_not_go_together(second):
    assert kinds(PRICE, money("parts_price", 30), second) == []


def test_euros_go_with_euros_only():
    euros = [money(name, n, unit="EUR") for name, n in (("parts_price", 30), ("labour_price", 12))]
    assert kinds(PRICE, *euros, money("price", 52)) == []
    assert kinds(PRICE, *euros, money("price", 52, unit="EUR")) == ["derivation_conflict"]


def test_values_of_one_date_are_compared_and_others_are_not():
    old = [money("revenue", 100, as_of="2021"), money("cost", 80, as_of="2021")]
    assert kinds(PROFIT, *old, money("profit", 50, as_of="2023")) == ["derivation_support"]
    (finding,) = found(PROFIT, *old, money("profit", 50, as_of="2021"))
    assert finding.kind == "derivation_conflict"
    new = [money("revenue", 200, as_of="2023"), money("cost", 150, as_of="2023")]
    assert kinds(PROFIT, *old, *new, money("profit", 50, as_of="2023-05")) == [
        "derivation_support",  # for 2021 it is supplied
        "derivation_support",
    ]


def test_changing_values_of_several_sources_without_date_may_be_of_several_times():
    said = [money("revenue", 100), money("cost", 80), money("profit", 50, **source("b"))]
    assert kinds(PROFIT, *said) == ["possible_conflict"]
    assert kinds(PROFIT, *said[:2], money("profit", 50)) == ["derivation_conflict"]


def test_a_limit_refutes_and_does_not_support():
    dates = day("start", "2023-07-14"), day("landing", "2023-08-23")
    (finding,) = found(FLIGHT, *dates, claim("Kea", "flight_time", value(60, "day", step=1)))
    assert finding.kind == "derivation_conflict"
    assert "41 days at most" in finding.explanation
    for days in (3, 40, 41):
        stated = claim("Kea", "flight_time", value(days, "day", step=1))
        assert kinds(FLIGHT, *dates, stated) == []
    assert kinds(FLIGHT, *dates) == []


def test_dates_known_by_the_year_leave_room():
    dates = day("start", "2022"), day("landing", "2023")
    assert kinds(FLIGHT, *dates, claim("Kea", "flight_time", value(600, "day", step=1))) == []
    long = claim("Kea", "flight_time", value(900, "day", step=1))
    assert kinds(FLIGHT, *dates, long) == ["derivation_conflict"]


AGE = pack("age = as_of - birth")


def aged(years, **more):
    stated = value(years, "year", step=1)
    return claim("Ada", "age", replace(stated, canonical_unit="year"), **more)


def born(date, **more):
    return claim("Ada", "birth", value(1815, "date", date=date), **more)


@pytest.mark.parametrize(("years", "kind"), [(35, None), (36, "support"), (37, "support"),
                                             (38, "support"), (39, None),
                                             (46, "conflict")])  # fmt: skip
def test_an_age_is_compared_with_the_date_that_it_speaks_of(years, kind):
    wanted = [f"derivation_{kind}"] if kind else []
    assert kinds(AGE, born("1815"), aged(years, as_of="1852")) == wanted


def test_a_date_of_birth_is_worked_out_from_the_age():
    said = born("1815"), born("1851", **source("b")), aged(36, as_of="1852")
    conflict = next(f for f in found(AGE, *said) if f.kind == "conflict")
    assert conflict.derivation.formula == "birth = as_of - age"
    assert conflict.derivation.result_unit == "date"
    assert "refutes 1815 date" in conflict.explanation or "1852 - 36 years" in conflict.explanation


def test_an_age_without_a_date_of_its_own_says_nothing():
    assert kinds(AGE, born("1815"), aged(20)) == []
    assert kinds(AGE, born("1815"), aged(20, published="1852-01-01")) == []


def test_a_percentage_is_a_hundredth():
    vocabulary = pack("profit = revenue * margin")
    margin = claim("Acme", "margin", value(20, "percent", step=1))
    assert kinds(vocabulary, money("revenue", 100), margin, money("profit", 20)) == [
        "derivation_support"
    ]
    assert kinds(vocabulary, money("revenue", 100), margin, money("profit", 40)) == [
        "derivation_conflict"
    ]


def test_density_is_told_by_the_square_kilometre():
    vocabulary = pack("density = population / land_area")
    people = claim("Aba", "population", value(400_000, "person", step=1))
    area = claim("Aba", "land_area", value(100, "square kilometre", step=1))
    (finding,) = found(vocabulary, people, area)
    assert "4,000 people per square kilometre" in finding.explanation


def test_an_approximate_value_not_far_off_is_only_possible():
    parts = money("parts_price", 30), money("labour_price", 12)
    assert kinds(PRICE, *parts, money("price", 60, modifier="approx")) == ["possible_conflict"]
    assert kinds(PRICE, *parts, money("price", 90, modifier="approx")) == ["derivation_conflict"]


SENTENCE = "It has 70 billion parameters of two bytes each, so the file is 140 gigabytes."


def terms(**more):
    model = "Llama 2 70B"
    return (
        claim(model, "parameter_count", value(70 * G, "parameter", step=G), **more),
        claim(model, "bytes_per_parameter", value(2, "byte"), **more),
    )


def test_what_its_own_sentence_works_out_has_no_second_witness():
    worked = (*terms(quote=SENTENCE), size(140, quote=SENTENCE))
    others = [size(104, **source(name)) for name in ("b", "c")]
    conflict = next(f for f in found(SIZE, *worked, *others) if f.kind == "conflict")
    assert conflict.likely_value == 104 * G
    assert conflict.derivation is None
    assert "no second witness" in conflict.explanation


def test_it_is_still_likelier_than_a_value_that_stands_alone():
    worked = (*terms(quote=SENTENCE), size(140, quote=SENTENCE))
    conflict = next(f for f in found(SIZE, *worked, size(104, **source("b")))
                    if f.kind == "conflict")  # fmt: skip
    assert conflict.likely_value == 140 * G
    assert "works it out" in conflict.explanation


def test_terms_that_others_give_as_well_are_witnesses():
    worked = (*terms(quote=SENTENCE), size(140, quote=SENTENCE))
    others = [size(104, **source(name)) for name in ("b", "c")]
    said = (*worked, *terms(**source("d")), *others)
    conflict = next(f for f in found(SIZE, *said) if f.kind == "conflict")
    assert conflict.likely_value == 140 * G
    assert conflict.derivation is not None


def test_a_term_made_from_the_value_supports_nothing():
    back = "At two bytes each the file of 104 gigabytes has 52 billion parameters."
    said = (
        size(104, quote=back),
        claim("Llama 2 70B", "parameter_count", value(52 * G, "parameter", step=G), quote=back),
        claim("Llama 2 70B", "bytes_per_parameter", value(2, "byte"), quote=back),
        size(140, **source("b")),
        size(140, **source("c")),
    )
    conflict = next(f for f in found(SIZE, *said) if f.kind == "conflict")
    assert conflict.likely_value == 140 * G
    assert conflict.derivation is None


def test_the_order_of_the_claims_does_not_matter():
    said = [money("revenue", 10), money("cost", 8), money("profit", 5), size(3), *terms()]
    vocabulary = replace(PROFIT, identities=(*PROFIT.identities, *SIZE.identities))
    assert reconcile(said, vocabulary) == reconcile(said[::-1], vocabulary)
    assert Decimal(3) not in {f.likely_value for f in reconcile(said, vocabulary)}
