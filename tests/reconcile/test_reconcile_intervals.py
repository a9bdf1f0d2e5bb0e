"""Reading a value as an interval."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reconcile_helpers import VOCABULARY, value

from claims.reconcile.intervals import INFINITY, Interval, canonical_step, read
from claims.records import Value

TENTH = Decimal("0.1")


def spans(said: Value):
    span = read(said, TENTH, VOCABULARY)
    assert span is not None
    return span


def test_a_number_stands_for_its_half_open_rounding_interval():
    span = spans(value(140, "gigabyte", step=1))
    assert span.tight == Interval(Decimal("139.5e9"), Decimal("140.5e9"), hi_open=True)


def test_intervals_that_only_touch_do_not_meet():
    low, high = (spans(value(n, "gigabyte", step=1)).tight for n in (139, 140))
    assert low.hi == high.lo
    assert not low.meets(high)


def test_a_count_without_scale_is_an_exact_point():
    point = spans(value(2, "byte")).tight
    assert point == Interval(Decimal(2), Decimal(2))
    assert point.meets(point)


def test_scale_words_decide_the_step():
    assert canonical_step(value("2e12", "token", step="1e12"), VOCABULARY) == 10**12


def test_the_step_of_an_unknown_unit_follows_from_the_numbers():
    said = Value(Decimal(3), Decimal(3), "furlong", Decimal(600), Decimal(600), "metre",
                 step=Decimal(1))  # fmt: skip
    assert canonical_step(said, VOCABULARY) == 200


def test_about_widens_by_the_tolerance_and_the_conflict_reading_by_twice_that():
    span = spans(value(6000, "GPU", modifier="approx"))
    assert span.tight == Interval(Decimal(5400), Decimal(6600), hi_open=True)
    assert span.wide == Interval(Decimal(4800), Decimal(7200), hi_open=True)


@pytest.mark.parametrize(
    ("modifier", "lo", "hi", "inside", "outside"),
    [
        ("more_than", 100, None, "100.1", "100"),
        ("at_least", 100, None, "100", "99"),
        ("less_than", None, 100, "99.9", "100"),
        ("at_most", None, 100, "100", "101"),
    ],
)
def test_bounds_are_open_on_one_side(modifier, lo, hi, inside, outside):
    bound = spans(value(lo, "GPU", hi=hi, modifier=modifier)).tight
    assert not bound.bounded
    assert bound.meets(Interval(Decimal(inside), Decimal(inside)))
    assert not bound.meets(Interval(Decimal(outside), Decimal(outside)))


def test_an_order_of_magnitude_leaves_out_its_upper_end():
    thousands = spans(value(1000, "GPU", hi=10000, modifier="order_of_magnitude"))
    assert not thousands.tight.meets(Interval(Decimal(10000), Decimal(10000)))


def test_neighbouring_orders_of_magnitude_are_not_apart():
    millions = spans(value(10**6, "user", hi=10**7, modifier="order_of_magnitude"))
    tens = spans(value(10**7, "user", hi=10**8, modifier="order_of_magnitude"))
    assert not millions.tight.meets(tens.tight)
    assert millions.wide.meets(tens.wide)


@pytest.mark.parametrize(
    ("month", "day", "meet"), [("2023-07", "2023-07-18", True), ("2023-07", "2023-08-01", False)]
)
def test_dates_are_read_as_days(month, day, meet):
    a, b = (spans(value(2023, "date", date=text)) for text in (month, day))
    assert a.tight.meets(b.tight) is meet


@pytest.mark.parametrize("text", [None, "", "soon", "2023-13", "2023-02-30", "1/2/3", "99999"])
def test_a_date_that_is_none_has_no_interval(text):
    assert read(value(2023, "date", date=text), TENTH, VOCABULARY) is None


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999999"])
def test_damaged_numbers_have_no_interval(number):
    assert read(value(number, "GPU"), TENTH, VOCABULARY) is None


def test_a_few_months_has_no_interval():
    assert read(value(None, "day", modifier="approx"), TENTH, VOCABULARY) is None


numbers = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=3)
intervals = st.builds(
    lambda a, b, x, y: Interval(min(a, b), max(a, b), x and a != b, y and a != b),
    numbers, numbers, st.booleans(), st.booleans(),
)  # fmt: skip


@given(intervals, intervals)
def test_meeting_is_symmetric_and_gives_a_common_part(a, b):
    assert a.meets(b) == b.meets(a)
    if a.meets(b):
        common = a.common(b)
        assert common.within(a)
        assert common.within(b)
        assert common.meets(a)


@given(intervals)
def test_everything_lies_within_the_whole_line(interval):
    assert interval.within(Interval(-INFINITY, INFINITY))
    assert interval.meets(interval)
