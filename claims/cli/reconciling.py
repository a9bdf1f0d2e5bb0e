"""Commands that compare: reconcile, findings, contradictions and report."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims.cli.options import Database, Debug, Packs, database
from claims.cli.output import Rows, prints_rows, visible
from claims.cli.wording import SHORT_ID, described, said_by

if TYPE_CHECKING:
    from claims.ledger import Ledger
    from claims.records import Claim, Finding

CONFLICTS = ("conflict", "derivation_conflict")
POSSIBLE = ("possible_conflict", "definition_differs")
WIDTH = 78

Subject = Annotated[str | None, typer.Option("--subject", help="Only about this subject.")]
Attribute = Annotated[str | None, typer.Option("--attribute", help="Only for this attribute.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (reconcile, findings, contradictions, report):
        app.command()(command)


def reconcile(vocabulary: Packs = None, db: Database = None, debug: Debug = False) -> None:
    """Compare the claims and store the findings.

    Example: claims reconcile && claims contradictions
    """
    from claims import __version__
    from claims.ledger import Ledger
    from claims.reconcile import reconcile as compare
    from claims.vocabulary import load_vocabulary

    packs = load_vocabulary(vocabulary or [])
    with Ledger.open(database(db)) as ledger:
        claims = [stored.claim for stored in ledger.claims()]
        published = {s.id: s.published for s in ledger.sources() if s.published}
        found = compare(claims, packs, published)
        run = ledger.start_run("reconcile", __version__, {"vocabulary": vocabulary or []})
        new = ledger.store_findings(found, run)
    kinds = sorted({finding.kind for finding in found})
    counts = ", ".join(f"{sum(f.kind == kind for f in found)} {kind}" for kind in kinds)
    print(
        f"{len(claims)} claims compared: {len(found)} findings ({new} new)"
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
    min_severity: Annotated[float | None, typer.Option(help="0 to 1.")] = None,
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
    with Ledger.open(database(db)) as ledger:
        _remind(ledger)
        found = ledger.findings(kind, subject, attribute, _severity(min_severity))
        return _rows(ledger, found)


def contradictions(
    possible: Annotated[
        bool, typer.Option("--possible", help="Add possible conflicts and differing definitions.")
    ] = False,
    subject: Subject = None,
    attribute: Attribute = None,
    min_severity: Annotated[float | None, typer.Option(help="0 to 1.")] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 if there are contradictions.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Print a JSON object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values.")] = False,
    as_tsv: Annotated[bool, typer.Option("--tsv", help="Tab-separated values.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=0, help="At most so many.")] = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """List the contradictions, most serious first, with their quotes and places.

    Example: claims contradictions --subject "Llama 2 70B"
    """
    from claims.cli.output import print_rows
    from claims.ledger import Ledger

    kinds = CONFLICTS + POSSIBLE if possible else CONFLICTS
    chosen = {"as_json": as_json, "as_jsonl": as_jsonl, "as_csv": as_csv, "as_tsv": as_tsv,
              "limit": limit}  # fmt: skip
    with Ledger.open(database(db)) as ledger:
        _remind(ledger)
        found = ledger.findings(kinds, subject, attribute, _severity(min_severity))
        if any((as_json, as_jsonl, as_csv, as_tsv)):
            print_rows(_rows(ledger, found), chosen)
        else:
            print_contradictions(ledger, found[:limit] if limit is not None else found)
    raise typer.Exit(1 if exit_code and found else 0)


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


def print_contradictions(ledger: Ledger, found: Sequence[Finding]) -> None:
    """Print findings for people: each with its values, quotes, places and explanation."""
    if not found:
        print("no contradictions", file=sys.stderr)
        return
    claims = _claims(ledger, found)
    for number, finding in enumerate(found, 1):
        for line in _contradiction(number, finding, claims):
            print(line)
        print()


def _contradiction(number: int, finding: Finding, claims: dict[str, Claim]) -> list[str]:
    kind = finding.kind.replace("_", " ")
    head = f"{number}. {finding.subject} — {finding.attribute}: {kind}"
    lines = [visible(f"{head} (severity {finding.severity}, {finding.id[:SHORT_ID]})")]
    for group in finding.values or (finding.claim_ids,):
        for claim_id in group:
            lines += _evidence(claim_id, claims[claim_id])
    return lines + _indented(finding.explanation, "   ")


def _evidence(claim_id: str, claim: Claim) -> list[str]:
    row = claim.to_json()
    place = ", ".join(filter(None, [said_by(row), claim.locator, claim.source]))
    quoted = f"“{claim.reading or claim.quote}”"
    return [
        *_indented(f"* {described(row)}  [{claim_id[:SHORT_ID]}] {place}", "   ", "     "),
        *_indented(quoted, "     "),
    ]


def _indented(text: str, indent: str, further: str | None = None) -> list[str]:
    return textwrap.wrap(
        visible(text), WIDTH, initial_indent=indent, subsequent_indent=further or indent
    )


def _rows(ledger: Ledger, found: Sequence[Finding]) -> Rows:
    from claims.reconcile import finding_to_json

    claims = _claims(ledger, found)
    return Rows(
        [finding_to_json(finding, claims) for finding in found],
        ("id", "kind", "severity", "subject", "attribute", "explanation"),
        lambda row: [row["id"][:SHORT_ID], *(row[name] for name in
                     ("kind", "severity", "subject", "attribute", "explanation"))],
        empty="no findings; compare the claims with: claims reconcile",
        fields=("id", "kind", "severity", "subject", "attribute", "qualifiers", "likely_value",
                "likely_unit", "likely_cause", "explanation", "values"),
    )  # fmt: skip


def _claims(ledger: Ledger, found: Sequence[Finding]) -> dict[str, Any]:
    ids = sorted({claim_id for finding in found for claim_id in finding.claim_ids})
    return {stored.id: stored.claim for stored in ledger.claims_by_id(ids)}


def _remind(ledger: Ledger) -> None:
    if ledger.needs_reconcile():
        print("claims: claims changed since they were compared; run: claims reconcile",
              file=sys.stderr)  # fmt: skip


def _severity(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
