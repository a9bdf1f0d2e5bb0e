"""Naming the one slip that turns a value into another, and no slip where two would do."""

from decimal import Decimal

import pytest
from reconcile_helpers import VOCABULARY

from claims.reconcile.causes import Figure, likely_cause


def figure(text: str, unit: str, step: str = "1") -> Figure:
    base, factor = VOCABULARY.base(unit)
    number = Decimal(text)
    return Figure(number, unit, number * factor, base, Decimal(step) * factor)


@pytest.mark.parametrize(
    ("a", "b", "cause"),
    [
        (("104", "gigabyte"), ("140", "gigabyte"), "digit transposition"),
        (("13", "day"), ("31", "day"), "digit transposition"),
        (("1.73", "metre", "0.01"), ("1.37", "metre", "0.01"), "digit transposition"),
        (("13000000000", "parameter", "1e9"), ("31000000000", "parameter", "1e9"),
         "digit transposition"),
        (("15", "layer"), ("50", "layer"), "misheard"),
        (("13", "day"), ("30", "day"), "misheard"),
        (("115", "day"), ("150", "day"), "misheard"),
        (("16000000", "user", "1e6"), ("60000000", "user", "1e6"), "misheard"),
        (("55", "day"), ("65", "day"), "misheard"),
        (("2000000", "USD", "1e6"), ("2000000000", "USD", "1e9"), "scale slip"),
        (("140", "gigabyte"), ("140", "megabyte"), "scale slip"),
        (("6000", "GPU"), ("600", "GPU"), "scale slip"),
        (("140", "gigabyte"), ("140", "gigabit"), "unit slip"),
        (("140", "gigabyte"), ("140", "gibibyte"), "unit slip"),
        (("12", "day"), ("12", "week"), "unit slip"),
        (("26", "mile"), ("26", "kilometre"), "unit slip"),
        (("42.2", "kilometre", "0.1"), ("67.9", "kilometre", "0.1"), "unit slip"),
        (("34", "gigabyte"), ("33.4", "gigabyte", "0.1"), "rounding"),
        (("139", "gigabyte"), ("140", "gigabyte"), "rounding"),
    ],
)  # fmt: skip
def test_one_slip_is_named(a, b, cause):
    for pair in ((a, b), (b, a)):
        found = likely_cause(*(figure(*item) for item in pair))
        assert found is not None
        assert found.name == cause


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("104", "gigabyte"), ("250", "gigabyte")),
        (("3", "model"), ("4", "model")),
        (("7", "day"), ("9", "day")),
        (("104", "gigabyte"), ("104", "gigabyte")),
        (("100", "USD"), ("100", "EUR")),
        (("0", "GPU"), ("10", "GPU")),
        (("-5", "percent"), ("5", "percent")),
    ],
)
def test_no_slip_is_invented(a, b):
    assert likely_cause(figure(*a), figure(*b)) is None


def test_the_evidence_shows_both_numbers():
    found = likely_cause(figure("104", "gigabyte"), figure("140", "gigabyte"))
    assert found is not None
    assert found.evidence == "two digits are exchanged: 104 / 140"


@pytest.mark.parametrize(
    ("a", "b"),
    [(("140", "gigabyte"), ("140", "gibibyte")), (("139", "gigabyte"), ("140", "gigabyte"))],
)
def test_harmless_causes_are_mild(a, b):
    found = likely_cause(figure(*a), figure(*b))
    assert found is not None
    assert found.mild
