"""Qualifiers that are names, rounds, languages, and what stands in an advertisement."""

from __future__ import annotations

import pytest

from claims.extract import make_extractor
from claims.sources import read_text

EXTRACTOR = make_extractor()


def qualifiers(text: str, value: str) -> dict[str, str]:
    found = EXTRACTOR.extract(read_text(text))
    return dict(next(claim.qualifiers for claim in found if claim.value_text == value))


@pytest.mark.parametrize(
    ("text", "value", "base"),
    [
        ("Llama 2 70B is 10 times slower than Llama 2 7B.", "10 times", "Llama 2 7B"),
        ("Falcon 40B is twice the size of Llama 2 13B.", "twice", "Llama 2 13B"),
        ("Llama 2 was trained on 40% more tokens than LLaMA 1.", "40%", "LLaMA 1"),
        ("The 7B of Llama 2 is fast. The 70B is 10 times slower.", "10 times", "Llama 2 7B"),
        ("The 7B of Llama 2 is fast. The 70B is 10 times slower than a dog.", "10 times", None),
        ("Falcon 40B is 10 times slower.", "10 times", None),
        ("Falcon 40B costs 10%, and Llama 2 is larger than GPT-4.", "10%", None),
    ],
)
def test_what_a_comparison_compares_with(text: str, value: str, base: str | None) -> None:
    assert qualifiers(text, value).get("compared_to") == base


@pytest.mark.parametrize(
    ("text", "value", "region"),
    [
        ("Norvane had revenue of $30 million in Kenya.", "$30 million", "Kenya"),
        ("In Kenya, Norvane has 3 million users.", "3 million users", "Kenya"),
        ("Norvane has 3 million users worldwide.", "3 million users", "worldwide"),
        ("Norvane has 3 million users.", "3 million users", None),
        ("Norvane from Kenya has 3 million users.", "3 million users", None),
        ("Norvane has 300 employees in Kenya.", "300 employees", None),
    ],
)
def test_the_region_of_what_has_that_scope(text: str, value: str, region: str | None) -> None:
    assert qualifiers(text, value).get("region") == region


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("Norvane raised $40 million in a Series B round.", "$40 million", {"round": "series B"}),
        ("Norvane raised $4 million in a seed round.", "$4 million", {"round": "seed"}),
        ("Fjord-2 has a word error rate of 5% in German.", "5%", {"language": "German"}),
    ],
)
def test_rounds_and_languages(text: str, value: str, expected: dict[str, str]) -> None:
    assert qualifiers(text, value) == expected


AD = (
    "Norvane has 300 employees. This show is brought to you by Vantis. You can save 50% on costs "
    "with Vantis chips."
)


def test_what_stands_in_an_advertisement_is_marked() -> None:
    assert qualifiers(AD, "50%")["context"] == "sponsor ad"
    assert "context" not in qualifiers(AD, "300 employees")


def test_no_advertisement_goes_on_for_long_or_into_another_passage() -> None:
    talk = "We spoke of the sea and of boats. " * 20
    assert "context" not in qualifiers(f"{AD} {talk} Norvane has 40 boats.", "40 boats")
    assert "context" not in qualifiers(f"{AD}\n\nNorvane has 40 boats.", "40 boats")


def test_a_place_that_cannot_have_the_attribute_only_says_where() -> None:
    text = "Norvane is a firm. Its staff is happy. The revenue in Kenya was $30 million."
    claim = next(c for c in EXTRACTOR.extract(read_text(text)) if c.value_text == "$30 million")
    assert (claim.subject, claim.qualifiers["region"]) == ("Norvane", "Kenya")
