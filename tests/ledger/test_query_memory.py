"""A value that no query may give is refused before all of it is in memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

from claims.ledger import Ledger, Limits

LARGE = 200_000_000
PEAK = """
import resource, sys
from claims.errors import QueryError
from claims.ledger import Ledger, Limits
with Ledger.open(sys.argv[1]) as ledger:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        ledger.query(sys.argv[2], limits=Limits(seconds=60))
    except QueryError as error:
        assert "more than 10000000 characters" in str(error), error
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
    assert ledger.query("SELECT 1")[1] == [(1,)]
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory has another unit elsewhere")
def test_a_large_value_is_given_up_on_while_it_comes(postgres_url: str) -> None:
    with Ledger.open(postgres_url, create=True):
        pass
    query = f"SELECT n, repeat('a', n * {LARGE}) FROM generate_series(0, 1) n"
    command = [sys.executable, "-c", PEAK, postgres_url, query]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    assert int(done.stdout) < LARGE


def test_values_up_to_the_limit_are_given(postgres_url: str) -> None:
    query = "SELECT repeat('a', 9000000), n, repeat('b', 9999999) FROM generate_series(1, 3) n"
    with Ledger.open(postgres_url, create=True) as ledger:
        rows = ledger.query(query, limits=Limits(seconds=60))[1]
    assert rows == [("a" * 9_000_000, number, "b" * 9_999_999) for number in (1, 2, 3)]
