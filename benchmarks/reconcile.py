"""How long reconciling takes, and how much memory, by the number of claims.

    python benchmarks/reconcile.py
    python benchmarks/reconcile.py --sizes 1000,10000 --largest 100000

Makes ledgers of claims with known slips in a temporary folder (always the same ones: about nine
claims on each of three attributes of a subject, one value in ten with two digits exchanged, one in
ten rounded), runs `claims reconcile` on each, and prints the seconds of the processor, claims a
second and the peak memory of that process; then the same after ten further claims, which compares
only the groups that they belong to. ``--largest`` is a ledger whose claims are all about one
attribute of one subject.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

ATTRIBUTES = (("file_size", "gigabyte"), ("parameter_count", "parameter"), ("user_count", "user"))
PER_TOPIC = 9
SOURCES = 500
KIB = 1024


def claims(count: int, first: int = 0, subjects: int | None = None) -> Iterator[str]:
    """JSON lines of claims about invented models, from number ``first`` on."""
    subjects = subjects or max(1, count // (PER_TOPIC * len(ATTRIBUTES)))
    for number in range(first, first + count):
        random = Random(number)
        subject = number % subjects
        place = number // subjects % len(ATTRIBUTES) if subjects > 1 else 0
        attribute, unit = ATTRIBUTES[place]
        said = _slip(100 + (subject * 7919 + place * 101) % 900, random)
        name = f"Model{subject} 7B"
        yield json.dumps({
            "id": str(number), "source": f"source {random.randrange(SOURCES)}",
            "subject": name, "attribute": attribute, "unit": unit, "lo": said, "hi": said,
            "value_text": f"{said} {unit}s", "quote": f"{name} has {said} {unit}s.",
            "published": f"20{random.randrange(19, 25)}-{random.randrange(1, 13):02}",
        })  # fmt: skip


def _slip(truth: int, random: Random) -> int:
    chance, digits = random.random(), str(truth)
    if chance < 0.1:
        return int(digits[1] + digits[0] + digits[2:])
    return round(truth, -1) if chance < 0.2 else truth


def run(folder: Path, *arguments: str) -> tuple[float, float]:
    """Run `claims`; the seconds of the processor and the peak memory in MiB."""
    database = f"sqlite:///{folder / 'claims.db'}"
    process = os.spawnvpe(
        os.P_NOWAIT,
        sys.executable,
        [sys.executable, "-m", "claims", *arguments, "--db", database],
        os.environ,
    )
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"claims {arguments[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / KIB


def measure(count: int, subjects: int | None = None) -> None:
    """Print a line for a ledger of so many claims, and one for ten more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for label, first, further in (("", 0, count), (" + 10", count, 10)):
            lines = folder / "claims.jsonl"
            known = subjects or max(1, count // (PER_TOPIC * len(ATTRIBUTES)))
            with lines.open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in claims(further, first, known))
            run(folder, "ingest", "--claims", str(lines))
            seconds, peak = run(folder, "reconcile")
            speed = f"{count / seconds:>10,.0f} claims/s"
            print(f"{count:>9,}{label:<5} {seconds:8.2f} s {speed} {peak:6.0f} MiB")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--largest", type=int, default=0, help="one group of so many claims")
    given = parser.parse_args()
    for size in filter(None, given.sizes.split(",")):
        measure(int(size))
    if given.largest:
        print("all about one attribute of one subject:")
        measure(given.largest, 1)


if __name__ == "__main__":
    main()
