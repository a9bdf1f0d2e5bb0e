"""One word with a capital at the beginning of a sentence: a name, or a word of the language."""

from __future__ import annotations

import pytest

from claims import extract
from claims.extract.names.ordinary import is_ordinary


@pytest.mark.parametrize(
    "word",
    [
        "inflation",
        "Researchers",
        "walked",
        "untyped",
        "Quickly",
        "networked",
        "Microgrids",
        "kinda",
    ],
)
def test_words_of_the_language(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize("word", ["Norvane", "Bellwin", "Vessaro", "Krumbach", "Ozempic"])
def test_words_that_are_none(word: str) -> None:
    assert not is_ordinary(word)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Norvane dismissed 600 people.", "Norvane"),
        ("The plant is old. Bellwin's revenue was $4 million.", "Bellwin"),
        ("Harrow Mills hired 90 people. Krumbach has 55 branches.", "Krumbach"),
    ],
)
def test_a_strange_word_that_opens_a_sentence_is_a_name(text: str, subject: str) -> None:
    assert extract(text)[-1].subject == subject


def test_an_ordinary_word_that_opens_a_sentence_is_none() -> None:
    subjects = {claim.subject for claim in extract("Inflation reached 4 percent in Torvik.")}
    assert "Inflation" not in subjects


def test_a_label_before_a_colon_names_nothing() -> None:
    text = "Context Window Sizes: the Tarn 7B model takes 8,000 tokens."
    assert [claim.subject for claim in extract(text)][-1] == "Tarn 7B"


def test_a_size_that_is_repeated_names_the_member_of_which_more_is_said() -> None:
    text = (
        "Falcon 7B has 7 billion parameters. Falcon also comes with 40 billion parameters. "
        "A 40B would be about 5 times slower."
    )
    ratio = next(claim for claim in extract(text) if claim.value_text == "5 times")
    assert ratio.subject == "Falcon 40B"


def test_a_cue_outweighs_that_so_large_a_number_is_usually_a_size() -> None:
    text = "Falcon is a model of Orvane. The valuation of Orvane must be 70 million."
    assert extract(text)[-1].attribute == "valuation"
