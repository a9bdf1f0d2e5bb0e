"""Checking packs: what is said about each kind of slip, where, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import VocabularyError
from claims.vocabulary import Remark, check_packs
from claims.vocabulary.loader import shipped_texts
from claims.vocabulary.parsing import parse_pack
from claims.vocabulary.rules import RULES, Packs

GOOD = """\
name: mine
units:
  rider: {discrete: true, names: [cyclist]}
attributes:
  rider_count: {label: riders, unit: rider, kinds: [race], default: true}
entities:
  Velden Classic: {kind: race, aliases: [Classic of Velden]}
"""


def check(text: str, *more: str) -> list[Remark]:
    texts = [("mine.yaml", text), *((f"more{place}.yaml", one) for place, one in enumerate(more))]
    return check_packs(texts)


def entry(section: str, body: str) -> str:
    """The good pack with one more entry, in line 2 or 3."""
    head, rest = GOOD.split("\n", 1)
    if f"{section}:\n" in rest:
        return f"{head}\n" + rest.replace(f"{section}:\n", f"{section}:\n  {body}\n")
    return f"{head}\n{section}:\n  {body}\n{rest}"


def test_a_good_pack_needs_no_mending() -> None:
    assert check(GOOD) == []


MISTAKES = {
    ("units", "ell: {base: meter}"): ("units.ell.base", "'metre'"),
    ("units", "ell: {base: kilometre, factor: 2}"): ("units.ell.base", "'metre'"),
    ("units", "ell: {base: ell}"): ("units.ell.base", "remove it"),
    ("units", "ell: {factor: 2}"): ("units.ell", "add base"),
    ("units", "ell: {symbols: [km]}"): ("units.ell.symbols.0", "'kilometre'"),
    ("units", "ell: {prefixes: [$]}"): ("units.ell.prefixes.0", "'USD'"),
    ("units", "ell: {names: [Meter]}"): ("units.ell.names.0", "'metre'"),
    ("units", 'ell: {names: [""]}'): ("units.ell.names.0", "empty"),
    ("attributes", "a: {label: a, unit: riders, cues: [x]}"): ("attributes.a.unit", "'rider'"),
    ("attributes", "a: {label: a, unit: zork, cues: [x]}"): ("attributes.a.unit", "declare it"),
    ("attributes", "a: {label: a, unit: metre, units: [hour], cues: [x]}"):
        ("attributes.a.units.0", "'second'"),
    ("attributes", "a: {label: a, unit: rider, nouns: [customer], cues: [x]}"):
        ("attributes.a.nouns.0", "'user'"),
    ("attributes", "a: {label: a, unit: rider, nouns: [metre], cues: [x]}"):
        ("attributes.a.nouns.0", "measures"),
    ("attributes", 'a: {label: a, unit: rider, cues: ["", x]}'): ("attributes.a.cues.0", "empty"),
    ("attributes", 'a: {label: a, unit: rider, cues: ["x  y"]}'):
        ("attributes.a.cues.0", "write 'x y'"),
    ("attributes", "a: {label: a, unit: rider, cues: [Long], blockers: [long]}"):
        ("attributes.a.blockers.0", "remove one"),
    ("attributes", "a: {label: a, unit: rider, cues: [x], scopes: [perod]}"):
        ("attributes.a.scopes.0", "'period'"),
    ("attributes",
     "a: {label: a, unit: rider, cues: [x], scopes: [period], qualifiers: {period: ever}}"):
        ("attributes.a.qualifiers.period", "per day, per week"),
    ("attributes", "a: {label: a, unit: rider, default: true, names_members: true}"):
        ("attributes.a.names_members", "kind"),
    ("attributes", 'a: {label: "", unit: rider, cues: [x]}'): ("attributes.a.label", "empty"),
    ("attributes", "a: {label: a, unit: rider, cue: [x]}"): ("attributes.a.cue", "allowed: label"),
    ("attributes", "a: {label: a, unit: rider, cues: x}"): ("attributes.a.cues", "a list"),
    ("attributes", "a: {label: a}"): ("attributes.a.unit", "missing"),
    ("entities", "Quistrel: {kind: race, aliases: [open-ai]}"):
        ("entities.Quistrel.aliases.0", "'OpenAI'"),
    ("entities", "Quistrel: {kind: race, aliases: [classic of velden]}"):
        ("entities.Velden Classic.aliases.0", "'Quistrel'"),
    ("entities", 'Quistrel: {kind: race, aliases: ["!!"]}'):
        ("entities.Quistrel.aliases.0", "letter"),
    ("entities", "no: {kind: race}"): ("entities", "quotes"),
    ("qualifiers", "terrain: {flat: []}"): ("qualifiers.terrain.flat", "[flat]"),
    ("qualifiers", "terrain: {flat: [low], low: [Low]}"): ("qualifiers.terrain.flat.0", "'low'"),
    ("identities", "- rider_count = age * rider_cont"): ("identities.0", "'rider_count'"),
    ("identities", "- duration = age * age"): ("identities.0", "twice"),
    ("identities", "- rider_count = diameter"): ("identities.0", "no dimension"),
    ("identities", "- land_area = diameter * rider_count"): ("identities.0", "metre^2"),
    ("identities", "- a + b"): ("identities.0", "result = a * b / c"),
}  # fmt: skip


@pytest.mark.parametrize(("section", "body"), MISTAKES)
def test_a_mistake_is_found_where_it_stands(section: str, body: str) -> None:
    path, part = MISTAKES[section, body]
    text = entry(section, body)
    found = [remark for remark in check(text) if remark.grade == "mistake"]
    matching = [remark for remark in found if remark.path.startswith(path)]
    assert matching, found
    assert part in matching[0].message
    line = text.splitlines()[matching[0].line - 1]
    assert body in line or path.split(".")[1:2] == ["Velden Classic"] or path == "entities"


WARNINGS = {
    ("units", "ells: {discrete: true}"): ("units.ells", "plural"),
    ("units", "mile: {discrete: true}"): ("units.mile", "'core'"),
    ("attributes", "a: {label: a, unit: rider, cues: [x], kinds: [rase]}"):
        ("attributes.a.kinds.0", "'race'"),
    ("attributes", "a: {label: a, unit: rider}"): ("attributes.a", "default: true"),
    ("attributes", "a: {label: a, unit: rider, kinds: [race], default: true}"):
        ("attributes.a.default", "'rider_count'"),
    ("attributes", "a: {label: a, unit: rider, nouns: [racers], cues: [x]}"):
        ("attributes.a.nouns.0", "plural"),
    ("attributes", "age: {label: a, unit: second, cues: [x]}"): ("attributes.age", "'core'"),
    ("attributes", "a: {label: a, unit: rider, cues: [x], qualifiers: {period: per day}}"):
        ("attributes.a.qualifiers.period", "scopes"),
    ("entities", "Moon: {kind: race}"): ("entities.Moon", "'space'"),
    ("entities", "Quistrel: {kind: rase}"): ("entities.Quistrel.kind", "'race'"),
    ("entities", 'Quistrel: {kind: race, joiner: "-"}'): ("entities.Quistrel.joiner", "family"),
    ("qualifiers", "terrain: {flat: [low]}"): ("qualifiers.terrain", "scopes"),
    ("generic_subjects", "rase: [races]"): ("generic_subjects.rase", "'race'"),
    ("kind_nouns", "rase: [race]"): ("kind_nouns.rase", "'race'"),
}  # fmt: skip


@pytest.mark.parametrize(("section", "body"), WARNINGS)
def test_what_may_be_meant_is_a_warning_and_no_mistake(section: str, body: str) -> None:
    path, part = WARNINGS[section, body]
    found = check(entry(section, body))
    assert {remark.grade for remark in found} == {"warning"}
    matching = [remark for remark in found if remark.path == path]
    assert matching, found
    assert part in matching[0].message


@pytest.mark.parametrize(
    ("section", "body"),
    [
        ("attributes", "a: {label: a, unit: rider, cues: [GDP, into Orbit]}"),
        ("attributes", "a: {label: a, unit: rider, nouns: [person], cues: [x]}"),
        ("attributes", "a: {label: a, unit: rider, default: true, kinds: [city]}"),
        ("attributes", "a: {label: a, unit: USD, units: [EUR], cues: [x]}"),
        ("entities", "Quistrel: {kind: team, aliases: [quistrel]}"),
        ("identities", "- land_area = diameter * height"),
        ("identities", "- revenue = price * rider_count"),
        ("qualifiers", "period: {per lap: [a lap]}"),
        ("kind_nouns", "race: [race, classic]"),
    ],
)
def test_what_works_is_left_alone(section: str, body: str) -> None:
    assert check(entry(section, body)) == []


def test_a_key_that_stands_twice_is_found() -> None:
    (remark,) = check(GOOD + "  Velden Classic: {kind: race}\n")
    assert (remark.line, remark.path) == (8, "entities.Velden Classic")
    assert "line 7" in remark.message


def test_everything_is_said_at_once_in_the_order_of_the_lines() -> None:
    text = (
        "name: mine\ncolour: red\nunits:\n  ell: {base: meter}\n  cubit: {bass: metre}\n"
        "attributes:\n  a: {label: a, unit: cubit, cues: ['']}\n  b: {label: b, unit: fathoms}\n"
    )
    found = [(remark.line, remark.path) for remark in check(text) if remark.grade == "mistake"]
    assert found == [
        (2, "colour"), (4, "units.ell.base"), (5, "units.cubit.bass"), (7, "attributes.a.cues.0"),
        (8, "attributes.b.unit"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [("name: mine\nunits: {ell: [}", 2), ("[1, 2]", 1), ("", 1), ("[" * 3000, 1), ("name: a\0", 1)],
)
def test_what_is_no_pack_is_one_mistake(text: str, line: int) -> None:
    (remark,) = check(text)
    assert (remark.grade, remark.path) == ("mistake", "")
    assert remark.line == line


def test_an_anchor_used_often_is_walked_once() -> None:
    nested = "a0: &a0 {x: 1, x: 2}\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 6)
    )
    assert any(remark.path == "a0.x" for remark in check(nested))


def test_packs_are_checked_in_the_order_of_merging() -> None:
    second = "name: second\nattributes: {a: {label: a, unit: rider, cues: [x]}}\n"
    assert check(GOOD, second) == []
    replacing = "name: second\nunits: {rider: {discrete: true}}\n"
    (remark,) = check(GOOD, replacing)
    assert (remark.file, remark.grade) == ("more0.yaml", "warning")


def test_a_pack_may_build_on_others(tmp_path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text(GOOD, encoding="utf-8")
    mine = "name: second\nattributes: {a: {label: a, unit: rider, cues: [x]}}\n"
    assert check_packs([("mine.yaml", mine)], [base]) == []
    assert check(mine) != []
    with pytest.raises(VocabularyError, match="No such file"):
        check_packs([("mine.yaml", mine)], [tmp_path / "missing.yaml"])


def test_what_a_wrong_entry_may_mean_is_not_called_missing() -> None:
    text = "name: m\nunits: {ell: {bass: 1}}\nattributes: {a: {label: a, unit: ell, cues: [x]}}\n"
    assert [remark.path for remark in check(text)] == ["units.ell.bass"]


def test_the_shipped_packs_have_no_mistake() -> None:
    found = [parse_pack(name, text).pack for name, text in shipped_texts()]
    packs = tuple(pack for pack in found if pack)
    for place, pack in enumerate(packs):
        around = Packs(pack, packs[:place], packs)
        remarks = [item for rule in RULES for item in rule(around)]
        assert [item for item in remarks if item.grade == "mistake"] == [], pack.name
