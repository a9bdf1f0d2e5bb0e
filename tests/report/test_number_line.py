"""Where values are drawn."""

from decimal import Decimal

import pytest

from claims.report.number_line import Extent, number_line

G = 10**9


def extents(*numbers):
    return [Extent(Decimal(number), Decimal(number)) for number in numbers]


def test_values_lie_in_order_within_the_page():
    line = number_line(extents(140 * G, 104 * G), "byte")
    assert line is not None
    assert [mark.label for mark in line.marks] == ["104 gigabytes", "140 gigabytes"]
    assert 0 < line.marks[0].middle < line.marks[1].middle < 100
    assert not line.logarithmic


def test_far_apart_values_are_drawn_on_a_logarithmic_scale():
    line = number_line(extents(1, 10**3, 10**6), "user")
    assert line is not None
    assert line.logarithmic
    left, middle, right = (mark.middle for mark in line.marks)
    assert middle - left == pytest.approx(right - middle, abs=0.05)


def test_a_bound_reaches_the_edge():
    line = number_line([Extent(Decimal(130), None), *extents(104)], "user")
    assert line is not None
    assert line.marks[1].right == 100
    assert line.marks[1].label == "from 130 users"


def test_what_arithmetic_allows_is_a_band():
    line = number_line(extents(104, 140), "user", (Decimal(139), Decimal(141)))
    assert line is not None
    assert line.band is not None
    assert line.band[0] < line.marks[1].middle < line.band[1]


@pytest.mark.parametrize(
    ("values", "unit"),
    [(extents(5), "user"), (extents(5, 5), "user"), (extents(1, 2), None),
     (extents(2022, 2023), "date"), (extents(*range(20)), "user"),
     ([Extent(None, None), *extents(3)], "user")],
)  # fmt: skip
def test_there_is_no_line_where_there_is_nothing_to_see(values, unit):
    assert number_line(values, unit) is None


def test_the_drawing_is_described_in_words():
    line = number_line(extents(104, 140), "USD")
    assert line is not None
    assert line.description == "Values on a line: $104, $140"


def test_negative_values_are_drawn_too():
    line = number_line(extents(-40, 100), "percent")
    assert line is not None
    assert line.marks[0].middle < line.marks[1].middle
