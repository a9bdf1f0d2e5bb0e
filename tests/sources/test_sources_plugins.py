"""Readers of further formats: found by their entry points, checked, and harmless when broken."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from plugin_folders import make_wheel, unpack

from claims.errors import PluginError, SourceError
from claims.sources import Document, installed_readers, read_bytes

HEAD = """
import gzip
from claims.errors import SourceError
from claims.sources import Draft, Part, Reading

media_type = "application/gzip"

def looks_like(received):
    return received.data.startswith(b"\\x1f\\x8b")
"""
GZIP = (
    HEAD
    + """
def read(received):
    text = gzip.decompress(received.data).decode("utf-8")
    end = text.index(chr(10))
    return Reading([Draft((Part(0, end),), speaker="Ada"), Draft((Part(end + 1, len(text)),))],
                   text=text, title="Squeezed", published="2023-07")
"""
)
DATA = gzip.compress(b"The bridge is 12 km long.\nIt weighs 9 tonnes.")
COUNT = iter(range(1000))

Install = Callable[..., str]


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs a module as a reader plugin, named ``squeezed`` if no other name is given."""

    def install(code: str, name: str = "squeezed") -> str:
        number = next(COUNT)
        module = f"reader_{number}"
        groups = {"claims.readers": {name: module}}
        wheel = make_wheel(tmp_path, f"dist-{number}", "1.0", groups, {module: code})
        monkeypatch.syspath_prepend(unpack(wheel, tmp_path / f"site{number}"))
        return module

    return install


def read(data: bytes, format: str | None = None) -> tuple[Document, list[str]]:
    said: list[str] = []
    readers = installed_readers(said.append)
    return read_bytes(data, "talk", format=format, readers=readers), said


def failing(body: str) -> str:
    return HEAD + f"\ndef read(received):\n    {body}\n"


def test_bytes_that_claims_does_not_read_become_passages(reader: Install) -> None:
    with pytest.raises(SourceError, match="a gzip file, not text"):
        read(DATA)
    reader(GZIP)
    document, said = read(DATA)
    source = document.source
    assert said == []
    assert (source.format, source.media_type) == ("squeezed", "application/gzip")
    assert (source.title, source.published, source.encoding) == ("Squeezed", "2023-07", "binary")
    assert [p.text for p in document.passages] == [
        "The bridge is 12 km long.", "It weighs 9 tonnes.",
    ]  # fmt: skip
    assert [p.speaker for p in document.passages] == ["Ada", None]
    assert all(source.text[p.start : p.end] == p.text for p in document.passages)


def test_offsets_without_a_text_of_its_own_are_in_the_decoded_text(reader: Install) -> None:
    reader(
        "from claims.sources import Draft, Part, Reading\n"
        "def looks_like(received):\n    return received.text.startswith('##LOG')\n"
        "def read(received):\n    return Reading([Draft((Part(6, len(received.text)),))])\n"
    )
    document, _ = read("\ufeff##LOG Zürich is 12 km off.".encode())
    assert document.source.encoding == "utf-8"
    assert document.source.text.startswith("##LOG")
    assert [p.text for p in document.passages] == ["Zürich is 12 km off."]
    assert read(b"Something else is 12 km off.")[0].source.format == "plain"


