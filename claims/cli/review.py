"""The commands `claims review …`, which write decisions as events, and `claims log`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from claims.cli.options import Database, Debug, Packs, database
from claims.cli.output import Limit, Row, Rows, asked_for, prints_rows
from claims.cli.wording import SHORT_ID, indented, visible, when

if TYPE_CHECKING:
    from claims.ledger import Review, ReviewAction
    from claims.records import Quantity

FIRST_EVENTS = 100
"""How many events `claims log` prints without --limit or --all."""

Claims = Annotated[
    list[str], typer.Argument(metavar="CLAIM…", help="Ids, or 6 characters of them.")
]
Findings = Annotated[
    list[str], typer.Argument(metavar="FINDING…", help="Ids, or 6 characters of them.")
]
Both = Annotated[
    list[str], typer.Argument(metavar="ID…", help="Ids of claims or findings, or 6 characters.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")]

review = typer.Typer(
    help="Accept, reject, correct, merge, dismiss or note: kept as events, never as overwriting."
)


@review.command("accept")
def accept(ids: Both, reason: Reason = "", db: Database = None, debug: Debug = False) -> None:
    """Say that a claim is right, or that a finding shows an error in a source.

    Example: claims review accept 3fa9c1 --reason "checked against the recording"
    """
    _write(db, "accept", ids, reason)


@review.command("reject")
def reject(ids: Claims, reason: Reason = "", db: Database = None, debug: Debug = False) -> None:
    """Say that a claim is wrong: it is still found, and no longer compared.

    Example: claims review reject 3fa9c1 --reason "he speaks of another model"
    """
    _write(db, "reject", ids, reason)


@review.command("correct")
def correct(
    ids: Claims,
    subject: Annotated[str | None, typer.Option(help="What it is really about.")] = None,
    attribute: Annotated[str | None, typer.Option(help="What it really states.")] = None,
    value: Annotated[
        str | None, typer.Option(metavar="TEXT", help='Its real value with a unit: "140 GB".')
    ] = None,
    reason: Reason = "",
    vocabulary: Packs = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Say what a claim should say; what was read from the source stays beside it.

    Example: claims review correct 3fa9c1 --value "140 gigabytes" --reason "misheard"
    """
    from claims.ledger import Correction

    text, found = None, None
    if value is not None:
        quantity = _quantity(value, vocabulary or [])
        text, found = quantity.text, quantity.value
    _write(db, "correct", ids, reason, correction=Correction(subject, attribute, text, found))


