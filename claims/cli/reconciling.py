"""Commands that compare: reconcile, findings, contradictions and report."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims.cli.options import Database, Debug, Packs, database, share
from claims.cli.output import Row, Rows, prints_rows
from claims.cli.wording import SHORT_ID, indented, visible

if TYPE_CHECKING:
    from claims.ledger import Ledger
    from claims.records import Finding

CONFLICTS = ("conflict", "derivation_conflict")
POSSIBLE = ("possible_conflict", "definition_differs")
Subject = Annotated[str | None, typer.Option("--subject", help="Only about this subject.")]
Attribute = Annotated[str | None, typer.Option("--attribute", help="Only for this attribute.")]
Severity = Annotated[
    str | None,
    typer.Option("--min-severity", metavar="NUMBER", help="At least so serious, 0 to 1."),
]


def reconcile(
    everything: Annotated[
        bool, typer.Option("--all", help="Compare all claims again, not only what changed.")
    ] = False,
    vocabulary: Packs = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Compare the claims and store the findings.

    Example: claims reconcile && claims contradictions
    """
    from claims import __version__
    from claims.ledger import Ledger
    from claims.reconcile.updating import update
    from claims.vocabulary import load_vocabulary

    packs = load_vocabulary(vocabulary or [])
    with Ledger.open(database(db)) as ledger:
        done = update(ledger, packs, __version__, everything=everything)
        settings = {"vocabulary": vocabulary or [], "basis": done.basis, "through": done.through}
        run = ledger.start_run("reconcile", __version__, settings)
        new = ledger.store_findings(done.found, run, done.carried)
        kinds = ledger.count_findings()
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    again = "" if done.full else f", {done.compared} of them again"
    print(
        f"{done.claims} claims compared{again}: {sum(kinds.values())} findings ({new} new)"
        + (f": {counts}" if counts else ""),
        file=sys.stderr,
    )


@prints_rows
def findings(
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only of this kind; repeatable.")
    ] = None,
    subject: Subject = None,
    attribute: Attribute = None,
    min_severity: Severity = None,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """List all findings: conflicts, agreements, derivations, differences of scope and time.

    Example: claims findings --kind agreement --json
    """
    from claims.ledger import Ledger
    from claims.reconcile import KINDS

    unknown = [name for name in kind or () if name not in KINDS]
    if unknown:
        raise typer.BadParameter(f"--kind {unknown[0]} is none of {', '.join(KINDS)}")
    least = share("--min-severity", min_severity)
    with Ledger.open(database(db)) as ledger:
        _remind(ledger)
        found = ledger.findings(kind, subject, attribute, least)
        return _rows(ledger, found)


@prints_rows
def contradictions(
    possible: Annotated[
        bool, typer.Option("--possible", help="Add possible conflicts and differing definitions.")
    ] = False,
    subject: Subject = None,
    attribute: Attribute = None,
    min_severity: Severity = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 if there are contradictions.")
    ] = False,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """List the contradictions, most serious first, with their quotes and places.

    Example: claims contradictions --subject "Llama 2 70B"
    """
    from claims.ledger import Ledger

    least = share("--min-severity", min_severity)
    with Ledger.open(database(db)) as ledger:
        _remind(ledger)
        kinds = CONFLICTS + POSSIBLE if possible else CONFLICTS
        found = contradiction_rows(ledger, ledger.findings(kinds, subject, attribute, least))
    return replace(found, code=1) if exit_code and found.rows else found


def report(
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="FILE.html, .md, .json or .csv.")
    ],
    title: Annotated[str | None, typer.Option(help="Heading of the report.")] = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Write the contradiction report.

    Example: claims report -o report.html
    """
    from claims.ledger import Ledger

    with Ledger.open(database(db)) as ledger:
        _remind(ledger)
        write_report_of(ledger, output, title)
    print(f"written: {visible(output)}", file=sys.stderr)


def write_report_of(ledger: Ledger, output: str, title: str | None = None) -> None:
    """Write the report of a ledger's current findings to a file."""
    from claims.report import TITLE, write_report

    claims = {stored.id: stored.claim for stored in ledger.claims(include_duplicates=False)}
    found = ledger.findings()
    named = {claim_id for finding in found for claim_id in finding.claim_ids} - claims.keys()
    claims |= {stored.id: stored.claim for stored in ledger.claims_by_id(sorted(named))}
    write_report(output, found, claims, title or TITLE)


def contradiction_rows(ledger: Ledger, found: Sequence[Finding]) -> Rows:
    """Findings as rows that people read in full, with values, quotes and places."""
    from claims.cli.telling import tell

    claims = _claims(ledger, found)
    return replace(
        _rows(ledger, found),
        people=lambda rows: tell(found[: len(rows)], claims),
        empty="no contradictions",
    )


def _rows(ledger: Ledger, found: Sequence[Finding]) -> Rows:
    from claims.reconcile import finding_to_json

    claims = _claims(ledger, found)
    return Rows(
        [finding_to_json(finding, claims) for finding in found],
        people=_lines,
        empty="no findings; compare the claims with: claims reconcile",
        fields=("id", "kind", "severity", "subject", "attribute", "qualifiers", "likely_value",
                "likely_unit", "likely_cause", "explanation", "values"),
    )  # fmt: skip


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """Each finding for people: what it is about, and below the explanation."""
    indent = " " * (SHORT_ID + 2)
    for row in rows:
        kind = row["kind"].replace("_", " ")
        about = ", ".join(filter(None, [row["subject"], row["attribute"]]))
        head = f"{kind} (severity {row['severity']}): {about}"
        yield from indented(head, f"{row['id'][:SHORT_ID]}  ", indent)
        yield from indented(row["explanation"], indent)


def _claims(ledger: Ledger, found: Sequence[Finding]) -> dict[str, Any]:
    ids = sorted({claim_id for finding in found for claim_id in finding.claim_ids})
    return {stored.id: stored.claim for stored in ledger.claims_by_id(ids)}


def _remind(ledger: Ledger) -> None:
    if ledger.needs_reconcile():
        print("claims: claims changed since they were compared; run: claims reconcile",
              file=sys.stderr)  # fmt: skip
