"""A folder of hostile files, made by the generator beside this repository, in one batch."""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from claims.records import UNSAFE

MAKE = Path(__file__).resolve().parents[1].parent / "shared" / "hostile" / "make.py"
MOST_BYTES = 1024**3
# HTML is told from its content and refused: save it as text.
SENTINELS = ("sentinel.txt", "outside_sentinel.txt")  # ordinary files, to which links lead
REFUSED_ALL_THE_SAME = {"documents/hidden.html", "encodings/nul.txt"}

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not MAKE.is_file(), reason="no generator of hostile files is here"),
]


def claims(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claims", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, str(MAKE), str(target)], check=True, capture_output=True)
    (target / "expect.jsonl").rename(target.parent / "expect.jsonl")  # is no source
    return target


@pytest.fixture(scope="module")
def ingested(folder: Path) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The ledger that one batch makes of the folder, and how the command ended."""
    db = folder.parent / f"{folder.name}.db"
    return db, claims("ingest", folder, "--db", db)


@pytest.fixture(scope="module")
def cases(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder.parent / "expect.jsonl").read_text().splitlines()]


def test_the_batch_goes_on(ingested: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    db, ended = ingested
    assert ended.returncode == 2
    assert ended.stdout == ""
    for word in ("Traceback", "unexpected", "failed and gives"):
        assert word not in ended.stderr
    assert not UNSAFE.search(ended.stderr)
    assert all(line.startswith("claims: ") for line in ended.stderr.splitlines()[:-1])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert peak < MOST_BYTES
    assert claims("verify", "--db", db).returncode == 0


def test_what_must_come_out_does(
    folder: Path,
    cases: list[dict[str, Any]],
    ingested: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    db, _ = ingested
    query = "select source_id, value_text from claim"
    rows = claims("sql", query, "--all", "--jsonl", "--db", db).stdout.splitlines()
    found: dict[str, Counter[str]] = {}
    for row in map(json.loads, rows):
        found.setdefault(row["source_id"], Counter())[row["value_text"]] += 1
    missing = []
    for case in cases:
        name = case["file"]
        wanted = Counter(text.rpartition(", ")[2] for text in case.get("expect", ()))
        path = folder / name
        regular = path.is_file() and not path.is_symlink()
        # The same bytes under several names are one source.
        source = hashlib.sha256(path.read_bytes()).hexdigest() if regular else ""
        if wanted - found.get(source, Counter()) and name not in REFUSED_ALL_THE_SAME:
            missing.append((name, dict(wanted)))
        if case["must"] == "refuse" and name != "zip_bombs/not_a_zip.docx":  # which is a text
            assert source not in found
    assert missing == []


def test_nothing_leaks_and_nothing_is_done(
    folder: Path,
    cases: list[dict[str, Any]],
    ingested: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    db, _ = ingested
    for target in ("all.jsonl", "all.csv"):
        assert claims("export", "-o", folder.parent / target, "--db", db).returncode == 0
    text = (folder.parent / "all.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line]
    others = [row["quote"] for row in rows if Path(row["source"]).name not in SENTINELS]
    for case in cases:
        for forbidden in case.get("forbidden", ()):
            if forbidden.startswith("SENTINEL"):
                assert not any(forbidden in quote for quote in others)
        for path in case.get("check_absent", ()):
            assert not Path(path).exists()


def test_queries_only_read(
    folder: Path, ingested: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    db, _ = ingested
    for probe in json.loads((folder / "injection" / "sql_probe.json").read_text()):
        ended = claims("sql", probe["sql"], "--db", db)
        assert ended.returncode == 2, probe
        assert ended.stdout == ""
        assert len(ended.stderr.splitlines()) == 1
    assert claims("verify", "--db", db).returncode == 0
    assert not list(Path("/tmp").glob("claims_owned*"))
