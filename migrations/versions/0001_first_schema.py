"""The first schema: sources, passages, claims, runs and findings, all append-only.

Revision: 0001, after nothing. The tables below are those of this revision for good;
``claims.ledger.schema`` goes on from them.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

from claims.ledger.dialect import APPEND_ONLY_SETUP, APPEND_ONLY_TEARDOWN, append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
NUMBER = Numeric().with_variant(REAL(), "sqlite")
MODALITIES = ("asserted", "hedged", "reported", "hypothetical", "question", "negated")
MODIFIERS = (
    "exact",
    "approx",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "range",
    "order_of_magnitude",
)
KINDS = (
    "conflict",
    "derivation_conflict",
    "possible_conflict",
    "scope_difference",
    "changed_over_time",
    "definition_differs",
    "agreement",
    "derivation_support",
    "not_comparable",
)

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
    return Column(
        f"{column}_number", NUMBER, Computed(f"CAST({column} AS NUMERIC)", persisted=True)
    )


def _one_of(column: str, allowed: tuple[str, ...]) -> CheckConstraint:
    values = ", ".join(f"'{value}'" for value in allowed)
    return CheckConstraint(f"{column} IN ({values})", name=column)


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
)

location = _table(
    "location",
    "Further places at which the same bytes were met",
    _key("id"),
    _text("source_id", "source.id"),
    _text("uri"),
    _text("run_id", "run.id"),
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
    _one_of("modality", MODALITIES),
    _one_of("modifier", MODIFIERS),
    CheckConstraint("checked IN (0, 1)", name="checked"),
    CheckConstraint("start_char >= 0 AND end_char >= start_char", name="span"),
    CheckConstraint("length(id) = 64", name="id"),
    Index(None, "subject", "attribute", "id"),
    Index(None, "attribute", "subject"),
    Index(None, "source_id", "start_char"),
)

claim_change = _table(
    "claim_change",
    "Claims that a later reading of their source did not find (withdrawn) or found again",
    _key("claim_id", "claim.id"),
    _key("run_id", "run.id"),
    _integer("run_seq"),
    _text("change"),
    CheckConstraint("change IN ('withdrawn', 'restored')", name="change"),
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
    _one_of("kind", KINDS),
    CheckConstraint("length(version) = 64 AND length(id) = 64", name="id"),
    Index(None, "id"),
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
    Index(None, "claim_id"),
)

finding_seen = _table(
    "finding_seen",
    "Which reconcile run said what; the findings of the latest run are the current ones",
    _key("run_id", "run.id"),
    _key("version", "finding.version"),
)


WITHDRAWN_CLAIM = """
CREATE VIEW withdrawn_claim AS
SELECT w.claim_id
FROM claim_change w
WHERE w.change = 'withdrawn' AND NOT EXISTS (
  SELECT 1 FROM claim_change r
  WHERE r.claim_id = w.claim_id AND r.change = 'restored' AND r.run_seq > w.run_seq)
"""

CURRENT_FINDING = """
CREATE VIEW current_finding AS
SELECT s.version
FROM finding_seen s
WHERE s.run_id = (
  SELECT r.id FROM run r JOIN run_end e ON e.run_id = r.id
  WHERE r.kind = 'reconcile' ORDER BY r.seq DESC LIMIT 1)
"""

CLAIM_VIEW = """
CREATE VIEW claim_view AS
SELECT
  c.id AS claim_id, c.subject, c.attribute, c.value_text, c.modifier, c.lo, c.hi, c.unit,
  c.canonical_lo, c.canonical_hi, c.canonical_unit, c.date, c.qualifiers, c.modality,
  c.speaker, c.time, c.quote, c.locator, COALESCE(d.title, s.uri) AS source_title,
  s.uri AS source_uri, COALESCE(c.published, d.published) AS published, c.as_of,
  c.confidence_number AS confidence, c.lo_number, c.hi_number, c.canonical_lo_number,
  c.canonical_hi_number, c.source_id, c.start_char, c.end_char, c.checked,
  CASE WHEN c.duplicate_source_id IS NULL THEN 0 ELSE 1 END AS is_repeated,
  c.external_id, r.started_at AS recorded_at
