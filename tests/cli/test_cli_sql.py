"""`claims sql` prints the same on both engines, in every form, and only ever reads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ENGINES, NewDatabase

from cli.cli_runner import done, run

QUERY = (
    "SELECT value_text, canonical_lo, standing, sources, confidence, speaker FROM consensus_view "
    "WHERE subject = 'Llama 2 70B' AND attribute IN ('file_size', 'training_tokens') "
    "ORDER BY attribute"
)
NAMES = ["value_text", "canonical_lo", "standing", "sources", "confidence", "speaker"]
COUNT = "SELECT COUNT(*) AS n FROM claim"


@pytest.fixture(scope="module")
def ledgers(new_database: NewDatabase, talks: list[Path]) -> Iterator[list[str]]:
    """The same two talks in a ledger on each engine."""
    with new_database(ENGINES[0]) as first, new_database(ENGINES[1]) as second:
        for db in (first, second):
            done("ingest", *talks, "--db", db)
            done("reconcile", "--db", db)
        yield [first, second]


@pytest.mark.parametrize("form", [(), ("--json",), ("--jsonl",), ("--csv",), ("--tsv",)])
def test_every_form_is_the_same_on_both_engines(ledgers: list[str], form: tuple[str]) -> None:
    first, second = (done("sql", QUERY, *form, "--db", db) for db in ledgers)
    assert (first.out, first.err) == (second.out, second.err)
    asked = (done("sql", "-", *form, "--db", db, stdin=QUERY.encode()).out for db in ledgers)
    assert set(asked) == {first.out}
    assert first.out


def test_what_the_forms_hold(ledgers: list[str]) -> None:
    for db in ledgers:
        rows = done("sql", QUERY, "--json", "--db", db).json
        assert [list(row) for row in rows] == [NAMES, NAMES]
        assert rows[0]["standing"] == "disputed"
        assert rows[1]["canonical_lo"] == "2000000000000"
        assert done("sql", QUERY, "--jsonl", "--db", db).jsonl == rows
        for option, separator in (("--csv", ","), ("--tsv", "\t")):
            text = done("sql", QUERY, option, "--db", db).out
            read = list(csv.DictReader(io.StringIO(text), delimiter=separator))
            assert read == [
                {name: "" if row[name] is None else str(row[name]) for name in NAMES}
                for row in rows
            ]


@pytest.mark.parametrize(("form", "printed"), [("--json", "[]\n"), ("--jsonl", "")])
def test_no_rows(ledgers: list[str], form: str, printed: str) -> None:
    for db in ledgers:
        assert done("sql", f"{QUERY} LIMIT 0", form, "--db", db).out == printed
        assert done("sql", f"{QUERY} LIMIT 0", "--csv", "--db", db).out == ",".join(NAMES) + "\n"


def test_rows_that_are_left_out_are_announced(ledgers: list[str]) -> None:
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001) "
        "SELECT i FROM n"
    )
    for db in ledgers:
        cut = done("sql", numbers, "--jsonl", "--db", db)
        assert (len(cut.jsonl), cut.err) == (
            1000, "claims: first 1000 rows; --all for all, --limit N for so many\n",
        )  # fmt: skip
        assert len(done("sql", numbers, "--all", "--jsonl", "--db", db).jsonl) == 1001


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM claim",
        "UPDATE alembic_version SET version_num = '0'",
        "DROP VIEW claim_view",
        "CREATE TABLE mine (x TEXT)",
        "SELECT 1; DELETE FROM claim",
        "WITH gone AS (DELETE FROM claim RETURNING id) SELECT * FROM gone",
    ],
)
def test_what_writes_is_refused_and_changes_nothing(ledgers: list[str], statement: str) -> None:
    for db in ledgers:
        before = done("sql", COUNT, "--json", "--db", db).json
        for sql, stdin in ((statement, b""), ("-", statement.encode())):
            assert run("sql", sql, "--db", db, stdin=stdin).refusal
        assert done("sql", COUNT, "--json", "--db", db).json == before
        assert json.loads(done("sql", "SELECT COUNT(*) > 0 AS b FROM claim_view", "--json",
                               "--db", db).out)[0]["b"]  # fmt: skip
        assert done("db", "current", "--db", db).out.strip()
