"""Where values are drawn: on the line, on the axis and over time."""

from decimal import Decimal

import pytest

from claims.reconcile.intervals import INFINITY, Interval
from claims.report.axis import axis, compact
from claims.report.number_line import Extent, number_line
from claims.report.timeline import timeline

G = 10**9


def extents(*numbers):
    return [Extent(Interval(Decimal(n), Decimal(n)), str(n), Decimal(n)) for n in numbers]


def test_values_lie_in_order_within_the_page():
    line = number_line(extents(140 * G, 104 * G), "byte")
    assert line is not None
    assert [mark.label for mark in line.marks] == [str(104 * G), str(140 * G)]
    assert 0 < line.marks[0].middle < line.marks[1].middle < 100
    assert line.marks[0].top < line.marks[1].top < line.base < line.height
    assert not line.logarithmic


def test_far_apart_values_are_drawn_on_a_logarithmic_scale():
    line = number_line(extents(1, 10**3, 10**6), "user")
    assert line is not None
    assert line.logarithmic
    left, middle, right = (mark.middle for mark in line.marks)
    assert middle - left == pytest.approx(right - middle, abs=0.05)
    assert "logarithmic" in line.description


def test_a_value_is_drawn_with_the_numbers_that_it_stands_for():
    rounded = Extent(Interval(Decimal(100), Decimal(200), hi_open=True), "a", Decimal(150))
    line = number_line([rounded, *extents(400)], "user")
    assert line is not None
    mark = line.marks[0]
    assert mark.point is not None
    assert mark.left < mark.point < mark.right
    assert mark.point == pytest.approx((mark.left + mark.right) / 2, abs=0.01)


@pytest.mark.parametrize(
    ("interval", "open_left", "open_right"),
    [
        (Interval(Decimal(130), INFINITY), False, True),
        (Interval(-INFINITY, Decimal(130)), True, False),
    ],
)
def test_a_bound_reaches_the_edge_and_has_an_arrow(interval, open_left, open_right):
    line = number_line([Extent(interval, "bound"), *extents(104)], "user")
    assert line is not None
    mark = next(mark for mark in line.marks if mark.label == "bound")
    assert (mark.open_left, mark.open_right) == (open_left, open_right)
    assert (mark.left <= 1) == open_left
    assert (mark.right >= 99) == open_right
    assert mark.point is None


def test_what_arithmetic_allows_is_a_band():
    line = number_line(extents(104, 140), "user", (Decimal(139), Decimal(141)))
    assert line is not None
    assert line.band is not None
    assert line.band[0] < line.marks[1].middle < line.band[1]
    assert "The arithmetic allows 140." in line.description


def test_a_limit_of_arithmetic_shades_all_that_it_allows():
    line = number_line(extents(104, 140), "percent", (-INFINITY, Decimal(110)))
    assert line is not None
    assert line.band is not None
    assert line.band[0] == 0
    assert line.marks[0].right < line.band[1] < line.marks[1].left


@pytest.mark.parametrize(
    ("values", "unit"),
    [(extents(5), "user"), (extents(5, 5), "user"), (extents(1, 2), None),
     (extents(*range(20)), "user"),
     ([Extent(Interval(-INFINITY, INFINITY), "any"), *extents(3)], "user")],
)  # fmt: skip
def test_there_is_no_line_where_there_is_nothing_to_see(values, unit):
    assert number_line(values, unit) is None


def test_the_drawing_is_described_in_words():
    line = number_line(extents(140, 104), "USD")
    assert line is not None
    assert line.description == "From the lowest to the highest: 104; 140."


def test_negative_values_are_drawn_too():
    line = number_line(extents(-40, 100), "percent")
    assert line is not None
    assert line.marks[0].middle < line.marks[1].middle


def test_dates_are_drawn_with_months_or_years_below():
    months = number_line(extents(734_747, 735_112), "date")  # September 2012 and 2013
    assert months is not None
    assert months.ticks[0].label == "2012-09" or months.ticks[0].label == "2012-12"
    years = number_line(extents(700_000, 735_112), "date")
    assert years is not None
    assert all(len(tick.label) == 4 for tick in years.ticks)


@pytest.mark.parametrize(
    "numbers", [(104 * G, 140 * G), (1, 10**9), (-3, 8), (999, 1000), (5, 5), (1, 10**30)]
)
def test_an_axis_has_a_few_numbers_in_order_within_the_page(numbers):
    line = axis([Decimal(n) for n in numbers])
    ticks = line.ticks("user")
    places = [tick.place for tick in ticks]
    assert 1 <= len(ticks) <= 6
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert len({tick.label for tick in ticks}) == len(ticks)


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [(140 * G, "byte", "140 GB"), (2_000_000, "USD", "$2 M"), (1_036_800, "second", "12 d"),
     (3_474_000, "metre", "3,474 km"), (0, "user", "0"), ("0.5", "percent", "0.5 %"),
     (-5, "USD", "-$5"), (10**12, "token", "1 tn")],
)  # fmt: skip
def test_numbers_at_the_axis_are_short(number, unit, text):
    assert compact(Decimal(number), unit) == text


def test_a_series_goes_up_with_its_values_and_right_with_its_dates():
    said = [("2022-05", Decimal(62), "b"), ("2021", Decimal(40), "a"), ("2023", Decimal(90), "c")]
    chart = timeline(said, "user")
    assert chart is not None
    assert [point.label for point in chart.points] == ["a", "b", "c"]
    assert [p.x for p in chart.points] == sorted(p.x for p in chart.points)
    assert [p.y for p in chart.points] == sorted((p.y for p in chart.points), reverse=True)
    assert len(chart.steps) == 2
    assert all(0 <= p.y <= chart.base for p in chart.points)
    assert all(chart.points[0].x <= tick.place <= 100 for tick in chart.dates)
    assert all(0 <= tick.place <= chart.base for tick in chart.heights)


def test_a_date_with_two_values_breaks_the_series_off():
    said = [("2021", Decimal(40), "a"), ("2022", Decimal(1), "b"), ("2022", Decimal(90), "c")]
    chart = timeline(said, "user")
    assert chart is not None
    assert chart.steps == ()


@pytest.mark.parametrize("said", [[], [("2021", Decimal(4), "a")], [("soon", Decimal(4), "a")]])
def test_one_date_is_no_series(said):
    assert timeline(said, "user") is None
