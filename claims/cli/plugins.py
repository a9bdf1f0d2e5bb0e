"""The command that lists extractors and readers, and says which plugins cannot be used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

from claims.cli.options import Debug
from claims.cli.output import Row, Rows, prints_rows
from claims.errors import PluginError

if TYPE_CHECKING:
    from claims.plugins import Plugin

FIELDS = ("kind", "name", "version", "distribution", "target", "problem")


@prints_rows
def plugins(debug: Debug = False) -> Rows:
    """List the extractors and the formats that are read; end with 1 if a plugin cannot be used.

    Example: claims plugins
    """
    with redirect_stdout(sys.stderr):  # what a plugin prints is no data of ours
        rows = plugin_rows()
    code = 1 if any(row["problem"] for row in rows) else 0
    return Rows(rows, ("kind", "name", "version", "distribution", "problem"), fields=FIELDS,
                code=code)  # fmt: skip


def plugin_rows() -> list[Row]:
    """A row for each extractor and reader; our own have no ``target``."""
    return [*_extractors(), *_readers()]


def _extractors() -> Iterator[Row]:
    from claims.extract.plugins import BUILTIN, installed_extractors, load_extractor

    yield _own("extractor", BUILTIN)
    for plugin in installed_extractors():
        yield _row("extractor", plugin, load_extractor)


def _readers() -> Iterator[Row]:
    from claims.plugins import installed
    from claims.sources import FORMATS
    from claims.sources.plugins import GROUP, load_reader

    for name in FORMATS:
        yield _own("reader", name)
    for plugin in installed(GROUP, FORMATS):
        yield _row("reader", plugin, load_reader)


def _own(kind: str, name: str) -> dict[str, Any]:
    from claims import __version__

    row = {"kind": kind, "name": name, "version": __version__, "distribution": "claims"}
    return row | {"target": None, "problem": None}


def _row(kind: str, plugin: Plugin, load: Callable[[Plugin], object]) -> dict[str, Any]:
    problem = None
    try:
        load(plugin)
    except PluginError as error:
        problem = str(error)
    return {
        "kind": kind, "name": plugin.name, "version": plugin.version,
        "distribution": plugin.distribution, "target": plugin.target, "problem": problem,
    }  # fmt: skip
