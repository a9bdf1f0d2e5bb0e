"""Reading again: what is known changes nothing, and what was read stays whatever became of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from faults.nursery import Nursery

SIZE = "The parameters file of Llama 2 70B is {} gigabytes.\n"
STATE = "SELECT seq, hash FROM ledger_entry ORDER BY seq DESC LIMIT 1"


def rows(runs: Nursery, *command: object) -> list[dict[str, Any]]:
    return list(json.loads(runs.done(*command, "--json").out))


def test_a_source_that_changed_and_one_that_went(
    empty_url: str, runs: Nursery, tmp_path: Path
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    for name, size in (("kept", 104), ("changed", 140), ("gone", 208)):
        (folder / f"{name}.txt").write_text(SIZE.format(size), "utf-8")
    ingest = ("ingest", folder, "--spacy-model", "none", "--db", empty_url)
    find = ("find", "--attribute", "file_size", "--db", empty_url)
    runs.done(*ingest)
    first, state = rows(runs, *find), rows(runs, "sql", STATE, "--db", empty_url)

    assert "3 known already, 0 claims added" in runs.done(*ingest).err
    assert rows(runs, "sql", STATE, "--db", empty_url) == state

    (folder / "gone.txt").unlink()
    (folder / "changed.txt").write_text(SIZE.format(141), "utf-8")
    said = runs.done(*ingest).err
    assert said.startswith("2 sources read, 1 known already, 2 claims added")
    assert "1 earlier versions replaced" in said
    held = rows(runs, *find)
    assert {claim["value_text"].split()[0] for claim in held} == {"104", "141", "208"}
    earlier = {claim["id"] for claim in first} - {claim["id"] for claim in held}
    (replaced,) = (
        json.loads(runs.done("show", i, "--json", "--db", empty_url).out) for i in earlier
    )
    assert replaced["value_text"] == "140 gigabytes"
    assert "0 claims added" in runs.done(*ingest).err
    assert rows(runs, *find) == held
    uris = [source["uri"] for source in rows(runs, "sources", "--db", empty_url)]
    assert sorted(Path(uri).stem for uri in uris) == ["changed", "changed", "gone", "kept"]

    (folder / "changed.txt").write_text(SIZE.format(142), "utf-8")
    notes = rows(runs, "verify", "--db", empty_url)
    assert {(Path(row["where"]).stem, row["what"]) for row in notes} == {
        ("changed", "the file has changed since it was read"),
        ("gone", "the file is no longer there"),
    }
    assert all(row["note"] for row in notes)
    assert runs.run("verify", "--strict", "--db", empty_url).code == 1
