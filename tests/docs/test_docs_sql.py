"""docs/sql.md: the schema is drawn as it is, and the questions get the answers shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from conftest import ENGINES, NewDatabase
from docs_pages import ROOT, Row, blocks, code, page, sections, tables
from docs_samples import ledger_of_samples

from claims.ledger import Ledger
from claims.ledger.schema import metadata
from claims.records import plain

PAGE = page("sql.md")
SCHEMA = sections(PAGE, 2)["The schema"]
QUESTIONS = sections(sections(PAGE, 2)["Questions and answers"], 3)
WITHOUT_ROWS = "Which sources make the most claims?"
ANSWERED = [question for question in QUESTIONS if question != WITHOUT_ROWS]


@pytest.fixture(scope="module", params=ENGINES)
def samples(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Ledger]:
    """The ledger that the page speaks of; the tests only ask."""
    with new_database(request.param) as db, ledger_of_samples(db) as ledger:
        yield ledger


def shown(cell: Any) -> str:
    if cell is None:
        return ""
    return plain(Decimal(str(cell))) if isinstance(cell, float | Decimal) else str(cell)


def answer(ledger: Ledger, question: str) -> list[Row]:
    (sql,) = blocks(QUESTIONS[question], "sql")
    columns, rows = ledger.query(sql)
    return [tuple(columns), *(tuple(map(shown, row)) for row in rows)]


def test_there_are_twelve_questions_and_more() -> None:
    assert len(QUESTIONS) >= 12
    assert all(len(tables(QUESTIONS[question])) == 1 for question in ANSWERED)


@pytest.mark.parametrize("question", ANSWERED)
def test_the_page_shows_the_rows_that_come_out(samples: Ledger, question: str) -> None:
    (table,) = tables(QUESTIONS[question])
    assert answer(samples, question) == table


def test_sources_by_claims_are_ordered_and_complete(samples: Ledger) -> None:
    header, *rows = answer(samples, WITHOUT_ROWS)
    assert header == ("uri", "format", "claims", "repeated", "own")
    assert sum(int(row[2]) for row in rows) == len(list(samples.claims()))
    assert all(int(a[4]) >= int(b[4]) for a, b in pairwise(rows))


def test_a_broken_off_run_is_found(db_url: str) -> None:
    with Ledger.open(db_url, create=True) as ledger:
        ledger.finish_run(ledger.start_run("ingest", "test"))
        ledger.start_run("reconcile", "test")
        _, *rows = answer(ledger, "Which runs were broken off?")
    assert [row[:2] for row in rows] == [("2", "reconcile")]


def test_the_drawing_has_every_foreign_key_and_no_other() -> None:
    (drawing,) = blocks(SCHEMA, "mermaid")
    drawn = re.findall(r"(?m)^    (\w+) (?:\|\||\|o)--o[|{] (\w+) : .", drawing)
    assert len(drawn) == len(drawing.splitlines()) - 1
    real = {
        (key.referred_table.name, table.name)
        for table in metadata.tables.values()
        for key in table.foreign_key_constraints
    }
    assert sorted(drawn) == sorted(real)


def test_the_table_of_tables_is_that_of_the_schema() -> None:
    (listed,) = tables(SCHEMA)
    real = [
        (
            table.name,
            ", ".join(column.name for column in table.primary_key.columns),
            ", ".join(sorted(key.referred_table.name for key in table.foreign_key_constraints)),
        )
        for table in metadata.sorted_tables
    ]  # fmt: skip
    assert sorted(tuple(cell.replace("`", "") for cell in row) for row in listed[1:]) == sorted(
        real
    )


def test_the_table_of_views_names_those_there_are(samples: Ledger) -> None:
    (listed,) = tables(sections(PAGE, 2)["Which view answers what"])
    views = {code(row[1]) for row in listed[1:]}
    sql = "SELECT DISTINCT relation FROM schema_view WHERE kind = 'view' AND relation LIKE '%_view'"
    assert {name for (name,) in samples.query(sql)[1]} == views


@pytest.mark.parametrize("path", ["README.md", "docs/ledger.md"])
def test_the_page_is_linked(path: str) -> None:
    assert re.search(r"\]\((docs/)?sql\.md\)", (ROOT / path).read_text(encoding="utf-8"))
