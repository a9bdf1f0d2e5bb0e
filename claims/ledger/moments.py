"""The ledger as it was at a moment: which rows it had learned by then.

Nothing in the ledger is ever overwritten, so what it knew at a moment is what it knows now
without the rows that came later (the transaction time of Snodgrass, "Developing Time-Oriented
Database Applications in SQL", 1999). A run that began later added later rows only. Of a run that
was under way at the moment the chain tells which of its rows came in time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    and_,
    cast,
    exists,
    func,
    not_,
    or_,
    select,
    true,
)

from claims.errors import QueryError
from claims.ledger import schema

# Both engines have json_each; SQLite takes it from a text.
_JSON = Text().with_variant(JSON(), "postgresql")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMS = "a day (2024-05-31) or a time (2024-05-31T14:00, 2024-05-31T14:00:00Z or …+02:00)"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in the life of a ledger; without ``time`` it is now.

    ``time`` is in UTC as the ledger writes it. ``entries`` are the entries of the chain that
    later rows of runs under way are to be found in: those after the first number, up to and with
    the second; ``None`` where no run was under way.
    """

    time: str | None = None
    entries: tuple[int, int] | None = None

    def came(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """The condition that a column of times is not after the moment."""
        return true() if self.time is None else column <= self.time

    def knows(self, table: Table) -> ColumnElement[bool]:
        """The condition that a row of a table with a run and one key had been learned."""
        (key,) = table.primary_key.columns
        return true() if self.time is None else self._learned(table.name, table.c.run_id, key)

    def claim_is_current(self) -> ColumnElement[bool]:
        """The condition that a claim had been learned and was not withdrawn."""
        if self.time is None:
            return ~exists().where(schema.withdrawn_claim.c.claim_id == schema.claim.c.id)
        gone, back = schema.claim_change.alias("gone"), schema.claim_change.alias("back")
        restored = exists().where(
            back.c.claim_id == gone.c.claim_id,
            back.c.change == "restored",
            back.c.run_seq > gone.c.run_seq,
            self._change_came(back.c),
        )
        withdrawn = exists().where(
            gone.c.claim_id == schema.claim.c.id,
            gone.c.change == "withdrawn",
            self._change_came(gone.c),
            ~restored,
        )
        return and_(self.knows(schema.claim), ~withdrawn)

    def current_versions(self) -> Select[Any]:
        """The findings of the latest reconcile run that had come to its end."""
        if self.time is None:
            return select(schema.current_finding.c.version)
        run, end, seen = schema.run.c, schema.run_end.c, schema.finding_seen.c
        latest = (
            select(run.id)
            .join(schema.run_end, end.run_id == run.id)
            .where(run.kind == "reconcile", end.ended_at <= self.time)
            .order_by(run.seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        return select(seen.version).where(seen.run_id == latest)

    def _change_came(self, change: Any) -> ColumnElement[bool]:
        return self._learned("claim_change", change.run_id, change.claim_id + " " + change.run_id)

    def _learned(
        self, table: str, run_id: ColumnElement[Any], key: ColumnElement[Any]
    ) -> ColumnElement[bool]:
        run = schema.run.c
        begun = run_id.in_(select(run.id).where(run.started_at <= self.time))
        if self.entries is None:
            return begun
        ended = select(schema.run_end.c.run_id).where(schema.run_end.c.ended_at <= self.time)
        in_time = not_(key.in_(_keys(table, *self.entries)))
        return or_(run_id.in_(ended), and_(begun, in_time))


NOW = Moment()


def moment_of(connection: Connection, text: str) -> Moment:
    """The moment that a text names: a day, which means its end, or a time; UTC if no zone is said.

    Raises :class:`QueryError` for what is neither, and for a time before the ledger's first row.
    """
    time = parsed(text)
    first = _first(connection)
    if first is None:
        raise QueryError(f"the ledger is empty: there is nothing as of {text}")
    if time < first:
        raise QueryError(
            f"the ledger knew nothing at {text} ({time}): it begins at {first}; "
            "give a later time with --as-of"
        )
    moment = Moment(time)
    last = _last_under_way(connection, time)
    if last is None:
        return moment
    entry = schema.ledger_entry.c
    seen = connection.scalar(select(func.max(entry.seq)).where(entry.recorded_at <= time)) or 0
    return replace(moment, entries=(seen, last)) if last > seen else moment


def parsed(text: str, *, start: bool = False) -> str:
    """A time as the ledger writes it; a day means its end, or its ``start``.

    Raises :class:`QueryError` for what is neither.
    """
    said = text.strip()
    try:
        found = datetime.fromisoformat(said)
        if _DAY.fullmatch(said) and not start:
            found += timedelta(days=1, milliseconds=-1)
        if not re.match(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)", said):
            raise ValueError
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise QueryError(f"{text!r} is no time; give {_FORMS}") from error
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _first(connection: Connection) -> str | None:
    """When the first run began, or the first entry was made, whichever was earlier."""
    run, entry = schema.run.c.started_at, schema.ledger_entry.c.recorded_at
    times = [connection.scalar(select(func.min(column))) for column in (run, entry)]
    return min((time for time in times if time is not None), default=None)


def _last_under_way(connection: Connection, time: str) -> int | None:
    """The last entry that a run which was under way at ``time`` can have made."""
    run, end, entry = schema.run.c, schema.run_end.c, schema.ledger_entry.c
    ended = list(
        connection.scalars(
            select(end.ended_at)
            .select_from(schema.run.outerjoin(schema.run_end, end.run_id == run.id))
            .where(run.started_at <= time, run.kind.in_(("ingest", "import")))
            .where(or_(end.ended_at.is_(None), end.ended_at > time))
        )
    )
    if not ended:
        return None
    statement = select(func.max(entry.seq))
    if None not in ended:
        statement = statement.where(entry.recorded_at <= max(ended))
    found: int | None = connection.scalar(statement)
    return found


def _keys(table: str, after: int, last: int) -> Select[Any]:
    """The keys of the rows of a table that these entries recorded when they were written."""
    rows, entry = schema.ledger_entry_rows, schema.ledger_entry
    written = select(entry.c.seq).where(entry.c.kind != "adopt")
    listed = func.json_each(cast(rows.c.rows, _JSON)).table_valued("key")
    return (
        select(listed.c.key)
        .select_from(rows.join(listed, true()))
        .where(rows.c.table_name == table, rows.c.entry > after, rows.c.entry <= last)
        .where(rows.c.entry.in_(written))
    )
