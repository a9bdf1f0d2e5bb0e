"""docs/vocabulary.md: its pack reads its text as the page shows, and every field is explained."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from docs_pages import ROOT, blocks, page, sections, tables
from pydantic import BaseModel

import claims
from claims.errors import VocabularyError
from claims.reconcile import reconcile
from claims.records import Claim, plain
from claims.vocabulary import load_vocabulary
from claims.vocabulary.schema import AttributeSpec, EntitySpec, Pack, UnitSpec

PAGE = page("vocabulary.md")
EXAMPLE = sections(PAGE, 2)["A larger example"]
FIELDS = sections(PAGE, 3)
MISTAKES = sections(PAGE, 2)["When a pack is wrong"]
MODELS = {"Pack": Pack, "Unit": UnitSpec, "Attribute": AttributeSpec, "Entity": EntitySpec}

Read = Callable[[str, str], list[Claim]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The claims of a text, read with a pack of these entries."""

    def extract(entries: str, text: str) -> list[Claim]:
        path = tmp_path / "mine.yaml"
        path.write_text(f"name: mine\n{entries}", encoding="utf-8")
        return claims.extract(text, packs=[path])

    return extract


@pytest.fixture(scope="module")
def railways(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pack") / "railways.yaml"
    path.write_text(blocks(EXAMPLE, "yaml")[0], encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def found(railways: Path) -> list[Claim]:
    return claims.extract(blocks(EXAMPLE, "text")[0], packs=[railways])


def stated(claim: Claim) -> tuple[str, ...]:
    """A claim as a row of the page's table."""
    assert claim.value.lo is not None
    narrowed = ", ".join(f"{name}={value}" for name, value in sorted(claim.qualifiers.items()))
    unit = claim.value.unit or ""
    said = (claim.value_text or "", claim.subject or "", claim.attribute or "")
    return (*said, plain(claim.value.lo), unit, narrowed)


def test_the_example_pack_reads_its_text_as_shown(found: list[Claim]) -> None:
    (table,) = tables(EXAMPLE)
    assert [stated(claim) for claim in found] == table[1:]


def test_reconciling_the_example_says_what_the_page_quotes(
    found: list[Claim], railways: Path
) -> None:
    quoted = re.findall(r"(?m)^> (.+)$", EXAMPLE)
    told = [f.explanation for f in reconcile(found, load_vocabulary([railways]))]
    assert len(quoted) == 1
    assert any(text.startswith(quoted[0]) for text in told)


@pytest.mark.parametrize("name", MODELS)
def test_every_field_is_explained_and_no_other(name: str) -> None:
    heads = re.findall(r"(?m)^- ((?:`\w+`(?:, )?)+):", FIELDS[name])
    explained = [field for head in heads for field in re.findall(r"`(\w+)`", head)]
    assert sorted(explained) == sorted(MODELS[name].model_fields)


def test_the_required_fields_are_those_named() -> None:
    models: list[type[BaseModel]] = list(MODELS.values())
    required = {
        name for model in models
        for name, field in model.model_fields.items() if field.is_required()
    }  # fmt: skip
    assert required == {"name", "label", "unit", "kind"}


def test_the_defaults_are_those_named() -> None:
    unit, entity = UnitSpec(), EntitySpec(kind="thing")
    attribute = AttributeSpec(label="pace", unit="metre")
    assert (unit.factor, unit.offset, unit.discrete, unit.adjectival) == (1, 0, False, True)
    assert (attribute.default, attribute.bare, attribute.names_members) == (False, False, False)
    assert (attribute.single_valued, attribute.changes_over_time) == (True, False)
    assert attribute.tolerance == Decimal("0.1")
    assert (entity.family, entity.joiner) == (False, " ")


def test_on_the_command_line_a_wrong_pack_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text(blocks(MISTAKES, "yaml")[0], encoding="utf-8")
    command = [sys.executable, "-m", "claims", "vocabulary", "--vocabulary", "broken.yaml"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, env=environment, check=False
    )
    said = [word for word in done.stderr.split() if word != "claims:"]
    assert said == blocks(MISTAKES, "text")[0].split()
    assert (done.returncode, done.stdout) == (2, "")


def test_the_shipped_packs_are_those_named() -> None:
    shipped = (
        "core", "ai-models", "currencies", "finance", "measures", "organizations", "places",
        "population_health", "rare-measures", "space",
    )  # fmt: skip
    assert load_vocabulary().packs == shipped


@pytest.mark.parametrize("number", [0, 1])
def test_a_wrong_pack_gives_the_error_shown(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "broken.yaml" if number == 0 else "still_broken.yaml"
    Path(name).write_text(blocks(MISTAKES, "yaml")[number], encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary([name])
    assert f"{caught.value}\n" == blocks(MISTAKES, "text")[number]


KESTREL = "entities: {Kestrel: {kind: train, family: true, joiner: '-'}, Northrail: {kind: firm}}\n"


@pytest.mark.parametrize(
    ("entries", "text", "expected"),
    [
        pytest.param(
            "units: {crate: {discrete: true, names: [box]}}\nattributes: {load: "
            "{label: load, unit: crate, nouns: [sack], kinds: [train], default: true}}",
            "The Kestrel 2 has 12 SACKS. The Kestrel 2 has 3 boxes.",
            [("Kestrel-2", "load", "12", "crate"), ("Kestrel-2", "load", "3", "crate")],
            id="nouns, names, joiner",
        ),
        pytest.param(
            "attributes: {gauge_width: {label: gauge, unit: metre, units: [millimetre], "
            "kinds: [train], cues: [gauge]}}",
            "The gauge of the Kestrel 2 is 1,435 millimetres. Its gauge is 1.4 miles.",
            [("Kestrel-2", "gauge_width", "1435", "millimetre"),
             ("Kestrel-2", None, "1.4", "mile")],
            id="units",
        ),
        pytest.param(
            "units: {thaler: {prefixes: [T$], symbols: [Th]}}\nattributes: {fleet_value: "
            "{label: value, unit: thaler, kinds: [firm], cues: [valued at], bare: true}}",
            "Northrail is valued at 240 million. Northrail is valued at T$5.",
            [("Northrail", "fleet_value", "240000000", "thaler"),
             ("Northrail", "fleet_value", "5", "thaler")],
            id="bare, prefixes",
        ),
        pytest.param(
            "units: {seat: {discrete: true}}\nattributes: {wear: {label: worn seats, unit: seat, "
            "kinds: [train], cues: [worn], part: interior}}",
            "On the Kestrel 2, 12 seats are worn.",
            [("Kestrel-2 interior", "wear", "12", "seat")],
            id="part",
        ),
        pytest.param(
            "units: {seat: {discrete: true}}\nattributes: {seat_count: {label: seats, unit: seat, "
            "kinds: [train, firm], default: true}}",
            "The KESTREL-2 has 12 seats. In the hall Nortrail has 9 seats.",
            [("Kestrel-2", "seat_count", "12", "seat"), ("Northrail", "seat_count", "9", "seat")],
            id="spellings",
        ),
        pytest.param(
            "attributes: {hop: {label: hop, unit: metre, kinds: [train], cues: [jump], "
            "blockers: [dreamt]}}",
            "The Kestrel 2 made a jump of 4 metres. The Kestrel 2 dreamt of a jump of 9 metres.",
            [("Kestrel-2", "hop", "4", "metre"), ("Kestrel-2", None, "9", "metre")],
            id="cues, blockers",
        ),
    ],
)  # fmt: skip
def test_fields_do_what_the_page_says(
    read: Read, entries: str, text: str, expected: list[tuple[str | None, ...]]
) -> None:
    got = [
        (c.subject, c.attribute, plain(c.value.lo or Decimal(0)), c.value.unit)
        for c in read(KESTREL + entries, text)
    ]
    assert got == expected


def test_offsets_are_added_after_multiplying(read: Read) -> None:
    entries = "units: {degree Rho: {base: kelvin, factor: 1.25, offset: 273.15, symbols: [°Rho]}}"
    (claim,) = read(entries, "It was 20 °Rho.")
    assert (claim.value.canonical_lo, claim.value.canonical_unit) == (Decimal("298.15"), "kelvin")


def test_an_adjectival_unit_is_read_in_the_singular(read: Read) -> None:
    entries = "units: {pin: {discrete: true}, cog: {discrete: true, adjectival: false}}"
    text = "The Kestrel has 7 pin wheel, 8 cog wheel and 9 cogs."
    units = {c.value.unit for c in read(f"{KESTREL}{entries}", text) if c.value.lo != 8}
    assert units == {"pin", "cog"}
    assert not any(c.value.unit == "cog" for c in read(entries, "It has an 8 cog wheel."))


def test_a_default_scope_is_filled_in_only_to_compare(read: Read, tmp_path: Path) -> None:
    entries = (
        "units: {florin: {discrete: true}}\n"
        "attributes: {fare: {label: fare, unit: florin, kinds: [train], default: true, "
        "scopes: [class], qualifiers: {class: second}}}\n"
        "qualifiers: {class: {first: [first class], second: [second class]}}"
    )
    text = "The Kestrel 2 costs 5 florins. In first class the Kestrel 2 costs 9 florins."
    plain_fare, first_class = read(KESTREL + entries, text)
    assert (plain_fare.qualifiers, first_class.qualifiers) == ({}, {"class": "first"})
    vocabulary = load_vocabulary([tmp_path / "mine.yaml"])
    (finding,) = reconcile([plain_fare, first_class], vocabulary)
    assert finding.kind == "scope_difference"
    assert "class: second" in finding.explanation


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ("", ["conflict"]),
        (", single_valued: false", []),
        (", changes_over_time: true", ["possible_conflict"]),
    ],
)
def test_what_contradicts_is_up_to_the_attribute(
    read: Read, tmp_path: Path, more: str, kinds: list[str]
) -> None:
    entries = (
        "units: {florin: {discrete: true}}\nattributes: {fare: "
        f"{{label: fare, unit: florin, kinds: [train], default: true{more}}}}}"
    )
    found = read(KESTREL + entries, "The Kestrel 2 costs 5 florins. The Kestrel 2 costs 7 florins.")
    vocabulary = load_vocabulary([tmp_path / "mine.yaml"])
    assert [finding.kind for finding in reconcile(found, vocabulary)] == kinds


def test_a_later_pack_replaces_an_entry_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("name: mine\nentities: {Moon: {kind: village}}", encoding="utf-8")
    moon = load_vocabulary([path]).entities["Moon"]
    assert (moon.kind, moon.aliases) == ("village", ())
