"""Each shipped pack is useful on a text of its field: what it declares is what is read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.extract import make_extractor
from claims.sources import read_text
from claims.vocabulary.loader import shipped_texts
from claims.vocabulary.parsing import parse_pack

FIELDS = yaml.safe_load((Path(__file__).parent / "pack_texts.yaml").read_text(encoding="utf-8"))
PACKS = {pack.name: pack for name, text in shipped_texts() if (pack := parse_pack(name, text).pack)}
EXTRACTOR = make_extractor()
SEVERAL = [case for field in FIELDS.values() for case in field.get("several", ())]

Stated = tuple[Any, ...]


def found(text: str) -> set[Stated]:
    claims = EXTRACTOR.extract(read_text(text))
    return {(c.subject, c.attribute, c.value.lo, c.value.unit) for c in claims}


def wanted(row: list[Any]) -> Stated:
    subject, attribute, number, unit = row
    return subject, attribute, Decimal(str(number)), unit


@pytest.mark.parametrize("field", FIELDS)
def test_the_text_of_a_field_gives_its_claims(field: str) -> None:
    stated = found(FIELDS[field]["text"])
    missing = [row for row in FIELDS[field]["claims"] if wanted(row) not in stated]
    assert missing == [], stated


@pytest.mark.parametrize("field", FIELDS)
def test_the_attributes_of_a_text_are_those_of_its_pack(field: str) -> None:
    attributes = {row[1] for row in FIELDS[field]["claims"]}
    assert attributes <= {*PACKS[field].attributes, *PACKS["core"].attributes}
    assert attributes & set(PACKS[field].attributes)
    assert len(attributes) >= 10


def test_every_pack_that_declares_attributes_has_a_text() -> None:
    assert set(FIELDS) == {name for name, pack in PACKS.items() if pack.attributes}


@pytest.mark.parametrize("case", SEVERAL, ids=[case["text"][:40] for case in SEVERAL])
def test_each_of_several_statements_in_a_sentence_has_its_own_attribute(
    case: dict[str, Any],
) -> None:
    assert wanted(case["claim"]) in found(case["text"])
