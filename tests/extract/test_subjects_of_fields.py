"""What a quantity is about in texts of many fields: what stands beside it, and what is barred."""

from __future__ import annotations

import pytest

import claims
from claims.extract.names.openings import defined_first, whose_call
from claims.extract.names.recognizer import NameRecognizer
from claims.extract.names.shortening import short_forms
from claims.extract.names.survey import survey
from claims.vocabulary import load_vocabulary

RECOGNIZER = NameRecognizer(load_vocabulary([]))


def subject(text: str, value: str) -> str | None:
    (found,) = [claim.subject for claim in claims.extract(text) if claim.value_text == value]
    return found


BESIDE = [
    ("An optional fast charger ($129) needs two hours near Milbury.", "$129", "charger"),
    ("It is the second tallest tower after the Quill Tower (204 m).", "204 m", "Quill Tower"),
    ("Harrow won through substitute Karin Holt, 17, in the end.", "17", "Karin Holt"),
    ("Her husband, 47, was fined in Leeds.", "47", "husband"),
    ("Norvane and Calder employ 300 and 450 people, respectively.", "300", "Norvane"),
    ("Norvane and Calder employ 300 and 450 people, respectively.", "450 people", "Calder"),
    ("The town, whose population passed 150,000 last spring, is poor.", "150,000", "town"),
    ("The mill, located in the valley, has six presses, giving a total capacity of 90 MW.", "90 MW",
     "mill"),
    ("Norvane is buying Brightloom for $410 million in cash.", "$410 million", "Brightloom"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "expected"), BESIDE)
def test_what_a_quantity_is_set_off_from_is_its_subject(
    text: str, value: str, expected: str
) -> None:
    found = subject(text, value)
    assert found is not None
    assert found.endswith(expected)


NAMED = [
    ("The compression ratio here is roughly 100x.", "100x", None),
    ("The Falcon 40B network has 60 layers.", "60 layers", "Falcon 40B"),
    ("We have Llama 2. Tern 3 is new. The diameter of Orrin is 4,200 km.", "4,200 km", "Orrin"),
]


@pytest.mark.parametrize(("text", "value", "expected"), NAMED)
def test_a_phrase_that_a_name_or_a_measure_ends_is_nothing_else(
    text: str, value: str, expected: str | None
) -> None:
    assert subject(text, value) == expected


NEVER = [
    ("According to Refdata, 140 houses were sold in March.", "140 houses", "Refdata"),
    ("The old mill was bought by Norvane for $4 million.", "$4 million", "Norvane"),
    ("Ruth Ames came. The club sold 9,600 tickets.", "9,600 tickets", "Ruth Ames"),
    ("Ruth Ames came. It weighs 40 kg.", "40 kg", "Ruth Ames"),
    ("Ruth Ames came. Gross margin was 31%.", "31%", "Ruth Ames"),
    ("Its weight is half the weight of Norvane Mark Two.", "half", "Norvane Mark Two"),
]


@pytest.mark.parametrize(("text", "value", "other"), NEVER)
def test_whose_word_it_is_and_what_disagrees_is_no_subject(
    text: str, value: str, other: str
) -> None:
    assert subject(text, value) != other


def _names(*texts: str) -> list[tuple[str, list]]:
    return [(text, RECOGNIZER.find(text)) for text in texts]


def test_an_article_is_about_what_its_first_sentence_defines() -> None:
    name = defined_first(_names("The Quill Tower is a tower in Harrow.", "It is old."))
    assert name is not None
    assert name.canonical == "Quill Tower"
    assert defined_first(_names("The Quill Tower stood in Harrow.")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Good day, and welcome to the second quarter earnings call of Norvane Foods.",
        "Welcome to Norvane Foods' third-quarter call.",
        "This is the Norvane Foods results call.",
    ],
)
def test_whose_call_it_is(text: str) -> None:
    name = whose_call(_names(text))
    assert name is not None
    assert name.canonical == "Norvane Foods"


def test_who_speaks_in_a_call_speaks_for_the_company() -> None:
    text = (
        "Mara Quill: Welcome to the results call of Norvane Foods. Here is Bo Reed.\n\n"
        "Bo Reed: We opened a plant in Leeds. We have $40 million in cash.\n\n"
        "Mara Quill: Thank you, Bo.\n"
    )
    assert subject(text, "$40 million") == "Norvane Foods"


