"""How fast quantities are read: `claims.quantities` beside other readers, on the same text.

    python benchmarks/quantities.py [FILE…]          words, megabytes and quantities per second
    python benchmarks/quantities.py --linear         ten times the text: how many times as long?

Without files it reads the bundled samples. Every reader runs in a process of its own, on one
core, and gets the same texts: a line a call, longer ones cut at a blank before 1,000 characters;
or with --whole a file a call. Times are process time (user + system). The fastest of the rounds
that fit into --seconds counts; as later rounds find the caches of a reader full, --seconds 0
measures a single one. Importing and the first call are measured apart. Compare ratios, not
seconds, across machines.

The other readers are no dependencies of claims, and those that are not installed are left out.
An environment of their own keeps them apart:

    python3 -m venv peers
    peers/bin/pip install quantulum3 recognizers-text-suite 'emoji<2' text2num
    python benchmarks/quantities.py --python peers/bin/python

quantulum3 runs as it comes, without the classifier of its extra. The suite needs emoji<2, and
each of its models that finds amounts or times is called in turn; most of its time goes into dates
and money. The last three lines of the table are points of reference and no readers of quantities:
text2num rewrites number words, the scan finds digits and number words, the tokenizer cuts the
text into words. The ratios are to the slowest and the fastest of the readers.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

Read = Callable[[str], int]
Row = dict[str, Any]

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
CALL = re.compile(r"\S(?:.{0,999}(?!\S)|\S*)")
FIRST = "About 6,000 cyclists rode twelve km at 20 °C in July 2023 for $2 million."
# An installed package has its bytecode; a checkout must be allowed to write its own.
ENVIRONMENT = {name: x for name, x in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT |= {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
HOSTILE = [
    "1,", "7", "5 kg ", "1 million ", "one two three ", "one hundred and ", "$1-$2-", "(((5 m",
    "http://a@b…", " ", "a ", "per ", "5 per ", "1-", "1.", "1/", "1:", "½", "10^", "a1", "9f",
    "about ", "tens of ", "5 m/s·", "July ", "in 19", "et al., 2001, ", "7 to 8 to ", "1, 2, ",
]  # fmt: skip


def claims_quantities() -> Read:
    import claims

    return lambda text: len(claims.quantities(text))


def quantulum3() -> Read:
    from quantulum3 import parser

    return lambda text: len(parser.parse(text))


def recognizers_text(*further: str) -> Read:
    import recognizers_suite as suite

    kinds = ("number", "percentage", "age", "currency", "dimension", "temperature", *further)
    models = [getattr(suite, f"recognize_{kind}") for kind in kinds]

    def read(text: str) -> int:
        found = (entry for model in models for entry in model(text, suite.Culture.English))
        return len({(entry.start, entry.end) for entry in found})

    return read


def with_times() -> Read:
    return recognizers_text("datetime")


def text2num() -> Read:
    from text_to_num import alpha2digit

    return lambda text: int(alpha2digit(text, "en") != text)


def regex_scan() -> Read:
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
        fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty \
        ninety hundred thousand million billion trillion dozen half third quarter few several"
    scan = re.compile(r"[0-9]++|\b(?:" + "|".join(words.split()) + r")s?\b", re.IGNORECASE)
    return lambda text: len(scan.findall(text))


def spacy_tokenizer() -> Read:
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    return lambda text: len(nlp.make_doc(text))


@dataclass(frozen=True)
class Reader:
    """A reader: how to make it, its module and package, and whether it counts quantities."""

    name: str
    make: Callable[[], Read]
    module: str
    package: str
    counts: bool = True

    @property
    def install(self) -> str:
        """What to ask pip for."""
        return f"{self.package} 'emoji<2'" if "recognizers" in self.package else self.package


READERS = [
    Reader("claims.quantities", claims_quantities, "claims", "claims"),
    Reader("quantulum3", quantulum3, "quantulum3", "quantulum3"),
    Reader("Recognizers-Text", with_times, "recognizers_suite", "recognizers-text-suite"),
    Reader("- without times", recognizers_text, "recognizers_suite", "recognizers-text-suite"),
    Reader("(text2num)", text2num, "text_to_num", "text2num", counts=False),
    Reader("(regex scan)", regex_scan, "re", "", counts=False),
    Reader("(spaCy tokenizer)", spacy_tokenizer, "spacy", "spacy", counts=False),
]
BY_NAME = {reader.name: reader for reader in READERS}


# In the process of a reader.


def serve(name: str) -> None:
    """Do the job on standard input with one reader, and write what came out as a line of JSON."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    warnings.simplefilter("ignore")
    job = json.load(sys.stdin)
    reader = BY_NAME[name]
    read, import_s = timed(reader.make)
    _, first_s = timed(lambda: read(FIRST))
    row: Row = {"import_s": import_s, "first_call_s": first_s, "version": version_of(reader)}
    if "texts" in job:
        row |= read_texts(read, job["texts"], job["seconds"])
    if "piece" in job:
        row |= read_hostile(read, job["piece"], job["size"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    row["peak_mb"] = peak * (1 if sys.platform == "darwin" else 1024) / 1e6
    print("\n" + json.dumps(row))


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What ``work`` gives, and its process time in seconds."""
    start = time.process_time()
    done = work()
    return done, time.process_time() - start


def version_of(reader: Reader) -> str:
    try:
        return version(reader.package)
    except (PackageNotFoundError, ValueError):
        return ""


def read_texts(read: Read, texts: list[str], seconds: float) -> Row:
    """The fastest of the rounds over all texts that fit into ``seconds``, and of one at least."""
    best, spent, found, failed = float("inf"), 0.0, 0, 0

    def round_() -> tuple[int, int]:
        total = failures = 0
        for text in texts:
            try:
                total += read(text)
            except Exception:  # a reader that fails on a text goes on with the next
                failures += 1
        return total, failures

    while True:
        (found, failed), took = timed(round_)
        best, spent = min(best, took), spent + took
        if spent >= seconds:
            break
    return {"seconds": best, "found": found, "failed": failed}


def read_hostile(read: Read, piece: str, size: int) -> Row:
    """Times of ``size`` bytes of repeated text in one line, and of ten times as many."""
    once = piece * (size // len(piece.encode()))
    row: Row = {"once_s": min(timed(lambda: read(once))[1] for _ in range(2))}
    more = once * 10
    row["found"], row["ten_s"] = timed(lambda: read(more))
    return row


# In the process that the user started.


def run(python: str, reader: Reader, job: Row, limit_s: float | None = None) -> Row:
    """A job in a process of its own."""
    done = subprocess.run(
        [python, "-W", "ignore", __file__, "--serve", reader.name],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        timeout=limit_s,
    )
    if done.returncode:
        raise SystemExit(f"{reader.name} does not run:\n{done.stderr.strip()[-600:]}")
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def python_with(module: str, pythons: list[str]) -> str | None:
    """The first interpreter that has the module."""
    ask = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    for python in pythons:
        if subprocess.run([python, "-c", ask], env=ENVIRONMENT).returncode == 0:
            return python
    return None


def compare(arguments: argparse.Namespace, pythons: list[str]) -> Row:
    """Measure every reader that is installed."""
    files = arguments.files or sorted(p for p in SAMPLES.iterdir() if p.name != "README.md")
    texts = [Path(path).read_text(encoding="utf-8", errors="replace") for path in files]
    words = sum(len(text.split()) for text in texts)
    size_mb = sum(len(text.encode()) for text in texts) / 1e6
    if not arguments.whole:
        texts = [call for text in texts for call in CALL.findall(text)]
    rows, absent = [], []
    for reader in READERS:
        python = python_with(reader.module, pythons)
        if python is None:
            absent.append({"reader": reader.name, "install": f"pip install {reader.install}"})
            continue
        start = run(python, reader, {})
        row = run(python, reader, {"texts": texts, "seconds": arguments.seconds})
        for name in ("import_s", "first_call_s"):
            row[name] = min(row[name], start[name])
        found = row.pop("found")
        row |= {"words_per_s": words / row["seconds"], "mb_per_s": size_mb / row["seconds"]}
        row["quantities"] = found if reader.counts else None
        row["quantities_per_s"] = found / row["seconds"] if reader.counts else None
        rows.append({"reader": reader.name, **row})
    speeds = [row["words_per_s"] for row in rows if row["quantities"] is not None]
    for row in rows:
        row["times_slowest"] = row["words_per_s"] / min(speeds)
        row["times_fastest"] = row["words_per_s"] / max(speeds)
    text = {"files": len(files), "calls": len(texts), "words": words, "mb": size_mb}
    return {"text": text, "readers": rows, "absent": absent}


def show(report: Row) -> Iterator[str]:
    """A report in 80 columns."""
    text = report["text"]
    yield (
        f"{text['files']} files, {text['words']:,} words, {text['mb']:.2f} MB, "
        f"{text['calls']:,} calls; one core, process time"
    )
    yield ""
    yield (
        f"{'':<21}{'words/s':>11}{'MB/s':>8}{'quantities':>11}{'per s':>9}"
        f"{'x slowest':>10}{'x fastest':>10}"
    )
    for row in report["readers"]:
        counted = row["quantities"] is not None
        found = f"{row['quantities']:,}" if counted else "-"
        rate = f"{row['quantities_per_s']:,.0f}" if counted else "-"
        yield (
            f"{row['reader']:<21}{row['words_per_s']:>11,.0f}{row['mb_per_s']:>8.3f}{found:>11}"
            f"{rate:>9}{row['times_slowest']:>10.1f}{row['times_fastest']:>10.3f}"
        )
    yield ""
    yield (
        f"{'':<21}{'version':>11}{'import s':>10}{'first call s':>14}{'peak MB':>9}"
        f"{'failed calls':>14}"
    )
    for row in report["readers"]:
        yield (
            f"{row['reader']:<21}{row['version'] or '-':>11}{row['import_s']:>10.2f}"
            f"{row['first_call_s']:>14.2f}{row['peak_mb']:>9,.0f}{row['failed']:>14,}"
        )
    for row in report["absent"]:
        yield f"{row['reader']} is not installed: {row['install']}"


def linear(arguments: argparse.Namespace, pythons: list[str]) -> Iterator[Row]:
    """Measure hostile lines of --megabytes and of ten times as many."""
    reader = READERS[0]
    python = python_with(reader.module, pythons)
    if python is None:
        raise SystemExit("claims is not installed: pip install claims")
    size = int(arguments.megabytes * 1e6)
    for piece in arguments.line or HOSTILE:
        row: Row = {"piece": piece, "bytes": size}
        try:
            row |= run(python, reader, {"piece": piece, "size": size}, arguments.limit)
            row["ratio"] = row["ten_s"] / row["once_s"]
        except subprocess.TimeoutExpired:
            row["over_s"] = arguments.limit
        yield row


def show_linear(rows: Iterator[Row], megabytes: float) -> Iterator[str]:
    """The lines of the table, each as soon as it is measured."""
    yield (
        f"{'one line of':<20}{f'{megabytes:g} MB, s':>12}{f'{megabytes * 10:g} MB, s':>12}"
        f"{'ratio':>8}{'MB/s':>8}{'quantities':>12}{'peak MB':>8}"
    )
    for row in rows:
        name = f"{row['piece']!r:<20}"
        if "over_s" in row:
            yield f"{name}{'':12}over {row['over_s']:g} s"
            continue
        yield (
            f"{name}{row['once_s']:>12.3f}{row['ten_s']:>12.3f}{row['ratio']:>8.1f}"
            f"{row['bytes'] / 1e5 / row['ten_s']:>8.2f}{row['found']:>12,}{row['peak_mb']:>8,.0f}"
        )


def main() -> None:
    """Measure and print."""
    lines = (__doc__ or "").splitlines()
    parser = argparse.ArgumentParser(
        description="\n".join(lines), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--python", action="append", default=[], help="an interpreter with readers")
    parser.add_argument("--whole", action="store_true", help="a file a call, not a line")
    parser.add_argument("--seconds", type=float, default=2, help="of rounds for each reader")
    parser.add_argument("--linear", action="store_true", help="time against length of text")
    parser.add_argument("--line", action="append", help="with --linear: repeat this, not the list")
    parser.add_argument("--megabytes", type=float, default=1, help="with --linear; and ten times")
    parser.add_argument("--limit", type=float, default=600, help="with --linear: seconds a line")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", choices=list(BY_NAME), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    pythons = [sys.executable, *arguments.python]
    if arguments.serve:
        serve(arguments.serve)
    elif arguments.linear:
        rows = linear(arguments, pythons)
        if arguments.json:
            print(json.dumps(list(rows), ensure_ascii=False, indent=1))
            return
        for line in show_linear(rows, arguments.megabytes):
            print(line, flush=True)
    else:
        report = compare(arguments, pythons)
        print(json.dumps(report, indent=1) if arguments.json else "\n".join(show(report)))


if __name__ == "__main__":
    main()
