"""The program's entry: the command tree, and every error turned into one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from claims.cli import keeping, lookup, reading, reconciling
from claims.cli.options import Database, Debug, remember
from claims.errors import ClaimsError

# Typer carries its own copy of Click in some versions and not in others; its error is in both.
USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]

app = typer.Typer(
    name="claims",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def common(
    db: Database = None,
    debug: Debug = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    """Read sources, keep every quantitative claim with its provenance, report contradictions.

    Start with: claims ingest FILE… && claims reconcile && claims contradictions
    """
    remember(db, debug)
    if version:
        from importlib.metadata import version as installed

        typer.echo(installed("claims"))
        raise typer.Exit


for group in (reading, lookup, reconciling, keeping):
    group.register(app)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line (that of the process without ``arguments``) and end the process.

    Exit code 0: done; 1: the work found problems; 2: wrong usage, refused input or an
    unusable database.
    """
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the same bytes out whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(arguments, prog_name="claims", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except (ClaimsError, USAGE_ERROR, OSError, RecursionError) as error:
        _fail(error, "--debug" in arguments)
    except Exception as error:
        _fail(error, "--debug" in arguments, defect=True)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(error: BaseException, debug: bool, *, defect: bool = False) -> NoReturn:
    if debug:
        raise error
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if isinstance(error, USAGE_ERROR):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "claims"
        message += f" See: {command} --help"
    elif defect:
        message = f"unexpected {type(error).__name__}: {message}; see it whole with --debug"
    for line in message.splitlines() or [type(error).__name__]:
        print(f"claims: {line}", file=sys.stderr)
    sys.exit(2)
