"""The five real sources: facts about them, none of their sentences."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sources_soundness import assert_sound

from claims.records import Passage
from claims.sources import Document, load_document, raw_span, timestamp

FORMATS = {
    "000": "transcript", "001": "whisper", "002": "manifest", "003": "markdown", "004": "plain",
}  # fmt: skip


SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@pytest.fixture(scope="module")
def seed_files() -> dict[str, Path]:
    """The real sources by their number, where they are at hand."""
    if not SEEDS.is_dir():
        pytest.skip("the real sources are not beside this repository")
    return {path.name[:3]: path for path in sorted(SEEDS.glob("*.txt"))}


@pytest.fixture(scope="module")
def seeds(seed_files: dict[str, Path]) -> dict[str, Document]:
    return {number: load_document(path) for number, path in seed_files.items()}


def passage_with(document: Document, words: str) -> Passage:
    return next(passage for passage in document.passages if words in passage.text)


@pytest.mark.parametrize("number", FORMATS)
def test_format_is_told_and_every_character_leads_back(seeds, number):
    assert seeds[number].source.format == FORMATS[number]
    assert_sound(seeds[number])


@pytest.mark.parametrize("number", FORMATS)
def test_identity_and_text_are_those_of_the_file(seeds, seed_files, number):
    data = seed_files[number].read_bytes()
    assert seeds[number].source.id == hashlib.sha256(data).hexdigest()
    assert seeds[number].source.text == data.decode("utf-8")
    assert seeds[number].source.size_bytes == len(data)


@pytest.mark.parametrize("number", FORMATS)
def test_passages_follow_each_other_and_hold_most_of_the_text(seeds, number):
    ends = [passage.end for passage in seeds[number].passages]
    starts = [passage.start for passage in seeds[number].passages]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    covered = sum(end - start for start, end in zip(starts, ends, strict=True))
    assert covered > 0.55 * len(seeds[number].source.text)


@pytest.mark.parametrize(
    ("line", "speaker", "time"),
    [
        (14, "Jon Krohn", "00:00:00"),
        (15, "Jon Krohn", "00:00:21"),
        (21, "Jon Krohn", "00:01:25"),
        (25, "Thomas Scialom", "00:02:47"),
        (67, "Thomas Scialom", "00:13:34"),
        (73, "Jon Krohn", "00:14:45"),
        (111, "Jon Krohn", "00:21:34"),
        (186, "Thomas Scialom", "00:45:56"),
        (299, "Jon Krohn", "01:24:38"),
    ],
)
def test_transcript_tells_speaker_and_time(seeds, line, speaker, time):
    passage = next(p for p in seeds["000"].passages if p.line == line)
    assert (passage.speaker, timestamp(passage.start_ms)) == (speaker, time)


def test_transcript_without_page_residue_and_stamps(seeds):
    texts = [passage.text for passage in seeds["000"].passages]
    assert not any("Show Notes" in text or "http" in text for text in texts)
    assert not any(text[:2].isdigit() and text[2:3] == ":" for text in texts)


def test_transcript_runs_on_over_a_page_break(seeds):
    passages = {passage.line: passage for passage in seeds["000"].passages}
    assert passages[21].continues
    assert passages[111].continues
    assert not passages[25].continues
    assert seeds["000"].source.title.startswith("SDS PODCAST EPISODE 713: LLAMA 2")


def test_whisper_lines_have_times_and_their_mojibake_repaired(seeds):
    first, second = seeds["001"].passages[:2]
    assert (first.start_ms, first.end_ms, first.continues) == (0, 7480, False)
    assert second.continues
    start = second.text.index("Vicuña")
    raw = seeds["001"].source.text[slice(*raw_span(second, start, start + 6))]
    assert raw.encode("latin-1").decode("utf-8") == "Vicuña"
    assert all("Ã" not in passage.text for passage in seeds["001"].passages)


def test_manifest_tells_the_speaker_and_its_copies(seeds):
    passages = seeds["002"].passages
    assert len({passage.text for passage in passages}) == 134
    assert sum(passage.duplicate_of is None for passage in passages) == 134
    assert {passage.speaker for passage in passages} == {"Andrej Karpathy"}
    assert passages[0].segment_id == "intro_llm_0.wav"
    assert passages[0].line == 5


def test_manifest_copies_name_the_first_occurrence(seeds):
    witness = passage_with(seeds["002"], "104 gigabytes")
    copies = [p for p in seeds["002"].passages if p.text == witness.text][1:]
    assert len(copies) == 4
    assert {copy.duplicate_of.start for copy in copies} == {witness.start}


def test_markdown_headings_and_marks(seeds):
    passage = passage_with(seeds["003"], "34,000 to 128,000")
    assert passage.headings[1] == "Latent Space Podcast"
    assert passage.headings[-1] == "Tokenizers"
    assert not any("**" in p.text or "](" in p.text for p in seeds["003"].passages)
    assert passage_with(seeds["003"], "JUL 23, 2024").line == 18


def test_plain_text_is_title_and_one_line(seeds):
    title, body = seeds["004"].passages
    assert title.text == seeds["004"].source.title
    assert len(body.text) > 89_000
