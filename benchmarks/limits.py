"""What the largest sources that are read cost: time and memory of a file at each limit.

    python benchmarks/limits.py                    # a file at each limit of docs/safety.md
    python benchmarks/limits.py --only json,lines  # some of them
    python benchmarks/limits.py FILE…              # files of one's own, hostile ones for example

Every file goes through a process of its own, `claims ingest` into a new ledger (or what else reads
such a file), and the clock's time, the processor's time and the peak of the memory of that process
and its children are printed, with how it ended. The files are always the same.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.cli.batch import MAX_LINE_BYTES
from claims.sources.formats.whisper_json import MAX_BYTES as MAX_JSON_BYTES
from claims.sources.limits import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_CLAIMS,
    MAX_LINES,
    MAX_NAMES,
    MAX_PASSAGES,
    MAX_STRETCHES,
    MAX_TEXT_BYTES,
)
from claims.vocabulary.loader import MAX_PACK_BYTES

SAID = "The Llama 2 70B parameters file is 140 gigabytes.\n"
SENTENCES = (
    "The talk went on for a while, and nobody in the room had a question about the model. "
    "Later they spoke of how such a thing is made, and of what it costs to keep it going. "
)
PROSE = SENTENCES * 5 + "\n\n"
INGEST = ("ingest", "--db", "{db}", "{file}")
IMPORT = ("ingest", "--db", "{db}", "--claims", "{file}")


@dataclass(frozen=True)
class Case:
    """A file at a limit: its text and the command that reads it."""

    text: Callable[[], str]
    name: str = "source.txt"
    command: tuple[str, ...] = INGEST


@dataclass(frozen=True)
class Measured:
    """What reading a file took, and the first line that the command wrote."""

    seconds: float
    processor_s: float
    peak_bytes: int
    code: int
    said: str


def repeated(text: str, size: int) -> str:
    """A text again and again, up to a number of characters, and the one claim at the end."""
    return text * ((size - len(SAID) - 1) // len(text)) + "\n" + SAID


def segments(size: int) -> str:
    """Whisper JSON of a number of bytes."""
    parts, length, number = [], 0, 0
    while length < size - 1_000:
        segment = {"start": number, "end": number + 1, "text": SENTENCES.strip()}
        parts.append(json.dumps(segment))
        length += len(parts[-1]) + 1
        number += 1
    parts.append(json.dumps({"start": number, "end": number + 1, "text": SAID.strip()}))
    return '{"segments":[' + ",".join(parts) + "]}"


def name(number: int) -> str:
    """A name of six letters for each number."""
    letters = "abcdefghijklmnop"
    return "".join(letters[int(digit, 16)] for digit in f"{number:06x}").capitalize()


def names(count: int) -> Iterator[str]:
    """So many names, no two the same, four in a sentence."""
    for number in range(0, count - 4, 4):
        yield "They met " + ", ".join(name(number + i) for i in range(4)) + " there.\n"


def mixture(size: int) -> Iterator[str]:
    """Prose of a number of bytes with as many passages, names and quantities as are allowed."""
    count = MAX_PASSAGES - 10
    length = size // count - 1
    for number in range(count):
        days = f" It took {number % 90 + 10} days." if number % 2 else ""
        start = f"They met {name(number)} there.{days} "
        yield (start + SENTENCES * 2)[: length - 2] + "\n\n"


def claim_line(size: int) -> str:
    """A ready claim whose line has a number of bytes."""
    claim = {"source": "x", "source_id": "0" * 64, "quote": "", "value_text": "140 gigabytes",
             "lo": 140, "hi": 140, "unit": "gigabyte", "modifier": "exact",
             "modality": "asserted", "confidence": 1, "subject": "Llama 2 70B",
             "attribute": "file_size"}  # fmt: skip
    claim["quote"] = "x" * (size - len(json.dumps(claim)) - 1)
    return json.dumps(claim) + "\n"


def pack(size: int) -> str:
    """A pack of a number of bytes."""
    entry = '  Thing {0:06}: {{kind: model, aliases: ["The thing {0:06}"]}}\n'
    return "name: large\nentities:\n" + "".join(
        entry.format(number) for number in range((size - 100) // len(entry.format(0)))
    )


CASES: dict[str, Case] = {
    "prose": Case(lambda: repeated(PROSE, MAX_BYTES)),
    "one line": Case(lambda: repeated(PROSE.replace("\n", " "), MAX_BYTES).replace("\n", " ")),
    "wide text": Case(lambda: "😀" + repeated(PROSE, MAX_TEXT_BYTES // 4 - 100)),
    "json": Case(lambda: segments(MAX_JSON_BYTES), "source.json"),
    "lines": Case(lambda: "\n" * (MAX_LINES - 2) + SAID),
    "passages": Case(lambda: "a b\n\n" * (MAX_PASSAGES - 2) + SAID),
    "cells": Case(
        lambda: "|a|b|c|d|\n|-|-|-|-|\n" + "|a|b|c|d|\n" * (MAX_CELLS // 4 - 10) + "\n" + SAID,
        "source.md",
    ),
    "gaps": Case(lambda: repeated("a  ", 3 * (MAX_STRETCHES // 2 - 100))),
    "names": Case(lambda: "".join(names(MAX_NAMES - 10)) + SAID),
    "quantities": Case(lambda: "It took 12 days.\n" * (MAX_CLAIMS - 10) + SAID),
    "mixture": Case(lambda: "".join(mixture(MAX_BYTES))),
    "claims": Case(lambda: claim_line(MAX_LINE_BYTES), "c.jsonl", IMPORT),
    "pack": Case(lambda: pack(MAX_PACK_BYTES), "pack.yaml", ("vocabulary", "check", "{file}")),
}


# Runs the command in its arguments and prints what it cost. It stands between, as a process is
# counted to have at least the memory of the one that began it, which may be a large test run.
_RUNNER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
code = os.waitstatus_to_exitcode(status)
print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, code)
"""


