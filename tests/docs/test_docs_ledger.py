"""docs/ledger.md: every table and view is on the page, and its questions get its answers."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ENGINES, NewDatabase
from docs_pages import ROOT, blocks, code, page, sections, tables
from docs_samples import ledger_of_samples
from sqlalchemy import Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from claims.ledger import Ledger
from claims.records import Claim, Value

PAGE = page("ledger.md")
COLUMNS = sections(sections(PAGE, 2)["Tables and views"], 3)
LONG_NUMBER = Decimal("123456789012345678901234567890.125")


@pytest.fixture(scope="module", params=ENGINES)
def samples(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Ledger]:
    """The ledger that the page speaks of; the tests only ask."""
    with new_database(request.param) as db, ledger_of_samples(db) as ledger:
        yield ledger


def raw(db_url: str) -> Engine:
    """Any other program's way to the database."""
    if "://" not in db_url:
        return create_engine(f"sqlite:///{db_url}")
    return create_engine(make_url(db_url).set(drivername="postgresql+psycopg"))


def test_every_table_view_and_column_is_documented_and_no_other(db_url: str) -> None:
    Ledger.open(db_url, create=True).close()
    engine = raw(db_url)
    try:
        schema = inspect(engine)
        names = [*schema.get_table_names(), *schema.get_view_names()]
        # SQLite's full-text index has tables of its own, which its section tells of.
        names = [name for name in names if not name.startswith("claim_search")]
        real = {name: [column["name"] for column in schema.get_columns(name)] for name in names}
    finally:
        engine.dispose()
    documented = {
        code(name): [code(row[0]) for row in tables(section)[0][1:]]
        for name, section in COLUMNS.items()
    }
    assert {name: sorted(columns) for name, columns in documented.items()} == {
        name: sorted(columns) for name, columns in real.items()
    }


def test_every_column_has_a_meaning() -> None:
    rows = [row for section in COLUMNS.values() for row in tables(section)[0][1:]]
    assert [row for row in rows if len(row) != 2 or not row[1]] == []


def test_the_database_itself_says_what_the_page_says(db_url: str) -> None:
    sql = "SELECT relation, name, meaning FROM schema_view WHERE position > 0"
    with Ledger.open(db_url, create=True) as ledger:
        said = {(relation, name): meaning for relation, name, meaning in ledger.query(sql)[1]}
        about = ledger.query("SELECT relation, meaning FROM schema_view WHERE position = 0")[1]
    shown = {
        (code(relation), code(row[0])): spoken(row[1])
        for relation, section in COLUMNS.items()
        for row in tables(section)[0][1:]
    }
    assert said == shown
    assert {relation for relation, meaning in about if meaning} == {code(name) for name in COLUMNS}