@review.command("merge-subjects")
def merge_subjects(
    into: Annotated[str, typer.Argument(metavar="NAME", help="The name to keep.")],
    subjects: Annotated[
        list[str], typer.Argument(metavar="SUBJECT…", help="Subjects that are the same thing.")
    ],
    reason: Reason = "",
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Let look-ups and comparisons treat subjects as another; `NAME NAME` takes a merge back.

    Example: claims review merge-subjects "Llama 2 70B" "LLaMA-2-70b" --reason "one model"
    """
    _write(db, "merge-subjects", subjects, reason, into=into)


@review.command("dismiss")
def dismiss(
    ids: Findings,
    explained: Annotated[
        bool,
        typer.Option("--explained", help="The values do differ, and the reason says why."),
    ] = False,
    reason: Reason = "",
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Say that nothing need be done about a finding; new claims open it again.

    Example: claims review dismiss 5c1d2e --explained --reason "one file is quantised"
    """
    _write(db, "dismiss", ids, reason, explained=explained)


@review.command("note")
def note(ids: Both, reason: Reason = "", db: Database = None, debug: Debug = False) -> None:
    """Write a note on a claim or a finding; it decides nothing.

    Example: claims review note 3fa9c1 --reason "asked the speaker on 3 May"
    """
    _write(db, "note", ids, reason)


@prints_rows
def log(
    target: Annotated[
        str | None,
        typer.Argument(metavar="[ID|SUBJECT]", help="Only about this claim, finding or subject."),
    ] = None,
    action: Annotated[
        list[str] | None, typer.Option("--action", help="Only this action; repeatable.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Only by this reviewer.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Not before this day or time.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="Not after this day or time.")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--all", help=f"Print every event, not only the last {FIRST_EVENTS}.")
    ] = False,
    limit: Limit = None,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """List the events of reviews, newest first: who decided what, when and why.

    Example: claims log --actor Ada --since 2024-05-01 --json
    """
    from claims.ledger import Ledger, LogFilter, ReviewAction
    from claims.ledger.moments import parsed

    first = asked_for(whole, limit, FIRST_EVENTS)
    if unknown := [name for name in action or () if name not in get_args(ReviewAction)]:
        allowed = ", ".join(get_args(ReviewAction))
        raise typer.BadParameter(f"--action {unknown[0]} is none of {allowed}")
    wanted = LogFilter(
        action or None, actor, target,
        None if since is None else parsed(since, start=True),
        None if until is None else parsed(until),
    )  # fmt: skip
    with Ledger.open(database(db)) as ledger:
        found, count = ledger.log(wanted, first)
    if len(found) < count:
        print(
            f"claims: last {len(found)} of {count} events; --all for all, --limit N for so many",
            file=sys.stderr,
        )
    rows = [event_json(event) for event in found]
    return Rows(rows, people=_event_lines, empty="no events of reviews", fields=_FIELDS)


_FIELDS = (
    "seq", "id", "recorded_at", "actor", "action", "target_kind", "target", "reason",
    "into_subject", "correction", "cause",
)  # fmt: skip


def event_json(event: Review) -> dict[str, Any]:
    """An event as a JSON object."""
    from claims.cli.judging import correction_json

    row = {name: getattr(event, name) for name in _FIELDS}
    return row | {"correction": correction_json(event.correction)}


def _event_lines(rows: Sequence[Row]) -> Iterator[str]:
    indent = " " * 6
    for row in rows:
        yield from indented(f"{_said(row)} — {when(row['recorded_at'])}, {row['actor']}",
                            f"{row['seq']:>4}  ", indent)  # fmt: skip
        if row["reason"]:
            yield from indented(row["reason"], indent)


def _said(row: Row) -> str:
    """What an event says was done: "dismiss finding 5c1d2e0a (explained)"."""
    target = row["target"]
    if row["target_kind"] == "subject":
        return f"merge-subjects {target!r} into {row['into_subject']!r}"
    said = f"{row['action']} {row['target_kind']} {target[:SHORT_ID]}"
    if row["cause"] == "explained":
        said += " (explained)"
    names = ("subject", "attribute", "value_text")
    changes = [f"{n}: {row['correction'][n]}" for n in names if n in (row["correction"] or {})]
    return f"{said} ({'; '.join(changes)})" if changes else said


def _write(
    db: str | None, action: ReviewAction, ids: Sequence[str], reason: str, **more: Any
) -> None:
    from claims import __version__
    from claims.ledger import Ledger

    with Ledger.open(database(db)) as ledger:
        written = ledger.review(action, ids, reason, code_version=__version__, **more)
        stale = ledger.needs_reconcile()
    for event in written:
        print(visible(f"written: {_said(event_json(event))} — {event.actor}"), file=sys.stderr)
    if stale:
        print("claims: compare anew with: claims reconcile", file=sys.stderr)


def _quantity(text: str, vocabulary: Sequence[str]) -> Quantity:
    """The one quantity that a text is; a usage error if it is none, or more than that."""
    from claims.quantities import read
    from claims.vocabulary import load_vocabulary

    found = read(text, load_vocabulary(vocabulary))
    if len(found) == 1:
        spans = [span for span in (found[0].modifier_span, (found[0].start, found[0].end)) if span]
        rest = "".join(c for i, c in enumerate(text) if not any(a <= i < b for a, b in spans))
        if not rest.strip():
            return found[0]
    raise typer.BadParameter(
        f'--value {text!r} is not one quantity; write a number with its unit, like "140 gigabytes"'
    )
