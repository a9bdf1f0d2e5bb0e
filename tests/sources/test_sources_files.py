"""Finding files, decoding bytes, and what is refused."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from sources_soundness import assert_sound

from claims.errors import SourceError
from claims.sources import FORMATS, Skipped, find_files, load_document, read_bytes, read_text

GOOD = "The mill has 40 wheels – at 17,000 €."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/c.txt", "sub/deep/d.txt", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def found(*paths: str | Path) -> list[str]:
    return [item for item in find_files(paths) if isinstance(item, str)]


def test_folders_are_read_in_order(folder):
    names = [str(Path(path).relative_to(folder)) for path in found(folder)]
    assert names == ["a.md", "b.txt", "sub/c.txt", "sub/deep/d.txt"]


def test_what_is_skipped_is_said(folder):
    skipped = {Path(i.path).name: i for i in find_files([folder]) if isinstance(i, Skipped)}
    assert set(skipped) == {".git", ".hidden.txt", "link.txt", "loop", "pipe"}
    assert not any(item.refused for item in skipped.values())
    assert str(skipped["link.txt"]).endswith(
        "link.txt: a symbolic link, not followed inside folders"
    )


def test_files_are_given_as_named_and_once(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert found("./b.txt", "b.txt", "b.txt", ".hidden.txt", "link.txt") == [
        "./b.txt", "b.txt", ".hidden.txt", "link.txt",
    ]  # fmt: skip


def test_patterns(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert found("*.txt") == ["b.txt", "link.txt"]
    assert found("**/*.txt") == ["b.txt", "sub/c.txt", "sub/deep/d.txt"]
    assert found("su*") == ["sub/c.txt", "sub/deep/d.txt"]


def test_a_name_with_brackets_is_a_file_first(tmp_path):
    path = tmp_path / "a[1].txt"
    path.write_text(GOOD, encoding="utf-8")
    assert found(path) == [str(path)]


@pytest.mark.parametrize("name", ["missing.txt", "*.pdf", "pipe", "nul\0.txt"])
def test_a_bad_path_loses_no_good_one(folder, name):
    first, second, third = find_files([folder / "b.txt", str(folder / name), folder / "a.md"])
    assert isinstance(second, Skipped)
    assert second.refused
    assert [first, third] == [str(folder / "b.txt"), str(folder / "a.md")]


def test_a_document_knows_its_file(folder):
    data = GOOD.encode()
    source = load_document(folder / "b.txt", title="T", publisher="P", published="2024-05").source
    assert (source.uri, source.size_bytes) == (str(folder / "b.txt"), len(data))
    assert source.id == hashlib.sha256(data).hexdigest() == source.text_sha256
    assert (source.title, source.publisher, source.published) == ("T", "P", "2024-05")
    assert (source.encoding, source.media_type) == ("utf-8", "text/plain")
    assert read_text(GOOD).source.id == source.id
    assert load_document(folder / "b.txt", uri="https://e.org/b").source.uri == "https://e.org/b"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "no such file"),
        ("sub", "a folder"),
        ("pipe", "a named pipe"),
        ("nul\0", "file name"),
    ],
)
def test_what_is_no_file_is_refused(folder, name, message):
    with pytest.raises(SourceError, match=message) as caught:
        load_document(f"{folder}/{name}")
    assert "\n" not in str(caught.value)


def test_size_and_format_are_checked(folder):
    with pytest.raises(SourceError, match=r"b\.txt: larger than 10 bytes"):
        load_document(folder / "b.txt", max_bytes=10)
    with pytest.raises(SourceError, match="unknown format 'pdf'.*" + ", ".join(FORMATS)):
        load_document(folder / "b.txt", format="pdf")


def test_messages_stay_on_one_line(tmp_path):
    with pytest.raises(SourceError) as caught:
        load_document(tmp_path / "a\nb\x1b[31m.txt")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-32-be", "cp1252"]
)
def test_encodings(encoding):
    mark = {"utf-16-be": b"\xfe\xff", "utf-32-be": b"\0\0\xfe\xff"}.get(encoding, b"")
    document = read_bytes(mark + GOOD.encode(encoding), "-")
    assert document.source.text == GOOD
    assert document.source.encoding.startswith(encoding.removesuffix("-sig"))
    assert_sound(document)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("В городе 13 миллионов жителей и много мостов.", "cp1251"),
        ("日本の人口は約1億2500万人です。とても多いですね。", "shift_jis"),
        ("It’s “big” – €5 or 20 °C, naïve or not.", "cp1252"),
        ("Kraków i Łódź mają milion mieszkańców. Żółć", "cp1250"),
    ],
)
def test_legacy_encodings_are_guessed(text, encoding):
    assert read_bytes(text.encode(encoding), "-").source.text == text


def test_few_damaged_bytes_do_not_lose_the_rest():
    data = ("Łódź costs 5 €. " * 20).encode() + b"\xff end"
    source = read_bytes(data, "-").source
    assert source.text == data.decode("utf-8", "replace")
    assert source.encoding == "utf-8 (replaced)"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x7fELF\x02", "a program"),
        (b"\x89PNG\r\n", "PNG"),
        (b"plain\0text", "NUL at byte 5"),
        ("wide".encode("utf-16-le"), "NUL at byte 1"),
        (bytes(range(1, 9)) * 40, "control characters"),
        (b"<!DOCTYPE html><html><script>5</script>", "HTML"),
        (b"\xff\xfea", "damaged"),
    ],
)
def test_what_is_not_text_is_refused_with_what_is_read(data, kind):
    with pytest.raises(SourceError, match=f"^blob: .*{kind}") as caught:
        read_bytes(data, "blob")
    assert "Markdown" in str(caught.value) or "damaged" in str(caught.value)


@pytest.mark.parametrize("text", ["half \ud83d pair", "nul \0 inside"])
def test_strings_that_are_no_text_are_refused(text):
    with pytest.raises(SourceError, match="character"):
        read_text(text)
