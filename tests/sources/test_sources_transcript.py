"""Transcripts in the layouts that people and programs give them."""

from __future__ import annotations

import pytest
from sources_soundness import assert_sound

from claims.sources import read_text

LAYOUTS = {
    "name colon stamp": "{name}: {stamp} {text}\n\n",
    "bullet": "- {name}: {stamp} {text}\n",
    "stamp on its own line": "{name}: {stamp}\n\n{text}\n\n",
    "label, stamp and text apart": "{name}:\n\n{stamp}\n\n{text}\n\n",
    "bracketed stamp first": "[{stamp}] {name}: {text}\n",
    "bracketed stamp and bare name": "[{stamp}] {name}\n{text}\n\n",
    "stamp in parentheses after the name": "{name} ({stamp}):\n{text}\n\n",
    "name and stamp over the text": "{name}  {stamp}\n{text}\n\n",
    "name over stamp": "{name}\n({stamp})\n{text}\n\n",
    "bold": "**{name}** [{stamp}]: {text}\n\n",
    "bold with colon": "**{name}:** {stamp} {text}\n\n",
    "dash": "{stamp} - {name}: {text}\n",
}
TALK = [
    ("Luigi Menabrea", "00:00:05", "How heavy is it?"),
    ("Ada Byron", "00:01:15", "The engine weighs 15 tons."),
    ("Luigi Menabrea", "00:02:30", "And what does it cost?"),
    ("Ada Byron", "01:02:03", "About 17,000 pounds so far."),
]
SECONDS = (5, 75, 150, 3723)


def write(layout: str) -> str:
    return "".join(layout.format(name=n, stamp=s, text=t) for n, s, t in TALK)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layout_tells_speaker_time_and_text(layout):
    document = read_text(write(layout))
    assert document.source.format == "transcript"
    assert_sound(document)
    assert [(p.speaker, p.start_ms, p.text) for p in document.passages] == [
        (name, seconds * 1000, text) for (name, _, text), seconds in zip(TALK, SECONDS, strict=True)
    ]
    assert not any(p.continues for p in document.passages)


def test_stamps_in_minutes_and_seconds():
    document = read_text("[0:05] Ada: It has 4 parts.\n[1:15] Bob: Or 5.\n[12:00] Ada: Four.\n")
    assert [(p.speaker, p.start_ms) for p in document.passages] == [
        ("Ada", 5_000), ("Bob", 75_000), ("Ada", 720_000),
    ]  # fmt: skip


def test_stamps_without_speakers():
    document = read_text("00:00:01 - We begin with 3 ships.\n00:00:09 - One is lost.\n")
    assert [(p.speaker, p.start_ms, p.text) for p in document.passages] == [
        (None, 1_000, "We begin with 3 ships."), (None, 9_000, "One is lost."),
    ]  # fmt: skip


def test_a_paragraph_with_a_stamp_alone_goes_on_with_the_speaker():
    document = read_text(
        "Ada: 00:00:01 We have\n\n00:00:09 two mills.\n\nBob: 00:00:12 Only two?\n"
    )
    assert [(p.speaker, p.start_ms, p.continues) for p in document.passages] == [
        ("Ada", 1_000, False), ("Ada", 9_000, True), ("Bob", 12_000, False),
    ]  # fmt: skip


def test_a_paragraph_after_a_page_break_continues():
    document = read_text("Ada: 00:00:01 The mill turns\n\n\n\n40 wheels.\n\nBob: 00:00:09 Yes.\n")
    second = document.passages[1]
    assert (second.text, second.speaker, second.start_ms) == ("40 wheels.", "Ada", 1_000)
    assert second.continues


def test_stamps_inside_a_turn_begin_a_passage():
    document = read_text(
        "Ada: 00:00:01 First we had two. [00:00:30] Then we had 12. 00:01:00 Now it is 40.\n\n"
        "Bob: 00:02:00 Is that so?\n"
    )
    assert [(p.start_ms, p.text) for p in document.passages] == [
        (1_000, "First we had two."), (30_000, "Then we had 12."), (60_000, "Now it is 40."),
        (120_000, "Is that so?"),
    ]  # fmt: skip


def test_a_time_that_a_sentence_tells_stays_in_it():
    document = read_text(
        "Ada: 00:00:01 She ran it in 02:11:53 on a cold day.\n\nBob: 00:02:00 At 10:30 in May.\n"
    )
    assert [p.text for p in document.passages] == [
        "She ran it in 02:11:53 on a cold day.", "At 10:30 in May.",
    ]  # fmt: skip


def test_page_residue_is_left_out():
    pages = "".join(
        f"Ada: 00:0{n}:00 Page by page it costs {n} pounds and\n\n"
        f"Difference Engine Weekly – Part {n}\n\n{n}\n\nhttps://example.org/notes\n\n"
        f"then {n} more.\n\n"
        for n in range(1, 5)
    )
    document = read_text(pages)
    assert_sound(document)
    assert [p.text for p in document.passages[:2]] == [
        "Page by page it costs 1 pounds and", "then 1 more.",
    ]  # fmt: skip
    assert len(document.passages) == 8


def test_short_answers_are_no_residue():
    talk = "".join(f"Ada ({n:02d}:00):\n\nYes\n\nBob ({n:02d}:30):\n\n{n}\n\n" for n in range(1, 6))
    document = read_text(talk)
    assert [p.text for p in document.passages[:4]] == ["Yes", "1", "Yes", "2"]


def test_bold_title_lines_are_joined():
    document = read_text(
        "**EPISODE 12:**\n**THE ANALYTI-**\n**CAL ENGINE**\n\n- Ada: 00:00:01 It is new.\n"
        "- 00:00:09 It has 2 parts.\n- Bob: 00:00:15 Is it?\n"
    )
    assert document.source.title == "EPISODE 12: THE ANALYTI-CAL ENGINE"
    assert document.passages[0].speaker is None
    assert document.passages[1].text == "It is new."


def test_wrapped_lines_are_one_passage():
    document = read_text(
        "Ada: 00:00:01 It holds a thousand\nnumbers of fifty\ndigits.\nBob: 00:00:09 So many?\n"
    )
    assert document.passages[0].text == "It holds a thousand numbers of fifty digits."
    assert document.passages[1].speaker == "Bob"


def test_speakers_without_stamps_are_known_by_coming_again():
    document = read_text(
        "ADA: We need 3 mills.\n\nBOB: Three?\n\nADA: The truth: three.\n\nBOB: Very well.\n"
    )
    assert [(p.speaker, p.text) for p in document.passages] == [
        ("ADA", "We need 3 mills."), ("BOB", "Three?"), ("ADA", "The truth: three."),
        ("BOB", "Very well."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The train leaves at 10:30 and costs 5 pounds.",
        "Price: 5 pounds\nWeight: 3 tons\nAge: 12 years\n",
        "Open 9:00 am to 5:00 pm.\n\nClosed on Sunday.\n",
        "It took 02:11:53 hours to finish, he said.",
    ],
)
def test_no_transcript(text):
    assert read_text(text).source.format == "plain"
