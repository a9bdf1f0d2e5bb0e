"""What sources speak of and no pack knows: what is counted, named, merged and left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.extract.skeleton import skeleton
from claims.extract.suggesting import Suggestion, suggest
from claims.sources import read_text
from claims.vocabulary import check_packs, load_vocabulary

VOCABULARY = load_vocabulary()
RACES = """\
The Velden Classic has 25 teams and 175 riders. One rider of Team Quistrel fell.

We saw 12 riders of Team Quistrel in the Velden Classic, at 12 riders per minute.
"""


def found(*texts: str, least: int = 1) -> dict[str, Suggestion]:
    documents = [read_text(text, uri=f"{place}.txt") for place, text in enumerate(texts)]
    return {item.word: item for item in suggest(documents, VOCABULARY, least)}


def test_nouns_and_names_are_counted_with_their_places() -> None:
    items = found(RACES)
    assert (items["rider"].what, items["rider"].count) == ("noun", 3)
    assert (items["Velden Classic"].what, items["Velden Classic"].count) == ("name", 2)
    first, second = items["Team Quistrel"].examples
    assert (first.source, first.locator) == ("0.txt", "line 1")
    assert first.quote == "One rider of Team Quistrel fell."
    assert second.locator == "line 3"


def test_the_most_frequent_come_first_and_rare_ones_not_at_all() -> None:
    assert list(found(RACES, least=2)) == ["rider", "Team Quistrel", "Velden Classic"]


def test_what_packs_know_is_not_suggested() -> None:
    text = (
        "Falcon 40B has 40 billion parameters, 60 layers, 12 customers and 3 fathoms. LLMs are big."
    )
    assert found(text) == {}


def test_a_pack_makes_its_words_known(tmp_path: Path) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text(
        "name: mine\nunits: {rider: {discrete: true}}\nentities: {Team Quistrel: {kind: team}}",
        encoding="utf-8",
    )
    words = {item.word for item in suggest([read_text(RACES)], load_vocabulary([pack]), 1)}
    assert words == {"team", "Velden Classic"}


def test_numbers_at_the_end_make_a_family() -> None:
    items = found("We rode the Heron 3 first. Then the Heron 4 came, and the Heron 4 is light.")
    assert items["Heron"].family
    assert items["Heron"].count == 3
    assert "Heron 3" not in items


def test_one_number_makes_no_family() -> None:
    items = found("We rode the Heron 3 first. The Heron 3 is light.")
    assert not items["Heron 3"].family


def test_spellings_of_a_name_are_one() -> None:
    items = found(
        "We met the Val-Doro crew, the Val Doro crew and Team VAL DORO. The Val Doro won."
    )
    assert items["Val Doro"].spellings == ("Val-Doro",)


def test_repeated_passages_count_once() -> None:
    line = "The peloton of the Velden Classic counts 175 riders on this stage."
    assert found(f"{line}\n\n{line}\n\n{line}\n")["rider"].count == 1


def test_long_sentences_are_cut_at_words() -> None:
    text = "and so on " * 60 + "we saw 12 riders there " + "and so on " * 60
    (example,) = found(text)["rider"].examples
    assert example.quote.startswith("…")
    assert example.quote.endswith("…")
    assert "12 riders" in example.quote
    assert len(example.quote) < 280
    assert set(example.quote.strip("…").split()) <= set(text.split())


def test_the_same_sources_give_the_same() -> None:
    assert list(found(RACES).items()) == list(found(RACES).items())


HOSTILE = {
    "words of YAML": "The No Null crew saw 12 yes and 12 nulls. The True Yes crew has 3 nos.",
    "signs": "Rock & Roll #1 met O'Brien-Smith: 3 co-founders, 4 A100s, 12 e-mails, 3 R&Ds.",
    "controls": "At Val\u0085Doro we saw\u2028 12 riders \u200e\u200f of Ümlaut Ärger, 5 Häuser.",
    "long names": "Then " + "Abc " * 40 + "saw 4 frobs.",
    "names in two cases": "The Val Doro and the VAL DORO met. Then 3 Frobs and 4 frobs came.",
    "numbered": "We saw Heron 3, Heron-4, HERON 5, and Heron.",
    "nothing": "It was late.",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_pack_to_begin_with_fits(text: str) -> None:
    pack = skeleton(found(text).values(), VOCABULARY)
    remarks = check_packs([("draft.yaml", pack)])
    assert [remark for remark in remarks if remark.grade == "mistake"] == [], pack


def test_a_pack_to_begin_with_declares_what_was_suggested(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(skeleton(found(RACES).values(), VOCABULARY, "races"), encoding="utf-8")
    made = load_vocabulary([path])
    assert made.packs[-1] == "races"
    assert made.units["rider"].discrete
    assert made.attributes["rider_count"].unit == "rider"
    assert made.entities["Velden Classic"].kind == "thing"
    assert list(suggest([read_text(RACES)], made, 1)) == []
