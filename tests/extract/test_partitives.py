"""Numbers that count some of several things."""

from __future__ import annotations

import pytest

import claims

COUNTED = [
    ("Cases came from nine of the country's 14 provinces.", "nine", "count:province"),
    ("The mill has six turbines. In May, two of the turbines were replaced.", "two",
     "count:turbine"),
    ("Ada Brill has won 31 of her 40 matches.", "31", "count:match"),
    ("Orvane will dismiss 260 of its 900 pilots.", "260", "count:pilot"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "expected"), COUNTED)
def test_some_of_several_are_counted(text: str, value: str, expected: str) -> None:
    (found,) = [claim.attribute for claim in claims.extract(text) if claim.value_text == value]
    assert found == expected


NOT_COUNTED = [
    "He is one of the best players.",
    "One of the largest cities is Milbury.",
    "Two of the most popular are open.",
    "Four of his own are closed.",
]


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_what_is_only_said_to_be_one_of_several_is_no_count(text: str) -> None:
    assert [claim.attribute for claim in claims.extract(text)] == []
