"""Which names texts hold, and what they say of them: people, places, short forms, employers."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from importlib.resources import files
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extract.names.affiliations import affiliations
from claims.extract.names.families import Name
from claims.extract.names.kinds import kind_of
from claims.extract.names.recognizer import NameRecognizer
from claims.extract.names.runs import runs
from claims.extract.names.survey import Survey, survey
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
RECOGNIZER = NameRecognizer(VOCABULARY)


def found(text: str, *seen: str) -> list[str]:
    return [name.canonical for name in RECOGNIZER.find(text, {}, frozenset(seen))]


def surveyed(*texts: str) -> Survey:
    return survey(texts, RECOGNIZER.learned_from(texts), VOCABULARY)


def kinds(*texts: str) -> dict[str, str]:
    return surveyed(*texts).kinds


def operations(work: Callable[[], object]) -> int:
    """How many functions are called while something is done."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


class TestRuns:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("We bought soap from Johnson and Johnson.", ["Johnson and Johnson"]),
            ("In May both Sandvik and Holme grew.", ["Sandvik", "Holme"]),
            ("The Ministry of Health paid.", ["Ministry of Health"]),
            ("The Ministry of Health and Welfare paid.", ["Ministry of Health and Welfare"]),
            ("The Provincial Office of Torvik paid.", ["Provincial Office of Torvik"]),
            ("We saw Larkspur Games of Dundee.", ["Larkspur Games", "Dundee"]),
            ("We saw Velde Works and Tollan Labs of Selm.", ["Velde Works", "Tollan Labs", "Selm"]),
            ("We asked Smith & Wren about it.", ["Smith & Wren"]),
            ("We asked Larkspur & Co and Velde.", ["Larkspur & Co", "Velde"]),
            ("We asked Tollan's owner.", ["Tollan"]),
            ("We asked Tollan’s owner.", ["Tollan"]),
            ("They called O'Brien about the Torvik-Selm line.", ["O'Brien", "Torvik-Selm"]),
            ("They chose Petrel 2 Large again.", ["Petrel 2 Large"]),
            ("They chose Petrel 2 and left.", ["Petrel 2"]),
            ("They sold Petrel 2,000 boats.", ["Petrel"]),
            ("We read it on krumbach.ai and on Krumbach.ai.", ["Krumbach.ai"]),
            ("They moved from Rowan City to the coast.", ["Rowan City"]),
            ("Unlike Velde Mills, it grew.", ["Velde Mills"]),
            ("It grew. After Velde left, it shrank.", ["Velde"]),
            ("It grew. Later Velde left.", ["Velde"]),
            ("We know After Velde, a film.", ["After Velde"]),
            ("We met Krumbach Tools there.", ["Krumbach Tools"]),
            ("We tested Velde's KX12 and Selm's Tower.", ["Velde", "KX12", "Selm's Tower"]),
            ("They run KX 4090 cards and four KX12s.", ["KX 4090", "KX12"]),
            ("They ran KX 2024 again.", ["KX"]),
            ("We said hello: Hi Torvik'll know.", ["Torvik"]),
        ],
    )
    def test_a_run_of_capitals_is_one_name_or_several(self, text: str, expected: list[str]) -> None:
        assert found(text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "However, the mill closed.",
            "Yesterday, the largest mill closed.",
            "Nobody came. Water was short.",
            "The French and the Germans came in May.",
            "It takes 3 GB of memory on two GPUs.",
            "# Cost\nThe mill was sold.",
            "2 Cost\nThe mill was sold.",
            "Here and There",
            "Don't wait. Couldn’t it be so?",
            "We heard Episode 88 and Lecture 3.",
        ],
    )
    def test_common_words_peoples_units_and_headings_are_no_names(self, text: str) -> None:
        assert found(text) == []

    def test_one_word_that_opens_a_sentence_is_a_name_if_it_is_seen_elsewhere(self) -> None:
        text = "Autumn is old. It was Autumn that grew."
        assert found("Autumn is old.") == []
        assert found("Autumn is old.", "Autumn") == ["Autumn"]
        assert surveyed(text, text).counts == {"Autumn": 3}

    @pytest.mark.parametrize(
        "text", ["Krumbach raised $4 million.", "Krumbach, the largest mill, closed."]
    )
    def test_or_if_what_follows_shows_it(self, text: str) -> None:
        assert found(text) == ["Krumbach"]

    def test_people_are_named_without_their_titles(self) -> None:
        (name,) = RECOGNIZER.find("We asked Chief Executive Dale Pruitt.")
        assert (name.text, name.kind) == ("Dale Pruitt", "person")

    def test_a_long_row_of_capitals_is_cut(self) -> None:
        text = "Torvik " * 2000
        assert max(len(name.split()) for name in found(text)) <= 6
        assert operations(lambda: found(text * 2)) < 2.2 * operations(lambda: found(text))

    @given(st.text(alphabet="AbZ &'’-,.\n2ofand ", max_size=80))
    def test_spans_are_in_order_apart_and_begin_with_a_letter(self, text: str) -> None:
        last = 0
        for start, end in runs(text, frozenset(), frozenset()):
            assert last <= start < end <= len(text)
            assert text[start].isalpha()
            last = end


