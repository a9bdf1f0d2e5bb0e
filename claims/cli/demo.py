"""The command `demo`: the whole way on the bundled samples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claims.cli.options import Debug
from claims.cli.output import print_rows
from claims.errors import ClaimsError

DEMO_FOLDER = "claims-demo"


def demo(
    folder: Annotated[
        str, typer.Option("--folder", help="Where the ledger and the report are written.")
    ] = DEMO_FOLDER,
    debug: Debug = False,
) -> None:
    """Go the whole way on the bundled samples: read, compare, print, write the report.

    Example: claims demo
    """
    from claims import __version__
    from claims.cli.reading import ingest
    from claims.cli.reconciling import CONFLICTS, contradiction_rows, reconcile, write_report_of
    from claims.ledger import Ledger

    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClaimsError(f"{folder}: cannot be made: {error.strerror or error}") from error
    db = str(Path(folder) / "ledger.db")
    try:
        ingest(paths=[str(path) for path in sample_files()], db=db)
    except typer.Exit as end:
        if end.exit_code:
            raise
    reconcile(db=db)
    target = str(Path(folder) / "report.html")
    with Ledger.open(db) as ledger:
        found = contradiction_rows(ledger, ledger.findings(CONFLICTS))
        write_report_of(ledger, target)
    print_rows(found)
    print(f"claims {__version__}: the report is {target}")
    print(f'look further: claims find "llama 2 file size" --db {db}')


def sample_files() -> list[Path]:
    """The bundled samples: in the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / "samples", package.parent / "samples"):
        found = sorted(path for path in place.glob("*") if path.name != "README.md")
        if found:
            return found
    raise ClaimsError(f"the samples are missing from {package}; install claims again")
