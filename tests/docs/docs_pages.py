"""Reading the pages of docs/: their sections, fenced blocks and tables."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LONGEST_LINE = 110

Row = tuple[str, ...]


def page(name: str) -> str:
    """The text of a page."""
    return (DOCS / name).read_text(encoding="utf-8")


def sections(text: str, level: int) -> dict[str, str]:
    """What stands below each heading of a level, by heading, until the next of it or above."""
    found: dict[str, str] = {}
    heading = None
    fenced = False
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        match = None if fenced else re.match(r"(#+) (.+)", line)
        if match and len(match[1]) <= level:
            heading = match[2] if len(match[1]) == level else None
            if heading is not None:
                found[heading] = ""
        elif heading is not None:
            found[heading] += line + "\n"
    return found


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


def tables(text: str) -> list[list[Row]]:
    """The tables of a text as rows of cells, each with its header row first."""
    found: list[list[Row]] = []
    before = ""
    for line in text.splitlines():
        if line.startswith("|"):
            if not before.startswith("|"):
                found.append([])
            cells = tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                found[-1].append(cells)
        before = line
    return found


def code(cell: str) -> str:
    """A cell's text without the marks of code."""
    return cell.strip("`")
