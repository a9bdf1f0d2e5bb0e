"""The look-ups and the usual filters of the views go by an index, on both engines.

The plans are those for a ledger of some thousand claims. PostgreSQL reads tables of this size from
end to end even where it has an index; it is told not to, so what it still reads so has none.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import ENGINES, NewDatabase
from ledger_builders import claim_in, document, value
from sqlalchemy import Connection, event

from claims.ledger import Ledger, findings, listing, lookup, schema
from claims.ledger.connect import Database, connect
from claims.ledger.dialect import dialect_of
from claims.ledger.moments import NOW
from claims.records import Claim, Finding

TALKS, LINES = 40, 100
Use = Callable[[Connection], Any]


def _talk(number: int) -> tuple[Any, list[Claim]]:
    """A source of a hundred claims, each about a thing of its own."""
    lines = [f"Thing {number}-{line} has {number + line} gigabytes.\n" for line in range(LINES)]
    found = document("".join(lines), f"talk-{number}.txt")
    return found, [
        claim_in(
            found, f"{number + line} gigabytes.", value(str(number + line)),
            subject=f"Thing {number}-{line % 50}", attribute=f"property_{line}",
            speaker=f"Speaker {number}-{line % 10}", qualifiers={"stage": f"stage {line}"},
        )
        for line in range(LINES)
    ]  # fmt: skip


def _finding(first: Claim, second: Claim) -> Finding:
    return Finding(
        kind="conflict", severity=Decimal("0.5"), subject=first.subject, attribute=first.attribute,
        qualifiers={}, claim_ids=(first.id, second.id), values=((first.id,), (second.id,)),
        explanation="They differ.", likely_value=first.value.canonical_lo, likely_unit="byte",
    )  # fmt: skip


@pytest.fixture(scope="module", params=ENGINES)
def database(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Database]:
    """A ledger of 4,000 claims and 2,000 findings that both engines have statistics of."""
    with new_database(request.param) as url:
        with Ledger.open(url, create=True) as ledger:
            said = []
            for number in range(TALKS):
                run = ledger.start_run("ingest", str(number))
                found, claims = _talk(number)
                assert ledger.add_document(found, claims, run).refused == ()
                said += [_finding(*claims[i : i + 2]) for i in range(0, LINES, 2)]
                ledger.finish_run(run)
            ledger.store_findings(said, ledger.start_run("reconcile", "1"))
        with closing(connect(url)) as opened:
            with opened.writing() as connection:
                connection.exec_driver_sql("ANALYZE")
            yield opened


def plan(connection: Connection, sql: str, parameters: Any = ()) -> list[str]:
    """How the engine answers a statement, a step a line."""
    if connection.dialect.name == "postgresql":
        for way in ("seqscan", "hashjoin", "mergejoin", "bitmapscan", "material"):
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        rows = connection.exec_driver_sql(f"EXPLAIN (COSTS OFF) {sql}", parameters)
        return [str(row[0]).strip() for row in rows]
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)
    return [str(row[3]) for row in rows]


_SQLITE_SCAN = re.compile(r"^SCAN (\w+)(?! VIRTUAL)(?:(?! USING).)*$")
_POSTGRESQL_SCAN = re.compile(r"Seq Scan on (\w+)")
_POSTGRESQL_INDEX = re.compile(r"Index (?:Only )?Scan (?:Backward )?using \w+ on (\w+)")


def scanned(steps: list[str], names: dict[str, str]) -> set[str]:
    """The tables that are read from end to end; ``names`` are aliases."""
    found = set()
    for step, below in pairwise([*steps, ""]):
        whole = not below.startswith("Index Cond")
        if match := _POSTGRESQL_SCAN.search(step) or (whole and _POSTGRESQL_INDEX.search(step)):
            found.add(match[1])
        elif match := _SQLITE_SCAN.match(step):
            found.add(names.get(match[1], match[1]))
    return found & LARGE


LARGE = {
    "claim", "passage", "qualifier", "finding", "finding_claim", "finding_seen", "source",
    "document", "ledger_entry_rows",
}  # fmt: skip
"""What grows with the ledger."""
ALIASES = {
    "c": "claim", "k": "claim", "s": "source", "d": "document", "f": "finding", "p": "passage",
    "m": "finding_claim", "g": "finding_claim", "o": "claim", "q": "qualifier",
}  # fmt: skip
"""Of the views, on SQLite, whose plans name tables so."""


@pytest.fixture(scope="module")
def told(database: Database) -> dict[str, str]:
    """Ids and names of things in the ledger."""
    claim = _talk(7)[1][11]
    with database.reading() as connection:
        finding = connection.exec_driver_sql("SELECT max(id) FROM finding").scalar_one()
    return {
        "claim_id": claim.id, "source_id": claim.source_id, "subject": str(claim.subject),
        "attribute": str(claim.attribute), "finding_id": finding, "speaker": str(claim.speaker),
    }  # fmt: skip


LOOKUPS: dict[str, Callable[[dict[str, str]], Use]] = {
    "claim_by_prefix": lambda t: lambda c: lookup.claim_by_prefix(c, t["claim_id"][:12]),
    "claims_by_id": lambda t: lambda c: lookup.claims_by_id(c, [t["claim_id"]]),
    "context": lambda t: (
        lambda c: lookup.context(c, lookup.claim_by_prefix(c, t["claim_id"]).claim, 80)
    ),
    "source_by_prefix": lambda t: (
        lambda c: lookup.resolve(c, schema.source.c.id, t["source_id"][:12], "source")
    ),
    "same_subject": lambda t: lambda c: lookup.same(c, schema.claim.c.subject, t["subject"]),
    "same_attribute": lambda t: lambda c: lookup.same(c, schema.claim.c.attribute, t["attribute"]),
    "same_speaker": lambda t: lambda c: lookup.same(c, schema.claim.c.speaker, t["speaker"]),
    "finding_by_prefix": lambda t: lambda c: findings.finding_by_prefix(c, t["finding_id"][:12]),
    "subject_names": lambda t: (
        lambda c: lookup.subject_names(c, schema.claim.c.subject, t["subject"], NOW)
    ),
    "latest_version": lambda t: lambda c: findings.latest_version(c, t["finding_id"]),
    "findings_by_subject": lambda t: (
        lambda c: findings.findings(c, None, t["subject"], t["attribute"], None, None)
    ),
    "findings_of_a_claim": lambda t: (
        lambda c: findings.findings(c, None, None, None, None, t["claim_id"])
    ),
    "needs_reconcile": lambda t: findings.needs_reconcile,
    "was_compared": lambda t: findings.was_compared,
}
WHOLE: dict[str, Use] = {
    "all_claims": lambda c: list(
        lookup.all_claims(c, dialect_of("x.db", 1), min_confidence=None, include_duplicates=True)
    ),
    "count_claims": lambda c: lookup.count_claims(c, dialect_of("x.db", 1)),
    "subjects": listing.subjects,
    "attributes": listing.attributes,
    "sources": listing.sources,
    "findings": lambda c: findings.findings(c, None, None, None, None, None),
    "count_findings": findings.count_findings,
    "findings_where": lambda c: findings.findings_where(c),
    # A source's URI may be longer than what an index takes.
    "source_by_prefix": lambda c: listing.source_by_prefix(c, "talk-7.txt"),
}
"""What gives or counts all that there is, or looks among all, and so may read all of it."""


def statements(database: Database, use: Use) -> list[tuple[str, Any]]:
    """What a look-up asks the engine."""
    asked: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        asked.append((statement, parameters))

    with database.reading() as connection:
        event.listen(connection, "before_cursor_execute", note)
        try:
            use(connection)
        finally:
            event.remove(connection, "before_cursor_execute", note)
    return asked


def test_every_look_up_is_tried_here() -> None:
    asking = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in (lookup, listing, findings)
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__
        and not name.startswith("_") and "connection" in inspect.signature(function).parameters
    }  # fmt: skip
    tried = set(re.findall(r"\w+\.\w+", Path(__file__).read_text(encoding="utf-8")))
    assert asking <= tried


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_look_up_reads_no_table_from_end_to_end(
    database: Database, told: dict[str, str], name: str
) -> None:
    asked = statements(database, LOOKUPS[name](told))
    assert asked
    with database.reading() as connection:
        for sql, parameters in asked:
            steps = plan(connection, sql, parameters)
            assert scanned(steps, {}) == set(), (sql, steps)


@pytest.mark.parametrize("name", WHOLE)
def test_what_reads_all_reads_no_table_more_than_once(database: Database, name: str) -> None:
    asked = statements(database, WHOLE[name])
    assert asked
    with database.reading() as connection:
        for sql, parameters in asked:
            steps = [step for step in plan(connection, sql, parameters) if scanned([step], {})]
            assert len(steps) == len(set(steps)), (sql, steps)


FILTERS = [
    "claim_view WHERE claim_id = :claim_id",
    "claim_view WHERE subject = :subject",
    "claim_view WHERE subject = :subject AND attribute = :attribute",
    "claim_view WHERE attribute = :attribute AND subject = :subject ORDER BY canonical_lo_number",
    "claim_view WHERE speaker = :speaker",
    "claim_view WHERE source_id = :source_id",
    "claim_view WHERE canonical_unit = 'byte' AND canonical_lo_number > 137000000000",
    "evidence_view WHERE claim_id = :claim_id",
    "evidence_view WHERE subject = :subject",
    "source_view WHERE source_id = :source_id",
    "consensus_view WHERE subject = :subject",
    "consensus_view WHERE subject = :subject AND attribute = :attribute",
    "contradiction_view WHERE finding_id = :finding_id",
    "contradiction_view WHERE subject = :subject",
    "contradiction_view WHERE claim_id = :claim_id",
    "finding_view WHERE finding_id = :finding_id",
    "finding_view WHERE subject = :subject AND attribute = :attribute",
    "claim_view v JOIN qualifier q ON q.claim_id = v.claim_id WHERE q.name = 'stage' "
    "AND q.value = 'stage 3' AND v.subject = :subject",
]


@pytest.mark.parametrize("asked", FILTERS)
def test_the_usual_filters_of_the_views_go_by_an_index(
    database: Database, told: dict[str, str], asked: str
) -> None:
    sql = re.sub(r":(\w+)", lambda match: f"'{told[match[1]]}'", f"SELECT * FROM {asked}")
    with database.reading() as connection:
        steps = plan(connection, sql)
    assert scanned(steps, ALIASES) == set(), steps


def test_a_filter_without_an_index_is_seen(database: Database) -> None:
    with database.reading() as connection:
        steps = plan(connection, "SELECT * FROM claim_view WHERE quote = 'x'")
    assert scanned(steps, ALIASES) & {"claim", "source"}, steps


def test_every_index_is_used_by_something_here(database: Database, told: dict[str, str]) -> None:
    """An index that nothing asks for only costs time and room."""
    uses = [*(make(told) for make in LOOKUPS.values()), *WHOLE.values()]
    asked_for = [pair for use in uses for pair in statements(database, use)]
    seen = ""
    with database.reading() as connection:
        for asked in FILTERS:
            filled = re.sub(r":(\w+)", lambda match: f"'{told[match[1]]}'", asked)
            seen += "\n".join(plan(connection, f"SELECT * FROM {filled}"))
        for sql, parameters in asked_for:
            seen += "\n".join(plan(connection, sql, parameters))
    indexes = {str(i.name) for table in schema.metadata.tables.values() for i in table.indexes}
    elsewhere = {
        "ix_passage_fingerprint",  # what is repeated, when a source is added
        "ix_location_source_id", "ix_ledger_entry_rows_table_name",  # verify
        "ix_qualifier_name_value",
    }  # fmt: skip
    assert {name for name in indexes - elsewhere if name not in seen} == set()
