"""The options that commands share, and what was said of them before the command."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="PATH|URL",
        help="The ledger: a SQLite file or a postgresql:// URL. [env: CLAIMS_DB; default: claims.db]",
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Packs = Annotated[
    list[str] | None,
    typer.Option("--vocabulary", metavar="FILE", help="A vocabulary pack of your own; repeatable."),
]

_SAID: dict[str, Any] = {"db": None}


def remember(db: str | None, debug: bool) -> None:
    """Keep what stood before the command, for commands that do not say it themselves."""
    _SAID["db"] = db


def database(db: str | None) -> str | None:
    """The ledger to use: said after the command, before it, or in the environment."""
    return db or _SAID["db"] or os.environ.get("CLAIMS_DB") or None
