"""Names and quantities that are listed side by side, and names whose verb is left out."""

from __future__ import annotations

import pytest

from claims.extract import Extractor, make_extractor
from claims.extract.attributes.pairing import pairs
from claims.extract.links import Sentence
from claims.extract.names.recognizer import NameRecognizer
from claims.quantities import read
from claims.sources import read_text
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
RECOGNIZER = NameRecognizer(VOCABULARY)


def paired(text: str, offset: int = 0) -> list[tuple[str, str]]:
    """The pairs of (quantity, name) of a sentence that stands at an offset."""
    whole = "." * offset + text
    names = [name for name in RECOGNIZER.find(whole) if name.start >= offset]
    quantities = [quantity for quantity in read(whole, VOCABULARY) if quantity.start >= offset]
    found = pairs(Sentence(offset, text, names, quantities))
    return [(q.text, found[q.start].canonical) for q in quantities if q.start in found]


LISTS = [
    (
        "Last year Reed, Holme and Sandvik lost 212, 145 and 90 residents.",
        [("212", "Reed"), ("145", "Holme"), ("90 residents", "Sandvik")],
    ),
    (
        "We know that Holme and Sandvik have 8,900 and 2,100 inhabitants, respectively.",
        [("8,900", "Holme"), ("2,100 inhabitants", "Sandvik")],
    ),
    (
        "It rained on 212 and 145 days in Holme and Sandvik, respectively.",
        [("212", "Holme"), ("145 days", "Sandvik")],
    ),
    (
        "We paid Holme, Reed, or Sandvik $5 million, $4 million, or about $3 million.",
        [("$5 million", "Holme"), ("$4 million", "Reed"), ("$3 million", "Sandvik")],
    ),
]
GAPS = [
    (
        "We know that Holme has 8.9 million inhabitants, Sandvik 2.1 million.",
        [("2.1 million", "Sandvik")],
    ),
    (
        "Then Holme earned $5 million, Sandvik about $4 million and Reed $3 million.",
        [("$4 million", "Sandvik"), ("$3 million", "Reed")],
    ),
]
NEITHER = [
    "Last year Reed, Holme and Sandvik lost 212 and 145 residents.",
    "Last year Reed and Holme lost 212, 145 and 90 residents.",
    "It rained on 212 and 145 days in Holme and Sandvik.",
    "We know that Holme has 8,900 inhabitants, while Sandvik lost 90 inhabitants.",
    "We know that Holme has 8,900 inhabitants and that Sandvik has 90 inhabitants.",
    "We know that Holme has 8,900 inhabitants, Sandvik and Reed 90 inhabitants.",
    "Last year Holme lost 212, 145 and 90 residents.",
    "Last year Reed and Holme lost 212 residents.",
    "We spoke of Holme and then Sandvik with 212 and 145 residents.",
]


@pytest.mark.parametrize(("text", "expected"), [*LISTS, *GAPS])
@pytest.mark.parametrize("offset", [0, 40])
def test_names_belong_to_quantities_by_their_order(
    text: str, expected: list[tuple[str, str]], offset: int
) -> None:
    assert paired(text, offset) == expected


@pytest.mark.parametrize("text", NEITHER)
def test_lists_of_other_lengths_and_sentences_with_verbs_are_not_paired(text: str) -> None:
    assert paired(text) == []


@pytest.fixture(scope="module", params=["shipped", "none"])
def extractor(request: pytest.FixtureRequest) -> Extractor:
    return make_extractor(spacy_model=request.param)


@pytest.mark.parametrize(("text", "expected"), LISTS[:3])
def test_what_is_listed_side_by_side_is_stated_of_each(
    extractor: Extractor, text: str, expected: list[tuple[str, str]]
) -> None:
    found = extractor.extract(read_text(text))
    assert [(claim.value_text, claim.subject) for claim in found] == expected


ALTERNATING = [
    (
        "You save up to 50% on rent with Norvane Home and up to 40% on heating with Calder Heat.",
        [("50%", "Norvane Home"), ("40%", "Calder Heat")],
    ),
    ("It costs $20 for Norvane and $30 for Vantis.", [("$20", "Norvane"), ("$30", "Vantis")]),
    ("Norvane raised $40 million using Vantis and $30 million using Calder.", []),
    ("It has 40 staff in Seldon and 30 staff in Harnau.", []),
    ("It costs $20 for Norvane. And it weighs 30 kg at Vantis.", []),
    ("It costs $20 for Norvane and weighs 30 kg with Vantis.", []),
]


@pytest.mark.parametrize(("text", "expected"), ALTERNATING)
def test_names_behind_quantities_in_turn(text: str, expected: list[tuple[str, str]]) -> None:
    assert paired(text) == expected
