"""The schema as an analyst meets it: what it refuses, and the views on both engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from conftest import ENGINES, NewDatabase
from ledger_builders import CONFLICT, SIZE_104, filled, imported
from sqlalchemy import insert, select

from claims.errors import LedgerError
from claims.ledger import Ledger, Limits
from claims.ledger.connect import Database, connect
from claims.ledger.schema import metadata
from claims.records import Claim, Finding, Occurrence

VIEWS = (
    "claim_view", "consensus_view", "contradiction_view", "evidence_view", "finding_view",
    "schema_view", "source_view", "current_finding", "withdrawn_claim",
)  # fmt: skip
OTHER = "a" * 64
REFUSED = [
    ("claim", {"modality": "shouted"}),
    ("claim", {"modifier": "roughly"}),
    ("claim", {"lo": "9", "hi": "8"}),
    ("claim", {"canonical_lo": "9", "canonical_hi": "8"}),
    ("claim", {"lo": "about 9"}),
    ("claim", {"lo": "-"}),
    ("claim", {"hi": "1e400"}),
    ("claim", {"canonical_hi": "NaN"}),
    ("claim", {"canonical_lo": "-Infinity"}),
    ("claim", {"step": ""}),
    ("claim", {"confidence": "1.01"}),
    ("claim", {"confidence": "-0.1"}),
    ("claim", {"checked": 2}),
    ("claim", {"start_char": None}),
    ("claim", {"value_text": None}),
    ("claim", {"start_char": 9, "end_char": 8}),
    ("claim", {"duplicate_start": 5}),
    ("claim", {"qualifiers": "{stage"}),
    ("claim", {"id": "short"}),
    ("claim", {"source_id": OTHER, "passage": None}),
    ("claim", {"passage": 99}),
    ("claim", {"run_id": OTHER}),
    ("claim", {"quote": None}),
    ("run", {"kind": "guess", "seq": 9}),
    ("run", {"seq": 0}),
    ("run", {"config": "", "seq": 9}),
    ("source", {"id": "short"}),
    ("passage", {"ordinal": -1}),
    ("passage", {"ordinal": 9, "continues": 2}),
    ("passage", {"ordinal": 9, "start_char": 5, "end_char": 4}),
    ("passage", {"ordinal": 9, "headings": "[", "duplicate_start": None}),
    ("finding", {"version": OTHER, "kind": "quarrel"}),
    ("finding", {"version": OTHER, "severity": "1.5"}),
    ("finding", {"version": OTHER, "likely_value": "140 GB"}),
    ("finding", {"version": OTHER, "derivation": "{"}),
    ("finding_claim", {"position": 9, "role": "witness"}),
    ("finding_claim", {"position": 9, "role": "term", "group_number": 1}),
    ("finding_claim", {"position": 9, "role": "value", "group_number": None}),
    ("finding_claim", {"position": 9, "claim_id": OTHER}),
    ("qualifier", {"claim_id": OTHER}),
    ("ledger_entry", {"seq": 0, "previous_hash": OTHER}),
    ("ledger_entry", {"seq": 99, "previous_hash": "x"}),
]


@pytest.fixture(scope="module", params=ENGINES)
def database(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Database]:
    """A ledger that only takes what its schema allows, so that each test finds it the same."""
    with new_database(request.param) as url, filled(url), closing(connect(url)) as opened:
        yield opened


def _row(database: Database, table: str, new: dict[str, Any]) -> dict[str, Any]:
    """A row that is there, with another key and what is ``new``."""
    columns = [c for c in metadata.tables[table].columns if c.computed is None]
    with database.reading() as connection:
        found = connection.execute(select(*columns).limit(1)).mappings().one()
    fresh = {"id": OTHER} if "id" in found else {}
    return {**found, **fresh, **new}


@pytest.mark.parametrize(("table", "new"), REFUSED, ids=str)
def test_what_is_no_claim_is_refused(database: Database, table: str, new: dict[str, Any]) -> None:
    row = _row(database, table, new)
    with pytest.raises(LedgerError), database.writing() as connection:
        connection.execute(insert(metadata.tables[table]), [row])


def test_what_is_refused_would_be_taken_as_it_was(database: Database) -> None:
    """The rows above differ from good ones in what they are refused for."""
    for table, new in (
        ("claim", {}), ("run", {"seq": 9}), ("source", {}), ("passage", {"ordinal": 9}),
        ("finding", {"version": OTHER}), ("finding_claim", {"position": 9}),
        ("ledger_entry", {"seq": 99, "previous_hash": OTHER}),
    ):  # fmt: skip
        row = _row(database, table, new)
        with database.writing() as connection:
            connection.execute(insert(metadata.tables[table]), [row])
            connection.rollback()


def test_a_text_is_no_number_on_either_engine(database: Database) -> None:
    row = _row(database, "claim", {"start_char": "eight"})
    with pytest.raises(LedgerError), database.writing() as connection:
        connection.execute(insert(metadata.tables["claim"]), [row])


KINDS = {
    int: "whole", float: "number", str: "text", type(None): "nothing",
}  # fmt: skip
POSTGRESQL_KINDS = {
    "text": "text", "numeric": "number", "integer": "whole", "bigint": "whole",
}  # fmt: skip


def test_views_have_the_same_columns_of_the_same_kinds(
    new_database: NewDatabase,
) -> None:
    """SQLite's views declare no types: what their values are must fit PostgreSQL's types."""
    described = (
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = current_schema()"
    )
    with new_database("postgresql") as url, filled(url) as ledger:
        types = {(view, name): kind for view, name, kind in ledger.query(described)[1]}
        there = {view: ledger.query(f"SELECT * FROM {view}")[0] for view in VIEWS}
    with new_database("sqlite") as path, filled(path) as ledger:
        for view in VIEWS:
            columns, rows = ledger.query(f"SELECT * FROM {view}")
            assert columns == there[view]
            for column, values in zip(columns, zip(*rows, strict=True), strict=False):
                wanted = POSTGRESQL_KINDS[types[view, column]]
                assert {KINDS[type(value)] for value in values} <= {wanted, "nothing"}, column


def test_views_hold_the_same_rows_on_both_engines(new_database: NewDatabase) -> None:
    found = []
    for engine in ENGINES:
        with new_database(engine) as url, filled(url) as ledger:
            found.append({view: _timeless(ledger, view) for view in VIEWS})
    assert found[0] == found[1]
    assert all(found[0][view] for view in VIEWS if view != "withdrawn_claim")


def _timeless(ledger: Ledger, view: str) -> list[str]:
    names, rows = ledger.query(f"SELECT * FROM {view}")
    kept = [index for index, name in enumerate(names) if name != "recorded_at"]
    return sorted(
        str([row[i] if isinstance(row[i], str | type(None)) else float(row[i]) for i in kept])
        for row in rows
    )


def test_the_view_of_claims_says_all_that_is_usually_asked(database: Database) -> None:
    sql = (
        "SELECT subject, attribute, value_text, unit, canonical_lo, modifier, modality, speaker, "
        "source_title, time, quote, confidence, review_state FROM claim_view WHERE claim_id = :id"
    )
    (row,) = database.dialect.query(database.engine, sql, {"id": SIZE_104.id}, Limits())[1]
    assert row[:5] == ("Llama 2 70B", "file_size", "104 gigabytes", "gigabyte", "104000000000")
    assert (row[8], row[12]) == ("A talk on models", "open")


def _stated(name: str, number: str, **known: Any) -> Claim:
    return imported(number, source=name, **known)


BEST = "SELECT canonical_lo, standing, sources, claims, other_values, is_likely FROM consensus_view"


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([_stated("a", "8"), _stated("b", "9"), _stated("c", "9")], ("9", "agreed", 2, 2, 1)),
        ([_stated("a", "8")], ("8", "single", 1, 1, 0)),
        ([_stated("a", "8", modality="hedged"), _stated("b", "9")], ("9", "single", 1, 1, 1)),
        (
            [_stated("a", "8"), _stated("b", "9", confidence=Decimal("0.9"))],
            ("9", "single", 1, 1, 1),
        ),
        (
            [
                _stated("a", "8"), _stated("b", "9", modality="question"),
                _stated("c", "9", modality="hypothetical"), _stated("d", "9", modality="negated"),
                _stated("e", "9", duplicate_of=Occurrence("f" * 64, 0)),
            ],
            ("8", "single", 1, 1, 0),
        ),
    ],
)  # fmt: skip
def test_the_best_value_has_most_sources_then_the_surest_claim(
    db_url: str, claims: list[Claim], expected: tuple[Any, ...]
) -> None:
    with Ledger.open(db_url, create=True) as ledger:
        assert ledger.add_claims(claims, ledger.start_run("import", "1")).refused == ()
        assert ledger.query(BEST)[1] == [(*expected, 0)]


def test_what_comparing_finds_likelier_comes_before_what_more_say(db_url: str) -> None:
    claims = [_stated("a", "8"), _stated("b", "9"), _stated("c", "9")]
    finding = Finding(
        kind="conflict", severity=Decimal("0.5"), subject="Falcon 9", attribute="mass",
        qualifiers={}, claim_ids=tuple(claim.id for claim in claims),
        values=((claims[0].id,), (claims[1].id, claims[2].id)), explanation="They differ.",
        likely_value=Decimal(8), likely_unit="kilogram",
    )  # fmt: skip
    with Ledger.open(db_url, create=True) as ledger:
        ledger.add_claims(claims, ledger.start_run("import", "1"))
        ledger.store_findings([finding], ledger.start_run("reconcile", "1"))
        assert ledger.query(BEST)[1] == [("8", "disputed", 1, 1, 1, 1)]
        ledger.store_findings([], ledger.start_run("reconcile", "1"))
        assert ledger.query(BEST)[1] == [("9", "agreed", 2, 2, 1, 0)]


def test_each_scope_has_a_best_value_of_its_own(db_url: str) -> None:
    stages = [_stated("a", "8", qualifiers={"stage": "first"}), _stated("a", "9")]
    with Ledger.open(db_url, create=True) as ledger:
        ledger.add_claims(stages, ledger.start_run("import", "1"))
        sql = "SELECT qualifiers, canonical_lo FROM consensus_view ORDER BY canonical_lo"
        assert ledger.query(sql)[1] == [('{"stage":"first"}', "8"), ("{}", "9")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source_id": "talk-7"}, "source_id is 'talk-7', which is no SHA-256"),
        ({"confidence": Decimal("1.1")}, r"confidence is 1\.1; allowed: 0 to 1"),
        ({"speaker": "x" * 301}, "speaker or unit has over 300 characters"),
    ],
)
def test_what_the_schema_would_refuse_is_refused_claim_by_claim(
    db_url: str, change: dict[str, Any], said: str
) -> None:
    good = _stated("a", "8")
    with Ledger.open(db_url, create=True) as ledger:
        added = ledger.add_claims([good, replace(good, **change)], ledger.start_run("import", "1"))
        assert added.claims_added == 1
        (reason,) = added.refused
        assert re.search(said, reason)


def test_a_finding_whose_severity_is_none_is_refused(db_url: str) -> None:
    with filled(db_url) as ledger:
        worse = replace(CONFLICT, severity=Decimal("1.5"))
        with pytest.raises(LedgerError, match=r"severity is 1\.5; allowed: 0 to 1"):
            ledger.store_findings([worse], ledger.start_run("reconcile", "1"))


def test_a_place_without_an_end_is_not_checked(db_url: str) -> None:
    half = replace(SIZE_104, end=None, value_text=None)
    with filled(db_url) as ledger:
        ledger.add_claims([half], ledger.start_run("import", "1"))
        assert ledger.claim(half.id).claim.checked is False
