"""How long a look-up takes: process time (user + system) of `claims find`.

Run it on a quiet machine: python benchmarks/startup.py [--runs 20]. It makes a small ledger
in a temporary folder and runs each command in processes of its own. Times differ from machine
to machine; the ratios to `python -c pass` and `import sqlalchemy` differ much less.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

CLAIM = {
    "source": "talk.txt", "subject": "Llama 2 70B", "attribute": "file_size",
    "value_text": "140 gigabytes", "lo": 140, "hi": 140, "unit": "gigabyte",
    "quote": "The parameters file of Llama 2 70B is 140 gigabytes.",
}  # fmt: skip
# An installed package has its bytecode; a checkout must be allowed to write its own.
INSTALLED = {name: x for name, x in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def process_time_s(command: Sequence[str]) -> float:
    """Seconds of user and system time that one run of ``command`` takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=INSTALLED)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def entry(*arguments: str) -> list[str]:
    """The command line as an installed `claims` runs it."""
    return [sys.executable, "-c", "from claims.cli import main; main()", *arguments]


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, list[float]]:
    """Times of each command in seconds; the commands take turns, so that all share the noise."""
    for command in commands.values():
        process_time_s(command)  # the first run compiles and fills the disk's cache
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(process_time_s(command))
    return times


def main() -> None:
    """Measure, and print a line for each command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        ready, ledger = Path(folder, "claims.jsonl"), str(Path(folder, "claims.db"))
        ready.write_text(json.dumps(CLAIM) + "\n", encoding="utf-8")
        subprocess.run(entry("ingest", "--claims", str(ready), "--db", ledger), check=True)
        times = measure(
            {
                "python -c pass": [sys.executable, "-c", "pass"],
                "import sqlalchemy": [sys.executable, "-c", "import sqlalchemy"],
                "claims find": entry("find", "llama 2 file size", "--db", ledger),
            },
            runs,
        )
    bare, library, _ = (statistics.median(values) for values in times.values())
    print(f"{'process time, s':<18}{'min':>8}{'median':>8}{'x pass':>8}{'x sqlalchemy':>14}")
    for name, values in times.items():
        middle = statistics.median(values)
        print(
            f"{name:<18}{min(values):>8.3f}{middle:>8.3f}"
            f"{middle / bare:>8.1f}{middle / library:>14.2f}"
        )


if __name__ == "__main__":
    main()