def spoken(cell: str) -> str:
    """A cell without its marks; a page of docs/ is named by its path."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"docs/\1", cell)
    return text.replace("`", "")


def test_postgresql_has_the_same_in_its_comments(postgres_url: str) -> None:
    Ledger.open(postgres_url, create=True).close()
    comments = (
        "SELECT c.relname, a.attnum, a.attname, d.description FROM pg_description d "
        "JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass "
        "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid "
        "AND d.objsubid > 0 WHERE c.relnamespace = current_schema()::regnamespace"
    )
    with Ledger.open(postgres_url) as ledger:
        said = {(row[0], row[2]): row[3] for row in ledger.query(comments)[1]}
        _, rows = ledger.query("SELECT relation, name, meaning FROM schema_view")
    assert said == {(relation, name): meaning for relation, name, meaning in rows}


def test_numbers_are_exact_in_text_and_good_for_filters_beside_it(db_url: str) -> None:
    number = LONG_NUMBER
    said = Value(number, number, "widget", number, number, "widget", "exact", None)
    claim = Claim(
        source="made-up", source_id="0" * 64, start=None, end=None, value_text=None,
        quote="A number with many digits.", value=said, subject="Thing", subject_text=None,
        attribute="count:widget", checked=False,
    )  # fmt: skip
    with Ledger.open(db_url, create=True) as ledger:
        run = ledger.start_run("import", "test")
        assert ledger.add_claims([claim], run).refused == ()
        _, ((text_column, number_column),) = ledger.query("SELECT lo, lo_number FROM claim_view")
        assert text_column == str(LONG_NUMBER)
        if "://" in db_url:
            assert number_column == LONG_NUMBER
        else:
            assert number_column == pytest.approx(float(LONG_NUMBER), rel=1e-15)


def test_a_date_has_its_years_as_numbers(samples: Ledger) -> None:
    sql = (
        "SELECT DISTINCT lo, hi, date FROM claim_view "
        "WHERE subject = 'LADEE' AND attribute = 'launch_date' ORDER BY date"
    )
    assert samples.query(sql)[1] == [("2012", "2012", "2012-09"), ("2013", "2013", "2013-09")]


def test_text_sorts_by_code_point_and_lower_is_the_same_on_both(samples: Ledger) -> None:
    names = "SELECT DISTINCT subject FROM claim_view WHERE subject IS NOT NULL ORDER BY subject"
    subjects = [row[0] for row in samples.query(names)[1]]
    assert subjects == sorted(subjects)
    like = "SELECT COUNT(*) > 0 FROM claim_view WHERE lower(subject) LIKE 'ladee%'"
    assert bool(samples.query(like)[1][0][0])


@pytest.mark.parametrize("statement", ["UPDATE claim SET subject = 'x'", "DELETE FROM claim"])
def test_other_programs_cannot_change_rows_either(db_url: str, statement: str) -> None:
    with ledger_of_samples(db_url) as ledger:
        before = len(list(ledger.claims()))
        engine = raw(db_url)
        try:
            with pytest.raises(DBAPIError, match="claim is append-only"), engine.begin() as link:
                link.execute(text(statement))
        finally:
            engine.dispose()
        assert len(list(ledger.claims())) == before


def test_a_claim_that_is_not_found_again_stays_and_is_no_longer_current(db_url: str) -> None:
    with ledger_of_samples(db_url) as ledger:
        first = next(stored.claim for stored in ledger.claims() if stored.claim.subject)
        document = next(d for d, claims in _read() if first.source_id == d.source.id)
        ledger.add_document(document, [], ledger.start_run("ingest", "test"))
        by_id = {"id": first.id}
        assert ledger.query("SELECT 1 FROM claim WHERE id = :id", by_id)[1] == [(1,)]
        assert ledger.query("SELECT 1 FROM claim_view WHERE claim_id = :id", by_id)[1] == []
        changes = "SELECT change FROM claim_change WHERE claim_id = :id"
        assert ledger.query(changes, by_id)[1] == [("withdrawn",)]


def test_findings_of_earlier_runs_stay_but_are_not_current(db_url: str) -> None:
    with ledger_of_samples(db_url) as ledger:
        count = "SELECT COUNT(*) FROM "
        (((stored,),), ((current,),)) = (
            ledger.query(count + name)[1] for name in ("finding", "finding_view")
        )
        assert stored == current > 0
        ledger.store_findings([], ledger.start_run("reconcile", "test"))
        assert ledger.query(count + "finding")[1] == [(stored,)]
        assert ledger.query(count + "finding_view")[1] == [(0,)]


def _read() -> Any:
    from docs_samples import read_samples

    return read_samples()


def test_the_queries_from_the_command_line_run(tmp_path: Path) -> None:
    (tmp_path / "query.sql").write_text("SELECT count(*) AS n FROM claim_view", encoding="utf-8")
    printed = _printed("Queries from the command line", tmp_path)
    assert len(printed) == 2
    assert b"value_text" in printed[0]
    header, count = (tmp_path / "rows.csv").read_text(encoding="utf-8").split()
    assert (header, int(count) > 100) == ("n", True)


def test_the_searches_find_what_they_say(tmp_path: Path) -> None:
    both, in_a_row, begun = _printed("Full-text search", tmp_path)
    assert b"Llama 2 70B, parameter_count" in both
    assert b"was trained on 3.5 trillion" in in_a_row
    assert len(begun) > len(in_a_row)


def _printed(title: str, folder: Path) -> list[bytes]:
    """What the commands of a section print about the samples."""
    db = str(folder / "claims.db")
    with ledger_of_samples(db):
        pass
    commands = blocks(sections(PAGE, 2)[title], "console")[0].splitlines()
    environment = {**os.environ, "CLAIMS_DB": db, "PYTHONPATH": str(ROOT)}
    program = f"{shlex.quote(sys.executable)} -m claims "
    return [
        subprocess.check_output(
            line.removeprefix("$ ").replace("claims ", program, 1),
            shell=True, cwd=folder, env=environment,
        )
        for line in commands
    ]  # fmt: skip
