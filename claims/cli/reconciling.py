"""Commands that compare: reconcile, findings, contradictions and report."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims.cli.options import AsOf, Database, Debug, Packs, database, share
from claims.cli.output import Row, Rows, prints_rows
from claims.cli.wording import SHORT_ID, indented, visible

if TYPE_CHECKING:
    from claims.ledger import LedgerView, StoredClaim
    from claims.reconcile import LeftOut
    from claims.records import Claim, Finding
    from claims.vocabulary import Vocabulary

CONFLICTS = ("conflict", "derivation_conflict")
# What is in no finding is counted after each comparison of a ledger of so many claims or fewer:
# it takes a look at each of them, also where little changed. A report counts in any case.
COUNTED = 50_000
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
        counted = done.claims <= COUNTED
        reasons = left_out_of(ledger, ledger.findings(), packs) if counted else []
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    again = "" if done.full else f", {done.compared} of them again"
    told = f"{done.claims} claims compared{again}: {sum(kinds.values())} findings ({new} new)"
    lines = indented(told + (f": {counts}" if counts else ""), "", "  ")
    if not counted:
        lines.append("what is in no finding is counted by: claims report")
    print(*lines, *left_out_lines(reasons), sep="\n", file=sys.stderr)


def left_out_of(ledger: LedgerView, found: Sequence[Finding], packs: Vocabulary) -> list[LeftOut]:
    """How many claims of a ledger are in none of the findings, and why."""
    from claims.reconcile import LeftOut, left_out

    if not ledger.was_compared():
        count = ledger.count_claims()
        return [LeftOut("not compared", count)] if count else []
    named = {claim_id for finding in found for claim_id in finding.claim_ids}
    return left_out(((stored.id, _counting(stored)) for stored in ledger.claims()), named, packs)


def _counting(stored: StoredClaim) -> Claim | None:
    """A claim as it counts now; ``None`` if a review rejected it."""
    return None if stored.review.state == "rejected" else stored.current


def left_out_lines(reasons: Sequence[LeftOut]) -> Iterator[str]:
    """How many claims are in no finding, and for which reasons."""
    if reasons:
        parts = ", ".join(f"{item.count} {item.reason}" for item in reasons)
        total = sum(item.count for item in reasons)
        yield from indented(f"{total} in no finding: {parts}", "", "  ")


@prints_rows
def findings(
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only of this kind; repeatable.")
    ] = None,
    subject: Subject = None,
    attribute: Attribute = None,
    min_severity: Severity = None,
    as_of: AsOf = None,
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
        view = ledger.as_of(as_of)
        _remind(view)
        found = view.findings(kind, subject, attribute, least)
        return _rows(view, found)


@prints_rows
def contradictions(
    possible: Annotated[
        bool, typer.Option("--possible", help="Add possible conflicts and differing definitions.")
    ] = False,
    subject: Subject = None,
    attribute: Attribute = None,
    min_severity: Severity = None,
    only_open: Annotated[
        bool, typer.Option("--open", help="Leave out what reviews dismissed or explained.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 if there are open contradictions.")
    ] = False,
    as_of: AsOf = None,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """List the contradictions, most serious first, with their quotes and places.

    Example: claims contradictions --subject "Llama 2 70B"
    """
    from claims.ledger import Ledger

    least = share("--min-severity", min_severity)
    with Ledger.open(database(db)) as ledger:
        view = ledger.as_of(as_of)
        _remind(view)
        kinds = CONFLICTS + POSSIBLE if possible else CONFLICTS
        findings = view.findings(kinds, subject, attribute, least)
        reviews = view.finding_reviews(findings)
        waiting = [f for f in findings if f.id not in reviews or reviews[f.id].open]
        found = contradiction_rows(view, waiting if only_open else findings)
    return replace(found, code=1) if exit_code and waiting else found


def report(
    output: Annotated[
        str,
        typer.Option(
            "-o", "--output", metavar="FILE", help="FILE.html, .md, .json, .csv or .xlsx."
        ),
    ],
    title: Annotated[str | None, typer.Option(help="Heading of the report.")] = None,
    vocabulary: Packs = None,
    as_of: AsOf = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Write the contradiction report.

    Example: claims report -o report.html
    """
    from claims.ledger import Ledger

    with Ledger.open(database(db)) as ledger:
        view = ledger.as_of(as_of)
        _remind(view)
        write_report_of(view, output, title, vocabulary)
    print(f"written: {visible(output)}", file=sys.stderr)


