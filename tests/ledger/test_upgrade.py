"""Ledgers that older programs made come to this program's schema with all that they hold."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from cli.cli_runner import done, run
from ledger_builders import CONFLICT, SIZE_104, TALK, TALK_CLAIMS, imported
from old_ledgers import OLD_REVISIONS, restore
from sqlalchemy import MetaData

from claims.ledger import Ledger, migrate
from claims.ledger.connect import connect
from claims.ledger.schema import HEAD, REVISIONS

Rows = dict[str, list[dict[str, Any]]]


def held(empty_url: str) -> Rows:
    """Every row of every table that is there, by table, without the schema's revision."""
    with closing(connect(empty_url)) as database, database.reading() as connection:
        found = MetaData()
        found.reflect(connection)
        return {
            table.name: [
                row._asdict()
                for row in connection.execute(table.select().order_by(*table.primary_key.columns))
            ]
            for table in found.sorted_tables
            if table.name != "alembic_version"
        }


def without_words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without what the full-text index is made of, which the upgrade computes anew."""
    return [{name: row[name] for name in row if name != "search_text"} for row in rows]


def test_the_first_schema_is_among_those_that_are_tried() -> None:
    assert OLD_REVISIONS[0] == REVISIONS[0]
    assert set(OLD_REVISIONS) <= set(REVISIONS)


@pytest.mark.parametrize("revision", OLD_REVISIONS)
def test_an_older_ledger_keeps_all_its_rows(empty_url: str, revision: str) -> None:
    restore(empty_url, revision)
    before = held(empty_url)
    assert all(before.values())
    assert done("db", "upgrade", "--db", empty_url).err == f"schema {HEAD}\n"
    after = held(empty_url)
    for table in before.keys() - {"ledger_entry", "ledger_entry_rows"}:
        kept = [{name: row[name] for name in before[table][0]} for row in after[table]]
        assert without_words(kept) == without_words(before[table]), table
    for table in before.keys() & {"ledger_entry", "ledger_entry_rows"}:
        assert [row for row in after[table] if row in before[table]] == before[table]
    assert migrate.check(empty_url) == []
    with Ledger.open(empty_url) as ledger:
        assert ledger.verify(files=False) == []
        claims = [stored.claim for stored in ledger.claims()]
        assert all(claim in claims for claim in TALK_CLAIMS[:2])
        assert len(claims) == 5  # one was withdrawn, three came from elsewhere
        assert ledger.findings() == [CONFLICT]
        assert [stored.claim for stored in ledger.find('"file size" 104')] == [SIZE_104]
        again = ledger.add_document(TALK, TALK_CLAIMS, ledger.start_run("ingest", "3"))
        assert (again.source_is_new, again.claims_added) == (False, 0)
        ledger.add_claims([imported("8")], ledger.start_run("import", "1"))
        assert ledger.verify(files=False) == []


COMMANDS = (
    ("find", "104"), ("sources",), ("sql", "select 1"), ("verify",), ("reconcile",),
    ("findings",), ("export", "-o", "all.csv"), ("copy", "--to", "other.db"),
    ("ingest", "--claims", "none.jsonl"),
)  # fmt: skip


@pytest.mark.parametrize(("revision", "advice"), [
    (REVISIONS[0], "claims db upgrade --db "), ("9999", "install a newer version of claims"),
])  # fmt: skip
def test_what_is_older_or_newer_is_refused_by_every_command(
    empty_url: str, revision: str, advice: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    restore(empty_url, REVISIONS[0])
    with closing(connect(empty_url)) as database, database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
    before = held(empty_url)
    for command in COMMANDS:
        line = run(*command, "--db", empty_url).refusal
        assert f"({revision}, " in line
        assert advice in line
    if revision == "9999":
        assert advice in run("db", "upgrade", "--db", empty_url).refusal
    assert held(empty_url) == before
    assert not [path for path in tmp_path.iterdir() if path.name in ("all.csv", "other.db")]
