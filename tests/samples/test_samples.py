"""The samples are what their README says: formats, figures, slips, and nobody else's words."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pysubs2
import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
README = (SAMPLES / "README.md").read_text(encoding="utf-8")
FILES = sorted(path for path in SAMPLES.iterdir() if path.name != "README.md")
SEEDS = ROOT.parent / "shared" / "seeds"
SEEN = 12


def text_of(name: str) -> str:
    """A sample on one line, without stamps and cue numbers."""
    text = (SAMPLES / name).read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(\d+|[\d:.,]+ --> [\d:.,]+|\[[^\]]*\])\s+", "", text)
    return " ".join(text.split())


def rows(heading: str) -> list[list[str]]:
    """The rows of the README's table under a heading."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[at : at + SEEN]) for at in range(len(words) - SEEN + 1)}


def test_the_readme_lists_every_sample() -> None:
    listed = set(re.findall(r"^\| `([^`]+)` \|", README, flags=re.MULTILINE))
    assert listed == {path.name for path in FILES}
    assert len(FILES) == 7


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_samples_are_short_and_in_utf8(path: Path) -> None:
    data = path.read_bytes()
    assert 1_500 <= len(data) <= 8_192
    assert "\r" not in data.decode("utf-8")


def test_enough_contradictions_of_different_kinds_and_enough_look_alikes() -> None:
    kinds = {row[-1].split(",")[0] for row in rows("Contradictions")}
    reasons = {row[-1] for row in rows("Pairs that only look like contradictions")}
    assert len(kinds) >= 6
    assert len(reasons) >= 6


STATED = {
    "open-weights-hour-12.txt": [
        "file of Llama 2 70B is 140 gigabytes", "about 6,000 GPUs", "about 12 days",
        "about $2 million", "about $20 million", "2 trillion tokens", "roughly 100x",
        "more than 700 million users", "would be 280 gigabytes", "384 GPUs",
        "3.5 trillion tokens", "3,474 kilometres", "34 billion parameters",
    ],
    "llama-2-first-look.txt": [
        "1.98 trillion tokens", "6,112 GPUs", "is 0.14 terabytes", "is 240 gigabytes?",
        "700 million users", "file of Falcon 40B is 120 gigabytes", "512 GPUs",
        "3.5 billion tokens",
    ],
    "nora-silvestre-voice.txt": [
        "file of Llama 2 70B is 104 gigabytes", "stored in two bytes", "34,000 tokens",
        "128,000 tokens",
    ],
    "reading-notes.md": [
        "62,000 stars", "126,000 stars", "140 gigabytes", "$17.6 billion in 2022",
        "$15.8 billion in 2021", "fifty kilograms", "September 2013", "8,300 kilograms",
        "613,000 people in 2013", "$2 to $4",
    ],
    "small-talk-big-numbers-31.txt": [
        "100,000 stars", "17.6 million dollars in 2022", "fifteen kilograms",
        "675,000 people in 2023", "about 3 dollars",
    ],
    "moon-night.vtt": [
        "3,474 miles", "fifty kilograms", "September 2012", "3.9 tonnes", "22.8 tonnes",
    ],
    "health-desk.srt": [
        "613,000 people in 2013", "675,000 people in 2023", "3,900 kilograms",
        "about 3,475 kilometres", "were 500 dollars",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", STATED)
def test_the_figures_of_the_tables_stand_in_the_texts(name: str) -> None:
    text = text_of(name)
    assert [figure for figure in STATED[name] if figure not in text] == []


def test_the_manifest_repeats_its_opening_block_three_times() -> None:
    lines = (SAMPLES / "nora-silvestre-voice.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("Nora_Silvestre_voice ")
    segments = [line for line in lines if ".wav|" in line]
    assert segments[:5] == segments[5:10] == segments[10:15]
    assert len(set(segments)) == len(segments) - 10


def test_the_transcript_has_its_three_layouts_and_a_footer_in_mid_sentence() -> None:
    text = (SAMPLES / "open-weights-hour-12.txt").read_text(encoding="utf-8")
    for layout in (r"^- Tomas Arden: \d\d:\d\d:\d\d \w", r"^- \d\d:\d\d:\d\d \w",
                   r"^\d\d:\d\d:\d\d \w", r"^Ines Falkenrath: \d\d:\d\d:\d\d \w"):  # fmt: skip
        assert re.search(layout, text, flags=re.MULTILINE), layout
    assert re.search(r"do not\n\nShow Notes: <[^>]*>\n+write it down", text)


def test_the_video_has_one_mojibake_and_loops() -> None:
    lines = (SAMPLES / "llama-2-first-look.txt").read_text(encoding="utf-8").splitlines()
    spoken = [line.split("]", 1)[1] for line in lines]
    assert sum("Ã±" in line for line in spoken) == 1
    assert spoken.count("   Now the machines.") == 3
    assert all(
        re.match(r"\[\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}\]   ", x) for x in lines
    )


def test_the_radio_talk_is_one_long_line() -> None:
    lines = (SAMPLES / "small-talk-big-numbers-31.txt").read_text(encoding="utf-8").split("\n")
    assert len([line for line in lines if line]) == 2
    assert len(lines[2]) > 2_000


@pytest.mark.parametrize("name", ["moon-night.vtt", "health-desk.srt"])
def test_captions_are_valid_and_in_order(name: str) -> None:
    events = pysubs2.load(str(SAMPLES / name)).events
    assert len(events) >= 18
    assert all(event.start < event.end for event in events)
    pairs = pairwise(events)
    assert all(before.end <= after.start for before, after in pairs)


def test_rolling_captions_show_each_line_again() -> None:
    cues = [event.plaintext.split("\n") for event in pysubs2.load(str(SAMPLES / "moon-night.vtt"))]
    assert all(after[0] == before[-1] for before, after in pairwise(cues))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed texts are not here")
def test_no_dozen_words_in_a_row_are_those_of_a_seed() -> None:
    seeds = set().union(*(shingles(path.read_text(encoding="utf-8")) for path in SEEDS.iterdir()))
    for path in (*FILES, SAMPLES / "README.md"):
        assert shingles(path.read_text(encoding="utf-8")) & seeds == set(), path.name
