"""docs/extraction.md: its programs run, and every row of its examples is what is extracted."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO
from itertools import groupby

import pytest
from docs_pages import Row, blocks, code, page, sections, tables

from claims.extract import make_extractor
from claims.records import Claim
from claims.sources import read_text

PAGE = page("extraction.md")
SECTIONS = sections(PAGE, 2)
HEADER, *ROWS = tables(SECTIONS["Ten examples"])[0]
EXAMPLES = [(text, list(rows)) for text, rows in groupby(ROWS, lambda row: row[0])]
PROGRAMS = list(zip(blocks(PAGE, "python"), blocks(PAGE, "text"), strict=True))
EXTRACTOR = make_extractor()


def shown(text: str, claim: Claim) -> Row:
    """A claim as a row of the page."""
    subject, attribute = claim.subject or "none", claim.attribute or "none"
    return text, subject, attribute, claim.value_text or "none", claim.modality


@pytest.mark.parametrize(("text", "rows"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_every_example_is_what_is_extracted(text: str, rows: list[Row]) -> None:
    assert [shown(text, claim) for claim in EXTRACTOR.extract(read_text(text))] == rows


def test_there_are_ten_examples() -> None:
    assert HEADER == ("text", "subject", "attribute", "value", "modality")
    assert len(EXAMPLES) == 10


@pytest.mark.parametrize(("program", "output"), PROGRAMS)
def test_programs_print_what_is_shown(program: str, output: str) -> None:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(program, "docs/extraction.md", "exec"), {})
    assert printed.getvalue() == output


def test_every_example_of_modality_is_explained() -> None:
    explained = {code(word.strip(" ,;")) for word in SECTIONS["The modality"].split()}
    assert {row[-1] for row in ROWS} <= explained
