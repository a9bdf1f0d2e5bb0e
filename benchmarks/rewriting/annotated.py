"""Texts with the claims they make, and how both are rewritten together.

A text is rewritten by giving its pieces in their new order: each keeps a stretch of the old text,
writes another in its place, or adds words. The rows of the text follow their stretches.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """What a text states at ``start:end``, as a person has annotated it.

    ``core`` rows are those that must be found; to find another is neither right nor wrong.
    ``lo`` and ``hi`` are in ``unit``, ``canonical_lo`` and ``canonical_hi`` in its base unit.
    """

    start: int
    end: int
    lo: Decimal | None
    hi: Decimal | None
    canonical_lo: Decimal | None
    canonical_hi: Decimal | None
    unit: str
    subject: str | None
    attribute: str
    modality: str
    speaker: str | None
    core: bool


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text and its rows; ``name`` is that of its file."""

    name: str
    text: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """``start:end`` of the old text and what stands for it in the new one."""

    start: int
    end: int
    text: str


def read_annotated(text_path: Path, rows_path: Path) -> Annotated:
    """Read a text and the JSON lines that say what it states.

    Raises ``ValueError`` for a row whose quote or value is not in the text.
    """
    text = text_path.read_bytes().decode("utf-8-sig")
    lines = rows_path.read_text(encoding="utf-8").splitlines()
    given = [json.loads(line, parse_float=Decimal) for line in lines if line.strip()]
    return Annotated(text_path.name, text, tuple(_row(text, row) for row in given))


def read_folder(texts: Path, rows: Path) -> list[Annotated]:
    """The texts of a folder that have rows: ``000.jsonl`` belongs to ``000.txt`` and to
    ``000_name.txt``."""
    found = []
    for path in sorted(rows.glob("*.jsonl")):
        named = [*texts.glob(f"{path.stem}.txt"), *texts.glob(f"{path.stem}_*.txt")]
        found += [read_annotated(text, path) for text in named[:1]]
    return found


def _row(text: str, given: dict[str, Any]) -> Row:
    at = -1
    for _ in range(given.get("nth", 1)):
        at = text.index(given["quote"], at + 1)
    start = at + given["quote"].index(given["value_text"])
    return Row(
        start=start,
        end=start + len(given["value_text"]),
        lo=_number(given["lo"]),
        hi=_number(given["hi"]),
        canonical_lo=_number(given["canon"]),
        canonical_hi=_number(given["canon_hi"]),
        unit=given["unit"],
        subject=given["subject"],
        attribute=given["attribute"],
        modality=given["modality"],
        speaker=given["speaker"],
        core=given["core"],
    )


def _number(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def kept(text: str, start: int, end: int) -> Piece:
    """The piece that keeps a stretch as it stands."""
    return Piece(start, end, text[start:end])


def edited(annotated: Annotated, edits: Iterable[Piece]) -> Annotated:
    """The text with some stretches written otherwise, in their places."""
    text, pieces, done = annotated.text, [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < done:
            raise ValueError(f"{annotated.name}: two edits at {edit.start}")
        pieces += [kept(text, done, edit.start), edit]
        done = edit.end
    return rebuilt(annotated, [*pieces, kept(text, done, len(text))])


def rebuilt(annotated: Annotated, pieces: Sequence[Piece]) -> Annotated:
    """The text that the pieces make in the order given, and its rows in their new places.

    Raises ``ValueError`` where a row is torn apart or lost.
    """
    places, length = [], 0
    for piece in pieces:
        places.append((piece, length))
        length += len(piece.text)
    rows = []
    for row in annotated.rows:
        start = next((_start(piece, at, row) for piece, at in places if _begins(piece, row)), None)
        end = next((_end(piece, at, row) for piece, at in places if _ends(piece, row)), None)
        if start is None or end is None or start >= end:
            raise ValueError(f"{annotated.name}: the row at {row.start} is torn apart")
        rows.append(replace(row, start=start, end=end))
    return Annotated(annotated.name, "".join(piece.text for piece in pieces), tuple(rows))


def _begins(piece: Piece, row: Row) -> bool:
    return piece.start <= row.start < piece.end


def _ends(piece: Piece, row: Row) -> bool:
    return piece.start < row.end <= piece.end


def _start(piece: Piece, at: int, row: Row) -> int:
    return at + min(row.start - piece.start, len(piece.text))


def _end(piece: Piece, at: int, row: Row) -> int:
    """Where the row ends; a stretch that was written otherwise is counted from its end."""
    return at + max(0, len(piece.text) - (piece.end - row.end))
