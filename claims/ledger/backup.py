"""A copy of a ledger in use, whole or not there at all."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from claims.errors import LedgerError
from claims.ledger.connect import UNFINISHED, Database, connect, no_ledger, unfinished


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was made and checked: its path, size and schema revision."""

    path: str
    size_bytes: int
    revision: str


def backup(db: str | None, target: str, *, overwrite: bool = False) -> Backup:
    """Copy the ledger at ``db``, as it is now, to the new SQLite file ``target``.

    Others may read and write meanwhile. The copy is checked (SQLite's integrity check, the
    number of rows of each table) before it gets its name, and it replaces another file only with
    ``overwrite``. Ledgers of older schemas are copied as they are. Raises :class:`LedgerError`,
    with nothing left behind, when there is no ledger, the engine has a way of its own, the
    target exists or cannot be written, or the copy does not check.
    """
    database = connect(db)
    try:
        revision = database.revision()
        if revision is None:
            raise LedgerError(no_ledger(database.label))
        if revision == UNFINISHED:
            raise LedgerError(unfinished(database.label))
        path = Path(target)
        try:
            _refuse_target(path, database, overwrite)
            size_bytes = _written(path, database, overwrite)
        except OSError as error:
            raise LedgerError(f"{target}: cannot be written: {error.strerror or error}") from error
        return Backup(target, size_bytes, revision)
    finally:
        database.close()


def _refuse_target(path: Path, database: Database, overwrite: bool) -> None:
    folder = path.absolute().parent
    if not folder.is_dir():
        raise LedgerError(f"{path}: there is no folder {folder}; make it first")
    standing = [name for name in (path, f"{path}-wal", f"{path}-shm") if os.path.lexists(name)]
    if not standing:
        return
    ledger = Path(database.label)
    if ledger.exists() and path.exists() and path.samefile(ledger):
        raise LedgerError(f"{path} is the ledger itself; name another file")
    if path.is_dir() or not overwrite:
        advice = "name a file" if path.is_dir() else "name another file, or add --overwrite"
        raise LedgerError(f"{standing[0]}: there is something already; {advice}")


def _written(path: Path, database: Database, overwrite: bool) -> int:
    """Make the copy in a folder of its own beside the target, and then give it its name."""
    folder = Path(mkdtemp(prefix=f".{path.name[:100]}.", dir=path.absolute().parent))
    part = folder / "part"
    try:
        database.dialect.copy_to(part)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        size_bytes = part.stat().st_size
        _name(part, path, overwrite)
        return size_bytes
    finally:
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()


def _name(part: Path, path: Path, overwrite: bool) -> None:
    if overwrite:
        for suffix in ("-wal", "-shm"):  # of what stood there: they would be read with the copy
            with suppress(FileNotFoundError):
                os.unlink(f"{path}{suffix}")
        os.replace(part, path)
        return
    try:
        os.link(part, path)  # unlike a renaming it fails where somebody made the file meanwhile
    except FileExistsError:
        raise LedgerError(f"{path}: there is something already; name another file") from None
    except OSError:  # a file system without links
        os.replace(part, path)
