"""Plain text, places, pages and the cutting of very long paragraphs."""

from __future__ import annotations

import pytest
from sources_soundness import assert_sound

from claims.sources import locator, read_text, timestamp


def test_paragraphs_and_title():
    document = read_text("On Engines\n\nThe mill has\n40 wheels.\n\n\nIt is new.\n")
    assert document.source.format == "plain"
    assert document.source.title == "On Engines"
    assert [(p.text, p.line) for p in document.passages] == [
        ("On Engines", 1), ("The mill has 40 wheels.", 3), ("It is new.", 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["One line.", "A sentence stands here.\n\nAnd one more.", "A\nB\n\nC"]
)
def test_no_title(text):
    assert read_text(text).source.title is None


def test_list_items_are_passages():
    texts = [p.text for p in read_text("We need:\n- 5 mills\n- 6 wheels\n  of brass\n").passages]
    assert texts == ["We need:", "- 5 mills", "- 6 wheels of brass"]


def test_a_paragraph_broken_in_mid_sentence_continues():
    passages = read_text("The mill has\n\n40 wheels.\n\nand so\n\non it goes.\n").passages
    assert [p.continues for p in passages] == [False, False, False, True]


def test_form_feeds_count_pages():
    document = read_text("One mill.\n\fTwo mills.\n\n\fThree mills.\n")
    assert [(p.text, p.page, p.line) for p in document.passages] == [
        ("One mill.", 1, 1), ("Two mills.", 2, 2), ("Three mills.", 3, 4),
    ]  # fmt: skip
    assert locator(document.passages[1]) == "line 2, p. 2"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_stay_and_are_counted(newline):
    text = newline.join(["One.", "", "The mill", "has 40."])
    document = read_text(text)
    assert document.source.text == text
    assert [(p.text, p.line) for p in document.passages] == [("One.", 1), ("The mill has 40.", 3)]
    assert_sound(document)


def test_very_long_paragraphs_are_cut_at_sentences():
    text = "The mill has 40 wheels. " * 20_000
    document = read_text(text)
    assert_sound(document)
    assert all(len(p.text) <= 100_000 and p.text.endswith("wheels.") for p in document.passages)
    assert " ".join(p.text for p in document.passages) == text.strip()
    assert all(p.continues for p in document.passages[1:])


def test_empty_text_has_no_passages():
    for text in ("", "\n \r\n", "***\n"):
        assert read_text(text).passages == ()


@pytest.mark.parametrize(
    ("ms", "stamp"),
    [(0, "00:00:00"), (59_999, "00:00:59"), (3_723_000, "01:02:03"), (360_000_000, "100:00:00")],
)
def test_timestamp(ms, stamp):
    assert timestamp(ms) == stamp
