"""docs/quantities.md: its examples run, and every row of its tables is what is read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import fields
from decimal import Decimal
from io import StringIO
from itertools import groupby
from typing import get_args

import pytest
from docs_pages import Row, blocks, code, page, sections, tables

import claims
from claims.records import Modifier, Quantity, Value, plain

PAGE = page("quantities.md")
SECTIONS = sections(PAGE, 2)
TABLES = [table for table in tables(SECTIONS["What is read"]) if table[0][0] == "text"]
RECORD = tables(SECTIONS["The record"])
PROGRAMS = list(zip(blocks(PAGE, "python"), blocks(PAGE, "text"), strict=True))


def number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def shown(quantity: Quantity) -> dict[str, str]:
    """A quantity as the page shows it, by column."""
    value = quantity.value
    ends = number(value.lo), number(value.hi)
    joined = ends[0] if ends[0] == ends[1] else "..".join(ends)
    return {
        "quantity": quantity.text,
        "value": joined or "none",
        "unit": value.unit or "none",
        "modifier": value.modifier,
        "date": value.date or "none",
    }


def by_text(table: list[Row]) -> list[tuple[str, list[Row], Row]]:
    """The rows of a table, those of one text together, with the table's header."""
    header, *rows = table
    return [(text, list(group), header) for text, group in groupby(rows, lambda row: row[0])]


@pytest.mark.parametrize(
    ("text", "rows", "header"), [case for table in TABLES for case in by_text(table)]
)
def test_every_row_is_what_is_read(text: str, rows: list[Row], header: Row) -> None:
    found = [shown(quantity) for quantity in claims.quantities(text)]
    assert [tuple(each[name] for name in header[1:]) for each in found] == [r[1:] for r in rows]


def test_every_family_has_rows() -> None:
    families = sections(SECTIONS["What is read"], 3)
    assert len(families) >= 7
    assert all(len(tables(family)[0]) > 4 for family in families.values())


@pytest.mark.parametrize("row", tables(SECTIONS["What is not read"])[0][1:], ids=lambda row: row[0])
def test_look_alikes_give_nothing(row: Row) -> None:
    assert claims.quantities(row[0]) == []


@pytest.mark.parametrize(("text", "value", "unit"), tables(SECTIONS["Conventions"])[0][1:])
def test_conventions_are_kept(text: str, value: str, unit: str) -> None:
    (quantity,) = claims.quantities(f"It came to {text}.")
    assert quantity.text == text
    assert quantity.value.canonical_lo == quantity.value.canonical_hi == Decimal(value)
    assert quantity.value.canonical_unit == unit


@pytest.mark.parametrize(("program", "output"), PROGRAMS)
def test_programs_print_what_is_shown(program: str, output: str) -> None:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(program, "docs/quantities.md", "exec"), {})
    assert printed.getvalue() == output


def test_the_command_writes_what_is_shown() -> None:
    (command,) = blocks(PAGE, "console")
    match = re.fullmatch(r"\$ echo '(.+)' \| claims quantities -\n", command)
    assert match
    done = subprocess.run(
        [sys.executable, "-m", "claims", "quantities", "-"],
        input=match[1], capture_output=True, text=True, check=True,
    )  # fmt: skip
    (wanted,) = blocks(PAGE, "json")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [json.loads(wanted)]


def test_every_field_and_modifier_is_explained() -> None:
    named = [code(name) for row in RECORD[0][1:] for name in row[0].split(", ")]
    assert sorted(named) == sorted(field.name for field in fields(Value))
    assert [code(row[0]) for row in RECORD[1][1:]] == list(get_args(Modifier))


@pytest.mark.parametrize("row", RECORD[1][2:], ids=lambda row: row[0])
def test_each_cue_gives_its_modifier(row: Row) -> None:
    modifier = code(row[0])
    for cue in row[1].partition(":")[0].split(", "):
        assert modifier in _modifiers(cue), cue


def _modifiers(cue: str) -> set[str]:
    """The modifiers that a cue gives in one of the places where it may stand."""
    places: list[Callable[[str], str]] = [
        lambda cue: f"It weighs {cue} 40 kg.",
        lambda cue: f"It weighs 40 kg {cue}.",
        lambda cue: f"They sold {cue} boats.",
        lambda cue: f"They sold {cue} of boats.",
    ]
    found = [claims.quantities(place(cue)) for place in places]
    return {quantity.value.modifier for quantities in found for quantity in quantities}


def test_json_has_the_values_fields() -> None:
    (quantity,) = claims.quantities("It weighs 5 kg.")
    assert set(json.loads(json.dumps(quantity.value.to_json(), default=str))) | {"step"} == {
        field.name for field in fields(Value)
    }
