"""How fast a large ledger is: claims ingested a second, bytes a claim, and look-ups.

    python benchmarks/ledger.py                                   # a million claims, SQLite
    python benchmarks/ledger.py --claims 100000 --postgres postgresql://…
    python benchmarks/ledger.py --claims 100000 --postgres embedded

It writes synthetic claims as JSON lines (always the same ones), ingests them with `claims ingest
--claims` in a process of its own, and looks things up in them. Times are given twice: by the
clock, and as processor time of this program's processes, which other programs on the machine
disturb less. PostgreSQL's own processes are not in the latter.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
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
QUERIES = {
    "subject and attribute": {"subject": "Lynx 77 9B", "attribute": "file_size"},
    "subject, other case": {"subject": "lynx 77 9b"},
    "words": {"words": "lynx 77 file size"},
    "rare word": {"words": "heron 4242"},
    "prefix": {"words": "quanti* marten 123"},
    "phrase": {"words": '"trained on" lynx 77'},
    "common words": {"words": "trained"},
}


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
