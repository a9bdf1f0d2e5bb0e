"""Numbers that leave their unit to what was said before, and numbers that do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

import claims
from claims.extract import extract_from
from claims.records import Claim


def read(text: str) -> list[tuple[str, Decimal | None, Decimal | None, str | None]]:
    return [(c.value_text, c.value.lo, c.value.hi, c.value.unit) for c in claims.extract(text)]


# Text, the number that leaves out its unit, its value and unit.
COMPLETED = [
    ("The repair should take 40 days. It took sixty.", "sixty", 60, "day"),
    ("Harlow needs 14 gigabytes of memory, and Velde needs 18.", "18", 18, "gigabyte"),
    ("The Marigold weighs 120 kg. Harlow's probe weighs eight.", "eight", 8, "kilogram"),
    ("The bridge cost 80 million euros. At first it was 65.", "65", 65_000_000, "EUR"),
    ("The club has 400 boats. Sixty of them are new.", "Sixty", 60, "boat"),
    ("The club has 2,400 boats. It was 2,100, not more.", "2,100", 2100, "boat"),
    ("At the start there were seven of us.", "seven", 7, "person"),
    ("The winner reached 71 percent. In Reed it was 52.", "52", 52, "percent"),
    ("It used 6,112 GPUs, and everybody says six thousand.", "six thousand", 6000, "GPU"),
]


@pytest.mark.parametrize(("text", "number", "value", "unit"), COMPLETED)
def test_a_number_takes_over_what_it_leaves_out(
    text: str, number: str, value: int, unit: str
) -> None:
    assert (number, Decimal(value), Decimal(value), unit) in read(text)


def test_a_bound_stays_one() -> None:
    assert ("300", None, Decimal(300), "gigabyte") in read(
        "The copies take 900 gigabytes. Without them it is less than 300."
    )


# Text in which the last number says nothing, and that number.
LEFT = [
    ("The repair took 40 days. Harlow has room for one.", "one"),
    ("The repair took 40 days. We did these two.", "two"),
    ("The repair took 40 days. It was the other three.", "three"),
    ("The repair took 40 days. The rank that we use is 16.", "16"),
    ("The repair took 40 days. Six of the new ones are good.", "Six"),
    ("The repair took 40 days. He is right nine times out of ten.", "ten"),
    ("The repair took 4,000 days. Harlow has 2.", "2"),
    ("Harlow has sixteen.", "sixteen"),
    ("Weight 72 kg. HR 80. Grade: 3.", "80"),
    ("Weight 72 kg. HR 80. Grade: 3.", "3"),
    ("The lake is 40 metres deep. We need two.", "two"),
    ("It costs 20 dollars. There are 7.", "7"),
    ("The repair took 40 days.\n\n- 5\n- 7", "5"),
    ("The repair took 40 days. It was nice (12).", "12"),
    ("The flight takes 6 hours. We take off at 7.", "7"),
    ("The repair took 40 days. It is 8 now.", "8"),
    ("The repair took 40 days. It was nice. So it was. It was. We sat. They did sixty.", "sixty"),
]


@pytest.mark.parametrize(("text", "number"), LEFT)
def test_a_number_that_nothing_ties_to_a_statement_is_none(text: str, number: str) -> None:
    assert number not in [value for value, _, _, unit in read(text) if unit is not None]


def test_a_question_for_other_things_is_answered_with_them() -> None:
    talk = "Ann: It took 40 days.\n\nBo: How many of you were there?\n\nAnn: Twelve.\n"
    assert ("Twelve", Decimal(12), Decimal(12), "day") not in read(talk)


def test_a_word_of_another_attribute_beside_it_makes_it_no_repetition() -> None:
    found = claims.extract("Harlow has 5 million users and made 5 million in revenue.")
    assert [claim.attribute for claim in found] == ["user_count", "revenue"]


def statement(text: str) -> Claim:
    return claims.extract(text, explain=True)[-1]


def test_it_states_what_was_stated_and_says_why() -> None:
    claim = statement("Falcon was trained on 384 GPUs. With Mistral we had 512.")
    assert (claim.subject, claim.attribute) == ("Mistral", "training_gpus")
    assert claim.explanation is not None
    assert [reason.rule for reason in claim.explanation.attribute] == ["elided"]


def test_without_a_parse_nothing_is_completed() -> None:
    text = "The repair should take 40 days. It took sixty."
    found = extract_from(text, spacy_model="none")
    assert [claim.value_text for claim in found] == ["40 days"]
