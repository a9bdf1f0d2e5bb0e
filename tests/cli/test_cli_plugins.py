"""Extractor plugins at the command line: chosen by name, checked, counted, and on their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from plugin_folders import make_wheel, unpack

from cli.cli_runner import done, run

GOOD = """
import re
TALLY = re.compile(r"([a-z]+) (x[0-9]+)")

def extract(document):
    print("looking at", document.source.uri)
    text = document.source.text
    for passage in document.passages:
        for match in TALLY.finditer(text, passage.start, passage.end):
            start, end = match.span(2)
            yield {"start": start, "end": end, "value_text": match[2],
                   "quote": text[passage.start : passage.end], "subject": match[1],
                   "lo": match[2][1:], "hi": match[2][1:], "unit": "bird",
                   "attribute": "count:bird"}
"""
WRONG = GOOD.replace('"value_text": match[2]', '"value_text": match[2] + "0"')
RAISES = (
    GOOD
    + """
        if "roost" in passage.text:
            raise ValueError("too many" + chr(10) + "birds")
"""
)
NOTES = {
    "hide.txt": "At the hide: heron x12, curlew x3. The hide is 5 metres wide.\n",
    "roost.txt": "At the roost: starling x4500. The roost is 300 metres wide.\n",
}
COUNT = iter(range(1000))

Install = Callable[..., None]


@pytest.fixture
def extractor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs a function ``extract`` as an extractor plugin under a name."""

    def install(code: str, name: str = "tally", version: str = "2.1") -> None:
        number = next(COUNT)
        module = f"extractor_{number}"
        groups = {"claims.extractors": {name: f"{module}:extract"}}
        wheel = make_wheel(tmp_path, f"birds-{number}", version, groups, {module: code})
        monkeypatch.syspath_prepend(unpack(wheel, tmp_path / f"site{number}"))

    return install


