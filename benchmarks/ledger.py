"""How fast a large ledger is: claims ingested a second, bytes a claim, and look-ups.

    python benchmarks/ledger.py                                   # a million claims, SQLite
    python benchmarks/ledger.py --claims 100000 --postgres postgresql://…
    python benchmarks/ledger.py --claims 100000 --postgres embedded

It writes synthetic claims as JSON lines (always the same ones), ingests them with `claims ingest
--claims` in a process of its own, and looks things up in them. Times are given twice: by the
clock, and as processor time (user and system) of all processes of `claims`, which other programs on
the machine disturb less. PostgreSQL's own processes are not in the latter. A database named with
--postgres must be empty; `embedded` starts a server of its own (pgserver).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

SEED = 20
FAMILIES = ("Heron", "Osprey", "Lynx", "Marten", "Badger", "Curlew", "Plover", "Teal")
MAKERS = ("Northlight", "Brightwater", "Kestrel Labs", "Oakfield", "Silverpine")
PER_SOURCE = 200
# Attribute, unit, its canonical unit and factor, and how the sentence puts it.
STATEMENTS = (
    ("parameter_count", "parameter", "parameter", 1, "{s} has {v} parameters"),
    ("training_tokens", "token", "token", 1, "{s} was trained on {v} tokens of text"),
    ("file_size", "gigabyte", "byte", 10**9, "the parameters file of {s} takes {v} gigabytes"),
    ("training_gpus", "GPU", "GPU", 1, "it took {v} GPUs to train {s}"),
    ("training_cost", "USD", "USD", 1, "training {s} cost {v} dollars"),
    ("latency", "millisecond", "second", None, "{s} answers in {v} milliseconds"),
    ("count:user", "user", "user", 1, "{v} users quantised and ran {s} last month"),
    ("revenue", "USD", "USD", 1, "the maker of {s} had a revenue of {v} dollars"),
)
TAILS = (
    "as the paper says", "according to two people who were there", "which nobody doubts",
    "if the figures on the slide are right", "and that was the plan from the beginning",
)  # fmt: skip
QUERIES: dict[str, dict[str, Any]] = {
    "subject, attribute": {"subject": "Lynx 77 9B", "attribute": "file_size"},
    "subject, other case": {"subject": "lynx 77 9b", "attribute": "file size"},
    "words": {"words": "lynx 77 file size"},
    "one rare word": {"words": "1234"},
    "prefix": {"words": "quanti* marten 123"},
    "phrase": {"words": '"trained on" lynx 77'},
    "common word": {"words": "trained"},
    "common phrase": {"words": '"was trained on"'},
    "rare phrase of common words": {"words": '"takes the file"'},
    "word of all claims": {"words": "b"},
}
LIMIT = 20


def lines(count: int) -> Iterator[str]:
    """So many claims as JSON lines of the streaming contract, the same ones each time."""
    chance = random.Random(SEED)
    for number in range(count):
        yield json.dumps(_claim(chance, number), ensure_ascii=False) + "\n"


def _claim(chance: random.Random, number: int) -> dict[str, Any]:
    attribute, unit, base, factor, words = chance.choice(STATEMENTS)
    model = f"{chance.choice(FAMILIES)} {chance.randrange(2_500)}"
    subject = f"{model} {chance.choice((1, 3, 9, 70))}B"
    figure = chance.randrange(1, 999) * 10 ** chance.randrange(0, 4)
    sentence = f"{words.format(s=subject, v=f'{figure:,}')}, {chance.choice(TAILS)}."
    quote = sentence[0].upper() + sentence[1:]
    start = 90 * (number % PER_SOURCE) + quote.index(f"{figure:,}")
    ends = (figure * factor if factor else None, base) if factor else (None, None)
    return {
        "source": f"talks/{number // PER_SOURCE:05}.txt", "start": start,
        "end": start + len(f"{figure:,} {unit}s"), "value_text": f"{figure:,} {unit}s",
        "quote": quote, "lo": figure, "hi": figure, "unit": unit,
        "canonical_lo": ends[0], "canonical_hi": ends[0], "canonical_unit": ends[1],
        "date": None, "duplicate_of": None,
        "modifier": chance.choice(("exact", "exact", "approx", "more_than")),
        "modality": chance.choice(("asserted", "asserted", "asserted", "hedged")),
        "subject": subject, "subject_text": model, "attribute": attribute,
        "qualifiers": {"stage": "pre-training"} if number % 4 == 0 else {},
        "speaker": chance.choice(MAKERS), "time": None, "locator": f"line {number % PER_SOURCE}",
        "confidence": chance.randrange(40, 100) / 100,
    }  # fmt: skip


def process(command: Sequence[str]) -> tuple[float, float, int]:
    """Seconds by the clock and of processor time that a command takes, and its peak of memory in
    KiB (of the one of its processes that took most)."""
    script = (
        "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:], stdout=-3); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss); sys.exit(code)"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, *command], check=True, stdout=subprocess.PIPE, text=True
    )
    wall_s = time.perf_counter() - began
    cpu_s, peak_kib = done.stdout.split()
    return wall_s, float(cpu_s), int(peak_kib)


def claims(*arguments: str) -> list[str]:
    """The command line as an installed `claims` runs it."""
    return [sys.executable, "-m", "claims", *arguments]


def size_of(db: str) -> int:
    """The bytes that a ledger takes."""
    from claims.ledger.connect import connect

    with closing(connect(db)) as database, database.reading() as connection:
        return int(database.dialect.facts(connection)["size_bytes"])


def ingest(path: Path, db: str, count: int) -> None:
    """Ingest the file, and print what it took."""
    wall_s, cpu_s, peak_kib = process(claims("ingest", "--claims", str(path), "--db", db))
    print(
        f"  ingest: {count / wall_s:,.0f} claims/s by the clock ({wall_s:.1f} s), "
        f"{count / cpu_s:,.0f} per second of processor time ({cpu_s:.1f} s); "
        f"memory {peak_kib / 1024:.0f} MiB"
    )
    of_file = path.stat().st_size / count
    print(f"  size: {size_of(db) / count:,.0f} bytes a claim; {of_file:,.0f} in the file")


def look_up(db: str, runs: int) -> None:
    """Time each query within the ledger, and as a process of `claims find`."""
    from claims.ledger import Ledger

    print(f"  {'find':<22}{'found':>7}{'ms, median':>12}{'ms, cpu':>9}{'process ms':>12}{'cpu':>6}")
    with Ledger.open(db) as ledger:
        for name, query in QUERIES.items():
            times, cpu, found = [], [], 0
            for _ in range(runs):
                began, cpu_began = time.perf_counter(), time.process_time()
                found = len(ledger.find(limit=LIMIT, **query))
                times.append(time.perf_counter() - began)
                cpu.append(time.process_time() - cpu_began)
            options = [f"--{key}={value}" for key, value in query.items() if key != "words"]
            words = [query["words"]] if "words" in query else []
            command = claims("find", *words, *options, f"--limit={LIMIT}", "--db", db)
            whole = [process(command)[:2] for _ in range(min(runs, 5))]
            wall_s, cpu_s = (statistics.median(one) for one in zip(*whole, strict=True))
            print(
                f"  {name:<22}{found:>7}{statistics.median(times) * 1e3:>12.1f}"
                f"{statistics.median(cpu) * 1e3:>9.1f}{wall_s * 1e3:>12.0f}{cpu_s * 1e3:>6.0f}"
            )


@contextmanager
def postgres(named: str) -> Iterator[str]:
    """The database named, or one on an embedded server that goes away again."""
    if named != "embedded":
        yield named
        return
    import pgserver

    with tempfile.TemporaryDirectory(prefix="claims-pg-") as folder:
        Path(folder).chmod(0o755)
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where one is named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000_000, help="how many claims")
    parser.add_argument("--postgres", metavar="URL|embedded", help="measure there too")
    parser.add_argument("--no-sqlite", action="store_true", help="leave SQLite out")
    parser.add_argument("--runs", type=int, default=5, help="how often each query runs")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="claims-bench-")))
        path = folder / "claims.jsonl"
        with path.open("w", encoding="utf-8") as stream:
            stream.writelines(lines(given.claims))
        places = [] if given.no_sqlite else [("SQLite", str(folder / "claims.db"))]
        if given.postgres:
            places.append(("PostgreSQL", stack.enter_context(postgres(given.postgres))))
        load = ", ".join(f"{share:.1f}" for share in os.getloadavg())
        print(f"{given.claims:,} claims, {os.cpu_count()} processors, load before: {load}")
        for name, db in places:
            print(name)
            ingest(path, db, given.claims)
            look_up(db, given.runs)


if __name__ == "__main__":
    main()
