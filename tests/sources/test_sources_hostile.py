"""Texts that make careless patterns slow: reading takes time in proportion to the size."""

from __future__ import annotations

import time

import pytest
from sources_soundness import assert_sound

from claims.errors import SourceError
from claims.sources import FORMATS, read_text

UNITS = [
    "1,", "[", "[a](", "](", "*a", "**", "_a _", "<", "<a ", "<!--", "&a", "`", "``a", "Ada: ",
    "00:00:01 ", "(00:01) ", "A ", "|", "a_1.wav|", "\n ", "\t", "\n> ", "\n- a", "Ã±", "Ã", "-->",
    "\u200bÃ", " voice_", "{", "[{", "\\", "\n\nPage 1", "http://a ", "\nAda B 0:01", "\r", "\f",
]  # fmt: skip
SECONDS = 6.0


@pytest.mark.parametrize("unit", UNITS)
def test_repeated_without_end(unit):
    for prefix in ("", "Ada: 00:00:01 a\n\nBob: 00:00:02 b\n\nBob: 00:00:03 "):
        text = prefix + unit * (30_000 // len(unit)) + " 5 mills"
        for name in FORMATS:
            begun = time.process_time()
            try:
                assert_sound(read_text(text, format=name))
            except SourceError:
                assert name not in ("plain", "markdown", "transcript")
            assert time.process_time() - begun < SECONDS
