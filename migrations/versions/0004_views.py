"""The views that analysts read, and the indexes that their filters and the look-ups use.

Revision: 0004, after 0003. The views are the same on both engines.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# What review says of the claim `c` of claim_view: one of open, accepted, rejected, corrected.
REVIEW_STATE = """COALESCE(
    (SELECT v.review_state FROM claim_review v WHERE v.claim_id = c.id), 'open')"""

# By name the table, its columns, and what rows the index leaves out.
INDEXES = {
    "ix_claim_run_id": ("claim", "run_id", None),
    "ix_claim_speaker": ("claim", "speaker", "speaker IS NOT NULL"),
    "ix_claim_canonical_unit_canonical_lo_number": (
        "claim",
        "canonical_unit, canonical_lo_number",
        "canonical_unit IS NOT NULL",
    ),
    "ix_claim_change_run_id": ("claim_change", "run_id", None),
    "ix_finding_subject_attribute": ("finding", "subject, attribute", None),
    "ix_finding_seen_version": ("finding_seen", "version", None),
}

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

CLAIM_REVIEW = """
CREATE VIEW claim_review AS
SELECT
  r.claim_id,
  CASE r.action WHEN 'accept' THEN 'accepted' WHEN 'reject' THEN 'rejected' ELSE 'corrected' END
    AS review_state,
  r.reason, r.actor, r.recorded_at, r.correction
FROM review r
WHERE r.claim_id IS NOT NULL AND r.action <> 'note' AND NOT EXISTS (
  SELECT 1 FROM review n
  WHERE n.claim_id = r.claim_id AND n.action <> 'note' AND n.seq > r.seq)
"""

# A decision holds for every finding of its kind and attribute that has no claims beyond those of
# the finding that was decided on.
FINDING_REVIEW = """
CREATE VIEW finding_review AS
SELECT
  f.id AS finding_id,
  CASE WHEN r.action = 'accept' THEN 'accepted' WHEN r.cause = 'explained' THEN 'explained'
    ELSE 'dismissed' END AS review_state,
  r.reason, r.actor, r.recorded_at, f.version
FROM current_finding c
JOIN finding f ON f.version = c.version
JOIN review r ON r.seq = (
  SELECT MAX(d.seq)
  FROM review d
  JOIN finding g ON g.version = d.finding_version
  WHERE d.action <> 'note' AND g.kind = f.kind AND COALESCE(g.attribute, '') =
    COALESCE(f.attribute, '') AND NOT EXISTS (
      SELECT 1 FROM finding_claim m
      WHERE m.version = f.version AND NOT EXISTS (
        SELECT 1 FROM finding_claim k
        WHERE k.version = g.version AND k.claim_id = m.claim_id)))
"""

MERGED_SUBJECT = """
CREATE VIEW merged_subject AS
WITH RECURSIVE latest (subject, into_subject) AS (
  SELECT r.subject, r.into_subject
  FROM review r
  WHERE r.action = 'merge-subjects' AND r.into_subject <> r.subject AND NOT EXISTS (
    SELECT 1 FROM review n
    WHERE n.action = 'merge-subjects' AND n.subject = r.subject AND n.seq > r.seq)
), step (subject, into_subject) AS (
  SELECT subject, into_subject FROM latest
  UNION
  SELECT s.subject, l.into_subject FROM step s JOIN latest l ON l.subject = s.into_subject
)
SELECT s.subject, s.into_subject
FROM step s
WHERE NOT EXISTS (SELECT 1 FROM latest l WHERE l.subject = s.into_subject)
"""

# PostgreSQL orders the joins of up to eight tables, and other views join this one: no more here.
CLAIM_VIEW = f"""
CREATE VIEW claim_view AS
SELECT
  c.id AS claim_id, c.subject, c.attribute, c.value_text, c.modifier, c.lo, c.hi, c.unit,
  c.canonical_lo, c.canonical_hi, c.canonical_unit, c.date, c.qualifiers, c.modality,
  c.speaker, c.time, c.quote, c.locator, COALESCE(d.title, s.uri) AS source_title,
  s.uri AS source_uri, COALESCE(c.published, d.published) AS published, c.as_of,
  c.confidence_number AS confidence, c.lo_number, c.hi_number, c.canonical_lo_number,
  c.canonical_hi_number, c.source_id, c.start_char, c.end_char, c.checked,
  CASE WHEN c.duplicate_source_id IS NULL THEN 0 ELSE 1 END AS is_repeated,
  c.external_id,
  (SELECT r.started_at FROM run r WHERE r.id = c.run_id) AS recorded_at,
  {REVIEW_STATE} AS review_state
