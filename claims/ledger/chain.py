"""The chain of entries that makes a change to the ledger visible.

Every write transaction ends with an entry; one of very many rows has several. It holds the hash
of all rows that were added since the entry before, and the hash of that entry, as the blocks of
a hash-linked log do (Haber and Stornetta, "How to time-stamp a digital document", 1991). All
hashes are SHA-256 in hex over canonical JSON, the same on every engine. What an entry says of a
row stays as it was written, so a change of what is hashed must leave the earlier way known to
:func:`verify_chain`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, MetaData, Table, insert, select

from claims.ledger import schema
from claims.ledger.records import Problem
from claims.ledger.rows import CLAIM_COLUMNS, to_json
from claims.records import content_hash, plain_hash, plain_json

Row = dict[str, Any]

FIRST = "0" * 64
"""What stands for the hash of an entry before the first one."""
CHAIN_TABLES = frozenset((schema.ledger_entry.name, schema.ledger_entry_rows.name))
BATCH = 5_000
LISTS = 10
"""How many rows of ``ledger_entry_rows`` are read at once: each may list thousands of rows."""
_STREAM = {"yield_per": 1_000}
_STREAM_LISTS = {"yield_per": LISTS}
# Each follows from columns that are hashed, or has its hash in one of them, and `verify` checks
# that it does. A claim that was moved to another source would not be seen with the claims of its
# own, so its source is hashed here as well.
_DERIVED = {
    "document": frozenset(("text",)),
    "claim": frozenset(("search_text", *CLAIM_COLUMNS)) - {"id", "source_id"},
}
# What the hashes that programs up to revision 0004 recorded left out.
_DERIVED_BEFORE = {"claim": frozenset(("search_text",))}
_ENTRY_COLUMNS = ("seq", "recorded_at", "actor", "kind", "counts", "rows_sha256", "previous_hash")


class Head(NamedTuple):
    """The last entry of a chain, which stands for all that a ledger holds."""

    seq: int
    hash: str


def head(connection: Connection) -> Head:
    """The last entry; number 0 with the hash :data:`FIRST` where there is none."""
    table = schema.ledger_entry.c
    found = connection.execute(select(table.seq, table.hash).order_by(table.seq.desc()).limit(1))
    return Head(*(found.first() or (0, FIRST)))


def keys_since(connection: Connection, entry: int, tables: Sequence[str]) -> Iterator[str]:
    """The keys of the rows of some tables that entries after ``entry`` recorded."""
    table = schema.ledger_entry_rows.c
    statement = select(table.rows).where(table.entry > entry, table.table_name.in_(tables))
    for text in connection.scalars(statement.execution_options(**_STREAM_LISTS)):
        yield from json.loads(text)


def hashed_columns(table: Table) -> list[Column[Any]]:
    """The columns that a row's hash covers: all but those that follow from others."""
    derived = _DERIVED.get(table.name, frozenset())
    return [c for c in table.columns if c.computed is None and c.name not in derived]


def row_key(table: Table, row: Mapping[str, Any]) -> str:
    """What names a row within its table: its primary key, the columns with blanks between."""
    return " ".join([str(row[name]) for name in _keys(table)])


def row_digest(table: Table, row: Mapping[str, Any]) -> str:
    """The hash of a row. A column without a value is left out, so that a later schema can
    add columns."""
    return plain_hash(
        {name: value for name in _hashed(table) if (value := row.get(name)) is not None}
    )


def append(
    connection: Connection,
    kind: str,
    actor: str,
    recorded_at: str,
    rows: Mapping[str, Mapping[str, str]],
) -> None:
    """Close a write transaction with an entry for the ``rows`` it added.

    ``rows`` gives, by table and key, their hashes. The transaction must hold the turn to write.
    """
    table = schema.ledger_entry
    seq, previous = head(connection)
    lists = {name: plain_json(dict(rows[name])).decode() for name in sorted(rows)}
    hashes = {name: _text_hash(text) for name, text in lists.items()}
    entry: Row = {
        "seq": seq + 1, "recorded_at": recorded_at, "actor": actor, "kind": kind,
        "counts": to_json({name: len(rows[name]) for name in rows}),
        "rows_sha256": content_hash(hashes), "previous_hash": previous,
    }  # fmt: skip
    connection.execute(insert(table), [entry | {"hash": entry_hash(entry)}])
    parts = [
        {"entry": seq + 1, "table_name": name, "rows": text, "rows_sha256": hashes[name]}
        for name, text in lists.items()
    ]
    connection.execute(insert(schema.ledger_entry_rows), parts)


def entry_hash(entry: Mapping[str, Any]) -> str:
    """The hash of an entry, over all its other columns."""
    return content_hash({name: entry[name] for name in _ENTRY_COLUMNS})


def adopt(connection: Connection, tables: Iterable[str], recorded_at: str) -> None:
    """Append the rows that are there already and in no entry yet: what migrations do."""
    for name in tables:
        if connection.exec_driver_sql(f"SELECT 1 FROM {name} LIMIT 1").first() is None:
            continue  # as in every ledger that is new: to ask for its columns takes longest
        table = Table(name, MetaData(), autoload_with=connection)
        statement = select(*hashed_columns(table)).order_by(*table.primary_key.columns)
        found = connection.execute(statement, execution_options={"yield_per": BATCH})
        for batch in found.partitions(BATCH):
            dicts = [row._asdict() for row in batch]
            rows = {row_key(table, row): row_digest(table, row) for row in dicts}
            append(connection, "adopt", "claims", recorded_at, {name: rows})


