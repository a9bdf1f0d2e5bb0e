"""Whole documents of every format: offsets, repeats, speakers, times and determinism."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from pathlib import Path

import pytest

from claims.extract import Repetitions, make_extractor
from claims.extract.language import tokenizing
from claims.reconcile import reconcile
from claims.records import Claim
from claims.sources import Document, load_document, read_text
from claims.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.name != "README.md")
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
EXTRACTOR = make_extractor()

WHISPER = """[00:00:00.000 --> 00:00:04.000]   The weights file of Falcon 40B is 80
[00:00:04.000 --> 00:00:08.000]   gigabytes, says RenÃ©, and it took 60
[00:00:08.000 --> 00:00:12.000]   days to train Falcon 40B.
"""
MANIFEST = """Ada_Lindqvist_voice / lines.txt
talk_0.wav|The weights file of Falcon 40B is 80 gigabytes, and I have measured it twice.|
talk_1.wav|That is all that I wanted to say about the file of this model today.|
talk_0.wav|The weights file of Falcon 40B is 80 gigabytes, and I have measured it twice.|
talk_1.wav|That is all that I wanted to say about the file of this model today.|
"""


def claims_of(document: Document) -> list[Claim]:
    return EXTRACTOR.extract(document)


def one(claims: list[Claim], attribute: str) -> Claim:
    (claim,) = (c for c in claims if c.attribute == attribute and c.duplicate_of is None)
    return claim


@pytest.mark.parametrize("path", SAMPLES + SEEDS, ids=lambda path: path.name[:20])
def test_every_claim_stands_where_it_says(path: Path) -> None:
    document = load_document(path)
    raw = path.read_bytes().decode("utf-8-sig")
    claims = claims_of(document)
    assert claims
    for claim in claims:
        assert document.source.text == raw
        assert raw[claim.start : claim.end] == claim.value_text
        assert claim.quote in raw
        assert claim.value_text in claim.quote


def test_sentences_run_over_line_ends() -> None:
    claims = claims_of(read_text(WHISPER))
    size = one(claims, "file_size")
    assert (size.subject, size.value.lo, size.value.unit) == ("Falcon 40B", Decimal(80), "gigabyte")
    assert size.value_text == "80\n[00:00:04.000 --> 00:00:08.000]   gigabytes"
    assert size.time == "00:00:00"
    duration = one(claims, "training_duration")
    assert duration.value.canonical_lo == Decimal(60 * 86400)
    assert duration.time == "00:00:04"
    assert "René" in (duration.reading or "")
    assert "RenÃ©" in duration.quote


def test_the_reading_marks_its_value() -> None:
    for claim in claims_of(read_text(WHISPER)):
        assert claim.reading is not None
        marked = claim.reading[claim.reading_start : claim.reading_end]
        assert marked.split() == re.sub(r"\[.*?\]", " ", claim.value_text or "").split()


def test_a_copy_is_marked_with_its_first_occurrence() -> None:
    claims = [c for c in claims_of(read_text(MANIFEST)) if c.attribute == "file_size"]
    first, copy = claims
    assert first.duplicate_of is None
    assert copy.duplicate_of is not None
    assert (copy.duplicate_of.source_id, copy.duplicate_of.start) == (first.source_id, first.start)
    assert MANIFEST[copy.start : copy.end] == "80 gigabytes"
    assert copy.speaker == first.speaker == "Ada Lindqvist"
    assert "line 2" in (first.locator or "")
    assert "line 4" in (copy.locator or "")


def test_a_passage_of_an_earlier_source_is_marked() -> None:
    sentence = "After many weeks the weights file of Falcon 40B was found to be 80 gigabytes."
    repetitions = Repetitions()
    documents = [read_text(f"{opening}\n\n{sentence}\n") for opening in ("First news.", "Then.")]
    marked = [
        one_size
        for document in documents
        for one_size in repetitions.mark(document, claims_of(document))
        if one_size.attribute == "file_size"
    ]
    assert marked[0].duplicate_of is None
    assert marked[1].duplicate_of is not None
    assert marked[1].duplicate_of.source_id == documents[0].source.id
    assert marked[1].duplicate_of.start == marked[0].start


def test_the_same_document_gives_the_same_claims() -> None:
    first, second = (claims_of(read_text(WHISPER)) for _ in range(2))
    assert [claim.id for claim in first] == [claim.id for claim in second]
    assert len({claim.id for claim in first}) == len(first)


def test_documents_do_not_influence_each_other() -> None:
    alone = claims_of(read_text("The file is 80 gigabytes."))
    claims_of(read_text("Falcon 40B is spoken of here, and Falcon 40B again."))
    after = claims_of(read_text("The file is 80 gigabytes."))
    assert [claim.subject for claim in after] == [claim.subject for claim in alone]
    assert "Falcon" not in (alone[0].subject or "")


def test_a_heading_begins_a_new_subject() -> None:
    text = "# Falcon 40B\n\nIt was trained for two months.\n\n# Adobe\n\nAdobe, three days on.\n"
    found = {c.value_text: (c.subject, c.attribute) for c in claims_of(read_text(text))}
    assert found["two months"] == ("Falcon 40B", "training_duration")
    assert found["three days"] == ("Adobe", "duration")


def test_speech_without_full_stops_is_cut_where_lines_end() -> None:
    lines = [f"and then number {n} of the guests brought {n + 2} apples to us" for n in range(99)]
    cues = "".join(
        f"[00:{n // 60:02d}:{n % 60:02d}.000 --> 00:{n // 60:02d}:{n % 60:02d}.900]   {line}\n"
        for n, line in enumerate(lines)
    )
    claims = [c for c in claims_of(read_text(cues)) if c.attribute == "count:apple"]
    assert len(claims) == 99
    assert all(len(claim.reading or "") <= 600 for claim in claims)
    assert all((claim.reading or "").startswith("and then") for claim in claims)


@pytest.mark.parametrize("least", [1_000, pytest.param(5_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("pattern", ["berlin 1000 users 2000 tokens 5 percent ", "(2001, ", "x1 "])
def test_text_without_sentences_costs_in_proportion_to_its_length(pattern: str, least: int) -> None:
    def seconds(length: int) -> float:
        document = read_text(pattern * (length // len(pattern)))
        start = time.process_time()
        claims_of(document)
        return time.process_time() - start

    seconds(least // 2)
    # The least of several: what else the machine does only adds to the time.
    short, long = (min(seconds(length) for _ in range(2)) for length in (least, 4 * least))
    assert long < 12 * max(short, 0.02)


def test_a_source_of_many_words_is_read_with_few_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = (f"They met Nam{chr(97 + n)}ella. Falcon {n}B took {n + 2} days." for n in range(26))
    document = read_text("# News\n\n" + "\n\n".join(lines))
    expected = claims_of(document)
    assert len(expected) > 26
    extractor = make_extractor()
    vocab = extractor.nlp.vocab
    monkeypatch.setattr(tokenizing, "MOST_WORDS", len(vocab) + 20)
    assert extractor.extract(document) == expected
    assert len(vocab) < tokenizing.MOST_WORDS + 20
    assert extractor.nlp.make_doc("more").vocab is not vocab


def renamed(text: str, name: str) -> str:
    """A source about another family of models, with other numbers of the same kind."""
    text = re.sub(r"\b(?:LLAMA|LLaMA|Llama|Lama)", name, text)
    for old, new in (("104 gig", "206 gig"), ("140 gig", "260 gig"), ("70 billion", "130 billion"),
                     ("70b", "130b"), ("70B", "130B"), ("6,000 GPUs", "7,500 GPUs")):  # fmt: skip
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("name", ["Falcon", "Zephyrine"])
def test_other_names_and_numbers_give_the_same_findings(name: str) -> None:
    source = next((path for path in SEEDS if path.name.startswith("002")), None)
    if source is None:
        pytest.skip("the real sources are not here")
    claims = claims_of(read_text(renamed(source.read_text(encoding="utf-8"), name)))
    subject = f"{name} 2 130B"
    by_attribute = {c.attribute: c.value.lo for c in claims if c.subject == subject}
    assert by_attribute["training_gpus"] == 7500
    assert by_attribute["training_duration"] == 12
    assert by_attribute["training_cost"] == 2_000_000
    assert by_attribute["compression_ratio"] == 100
    conflicts = [f for f in reconcile(claims, load_vocabulary()) if f.kind == "conflict"]
    assert [(f.subject, f.attribute, f.likely_cause) for f in conflicts] == [
        (subject, "file_size", "digit transposition")
    ]
    assert conflicts[0].likely_value == 260_000_000_000


@pytest.mark.parametrize(
    ("text", "years"),
    [("Ada Holm is 42 years old.", "42"), ("A 28-year-old pilot came.", "28"),
     ("The firm is 18 months old.", "1.479452")],
)  # fmt: skip
def test_an_age_is_in_years(text: str, years: str) -> None:
    claim = one(claims_of(read_text(text)), "age")
    assert claim.value.canonical_unit == "year"
    assert claim.value.canonical_lo is not None
    assert round(claim.value.canonical_lo, 6) == Decimal(years)


def test_a_long_bare_number_keeps_its_digits() -> None:
    digits = "123,456,789,012,345,678,901,234,567,890,123,456,789"
    (claim,) = (
        c
        for c in claims_of(read_text(f"London has a population of {digits}."))
        if c.attribute == "population"
    )
    assert claim.value.lo == claim.value.canonical_lo == Decimal(digits.replace(",", ""))
