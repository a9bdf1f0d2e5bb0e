"""Commands that keep the ledger: verify, export, vocabulary, db and demo."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from claims.cli.options import Database, Debug, Packs, database
from claims.cli.output import Rows, prints_rows, visible, write_separated
from claims.errors import ClaimsError

DEMO_FOLDER = "claims-demo"

schema = typer.Typer(no_args_is_help=True, help="Schema migrations.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (verify, export, vocabulary, demo):
        app.command()(command)
    app.add_typer(schema, name="db")


@prints_rows
def verify(db: Database = None, debug: Debug = False) -> Rows:
    """Check every source, quote, hash and number; end with 1 if something does not check.

    Example: claims verify && echo all checks
    """
    from dataclasses import asdict

    from claims.ledger import Ledger

    with Ledger.open(database(db)) as ledger:
        problems = ledger.verify()
    faults = sum(not problem.note for problem in problems)
    return Rows(
        [asdict(problem) for problem in problems],
        ("", "table", "id", "what", "where"),
        lambda row: ["note" if row["note"] else "FAULT", row["table"], row["id"][:8], row["what"],
                     row["where"]],
        empty="everything checks",
        code=1 if faults else 0,
    )  # fmt: skip


def export(
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="FILE.jsonl or FILE.csv.")
    ],
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Write every claim of the ledger to a file.

    Example: claims export -o claims.jsonl
    """
    from claims.cli.lookup import CLAIM_FIELDS, claim_json
    from claims.ledger import Ledger
    from claims.records import dumps

    suffix = Path(output).suffix.lower()
    if suffix not in (".jsonl", ".csv"):
        raise typer.BadParameter(f"-o {output}: claims are exported as .jsonl or .csv")
    with Ledger.open(database(db)) as ledger, _written(output) as stream:
        count = 0

        def rows() -> Iterator[dict[str, Any]]:
            nonlocal count
            for stored in ledger.claims():
                count += 1
                row = claim_json(stored)
                yield {name: row.get(name) for name in CLAIM_FIELDS}

        if suffix == ".csv":
            write_separated(stream, CLAIM_FIELDS, rows())
        else:
            for row in rows():
                stream.write(dumps(row) + "\n")
    print(f"{count} claims written: {visible(output)}", file=sys.stderr)


@contextmanager
def _written(output: str) -> Iterator[TextIO]:
    """A text stream to a file that appears whole or not at all."""
    target = Path(output)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        raise ClaimsError(f"{output}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


@prints_rows
def vocabulary(vocabulary: Packs = None, debug: Debug = False) -> Rows:
    """Check the vocabulary packs and list the attributes that they declare.

    Example: claims vocabulary --vocabulary my.yaml
    """
    from claims.vocabulary import load_vocabulary

    packs = load_vocabulary(vocabulary or [])
    print(
        f"{', '.join(packs.packs)}: {len(packs.attributes)} attributes, {len(packs.units)} units, "
        f"{len(packs.entities)} names, {len(packs.identities)} identities",
        file=sys.stderr,
    )
    rows = [
        {"attribute": key, "label": spec.label, "unit": spec.unit, "kinds": list(spec.kinds),
         "cues": list(spec.cues), "single_valued": spec.single_valued,
         "changes_over_time": spec.changes_over_time, "tolerance": spec.tolerance}
        for key, spec in sorted(packs.attributes.items())
    ]  # fmt: skip
    return Rows(
        rows,
        ("attribute", "unit", "label", "cues"),
        lambda row: [row["attribute"], row["unit"], row["label"], ", ".join(row["cues"][:4])],
    )


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
    from claims.cli.reconciling import CONFLICTS, print_contradictions, reconcile, write_report_of
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
        print()
        print_contradictions(ledger, ledger.findings(CONFLICTS))
        write_report_of(ledger, target)
    print(f"claims {__version__}: the report is {target}")
    print(f'look further, for example: claims find "llama 2 file size" --db {db}')


def sample_files() -> list[Path]:
    """The bundled samples: in the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / "samples", package.parent / "samples"):
        found = sorted(path for path in place.glob("*") if path.name != "README.md")
        if found:
            return found
    raise ClaimsError(f"the samples are missing from {package}; install claims again")


@schema.command("upgrade")
def upgrade(db: Database = None, debug: Debug = False) -> None:
    """Bring the ledger's schema up to this program's; makes an empty ledger if there is none.

    Example: claims db upgrade --db postgresql://localhost/claims
    """
    from claims.ledger.migrate import upgrade as migrate

    print(f"schema {migrate(database(db))}", file=sys.stderr)


@schema.command("current")
def current(db: Database = None, debug: Debug = False) -> None:
    """Print the revision of the ledger's schema.

    Example: claims db current
    """
    from claims.ledger.migrate import schema_revision

    print(schema_revision(database(db)) or "empty")


@schema.command("check")
def check(db: Database = None, debug: Debug = False) -> None:
    """Compare the ledger's schema with this program's; end with 1 if they differ.

    Example: claims db check
    """
    from claims.ledger.migrate import check as compare

    differences = compare(database(db))
    for difference in differences:
        print(visible(difference))
    raise typer.Exit(1 if differences else 0)