@pytest.fixture
def notes(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "notes"
    folder.mkdir()
    for name, text in NOTES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def values(out: str) -> list[str]:
    return [json.loads(line)["value_text"] for line in out.splitlines()]


def current(db: Path) -> set[str]:
    return {row["value_text"] for row in done("find", "--json", "--db", db).json}


def test_the_chosen_extractor_works_alone_or_with_others(
    extractor: Install, notes: list[Path]
) -> None:
    extractor(GOOD)
    assert "x12" not in values(done("extract", *notes).out)
    alone = done("extract", *notes, "--extractor", "tally")
    assert values(alone.out) == ["x12", "x3", "x4500"]
    assert "looking at" in alone.err
    both = values(done("extract", notes[0], "--extractor", "tally", "--extractor", "builtin").out)
    assert both == ["x12", "x3", "5 metres"]


def test_the_same_claim_of_two_extractors_is_one(extractor: Install, notes: list[Path]) -> None:
    extractor(GOOD)
    extractor(GOOD, name="again")
    out = done("extract", notes[0], "--extractor", "tally", "--extractor", "again").out
    assert values(out) == ["x12", "x3"]


def test_what_does_not_pass_the_gate_is_counted_with_its_reason(
    extractor: Install, notes: list[Path], tmp_path: Path
) -> None:
    extractor(WRONG)
    result = run("extract", *notes, "--extractor", "tally", "--extractor", "builtin")
    assert result.code == 2
    assert values(result.out) == ["5 metres", "300 metres"]
    lines = [line for line in result.err.splitlines() if line.startswith("claims: ")]
    assert len(lines) == 2
    assert lines[0].startswith(f"claims: {notes[0]}: extractor tally 2.1: 2 claims refused: ")
    assert "2 because its value is not there" in lines[0]
    assert "stands 'x12', not 'x120'" in lines[0]
    ingested = run("ingest", *notes, "--extractor", "tally", "--db", tmp_path / "claims.db")
    assert ingested.code == 2
    assert ingested.err.splitlines()[-1].startswith("2 sources read, 0 claims added, 3 refused")


def test_an_extractor_that_raises_loses_its_own_part(extractor: Install, notes: list[Path]) -> None:
    extractor(RAISES)
    options = ("--extractor", "tally", "--extractor", "builtin")
    result = run("extract", *notes, *options)
    assert result.code == 2
    assert values(result.out) == ["x12", "x3", "5 metres", "300 metres"]
    (line,) = [line for line in result.err.splitlines() if line.startswith("claims: ")]
    assert f"{notes[1]}: extractor tally 2.1 failed" in line
    assert line.endswith("ValueError: too many birds")
    assert "Traceback" not in result.err
    assert "Traceback" in run("extract", *notes, *options, "--debug").err


def test_a_failure_withdraws_no_claims(
    extractor: Install, notes: list[Path], tmp_path: Path
) -> None:
    extractor(GOOD)
    extractor(RAISES, name="raises")
    db = tmp_path / "claims.db"
    done("ingest", notes[1], "--extractor", "tally", "--db", db)
    assert current(db) == {"x4500"}
    assert run("ingest", notes[1], "--extractor", "raises", "--db", db).code == 2
    assert current(db) == {"x4500"}
    done("ingest", notes[1], "--extractor", "builtin", "--db", db)
    assert "x4500" not in current(db)
    assert "300 metres" in current(db)
    done("ingest", notes[1], "--extractor", "tally", "--db", db)
    assert current(db) == {"x4500"}


def test_the_run_of_a_claim_names_its_extractor(
    extractor: Install, notes: list[Path], tmp_path: Path
) -> None:
    extractor(GOOD)
    db = tmp_path / "claims.db"
    done("ingest", *notes, "--extractor", "builtin", "--extractor", "tally", "--db", db)
    sql = "SELECT c.unit, r.config FROM claim c JOIN run r ON r.id = c.run_id"
    rows = done("sql", sql, "--json", "--db", db).json
    found = {row["unit"]: json.loads(row["config"])["extractor"] for row in rows}
    assert found["bird"] == {"name": "tally", "version": "2.1"}
    assert found["metre"]["name"] == "builtin"
    ended = done("sql", "SELECT run_id FROM run_end", "--json", "--db", db).json
    assert len(ended) == 2
    done("verify", "--db", db)


def test_a_plugin_gives_no_reasons(extractor: Install, notes: list[Path]) -> None:
    extractor(GOOD)
    both = ("--extractor", "builtin", "--extractor", "tally")
    rows = done("extract", *notes, *both, "--explain", "--jsonl").jsonl
    assert {row["unit"] == "bird": row["explanation"] is None for row in rows} == {
        True: True, False: False,
    }  # fmt: skip
    assert done("extract", *notes, *both, "--explain").out.count("its extractor gives none") == sum(
        row["unit"] == "bird" for row in rows
    )


def test_an_unknown_name_stops_before_anything_is_read(
    extractor: Install, notes: list[Path], tmp_path: Path
) -> None:
    extractor(GOOD)
    db = tmp_path / "claims.db"
    line = run("ingest", *notes, "--extractor", "tolly", "--db", db).refusal
    assert "no extractor tolly; installed: builtin, tally" in line
    assert not db.exists()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import no_such_module_here", "ModuleNotFoundError"),
        ("extract = 5", "is no extractor: int cannot be called"),
        ("class extract:\n    def __init__(self): raise RuntimeError('no weights')", "no weights"),
    ],
)
def test_an_extractor_that_cannot_be_loaded(
    extractor: Install, notes: list[Path], code: str, reason: str
) -> None:
    extractor(code)
    assert reason in run("extract", *notes, "--extractor", "tally").refusal
    result = run("extract", *notes, "--extractor", "tally", "--extractor", "builtin")
    assert result.code == 2
    assert values(result.out) == ["5 metres", "300 metres"]
    assert result.err.count("claims: ") == 1
    listed = run("plugins", "--json")
    assert listed.code == 1
    (row,) = [row for row in listed.json if row["name"] == "tally"]
    assert reason in row["problem"]


def test_what_is_installed_is_listed(extractor: Install) -> None:
    extractor(GOOD)
    rows = done("plugins", "--json").json
    named = {(row["kind"], row["name"]): row for row in rows}
    assert named["extractor", "builtin"]["distribution"] == "claims"
    assert named["extractor", "tally"]["version"] == "2.1"
    assert named["reader", "markdown"]["problem"] is None
    assert "tally" in done("plugins").out