def write_report_of(
    ledger: LedgerView,
    output: str,
    title: str | None = None,
    vocabulary: Sequence[str] | None = None,
) -> None:
    """Write the report of a ledger's current findings, and of their reviews, to a file."""
    from claims.cli.judging import claim_review_lines, review_lines
    from claims.cli.why import packs_of_run
    from claims.report import TITLE, Background, write_report

    found = ledger.findings()
    named = {claim_id for finding in found for claim_id in finding.claim_ids}
    packs = packs_of_run(ledger, vocabulary)
    reasons = left_out_of(ledger, found, packs)
    examples = {claim_id for item in reasons for claim_id in item.claim_ids}
    stored = ledger.claims_by_id(sorted(named | examples))
    reviews = ledger.finding_reviews(found)
    in_full = [finding for finding in found if finding.kind in CONFLICTS + POSSIBLE]
    in_context = {claim_id for f in in_full for ids in f.values for claim_id in ids}
    background = Background(
        claims=ledger.count_claims(),
        sources=sum(source.claims > 0 for source in ledger.sources()),
        left_out=tuple(reasons),
        surroundings=ledger.surroundings(sorted(in_context)),
        dates={item.id: item.published for item in stored if item.published},
        reviews={i: tuple(review_lines(review)) for i, review in reviews.items()},
        claim_reviews={s.id: lines for s in stored if (lines := tuple(claim_review_lines(s)))},
        as_of=ledger.time,
        vocabulary=packs,
    )
    claims = {item.id: item.current for item in stored}
    write_report(output, found, claims, title or TITLE, background)


def contradiction_rows(ledger: LedgerView, found: Sequence[Finding]) -> Rows:
    """Findings as rows that people read in full, with values, quotes and places."""
    from claims.cli.telling import tell

    claims, reviews = _claims(ledger, found), ledger.finding_reviews(found)
    return replace(
        _rows(ledger, found),
        people=lambda rows: tell(found[: len(rows)], claims, reviews),
        empty="no contradictions",
    )


def _rows(ledger: LedgerView, found: Sequence[Finding]) -> Rows:
    from claims.cli.judging import review_json
    from claims.ledger import Reviewed
    from claims.reconcile import finding_to_json

    claims, reviews = _claims(ledger, found), ledger.finding_reviews(found)
    return Rows(
        [
            finding_to_json(finding, claims)
            | {"review": review_json(reviews.get(finding.id, Reviewed()))}
            for finding in found
        ],
        people=_lines,
        empty="no findings; compare the claims with: claims reconcile",
        fields=("id", "kind", "severity", "subject", "attribute", "qualifiers", "likely_value",
                "likely_unit", "likely_cause", "explanation", "values", "review"),
    )  # fmt: skip


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """Each finding for people: what it is about, and below the explanation."""
    indent = " " * (SHORT_ID + 2)
    for row in rows:
        kind = row["kind"].replace("_", " ")
        about = ", ".join(filter(None, [row["subject"], row["attribute"]]))
        state = f", {row['review']['state'] or 'noted'}" if row["review"] else ""
        head = f"{kind} (severity {row['severity']}{state}): {about}"
        yield from indented(head, f"{row['id'][:SHORT_ID]}  ", indent)
        yield from indented(row["explanation"], indent)


def _claims(ledger: LedgerView, found: Sequence[Finding]) -> dict[str, Any]:
    ids = sorted({claim_id for finding in found for claim_id in finding.claim_ids})
    return {stored.id: stored.current for stored in ledger.claims_by_id(ids)}


def _remind(ledger: LedgerView) -> None:
    if ledger.time is not None and not ledger.was_compared():
        print("claims: nothing had been compared by then", file=sys.stderr)
    if ledger.time is None and ledger.needs_reconcile():
        print("claims: claims changed since they were compared; run: claims reconcile",
              file=sys.stderr)  # fmt: skip