FROM claim c
JOIN source s ON s.id = c.source_id
JOIN run r ON r.id = c.run_id
LEFT JOIN document d ON d.source_id = c.source_id
WHERE NOT EXISTS (SELECT 1 FROM withdrawn_claim w WHERE w.claim_id = c.id)
"""

SOURCE_VIEW = """
CREATE VIEW source_view AS
SELECT
  s.id AS source_id, s.uri, d.title, d.publisher, d.author, d.published, d.format,
  d.media_type, d.encoding, d.size_bytes, d.text_sha256, d.retrieved_at,
  (SELECT COUNT(*) FROM claim c WHERE c.source_id = s.id
    AND NOT EXISTS (SELECT 1 FROM withdrawn_claim w WHERE w.claim_id = c.id)) AS claims,
  (SELECT COUNT(*) FROM claim c WHERE c.source_id = s.id AND c.duplicate_source_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM withdrawn_claim w WHERE w.claim_id = c.id)) AS repeated,
  (SELECT COUNT(*) FROM passage p WHERE p.source_id = s.id) AS passages,
  r.started_at AS recorded_at
FROM source s
JOIN run r ON r.id = s.run_id
LEFT JOIN document d ON d.source_id = s.id
"""

FINDING_VIEW = """
CREATE VIEW finding_view AS
SELECT
  f.id AS finding_id, f.kind, f.severity_number AS severity, f.subject, f.attribute,
  f.qualifiers, f.likely_value, f.likely_value_number, f.likely_unit, f.likely_cause,
  f.explanation, f.derivation,
  (SELECT COUNT(*) FROM finding_claim m WHERE m.version = f.version) AS claims,
  f.version
FROM finding f
JOIN current_finding n ON n.version = f.version
"""

CONTRADICTION_VIEW = """
CREATE VIEW contradiction_view AS
SELECT
  f.finding_id, f.kind, f.severity, f.subject, f.attribute, f.likely_value, f.likely_unit,
  f.likely_cause, f.explanation, m.group_number, c.claim_id, c.value_text, c.modifier, c.lo,
  c.hi, c.unit, c.canonical_lo, c.canonical_hi, c.canonical_unit, c.canonical_lo_number,
  c.canonical_hi_number, c.speaker, c.time, c.quote, c.locator, c.source_title, c.source_uri,
  c.published, c.confidence, c.source_id, c.start_char, c.end_char
FROM finding_view f
JOIN finding_claim m ON m.version = f.version AND m.role = 'value'
JOIN claim_view c ON c.claim_id = m.claim_id
WHERE f.kind IN ('conflict', 'derivation_conflict')
"""

VIEWS = {
    "withdrawn_claim": WITHDRAWN_CLAIM,
    "current_finding": CURRENT_FINDING,
    "claim_view": CLAIM_VIEW,
    "source_view": SOURCE_VIEW,
    "finding_view": FINDING_VIEW,
    "contradiction_view": CONTRADICTION_VIEW,
}


def upgrade() -> None:
    """Make the tables, the triggers that refuse changes, and the views."""
    bind = op.get_bind()
    metadata.create_all(bind, checkfirst=False)
    for statement in APPEND_ONLY_SETUP[bind.dialect.name]:
        op.execute(statement)
    for table in metadata.sorted_tables:
        for statement in append_only(bind.dialect.name, table.name):
            op.execute(statement)
    for statement in VIEWS.values():
        op.execute(statement)


def downgrade() -> None:
    """Remove everything, the claims included."""
    bind = op.get_bind()
    for view in reversed(VIEWS):
        op.execute(f"DROP VIEW {view}")
    metadata.drop_all(bind, checkfirst=False)
    for statement in APPEND_ONLY_TEARDOWN[bind.dialect.name]:
        op.execute(statement)
