"""What tells attributes apart: the verb, what is spoken of, a question, the size, and the form."""

from __future__ import annotations

import pytest

from claims.extract import make_extractor
from claims.sources import read_text
from tests.extract.test_properties import FIRM

EXTRACTOR = make_extractor()

# A text, and the attribute of its last quantity.
PLACED = [
    ("The bakery chain shed 60 of its 480 workers.", "count:employee"),
    (f"{FIRM}We're nineteen people now.", "count:employee"),
    (f"{FIRM}There are eleven of us.", "count:employee"),
    ("There were four of us at the table.", "count:person"),
    ("The truck can tow 3.5 tonnes.", "towing_capacity"),
    ("The Osk rocket lifts about 2,300 kg.", "payload_mass"),
    ("The arena seats 17,500 people.", "seating_capacity"),
    ("The blast wounded about 30 people.", "count:injury"),
    ("The storm left 40 people dead.", "count:death"),
    ("She died where 30,000 people had gathered.", "count:person"),
    ("Lumo trained it on 80,000 recordings.", "training_examples"),
    ("The shelf holds 80,000 recordings.", "count:recording"),
    ("The survey has a margin of error of three points.", "margin_of_error"),
    ("Sales of the Torvo watch reached 1.3 million in May.", "revenue"),
    ("Unit sales of the Torvo watch reached 1.3 million.", "units_sold"),
    ("The founders still hold 61 percent of Lumo.", "equity_share"),
    ("The stock closed at 31.20 dollars.", "share_price"),
    ("The line cost 24 million pounds to build.", "development_cost"),
]  # fmt: skip

SPOKEN_OF = [
    ("The battery lasts 12 hours.", "battery_life"),
    ("The Heron mission lasted 13 years.", "mission_duration"),
    ("The strike lasted 13 days.", "duration"),
    ("The website was down for six hours.", "downtime"),
    ("The scooter's cable was down the well for six hours.", "duration"),
    ("The tablet was given as an injection every two weeks.", "dosing_interval"),
    ("The council meets every two weeks.", "interval"),
    ("Nurses there earn 31 dollars an hour.", "wage"),
    ("The van charges in 25 minutes.", "charging_time"),
    ("The API responds in 200 milliseconds.", "latency"),
    ("Patients waited eleven months for an appointment.", "waiting_time"),
    ("The car accelerates to 100 km/h in 3.2 seconds.", "acceleration_time"),
    ("The drug cut the risk of stroke by 21 percent.", "risk_reduction"),
    ("Adverse events occurred in 12 percent of patients.", "adverse_event_rate"),
    ("How long does the battery last?\n\nTen hours, maybe.", "battery_life"),
    ("How long did the training take?\n\nAbout three weeks.", "training_duration"),
    ("How long did the journey take?\n\nAbout three weeks.", "travel_time"),
]

SIZED = [
    ("The crane cost 620 million euros.", "development_cost"),
    ("The crane cost 900 euros.", "price"),
    ("The box contains five kilograms.", "mass"),
    ("Around 300 cubic metres of rock came down.", "volume"),
    ("She is 58 years old and got the letter in four seconds.", "duration"),
    ("Dvala was first performed in 1931. He moved to Oslo in 1938.", "event_date"),
    ("The poems were published in 1931. He moved to Oslo in 1938.", "event_date"),
]

DONE = [
    ("The app has been downloaded 30 million times.", ("count:download", "download")),
    ("The clip was watched 8.5 million times.", ("count:view", "view")),
    ("The paper has been cited 340 times.", ("count:citation", "citation")),
    ("The Osk rocket has flown 22 times.", ("count:flight", "flight")),
    ("They met seven times.", ("count:time", "time")),
    ("The mast is three times as high as the house.", ("size_ratio", "ratio")),
]


def attribute(text: str) -> str | None:
    return EXTRACTOR.extract(read_text(text))[-1].attribute


@pytest.mark.parametrize(("text", "key"), PLACED)
def test_a_cue_says_where_the_number_stands(text: str, key: str) -> None:
    assert attribute(text) == key


@pytest.mark.parametrize(("text", "key"), SPOKEN_OF)
def test_what_is_spoken_of_or_asked_for_decides(text: str, key: str) -> None:
    assert attribute(text) == key


@pytest.mark.parametrize(("text", "key"), SIZED)
def test_unit_size_and_own_clause_count(text: str, key: str) -> None:
    assert attribute(text) == key


@pytest.mark.parametrize(("text", "stated"), DONE)
def test_how_often_something_was_done_counts_it(text: str, stated: tuple[str, str]) -> None:
    (claim,) = EXTRACTOR.extract(read_text(text))
    assert (claim.attribute, claim.value.unit) == stated


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("Kenya has 55 million people.", "population"),
        ("There are 55 million people in Kenya.", "population"),
        ("Kenya has 300 people in quarantine.", "count:person"),
        ("Kenya had 330 people, who won medals.", "count:person"),
        ("Kenya has 12 people.", "count:person"),
        ("Norvane has 3,000 people.", "count:person"),
    ],
)
def test_people_whom_a_place_has_are_its_population(text: str, attribute: str) -> None:
    (claim,) = make_extractor().extract(read_text(text))
    assert claim.attribute == attribute
