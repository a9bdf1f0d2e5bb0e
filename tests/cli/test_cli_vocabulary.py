"""`claims vocabulary check` and `suggest`: what they print in which form, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cli.cli_runner import done, run

PACK = "name: mine\nunits:\n  ell: {base: meter}\n  mile: {discrete: true}\n"
TEXT = "The Velden Classic has 175 riders. The Velden Classic had 170 riders before.\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "races.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_check_prints_remarks_as_rows(pack: Path) -> None:
    result = run("vocabulary", "check", pack, "--json")
    assert result.code == 1
    mistake, warning = result.json
    assert (mistake["file"], mistake["line"], mistake["path"]) == (str(pack), 3, "units.ell.base")
    assert (mistake["grade"], warning["grade"]) == ("mistake", "warning")
    assert result.err == "1 mistake, 1 warning\n"


def test_check_names_file_and_line_for_people(pack: Path) -> None:
    result = run("vocabulary", "check", pack)
    written = "".join(result.out.split())  # a long path may be cut at the line's end
    assert written.startswith(f"{pack}:3:mistake:units.ell.base:theunit")


def test_warnings_alone_end_with_0(tmp_path: Path) -> None:
    path = tmp_path / "warned.yaml"
    path.write_text("name: mine\nunits: {mile: {discrete: true}}", encoding="utf-8")
    assert "warning" in done("vocabulary", "check", path).out


def test_a_file_that_cannot_be_read_ends_with_2_and_the_rest_is_done(pack: Path) -> None:
    result = run("vocabulary", "check", "missing.yaml", pack)
    assert result.code == 2
    assert "claims: missing.yaml: No such file or directory" in result.err
    assert "units.ell.base" in result.out
    assert "missing.yaml" in run("vocabulary", "check", "missing.yaml").err


def test_a_broken_pack_to_build_on_is_refused(pack: Path, source: Path) -> None:
    assert (
        "missing.yaml" in run("vocabulary", "check", pack, "--vocabulary", "missing.yaml").refusal
    )
    assert "'meter'" in run("vocabulary", "suggest", source, "--vocabulary", pack).refusal


def test_suggest_prints_suggestions_as_rows(source: Path) -> None:
    rows = {row["word"]: row for row in done("vocabulary", "suggest", source, "--json").json}
    assert set(rows) == {"rider", "Velden Classic"}
    assert (rows["rider"]["what"], rows["rider"]["count"]) == ("noun", 2)
    (first, _) = rows["rider"]["examples"]
    assert first == {
        "source": str(source), "locator": "line 1", "quote": "The Velden Classic has 175 riders.",
    }  # fmt: skip


def test_suggest_reads_standard_input() -> None:
    result = done("vocabulary", "suggest", "-", "--jsonl", stdin=TEXT.encode())
    assert {row["word"] for row in result.jsonl} == {"rider", "Velden Classic"}


def test_suggest_writes_a_pack(source: Path) -> None:
    written = yaml.safe_load(done("vocabulary", "suggest", source, "--yaml").out)
    assert written["units"] == {"rider": {"discrete": True}}
    assert list(written["entities"]) == ["Velden Classic"]


def test_suggest_has_nothing_to_say_of_known_things(tmp_path: Path) -> None:
    path = tmp_path / "known.txt"
    path.write_text("Falcon 40B has 60 layers. Falcon 40B has 60 layers.", encoding="utf-8")
    result = done("vocabulary", "suggest", path)
    assert result.out == ""
    assert "nothing" in result.err
    assert done("vocabulary", "suggest", path, "--json").json == []


def test_a_source_that_cannot_be_read_ends_with_2_and_the_rest_is_done(source: Path) -> None:
    result = run("vocabulary", "suggest", "missing.txt", source)
    assert result.code == 2
    assert "rider" in result.out
    assert "missing.txt" in result.err


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["suggest", "races.txt", "--yaml", "--json"], "--yaml"),
        (["suggest", "races.txt", "--format", "clay"], "clay"),
        (["suggest"], "SOURCE"),
        (["check"], "FILE"),
        (["chekc", "mine.yaml"], "chekc"),
        (["--json", "check", "mine.yaml"], "behind"),
        (["--vocabulary", "mine.yaml", "check", "mine.yaml"], "--vocabulary goes behind check"),
    ],
)
def test_wrong_usage_is_said_in_one_line(
    arguments: list[str], part: str, source: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(source.parent)
    assert part in run("vocabulary", *arguments).refusal
