"""Weights of sources on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.cli_runner import run

TEXTS = {
    "paper.txt": "The parameters file of Llama 2 70B is 140 gigabytes.",
    "radio.txt": "Listeners, the parameters file of Llama 2 70B is 150 gigabytes.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_weight_given_while_reading_decides_and_is_shown(folder: Path) -> None:
    assert run("ingest", "paper.txt").code == 0
    assert run("ingest", "radio.txt", "--weight", "0.25").code == 0
    assert "weight 0.25" in run("sources").out
    assert [row["weight"] for row in run("sources", "--json").json] == [None, 0.25]
    run("reconcile")
    (found,) = run("contradictions", "--json").json
    assert found["likely_value"] == 140_000_000_000
    assert "more weight (probability" in found["explanation"]


def test_a_weight_set_later_asks_to_compare_anew(folder: Path) -> None:
    run("ingest", "paper.txt", "radio.txt")
    run("reconcile")
    done = run("sources", "--set-weight", "paper.txt=0", "--json")
    assert "claims reconcile" in done.err
    assert [row["weight"] for row in done.json] == [0, None]
    assert "run: claims reconcile" in run("findings").err
    assert "3 of them again" not in run("reconcile").err
    (found,) = run("contradictions", "--json").json
    assert (found["likely_value"], found["severity"]) == (150_000_000_000, 0)
    again = run("sources", "--set-weight", "paper.txt=0")
    assert again.err == ""


def test_ready_claims_have_a_weight_too(folder: Path) -> None:
    run("ingest", "paper.txt", "radio.txt", "--db", "first.db")
    run("export", "-o", "all.jsonl", "--db", "first.db")
    assert run("ingest", "--claims", "all.jsonl", "--weight", "0.5").code == 0
    assert {row["weight"] for row in run("sources", "--json").json} == {0.5}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("paper.txt=2", "is not between 0 and 1"),
        ("paper.txt=half", "is no number"),
        ("paper.txt", "is not SOURCE=WEIGHT"),
        ("=0.5", "is not SOURCE=WEIGHT"),
        ("nowhere.txt=0.5", "no source has an id that begins with 'nowhere.txt'"),
    ],
)
def test_a_weight_that_cannot_be_is_refused_and_none_is_set(
    folder: Path, said: str, message: str
) -> None:
    run("ingest", "paper.txt")
    refusal = run("sources", "--set-weight", "paper.txt=0.5", "--set-weight", said).refusal
    assert message in refusal
    assert run("sources", "--json").json[0]["weight"] is None


def test_a_weight_that_is_none_is_refused_before_anything_is_read(folder: Path) -> None:
    assert (
        "--weight 7 is not between 0 and 1" in run("ingest", "paper.txt", "--weight", "7").refusal
    )
    assert not (folder / "claims.db").exists()
