"""The tables of the ledger. Every table is append-only; triggers refuse anything else.

Ids are content hashes (SHA-256 in hex). Decimals are kept as text in plain notation, which is
the truth; a ``*_number`` column beside them serves sorting and filters in SQL. Columns that
hold objects or lists are canonical JSON. Offsets count code points of ``document.text``.
Some checks of claims are spelled otherwise on SQLite, for speed: see migration 0008.
"""

from __future__ import annotations

from typing import get_args

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    column,
    table,
    text,
)
from sqlalchemy.schema import SchemaItem

from claims.ledger.dialect.types import NUMBER, TEXT, number_of
from claims.ledger.records import ReviewAction
from claims.ledger.table_meanings import TABLE_COLUMNS
from claims.records import FindingKind, Modality, Modifier

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""The schema revisions that this program knows, oldest first."""
HEAD = REVISIONS[-1]
"""The newest of them: that of the tables below."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, comment: str, *items: SchemaItem) -> Table:
    return Table(name, metadata, *items, comment=comment, sqlite_strict=True)


def _key(name: str, target: str | None = None) -> Column[str]:
    if target is None:
        return Column(name, TEXT, primary_key=True)
    return Column(name, TEXT, ForeignKey(target), primary_key=True)


def _text(name: str, target: str | None = None, *, nullable: bool = False) -> Column[str]:
    if target is None:
        return Column(name, TEXT, nullable=nullable)
    return Column(name, TEXT, ForeignKey(target), nullable=nullable)


