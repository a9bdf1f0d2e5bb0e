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
    least = max(row["confidence"] for row in every)
    certain = done("extract", talk, "--min-confidence", least).out.splitlines()
    kept = [json.loads(line)["confidence"] for line in certain]
    assert kept == [row["confidence"] for row in every if row["confidence"] >= least]
    assert 0 < len(kept) < len(every)


@pytest.mark.parametrize("least", ["7", "-0.1", "high", "nan", ""])
def test_a_confidence_is_a_share(least: str, talk: Path, ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    for command in (
        ["extract", talk],
        ["find", "--db", ledger],
        ["export", "-o", target, "--db", ledger],
    ):
        assert "--min-confidence" in run(*command, f"--min-confidence={least}").refusal
    assert not target.exists()


@pytest.fixture
def uneven(talk: Path, tmp_path: Path) -> Path:
    """A ledger with claims of several certainties."""
    db = tmp_path / "claims.db"
    done("ingest", talk, "--db", db)
    return db


def test_a_look_up_leaves_out_what_is_less_certain(uneven: Path) -> None:
    every = done("find", "--json", "--db", uneven).json
    least = max(row["confidence"] for row in every)
    certain = [row for row in every if row["confidence"] >= least]
    assert 0 < len(certain) < len(every)
    found = done("find", "--min-confidence", least, "--json", "--db", uneven).json
    assert found == certain
    first = done("find", "--min-confidence", least, "--limit", 1, "--json", "--db", uneven).json
    assert first == certain[:1]
    assert done("find", "--min-confidence", "0", "--json", "--db", uneven).json == every


def test_an_export_leaves_out_what_is_less_certain(uneven: Path, tmp_path: Path) -> None:
    target = tmp_path / "certain.jsonl"
    every = done("find", "--json", "--db", uneven).json
    least = max(row["confidence"] for row in every)
    done("export", "-o", target, "--min-confidence", least, "--db", uneven)
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert {row["id"] for row in rows} == {r["id"] for r in every if r["confidence"] >= least}
    assert 0 < len(rows) < len(every)


def runs(db: Path) -> list[dict[str, object]]:
    rows = done("sql", "SELECT config FROM run ORDER BY seq", "--json", "--db", db).json
    return [json.loads(row["config"])["spacy_model"] for row in rows]


def test_a_run_writes_down_its_pipeline(talk: Path, tmp_path: Path) -> None:
    db, folder = tmp_path / "claims.db", Path(__file__).parents[2] / "claims" / "model"
    done("ingest", talk, "--db", db)
    before = done("find", "--json", "--db", db).out
    done("ingest", talk, "--spacy-model", folder, "--db", db)
    assert done("find", "--json", "--db", db).out == before
    done("ingest", talk, "--spacy-model", "none", "--db", db)
    version = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["version"]
    assert runs(db) == [
        {"name": "shipped", "version": version},
        {"name": str(folder), "version": version},
        {"name": "none", "version": None},
    ]


def test_the_same_bytes_and_pipeline_again_change_nothing(talk: Path, tmp_path: Path) -> None:
    at = ("--db", tmp_path / "claims.db")
    claims = "SELECT * FROM claim ORDER BY id"
    for model in ("none", "shipped"):
        done("ingest", talk, "--spacy-model", model, *at)
        before = done("sql", claims, "--json", *at).out
        again = done("ingest", talk, "--spacy-model", model, *at).err
        assert "0 claims added" in again
        assert "withdrawn" not in again
        assert done("sql", claims, "--json", *at).out == before
