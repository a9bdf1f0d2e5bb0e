"""Printing rows: one set of options and formats for every command that has rows to print."""

from __future__ import annotations

import csv
import functools
import inspect
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Annotated, Any, TextIO, get_type_hints

import typer

from claims.cli.wording import visible
from claims.records import UNSAFE, dumps, escaped, harmless, plain

Row = Mapping[str, Any]

Json = Annotated[bool, typer.Option("--json", help="Print a JSON array.")]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print comma-separated values.")]
Tsv = Annotated[bool, typer.Option("--tsv", help="Print tab-separated values.")]
# More rows than a database counts are as many as there are.
_ROWS = 2**62


def _countable(limit: int | None) -> int | None:
    return None if limit is None else min(limit, _ROWS)


Limit = Annotated[
    int | None,
    typer.Option("--limit", min=0, callback=_countable, help="Print at most so many rows."),
]
OPTIONS: dict[str, Any] = {
    "as_json": Json, "as_jsonl": JsonLines, "as_csv": Csv, "as_tsv": Tsv, "limit": Limit,
}  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """What a command prints.

    ``rows`` are the full records; ``shown`` makes of a record the cells that people see under
    ``columns``, and ``empty`` is what they read when there are none. ``fields`` are the columns
    of CSV and TSV, those of the first record if not given. ``people`` makes lines of the
    records where a table would not read well. ``single`` says that there is one record, which
    JSON then shows without an array. ``code`` is the exit code. ``instead`` is the option of the
    command that asks for what ``people`` makes, and goes with none of the other formats.
    """

    rows: Iterable[Row]
    columns: Sequence[str] = ()
    shown: Callable[[Row], Sequence[Any]] | None = None
    empty: str = "nothing found"
    fields: Sequence[str] | None = None
    people: Callable[[Sequence[Row]], Iterable[str]] | None = None
    single: bool = False
    code: int = 0
    instead: str | None = None


def rows_of(
    kind: type[Any], items: Iterable[Any], leave_out: Sequence[str] = (), **more: Any
) -> Rows:
    """Dataclass instances as rows under the names of their fields; ``more`` is as in Rows."""
    names = [field.name for field in fields(kind) if field.name not in leave_out]
    rows = [{name: getattr(item, name) for name in names} for item in items]
    return Rows(rows, fields=names, **more)


def prints_rows(command: Callable[..., Rows | None]) -> Callable[..., None]:
    """Give a command that returns :class:`Rows` the shared options, and print what it returns.

    A command that has a parameter ``limit`` is told it and need not give more rows. One that
    returns ``None`` leaves the printing to a command below it, with options of its own.
    """
    signature = inspect.signature(command)

    @functools.wraps(command)
    def printing(**arguments: Any) -> None:
        chosen = {name: arguments.pop(name) for name in OPTIONS}
        if "limit" in signature.parameters:
            arguments["limit"] = chosen["limit"]
        result = command(**arguments)
        if result is None:
            if any(value is not None and value is not False for value in chosen.values()):
                raise typer.BadParameter("options on what is printed go behind the last command")
            return
        print_rows(result, chosen)
        if result.code:
            raise typer.Exit(result.code)

    hints = get_type_hints(command, include_extras=True)
    own = [p for p in signature.parameters.values() if p.name not in OPTIONS]
    parameters = [p.replace(annotation=hints[p.name]) for p in own]
    for name, kind in OPTIONS.items():
        default = None if name == "limit" else False
        parameters.append(
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind
            )
        )
    whole = signature.replace(parameters=parameters, return_annotation=None)
    printing.__signature__ = whole  # type: ignore[attr-defined]
    printing.__annotations__ = {p.name: p.annotation for p in parameters}
    del printing.__wrapped__
    return printing


def asked_for(whole: bool, limit: int | None, usual: int) -> int | None:
    """How many rows ``--all`` and ``--limit`` ask for, the ``usual`` number with neither; ``None``
    means all. Both together are a usage error."""
    if whole and limit is not None:
        raise typer.BadParameter("choose one of --all and --limit")
    return None if whole else usual if limit is None else limit


def print_rows(result: Rows, chosen: Mapping[str, Any] | None = None) -> None:
    """Print rows in the chosen format; ``chosen`` holds values of :data:`OPTIONS`."""
    chosen = dict.fromkeys(OPTIONS) | dict(chosen or {})
    formats = [name for name in ("as_json", "as_jsonl", "as_csv", "as_tsv") if chosen[name]]
    if len(formats) > 1:
        raise typer.BadParameter("choose one of --json, --jsonl, --csv and --tsv")
    if formats and result.instead is not None:
        raise typer.BadParameter(
            f"choose one of {result.instead}, --json, --jsonl, --csv and --tsv"
        )
    rows: Iterable[Row] = result.rows
    if chosen["limit"] is not None:
        rows = itertools.islice(rows, chosen["limit"])
    if "as_json" in formats and result.single:
        print(*map(json_line, rows), sep="\n")
    elif "as_json" in formats:
        _print_json(rows)
    elif "as_jsonl" in formats:
        for row in rows:
            print(json_line(row))
    elif formats:
        _print_separated(rows, result.fields, "," if chosen["as_csv"] else "\t")
    else:
        _print_for_people(result, list(rows))


def json_line(row: Any) -> str:
    """JSON on one line; what a terminal would obey is escaped, which JSON reads as the same."""
    return UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], dumps(row))


class _Visible:
    """A terminal to which CSV is written: people see it, no program reads it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write a text with its control characters as escapes."""
        self._stream.write(escaped(text))


def _print_json(rows: Iterable[Row]) -> None:
    first = True
    print("[", end="")
    for row in rows:
        print("\n" if first else ",\n", json_line(row), sep="", end="")
        first = False
    print("]" if first else "\n]")


def _print_separated(rows: Iterable[Row], fields: Sequence[str] | None, separator: str) -> None:
    rows = iter(rows)
    first = next(rows, None)
    names = list(fields or (first or {}))
    stream = _Visible(sys.stdout) if sys.stdout.isatty() else sys.stdout
    write_separated(stream, names, itertools.chain([first] if first else [], rows), separator)


def write_separated(
    stream: Any, names: Sequence[str], rows: Iterable[Row], separator: str = ","
) -> None:
    """Write rows under a line of names; what a spreadsheet would run as a formula is quoted."""
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    if names:
        writer.writerow(map(harmless, names))
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, (dict, list, tuple)):
        return dumps(value)
    return harmless(value) if isinstance(value, str) else value


def _print_for_people(result: Rows, rows: Sequence[Row]) -> None:
    if not rows:
        print(result.empty, file=sys.stderr)
    elif result.people is not None:
        for line in result.people(rows):
            print(escaped(line))
    else:
        _print_table(result, rows)


def _print_table(result: Rows, rows: Sequence[Row]) -> None:
    """Columns that fit the terminal, control characters made visible."""
    from claims.cli.tables import print_table  # only tables need it

    columns = list(result.columns or rows[0])
    shown = result.shown or (lambda row: [row.get(name) for name in columns])
    cells = [[visible(_text(cell)) for cell in shown(row)] for row in rows]
    print_table([visible(name) for name in columns], cells)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return str(cell if isinstance(cell, str) else _cell(cell))