class TestPeople:
    @pytest.mark.parametrize(
        "text",
        [
            "We asked Ruth Ames about it.",
            "Well, thanks, Ames, for that.",
            "Today I am Ames and I sing.",
            "They say that Dr. Ames left.",
            "They asked Ames, 43, about it.",
            "We know that Ames's sister left.",
            "We know Ames. Ames, what do you think?",
        ],
    )
    def test_who_is_introduced_addressed_or_called_by_a_title(self, text: str) -> None:
        assert kinds("It was Ames.", text)["Ames"] == "person"

    @pytest.mark.parametrize(
        "text",
        [
            "They moved to Rowan City, 43, in May.",
            "We crossed the Ruth Bridge.",
            "We asked Ruth Ames Tollan Holdings.",
            "We bought soap from Johnson and Johnson.",
            "It works, thanks to Vantor.",
            "They say that Vantor, 43 boats strong, left.",
            "We know that Vantor's team left.",
            "They say that Vantor, what is more, left.",
            "We asked the Ministry of Health.",
        ],
    )
    def test_nothing_else_is_a_person(self, text: str) -> None:
        assert "person" not in kinds(text).values()

    def test_the_parts_of_a_persons_name_are_that_person(self) -> None:
        assert kinds("We asked Ruth Ames.") == dict.fromkeys(
            ("Ruth Ames", "Ruth", "Ames"), "person"
        )

    def test_a_name_that_extends_a_persons(self) -> None:
        said = kinds("We asked Rowan Ames about it.", "Then it was Torvik, a city.")
        assert kind_of(Name(0, 0, "", "Rowan Tollan"), said) == "person"
        assert kind_of(Name(0, 0, "", "Rowan City"), said) is None

    def test_given_names_are_single_words_in_order(self) -> None:
        text = files("claims.extract.names").joinpath("given_names.txt").read_text(encoding="utf-8")
        given = text.split("\n")[:-1]
        assert len(given) > 1000
        assert given == sorted(set(given))
        assert all(word.istitle() and word.isalpha() and len(word) > 2 for word in given)
        assert {"Anna", "Ruth"} <= set(given)
        assert not {"The", "City", "Bank", "Monday"} & set(given)


