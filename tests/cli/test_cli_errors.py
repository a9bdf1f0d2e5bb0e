"""What a user reads when something is wrong: one line, exit code 2, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.cli_runner import done, run


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["bogus"], ["bogus", "claims --help"]),
        (["--db", "x"], ["command"]),
        (["db"], ["claims db --help"]),
        (["find", "--bogus"], ["--bogus", "claims find --help"]),
        (["find", "--limit", "x"], ["--limit", "'x'"]),
        (["find", "--limit", "-1"], ["--limit", "-1"]),
        (["find", "--min", "abc"], ["--min", "abc"]),
        (["find", "--max", "NaN"], ["--max", "NaN"]),
        (["find", "--max", "1e999999999"], ["--max 1e999999999", "±10000"]),
        (["find", "--modality", "sure"], ["sure", "hedged", "negated"]),
        (["findings", "--kind", "quarrel"], ["quarrel", "derivation_conflict"]),
        (["findings", "--min-severity", "nan"], ["--min-severity"]),
        (["contradictions", "--min-severity", "3"], ["--min-severity", "between 0 and 1"]),
        (["ingest"], ["PATH", "--claims"]),
        (["extract"], ["PATH"]),
        (["show"], ["ID"]),
        (["ingest", "--published", "spring", "x.txt"], ["--published", "2023-07-18"]),
        (["ingest", "--published", "20230718", "x.txt"], ["20230718", "2023-07-18"]),
        (["ingest", "--published", "2023-13", "x.txt"], ["2023-13"]),
        (["ingest", "--format", "docx", "x.txt"], ["docx", "markdown", "whisper-json"]),
        (["extract", "--format", "docx", "x.txt"], ["docx", "markdown"]),
        (["quantities", "missing.jsonl"], ["missing.jsonl"]),
        (["vocabulary", "--vocabulary", "missing.yaml"], ["missing.yaml"]),
        (["export", "-o", "claims.xls"], ["claims.xls", ".jsonl", ".csv", ".parquet", ".xlsx"]),
        (["export"], ["-o"]),
        (["find", "x", "--db", "mysql://host/name"], ["mysql", "postgresql://"]),
        (["find", "x", "--db", ""], ["allowed"]),
        (["find", "x", "--db", "a\0b"], ["NUL"]),
        (["find", "x", "--db", "missing.db"], ["missing.db", "claims ingest"]),
        (["find", "x", "--db", "."], [".", "--db"]),
        (["db", "current", "--db", "missing.db"], ["missing.db"]),
        (["verify", "--db", "missing.db"], ["missing.db"]),
        (["ingest", "x.txt", "--db", "no/such/folder/claims.db"], ["no/such/folder"]),
    ],
)
def test_one_line_says_what_is_wrong_and_what_is_allowed(
    command: list[str], said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = run(*command).refusal
    for words in said:
        assert words in line
    assert list(tmp_path.iterdir()) == []  # a refused command leaves nothing behind


def test_a_report_in_an_unknown_format(ledger: Path, tmp_path: Path) -> None:
    line = run("report", "-o", tmp_path / "report.pdf", "--db", ledger).refusal
    assert ".html" in line
    assert run("report", "-o", tmp_path / "none" / "report.md", "--db", ledger).code == 2
    assert run("export", "-o", tmp_path / "none" / "all.csv", "--db", ledger).code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"no database at all, only some words\n" * 40, b"\0" * 4096])
def test_a_file_that_is_no_ledger(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    assert "notes.db" in run("find", "x", "--db", path).refusal
    assert path.read_bytes() == content


def test_a_server_that_is_not_there() -> None:
    pytest.importorskip("psycopg")
    line = run("find", "x", "--db", "postgresql://user:secret@127.0.0.1:1/none").refusal
    assert "127.0.0.1" in line
    assert "secret" not in line


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    place = tmp_path / "missing.db"
    for command in (["--debug", "find", "x"], ["find", "x", "--debug"]):
        result = run(*command, "--db", place)
        assert result.code == 2
        assert result.out == ""
        assert "Traceback" in result.err
        assert result.err.splitlines()[-1].startswith("claims: ")


class TestWhereTheLedgerIs:
    def test_after_before_and_around(
        self, ledger: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def sources(*command: object) -> int:
            return len(done(*command).json)

        assert sources("sources", "--json", "--db", ledger) == 2
        assert sources("--db", ledger, "sources", "--json") == 2
        monkeypatch.setenv("CLAIMS_DB", str(empty))
        assert sources("sources", "--json") == 0
        assert sources("--db", ledger, "sources", "--json") == 2
        assert sources("--db", empty, "sources", "--json", "--db", ledger) == 2
        assert sources("sources", "--json") == 0  # what was said before is forgotten

    def test_a_url(self, ledger: Path) -> None:
        assert len(done("sources", "--json", "--db", f"sqlite:///{ledger}").json) == 2

    def test_the_default_is_a_file_here(
        self, talks: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        done("ingest", talks[0])
        assert (tmp_path / "claims.db").is_file()
        assert len(done("sources", "--json").json) == 1


def test_help_and_version(monkeypatch: pytest.MonkeyPatch) -> None:
    from claims import __version__

    assert done("--version").out == f"claims {__version__}\n"
    nothing = done()
    assert nothing.err == ""
    assert nothing.out == done("--help").out == done("-h").out


def process(*arguments: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "claims", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
    )


def test_a_reader_that_has_enough(ledger: Path) -> None:
    query = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) "
    with process(
        "sql", query + "select i from n", "--all", "--jsonl", "--db", str(ledger)
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() == b'{"i": 1}\n'
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_a_locale_that_knows_only_ascii(ledger: Path) -> None:
    environment = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    with process("find", "140", "--db", str(ledger), env=environment) as running:
        out, err = running.communicate()
    assert (running.returncode, err) == (0, b"")
    assert "“The parameters file" in out.decode("utf-8")
