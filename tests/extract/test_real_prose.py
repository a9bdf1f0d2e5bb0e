"""What texts that nobody wrote for a test do: quarters, tallies, settings, lists of figures."""

from __future__ import annotations

import pytest

import claims

MODEL = "Falcon 7B is a language model. "
FIRM = "Oakfield is a bank. "


def stated(text: str) -> dict[str | None, tuple[str | None, str | None]]:
    """By the words of the value, subject and attribute."""
    return {claim.value_text: (claim.subject, claim.attribute) for claim in claims.extract(text)}


@pytest.mark.parametrize(
    ("text", "value", "attribute"),
    [
        (f"{FIRM}Its daily active users rose to 191 million.", "191 million", "user_count"),
        (f"{FIRM}Its deliveries fell to 430,000 last quarter.", "430,000", "count:delivery"),
        ("The number of cases rose to 87 on Friday.", "87", "count:case"),
        ("Cases rose from 61 to 87.", "61", "count:case"),
        ("Downloads passed 3 million.", "3 million", "count:download"),
        (f"{MODEL}Its embedding dimension is 384.", "384", "embedding_dimension"),
        (f"{MODEL}We used a learning rate of 3e-4.", "3e-4", "learning_rate"),
        (f"{MODEL}Patch size 14, embedding dimension 384.", "14", "patch_size"),
        ("The batch size was 64.", "64", "batch_size"),
        (f"{MODEL}It can process up to 32,000 tokens.", "32,000 tokens", "context_length"),
        ("The camera takes 60 FPS.", "60 FPS", "frame_rate"),
        ("The screen shows 24 lines.", "24 lines", "count:line"),
        ("AlphaGo took 40 days of self-play.", "40 days", "training_duration"),
    ],
)
def test_what_a_number_states(text: str, value: str, attribute: str) -> None:
    assert stated(text)[value][1] == attribute


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Analysts expected Norvane to earn $581 million.", "$581 million", "Norvane"),
        ("On 4 July 1997, the Mars Pathfinder probe landed.", "4 July 1997", "Mars Pathfinder"),
        ("In 1976 Viking 1 landed on the Martian surface.", "1976", "Viking 1"),
        ("We trained BLOOM-176B on 384 GPUs.", "384 GPUs", "BLOOM 176B"),
        ("GPT4All was trained on 800,000 examples.", "800,000 examples", "GPT4All"),
        (f"{MODEL}It took three hours on a single A100.", "three hours", "Falcon 7B"),
        ("Cases rose to 87.", "87", None),
        ("In Kenya 84 percent of children are vaccinated.", "84 percent", "Kenya"),
        ("Calder Raises $320M at a $2.3B valuation.", "$2.3B", "Calder"),
        ("Norvane had $1 billion of ARR in Nov 2025.", "$1 billion", "Norvane"),
        ("Llama.cpp has 500 contributors.", "500 contributors", "Llama.cpp"),
        ("How long does it take to train 70 models on 1,024 H100s?", "70 models", None),
    ],
)
def test_what_a_number_is_about(text: str, value: str, subject: str | None) -> None:
    assert stated(text)[value][0] == subject


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRM}Trading volumes fell from $26 billion in Q3 2022 to $20 billion in Q4.",
        f"{FIRM}Q1 results were good: revenue came to $26 billion.",
        "Trend in the death rates for heart disease, 1999-2013",
    ],
)
def test_a_period_states_nothing_and_is_no_subject(text: str) -> None:
    found = claims.extract(text)
    assert not [claim for claim in found if claim.value.unit == "date"]
    assert {claim.subject for claim in found} <= {"Oakfield"}


def test_a_quarter_in_which_something_happens_is_stated() -> None:
    text = f"{FIRM}It launched the card in the third quarter of 2022."
    assert "third quarter of 2022" in stated(text)


def test_figures_of_a_list_have_no_unit_in_common() -> None:
    found = stated(f"{MODEL}It has width 384, 6 heads.")
    assert found["6 heads"][1] == "count:head"
    assert found.get("384", (None, None))[1] != "count:head"


def test_a_line_of_counts_is_no_property() -> None:
    found = stated("# Falcon 7B\n\n- GPUs: 384 GPUs\n- Vocabulary size: 65,024 tokens\n")
    assert found["384 GPUs"][1] == "count:GPU"
    assert found["65,024 tokens"][1] == "vocabulary_size"


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        # "He" is somebody who is known to be a person, not the club that was named last.
        (
            "Mario Keller joined Dortmund in 2009. He scored seven goals.",
            "seven goals",
            "Mario Keller",
        ),
        # A property without an owner is that of whom it was last said.
        (
            "We plot the valuation of Scale AI. The plot was made by a tool of OpenAI. "
            "Based on this fit, today's valuation is $150 billion.",
            "$150 billion",
            "Scale AI",
        ),
        ("I wrote two texts, and the LinkedIn post got 250 reactions.", "250 reactions",
         "the LinkedIn post"),
        ("Llama 2 came out in July. There are 68 authors.", "68 authors", "Llama 2 paper"),
        ("Meta wants to be paid. The clause of Llama 2 requires permission if you have more than "
         "700 million users.", "700 million users", "Llama 2 license"),
        ("Listeners, the file of Llama 2 7B takes 14 gigabytes.", "14 gigabytes", "Llama 2 7B"),
    ],
)  # fmt: skip
def test_who_or_what_is_meant(text: str, value: str, subject: str) -> None:
    assert stated(text)[value][0] == subject


@pytest.mark.parametrize(
    "text",
    [
        "The shops closed at 5.",
        "The temperature was 40.",
        "Winds reached 120.",
        "Oil futures hit 80.",
    ],
)
def test_a_bare_number_counts_nothing_that_has_it_and_gets_no_unit_of_measurement(
    text: str,
) -> None:
    assert claims.extract(text) == []


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Norvane acquired Orvane to raise revenue to $5 million.", "$5 million", "Norvane"),
        ("The crew flew to Mars in a Falcon 9 with 9 engines.", "9 engines", "Falcon 9"),
        ("Rangers, the club from Glasgow, won 55 titles.", "55 titles", "Rangers"),
        ("The Audi Q3 costs $40,000.", "$40,000", "Audi Q3"),
        ("The cost of GPT-4 is known. Falcon 7B is a language model. The training cost was "
         "$3 million.", "$3 million", "Falcon 7B"),
        ("World War II, 1939-1945", "1939-1945", "World War II"),
    ],
)  # fmt: skip
def test_what_the_rules_on_real_prose_leave_alone(text: str, value: str, subject: str) -> None:
    assert stated(text)[value][0] == subject


def test_a_count_that_a_pack_knows_grows() -> None:
    assert stated("Norvane has 300 stores, up 20% from 2020.")["20%"][1] == "store_growth"


def test_ranges_in_brackets_are_no_times() -> None:
    text = "Patients improved.\n(1.5-2.5) mg was the dose of Xanvar.\n[0.1 - 0.3]: 12 patients\n"
    assert {claim.value_text for claim in claims.extract(text)} >= {"12 patients"}


@pytest.mark.parametrize(
    "text",
    [
        "Deaths fell by 41% last year.",
        "The number of visits increased by 41%.",
    ],
)
def test_what_is_no_measure_grows_as_well(text: str) -> None:
    assert stated(text)["41%"][1] == "growth"
