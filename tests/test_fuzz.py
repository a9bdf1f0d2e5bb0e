"""Random and mutated input for every reader and the extractor: a document, or a ClaimsError.

More of it: ``pytest -m long tests/test_fuzz.py``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.errors import ClaimsError
from claims.extract import Extractor, make_extractor
from claims.extract.imported import read_claims
from claims.quantities import read
from claims.records import dumps
from claims.sources import FORMATS, Document, read_bytes, read_text
from claims.vocabulary import load_vocabulary
from claims.vocabulary.checking import check_packs
from claims.vocabulary.parsing import parse_pack

ROOT = Path(__file__).parents[1]
SEEDS = [path.read_bytes()[:3000] for path in sorted((ROOT / "samples").glob("*"))] + [
    b"WEBVTT\n\n00:01.000 --> 00:02.000 align:start\n<v Ada><c.x>The file is 140 GB.</c>\n",
    b"1\n00:00:01,000 --> 00:00:02,500\nThe file is 140 gigabytes.\n\n2\n00:00:03,000 --> x\n70B\n",
    b'{"segments": [{"start": 0.5, "end": 1e3, "text": "about 12 days", "speaker": "Ada"}]}',
    b"[00:00.000 --> 00:02.000]  The file is 140 gigabytes.\n[00:02.000 --> 00:04.000]  70B\n",
    b"a_1.wav|The file is 140 gigabytes.|\na_2.wav|It has 70 billion parameters.|\n",
    b"---\ntitle: A\ndate: 2023-07-01\n---\n# H\n\n"
    b"| a | b |\n|---|---|\n| 1 GB | 2 |\n\n- **5** m\n",
    b"<table><tr><th colspan=9>a</th></tr><tr><td rowspan=7>5 kg</td></tr></table>\n\n# x\n",
    "Größe: ½ TB, 5 m² – 10⁻³ s, ３ Ａ, ٣ kg, Ã¼ber 7 €, 1\u00a0400 GB\r\n".encode(),
]
PACK = (ROOT / "claims/vocabulary/packs/space.yaml").read_bytes()[:4000]
SPICE = st.sampled_from(
    [b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[31m", b"\r", b"\x0c", b"\xc2\x85",
     b"\xe2\x80\xae", b"\xe2\x80\x8b", b"1e400", b"1e" + b"9" * 30, b"9" * 500, b"[" * 60,
     b"{" * 60, b"|", b"-->", b"00:99:99", b"-1", b"<tr>",
     b"```", b"\t", b"\xc3\x83\xc2\xbc", b"\"", b"NaN",
     b"\xf0\x9f\x98\x80", b"\xc4\xb0", b" per ", b"/", b"^", b"%", b"\xe2\x81\xbb\xc2\xb9",
     b"*a", b"&a "]
)  # fmt: skip
CUTS = st.lists(
    st.tuples(st.integers(0, 4000), st.integers(0, 40), st.one_of(SPICE, st.binary(max_size=8))),
    max_size=8,
)


def mutated(seed: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    """A seed of which stretches are replaced: (from, how many bytes, by what)."""
    for start, count, put in cuts:
        at = start % (len(seed) + 1)
        seed = seed[:at] + put + seed[at + count :]
    return seed


MUTATED = st.builds(mutated, st.sampled_from(SEEDS), CUTS)
FORMAT = st.sampled_from([None, *FORMATS])


@cache
def extractor() -> Extractor:
    return make_extractor()


def document(data: bytes, format: str | None) -> Document | None:
    """The document, sound as every reader must give it; ``None`` where it is refused."""
    try:
        found = read_bytes(data, "fuzz", format=format)
    except ClaimsError as error:
        said = str(error)
    else:
        said = ""
    assert said == "" or (said.startswith("fuzz: ") and "\n" not in said)
    if said:
        return None
    text = found.source.text
    for passage in found.passages:
        assert 0 <= passage.start <= passage.end <= len(text)
    return found


def check_bytes(data: bytes, format: str | None) -> None:
    found = document(data, format)
    if found is None:
        return
    for claim in extractor().extract(found):
        assert claim.start is not None
        assert claim.end is not None
        assert found.source.text[claim.start : claim.end] == claim.value_text
        json.loads(dumps(claim.to_json()), parse_float=str, parse_int=str)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), FORMAT)
def test_random_bytes(data: bytes, format: str | None) -> None:
    check_bytes(data, format)


@settings(max_examples=60, deadline=None)
@given(MUTATED, FORMAT)
def test_mutated_sources(data: bytes, format: str | None) -> None:
    check_bytes(data, format)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), FORMAT)
def test_random_text(text: str, format: str | None) -> None:
    try:
        found = read_text(text, format=format)
    except ClaimsError:
        return
    extractor().extract(found)
    read(text)


@settings(max_examples=15, deadline=None)
@given(st.builds(mutated, st.just(PACK), CUTS))
def test_mutated_packs(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    parsed = parse_pack("fuzz", text)
    assert parsed.pack is not None or parsed.mistakes
    check_packs([("fuzz", text)])


LINE = json.dumps(
    {"source": "s", "source_id": "0" * 64, "quote": "It is 5 kg.", "lo": 5, "hi": 5.5, "start": 6,
     "end": 10, "unit": "kilogram", "modifier": "exact", "qualifiers": {"a": "b"}, "confidence": 1,
     "duplicate_of": {"source_id": "0" * 64, "start": 1}, "published": "2023-07-01"}
).encode()  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.builds(mutated, st.just(LINE), CUTS), st.binary(max_size=60)))
def test_mutated_lines_of_claims(data: bytes) -> None:
    refused: list[str] = []
    text = data.decode("utf-8", "replace")
    taken = list(read_claims([text], "fuzz", load_vocabulary(), refused.append))
    assert len(taken) + len(refused) == bool(text.strip())


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(MUTATED, FORMAT)
def test_many_mutated_sources(data: bytes, format: str | None) -> None:
    check_bytes(data, format)


@pytest.mark.long
@settings(max_examples=3000, deadline=None)
@given(st.binary(max_size=2000), FORMAT)
def test_many_random_bytes(data: bytes, format: str | None) -> None:
    check_bytes(data, format)
