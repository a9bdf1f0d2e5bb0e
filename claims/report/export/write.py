"""Writing an export to a file that appears whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from claims.errors import ClaimsError
from claims.report.export.parquet import write_parquet
from claims.report.export.text import write_csv, write_jsonl
from claims.report.export.xlsx import SHEET_ROWS, too_many, write_xlsx

Row = Mapping[str, Any]
Writer = Callable[[BinaryIO, Sequence[str], Iterable[Row]], list[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written, and what must be installed for it, if anything."""

    write: Writer
    name: str
    module: str | None = None
    extra: str | None = None
    most_rows: int | None = None


FORMATS: Mapping[str, Format] = {
    ".jsonl": Format(write_jsonl, "JSON lines"),
    ".csv": Format(write_csv, "CSV"),
    ".parquet": Format(write_parquet, "Parquet", "pyarrow", "parquet"),
    ".xlsx": Format(write_xlsx, "XLSX", "xlsxwriter", "xlsx", SHEET_ROWS - 1),
}
"""The formats by the ending of the file."""


@dataclass(frozen=True, slots=True)
class Export:
    """What was written: how many rows, and what is to be said about them."""

    rows: int
    notes: tuple[str, ...] = ()


def format_of(path: str | Path) -> Format:
    """The format that a file's ending names.

    Raises :class:`ClaimsError` for another ending, and for a format whose library is missing.
    """
    chosen = FORMATS.get(Path(path).suffix.lower())
    if chosen is None:
        *most, last = FORMATS
        raise ClaimsError(f"-o {path}: claims are exported as {', '.join(most)} or {last}")
    if chosen.module is not None:
        needs(path, chosen.name, chosen.module, chosen.extra)
    return chosen


def needs(path: str | Path, name: str, module: str, extra: str | None) -> None:
    """Raise :class:`ClaimsError` where a format's library is missing, with what installs it."""
    try:
        import_module(module)
    except ImportError as error:
        raise ClaimsError(
            f"{path}: {name} needs {module}, which is not installed; "
            f"install it with: pip install 'claims[{extra}]'"
        ) from error


def export_rows(
    path: str | Path, fields: Sequence[str], rows: Iterable[Row], *, expected: int | None = None
) -> Export:
    """Write ``rows`` to ``path`` as they come, in the format that its ending names.

    Args:
        path: where to write; an existing file is replaced when the new one is complete.
        fields: the fields of a row that are written, in order.
        rows: read one by one; no more than a batch of them is in memory.
        expected: how many there will be, if known: too many are refused before any is written.

    Raises:
        ClaimsError: the ending is none of :data:`FORMATS`, a library is missing, there are more
            rows than the format holds, or the file cannot be written; nothing is there then
            that was not there before.
    """
    chosen, count = format_of(path), 0
    if chosen.most_rows is not None and expected is not None and expected > chosen.most_rows:
        raise ClaimsError(f"{path}: {too_many(expected)}")

    def counted() -> Iterator[Row]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    with whole(Path(path)) as stream:
        notes = chosen.write(stream, fields, counted())
    return Export(count, tuple(notes))


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A stream to a file beside ``path`` that takes its place when all went well."""
    # Through a link to the file that it means, which a rename would not do.
    target = Path(os.path.realpath(path))
    part = target.with_name(f".claims-{secrets.token_hex(6)}.part")
    try:
        if target.is_dir():
            raise ClaimsError(f"{path}: cannot be written: it is a folder")
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ClaimsError(f"{path}: cannot be written: {reason}") from error
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except (OSError, ValueError):  # a folder that is no folder, a path with a NUL
        return
