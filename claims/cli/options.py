"""The options that commands share, and what was said of them before the command."""

from __future__ import annotations

import os
import re
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from claims.paths import uri_of

Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="PATH|URL",
        help="The ledger: SQLite file or postgresql:// URL (else CLAIMS_DB, else claims.db).",
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def _as_text(paths: list[str] | None) -> list[str] | None:
    return None if paths is None else [uri_of(path) for path in paths]


Packs = Annotated[
    list[str] | None,
    typer.Option(
        "--vocabulary",
        metavar="FILE",
        callback=_as_text,
        help="A vocabulary pack of your own; repeatable.",
    ),
]

SpacyModel = Annotated[
    str,
    typer.Option(
        "--spacy-model",
        metavar="NAME",
        help="The spaCy pipeline that parses: shipped, none, or an installed one with a parser.",
    ),
]

MinConfidence = Annotated[
    str | None, typer.Option(metavar="0..1", help="Leave out claims that are less certain.")
]

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        help="As the ledger was at the end of a day (2024-05-31) or at a time (2024-05-31T14:00Z).",
    ),
]

MaxSourceSize = Annotated[
    str | None,
    typer.Option(
        "--max-source-size",
        metavar="SIZE",
        help="Refuse larger sources: bytes, or with K, M or G (default 64M; JSON at most 16M).",
    ),
]

MAX_SIZE = 1024**3
_SIZE = re.compile(r"([0-9]{1,12})([KMG]?)(?:iB|B)?", re.IGNORECASE)
_SAID: dict[str, str | None] = {"db": None}


def remember(db: str | None) -> None:
    """Keep what stood before the command, for commands that do not say it themselves."""
    _SAID["db"] = db


def database(db: str | None) -> str | None:
    """The ledger to use: said after the command, before it, or in the environment."""
    return database_and_origin(db)[0]


def database_and_origin(db: str | None) -> tuple[str | None, str]:
    """The ledger to use, and who says so: the option, the environment, or nobody."""
    for said in (db, _SAID["db"]):
        if said is not None:
            return said, "option --db"
    said = os.environ.get("CLAIMS_DB")
    return (said, "environment CLAIMS_DB") if said else (None, "default")


MAX_EXPONENT = 10_000
"""No number of a ledger is beyond it."""


def number(option: str, text: str | None) -> Decimal | None:
    """The number that an option gives, thousands set apart or not; a usage error if it is none."""
    if text is None:
        return None
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise typer.BadParameter(f"{option} {text!r} is no number")
    if abs(found.adjusted()) > MAX_EXPONENT:
        raise typer.BadParameter(f"{option} {text} is outside exponents of ±{MAX_EXPONENT}")
    return found


def share(option: str, text: str | None) -> Decimal | None:
    """A number between 0 and 1 that an option gives; a usage error if it is none."""
    found = number(option, text)
    if found is not None and not 0 <= found <= 1:
        raise typer.BadParameter(f"{option} {text} is not between 0 and 1")
    return found


def size(option: str, text: str | None) -> int | None:
    """The bytes that an option gives: 5000, 500K, 64M or 1G, in steps of 1024."""
    if text is None:
        return None
    match = _SIZE.fullmatch(text.strip())
    found = int(match[1]) * 1024 ** " KMG".index(match[2].upper() or " ") if match else 0
    if not 0 < found <= MAX_SIZE:
        raise typer.BadParameter(f"{option} {text!r} is no size up to 1G, like 5000, 500K or 64M")
    return found
