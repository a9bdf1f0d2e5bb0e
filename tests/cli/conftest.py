"""A small ledger to look into: two talks that disagree on the size of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.cli_runner import done, run

EARLY = """\
The parameters file of Llama 2 70B is 104 gigabytes.

Llama 2 70B has 70 billion parameters, and in Llama 2 70B each parameter is stored in two bytes.

I think that Llama 2 70B was trained on 6,000 GPUs.
"""
LATE = """\
The parameters file of Llama 2 70B is 140 gigabytes.

Llama 2 70B was trained on 2 trillion tokens.
"""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of whoever runs the tests, and a terminal of 80 columns."""
    monkeypatch.delenv("CLAIMS_DB", raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(scope="session")
def talks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two files in a format that is plain text."""
    folder = tmp_path_factory.mktemp("talks")
    paths = [folder / "early.txt", folder / "late.txt"]
    for path, text in zip(paths, (EARLY, LATE), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture(scope="session")
def ledger(talks: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with both talks, compared. Tests only read it."""
    path = tmp_path_factory.mktemp("ledger") / "claims.db"
    done("ingest", *talks, "--db", path)
    done("reconcile", "--db", path)
    return path


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with nothing in it."""
    path = tmp_path_factory.mktemp("empty") / "claims.db"
    assert run("db", "upgrade", "--db", path).code == 0
    return path