class TestPlaces:
    @pytest.mark.parametrize(
        "texts",
        [
            ("It rained in Torvik.",),
            ("They live near Torvik.", "We like Torvik."),
            ("TORVIK, Selmland — The mayor left.",),
            ("We like Torvik.", "Torvik - The mayor left."),
        ],
    )
    def test_things_happen_in_them(self, texts: tuple[str, ...]) -> None:
        place = next(name for name in surveyed(*texts).counts if name.lower() == "torvik")
        assert kinds(*texts)[place] == "place"

    @pytest.mark.parametrize(
        "texts",
        [
            ("They invest in Torvik.", "We like Torvik.", "They sold Torvik."),
            ("They met within Torvik.",),
            ("They did it in May.",),
            ("We like Torvik - the mayor left.",),
        ],
    )
    def test_one_mention_of_many_is_not_enough(self, texts: tuple[str, ...]) -> None:
        assert "place" not in kinds(*texts).values()

    def test_what_a_pack_knows_is_what_the_pack_says(self) -> None:
        assert kinds("They trust in Anthropic.", "They build it in Falcon.") == {}

    def test_what_is_named_after_a_place_is_none(self) -> None:
        said = kinds("It rained in Torvik.")
        assert kind_of(Name(0, 0, "", "Torvik"), said) == "place"
        assert kind_of(Name(0, 0, "", "Torvik Mills"), said) is None

    def test_institutions_are_called_as_they_are(self) -> None:
        assert kinds("We asked the Ministry of Health.") == {"Ministry of Health": "organization"}


class TestShortForms:
    def test_the_beginning_of_the_one_longer_name(self) -> None:
        said = surveyed("We met Marlowe Packaging.", "Then we saw Marlowe and Tollan.")
        assert said.short_forms == {"Marlowe": "Marlowe Packaging"}

    def test_a_variant_is_called_by_its_last_word(self) -> None:
        said = surveyed("They use Sorrel 2 Large.", "In tests it was Large that won.")
        assert said.short_forms == {"Large": "Sorrel 2 Large"}

    @pytest.mark.parametrize(
        "texts",
        [
            ("We met Marlowe.", "Then we met Marlowe Packaging."),
            ("We met Marlowe Packaging and Marlowe Foods.", "Then we met Marlowe."),
            ("We met Marlowe Packaging.", "It rained in Marlowe.", "We like Marlowe."),
            ("We asked the Ministry of Health.", "We know a Ministry man."),
            ("We tried Sorrel 2.", "Then we tried Sorrel."),
            ("We met Marlowe Packaging.", "We know what Packaging means."),
            ("We met Marlowefield Mills.", "Then we met Marlowe."),
        ],
    )
    def test_no_other_name_is_short_for_one(self, texts: tuple[str, ...]) -> None:
        assert surveyed(*texts).short_forms == {}


class TestAffiliations:
    @pytest.mark.parametrize(
        ("text", "organization"),
        [
            ("Then Ruth Ames, chief executive of Vantor, spoke.", "Vantor"),
            ("Then Ruth Ames from Caldera Labs spoke.", "Caldera Labs"),
            ("Here is Ruth Ames, the new head of research at the Vantor works.", "Vantor"),
            ("Then Ruth Ames, who leads Vantor, spoke.", "Vantor"),
            ("In May Ruth Ames founded Vantor.", "Vantor"),
            ("Now Ruth Ames is a director of the Ministry of Health.", "Ministry of Health"),
            ("Now Ruth Ames leads the small lab at Vantor.", "Vantor"),
            ("Then Ruth Ames is with us today, she's the founder of Vantor.", "Vantor"),
            ("Then Ruth Ames with me, and she runs Vantor.", "Vantor"),
        ],
    )
    def test_for_whom_people_speak(self, text: str, organization: str) -> None:
        assert surveyed(text).employers == {"ames": organization}

    @pytest.mark.parametrize(
        "text",
        [
            "Then Ruth Ames spoke of Vantor.",
            "Then Ruth Ames, who spoke of Vantor, left.",
            "Then Ruth Ames resigned from Vantor.",
            "Then Ruth Ames met the head of Vantor.",
            "Then Ruth Ames left. The head of Vantor stayed.",
            "Then Ruth Ames, " + "so very " * 12 + "glad of Vantor, spoke.",
            "Then Ruth Ames of Falcon spoke.",
            "Then Tollan, the owner of Vantor, spoke.",
        ],
    )
    def test_what_is_no_affiliation(self, text: str) -> None:
        assert surveyed(text).employers == {}

    def test_of_two_people_the_nearer(self) -> None:
        text = "Then Ruth Ames met Anna Tollan of Vantor."
        assert surveyed(text).employers == {"tollan": "Vantor"}

    def test_the_first_statement_counts(self) -> None:
        texts = [f"Then came Ruth Ames of {firm}." for firm in ("Vantor", "Selm")]
        named = [(text, RECOGNIZER.find(text)) for text in texts]
        assert affiliations(named, {"Ruth Ames"}) == {"ames": "Vantor"}
        assert affiliations(named, set()) == {}

    def test_speakers_are_people(self) -> None:
        text = "Then came Torvik from Vantor."
        assert surveyed(text).employers == {}
        said = survey([text], RECOGNIZER, VOCABULARY, frozenset({"Torvik"}))
        assert said.employers == {"torvik": "Vantor"}

    def test_the_organization_has_its_full_name(self) -> None:
        said = surveyed("We met Vantor Energy.", "Then Ruth Ames of Vantor spoke.")
        assert said.employers == {"ames": "Vantor Energy"}


