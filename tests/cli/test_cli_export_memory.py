"""However many claims there are, an export holds a batch of them."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ENGINES, NewDatabase

from claims.ledger import Ledger
from claims.records import Claim, Value
from claims.report.export import FORMATS, export_rows
from claims.report.export.write import format_of

QUOTE_CHARACTERS = 10_000
FEW, MANY = 1_000, 5_000
MEBIBYTE = 2**20
MOST_GROWTH = 20  # of the 40 MiB that the further quotes alone have
PEAKS = """
import resource, sys
from claims.cli import main
for db in sys.argv[2:]:
    try:
        main(["export", "-o", sys.argv[1], "--db", db])
    except SystemExit as ended:
        assert not ended.code, ended.code
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def long_claims(count: int) -> Iterator[Claim]:
    value = Value(Decimal(1), Decimal(1), "widget", Decimal(1), Decimal(1), "widget")
    for number in range(count):
        yield Claim(
            source="made-up", source_id="0" * 64, start=None, end=None, value_text=None,
            quote=f"{number:0{QUOTE_CHARACTERS}}", value=value, subject="Thing",
            subject_text=None, attribute="mass", checked=False,
        )  # fmt: skip


@pytest.fixture(scope="module", params=ENGINES)
def ledgers(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[list[str]]:
    """A ledger of few long claims, and one of many."""
    with ExitStack() as stack:
        found = []
        for count in (FEW, MANY):
            found.append(stack.enter_context(new_database(request.param)))
            with Ledger.open(found[-1], create=True) as ledger:
                ledger.add_claims(long_claims(count), ledger.start_run("import", "1"))
        yield found


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory has another unit elsewhere")
@pytest.mark.parametrize("suffix", FORMATS)
def test_many_claims_take_no_more_memory_than_few(
    suffix: str, ledgers: list[str], tmp_path: Path
) -> None:
    if "://" in ledgers[0] and suffix != ".csv":
        pytest.skip("the engine makes no difference to how a format is written")
    command = [sys.executable, "-c", PEAKS, f"{tmp_path}/a{suffix}", *ledgers]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    peaks = [int(line) for line in done.stdout.splitlines()]
    assert f"{MANY} claims written" in done.stderr
    assert peaks[1] - peaks[0] < MOST_GROWTH, peaks


@pytest.mark.parametrize(
    ("suffix", "count", "most"),
    [(".jsonl", 40_000, 2), (".csv", 40_000, 2), (".parquet", 120_000, 24), (".xlsx", 20_000, 2)],
)
def test_rows_are_not_kept(suffix: str, count: int, most: int, tmp_path: Path) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        for number in range(count):
            yield {"id": f"{number:064}", "lo": Decimal(number)}

    format_of(f"a{suffix}")  # what is loaded stays
    tracemalloc.start()
    try:
        assert export_rows(tmp_path / f"a{suffix}", ("id", "lo"), rows()).rows == count
        peak = tracemalloc.get_traced_memory()[1] / MEBIBYTE
    finally:
        tracemalloc.stop()
    kept = count * 280 / MEBIBYTE  # what their cells would take
    assert peak < most < kept
