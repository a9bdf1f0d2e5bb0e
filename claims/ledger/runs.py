"""The runs of the program that write to the ledger: when each began, with what, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, exists, select

from claims.ledger import schema
from claims.ledger.journal import Journal, Row, now
from claims.ledger.rows import to_json


def new_run(kind: str, code_version: str, config: Mapping[str, Any]) -> tuple[str, Row]:
    """A run that begins now: its id, and the columns of its row that are known already."""
    row = {
        "kind": kind, "code_version": code_version, "config": to_json(dict(config)),
        "started_at": now(),
    }  # fmt: skip
    return token_hex(32), row


def finish_run(journal: Journal, run_id: str, waiting: Row | None = None) -> None:
    """Write down that a run came to its end, once.

    A run that is still ``waiting``, for it changed nothing, is written down only if it is the
    first of its program, version and settings that came to its end.
    """
    if waiting is not None:
        if _ended_alike(journal.connection, waiting):
            return
        journal.begin(run_id)
    if not journal.known(schema.run_end.c.run_id, [run_id]):
        journal.add(schema.run_end, [{"run_id": run_id, "ended_at": now()}])


def _ended_alike(connection: Connection, waiting: Row) -> bool:
    run, end = schema.run.c, schema.run_end.c
    alike = (run[name] == waiting[name] for name in ("kind", "code_version", "config"))
    statement = select(run.id).where(*alike, exists().where(end.run_id == run.id)).limit(1)
    return connection.scalar(statement) is not None