class TestGenerics:
    @pytest.mark.parametrize(
        ("text", "canonical"),
        [
            ("Large language models need data.", "LLM"),
            ("Experts think that language models are large.", "LLM"),
            ("We know that companies grew.", "company"),
            ("Companies grew.", "company"),
            ("Small grids need transformers that weigh 40 tonnes.", "transformer"),
        ],
    )
    def test_things_of_a_kind_in_general(self, text: str, canonical: str) -> None:
        (name,) = RECOGNIZER.find(text)
        assert (name.canonical, name.generic) == (canonical, True)

    @pytest.mark.parametrize(
        "text",
        [
            "These language models are large.",
            "Our two companies grew.",
            "That language model is large.",
            "Falcon is a language model.",
            "Falcon, a language model, is large.",
            "We met Krumbach Tools there.",
            "We asked Startups Torvik.",
            "We trained Transformers for a week.",
            "This transformer weighs 40 tonnes.",
            "The grid has tooling, startupsy people and transformersy smells.",
        ],
    )
    def test_what_points_to_one_or_names_one_is_not_generic(self, text: str) -> None:
        assert [name.canonical for name in RECOGNIZER.find(text) if name.generic] == []

    def test_what_stands_in_the_sentence_before_is_another_matter(self) -> None:
        names = RECOGNIZER.find("Falcon is old. Language models are large.")
        assert [name.canonical for name in names] == ["Falcon", "LLM"]

    def test_a_survey_says_what_a_source_calls_them(self) -> None:
        said = surveyed("Neural networks grew. Language models need data.")
        assert said.general == {"model": "LLM"}
        assert surveyed("Neural networks are old.").general == {}

    def test_in_lower_case_a_word_for_things_is_no_name_of_a_product(self) -> None:
        named, unnamed = "They use Transformers daily.", "Old grids use transformers daily."
        assert [name.kind for name in RECOGNIZER.find(named)] == ["product"]
        assert [name.kind for name in RECOGNIZER.find(unnamed)] == ["model"]


def test_a_survey_of_many_names_takes_time_in_proportion() -> None:
    def work(first: int, count: int) -> int:
        words = [_word(number) for number in range(first, first + count + 1)]
        texts = [f"We met {a} {b} and {a}, a town." for a, b in itertools.pairwise(words)]
        return operations(lambda: surveyed(*texts))

    work(3000, 400)  # what is done once
    assert work(5000, 1600) < 2.2 * work(1000, 800)


