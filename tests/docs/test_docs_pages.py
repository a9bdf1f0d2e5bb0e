"""What holds for every page of docs/: line lengths and links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_pages import DOCS, LONGEST_LINE

PAGES = sorted(DOCS.glob("*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_lines_fit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = re.sub(r"^```text\n.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL).splitlines()
    assert [line for line in lines if len(line) > LONGEST_LINE] == []  # but for what is printed


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_within_the_project_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    here = [link for link in links if not link.startswith(("http://", "https://"))]
    assert [link for link in here if not (path.parent / link).exists()] == []