def test_a_format_can_be_named(reader: Install) -> None:
    reader(GZIP.replace("return received.data", "return None and received.data"))
    with pytest.raises(SourceError, match="a gzip file"):
        read(DATA)
    assert read(DATA, "squeezed")[0].source.format == "squeezed"
    with pytest.raises(SourceError, match=r"unknown format 'other'.*squeezed"):
        read(DATA, "other")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("raise KeyError('note')", "reader squeezed 1.0 failed: KeyError: 'note'"),
        ("raise SourceError('line 3 breaks off')", "squeezed 1.0 failed: line 3 breaks off"),
        ("raise SystemExit(3)", "failed: SystemExit"),
        ("return Reading(1 / 0 for _ in 'a')", "ZeroDivisionError"),
        ("return 'text'", "gave str, not a Reading"),
        ("return Reading([], text=b'x')", "its text is bytes"),
        ("return Reading([])", "a gzip file, not text"),
        ("return Reading([], text='a\\0b')", "NUL"),
        ("return Reading([], text='half \\ud800')", "surrogate"),
        ("return Reading([], text='a', title=5)", "title is int"),
        ("return Reading([], text='a', published='May')", "no ISO 8601 date"),
        ("return Reading([Draft((Part(0, 9),))], text='short')", "outside 0..5"),
        ("return Reading([Draft((Part(-1, 2),))], text='short')", "outside 0..5"),
        ("return Reading([Draft((Part(0, 2.0),))], text='short')", "passage 1 has"),
        ("return Reading([Draft((Part(3, 4), Part(0, 2)))], text='short')", "out of order"),
        ("return Reading([Draft(())], text='short')", "at least one Part"),
        ("return Reading([Draft(None)], text='short')", "at least one Part"),
        ("return Reading(['short'], text='short')", "passage 1 is not a Draft"),
        (
            "return Reading([Draft((Part(0, 3),)), Draft((Part(2, 4),))], text='short')",
            "passage 2 begins at 2",
        ),
        ("return Reading([Draft((Part(0, 3),), speaker=1)], text='short')", "speaker is int"),
        ("return Reading([Draft((Part(0, 3),), start_ms=-1)], text='short')", "start_ms is -1"),
        ("return Reading([Draft((Part(0, 3),), headings=[1])], text='short')", "not a tuple"),
        ("return Reading([Draft((Part(0, 3),), row=(0, 3))], text='short')", "not a Row"),
        ("return Reading([Draft((Part(0, 3),), headings=(1,))], text='short')", "headings is int"),
    ],
)
def test_a_reading_that_is_not_sound_refuses_the_source_in_a_line(
    reader: Install, body: str, reason: str
) -> None:
    reader(failing(body))
    with pytest.raises(SourceError) as refusal:
        read(DATA)
    assert reason in str(refusal.value)
    assert str(refusal.value).startswith("talk: reader squeezed 1.0")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("raise OSError('no such model')", "cannot be loaded: OSError: no such model"),
        ("import sys\nsys.exit(1)", "cannot be loaded: SystemExit"),
        ("looks_like = read = 5", "is no reader: it has no looks_like()"),
        ("def looks_like(received): return 1 / 0\nread = looks_like", "ZeroDivisionError"),
    ],
)
def test_a_broken_reader_is_said_once_and_left_out(reader: Install, code: str, reason: str) -> None:
    reader(code, name="broken")
    reader(GZIP)
    said: list[str] = []
    readers = installed_readers(said.append)
    assert read_bytes(b"The bridge is 12 km long.", "a", readers=readers).source.format == "plain"
    assert read_bytes(DATA, "b", readers=readers).source.format == "squeezed"
    (line,) = said
    assert reason in line
    assert line.startswith("reader broken 1.0")
    assert line.endswith("its format is not looked for")


def test_a_reader_that_is_named_and_cannot_be_loaded_is_an_error(reader: Install) -> None:
    reader("raise OSError('no such model')", name="broken")
    with pytest.raises(PluginError, match="no such model"):
        read(DATA, "broken")


def test_names_that_are_taken_or_offered_twice_are_not_used(reader: Install) -> None:
    reader(GZIP, name="plain")
    reader(GZIP)
    reader(GZIP)
    said: list[str] = []
    readers = installed_readers(said.append)
    assert readers.names == ()
    assert len(said) == 2
    assert "claims has that name itself" in said[0]
    assert "offered 2 times" in said[1]
    with pytest.raises(SourceError, match="a gzip file"):
        read_bytes(DATA, "b", readers=readers)


def test_nothing_is_imported_before_it_is_asked(reader: Install) -> None:
    import sys

    module = reader(GZIP)
    readers = installed_readers(lambda message: None)
    assert readers.names == ("squeezed",)
    assert module not in sys.modules
    read(DATA)
    assert module in sys.modules
