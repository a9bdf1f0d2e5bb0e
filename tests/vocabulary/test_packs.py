"""The packs that are shipped: they load, and they do not contradict themselves or each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files

import pytest

from claims.vocabulary import EntitySpec, Identity, Pack, UnitSpec, load_vocabulary
from claims.vocabulary.expressions import Operation, names
from claims.vocabulary.parsing import parse_pack

PACKS: dict[str, Pack] = {
    entry.name: pack
    for entry in sorted(
        files("claims.vocabulary").joinpath("packs").iterdir(), key=lambda entry: entry.name
    )
    if entry.name.endswith(".yaml")
    and (pack := parse_pack(entry.name, entry.read_text(encoding="utf-8")).pack)
}
DOMAINS = ("finance.yaml", "population_health.yaml", "space.yaml")
CONTRACT_KEYS = """
    parameter_count training_tokens context_length vocabulary_size file_size bytes_per_parameter
    precision_bits training_gpus training_duration training_cost training_data_size
    training_examples development_cost annotation_cost compression_ratio benchmark_score
    speed_ratio cost_ratio size_ratio quality_ratio license_user_threshold user_count usage_share
    github_stars price valuation funding revenue lines_of_code page_count release_date event_date
    duration age memory_required latency cost_saving probability model_count
"""


def names_of(entities: dict[str, EntitySpec]) -> Iterator[tuple[str, str]]:
    """Each spelling with the entity that it means."""
    for name, entity in entities.items():
        for spelling in (name, *entity.aliases):
            yield spelling, name


def test_the_packs_of_every_field_are_shipped() -> None:
    assert {"core.yaml", "ai_models.yaml", *DOMAINS} <= set(PACKS)
    assert load_vocabulary().packs[0] == PACKS["core.yaml"].name


def test_every_attribute_of_the_contract_is_declared() -> None:
    assert [key for key in CONTRACT_KEYS.split() if key not in load_vocabulary().attributes] == []


@pytest.mark.parametrize("file", PACKS)
def test_no_pack_replaces_an_entry_of_another(file: str) -> None:
    for other, pack in PACKS.items():
        if other != file:
            assert not set(PACKS[file].units) & set(pack.units), other
            assert not set(PACKS[file].attributes) & set(pack.attributes), other
            assert not set(PACKS[file].entities) & set(pack.entities), other


def test_no_spelling_means_two_entities() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for spelling, name in names_of(load_vocabulary().entities):
        meant[spelling.casefold()].add(name)
    assert {spelling: names for spelling, names in meant.items() if len(names) > 1} == {}


@pytest.mark.parametrize("file", PACKS)
def test_no_spelling_names_entities_of_two_kinds_in_a_pack(file: str) -> None:
    entities = PACKS[file].entities
    kinds: dict[str, set[str]] = defaultdict(set)
    for spelling, name in names_of(entities):
        kinds[spelling.casefold()].add(entities[name].kind)
    assert {spelling: found for spelling, found in kinds.items() if len(found) > 1} == {}


def test_no_symbol_or_prefix_means_two_units() -> None:
    for part in ("symbols", "prefixes"):
        meant: dict[str, set[str]] = defaultdict(set)
        for name, unit in load_vocabulary().units.items():
            for sign in getattr(unit, part):
                meant[sign].add(name)
        assert {sign: units for sign, units in meant.items() if len(units) > 1} == {}


def test_no_word_means_two_units() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for name, unit in load_vocabulary().units.items():
        for word in (name, *unit.names):
            meant[word.casefold()].add(name)
    assert {word: units for word, units in meant.items() if len(units) > 1} == {}


def test_units_lead_to_their_base_in_one_step() -> None:
    units = load_vocabulary().units
    for name, unit in units.items():
        assert unit.factor > 0, name
        if unit.base is None:
            assert (unit.factor, unit.offset) == (1, 0), name
        else:
            assert units[unit.base].base is None, name


@pytest.mark.parametrize("file", DOMAINS)
def test_attributes_of_a_field_are_in_base_units(file: str) -> None:
    vocabulary = load_vocabulary()
    for key, attribute in PACKS[file].attributes.items():
        assert vocabulary.units[attribute.unit].base is None, key


@pytest.mark.parametrize("file", DOMAINS)
def test_attributes_of_a_field_can_be_found_and_told_apart(file: str) -> None:
    for key, attribute in PACKS[file].attributes.items():
        assert attribute.label, key
        assert attribute.kinds, key
        assert attribute.cues, key
        assert not set(attribute.cues) & set(attribute.blockers), key
        # A generic noun would make every crowd a population.
        assert not (attribute.default and "person" in attribute.nouns), key


@pytest.mark.parametrize("file", DOMAINS)
def test_one_default_attribute_for_a_unit_and_kind(file: str) -> None:
    seen: dict[tuple[str, str], str] = {}
    for key, attribute in PACKS[file].attributes.items():
        for kind in attribute.kinds if attribute.default else ():
            assert (attribute.unit, kind) not in seen, (key, seen[attribute.unit, kind])
            seen[attribute.unit, kind] = key


@pytest.mark.parametrize("file", DOMAINS)
def test_a_field_names_things_of_the_kinds_that_it_speaks_of(file: str) -> None:
    pack = PACKS[file]
    assert 15 <= len(pack.entities) <= 130
    spoken_of = {kind for attribute in pack.attributes.values() for kind in attribute.kinds}
    assert {entity.kind for entity in pack.entities.values()} <= spoken_of


def test_places_and_organizations_are_of_kinds_that_attributes_ask_for() -> None:
    attributes = load_vocabulary().attributes.values()
    spoken_of = {kind for attribute in attributes for kind in attribute.kinds}
    for file in ("places.yaml", "organizations.yaml"):
        assert len(PACKS[file].entities) > 200
        assert {entity.kind for entity in PACKS[file].entities.values()} <= spoken_of


@pytest.mark.parametrize("file", PACKS)
def test_no_alias_is_a_word_of_everyday_speech(file: str) -> None:
    everyday = {"us", "it", "who", "io", "target", "gap", "opportunity", "spirit", "can", "moon"}
    spellings = {spelling for spelling, _ in names_of(PACKS[file].entities)}
    assert spellings & everyday == set()


# Dimensions as exponents of base units; a counted thing is a dimension of its own.
COMPOSED = {
    "square metre": {"metre": 2},
    "cubic metre": {"metre": 3},
    "metre per second": {"metre": 1, "second": -1},
    "kilogram per cubic metre": {"kilogram": 1, "metre": -3},
    "inhabitant per square metre": {"inhabitant": 1, "metre": -2},
    "GPU hour": {"GPU": 1, "second": 1},
    "USD per GPU hour": {"USD": 1, "GPU": -1, "second": -1},
}
# A price per share, sales per employee and bytes per parameter are stated without their "per".
COUNTED = {"share", "employee", "parameter", "death", "case"}


def dimension(attributes: tuple[str, ...], sign: int, into: dict[str, int]) -> dict[str, int]:
    for key in attributes:
        unit = load_vocabulary().attributes[key].unit
        for base, power in COMPOSED.get(unit, {unit: 1}).items():
            if base not in COUNTED:
                into[base] = into.get(base, 0) + sign * power
    return into


@pytest.mark.parametrize("identity", load_vocabulary().identities, ids=str)
def test_identities_hold_in_dimension(identity: Identity) -> None:
    if not isinstance(identity.right, Operation) or identity.right.sign not in "*/":
        pytest.skip("a sum or difference: loading compares its units")
    first, second = names(identity.right)
    sign = 1 if identity.right.sign == "*" else -1
    powers = dimension((first,), 1, dimension((identity.result,), -1, {}))
    powers = dimension((second,), sign, powers)
    powers.pop("ratio", None)
    powers.pop("percent", None)
    assert {base: power for base, power in powers.items() if power} == {}


@pytest.mark.parametrize(
    ("unit", "base", "factor"),
    [
        ("parsec", "metre", "30856775814913673"),
        ("cubic kilometre", "cubic metre", "1000000000"),
        ("cubic centimetre", "cubic metre", "0.000001"),
        ("gram per cubic centimetre", "kilogram per cubic metre", "1000"),
        ("inhabitant per square kilometre", "inhabitant per square metre", "0.000001"),
    ],
)
def test_units_of_the_fields_are_worth_what_they_should(unit: str, base: str, factor: str) -> None:
    assert load_vocabulary().base(unit) == (base, Decimal(factor))


def test_counted_things_are_discrete() -> None:
    units: dict[str, UnitSpec] = load_vocabulary().units
    for name in ("employee", "inhabitant", "case", "death", "dose", "share", "moon", "astronaut"):
        assert units[name].discrete, name
        assert units[name].base is None, name
