"""Collecting given names from corpora of names."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "training" / "given_names.py"
# Names as "words/type"; each stands in a sentence of its own.
NAMES = [
    *["Orla Velde/person"] * 3,
    *["Selma Tollan/researcher"] * 3, "Selma Valley/location",
    *["Torvik Reed/person"] * 2, "Torvik/location",
    *["Quill/person"] * 4,
    *["Al Holme/person"] * 3,
    *["mara Holme/person"] * 3,
    *["R2 Holme/person"] * 3,
    *["Brenna Mills/organisation"] * 3,
]  # fmt: skip


def _columns(name: str) -> str:
    words, _, kind = name.partition("/")
    marks = ["B", *"I" * words.count(" ")]
    rows = [f"{word}\t{mark}-{kind}" for word, mark in zip(words.split(), marks, strict=True)]
    return "\n".join(["Then\tO", *rows, "spoke\tO"]) + "\n\n"


def test_the_first_words_of_peoples_names_that_open_few_others(tmp_path: Path) -> None:
    folder = tmp_path / "ner" / "crossner"
    folder.mkdir(parents=True)
    with gzip.open(folder / "texts.txt.gz", "wt", encoding="utf-8") as file:
        file.write("".join(map(_columns, NAMES)))
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=True
    )
    assert done.stdout == "Orla\nSelma\n"