FROM claim c
JOIN source s ON s.id = c.source_id
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

EVIDENCE_VIEW = """
CREATE VIEW evidence_view AS
SELECT
  c.claim_id, c.subject, c.attribute, c.value_text, c.quote, k.reading, c.checked, c.source_id,
  c.source_uri, c.source_title, d.publisher, d.author, c.published, d.retrieved_at, d.format,
  d.media_type, d.encoding, d.size_bytes, d.text_sha256, c.start_char, c.end_char,
  p.ordinal AS passage, p.start_char AS passage_start, p.end_char AS passage_end,
  p.text AS passage_text, p.line, p.page, p.headings, p.segment_id, p.start_ms, p.end_ms,
  c.speaker, c.time, c.locator, c.is_repeated, k.duplicate_source_id, k.duplicate_start,
  r.kind AS run_kind, r.code_version, c.recorded_at, c.review_state
FROM claim_view c
JOIN claim k ON k.id = c.claim_id
JOIN run r ON r.id = k.run_id
LEFT JOIN document d ON d.source_id = k.source_id
LEFT JOIN passage p ON p.source_id = k.source_id AND p.ordinal = k.passage
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
  c.published, c.confidence, c.source_id, c.start_char, c.end_char,
  c.review_state
FROM finding_view f
JOIN finding_claim m ON m.version = f.version AND m.role = 'value'
JOIN claim_view c ON c.claim_id = m.claim_id
WHERE f.kind IN ('conflict', 'derivation_conflict')
"""

