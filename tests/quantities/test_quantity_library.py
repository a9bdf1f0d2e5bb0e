"""Every unit that the unit library defines is read, or is said not to be, with the reason.

The lists are in ``library_units.yaml``.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from unit_library import converted, definitions, tolerance

from claims.quantities import read
from claims.quantities.lexicon import lexicon_of
from claims.quantities.units.nouns import plural
from claims.records import Quantity
from claims.vocabulary import load_vocabulary

LISTS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("library_units.yaml").read_text(encoding="utf-8")
)
CONSTANTS = {name: why for why, names in LISTS["constants"].items() for name in names}
APART = (LISTS["differ"], LISTS["words"], CONSTANTS)
DEFINED = definitions()
READ = [name for name in DEFINED if not any(name in apart for apart in APART)]
VOCABULARY = load_vocabulary()


def _said(name: str) -> str:
    return f"5 {LISTS['said'].get(name) or plural(name.replace('_', ' '))}"


def _only(text: str) -> Quantity:
    (quantity,) = read(f"It was {text}, they said.")
    assert quantity.text == text
    return quantity


def _check_worth(quantity: Quantity, name: str) -> None:
    """Five of the library's unit are as much as the quantity."""
    value = quantity.value
    assert value.canonical_lo is not None
    assert value.canonical_unit is not None
    theirs = converted(Decimal(5), name, value.canonical_unit)
    assert abs(value.canonical_lo - theirs) <= abs(theirs) * tolerance(name)


@pytest.mark.parametrize("name", READ)
def test_unit_is_read_with_the_factor_of_the_library(name: str) -> None:
    quantity = _only(_said(name))
    assert quantity.value.lo is not None
    _check_worth(quantity, name)


@pytest.mark.parametrize("name", LISTS["differ"])
def test_unit_by_another_convention(name: str) -> None:
    text, unit, number, _ = LISTS["differ"][name]
    first = read(f"It was {text}.")[0].value
    assert (first.lo, first.unit) == (Decimal(5), unit)
    assert first.canonical_lo is not None
    assert abs(first.canonical_lo - Decimal(number)) < Decimal("1e-30")


@pytest.mark.parametrize("name", LISTS["words"])
def test_ordinary_word_stays_a_count(name: str) -> None:
    entry = LISTS["words"][name]
    text = entry.get("text") or f"5 {plural(name)}"
    expected = [entry["reads"]] if entry["reads"] else []
    assert [quantity.value.unit for quantity in read(f"There were {text} there.")] == expected
    assert entry["reads"] not in VOCABULARY.units


@pytest.mark.parametrize("name", [n for n, entry in LISTS["words"].items() if "instead" in entry])
def test_unit_of_an_ordinary_word_has_a_form_of_its_own(name: str) -> None:
    _check_worth(_only(LISTS["words"][name]["instead"]), name)


@pytest.mark.parametrize("name", CONSTANTS)
def test_constant_is_no_unit(name: str) -> None:
    assert tuple(name.split("_")) not in lexicon_of(VOCABULARY).names


def test_the_lists_name_units_of_the_library_and_each_once() -> None:
    listed = [name for apart in (LISTS["said"], *APART) for name in apart]
    assert sorted(set(listed) - set(DEFINED)) == []
    assert len(listed) == len(set(listed))


def test_the_documentation_counts_them() -> None:
    page = Path(__file__).parents[2] / "docs" / "quantities.md"
    text = " ".join(page.read_text(encoding="utf-8").split())
    counts = (len(DEFINED), len(READ), *(len(apart) for apart in APART))
    assert "Of the {} units that pint 0.25 defines, {} are read".format(*counts) in text
    assert f"tested; {counts[2]} mean something else here" in text
    assert f"{counts[3]} are ordinary words" in text
    assert f"{counts[4]} are constants of nature" in text