def test_people_clubs_and_products_are_called_by_the_end_of_their_names() -> None:
    texts = _names(
        "Today Rowan Athletic beat Milbury, and Ruth Ames was glad.",
        "So the Arden Lumo 5 is new. Then Ames and Athletic saw the Lumo 5 in DAYTON, near Dayton.",
    )
    found = short_forms(texts, {"Ruth Ames"})
    assert found["Ames"] == "Ruth Ames"
    assert found["Athletic"] == "Rowan Athletic"
    assert found["Lumo 5"] == "Arden Lumo 5"
    assert found["DAYTON"] == "Dayton"


def test_a_score_and_an_apostrophe_are_no_part_of_a_name() -> None:
    names = RECOGNIZER.find("Then Port Elsen beat Marrow Rovers 3-1, and the Rovers' coach left.")
    assert [name.canonical for name in names] == ["Port Elsen", "Marrow Rovers", "Rovers"]


def test_a_relative_clause_addresses_nobody() -> None:
    texts = ["Rovers, who have not won, lost. Then Rovers left."]
    kinds = survey(texts, RECOGNIZER, RECOGNIZER.vocabulary).kinds
    assert "Rovers" not in kinds


DESCRIBED = [
    ("The Milbury-based lender closed 22 branches.", []),
    ("Milbury-listed Norvane closed 22 branches.", ["Norvane"]),
]


@pytest.mark.parametrize(("text", "expected"), DESCRIBED)
def test_what_says_where_something_is_based_is_no_name(text: str, expected: list[str]) -> None:
    assert [name.canonical for name in RECOGNIZER.find(text)] == expected


def test_a_thing_that_the_text_brought_in_is_no_part_of_what_it_speaks_of() -> None:
    text = "Norvane is a firm. Norvane bought a boat. The boat, sold for $40,000, leaked."
    assert subject(text, "$40,000") in ("the boat", "Norvane")
    assert subject(text, "$40,000") != "the Norvane boat"


def test_who_did_something_may_be_what_a_clause_on_it_speaks_of() -> None:
    text = "The bridge was built in 2003 by Havkraft, which employs 4,200 people."
    assert subject(text, "4,200 people") == "Havkraft"


def test_a_headline_may_shorten_a_name_before_it_is_given() -> None:
    texts = ["Tolland profit beats forecasts", "Tolland Semiconductor made $2 million."]
    names = [(text, RECOGNIZER.find(text, seen={"Tolland"})) for text in texts]
    assert short_forms(names) == {"Tolland": "Tolland Semiconductor"}
    story = [(f"{text}.", found) for text, found in names]
    assert short_forms(story) == {}


def test_a_strange_word_before_a_comma_may_be_a_name() -> None:
    names = RECOGNIZER.find("Krumbrach, founded in 2016, has 145 employees.")
    assert [name.canonical for name in names] == ["Krumbrach"]
    assert RECOGNIZER.find("Importantly, it has 145 employees.") == []


def test_what_is_traded_is_no_part_of_a_name() -> None:
    names = RECOGNIZER.find("TRALEE — Shares of Dunmore Savings dropped 9% on Monday.")
    assert [name.canonical for name in names][-1] == "Dunmore Savings"


def test_a_description_is_no_part_of_what_a_thing_is_called() -> None:
    text = "Dunmore fell. The Leeds-based lender employs 1,900 people."
    assert "based" not in (subject(text, "1,900 people") or "")


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("The fund-raising dinner cost $4,000.", "$4,000", "the fund-raising dinner"),
        ("The state-of-the-art lab cost $4 million.", "$4 million", "the state-of-the-art lab"),
        ("The pre-trained network has 40 layers.", "40 layers", "the pre-trained network"),
        ("The long-lost opera lasts 40 minutes.", "40 minutes", "the long-lost opera"),
    ],
)
def test_a_thing_without_a_name_keeps_its_hyphens(text: str, value: str, expected: str) -> None:
    assert subject(text, value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Those two smaller ones run on 1 GPU.", "Llama 2 7B and Llama 2 13B"),
        ("The two larger models run on 1 GPU.", "Llama 2 13B and Llama 2 70B"),
        ("Both models run on 1 GPU.", "Llama 2"),
    ],
)
def test_several_members_by_their_sizes(text: str, expected: str) -> None:
    sizes = "Llama 2 has 7 billion, 13 billion and 70 billion parameter models."
    assert subject(f"{sizes} {text}", "1 GPU") == expected
