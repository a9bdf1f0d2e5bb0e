"""The cleaned copy and the way back, and which passages repeat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources_soundness import assert_sound

from claims.errors import SourceError
from claims.records import Occurrence
from claims.sources import (
    FORMATS,
    Document,
    Repeats,
    fingerprint,
    join,
    raw_span,
    read_bytes,
    read_text,
)

messy = st.text(
    st.one_of(
        st.sampled_from(
            'ab5 \t\n\r\f\u00a0\u200b\u00ad\ufeffÃ±â€™éñ*_[]()<>|`#-:&;\\{}"0123456789'
        ),
        st.characters(exclude_categories=["Cs"]),
    )
)
BITS = """
Ada: 00:01:02 |[00:01.000 --> 00:02.000] |a_1.wav¦|# |- |¦ a ¦/¦---¦/|**|[x](y)|VicuÃ±a|itâ€™s
|1/00:00:01,000 --> 00:00:02,000/|WEBVTT//|<v Ada>|five |{"segments": [{"text": "a"}]}|```/
|    |&amp;|Page 3/|//|\f
"""
bits = st.sampled_from(
    [bit.replace("/", "\n").replace("¦", "|") for bit in BITS.replace("\n", "").split("|")]
)
structured = st.lists(st.one_of(bits, messy)).map("".join)


def sound_or_refused(read: Callable[[], Document]) -> str:
    """Read a document; the message if it is refused in the way that is foreseen."""
    try:
        assert_sound(read())
    except SourceError as error:
        return str(error)
    return ""


@settings(deadline=None)
@given(structured, st.sampled_from([None, *FORMATS]))
def test_any_text_is_read_or_refused(text, name):
    message = sound_or_refused(lambda: read_text(text, format=name))
    assert "\n" not in message


@settings(deadline=None)
@given(st.one_of(st.binary(), structured.map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_read_or_refused(data):
    assert "\n" not in sound_or_refused(lambda: read_bytes(data, "-"))


@settings(deadline=None)
@given(structured, st.data())
def test_a_span_holds_what_its_characters_came_from(text, data):
    try:
        document = read_text(text)
    except SourceError:
        return
    for passage in document.passages:
        start = data.draw(st.integers(0, len(passage.text) - 1))
        end = data.draw(st.integers(start + 1, len(passage.text)))
        raw_start, raw_end = raw_span(passage, start, end)
        assert passage.start <= raw_start < raw_end <= passage.end
        inner = [p for p in passage.pieces if start <= p.start and p.end <= end]
        assert all(raw_start <= p.raw_start and p.raw_end <= raw_end for p in inner)
        whole = all(p.exact for p in passage.pieces if p.start < end and start < p.end)
        first, last = document.source.text[raw_start], document.source.text[raw_end - 1]
        if whole and not first.isspace() and not last.isspace():
            assert (first, last) == (passage.text[start], passage.text[end - 1])


@settings(deadline=None)
@given(st.text("ab 5.\n", min_size=1))
def test_spans_compose(text):
    for passage in read_text(text).passages:
        for middle in range(1, len(passage.text)):
            left, right = raw_span(passage, 0, middle), raw_span(passage, middle, len(passage.text))
            assert left[0] == passage.start
            assert left[1] <= right[0]
            assert right[1] == passage.end


def test_a_span_outside_the_text_is_refused():
    (passage,) = read_text("Five mills.").passages
    with pytest.raises(ValueError, match="no span 0:99"):
        raw_span(passage, 0, 99)
    assert raw_span(passage, 5, 5) == (5, 5)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("the VicuÃ±a model", "the Vicuña model"),
        ("itâ€™s 5â€“10 Â°C", "it’s 5–10 °C"),
        ("double Ã¢â‚¬â„¢ trouble", "double ’ trouble"),
        ("the РџСЂРёРІРµС‚ word", "the Привет word"),
        ("SÃO PAULO, café, Müller – 5 €", "SÃO PAULO, café, Müller – 5 €"),
        ("日本の人口 and Москва", "日本の人口 and Москва"),
        ("1\u200b4\u200b0 para\u00admeters", "140 parameters"),
        ("70     \t\n  billion", "70 billion"),
        ("1\u00a0400\u202f000 GB", "1\u00a0400\u202f000 GB"),
    ],
)
def test_cleaning(raw, clean):
    (passage,) = read_text(raw).passages
    assert passage.text == clean


def test_a_repaired_run_maps_as_a_whole():
    text = "a VicuÃ±a!"
    (passage,) = read_text(text).passages
    place = passage.text.index("ñ")
    assert text[slice(*raw_span(passage, place, place + 1))] == "Ã±"
    assert text[slice(*raw_span(passage, 2, 8))] == "VicuÃ±a"
    assert text[slice(*raw_span(passage, 8, 9))] == "!"


def test_joined_passages_lead_back():
    text = "[00:00.000 --> 00:01.000]  It has 40\n[00:01.000 --> 00:02.000]  VicuÃ±a wheels.\n"
    passages = read_text(text).passages
    joined = join(passages)
    assert joined.text == "It has 40 Vicuña wheels."
    assert text[slice(*joined.raw_span(7, 9))] == "40"
    assert text[slice(*joined.raw_span(10, 16))] == "VicuÃ±a"
    assert text[slice(*joined.raw_span(17, 24))] == "wheels."
    assert joined.raw_span(7, 16) == (passages[0].end - 2, passages[1].start + 7)
    assert joined.passage_at(8) is passages[0]
    assert joined.passage_at(10) is passages[1]


def test_fingerprints_ignore_case_and_punctuation_not_numbers():
    same = fingerprint("It costs $1.5 million,  today!")
    assert fingerprint("it costs $1.5 million today") == same
    assert fingerprint("It costs $15 million today") != same
    assert fingerprint("It costs 1.5 million today") != same
    assert fingerprint("a change of -5 percent") != fingerprint("a change of 5 percent")


def test_repeats_within_a_source():
    text = "The mill has 40 wheels.\n\nYes.\n\nthe mill has 40 wheels\n\nYes."
    first, yes, copy, yes_again = read_text(text).passages
    assert copy.duplicate_of == Occurrence(first.source_id, first.start)
    assert (first.duplicate_of, yes.duplicate_of, yes_again.duplicate_of) == (None, None, None)


def test_repeats_across_sources():
    one = read_text("A title\n\nThe mill has 40 wheels.")
    two = read_text("The mill has 40 wheels!\n\nThe mill has 40 wheels.")
    repeats = Repeats()
    assert repeats.mark(one.passages) == one.passages
    first = Occurrence(one.source.id, one.passages[1].start)
    assert [p.duplicate_of for p in repeats.mark(two.passages)] == [first, first]
    assert repeats.mark(one.passages) == one.passages
    assert replace(two.passages[0]).duplicate_of is None


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Mu\u0308ller sold 5 cars.", "Müller sold 5 cars."),
        ("Tie\u0302\u0301n has 5 GB.", "Tiến has 5 GB."),
        ("e" + "\u0323\u0302" * 3000, None),
        ("5\u0301 x\u0301 =\u0338", "5\u0301 x\u0301 =\u0338"),
    ],
)
def test_a_letter_and_its_accents_are_one_character(raw: str, cleaned: str | None) -> None:
    document = read_text(raw)
    assert_sound(document)
    (passage,) = document.passages
    assert cleaned in (None, passage.text)


def test_a_name_in_pieces_leads_back_to_them() -> None:
    raw = "Mu\u0308ller Systems was valued at $5 billion. Mu\u0308ller Systems has 45,000 users."
    (passage,) = read_text(raw).passages
    start = passage.text.rindex("Müller")
    assert raw[slice(*raw_span(passage, start, start + 6))] == "Mu\u0308ller"
    start = passage.text.index("45,000")
    assert raw[slice(*raw_span(passage, start, start + 6))] == "45,000"
