"""Paths as text: every path has one of its own that a database can hold, and comes back from it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.paths import file_of, path_of, uri_of, written

PIECES = st.sampled_from(
    [b"\\", b"x", b"e9", b"\xe9", "é".encode(), b"a/", b"\\xe9", b"\xff", b"."]
)
NAMES = st.one_of(st.lists(PIECES).map(b"".join), st.binary()).map(
    lambda data: os.fsdecode(data.replace(b"\0", b"0"))
)


@given(NAMES)
def test_a_path_comes_back_from_its_text(path: str) -> None:
    text = uri_of(path)
    assert path_of(text.encode("utf-8").decode("utf-8")) == path


@pytest.mark.parametrize(
    "path", ["", "a.txt", "café.txt", "back\\slash", "a\\xzz", "a\\\\x41", "-"]
)
def test_a_path_that_is_text_stays_as_it_is(path: str) -> None:
    assert uri_of(path) == path_of(path) == written(path) == path


def test_bytes_that_are_no_text_are_seen() -> None:
    assert uri_of(os.fsdecode(b"d\xff/caf\xe9.txt")) == "d\\xff/caf\\xe9.txt"
    assert uri_of("caf\\xe9.txt") == "caf\\\\xe9.txt"


def test_names_that_no_file_has_are_left_alone() -> None:
    assert written("half \ud800") == "half \ud800"
    assert written("half \udce9 \ud800") == "half \udce9 \ud800"


def test_a_file_is_found_by_its_own_name_and_by_its_text(tmp_path: Path) -> None:
    plain, byte = (
        tmp_path / "caf\\xe9.txt",
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/t\xe9.txt")),
    )
    plain.write_text("a")
    byte.write_text("b")
    found = [file_of(name) for name in (str(plain), uri_of(plain), uri_of(byte))]
    assert [Path(name).read_text() for name in found] == ["a", "a", "b"]
