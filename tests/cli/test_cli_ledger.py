"""The whole way through the commands, on SQLite and on PostgreSQL."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cli.cli_runner import done, run


def test_from_files_to_the_report(empty_url: str, talks: list[Path], tmp_path: Path) -> None:
    at = ("--db", empty_url)
    done("ingest", *talks, *at)
    reminded = done("contradictions", *at)
    assert "claims reconcile" in reminded.err
    assert "2 claims" not in done("reconcile", *at).out
    (found,) = done("contradictions", "--json", *at).json
    assert (found["kind"], found["subject"], found["attribute"]) == (
        "conflict", "Llama 2 70B", "file_size",
    )  # fmt: skip
    assert found["likely_value"] == 140_000_000_000
    assert len(found["values"]) == 2
    assert run("contradictions", "--exit-code", *at).code == 1
    assert run("contradictions", "--exit-code", "--subject", "Nothing", *at).code == 0
    claim = done("find", "llama 2 file size", "--json", *at).json[0]
    assert claim["id"][:8] in done("show", claim["id"][:6], *at).out
    assert done("sql", "select count(*) as n from claim_view", "--json", *at).json[0]["n"] >= 6
    assert done("verify", *at).out == ""
    for suffix in (".html", ".md", ".json", ".csv"):
        target = tmp_path / f"report{suffix}"
        told = done("report", "-o", target, "--title", "Two sizes", *at)
        assert str(target) in told.err
        assert "104 gigabytes" in target.read_text(encoding="utf-8")


def test_ids_are_equal_on_every_engine(empty_url: str, talks: list[Path], ledger: Path) -> None:
    done("ingest", *reversed(talks), "--db", empty_url)
    done("reconcile", "--db", empty_url)
    for command in (["find", "--json"], ["findings", "--jsonl"], ["contradictions", "--csv"]):
        assert done(*command, "--db", empty_url).out == done(*command, "--db", ledger).out


def test_a_copy_verifies_and_ends_with_the_same_entry(empty_url: str, ledger: Path) -> None:
    copied = done("copy", "--to", empty_url, "--json", "--db", ledger)
    counts = {row["table"]: row["rows"] for row in copied.json}
    assert counts["claim"] >= 6
    last = ("sql", "select seq, hash from ledger_entry order by seq desc limit 1", "--json")
    (entry,) = done(*last, "--db", empty_url).json
    assert [entry] == done(*last, "--db", ledger).json
    assert entry["seq"] == counts["ledger_entry"]
    assert entry["hash"] in copied.err
    assert done("verify", "--strict", "--db", empty_url).out == ""
    assert "not empty" in run("copy", "--to", empty_url, "--db", ledger).refusal


def test_schema_commands(empty_url: str) -> None:
    at = ("--db", empty_url)
    assert run("find", "x", *at).code == 2
    upgraded = done("db", "upgrade", *at)
    revision = done("db", "current", *at).out.strip()
    assert revision in upgraded.err
    assert done("db", "check", *at).out == ""
    done("db", "upgrade", *at)
    assert done("--db", empty_url, "db", "current").out.strip() == revision


def test_a_schema_that_differs(postgres_url: str) -> None:
    result = run("db", "check", "--db", postgres_url)
    assert result.code == 1
    assert "empty" in result.out
    assert done("db", "current", "--db", postgres_url).out == "empty\n"


class TestExport:
    def test_csv_holds_every_claim(self, ledger: Path, tmp_path: Path) -> None:
        target = tmp_path / "claims.csv"
        told = done("export", "-o", target, "--db", ledger)
        with target.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert told.out == ""
        assert told.err.startswith(f"{len(rows)} claims written")
        assert len(rows) == len(done("find", "--json", "--db", ledger).json)
        assert {"104 gigabytes", "140 gigabytes"} <= {row["value_text"] for row in rows}

    def test_the_same_bytes_again(self, ledger: Path, tmp_path: Path) -> None:
        first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
        for target in (first, second):
            done("export", "-o", target, "--db", ledger)
        assert first.read_bytes() == second.read_bytes()


class TestContradictionsForPeople:
    def test_both_sides_with_their_places(self, ledger: Path, talks: list[Path]) -> None:
        out = done("contradictions", "--db", ledger).out
        assert out.startswith("1. Llama 2 70B — file_size: conflict")
        assert "* 104 gigabytes" in out
        assert "* 140 gigabytes" in out
        assert out.count("“The parameters file of Llama 2 70B is 104 gigabytes.”") == 1
        values, _, arithmetic = out.partition("By arithmetic, file_size = ")
        for path in talks:
            assert values.count(str(path)) == 1
        assert "* 70 billion parameters" in arithmetic
        assert "* two bytes" in arithmetic
        assert "exchanged" in out
        assert "70 billion parameters x 2 bytes = 140 gigabytes" in " ".join(out.split())

    def test_three_mentions_of_a_value_of_different_sources_first(self, tmp_path: Path) -> None:
        repeated = "\n\n".join(
            f"Part {name} begins: the revenue of Adobe was $17.6 billion in 2022."
            for name in ("One", "Two", "Three", "Four")
        )
        texts = {
            "a.txt": repeated,
            "b.txt": "As everybody knows, the revenue of Adobe was $17.6 billion in 2022.",
            "c.txt": "No, the revenue of Adobe was $16.7 billion in 2022.",
        }
        for name, text in texts.items():
            (tmp_path / name).write_text(text + "\n", encoding="utf-8")
        db = tmp_path / "claims.db"
        done("ingest", *(tmp_path / name for name in texts), "--db", db)
        done("reconcile", "--db", db)
        out = done("contradictions", "--attribute", "revenue", "--db", db).out
        assert out.count("* $17.6 billion") == 3
        assert out.count("* $16.7 billion") == 1
        assert "b.txt" in "".join(out.split()), "a long path may be cut at the line's end"
        assert "and 2 more mentions" in out

    def test_arithmetic_shows_one_mention_of_each_term(self, tmp_path: Path) -> None:
        source = tmp_path / "talk.txt"
        source.write_text(
            "The parameters file of Falcon 40B is 120 gigabytes.\n\n"
            "Falcon 40B has 40 billion parameters.\n\n"
            "Again: Falcon 40B has 40 billion parameters, as we said.\n\n"
            "Each parameter of Falcon 40B is stored in two bytes.\n",
            encoding="utf-8",
        )
        db = tmp_path / "claims.db"
        done("ingest", source, "--db", db)
        done("reconcile", "--db", db)
        out = done("contradictions", "--db", db).out
        assert "derivation conflict" in out
        marks = [
            line.split("[")[0].strip(" *") for line in out.splitlines() if line.startswith("   * ")
        ]
        assert len(marks) == 3
        assert marks[0] == "120 gigabytes"
        assert marks[1] == "40 billion parameters"
        assert marks[2] == "two bytes"

    def test_nothing_to_say(self, empty: Path) -> None:
        result = done("contradictions", "--db", empty)
        assert result.out == ""
        assert "no contradictions" in result.err


def test_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):  # the second finds the ledger of the first
        result = done("demo")
        assert "Llama 2 70B — file_size: conflict" in result.out
        assert "report.html" in result.out
    assert (tmp_path / "claims-demo" / "report.html").stat().st_size > 1000
    (suggested,) = (line for line in result.out.splitlines() if "claims find" in line)
    place = suggested.rpartition("--db ")[2]
    assert done("find", "llama 2 file size", "--db", place).out
