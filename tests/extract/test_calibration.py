"""Confidence means something: what is more certain is more often right, about as often as it says.

Measured on the texts of ``benchmarks/linking``; of those held out only pooled figures are looked
at.
"""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from math import prod
from pathlib import Path

import pytest
from calibration import (
    Judged,
    Step,
    attributes,
    calibration_error,
    certainties,
    curve,
    judge,
    main,
    readings,
    report,
    shares,
)
from robustness import linking_texts

from claims.extract import Extractor, extract_from, make_extractor
from claims.extract.certainty import ATTRIBUTE, EVIDENCE, READING, READINGS, evidence_of, reading_of
from claims.vocabulary import load_vocabulary

FILE = Path(__file__).parents[2] / "claims" / "extract" / "certainties.json"
SHIPPED = json.loads(FILE.read_text(encoding="utf-8"))["shares"]
# By this much each third of the claims, by confidence, must be right more often than the last.
RISE = 0.1
# So few claims differ from their confidence by 0.035 if it is exact.
MOST_ERROR = 0.06
# A share of so many claims is stale if it has moved by so much.
MANY, MOVED = 100, 0.1
TABLE = "| Model | Layers |\n|---|---|\n| Falcon 7B | 32 |\n"
# Text, and how its last claim was read and what decided the attribute.
KINDS = [
    ("Falcon was trained on 384 GPUs.", "unit", "cue_kind"),
    ("The Marigold weighs 5 kg.", "unit", "cue"),
    ("We have Llama 2 70B.", "in_name", "unit_kind"),
    ("The walk takes three hours.", "unit", "unit"),
    ("Falcon was trained on 384 GPUs. It took 12 days.", "unit", "context"),
    ("The span of the Harrow Bridge is 320 m.", "unit", "open"),
    ("The Marigold carries 12 cameras.", "unit", "open"),
    ("They had 3 million of them.", "bare", "none"),
    ("5 percent.", "unit", "none"),
    ("Harlow, a maker of pumps, had revenue of $40 million, up 8%.", "unit", "beside"),
    ("Falcon was trained on 2 trillion tokens. Two trillion, you said.", "echo", "echo"),
    (TABLE, "table", "header"),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return make_extractor()


@pytest.fixture(scope="module")
def development(extractor: Extractor) -> list[Judged]:
    return judge(linking_texts("development"), extractor)


def test_what_is_more_certain_is_more_often_right(development: list[Judged]) -> None:
    ordered = sorted((one for one in development if one.whole), key=lambda one: one.confidence)
    third = len(ordered) // 3
    parts = (ordered[:third], ordered[third : 2 * third], ordered[2 * third :])
    right = [sum(one.right for one in part) / len(part) for part in parts]
    assert all(after - before > RISE for before, after in pairwise(right)), right


def test_confidence_is_about_the_share_that_is_right(extractor: Extractor) -> None:
    steps = curve(judge(linking_texts("held_out"), extractor))
    assert sum(step.size for step in steps) > 400
    assert calibration_error(steps) < MOST_ERROR


def test_the_shipped_shares_are_those_of_the_texts(extractor: Extractor) -> None:
    """Where a rule has changed much, ``benchmarks/calibration.py --write`` measures them anew."""
    judged = judge(linking_texts("calibration"), extractor)
    measured = {READING: readings(judged), ATTRIBUTE: attributes(judged)}
    moved = {
        (part, kind): (SHIPPED[part][kind], right / size)
        for part, counts in measured.items()
        for kind, (size, right) in counts.items()
        if size >= MANY and abs(SHIPPED[part][kind] - right / size) > MOVED
    }
    assert moved == {}


def test_every_kind_has_a_share() -> None:
    assert set(SHIPPED[READING]) == set(READINGS)
    assert set(SHIPPED[ATTRIBUTE]) == set(EVIDENCE)
    every = [share for part in SHIPPED.values() for share in part.values()]
    assert all(0 < share < 1 for share in every)


def test_a_name_of_a_fitting_kind_makes_an_attribute_surer() -> None:
    found = SHIPPED[ATTRIBUTE]
    assert found["cue_kind"] > found["cue"] > found["context"] > found["none"]
    assert found["unit_kind"] > found["unit"]


@pytest.mark.parametrize(("text", "reading", "evidence"), KINDS)
def test_confidence_is_the_product_of_the_shares(text: str, reading: str, evidence: str) -> None:
    claim = extract_from(text, explain=True)[-1]
    why, known = claim.explanation, claim.attribute in load_vocabulary().attributes
    assert why is not None
    assert reading_of(claim.value, why) == reading
    assert evidence_of(why.attribute, known=known) == evidence
    named = dict(why.confidence)
    assert named.pop(READING) == Decimal(str(SHIPPED[READING][reading]))
    assert named.pop(ATTRIBUTE) == Decimal(str(SHIPPED[ATTRIBUTE][evidence]))
    assert set(named) == {"subject"}
    assert prod(why.confidence.values(), start=Decimal(1)).quantize(Decimal("0.01")) == (
        claim.confidence
    )


def test_a_property_that_a_pack_has_is_named_and_no_open_one() -> None:
    claim = extract_from("The span of the Harrow Bridge is 320 m.", explain=True)[-1]
    assert claim.explanation is not None
    assert evidence_of(claim.explanation.attribute, known=True) == "named"


def test_the_error_is_the_mean_distance_by_claims() -> None:
    steps = [Step(0.0, 0.1, 30, 0.05, 0.15), Step(0.9, 1.0, 10, 0.9, 0.7)]
    assert calibration_error(steps) == pytest.approx(0.125)
    assert calibration_error([]) == 0


def test_shares_of_few_claims_are_drawn_to_that_of_all() -> None:
    found = shares({"often": (95, 76), "once": (1, 1), "never": (4, 3)}, ("often", "once", "new"))
    assert found == {"new": 0.8, "often": 0.8, "once": 0.83}


def test_steps_hold_every_claim_that_can_be_judged(development: list[Judged]) -> None:
    steps = curve(development)
    assert sum(step.size for step in steps) == sum(one.whole for one in development)
    assert all(step.low <= step.confidence <= step.high for step in steps)
    unjudged = [one for one in development if not one.whole]
    assert unjudged
    assert all(one.row and not one.row.core and one.row.subject is None for one in unjudged)


def test_a_number_that_nobody_annotated_is_wrong(extractor: Extractor) -> None:
    (text, *_) = linking_texts("development")
    bare = type(text)(text.name, text.text, ())
    judged = judge([bare], extractor)
    assert judged
    assert all(one.whole and not one.value and not one.right for one in judged)


def test_the_report_names_every_part(development: list[Judged]) -> None:
    said = "\n".join(report(development))
    error = calibration_error(curve(development))
    assert f"expected calibration error {error:.3f}" in said
    for kind, (size, right) in attributes(development).items():
        assert f"  {kind:16} {size:5}   {right / size:.2f}" in said


@pytest.mark.long
def test_measured_shares_are_written_as_they_are_read(
    development: list[Judged], tmp_path: Path
) -> None:
    texts = Path(__file__).parents[2] / "benchmarks" / "linking" / "development"
    target = tmp_path / "certainties.json"
    main(["--texts", str(texts), "--write", str(target)])
    assert target.read_text(encoding="utf-8") == certainties(development, "60 texts (given)")
    written = json.loads(target.read_text(encoding="utf-8"))["shares"]
    assert {part: set(found) for part, found in written.items()} == {
        part: set(found) for part, found in SHIPPED.items()
    }


@pytest.mark.parametrize("arguments", [["held_out", "--write", "x.json"], ["elsewhere"]])
def test_what_cannot_be_measured_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(arguments)
    assert refused.value.code == 2
    assert "held_out" in capsys.readouterr().err
