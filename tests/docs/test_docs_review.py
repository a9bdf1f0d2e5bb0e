"""docs/review.md: its session runs as shown, but for ids and times, and its facts hold."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

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


def printed(command: str, folder: Path) -> list[str]:
    """The lines that a command prints, those for people's eyes included."""
    environment = {**os.environ, "CLAIMS_DB": "claims.db", "COLUMNS": "100",
                   "CLAIMS_ACTOR": "Ada", "PYTHONPATH": str(ROOT)}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "claims", *shlex.split(command)], cwd=folder, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout.splitlines()


def even(lines: list[str]) -> list[str]:
    """Lines without what differs from day to day; widths follow from it."""
    return " ".join(TIME.sub("TIME", ID.sub("ID", " ".join(lines))).split()).split(" ")


def test_the_session_prints_what_it_shows(tmp_path: Path) -> None:
    files(tmp_path)
    ids: dict[str, str] = {}
    compared = ""
    for command, shown in session():
        real = command
        for known, own in ids.items():
            real = real.replace(known, own)
        real = re.sub(r"--as-of \S+", f"--as-of {compared}", real)
        lines = printed(real, tmp_path)
        assert even(lines) == even(shown), command
        pairs = zip(ID.findall("\n".join(shown)), ID.findall("\n".join(lines)), strict=True)
        ids |= dict(pairs)
        if command == "reconcile":
            compared = datetime.now(UTC).isoformat(timespec="milliseconds")
            time.sleep(0.003)
    with Ledger.open(str(tmp_path / "claims.db")) as ledger:
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