def measured(command: Sequence[str], folder: Path) -> Measured:
    """Run ``claims`` with a command and wait for it."""
    said = folder / "said.txt"
    begun = time.perf_counter()
    with said.open("wb") as stream:
        ran = subprocess.run(
            [sys.executable, "-c", _RUNNER, sys.executable, "-m", "claims", *command],
            stdout=subprocess.PIPE, stderr=stream, text=True, check=True,
        )  # fmt: skip
    seconds = time.perf_counter() - begun
    processor_s, peak_bytes, code = ran.stdout.split()
    lines = said.read_text("utf-8", "replace").splitlines()
    return Measured(seconds, float(processor_s), int(peak_bytes), int(code), (lines or [""])[0])


def run(case: Case) -> tuple[int, Measured]:
    """Write the file of a case and measure reading it; its size in bytes comes first."""
    with tempfile.TemporaryDirectory(prefix="claims-limits-") as folder:
        path = Path(folder) / case.name
        path.write_text(case.text(), encoding="utf-8")
        places = {"file": str(path), "db": str(Path(folder) / "claims.db")}
        command = [part.format(**places) for part in case.command]
        return path.stat().st_size, measured(command, Path(folder))


def own(path: str) -> tuple[int, Measured]:
    """Measure reading a file that is there."""
    with tempfile.TemporaryDirectory(prefix="claims-limits-") as folder:
        command = ["ingest", "--db", str(Path(folder) / "claims.db"), path]
        return os.lstat(path).st_size, measured(command, Path(folder))


def main() -> None:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", metavar="FILE", help="files of one's own")
    parser.add_argument("--only", help=f"some of: {', '.join(CASES)}")
    options = parser.parse_args()
    chosen = options.only.split(",") if options.only else list(CASES)
    print("file | MiB | seconds | processor s | peak MiB | code | how it ended")
    for name in options.files or chosen:
        size, found = own(name) if options.files else run(CASES[name])
        print(
            f"{name} | {size / 2**20:.1f} | {found.seconds:.1f} | {found.processor_s:.1f} | "
            f"{found.peak_bytes / 2**20:.0f} | {found.code} | {found.said}",
            flush=True,
        )


if __name__ == "__main__":
    main()
