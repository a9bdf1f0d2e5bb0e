"""A look-up loads little: what it imports decides how long it takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ["spacy", "msgspec", "pint", "alembic", "pydantic", "jinja2", "yaml", "ftfy", "markdown_it",
         "rapidfuzz", "charset_normalizer"]  # fmt: skip
SCRIPT = """
import sys
from claims.cli import main
try:
    main(sys.argv[2:])
except SystemExit as ended:
    assert not ended.code, ended.code
heavy = sorted(set(sys.argv[1].split(",")) & set(sys.modules))
assert not heavy, heavy
"""


def loads_none_of(modules: list[str], *command: str) -> None:
    subprocess.run(
        [sys.executable, "-c", SCRIPT, ",".join(modules), *command],
        check=True,
        stdout=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]], ids=["people", "json", "csv"])
def test_find_loads_only_the_database(form: list[str], ledger: Path) -> None:
    loads_none_of([*HEAVY, "rich"], "find", "llama 2 file size", *form, "--db", str(ledger))


@pytest.mark.parametrize("command", ["subjects", "attributes", "sources"])
def test_lists_load_only_the_database(command: str, ledger: Path) -> None:
    loads_none_of(HEAVY, command, "--db", str(ledger))


def test_ready_claims_load_no_language_library(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text('{"source": "a", "quote": "It takes 140 gigabytes.", "lo": 140, "hi": 140}\n')
    loads_none_of(["spacy"], "ingest", "--claims", str(path), "--db", str(tmp_path / "claims.db"))


def test_help_loads_no_library_of_the_work() -> None:
    loads_none_of(["spacy", "pint", "alembic", "pydantic", "yaml", "sqlalchemy"], "--help")
    loads_none_of([*HEAVY, "sqlalchemy"], "--version")


def test_contradictions_load_no_language_library(ledger: Path) -> None:
    loads_none_of(["spacy", "pint", "alembic"], "contradictions", "--db", str(ledger))