def _word(number: int) -> str:
    """An invented name for each number."""
    syllables = ("Vo", "Ta", "Ke", "Su", "Mi", "Ra", "Fe", "Lu", "No", "Zy")
    return "".join(syllables[int(digit)] for digit in f"{number:04}").capitalize() + "x"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Airbus A350 burns less.", ["Airbus A350"]),
        ("Sales of the Tesla Model 3 fell.", ["Tesla Model 3"]),
        ("Then Tesla CEO Ruth Ames spoke.", ["Tesla", "Ruth Ames"]),
        ("Then Tesla Inc spoke.", ["Tesla"]),
        ("Then Meta Llama 2 came.", ["Meta", "Llama 2"]),
    ],
)
def test_what_a_company_makes_is_not_the_company(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Last week Jack London sold his boat.", ["Jack London"]),
        ("The University of London has a choir.", ["University of London"]),
        ("London Bridge is old.", ["London Bridge"]),
        ("East London is large.", ["East London"]),
        ("Visit London in May.", ["London"]),
        ("In Kenya Safaricom grew.", ["Kenya", "Safaricom"]),
        ("The mayor of Paris spoke.", ["Paris"]),
        ("Wuhan is in Hubei Province.", ["Wuhan", "Hubei"]),
        ("The State of Kenya pays.", ["Kenya"]),
        ("Tourists Flood Paris", ["Paris"]),
        ("Kansas City is large.", ["Kansas City"]),
        ("We went to Paris Saint-Germain.", ["Paris Saint-Germain"]),
        ("US GDP grew.", ["United States"]),
        ("Tell us. Us two. ABOUT US", []),
    ],
)
def test_a_place_may_be_part_of_another_name(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Visiting Russia in 1890, he gave concerts.", ["Russia"]),
        ("Using Norvane 4 we saved time.", ["Norvane 4"]),
        ("Raging Bull is a film.", ["Raging Bull"]),
        ("Last Year many came.", []),
        ("Last Year Norvane came.", ["Norvane"]),
        ("Starling Bank grew.", ["Starling Bank"]),
        ("Flying Tiger grew.", ["Flying Tiger"]),
        ("From the Spring of 2013 on it grew.", []),
        ("We met Spring Norvane.", ["Spring Norvane"]),
    ],
)
def test_what_opens_a_sentence_or_says_when_is_no_name(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "texts",
    [
        ("Ruth Ames", "Ruth Jane Ames (born 1970) is a painter.", "In 2002, Ames moved."),
        ("Ruth Jane Ames (born 1970) is a painter.", "Ruth Ames moved.", "In 2002, Ames left."),
    ],
)
def test_who_has_a_middle_name_is_one_person_by_the_name_that_came_first(
    texts: tuple[str, ...],
) -> None:
    short = surveyed(*texts).short_forms
    first = "Ruth Ames" if texts[0] == "Ruth Ames" else "Ruth Jane Ames"
    other = {"Ruth Ames", "Ruth Jane Ames"} - {first}
    assert short[other.pop()] == first
    assert short["Ames"] == first


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Swizerland", "Switzerland"), ("Solvania", None), ("Columbia", "Columbia")],
)
def test_a_place_written_otherwise_is_rather_another_place(written: str, meant: str | None) -> None:
    assert found(f"They met in {written}.") == [meant or written]


def test_two_people_with_middle_names_are_two() -> None:
    texts = ("Ruth Jane Ames is 40.", "Ruth Ames is 12.", "Ruth Mary Ames is 30.")
    short = surveyed(*(f"{text} They asked Ruth Ames." for text in texts)).short_forms
    assert not {"Ruth Ames", "Ruth Jane Ames", "Ruth Mary Ames"} & set(short)


def test_a_run_of_places_takes_time_in_proportion() -> None:
    def work(count: int) -> int:
        return operations(lambda: RECOGNIZER.find("Kenya " * count))

    work(10)
    assert work(4000) < 2.5 * work(2000)
