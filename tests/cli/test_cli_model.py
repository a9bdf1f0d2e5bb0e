"""The pipeline that parses, and what is certain enough, chosen on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from cli.cli_runner import done, run

TEXT = "Falcon 40B was trained on 384 GPUs. Its weights file, they say, is 80 gigabytes.\n"


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_everything_works_without_a_parser(talk: Path) -> None:
    lines = done("extract", talk, "--spacy-model", "none").out.splitlines()
    assert {json.loads(line)["attribute"] for line in lines} >= {"training_gpus", "file_size"}


def test_a_pipeline_that_is_not_installed_is_said_in_one_line(talk: Path) -> None:
    result = run("extract", talk, "--spacy-model", "en_no_such_pipeline")
    assert result.code == 2
    assert result.out == ""
    assert "en_no_such_pipeline" in result.err
    assert "Traceback" not in result.err


def test_a_pipeline_without_a_parser_is_refused(talk: Path, tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    result = run("extract", talk, "--spacy-model", tmp_path / "blank")
    assert result.code == 2
    assert "no parser" in " ".join(result.err.split())


def test_a_folder_with_a_parser_is_used(talk: Path) -> None:
    shipped = Path(__file__).parents[2] / "claims" / "model"
    assert done("extract", talk, "--spacy-model", shipped).out == done("extract", talk).out


def test_what_is_less_certain_is_left_out(talk: Path) -> None:
    every = [json.loads(line) for line in done("extract", talk).out.splitlines()]
    certain = done("extract", talk, "--min-confidence", "0.8").out.splitlines()
    kept = [json.loads(line)["confidence"] for line in certain]
    assert kept == [row["confidence"] for row in every if row["confidence"] >= 0.8]
    assert 0 < len(kept) < len(every)


def test_a_confidence_is_a_share(talk: Path) -> None:
    assert run("extract", talk, "--min-confidence", "7").code == 2
