"""The program's entry: the command tree, and every error turned into one line."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from claims.cli.options import Database, Debug, remember
from claims.errors import ClaimsError

# Typer carries its own copy of Click in some versions and not in others; its error is in both.
USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]

COMMANDS = {
    "ingest": "reading",
    "find": "lookup",
    "show": "lookup",
    "subjects": "lookup",
    "attributes": "lookup",
    "sources": "lookup",
    "reconcile": "reconciling",
    "findings": "reconciling",
    "contradictions": "reconciling",
    "report": "reconciling",
    "export": "moving",
    "copy": "moving",
    "sql": "querying",
    "verify": "keeping",
    "review": "review",
    "log": "review",
    "db": "schema",
    "doctor": "doctor",
    "demo": "demo",
    "extract": "reading",
    "quantities": "reading",
    "vocabulary": "packs",
    "plugins": "plugins",
}
"""Every command, in the order of the help, and the module of this package that holds it."""


def program(command: str | None = None) -> typer.Typer:
    """The command tree; with the name of one command, of that one alone, which starts sooner."""
    app = typer.Typer(
        name="claims",
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(common)
    for name in COMMANDS if command is None else (command,):
        function = getattr(import_module(f"claims.cli.{COMMANDS[name]}"), name)
        if isinstance(function, typer.Typer):
            app.add_typer(function, name=name)
        else:
            app.command(name)(function)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        from claims import __version__

        print(f"claims {__version__}")
        raise typer.Exit


def common(
    db: Database = None,
    debug: Debug = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    """Read sources, keep every quantitative claim with its provenance, report contradictions.

    Example: claims ingest FILE… && claims reconcile && claims contradictions
    """
    remember(db)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line (that of the process without ``arguments``) and end the process.

    Exit code 0: done; 1: the work found problems; 2: wrong usage, refused input or an
    unusable database. Without any argument it prints the help.
    """
    gc.set_threshold(100_000, 20, 20)  # collecting while modules load is a tenth of a look-up
    arguments = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the same bytes out whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    debug = "--debug" in arguments
    try:
        app = program(arguments[0] if arguments[0] in COMMANDS else None)
        code = app(arguments, prog_name="claims", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # Click ends the process itself when a pipe closes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except (ClaimsError, USAGE_ERROR, OSError, RecursionError) as error:
        _fail(error, debug)
    except Exception as error:
        _fail(error, debug, defect=True)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(error: BaseException, debug: bool, *, defect: bool = False) -> NoReturn:
    if debug:
        import traceback

        traceback.print_exception(error)
    from claims.cli.wording import visible

    message = error.format_message() if hasattr(error, "format_message") else str(error)
    message = visible(message) or type(error).__name__
    if isinstance(error, USAGE_ERROR):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "claims"
        message = f"{message.rstrip('.')}. See: {command} --help"
    elif defect:
        message = f"unexpected {type(error).__name__}: {message}; see it whole with --debug"
    print(f"claims: {message}", file=sys.stderr)
    sys.exit(2)