# The value of a scope that the comparing finds likelier, or else the one with most sources. Windows
# stand over what is grouped and nowhere below: SQLite hands a filter down through no more.
CONSENSUS_VIEW = """
CREATE VIEW consensus_view AS
SELECT
  b.subject, b.attribute, b.qualifiers, c.canonical_lo, c.canonical_hi, c.canonical_unit,
  c.canonical_lo_number, c.canonical_hi_number, c.value_text, c.modifier, c.modality,
  CASE WHEN b.is_disputed = 1 THEN 'disputed'
    WHEN b.sources > 1 OR b.agreeing > 1 THEN 'agreed' ELSE 'single' END AS standing,
  CASE WHEN b.agreeing > b.sources THEN b.agreeing ELSE b.sources END AS sources,
  b.claims, b.scope_values - 1 AS other_values, b.is_likely, c.confidence, c.claim_id, c.quote,
  c.speaker, c.source_title, c.source_uri, c.published, c.review_state
FROM (
  SELECT
    v.*,
    COUNT(*) OVER (
      PARTITION BY v.subject, v.attribute, v.qualifiers, v.canonical_unit) AS scope_values,
    ROW_NUMBER() OVER (
      PARTITION BY v.subject, v.attribute, v.qualifiers, v.canonical_unit
      ORDER BY v.is_likely DESC, v.sources DESC, v.agreeing DESC,
        SUBSTR(v.ranked_id, 1, 1), v.confidence DESC, v.ranked_id) AS place
  FROM (
    SELECT
      s.subject, s.attribute, s.qualifiers, s.canonical_unit, s.canonical_lo, s.canonical_hi,
      COUNT(*) AS claims, COUNT(DISTINCT s.source_id) AS sources, MAX(s.agreeing) AS agreeing,
      MAX(s.is_likely) AS is_likely, MAX(s.is_disputed) AS is_disputed,
      MAX(s.confidence) AS confidence, MIN(s.ranked_id) AS ranked_id
    FROM (
      SELECT
        c.subject, c.attribute, c.qualifiers, c.canonical_unit, c.canonical_lo,
        c.canonical_hi, c.source_id, c.confidence,
        CASE c.modality WHEN 'asserted' THEN '0' WHEN 'reported' THEN '1' ELSE '2' END
          || CASE c.modifier WHEN 'exact' THEN '0' WHEN 'approx' THEN '1' ELSE '2' END
          || c.claim_id AS ranked_id,
        (SELECT COUNT(DISTINCT o.source_id)
          FROM finding_claim m
          JOIN current_finding n ON n.version = m.version
          JOIN finding f ON f.version = m.version AND f.kind IN ('agreement', 'conflict')
          JOIN finding_claim g ON g.version = m.version AND g.group_number = m.group_number
          JOIN claim o ON o.id = g.claim_id AND o.duplicate_source_id IS NULL
          WHERE m.claim_id = c.claim_id) AS agreeing,
        CASE WHEN EXISTS (
          SELECT 1 FROM finding_claim m
          JOIN current_finding n ON n.version = m.version
          JOIN finding f ON f.version = m.version
          WHERE m.claim_id = c.claim_id AND m.role = 'value'
            AND f.kind IN ('agreement', 'conflict') AND f.likely_value = c.canonical_lo
            AND f.likely_value = c.canonical_hi AND f.likely_unit = c.canonical_unit)
          THEN 1 ELSE 0 END AS is_likely,
        CASE WHEN EXISTS (
          SELECT 1 FROM finding_claim m
          JOIN current_finding n ON n.version = m.version
          JOIN finding f ON f.version = m.version
          WHERE m.claim_id = c.claim_id AND m.role = 'value'
            AND (f.kind = 'conflict'
              OR f.kind = 'derivation_conflict' AND m.group_number = 0))
          THEN 1 ELSE 0 END AS is_disputed
      FROM claim_view c
      WHERE c.subject IS NOT NULL AND c.attribute IS NOT NULL AND c.is_repeated = 0
        AND c.modality IN ('asserted', 'reported', 'hedged') AND c.review_state <> 'rejected'
        AND (c.canonical_lo IS NOT NULL OR c.canonical_hi IS NOT NULL)
    ) s
    GROUP BY s.subject, s.attribute, s.qualifiers, s.canonical_unit, s.canonical_lo,
      s.canonical_hi
  ) v
) b
JOIN claim_view c ON c.claim_id = SUBSTR(b.ranked_id, 3)
WHERE b.place = 1
"""

VIEWS = {
    "withdrawn_claim": WITHDRAWN_CLAIM,
    "current_finding": CURRENT_FINDING,
    "claim_review": CLAIM_REVIEW,
    "finding_review": FINDING_REVIEW,
    "merged_subject": MERGED_SUBJECT,
    "claim_view": CLAIM_VIEW,
    "source_view": SOURCE_VIEW,
    "evidence_view": EVIDENCE_VIEW,
    "finding_view": FINDING_VIEW,
    "contradiction_view": CONTRADICTION_VIEW,
    "consensus_view": CONSENSUS_VIEW,
}


def upgrade() -> None:
    """Make the indexes and the views; an early ledger has views of these names already."""
    drop_views()
    for name, (table, columns, rows) in INDEXES.items():
        where = f" WHERE {rows}" if rows else ""
        op.execute(f"CREATE INDEX {name} ON {table} ({columns}){where}")
    for statement in VIEWS.values():
        op.execute(statement)


def downgrade() -> None:
    """Remove them."""
    drop_views()
    for name in INDEXES:
        op.execute(f"DROP INDEX {name}")


def drop_views() -> None:
    """Drop the views that are there, those that read others first."""
    for view in reversed(VIEWS):
        op.execute(f"DROP VIEW IF EXISTS {view}")