def verify_chain(connection: Connection) -> Iterator[Problem]:
    """Every entry that does not fit the one before, and every row that no entry recorded so."""
    parts, faults = _parts(connection)
    yield from faults
    yield from _entries(connection, parts)
    for table in schema.metadata.sorted_tables:
        if table.name not in CHAIN_TABLES:
            yield from _rows(connection, table)


def _parts(connection: Connection) -> tuple[dict[int, dict[str, str]], list[Problem]]:
    """By entry and table the hashes of the lists of rows, and the lists that do not have theirs."""
    table = schema.ledger_entry_rows
    parts: dict[int, dict[str, str]] = {}
    faults = []
    statement = select(table).order_by(table.c.entry, table.c.table_name)
    for found in connection.execute(statement, execution_options=_STREAM_LISTS):
        row = found._asdict()
        parts.setdefault(row["entry"], {})[row["table_name"]] = row["rows_sha256"]
        if _text_hash(row["rows"]) != row["rows_sha256"]:
            what = "the list of rows was changed after it was written"
            faults.append(Problem(table.name, row_key(table, row), what, f"entry {row['entry']}"))
    return parts, faults


def _entries(connection: Connection, parts: dict[int, dict[str, str]]) -> Iterator[Problem]:
    table = schema.ledger_entry
    previous, expected = FIRST, 1
    for found in connection.execute(select(table).order_by(table.c.seq)):
        entry = found._asdict()
        where = f"{entry['kind']} by {entry['actor']} at {entry['recorded_at']}"
        for what in _entry_faults(entry, expected, previous, parts.pop(entry["seq"], {})):
            yield Problem(table.name, str(entry["seq"]), what, where)
        previous, expected = entry["hash"], entry["seq"] + 1
    for seq in sorted(parts):
        yield Problem(table.name, str(seq), "it is gone; the lists of its rows remain", "the chain")


def _entry_faults(
    entry: Mapping[str, Any], expected: int, previous: str, parts: Mapping[str, str]
) -> Iterator[str]:
    if entry["seq"] != expected:
        yield f"it should be entry {expected}: entries before it are gone or were moved"
    if entry["previous_hash"] != previous:
        yield "it does not continue the entry before it"
    if entry_hash(entry) != entry["hash"]:
        yield "it was changed after it was written"
    if content_hash(dict(parts)) != entry["rows_sha256"]:
        yield "the lists of its rows are not those that it was closed with"


def _rows(connection: Connection, table: Table) -> Iterator[Problem]:
    """The rows of a table that are not as they were recorded, in no entry, or gone."""
    recorded = _recorded(connection, table.name)
    statement = select(*hashed_columns(table)).order_by(*table.primary_key.columns)
    for batch in connection.execute(statement, execution_options=_STREAM).partitions():
        changed: dict[str, tuple[int, bytes]] = {}
        for found in batch:
            row = found._asdict()
            key = row_key(table, row)
            entry, digest = recorded.pop(key, (None, b""))
            if entry is None:
                yield Problem(table.name, key, "no entry of the chain recorded it", table.name)
            elif bytes.fromhex(row_digest(table, row)) != digest:
                changed[key] = (entry, digest)
        before = _as_before(connection, table, list(changed))
        for key, (entry, digest) in changed.items():
            if before.get(key) != digest:
                what = "it is not as it was recorded"
                yield Problem(table.name, key, what, f"entry {entry}")
    for key, (entry, _) in sorted(recorded.items()):
        yield Problem(table.name, key, "it was recorded, and is gone", f"entry {entry}")


def _as_before(connection: Connection, table: Table, keys: list[str]) -> dict[str, bytes]:
    """By key the hashes of rows as programs up to revision 0004 made them, where they differed."""
    if table.name not in _DERIVED_BEFORE or not keys:
        return {}
    left_out = _DERIVED_BEFORE[table.name]
    columns = [c for c in table.columns if c.computed is None and c.name not in left_out]
    (key,) = table.primary_key.columns
    rows = connection.execute(select(*columns).where(key.in_(keys)))
    return {row_key(table, row._asdict()): _object_hash(row._asdict()) for row in rows}


def _object_hash(row: Row) -> bytes:
    return bytes.fromhex(content_hash({k: v for k, v in row.items() if v is not None}))


def _recorded(connection: Connection, name: str) -> dict[str, tuple[int | None, bytes]]:
    """By key the entry and hash of every row of a table; lists that cannot be read give none."""
    table = schema.ledger_entry_rows.c
    statement = select(table.entry, table.rows).where(table.table_name == name)
    found: dict[str, tuple[int | None, bytes]] = {}
    for entry, text in connection.execute(statement, execution_options=_STREAM_LISTS):
        try:
            for key, digest in json.loads(text).items():
                found[key] = (entry, bytes.fromhex(digest))
        except (ValueError, TypeError, AttributeError):
            continue
    return found


@cache
def _hashed(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in hashed_columns(table))


@cache
def _keys(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key.columns)


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
