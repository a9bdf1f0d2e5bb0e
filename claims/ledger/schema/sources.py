"""The tables of runs, and of the sources that they read."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer

from claims.ledger.schema.columns import (
    are_hashes,
    check,
    integer,
    is_json,
    key,
    new_table,
    text_column,
)

run = new_table(
    "run",
    "One use of the program that wrote to the ledger, in the order of seq",
    key("id"),
    Column("seq", Integer, nullable=False, unique=True, autoincrement=False),
    text_column("kind"),
    text_column("code_version"),
    text_column("config"),
    text_column("started_at"),
    check("kind", "kind IN ('ingest', 'import', 'reconcile', 'review')"),
    check("seq", "seq > 0"),
    are_hashes("id"),
    *is_json("config"),
)

run_end = new_table(
    "run_end",
    "Runs that came to their end; a run without a row here was broken off",
    key("run_id", "run.id"),
    text_column("ended_at"),
)

source = new_table(
    "source",
    "Sources by the hash of their bytes, with the place where each was first met",
    key("id"),
    text_column("uri"),
    text_column("run_id", "run.id"),
    are_hashes("id"),
)

location = new_table(
    "location",
    "Further places at which the same bytes were met",
    key("id"),
    text_column("source_id", "source.id"),
    text_column("uri"),
    text_column("run_id", "run.id"),
    are_hashes("id"),
    Index(None, "source_id"),
)

document = new_table(
    "document",
    "What was read from a source: its decoded text and what is known about it",
    key("source_id", "source.id"),
    text_column("format"),
    text_column("media_type"),
    text_column("encoding"),
    Column("size_bytes", Integer, nullable=False),
    text_column("text_sha256"),
    text_column("title", nullable=True),
    text_column("publisher", nullable=True),
    text_column("author", nullable=True),
    text_column("published", nullable=True),
    text_column("retrieved_at", nullable=True),
    text_column("content_sha256"),
    text_column("run_id", "run.id"),
    # Last: SQLite reads what stands before a long text without reading the text.
    text_column("text"),
    check("size_bytes", "size_bytes >= 0"),
    are_hashes("text_sha256", "content_sha256"),
)

passage = new_table(
    "passage",
    "Stretches of a document with their place and their text cleaned for reading",
    key("source_id", "document.source_id"),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    integer("start_char"),
    integer("end_char"),
    text_column("text"),
    integer("line"),
    text_column("fingerprint"),
    text_column("speaker", nullable=True),
    integer("start_ms", nullable=True),
    integer("end_ms", nullable=True),
    integer("page", nullable=True),
    text_column("headings"),
    text_column("segment_id", nullable=True),
    integer("continues"),
    text_column("duplicate_source_id", nullable=True),
    integer("duplicate_start", nullable=True),
    check("span", "start_char >= 0 AND end_char >= start_char"),
    check("continues", "continues IN (0, 1)"),
    check("ordinal", "ordinal >= 0"),
    check("duplicate", "(duplicate_source_id IS NULL) = (duplicate_start IS NULL)"),
    *is_json("headings"),
    Index(None, "fingerprint"),
)
