"""Files whose names are no UTF-8: read, known again, looked up and shown, on both engines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.cli_runner import done, run

SAID = "The parameters file of Llama 2 70B is {} gigabytes."
# Two names that differ in a byte that is no UTF-8, one that is spelled as the first is shown, and
# a folder.
NAMES = (b"caf\xe9.txt", b"caf\xea.txt", b"caf\\xe9.txt", b"d\xff/ok.txt")
URIS = ("caf\\xe9.txt", "caf\\xea.txt", "caf\\\\xe9.txt", "d\\xff/ok.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for number, name in enumerate(NAMES, 1):
        path = tmp_path / os.fsdecode(name)
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_text(SAID.format(number))
        except OSError:
            pytest.skip("the file system takes names of UTF-8 only")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_they_are_read_and_found_again(folder: Path, db_url: str) -> None:
    options = ("--db", db_url, "--spacy-model", "none")
    names = [os.fsdecode(name) for name in NAMES]
    assert "4 sources read" in done("ingest", *names, *options).err
    assert "4 known already, 0 claims added" in done("ingest", *names, *options).err
    assert run("verify", "--strict", "--db", db_url).err == "everything checks\n"
    sources = {row["uri"]: row["id"] for row in done("sources", "--jsonl", "--db", db_url).jsonl}
    assert sources.keys() == set(URIS)
    for name, uri in zip(names, URIS, strict=True):
        by_uri = done("find", "gigabytes", "--source", uri, "--json", "--db", db_url).json
        assert {row["source_id"] for row in by_uri} == {sources[uri]}
        if name != "caf\\xe9.txt":  # which is how another is shown
            same = done("find", "gigabytes", "--source", name, "--json", "--db", db_url).json
            assert same == by_uri
        assert uri in done("show", by_uri[0]["id"], "--db", db_url).out
    assert "caf\\xe9.txt" in done("sources", "--db", db_url).out


def test_one_that_went_or_changed_is_said_to_have(folder: Path, db_url: str) -> None:
    names = [os.fsdecode(name) for name in NAMES[:2]]
    done("ingest", *names, "--db", db_url, "--spacy-model", "none")
    Path(names[0]).unlink()
    Path(names[1]).write_text(SAID.format(9))
    found = done("verify", "--json", "--db", db_url).json
    assert {(row["where"], row["what"]) for row in found} == {
        (URIS[0], "the file is no longer there"),
        (URIS[1], "the file has changed since it was read"),
    }
    done("ingest", names[1], "--db", db_url, "--spacy-model", "none")
    rows = done("find", "--source", URIS[1], "--json", "--db", db_url).json
    assert {row["value_text"] for row in rows} == {"70B", "9 gigabytes"}


def test_claims_of_them_are_json(folder: Path) -> None:
    rows = done("extract", *map(os.fsdecode, NAMES), "--spacy-model", "none").jsonl
    assert {row["source"] for row in rows} == set(URIS)


def test_one_that_is_not_there_is_named(folder: Path) -> None:
    refused = run("extract", os.fsdecode(b"gone\xe9.txt"))
    assert refused.refusal == "claims: gone\\xe9.txt: no such file"


def test_packs_may_have_such_names(folder: Path, db_url: str) -> None:
    pack, options = os.fsdecode(b"p\xe9.yaml"), ("--db", db_url, "--spacy-model", "none")
    attribute = "{label: span of the wings, unit: metre, cues: [wingspan]}"
    Path(pack).write_text(f"name: birds\nattributes:\n  wing_span: {attribute}\n")
    Path("bird.txt").write_text("The wingspan of the heron is 2 metres.")
    assert run("vocabulary", "check", pack).code == 0
    done("ingest", "bird.txt", "--vocabulary", pack, *options)
    done("reconcile", "--vocabulary", pack, "--db", db_url)
    (row,) = done("find", "heron", "--json", "--db", db_url).json
    assert row["attribute"] == "wing_span"
    assert done("show", row["id"], "--why", "--db", db_url).err == ""
