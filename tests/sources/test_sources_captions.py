"""SRT and WebVTT, checked against pysubs2 as well."""

from __future__ import annotations

import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources_soundness import assert_sound

from claims.errors import SourceError
from claims.sources import Document, read_text

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>The mill</i> costs
{\\an8}17,000 pounds.

2
00:00:04,000 --> 00:00:06,000
- It has <font color="red">40</font> wheels.

3
01:00:00,250 --> 01:00:02,000
42
"""
VTT = """WEBVTT - A talk on engines
Kind: captions

STYLE
::cue { color: red }

NOTE the next cue
has 5 wheels

intro
00:01.000 --> 00:02.500 align:start position:0%
<v Ada Byron>The mill costs <c.loud>17,000</c> pounds &amp; more

00:00:02.500 --> 00:00:04.000
<v Luigi>So<00:00:02.900><c> much</c>?</v>
"""


def by_cue(document: Document) -> list[tuple[int, int, str]]:
    cues: dict[tuple[int, int], list[str]] = {}
    for passage in document.passages:
        cues.setdefault((passage.start_ms, passage.end_ms), []).append(passage.text)
    return [(start, end, "\n".join(texts)) for (start, end), texts in cues.items()]


def by_pysubs2(text: str, kind: str) -> list[tuple[int, int, str]]:
    return [(e.start, e.end, e.plaintext.strip()) for e in pysubs2.SSAFile.from_string(text, kind)]


def test_srt_is_read_as_pysubs2_reads_it():
    document = read_text(SRT)
    assert document.source.format == "srt"
    assert_sound(document)
    assert by_cue(document) == by_pysubs2(SRT, "srt")


def test_vtt_has_the_times_of_pysubs2():
    document = read_text(VTT)
    assert document.source.format == "vtt"
    assert_sound(document)
    times = [(start, end) for start, end, _ in by_cue(document)]
    assert times == [(start, end) for start, end, _ in by_pysubs2(VTT, "vtt")]


def test_vtt_voices_tags_and_entities():
    first, second = read_text(VTT).passages
    assert (first.speaker, first.segment_id) == ("Ada Byron", "intro")
    assert first.text == "The mill costs 17,000 pounds & more"
    assert (second.speaker, second.text) == ("Luigi", "So much?")
    assert not second.continues
    assert read_text(VTT).source.title == "A talk on engines"


def test_caption_lines_run_on():
    assert [p.continues for p in read_text(SRT).passages] == [False, True, True, True]


def test_rolling_captions_say_what_they_repeat():
    document = read_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nso the mill\n\n"
        "00:02.000 --> 00:03.000\nso the mill\nhas 40 wheels\n\n"
        "00:03.000 --> 00:04.000\nhas 40 wheels\nof brass\n\n"
        "00:09.000 --> 00:10.000\nso the mill\n"
    )
    mill, mill_again, wheels, wheels_again, brass, mill_later = document.passages
    assert mill_again.duplicate_of.start == mill.start
    assert wheels_again.duplicate_of.start == wheels.start
    assert mill.duplicate_of is wheels.duplicate_of is brass.duplicate_of is None
    assert mill_later.duplicate_of is None


def test_three_rolling_lines():
    cues = ["a mill\nof brass\nand steel", "of brass\nand steel\nfor 9 men", "and steel\nfor 9 men"]
    text = "\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{cue}\n" for n, cue in enumerate(cues)
    )
    marked = [(p.text, p.duplicate_of is not None) for p in read_text(text).passages]
    assert [t for t, copy in marked if not copy] == ["a mill", "of brass", "and steel", "for 9 men"]


def test_broken_times_lose_no_text():
    document = read_text(
        "1\n00:00:01,000 --> 00:00:00,500\nFirst 5 tons.\n\n2\n99:61:61,999 --> x\nThen 6.\n\n"
        "-5\n00:00:02,000 -->\nAt last 7.\n"
    )
    assert [(p.text, p.start_ms) for p in document.passages] == [
        ("First 5 tons.", 1_000), ("Then 6.", None), ("At last 7.", 2_000),
    ]  # fmt: skip


def test_windows_line_ends_stay_in_the_text():
    text = SRT.replace("\n", "\r\n")
    document = read_text(text)
    assert document.source.text == text
    assert by_cue(document) == by_cue(read_text(SRT))


def test_named_srt_without_a_cue_is_damaged():
    with pytest.raises(SourceError, match=r"^notes\.txt: damaged: .* srt$"):
        read_text("The mill has 40 wheels.", "notes.txt", "srt")


words = st.text("abcdefghij 0123456789.,", min_size=1).filter(lambda t: any(c.isalpha() for c in t))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 10**5), words), min_size=1))
def test_any_srt_that_pysubs2_writes_is_read_back(cues):
    subtitles = pysubs2.SSAFile()
    subtitles.events = [pysubs2.SSAEvent(a, a + d, text) for a, d, text in sorted(cues)]
    document = read_text(subtitles.to_string("srt"))
    assert document.source.format == "srt"
    assert_sound(document)
    assert [(p.start_ms, p.end_ms, p.text) for p in document.passages] == [
        (start, start + length, " ".join(text.split())) for start, length, text in sorted(cues)
    ]
