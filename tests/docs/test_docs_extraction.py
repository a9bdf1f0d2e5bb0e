"""docs/extraction.md: its programs and commands print what the page shows."""

from __future__ import annotations

import re
import shlex
from contextlib import redirect_stdout
from io import StringIO
from typing import get_args

import pytest
from cli.cli_runner import done
from docs_pages import blocks, code, page, sections

from claims.reasons import Explanation, Rule
from claims.records import Modality

PAGE = page("extraction.md")
SECTIONS = sections(PAGE, 2)
EXAMPLES = sections(SECTIONS["Ten examples"], 3)
PROGRAMS = list(zip(blocks(PAGE, "python"), blocks(PAGE, "text"), strict=True))


@pytest.mark.parametrize("heading", EXAMPLES)
def test_every_example_prints_what_it_shows(heading: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    (block,) = blocks(EXAMPLES[heading], "console")
    said, command, shown = block.removeprefix("$ ").split("\n", 2)
    echo, text, pipe = shlex.split(said)
    assert (echo, pipe) == ("echo", "|")
    program, *arguments = shlex.split(command)
    assert program == "claims"
    assert done(*arguments, stdin=f"{text}\n".encode()).out == f"{shown}\n"


def test_there_are_ten_examples() -> None:
    assert [heading.split(". ")[0] for heading in EXAMPLES] == [str(n) for n in range(1, 11)]


def test_every_part_and_rule_of_an_explanation_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", SECTIONS["The reasons as data"]))
    assert set(get_args(Rule)) | set(Explanation().to_json()) <= named


@pytest.mark.parametrize(("program", "output"), PROGRAMS)
def test_programs_print_what_is_shown(program: str, output: str) -> None:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(program, "docs/extraction.md", "exec"), {})
    assert printed.getvalue() == output


def test_every_modality_is_explained() -> None:
    explained = {code(word.strip(" ,;")) for word in SECTIONS["The modality"].split()}
    assert set(get_args(Modality)) <= explained
