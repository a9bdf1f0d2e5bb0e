"""docs/vocabulary.md: the guide is followed step by step, and gives what it shows."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.cli_runner import Done, run
from docs_pages import blocks, page, sections, tables

import claims
from claims.reconcile import reconcile
from claims.vocabulary import load_vocabulary

PAGE = sections(page("vocabulary.md"), 2)
GUIDE = PAGE["A pack of your own in fifteen minutes"]
MISTAKES = PAGE["When a pack is wrong"]

Command = Callable[..., Done]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the page."""
    path = tmp_path_factory.mktemp("guide")
    files = {"races.txt": blocks(GUIDE, "text")[0], "cycling.yaml": blocks(GUIDE, "yaml")[0],
             "broken.yaml": blocks(MISTAKES, "yaml")[0],
             "wrong.yaml": blocks(MISTAKES, "yaml")[2]}  # fmt: skip
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command line of the page in that folder, on a terminal of 80 columns."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    return run


def steps(text: str) -> Iterator[tuple[str, str]]:
    """Each command of the console blocks and what it prints."""
    for block in blocks(text, "console"):
        for step in re.split(r"(?m)^\$ claims ", block)[1:]:
            line, _, shown = step.partition("\n")
            yield line, shown


@pytest.mark.parametrize(("line", "shown"), [*steps(GUIDE), *steps(MISTAKES)])
def test_a_command_prints_what_the_page_shows(line: str, shown: str, command: Command) -> None:
    done = command(*shlex.split(line))
    assert done.out + done.err == shown


def test_the_pack_gives_the_claims_of_the_table(command: Command) -> None:
    (table,) = tables(GUIDE)
    done = command("extract", "races.txt", "--vocabulary", "cycling.yaml")
    assert done.code == 0, done.err
    rows = [json.loads(line, parse_float=str) for line in done.out.splitlines()]
    found = [
        (*(str(row[column]) for column in table[0][:5]),
         ", ".join(f"{name}={value}" for name, value in row["qualifiers"].items()))
        for row in rows
    ]  # fmt: skip
    assert found == table[1:]


def test_without_the_pack_none_of_these_attributes_is_found(folder: Path) -> None:
    (table,) = tables(GUIDE)
    found = {claim.attribute for claim in claims.extract(folder / "races.txt")}
    assert "count:rider" in found
    assert not found & {row[2] for row in table[1:]}


def test_the_arithmetic_of_the_pack_refutes_the_leaflet(folder: Path) -> None:
    pack = folder / "cycling.yaml"
    found = claims.extract(folder / "races.txt", packs=[pack])
    (quoted,) = re.findall(r"(?m)^> (.+)$", GUIDE)
    told = [finding.explanation for finding in reconcile(found, load_vocabulary([pack]))]
    assert any(text.startswith(quoted) for text in told), told


def test_the_pack_that_is_suggested_fits(command: Command, folder: Path) -> None:
    draft = command("vocabulary", "suggest", "races.txt", "--yaml", "--least", "1")
    (folder / "draft.yaml").write_text(draft.out, encoding="utf-8")
    assert command("vocabulary", "check", "draft.yaml").code == 0


@pytest.mark.parametrize(
    ("files", "code"),
    [(["cycling.yaml"], 0), (["broken.yaml"], 1), (["wrong.yaml"], 1), (["missing.yaml"], 2),
     (["wrong.yaml", "missing.yaml"], 2)],
)  # fmt: skip
def test_exit_codes(files: list[str], code: int, command: Command) -> None:
    assert command("vocabulary", "check", *files).code == code


def test_check_says_what_loading_says_of_a_pack_that_does_not_fit(command: Command) -> None:
    said = " ".join(command("vocabulary", "check", "broken.yaml").out.split())
    for line in blocks(MISTAKES, "text")[0].splitlines():
        assert line.partition(": ")[2] in said
