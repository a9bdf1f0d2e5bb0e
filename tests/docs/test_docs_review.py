"""docs/review.md: its session runs as shown, but for ids and times, and its facts hold."""

from __future__ import annotations

import re
import shlex
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from cli.cli_runner import done
from docs_pages import DOCS, ROOT, blocks, code, page, sections, tables

from claims.ledger import Ledger, ReviewAction

PAGE = page("review.md")
ID = re.compile(r"\b[0-9a-f]{8}\b")
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")


def session() -> list[tuple[str, list[str]]]:
    """The commands of the page, each with the lines that it shows below."""
    found: list[tuple[str, list[str]]] = []
    for block in blocks(PAGE, "console"):
        for line in block.splitlines():
            if line.startswith("$ claims "):
                found.append((line.removeprefix("$ claims "), []))
            else:
                found[-1][1].append(line)
    return found


def files(folder: Path) -> None:
    """The sources that the page shows."""
    for name, text in re.findall(r"(?ms)^```text (\S+)\n(.*?)^```$", PAGE):
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the session runs, with the sources that the page shows."""
    monkeypatch.chdir(tmp_path)
    for name, value in (("CLAIMS_DB", "claims.db"), ("COLUMNS", "100"), ("CLAIMS_ACTOR", "Ada")):
        monkeypatch.setenv(name, value)
    files(tmp_path)
    return tmp_path


def printed(command: str) -> list[str]:
    """The lines that a command prints, those for people's eyes included."""
    ended = done(*shlex.split(command))
    return (ended.err + ended.out).splitlines()


def even(lines: list[str]) -> list[str]:
    """Lines without what differs from day to day; widths follow from it."""
    return " ".join(TIME.sub("TIME", ID.sub("ID", " ".join(lines))).split()).split(" ")


def test_the_session_prints_what_it_shows(folder: Path) -> None:
    ids: dict[str, str] = {}
    compared = ""
    for command, shown in session():
        real = command
        for known, own in ids.items():
            real = real.replace(known, own)
        real = re.sub(r"--as-of \S+", f"--as-of {compared}", real)
        lines = printed(real)
        assert even(lines) == even(shown), command
        pairs = zip(ID.findall("\n".join(shown)), ID.findall("\n".join(lines)), strict=True)
        ids |= dict(pairs)
        if command == "reconcile":
            compared = datetime.now(UTC).isoformat(timespec="milliseconds")
            time.sleep(0.003)
    with Ledger.open(str(folder / "claims.db")) as ledger:
        (sql,) = blocks(PAGE, "sql")
        columns, rows = ledger.query(sql)
        assert columns[2] == "review_state"
        assert [row[2] for row in rows] == ["corrected"]
        assert ledger.verify(files=False) == []


def test_every_action_is_on_the_page() -> None:
    (table,) = tables(sections(PAGE, 2)["What can be decided"])
    named = [code(row[0]).split()[2] for row in table[1:]]
    assert sorted(named) == sorted(get_args(ReviewAction))


def test_the_page_is_linked() -> None:
    assert "docs/review.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "](review.md)" in (DOCS / "ledger.md").read_text(encoding="utf-8")
