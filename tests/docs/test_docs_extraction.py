"""docs/extraction.md: its programs run, and every row of its examples is what is extracted."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO
from itertools import accumulate, groupby
from typing import get_args

import pytest
from docs_pages import Row, blocks, code, page, sections, tables

from claims.extract import make_extractor
from claims.records import Claim, Modality
from claims.sources import read_text

PAGE = page("extraction.md")
SECTIONS = sections(PAGE, 2)
HEADER, *ROWS = tables(SECTIONS["Ten examples"])[0]


def examples() -> list[tuple[str, list[Row]]]:
    """The texts of the table, each with its claims: the rows without a number go on with a text."""
    numbers = accumulate(int(bool(row[0])) for row in ROWS)
    groups = groupby(zip(numbers, ROWS, strict=True), lambda pair: pair[0])
    parts = [[row for _, row in group] for _, group in groups]
    return [(" ".join(row[1] for row in rows), [row[2:] for row in rows]) for rows in parts]


EXAMPLES = examples()
PROGRAMS = list(zip(blocks(PAGE, "python"), blocks(PAGE, "text"), strict=True))
EXTRACTOR = make_extractor()


def shown(claim: Claim) -> Row:
    """A claim as a row of the page."""
    modality = "" if claim.modality == "asserted" else claim.modality
    fields = claim.subject or "none", claim.attribute or "none", claim.value_text or "none"
    return *fields, modality


@pytest.mark.parametrize(("text", "rows"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_every_example_is_what_is_extracted(text: str, rows: list[Row]) -> None:
    assert [shown(claim) for claim in EXTRACTOR.extract(read_text(text))] == rows


def test_there_are_ten_examples() -> None:
    assert HEADER == ("", "text", "subject", "attribute", "value", "modality")
    assert [row[0] for row in ROWS if row[0]] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(("program", "output"), PROGRAMS)
def test_programs_print_what_is_shown(program: str, output: str) -> None:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(program, "docs/extraction.md", "exec"), {})
    assert printed.getvalue() == output


def test_every_modality_is_explained() -> None:
    explained = {code(word.strip(" ,;")) for word in SECTIONS["The modality"].split()}
    assert {row[-1] for row in ROWS} - {""} <= explained
    assert set(get_args(Modality)) <= explained
