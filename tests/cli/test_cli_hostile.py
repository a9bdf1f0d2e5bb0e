"""Hostile sources, lines and settings: a correct ledger or one clear line, and the rest is done."""

from __future__ import annotations

import json
import os
import random
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.records import UNSAFE
from cli.cli_runner import done, run

GOOD = "The Llama 2 70B parameters file is 140 gigabytes."
UGLY = "\x1b[31m\x1b]0;owned\x07\x9b2J\u202e\u2066\u061c\x7f\U000e0041"


def many_names() -> str:
    """More names than are read."""
    draw = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join(
        "".join(draw.choices(letters, k=5)).capitalize() + " " + draw.choice(letters)
        for _ in range(320_000)
    )


LIMITS: dict[str, tuple[Callable[[], str], str]] = {
    "lines": (lambda: "1\n" * 1_000_001, "1,000,000 lines"),
    "passages": (lambda: "# a\n" * 200_001, "200,000 passages"),
    "gaps": (lambda: "a  b " * 700_000, "1,000,000 gaps"),
    "quantities": (lambda: "Ada has 1 GB. " * 101_000, "100,000 quantities"),
    "names": (many_names, "300,000 names"),
    "wide": (lambda: "a" * 35_000_000 + "\U0001f600", "128 MiB"),
    "json": (
        lambda: '{"segments": [' + "0," * 8_400_000 + "0]}",
        "16 MiB, the most for whisper-json",
    ),
    "bytes": (lambda: "a" * (64 * 1024 * 1024 + 1), "larger than 64 MiB"),
}
"""Texts that hold too much, and what is said of each."""


@pytest.mark.long
@pytest.mark.parametrize("name", LIMITS)
def test_a_source_that_holds_too_much(name: str, tmp_path: Path) -> None:
    text, said = LIMITS[name]
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text(text(), encoding="utf-8")
    second.write_text(GOOD)
    db = tmp_path / "claims.db"
    result = run("ingest", first, second, "--spacy-model", "none", "--db", db)
    assert result.code == 2
    lines = result.err.splitlines()
    assert len(lines) == 2, result.err
    assert said in lines[0]
    assert "a.txt: " in lines[0]
    assert "1 sources read, 2 claims added, 1 refused" in lines[1]


class TestSize:
    def test_larger_sources_are_refused_and_the_others_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(GOOD * 100)
        (tmp_path / "b.txt").write_text(GOOD)
        result = run("extract", tmp_path / "a.txt", tmp_path / "b.txt", "--max-source-size", "1K")
        assert result.code == 2
        assert len(result.jsonl) == 2
        assert (
            result.err == f"claims: {tmp_path}/a.txt: larger than 1 KiB; split it and try again\n"
        )

    def test_standard_input_too(self) -> None:
        result = run("extract", "-", "--max-source-size", "50", stdin=GOOD.encode() * 2)
        assert result.refusal == "claims: -: larger than 50 bytes; split it and try again"

    @pytest.mark.parametrize("size", ["0", "-1", "2G", "1e9", "many", "9" * 5000, "64 M", ""])
    def test_what_is_no_size(self, size: str) -> None:
        assert "--max-source-size" in run("extract", "x", "--max-source-size", size).refusal

    def test_the_help_states_the_limits(self) -> None:
        for command in ("ingest", "extract"):
            assert "64M" in done(command, "--help").out
            assert "16M" in done(command, "--help").out