def _integer(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _number(column: str) -> Column[object]:
    return Column(f"{column}_number", NUMBER, number_of(column))


def _one_of(column: str, allowed: object) -> CheckConstraint:
    values = ", ".join(f"'{value}'" for value in get_args(allowed))
    return CheckConstraint(f"{column} IN ({values})", name=column)


def _check(name: str, rule: str) -> CheckConstraint:
    return CheckConstraint(rule, name=name)


def _hashes(*columns: str) -> CheckConstraint:
    """SHA-256 in hex."""
    return _check("hashes", " AND ".join(f"length({column}) = 64" for column in columns))


def _decimal(column: str) -> CheckConstraint:
    """Digits, a sign before them and a point among them, or nothing at all."""
    digits = f"ltrim({column}, '-')"
    rule = f"trim({digits}, '0123456789') IN ('', '.') AND {digits} NOT IN ('', '.')"
    return _check(f"{column}_digits", rule)


def _json(column: str) -> tuple[CheckConstraint, CheckConstraint]:
    """JSON, by each engine's own reader."""
    name = f"{column}_json"
    return (
        _check(name, f"{column} IS NULL OR json_valid({column})").ddl_if(dialect="sqlite"),
        _check(name, f"{column} IS NULL OR CAST({column} AS json) IS NOT NULL").ddl_if(
            dialect="postgresql"
        ),
    )


def _index_of_known(*columns: str) -> Index:
    """An index that leaves out the rows in which the first column says nothing."""
    known = text(f"{columns[0]} IS NOT NULL")
    return Index(None, *columns, sqlite_where=known, postgresql_where=known)


run = _table(
    "run",
    "One use of the program that wrote to the ledger, in the order of seq",
    _key("id"),
    Column("seq", Integer, nullable=False, unique=True, autoincrement=False),
    _text("kind"),
    _text("code_version"),
    _text("config"),
    _text("started_at"),
    CheckConstraint("kind IN ('ingest', 'import', 'reconcile', 'review')", name="kind"),
    _check("seq", "seq > 0"),
    _hashes("id"),
    *_json("config"),
)

run_end = _table(
    "run_end",
    "Runs that came to their end; a run without a row here was broken off",
    _key("run_id", "run.id"),
    _text("ended_at"),
)

source = _table(
    "source",
    "Sources by the hash of their bytes, with the place where each was first met",
    _key("id"),
    _text("uri"),
    _text("run_id", "run.id"),
    _hashes("id"),
)

location = _table(
    "location",
    "Further places at which the same bytes were met",
    _key("id"),
    _text("source_id", "source.id"),
    _text("uri"),
    _text("run_id", "run.id"),
    _hashes("id"),
    Index(None, "source_id"),
)

document = _table(
    "document",
    "What was read from a source: its decoded text and what is known about it",
    _key("source_id", "source.id"),
    _text("format"),
    _text("media_type"),
    _text("encoding"),
    Column("size_bytes", Integer, nullable=False),
    _text("text_sha256"),
    _text("title", nullable=True),
    _text("publisher", nullable=True),
    _text("author", nullable=True),
    _text("published", nullable=True),
    _text("retrieved_at", nullable=True),
    _text("content_sha256"),
    _text("run_id", "run.id"),
    # Last: SQLite reads what stands before a long text without reading the text.
    _text("text"),
    CheckConstraint("size_bytes >= 0", name="size_bytes"),
    _hashes("text_sha256", "content_sha256"),
)

passage = _table(
    "passage",
    "Stretches of a document with their place and their text cleaned for reading",
    _key("source_id", "document.source_id"),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    _integer("start_char"),
    _integer("end_char"),
    _text("text"),
    _integer("line"),
    _text("fingerprint"),
    _text("speaker", nullable=True),
    _integer("start_ms", nullable=True),
    _integer("end_ms", nullable=True),
    _integer("page", nullable=True),
    _text("headings"),
    _text("segment_id", nullable=True),
    _integer("continues"),
    _text("duplicate_source_id", nullable=True),
    _integer("duplicate_start", nullable=True),
    CheckConstraint("start_char >= 0 AND end_char >= start_char", name="span"),
    CheckConstraint("continues IN (0, 1)", name="continues"),
    _check("ordinal", "ordinal >= 0"),
    _check("duplicate", "(duplicate_source_id IS NULL) = (duplicate_start IS NULL)"),
    *_json("headings"),
    Index(None, "fingerprint"),
)

claim = _table(
    "claim",
    "Quantitative claims with their evidence",
    _key("id"),
    _text("source_id", "source.id"),
    _text("source"),
    _integer("passage", nullable=True),
    _integer("start_char", nullable=True),
    _integer("end_char", nullable=True),
    _text("value_text", nullable=True),
    _text("quote"),
    _text("reading", nullable=True),
    _integer("reading_start", nullable=True),
    _integer("reading_end", nullable=True),
    _text("subject", nullable=True),
    _text("subject_text", nullable=True),
    _text("attribute", nullable=True),
    _text("qualifiers"),
    _text("modality"),
    _text("modifier"),
    _text("lo", nullable=True),
    _text("hi", nullable=True),
    _text("unit", nullable=True),
    _text("canonical_lo", nullable=True),
    _text("canonical_hi", nullable=True),
    _text("canonical_unit", nullable=True),
    _text("step", nullable=True),
    _text("date", nullable=True),
    _text("speaker", nullable=True),
    _text("time", nullable=True),
    _text("locator", nullable=True),
    _text("confidence"),
    _text("fingerprint", nullable=True),
    _text("duplicate_source_id", nullable=True),
    _integer("duplicate_start", nullable=True),
    _text("published", nullable=True),
    _text("as_of", nullable=True),
    _text("external_id", nullable=True),
    _integer("checked"),
    _text("search_text"),
    _text("content_sha256"),
    _text("run_id", "run.id"),
    _number("lo"),
    _number("hi"),
    _number("canonical_lo"),
    _number("canonical_hi"),
    _number("confidence"),
    ForeignKeyConstraint(["source_id", "passage"], ["passage.source_id", "passage.ordinal"]),
    _one_of("modality", Modality),
    _one_of("modifier", Modifier),
    CheckConstraint("checked IN (0, 1)", name="checked"),
    CheckConstraint("start_char >= 0 AND end_char >= start_char", name="span"),
    _check(
        "checked_place",
        "checked = 0 OR "
        "(start_char IS NOT NULL AND end_char IS NOT NULL AND value_text IS NOT NULL)",
    ),
    _check("duplicate", "(duplicate_source_id IS NULL) = (duplicate_start IS NULL)"),
    _check("interval", "lo_number <= hi_number"),
    _check("canonical_interval", "canonical_lo_number <= canonical_hi_number"),
    _check("confidence", "confidence_number BETWEEN 0 AND 1"),
    *map(_decimal, ("lo", "hi", "canonical_lo", "canonical_hi", "step", "confidence")),
    *_json("qualifiers"),
    _hashes("id", "content_sha256"),
    Index(None, "subject", "attribute", "id"),
    Index(None, "attribute", "subject"),
    Index(None, "source_id", "start_char"),
    Index(None, "run_id"),
    _index_of_known("speaker"),
    _index_of_known("canonical_unit", "canonical_lo_number"),
)

claim_change = _table(
    "claim_change",
    "Claims that a later reading of their source did not find (withdrawn) or found again",
    _key("claim_id", "claim.id"),
    _key("run_id", "run.id"),
    _integer("run_seq"),
    _text("change"),
    CheckConstraint("change IN ('withdrawn', 'restored')", name="change"),
    _check("run_seq", "run_seq > 0"),
    Index(None, "run_id"),
)

qualifier = _table(
    "qualifier",
    "What narrows a claim, one row per name; the same as claim.qualifiers",
    _key("claim_id", "claim.id"),
    _key("name"),
    _text("value"),
    Index(None, "name", "value"),
)

finding = _table(
    "finding",
    "What reconciling said about a set of claims; version is the hash of all that it says",
    _key("version"),
    _text("id"),
    _text("kind"),
    _text("severity"),
    _text("subject", nullable=True),
    _text("attribute", nullable=True),
    _text("qualifiers"),
    _text("value_groups"),
    _text("explanation"),
    _text("likely_value", nullable=True),
    _text("likely_unit", nullable=True),
    _text("likely_cause", nullable=True),
    _text("derivation", nullable=True),
    _text("run_id", "run.id"),
    _number("severity"),
    _number("likely_value"),
    _one_of("kind", FindingKind),
    _hashes("version", "id"),
    _check("severity", "severity_number BETWEEN 0 AND 1"),
    _decimal("severity"),
    _decimal("likely_value"),
    *_json("qualifiers"),
    *_json("value_groups"),
    *_json("derivation"),
    Index(None, "id"),
    Index(None, "subject", "attribute"),
)

finding_claim = _table(
    "finding_claim",
    "The claims of a finding: competing values by group, terms of its arithmetic, context",
    _key("version", "finding.version"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("claim_id", "claim.id"),
    _text("role"),
    _integer("group_number", nullable=True),
    CheckConstraint("role IN ('value', 'term', 'context')", name="role"),
    _check("position", "position >= 0"),
    _check("group", "(role = 'value') = (group_number IS NOT NULL)"),
    Index(None, "claim_id"),
)

finding_seen = _table(
    "finding_seen",
    "Which reconcile run said what; the findings of the latest run are the current ones",
    _key("run_id", "run.id"),
    _key("version", "finding.version"),
    Index(None, "version"),
)

review = _table(
    "review",
    "Review decisions as events, in the order of seq; the newest of a claim or finding holds",
    _key("id"),
    Column("seq", Integer, nullable=False, unique=True, autoincrement=False),
    _text("run_id", "run.id"),
    _text("recorded_at"),
    _text("actor"),
    _text("action"),
    _text("reason"),
    _text("claim_id", "claim.id", nullable=True),
    _text("finding_version", "finding.version", nullable=True),
    _text("subject", nullable=True),
    _text("into_subject", nullable=True),
    _text("correction", nullable=True),
    _text("cause", nullable=True),
    _one_of("action", ReviewAction),
    CheckConstraint(
        "(CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN finding_version IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN subject IS NULL THEN 0 ELSE 1 END) = 1",
        name="target",
    ),
    CheckConstraint("(action = 'correct') = (correction IS NOT NULL)", name="correction"),
    CheckConstraint("(action = 'merge-subjects') = (into_subject IS NOT NULL)", name="merge"),
    CheckConstraint("(action = 'dismiss') = (cause IS NOT NULL)", name="cause"),
    CheckConstraint("cause IN ('no_conflict', 'explained')", name="cause_kind"),
    CheckConstraint("length(id) = 64 AND seq > 0", name="id"),
    Index(None, "claim_id", "seq"),
    Index(None, "action", "seq"),
)

source_weight = _table(
    "source_weight",
    "Weights that people gave to sources, in the order of seq; the newest of a source holds",
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("source_id", "source.id"),
    _text("run_id", "run.id"),
    _text("recorded_at"),
    _text("actor"),
    _text("weight"),
    CheckConstraint("seq > 0", name="seq"),
    CheckConstraint("CAST(weight AS NUMERIC) BETWEEN 0 AND 1", name="weight"),
)

ledger_entry = _table(
    "ledger_entry",
    "The chain: an entry for each write transaction, or several for one of very many rows, each "
    "with the hash of the entry before",
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("recorded_at"),
    _text("actor"),
    _text("kind"),
    _text("counts"),
    _text("rows_sha256"),
    _text("previous_hash"),
    _text("hash"),
    CheckConstraint("seq > 0", name="seq"),
    CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="hash"),
    UniqueConstraint("previous_hash"),
)

ledger_entry_rows = _table(
    "ledger_entry_rows",
    "The rows of a table that an entry of the chain stands for: their keys and hashes",
    Column("entry", Integer, ForeignKey("ledger_entry.seq"), primary_key=True, autoincrement=False),
    _key("table_name"),
    _text("rows_sha256"),
    _text("rows"),
    Index(None, "table_name"),
)

for _described in metadata.tables.values():
    for _column in _described.columns:
        _column.comment = TABLE_COLUMNS.get(_described.name, {}).get(_column.name)


# Views that the look-ups read; their SQL is in the migrations.
withdrawn_claim = table("withdrawn_claim", column("claim_id"))
current_finding = table("current_finding", column("version"))
