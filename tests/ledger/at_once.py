"""Processes that do something to one ledger at the same moment."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.synchronize import Barrier

_CONTEXT = multiprocessing.get_context("forkserver")
# They are forks of one process, which has no connection and has loaded what takes time to load.
_CONTEXT.set_forkserver_preload(
    ["alembic.command", "claims.ledger.migrate", "claims.ledger.verify", "ledger_builders",
     "psycopg", "sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite"]
)  # fmt: skip


def at_once(count: int, work: Callable[[str, int, Barrier], None], db: str) -> None:
    """Call ``work(db, number, gate)`` in so many processes, all of which must end well; ``gate``
    is where each waits until all have begun."""
    gate = _CONTEXT.Barrier(count)
    running = [_CONTEXT.Process(target=work, args=(db, number, gate)) for number in range(count)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * count
