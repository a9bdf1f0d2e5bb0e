"""Packs that are made to do harm: each ends soon, in an error that names file, line and what."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from claims.errors import VocabularyError
from claims.vocabulary import load_vocabulary

TEN = ",".join(["*a{0}"] * 10)


def laughs(first: str, entry: str, indent: str = "") -> str:
    """Anchors of which each holds the one before it ten times."""
    lines = [f"{indent}a0: &a0 {first}"]
    for number in range(1, 9):
        held = TEN.format(number - 1)
        lines.append(f"{indent}a{number}: &a{number} {entry.format(held)}")
    return "\n".join(lines)


HOSTILE = {
    "laughs": (f"name: x\nunits:\n{laughs('[x]', '[{}]', '  ')}", "entries"),
    "laughs in a list of words": (f"name: x\n{laughs('[x]', '[{}]')}", "entries"),
    "merged laughs": (laughs("{x: 1}", "{{<<: [{}]}}"), "entries"),
    "a cycle": ("name: x\nunits: &u\n  a: *u\n", "line 3: not YAML: *u stands for"),
    "no such anchor": ("name: x\nunits: *u\n", "line 2"),
    "depth": ("name: x\nunits: " + "[" * 100_000 + "]" * 100_000, "line 2: not YAML: nested"),
    "depth of maps": ("name: x\nunits: " + "{a: " * 1000 + "}" * 1000, "line 2: not YAML: nested"),
    "a call": ("name: !!python/object/apply:os.system ['true']\n", "line 1: not YAML: could not"),
    "an object": ("name: x\nunits: !!python/object:os.environ {}\n", "line 2"),
    "a tag": ("name: !mine x\n", "line 1"),
    "digits": (f"name: x\nunits:\n  c: {{factor: {'9' * 200_000}}}\n", "line 3"),
    "no date": ("name: 2020-99-99\n", "line 1"),
    "half a pair": ('name: "\\ud800"\n', "line 1"),
    "a key that is a list": ("name: x\n? [a, b]\n: 1\n", "line 2"),
    "a list": ("name: x\nunits: [a]\n", "line 2: units: must be a dictionary"),
    "a number": ("name: x\nattributes:\n  pace: 7\n", "line 3: attributes.pace: must be"),
    "unknown": ("name: x\nunits:\n  a:\n    bass: m\n", "line 4: units.a.bass: unknown key"),
    "endless": (f"name: x\nunits:\n  c: {{base: m, factor: 1e{'9' * 20}}}\n", "line 3"),
    "infinite": ("name: x\nunits:\n  c: {base: m, factor: .inf}\n", "line 3: units.c.factor"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pack_is_refused_soon(name: str, tmp_path: Path) -> None:
    text, said = HOSTILE[name]
    path = tmp_path / "hostile.yaml"
    path.write_text(text, encoding="utf-8")
    begun = time.process_time()
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary([path])
    assert time.process_time() - begun < 10
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path} line ")
    assert len(str(caught.value)) < 20_000


@pytest.mark.parametrize("factor", ["1e999999", "'1e999999'", "1e-999999", "0", "1e400"])
def test_a_factor_out_of_all_measure_is_no_crash(factor: str, tmp_path: Path) -> None:
    import claims

    path = tmp_path / "pack.yaml"
    path.write_text(
        f"name: x\nunits:\n  zorg: {{base: metre, factor: {factor}, names: [zorg, zorgs]}}\n",
        encoding="utf-8",
    )
    try:
        found = claims.extract("The wall is 5 zorgs long, or 7 zorg/s.", packs=[path])
    except VocabularyError as error:
        said = str(error)
    else:
        said = str(path)
        assert all(c.value.canonical_lo is None or c.value.canonical_lo.is_finite() for c in found)
    assert said.startswith(str(path))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    os.mkfifo(path)
    with pytest.raises(VocabularyError, match="pipe"):
        load_vocabulary([path])


def test_of_many_mistakes_the_first_are_said(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text("name: x\n" + "".join(f"k{n}: 1\n" for n in range(5000)), encoding="utf-8")
    with pytest.raises(VocabularyError, match="4,950 more") as caught:
        load_vocabulary([path])
    assert len(str(caught.value).splitlines()) == 51


def test_mistakes_of_arithmetic_take_time_in_proportion_to_their_number(tmp_path: Path) -> None:
    def taken(count: int) -> float:
        path = tmp_path / f"pack-{count}.yaml"
        path.write_text(
            "name: x\nidentities:\n" + "".join(f"  - no_{n} = nil_{n} * x\n" for n in range(count)),
            encoding="utf-8",
        )
        begun = time.process_time()
        with pytest.raises(VocabularyError, match="more; see"):
            load_vocabulary([path])
        return time.process_time() - begun

    # Compared in one run: the pack that is four times as long, and what loading takes besides.
    assert taken(1_600) < 8 * taken(400)
