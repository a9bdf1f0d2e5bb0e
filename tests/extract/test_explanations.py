"""The reasons of claims: made with the decisions, of every rule, and no part of what is said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import prod
from pathlib import Path
from typing import get_args

import pytest

import claims
from claims.extract import Extractor, extract_from, make_extractor
from claims.reasons import Explanation, Reason, Reasons, Rule
from claims.records import Claim
from claims.sources import read_text

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.*"))
RETOLD = "Falcon was trained on 2 trillion tokens. Two trillion, you said."
MEMBER = "Llama 2 7B was good. Its 70 billion parameters take up 140 GB on disk."
TABLE = "| Model | Layers |\n|---|---|\n| Falcon 7B | 32 |\n"
TALK = """\
Ines Falkenrath: 00:00:47 The archive is large. Tomas, the Marigold weighs 5 kg.

Tomas Arden: 00:01:15 I see.
"""
# Text, part of the explanation of its last claim, rule, words.
CASES: list[tuple[str, str, Rule, tuple[str, ...]]] = [
    ("The Marigold weighs 5 kg.", "value", "written", ()),
    ("The Marigold weighs about 5 kg.", "value", "modifier_words", ("about",)),
    ("The Marigold should not weigh more than 5 kg.", "value", "modifier_words",
     ("not weigh more than",)),
    ("The Marigold weighs 5 kg or more.", "value", "modifier_words", ("or more",)),
    ("The Marigold weighs 5 to 6 kg.", "value", "modifier_number", ()),
    ("We have Llama 2 70B.", "value", "size_in_name", ()),
    ("In Falcon each parameter takes two bytes per parameter.", "value", "numerator",
     ("byte per parameter",)),
    ("Karvia, a country, has a population of 5.2 million.", "value", "unit_of_attribute",
     ("inhabitant",)),
    (RETOLD, "value", "echo", ("2 trillion tokens",)),
    (RETOLD, "subject", "echo", ("2 trillion tokens",)),
    (RETOLD, "attribute", "echo", ("2 trillion tokens",)),
    (RETOLD, "modality", "mark", ("you said",)),
    ("Falcon was trained on 384 GPUs. With Mistral we had 512.", "attribute", "elided",
     ("384 GPUs",)),
    ("We have Llama 2 70B.", "subject", "in_name", ("Llama 2 70B",)),
    ("Falcon was trained on 384 GPUs.", "subject", "clause_subject", ("Falcon",)),
    ("We trained Falcon on 384 GPUs.", "subject", "nearest", ("Falcon",)),
    (MEMBER, "subject", "member", ("70 billion parameters",)),
    ("Falcon was good. It was trained on 384 GPUs.", "subject", "pronoun", ("It",)),
    ("Harlow, a maker of pumps, is old. The company has 310 employees.", "subject", "definite",
     ("company",)),
    ("We trained Falcon. We used 384 GPUs.", "subject", "speaker", ("We",)),
    ("Falcon was good. In short: 384 GPUs.", "subject", "topic", ()),
    ("The walk takes three hours.", "subject", "description", ("walk",)),
    ("The 70 billion parameter model of Llama 2.", "subject", "size",
     ("Llama 2", "70 billion parameter")),
    ("With Falcon you can have 700 million users under the license.", "subject", "part",
     ("license",)),
    ("A neural network has millions of parameters.", "subject", "generic", ("neural network",)),
    ("5 kg.", "subject", "unsupported", ()),
    (TABLE, "subject", "row", ("Falcon 7B",)),
    (TABLE, "attribute", "header", ("Layers",)),
    ("It weighs 5 kg.", "subject", "unsupported", ("It",)),
    ("Falcon, unlike Mistral, was trained on 384 GPUs.", "passed_over", "compared",
     ("Mistral",)),
    ("Falcon was trained by Meta on 384 GPUs.", "passed_over", "other_kind", ("Meta",)),
    ("Orvane had a Tamro of 5 kg.", "passed_over", "measured", ("Tamro",)),
    (TALK, "passed_over", "addressed", ("Tomas",)),
    ("XQ is a rover, and the Marigold weighs 5 kg.", "passed_over", "short", ("XQ",)),
    ("In Falcon, as Mistral has 32 layers.", "passed_over", "farther", ("Falcon",)),
    ("The Marigold weighs 5 kg.", "attribute", "cue", ("weighs",)),
    ("Falcon has 32 layers.", "attribute", "unit", ("layer",)),
    ("Falcon was trained on 384 GPUs. It took 12 days.", "attribute", "context", ("training",)),
    ("Falcon was trained on 384 GPUs.", "attribute", "kind", ("model",)),
    ("The span of the Harrow Bridge is 320 m.", "attribute", "property", ("span",)),
    ("Harlow, a maker of pumps, had revenue of $40 million, up 8%.", "attribute", "growth",
     ("$40 million",)),
    ("Karvia was 19% of the sales, down from 27%.", "attribute", "compared_with", ("19%",)),
    ("The Marigold carries 12 cameras.", "attribute", "counted", ("camera",)),
    ("5 metres.", "attribute", "no_attribute", ("metre",)),
    ("Falcon has 32 layers.", "modality", "no_mark", ()),
    ("Does Falcon have 32 layers?", "modality", "question", ()),
    ("Falcon probably has 32 layers.", "modality", "mark", ("probably",)),
    ("Falcon doesn’t have 32 layers.", "modality", "mark", ("doesn't",)),
    ("Add 12 cameras to the rover.", "modality", "instruction", ("Add",)),
    ("I don't have the 70 billion parameter model of Llama 2.", "modality", "name_stands", ()),
    (TALK, "speaker", "passage", ()),
]  # fmt: skip
# Rules that need more than a text; each has a test of its own below.
OTHERS: set[Rule] = {"title", "nearest_words", "change", "date", "repeats"}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return make_extractor()


def explained(extractor: Extractor, text: str) -> list[Claim]:
    return extractor.extract(read_text(text), explain=True)


def why(claim: Claim) -> Explanation:
    assert claim.explanation is not None
    return claim.explanation


@pytest.mark.parametrize(("text", "part", "rule", "words"), CASES)
def test_the_reason_is_given(
    extractor: Extractor, text: str, part: str, rule: Rule, words: tuple[str, ...]
) -> None:
    reasons: Reasons = getattr(why(explained(extractor, text)[-1]), part)
    assert Reason(rule, words) in reasons


def test_every_rule_is_tested() -> None:
    assert {rule for _, _, rule, _ in CASES} | OTHERS == set(get_args(Rule))


def test_who_is_repeated_is_a_reason(extractor: Extractor) -> None:
    talk = "Ann Ives: 00:00:01 We have 40 boats.\n\nBo Reed: 00:00:09 40 boats! Since when?\n"
    claim = extractor.extract(read_text(talk), explain=True)[-1]
    assert (claim.modality, why(claim).modality) == (
        "reported",
        (Reason("repeats", ("Ann Ives",)),),
    )


@pytest.mark.parametrize(
    "answer", ["I have lived in Reed for 40 years, you know.", "Velde has 40 boats as well, Ann."]
)
def test_the_same_number_of_something_else_is_no_repetition(
    extractor: Extractor, answer: str
) -> None:
    talk = f"Ann Ives: 00:00:01 Harlow has 40 boats.\n\nBo Reed: 00:00:09 {answer}\n"
    assert extractor.extract(read_text(talk))[-1].modality == "asserted"


def test_a_title_is_a_reason(extractor: Extractor) -> None:
    document = read_text("In all 384 GPUs were trained.")
    titled = replace(document, source=replace(document.source, title="On Falcon"))
    (claim,) = extractor.extract(titled, explain=True)
    assert (claim.subject, why(claim).subject) == ("Falcon", (Reason("title", ("Falcon",)),))


def test_without_a_parse_the_nearest_in_the_words_counts() -> None:
    text = "Falcon was trained on 384 GPUs."
    (claim,) = extract_from(text, spacy_model="none", explain=True)
    assert why(claim).subject == (Reason("nearest_words", ("Falcon",)),)


def test_two_values_of_a_change_say_so(extractor: Extractor) -> None:
    text = "The context length of Llama 3 grew from 4,096 to 128,000 tokens."
    before, after = explained(extractor, text)
    assert before.qualifiers == {"state": "before the change"}
    assert why(before).qualifiers == {"state": (Reason("change"),)}
    assert why(after).qualifiers == {}
    before, _ = explained(extractor, f"{text} Llama 2 is older.")
    assert (before.subject, why(before).subject) == ("Llama 2", (Reason("change", ("Llama 2",)),))


def test_qualifiers_name_their_cues_and_dates(extractor: Extractor) -> None:
    (claim,) = explained(extractor, "Falcon was fine-tuned on 3 million examples.")
    assert why(claim).qualifiers == {"stage": (Reason("cue", ("fine-tuned",)),)}
    dated = explained(extractor, "In 2021 Harlow, a maker of pumps, had 310 employees.")[-1]
    assert why(dated).qualifiers == {"as_of": (Reason("date", ("2021",)),)}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_part_of_every_claim_is_explained(path: Path) -> None:
    found = extract_from(path, explain=True)
    for claim in found:
        reasons = why(claim)
        assert all((reasons.value, reasons.subject, reasons.attribute, reasons.modality)), claim
        assert bool(reasons.speaker) == bool(claim.speaker)
        assert set(reasons.qualifiers) == set(claim.qualifiers)
        product = prod(reasons.confidence.values(), start=Decimal(1))
        assert product.quantize(claim.confidence) == claim.confidence
        is_nothing = reasons.subject[0].rule in ("unsupported", "generic")
        assert is_nothing or claim.subject is not None


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_explaining_changes_no_claim(path: Path) -> None:
    found, plain = extract_from(path, explain=True), extract_from(path)
    assert all(claim.explanation is None for claim in plain)
    assert found == plain
    assert [claim.id for claim in found] == [claim.id for claim in plain]
    rows = [claim.to_json() for claim in found]
    parts = [list(row.pop("explanation")) for row in rows]
    assert parts == [list(Explanation().to_json())] * len(rows)
    assert rows == [claim.to_json() for claim in plain]


def test_a_text_is_explained_by_the_public_function() -> None:
    (claim,) = claims.extract("The walk takes three hours.", explain=True)
    assert why(claim).subject == (Reason("description", ("walk",)),)