CLAIM = {"source": "s", "quote": "It is 5 kg.", "lo": 5, "hi": 5, "unit": "kilogram"}
LINES = {
    "depth": "[" * 100_000 + "]" * 100_000,
    "depth within": '{"source": ' + '{"a":' * 50_000 + "1" + "}" * 50_001,
    "NaN": '{"source": "s", "quote": "q", "lo": NaN}',
    "Infinity": '{"source": "s", "quote": "q", "lo": -Infinity}',
    "exponent": '{"source": "s", "quote": "q", "lo": 1e999999999}',
    "exponent of exponents": '{"source": "s", "quote": "q", "lo": 1e' + "9" * 400 + "}",
    "digits": '{"source": "s", "quote": "q", "lo": ' + "9" * 1_000_000 + "}",
    "digits in a string": '{"source": "s", "quote": "q", "lo": "' + "9" * 1_000_000 + '"}',
    "an offset": '{"source": "s", "quote": "q", "start": 1e30, "end": 2e30}',
    "a negative offset": '{"source": "s", "quote": "q", "start": -5, "end": -1}',
    "a list": "[]",
    "a number": "1e999",
    "text": '"x"',
    "null": "null",
    "wrong types": '{"source": 5, "quote": ["q"], "qualifiers": 7}',
    "half a pair": '{"source": "s", "quote": "\\ud800"}',
    "NUL": '{"source": "s", "quote": "a\\u0000b"}',
    "a byte": b'{"source": "s", "quote": "\xff"}',
    "broken": '{"source": "s", "quote": ',
    "an endless line": '{"source": "' + "x" * 5_000_000 + '"}',
    "a large confidence": json.dumps(CLAIM | {"confidence": 5}),
    "the wrong way round": json.dumps(CLAIM | {"lo": 9}),
    "a false canonical value": json.dumps(CLAIM | {"canonical_lo": 7}),
    "a deep qualifier": json.dumps(CLAIM | {"qualifiers": {"a": {"b": "c"}}}),
    "no modality": json.dumps(CLAIM | {"modality": "sure"}),
}


@pytest.mark.parametrize("name", LINES)
def test_a_hostile_line_is_refused_and_the_next_is_taken(name: str, tmp_path: Path) -> None:
    line = LINES[name]
    data = line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")
    path = tmp_path / "claims.jsonl"
    path.write_bytes(data + b"\n" + json.dumps(CLAIM).encode() + b"\n")
    db = tmp_path / "claims.db"
    result = run("ingest", "--claims", path, "--db", db)
    assert result.code == 2, result.err
    assert "Traceback" not in result.err
    assert "unexpected" not in result.err
    assert "1 claims added, 1 refused" in result.err.splitlines()[-1]
    assert len(result.err) < 2000
    assert "everything checks" in done("verify", "--db", db).err + done("verify", "--db", db).out


