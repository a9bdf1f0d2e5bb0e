"""What is taken out of an explanation again is what was put into it."""

from decimal import Decimal

import pytest

from claims.reconcile.intervals import INFINITY
from claims.reconcile.retold import (
    NO_SIDE,
    NO_TERM,
    NO_VALUE,
    Verdict,
    between,
    evidence_of_cause,
    told_cause,
    told_likelier,
    verdict,
)
from claims.reconcile.wording import sentence

TEXT = (
    "Two values are given for the size of the file of Orca: 1.5 GB and 15 GB. Likely cause: "
    "scale slip; they differ by 1.5 / 15 zeros. The likelier value is 1.5 GB, because 2 "
    "independent witnesses give it, more than any other (probability 0.94). Only a possible "
    "conflict: a value is approximate."
)


def test_the_evidence_of_a_cause_and_the_verdict_are_found() -> None:
    assert evidence_of_cause(TEXT) == "they differ by 1.5 / 15 zeros"
    reason = "2 independent witnesses give it, more than any other (probability 0.94)"
    assert verdict(TEXT) == Verdict("1.5 GB", reason)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing in the sources decides between the values",
        "Either the value or one of the terms is wrong; nothing in the sources decides",
    ],
)
def test_that_nothing_decides_is_a_verdict_too(text: str) -> None:
    assert verdict(f"Two values are given: 3.5 and 4. {text}.") == Verdict(None, text)


@pytest.mark.parametrize("value", ["1.5 GB", "3 sq. mi", "$2 million"])
def test_what_is_told_is_found_again(value: str) -> None:
    told = f"{told_cause('unit slip', value)} {told_likelier(value, 'it is 3.5 times so')} Only so."
    assert evidence_of_cause(told) == value
    assert verdict(told) == Verdict(value, "it is 3.5 times so")


@pytest.mark.parametrize("reason", [NO_VALUE, NO_SIDE, NO_TERM])
def test_what_is_undecided_is_found_again(reason: str) -> None:
    found = verdict(f"It is 3.5 GB. {sentence(reason)} Only so.")
    assert found == Verdict(None, sentence(reason).rstrip("."))


def test_where_neither_is_said_there_is_none() -> None:
    text = "One value is given for the size of the file of Orca: 3 GB."
    assert (evidence_of_cause(text), verdict(text)) == (None, None)


@pytest.mark.parametrize(
    ("lo", "hi", "words"),
    [(1, 3, "1 user to 3 users"), (3, 3, "3 users"), (-INFINITY, 3, "at most 3 users"),
     (3, INFINITY, "at least 3 users"), (-INFINITY, INFINITY, "any number")],
)  # fmt: skip
def test_stretches_of_numbers_read_well(lo: object, hi: object, words: str) -> None:
    assert between(Decimal(str(lo)), Decimal(str(hi)), "user") == words
