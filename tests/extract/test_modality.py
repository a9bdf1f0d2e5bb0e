"""How statements are meant, as data: each case is a sentence and the modality of its quantities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.extract import make_extractor
from claims.extract.modality.scope import severed
from claims.sources import read_text

CASES = yaml.safe_load((Path(__file__).parent / "modality_cases.yaml").read_text(encoding="utf-8"))
GAPS = CASES.pop("known_gaps")
EXTRACTOR = make_extractor()
UNPARSED = make_extractor(spacy_model="none")


def cases() -> Iterator[Any]:
    for family, sentences in CASES.items():
        for text, meant in sentences.items():
            yield pytest.param(text, meant, id=f"{family}: {text[:50]}")


def modalities(text: str, wanted: dict[str, str]) -> dict[str, str]:
    found = EXTRACTOR.extract(read_text(text))
    return {c.value_text: c.modality for c in found if c.value_text in wanted}


@pytest.mark.parametrize(("text", "meant"), list(cases()))
def test_a_quantity_is_meant_so(text: str, meant: dict[str, str]) -> None:
    assert modalities(text, meant) == meant


@pytest.mark.xfail(reason="not read so yet", strict=True)
@pytest.mark.parametrize(("text", "meant"), list(GAPS.items()))
def test_gaps(text: str, meant: dict[str, str]) -> None:
    assert modalities(text, meant) == meant


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The owner, who may sell it, has 12 rooms.", "asserted"),
        ("I'm not sure who built it, but it has 12 rooms.", "asserted"),
        ("It is huge, maybe ugly; it has 12 rooms.", "asserted"),
        ("Maybe it has 12 rooms.", "hedged"),
        ("The house, believed to be old, has 12 rooms.", "asserted"),
        ("It is believed to have 12 rooms.", "hedged"),
        ("The brochure promises 12 rooms.", "reported"),
        ("Our brochure promises 12 rooms.", "asserted"),
        ("The letter read: “You own 12 rooms.”", "reported"),
        ("There's a paper on such houses, and they counted 12 rooms.", "reported"),
        ("There's a paper on such houses, and we counted 12 rooms.", "asserted"),
        ("You take 12 rooms, as an example, and paint them.", "hedged"),
        ("Say the house has 12 rooms.", "hypothetical"),
        ("It has 12 rooms, doesn't it?", "asserted"),
        ("Why did it have 12 rooms?", "asserted"),
        ("We claim that it has 12 rooms.", "asserted"),
        ("They claim that it has 12 rooms.", "reported"),
    ],
)
def test_words_tell_without_a_parse(text: str, modality: str) -> None:
    (claim,) = UNPARSED.extract(read_text(text))
    assert claim.modality == modality


@pytest.mark.parametrize(
    ("text", "mark", "number", "border"),
    [
        ("maybe it is old and it has 12 rooms", "maybe", "12", True),
        ("maybe it has 9 beds and 12 rooms", "maybe", "12", False),
        ("it has 12 rooms and they say so", "they say", "12", True),
        ("it has 12 rooms they say", "they say", "12", False),
        ("the house, where they say ghosts live, has 12 rooms", "they say", "12", True),
    ],
)
def test_clauses_have_borders(text: str, mark: str, number: str, border: bool) -> None:
    start, at = text.index(number), text.index(mark)
    assert severed(text, (at, at + len(mark)), start, start + len(number)) == border
