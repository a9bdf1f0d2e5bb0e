"""`claims extract --explain`: what people read, and the same as data."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import get_args

import pytest

from claims.cli.explaining import BARE, WORDING, worded
from claims.reasons import Reason, Rule
from cli.cli_runner import done, run

TEXT = "Falcon, unlike Mistral, was probably trained on about 384 GPUs."
SHOWN = """\
1. Falcon — training_gpus: about 384 GPUs (hedged)
   “Falcon, unlike Mistral, was probably trained on about »384 GPUs«.”
   value       384 GPU, approx: as written; “about” says so
   subject     Falcon: “Falcon” is the subject of the clause
     not       “Mistral”: only a point of reference
   attribute   training_gpus: cue “trained”; a name of kind “model”
   modality    hedged: “probably”
   stands in   line 1 in -
   confidence  C = reading R × attribute A × subject S

"""
SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.*"))


def test_people_read_what_came_out_and_why() -> None:
    out = done("extract", "-", "--explain", stdin=TEXT.encode()).out
    shares = re.search(
        r"confidence  ([\d.]+) = reading ([\d.]+) × attribute ([\d.]+) × subject ([\d.]+)", out
    )
    assert shares is not None
    whole, *parts = map(float, shares.groups())
    assert whole == pytest.approx(math.prod(parts), abs=0.005)
    assert out.replace(shares[0], "confidence  C = reading R × attribute A × subject S") == SHOWN


@pytest.mark.parametrize("rule", get_args(Rule))
def test_every_rule_is_worded(rule: Rule) -> None:
    said = worded(Reason(rule, ("mule", "cart")))
    assert said == WORDING[rule].format("mule", "cart", words="“mule”, “cart”")
    assert said
    if "{" not in WORDING[rule]:
        assert worded(Reason(rule)) == BARE.get(rule, said)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_lines_fit_80_columns_and_show_each_claim(path: Path) -> None:
    found = done("extract", path).jsonl
    lines = done("extract", path, "--explain").out.splitlines()
    assert [line for line in lines if len(line) > 80 and path.name not in line] == []
    assert sum(line.startswith("   confidence") for line in lines) == len(found)
    assert sum(line.count("»") for line in lines) == len(found)
    heads = [line.split(". ")[0] for line in lines if line[:1].isdigit()]
    assert heads == [str(number) for number in range(1, len(found) + 1)]


@pytest.mark.parametrize("form", ["--jsonl", "--json"])
def test_the_reasons_as_data(form: str) -> None:
    result = done("extract", "-", "--explain", form, stdin=TEXT.encode())
    (row,) = result.json if form == "--json" else result.jsonl
    why = row["explanation"]
    assert why["subject"] == [{"rule": "clause_subject", "words": ["Falcon"]}]
    assert why["passed_over"] == [{"rule": "compared", "words": ["Mistral"]}]
    assert why["modality"] == [{"rule": "mark", "words": ["probably"]}]
    assert set(why["confidence"]) == {"reading", "attribute", "subject"}
    assert all(0 < share <= 1 for share in why["confidence"].values())


def test_only_explaining_gives_the_key() -> None:
    plain = done("extract", "-", stdin=TEXT.encode())
    explained = done("extract", "-", "--explain", "--jsonl", stdin=TEXT.encode()).jsonl
    assert [row.pop("explanation") is None for row in explained] == [False]
    assert explained == plain.jsonl
    assert plain.out == done("extract", "-", "--jsonl", stdin=TEXT.encode()).out
    assert done("extract", "-", "--json", stdin=TEXT.encode()).json == plain.jsonl


def test_what_is_explained_can_be_read_into_a_ledger(tmp_path: Path) -> None:
    lines = tmp_path / "ready.jsonl"
    out = done("extract", "-", "--explain", "--jsonl", stdin=TEXT.encode()).out
    lines.write_text(out, encoding="utf-8")
    done("ingest", "--claims", lines, "--db", tmp_path / "claims.db")
    (row,) = done("find", "--json", "--db", tmp_path / "claims.db").json
    assert row["subject"] == "Falcon"
    assert "explanation" not in row


def test_what_is_less_certain_is_not_explained() -> None:
    text = b"Falcon was trained on 384 GPUs.\n\nSo it was 12.5 then.\n"
    assert "»12.5«" in done("extract", "-", "--explain", stdin=text).out
    out = done("extract", "-", "--explain", "--min-confidence", "0.4", stdin=text).out
    assert out.startswith("1. Falcon — training_gpus: 384 GPUs\n")
    assert "12.5" not in out


def test_a_repeated_passage_says_what_it_repeats(tmp_path: Path) -> None:
    line = "Falcon was trained on 384 GPUs in the great hall of the old institute.\n"
    path = tmp_path / "twice.txt"
    path.write_text(f"{line}\n{line}", encoding="utf-8")
    out = done("extract", path, "--explain").out
    assert out.count("   repeats     the passage at character 22, read already") == 1


def test_both_forms_at_once_are_refused() -> None:
    refused = run("extract", "-", "--json", "--jsonl", stdin=TEXT.encode()).refusal
    assert "--json" in refused


def test_control_characters_are_made_visible() -> None:
    out = done("extract", "-", "--explain", stdin=b"Falcon was \x1b[31mtrained on 384 GPUs.").out
    assert "\x1b" not in out
    assert json.dumps("\x1b")[1:-1].replace("u001b", "x1b") in out
