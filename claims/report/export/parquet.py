"""Exports as Parquet, through pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from claims.report.export.columns import Cell, Column, cells, columns_of

BATCH_ROWS = 20_000
BATCH_CHARACTERS = 8_000_000
"""A row group ends at so many rows or characters: no more are in memory at once."""


def write_parquet(
    stream: BinaryIO, fields: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> list[str]:
    """Row groups of bounded size; exact values are strings, ``*_number`` are doubles."""
    import pyarrow
    from pyarrow import parquet

    columns = columns_of(fields)
    types = {
        "text": pyarrow.string(), "exact": pyarrow.string(), "number": pyarrow.float64(),
        "integer": pyarrow.int64(),
    }  # fmt: skip
    schema = pyarrow.schema([(column.name, types[column.kind]) for column in columns])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in _batches(rows, columns):
            arrays = [
                pyarrow.array(values, type=field.type)
                for values, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_batch(pyarrow.RecordBatch.from_arrays(arrays, schema=schema))
    return []


def _batches(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[Column]
) -> Iterator[list[list[Cell]]]:
    batch: list[list[Cell]] = []
    characters = 0
    for row in rows:
        batch.append(cells(row, columns))
        characters += sum(len(cell) for cell in batch[-1] if isinstance(cell, str))
        if len(batch) >= BATCH_ROWS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
