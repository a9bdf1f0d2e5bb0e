"""`verify` finds what somebody changed behind the program's back, and names it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from cli.cli_runner import run
from conftest import NewDatabase
from ledger_builders import (
    CONFLICT,
    SIZE_104,
    TALK,
    claim_in,
    decide,
    document,
    filled,
    imported,
    value,
)

from claims.errors import LedgerError
from claims.ledger import Ledger
from claims.ledger.connect import Database, connect
from claims.ledger.schema import metadata

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def tamper(db_url: str, *statements: str) -> None:
    """Change rows as the owner of the database can, past the triggers and constraints."""
    with closing(connect(db_url)) as database, database.writing() as connection:
        dropped = _disarm(database, connection)
        for statement in (*statements, *dropped):
            connection.exec_driver_sql(statement)


def _disarm(database: Database, connection: object) -> list[str]:
    """Let everything pass; gives the statements that make the triggers that it dropped."""
    run = connection.exec_driver_sql  # type: ignore[attr-defined]
    if database.dialect.name == "postgresql":
        run("SET LOCAL session_replication_role = replica")
        checks = "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c'"
        for table, name in run(checks).fetchall():
            if table in metadata.tables:
                run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        return []
    run("PRAGMA defer_foreign_keys = ON")
    run("PRAGMA ignore_check_constraints = ON")
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    triggers = dict(map(tuple, run(made).fetchall()))
    for name in triggers:
        run(f"DROP TRIGGER {name}")
    return list(triggers.values())


CHANGES = [
    ("UPDATE claim SET value_text = '105 gigabytes' WHERE lo = '104'", "claim", "the source has"),
    ("UPDATE claim SET quote = 'Nobody said so' WHERE lo = '104'", "claim", "quote is not in"),
    ("UPDATE claim SET subject = 'Llama 1' WHERE lo = '104'", "claim", "its id is not the hash"),
    ("UPDATE claim SET start_char = 29 WHERE lo = '104'", "claim", "the source has"),
    ("UPDATE claim SET lo = '105' WHERE lo = '104'", "claim", "lo is greater than hi"),
    ("UPDATE claim SET lo = '1x4' WHERE lo = '104'", "claim", "lo or hi is not a number"),
    ("UPDATE claim SET canonical_hi = '9' WHERE lo = '104'", "claim", "canonical_lo is greater"),
    ("UPDATE claim SET canonical_unit = 'bit' WHERE lo = '104'", "claim", "was changed after"),
    ("UPDATE claim SET confidence = '0.1' WHERE lo = '104'", "claim", "was changed after"),
    ("UPDATE claim SET qualifiers = '{' WHERE lo = '104'", "claim", "cannot be read"),
    ("INSERT INTO qualifier SELECT id, 'a', 'b' FROM claim WHERE lo = '104'", "claim", "qualifier"),
    ("UPDATE claim SET search_text = ' no | words / ' WHERE lo = '104'", "claim", "its words"),
    ("UPDATE document SET text = replace(text, '12', '13')", "document", "have its hash"),
    ("UPDATE document SET title = 'Another talk'", "document", "what is known"),
    ("UPDATE passage SET end_char = 9999 WHERE ordinal = 2", "passage", "outside the text"),
    ("UPDATE finding SET explanation = 'All is well.'", "finding", "was changed after"),
    ("UPDATE finding SET kind = 'agreement'", "finding", "its id is not the hash"),
    ("UPDATE finding SET severity = 'high'", "finding", "cannot be read"),
    ("DELETE FROM finding_claim WHERE position = 2", "finding", "was changed after"),
]  # fmt: skip
UNREADABLE = ("1x4", "high")


@pytest.mark.parametrize(("statement", "table", "what"), CHANGES)
def test_a_change_is_found_and_named(db_url: str, statement: str, table: str, what: str) -> None:
    with filled(db_url) as ledger:
        assert ledger.verify(files=False) == []
    if db_url.startswith("postgres") and any(f"'{word}'" in statement for word in UNREADABLE):
        with pytest.raises(LedgerError, match="invalid input syntax for type numeric"):
            tamper(db_url, statement)
        return
    tamper(db_url, statement)
    with Ledger.open(db_url) as ledger:
        problems = ledger.verify(files=False)
    ids = {"claim": SIZE_104.id, "finding": CONFLICT.id}
    hits = [problem for problem in problems if problem.table == table and what in problem.what]
    assert hits, problems
    assert hits[0].id == ids.get(table, TALK.source.id) or "kind" in statement
    assert not hits[0].note


def test_a_claim_that_went_is_missed_by_its_finding(db_url: str) -> None:
    with filled(db_url):
        pass
    if db_url.startswith("postgres"):
        tamper(db_url, "DELETE FROM claim WHERE lo = '104'")
    else:
        _without_foreign_keys(db_url, "DELETE FROM claim WHERE lo = '104'")
    with Ledger.open(db_url) as ledger:
        problems = ledger.verify(files=False)
    assert [(p.table, p.what) for p in problems if p.table != "claim_search"] == [
        ("finding_claim", f"there is no claim {SIZE_104.id}"),
        ("claim", "it was recorded, and is gone"),
    ]


def test_a_text_changed_together_with_its_hash_is_not_that_of_the_source(db_url: str) -> None:
    with filled(db_url):
        pass
    other = document(TALK.source.text.replace("12 days", "13 days")).source
    tamper(
        db_url,
        "UPDATE document SET text = replace(text, '12 days', '13 days'), "
        f"text_sha256 = '{other.text_sha256}'",
    )
    with Ledger.open(db_url) as ledger:
        found = [problem.what for problem in ledger.verify(files=False)]
    assert "the text is not that of the source" in found


def test_files_that_changed_or_went_are_notes(db_url: str, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("same.txt", "changed.txt", "gone.txt")]
    with Ledger.open(db_url, create=True) as ledger:
        run = ledger.start_run("ingest", "1")
        for number, path in enumerate(paths):
            path.write_text(f"It has {number} gigabytes.")
            found = document(path.read_text(), str(path))
            claim = claim_in(found, f"{number} gigabytes", value(str(number)))
            ledger.add_document(found, [claim], run)
        paths[1].write_text("It has a terabyte.")
        paths[2].unlink()
        problems = ledger.verify()
        assert all(problem.note and problem.table == "source" for problem in problems)
        assert {(problem.where, problem.what) for problem in problems} == {
            (str(paths[1]), "the file has changed since it was read"),
            (str(paths[2]), "the file is no longer there"),
        }
        assert ledger.verify(files=False) == []


def test_imported_claims_verify_without_their_texts(db_url: str) -> None:
    with Ledger.open(db_url, create=True) as ledger:
        ledger.add_claims([imported("1"), imported("2", None)], ledger.start_run("import", "1"))
        assert ledger.verify() == []


DAMAGED = [
    ("UPDATE source_weight SET weight = 'much'", Ledger.sources, "holds 'much' where a number"),
    ("UPDATE source_weight SET weight = 'NaN'", Ledger.sources, "holds 'NaN' where a number"),
    ("UPDATE review SET correction = '{'", Ledger.find, "broken JSON"),
    ("UPDATE review SET correction = '[]'", Ledger.find, "correction that cannot be read"),
    ("UPDATE review SET correction = '{\"subject\":5}'", Ledger.log, "no text"),
    ("UPDATE review SET correction = '{\"value\":{}}'", Ledger.log, "correction that cannot"),
    ("UPDATE review SET correction = '{'", Ledger.subjects, "(?i)json|verify"),
    ("UPDATE finding SET derivation = '{}'", Ledger.findings, "arithmetic that cannot be read"),
]


@pytest.mark.parametrize(("statement", "use", "said"), DAMAGED)
def test_a_row_that_cannot_be_read_is_one_line_and_a_fault(
    db_url: str, statement: str, use: Callable[[Ledger], object], said: str
) -> None:
    with filled(db_url) as ledger:
        decide(ledger)
    only = " WHERE action = 'correct'" if "review" in statement else ""
    tamper(db_url, statement + only)
    with Ledger.open(db_url) as ledger:
        with pytest.raises(LedgerError, match=said) as refused:
            use(ledger)
        assert "\n" not in str(refused.value)
        tables = {problem.table for problem in ledger.verify(files=False)}
        assert statement.split()[1] in tables


SKIP = "BEFORE INSERT ON claim"
TRIGGERS = {
    "sqlite": [
        ("DROP TRIGGER review_no_delete", "review", "review_no_delete", "it is gone"),
        (
            "DROP TRIGGER claim_no_update; CREATE TRIGGER claim_no_update BEFORE UPDATE ON claim "
            "WHEN 0 BEGIN SELECT RAISE(ABORT, 'claim is append-only'); END",
            "claim", "claim_no_update", "it was altered",
        ),
        (f"CREATE TRIGGER x {SKIP} BEGIN SELECT RAISE(IGNORE); END", "claim", "x", "is not the"),
    ],
    "postgresql": [
        ("DROP TRIGGER review_append_only ON review", "review", "review_append_only", "is gone"),
        ("ALTER TABLE claim DISABLE TRIGGER USER", "claim", "claim_append_only", "switched off"),
        (
            "DROP TRIGGER claim_append_only ON claim; CREATE TRIGGER claim_append_only BEFORE "
            "UPDATE OF lo OR DELETE OR TRUNCATE ON claim EXECUTE FUNCTION refuse_change()",
            "claim", "claim_append_only", "it was altered",
        ),
        (f"CREATE TRIGGER x {SKIP} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
         "claim", "x", "is not the ledger's"),
        ("CREATE RULE y AS ON INSERT TO claim DO INSTEAD NOTHING", "claim", "y", "is not the"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("engine", "statements", "table", "name", "what"),
    [(engine, *case) for engine, cases in TRIGGERS.items() for case in cases],
)
def test_a_trigger_that_went_changed_or_came_is_named(
    new_database: NewDatabase, engine: str, statements: str, table: str, name: str, what: str
) -> None:
    with new_database(engine) as url:
        with filled(url):
            pass
        with closing(connect(url)) as database, database.writing() as connection:
            for statement in statements.split("; CREATE"):
                create = "CREATE" if statement.startswith(" TRIGGER") else ""
                connection.exec_driver_sql(create + statement)
        with Ledger.open(url) as ledger:
            (problem,) = ledger.verify(files=False)
    assert (problem.table, problem.id, problem.note) == (table, name, False)
    assert what in problem.what


def test_a_function_that_lets_everything_pass_is_seen_at_every_table(postgres_url: str) -> None:
    with filled(postgres_url):
        pass
    with closing(connect(postgres_url)) as database, database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NULL; END $$"
        )
    with Ledger.open(postgres_url) as ledger:
        problems = ledger.verify(files=False)
    assert {problem.table for problem in problems} == metadata.tables.keys()


def test_the_page_shows_what_verify_says(db_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (shown,) = blocks((DOCS / "ledger.md").read_text(encoding="utf-8"))
    with filled(db_url):
        pass
    tamper(
        db_url,
        "UPDATE claim SET locator = 'line 9' WHERE lo = '104'",
        "DELETE FROM finding_seen",
    )
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    done = run("verify", "--db", db_url)
    assert done.code == 1
    assert _without_run(done.out.splitlines()) == _without_run(shown.splitlines()[1:])


def blocks(page: str) -> list[str]:
    return re.findall(r"(?ms)^```console\n(\$ claims verify.*?)^```$", page)


def _without_run(lines: list[str]) -> list[str]:
    """The id of a run is drawn at random."""
    return [re.sub(r"(finding_seen) \w{8} ", r"\1 ", line) for line in lines]


def _without_foreign_keys(path: str, statement: str) -> None:
    import sqlite3

    connection = sqlite3.connect(path)
    made = "SELECT sql FROM sqlite_master WHERE name = 'claim_no_delete'"
    (trigger,) = connection.execute(made).fetchone()
    connection.execute("DROP TRIGGER claim_no_delete")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(statement)
    connection.execute(trigger)
    connection.commit()
    connection.close()
