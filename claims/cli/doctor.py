"""The command `doctor`: what the program is made of, what it uses, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.cli.options import Database, Debug, Packs, SpacyModel
from claims.cli.output import Row, Rows, prints_rows, rows_of
from claims.cli.wording import indented

_GRADE = 7


@prints_rows
def doctor(
    db: Database = None,
    vocabulary: Packs = None,
    spacy_model: SpacyModel = "shipped",
    debug: Debug = False,
) -> Rows:
    """Check versions, settings, database, model, packs and disk; end with 1 if one is wrong.

    Example: claims doctor --json
    """
    from claims.cli.checks import Check, checks

    found = list(checks(db, vocabulary or [], spacy_model, debug))
    wrong = any(check.state == "wrong" for check in found)
    return rows_of(Check, found, people=_lines, code=int(wrong))


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    area = None
    for row in rows:
        if row["area"] != area:
            area = row["area"]
            yield area
        grade = {"ok": "", "note": "note", "wrong": "WRONG"}[row["state"]]
        origin = f" ({row['origin']})" if row["origin"] else ""
        advice = f": {row['advice']}" if row["advice"] else ""
        said = f"{row['name']}: {row['value']}{origin}{advice}"
        yield from indented(said, f"{grade:>{_GRADE - 2}}  ", " " * _GRADE)