def test_large_numbers_and_repeated_keys_are_taken_exactly(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(
        '{"source": "s", "quote": "q", "lo": 1e400, "hi": 1e400, "unit": "byte"}\n'
        '{"source": "s", "quote": "a", "quote": "b", "lo": 1, "lo": 2, "hi": 2, "unit": "byte"}\n'
    )
    db = tmp_path / "claims.db"
    done("ingest", "--claims", path, "--db", db)
    out = done("find", "--unit", "byte", "--jsonl", "--db", db).out
    assert f'"lo": 1{"0" * 400},' in out
    assert '"quote": "b"' in out  # the last one counts, as JSON's readers have it


@pytest.fixture(scope="module")
def ugly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which every text has what a terminal would obey."""
    folder = tmp_path_factory.mktemp("ugly")
    lines = [
        {"source": f"a{UGLY}.txt", "quote": f"The{UGLY} file is {value} GB.", "lo": value,
         "hi": value, "unit": "gigabyte", "value_text": f"{value}{UGLY} GB",
         "subject": f"Llama{UGLY}", "attribute": "file_size", "speaker": f"Ada{UGLY}",
         "time": "00:00:01", "locator": f"page {UGLY}", "qualifiers": {"dtype": f"x{UGLY}"}}
        for value in (104, 140)
    ]  # fmt: skip
    path, db = folder / "claims.jsonl", folder / "claims.db"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    done("ingest", "--claims", path, "--db", db)
    done("reconcile", "--db", db)
    return db


@pytest.mark.parametrize(
    "command",
    [
        ["find"], ["find", "--json"], ["find", "--jsonl"], ["subjects"], ["attributes"],
        ["sources"], ["sources", "--json"], ["contradictions"], ["findings"],
        ["findings", "--json"], ["verify"],
        ["sql", "select * from claim_view"], ["sql", 'select 1 as "a\x1b[31m"'],
        ["sql", "select \x1b[31m"], ["find", "--db", "no\x1b[31m.db"], ["find\x1b[31m"],
        ["find", "--modality", "\u202e"], ["show", "\x1b[31m123456"],
        ["show", "{claim}"], ["show", "{claim}", "--json"], ["report", "-o", "/no\x1b[31m/x.md"],
        ["vocabulary", "--vocabulary", "\x1b[31m.yaml"], ["extract", "\x1b[31m.txt"],
        ["quantities", "\x1b[31m.txt"], ["export", "-o", "\x1b[31m.xls"],
        ["ingest", "--published", "\x1b[31m", "x"], ["ingest", "--format", "\x1b[31m", "x"],
        ["db", "current", "--db", "\x1b[31m.db"], ["copy", "--to", "\x1b[31m/x.db"],
    ],
    ids=repr,
)  # fmt: skip
def test_no_command_writes_what_a_terminal_obeys(command: list[str], ugly: Path) -> None:
    claim = done("find", "--limit", "1", "--json", "--db", ugly).json[0]["id"]
    arguments = [claim if part == "{claim}" else part for part in command]
    if "--db" not in arguments and command[0] not in ("vocabulary", "extract", "quantities"):
        arguments += ["--db", str(ugly)]
    result = run(*arguments)
    for text in (result.out, result.err):
        assert not UNSAFE.search(text), text
    assert "unexpected" not in result.err


def test_json_reads_back_as_it_was(ugly: Path) -> None:
    assert {row["subject"] for row in done("find", "--json", "--db", ugly).json} == {f"Llama{UGLY}"}


BAD_PLACES = [
    "\x1b[31m.db", "http://host/x", "postgresql://", "sqlite:///", "postgresql://h:x/y",
    "sqlite:////dev/null", "/dev/null", "file:x?mode=memory", "a\nb://c", "://", "?",
]  # fmt: skip


def test_settings_of_any_kind(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.txt"
    source.write_text(GOOD)
    for db in BAD_PLACES:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("CLAIMS_DB", db)
        result = run("subjects")
        assert result.code == 2, db
        assert "Traceback" not in result.err
        assert "unexpected" not in result.err, (db, result.err)
        assert len(result.err.splitlines()) == 1
        assert not UNSAFE.search(result.err)
    for columns in ("-5", "0", "x", "9" * 50, "1e9"):
        monkeypatch.setenv("COLUMNS", columns)
        assert "140" in done("find", "140", "--db", ledger).out
    monkeypatch.setenv("COLUMNS", "80")
    for actor in (UGLY, "x" * 100_000, "\udcff", " "):
        monkeypatch.setenv("CLAIMS_ACTOR", actor)
        db = str(tmp_path / f"{len(actor)}.db")
        done("ingest", source, "--db", db)
        done("verify", "--db", db)


def _damaged(text: bytes) -> bytes:
    """A database of which everything behind the first page is damaged."""
    data = bytearray(text)
    for place in range(4096, len(data), 97):
        data[place] ^= 0xFF
    return bytes(data)


FILES: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda data: data[: len(data) // 2],
    "only a head": lambda data: data[:50],
    "only a page": lambda data: data[:4096],
    "damaged": _damaged,
    "text": lambda data: b"hello\n" * 500,
    "a zip": lambda data: b"PK\x03\x04" + data,
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("command", ["find", "verify", "ingest", "sql", "report", "export"])
def test_a_file_that_is_no_sound_ledger(
    name: str, command: str, ledger: Path, tmp_path: Path
) -> None:
    path, source = tmp_path / "x.db", tmp_path / "a.txt"
    path.write_bytes(FILES[name](ledger.read_bytes()))
    source.write_text(GOOD)
    more = {"ingest": [source], "sql": ["select * from claim_view"], "report": ["-o", "r.html"],
            "export": ["-o", "r.csv"], "find": ["140"]}  # fmt: skip
    arguments = [tmp_path / part if part in ("r.html", "r.csv") else part
                 for part in more.get(command, [])]  # fmt: skip
    result = run(command, *arguments, "--db", path)
    assert result.code in (1, 2)
    assert "Traceback" not in result.err
    assert "unexpected" not in result.err, result.err
    assert not (tmp_path / "r.html").exists()
    assert not (tmp_path / "r.csv").exists()


class TestOtherHands:
    """A ledger file to which somebody added what is not the program's."""

    def test_a_view_that_would_write(self, ledger: Path, tmp_path: Path) -> None:
        path = self._changed(
            ledger, tmp_path, "CREATE VIEW evil AS SELECT writefile('/tmp/claims-owned', 'x') AS x"
        )
        assert "no such function" in run("sql", "select * from evil", "--db", path).refusal
        assert not Path("/tmp/claims-owned").exists()

    @pytest.mark.long
    def test_a_view_without_end(self, ledger: Path, tmp_path: Path) -> None:
        endless = "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a)"
        path = self._changed(
            ledger, tmp_path, f"CREATE VIEW evil AS {endless} SELECT count(*) AS n FROM a"
        )
        assert "narrow it" in run("sql", "select * from evil", "--db", path).refusal

    @pytest.mark.parametrize(
        "act", ["SELECT RAISE(IGNORE)", "INSERT INTO run_end (run_id, ended_at) VALUES (1, 1)"]
    )
    def test_a_trigger_that_meddles(self, act: str, ledger: Path, tmp_path: Path) -> None:
        path = self._changed(
            ledger, tmp_path, f"CREATE TRIGGER evil BEFORE INSERT ON claim BEGIN {act}; END"
        )
        source = tmp_path / "a.txt"
        source.write_text(GOOD)
        result = run("ingest", source, "--db", path)
        assert result.code == 2
        assert "0 claims added, 1 refused" in result.err
        assert "unexpected" not in result.err
        (fault,) = run("verify", "--json", "--db", path).json  # nothing of it was kept
        assert (fault["table"], fault["id"]) == ("claim", "evil")

    def test_a_revision_with_escapes(self, ledger: Path, tmp_path: Path) -> None:
        path = self._changed(ledger, tmp_path, "UPDATE alembic_version SET version_num = char(27)")
        result = run("find", "140", "--db", path)
        assert result.code == 2
        assert not UNSAFE.search(result.err)

    @pytest.mark.parametrize("target", ["loop.db", "nowhere/x.db", "/dev/zero", "/dev/null"])
    def test_links(self, target: str, tmp_path: Path) -> None:
        link = tmp_path / "loop.db"
        os.symlink(target, link)
        for command in (["find", "x"], ["ingest", __file__], ["verify"]):
            assert "loop.db" in run(*command, "--db", link).refusal

    def test_a_link_to_a_ledger_is_that_ledger(self, ledger: Path, tmp_path: Path) -> None:
        os.symlink(ledger, tmp_path / "link.db")
        assert "140" in done("find", "140", "--db", tmp_path / "link.db").out

    def _changed(self, ledger: Path, folder: Path, statement: str) -> Path:
        path = folder / "changed.db"
        path.write_bytes(ledger.read_bytes())
        connection = sqlite3.connect(path)
        connection.execute(statement)
        connection.commit()
        connection.close()
        return path


def test_files_are_named_by_the_user_alone(tmp_path: Path) -> None:
    """Nothing that a source says makes a file."""
    work = tmp_path / "work"
    work.mkdir()
    text = f"# ../../owned.html\n\nThe size of $(touch owned) `touch owned` ../../owned is {GOOD}\n"
    (tmp_path / "a.md").write_text(text)
    db = work / "claims.db"
    done("ingest", tmp_path / "a.md", "--title", "../../owned", "--db", db)
    done("reconcile", "--db", db)
    for name in ("r.html", "r.md", "r.csv", "r.json"):
        done("report", "-o", work / name, "--db", db)
    found = {re.sub("-(wal|shm)$", "", path.name) for path in work.iterdir()}
    assert found == {"claims.db", "r.html", "r.md", "r.csv", "r.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"a.md", "work"}


def test_formulas_are_set_off_and_numbers_stay_numbers(empty: Path) -> None:
    query = """select '=1+1' as "=a", '+1' as b, '-1+1' as c, '@SUM(1)' as d, '	=1' as e,
               '-5' as f, -5 as g, '-5.25' as h, 'a' as i"""
    out = done("sql", query, "--csv", "--db", empty).out
    assert out == "'=a,b,c,d,e,f,g,h,i\n'=1+1,'+1,'-1+1,'@SUM(1),'\t=1,-5,-5,-5.25,a\n"
    assert done("sql", query, "--json", "--db", empty).json[0]["=a"] == "=1+1"
