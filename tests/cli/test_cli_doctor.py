"""`claims doctor`: it tells what is, finds what is wrong, and says what to do about it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cli.cli_runner import Done, done, run

LIGHT = ("doctor", "--spacy-model", "none")


def rows(result: Done, area: str) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in result.json if row["area"] == area}


def wrong(result: Done) -> list[dict[str, Any]]:
    """What is wrong; the exit code says the same."""
    found = [row for row in result.json if row["state"] == "wrong"]
    assert result.code == int(bool(found))
    assert all(row["advice"] for row in result.json if row["state"] != "ok")
    return found


def test_all_is_well(ledger: Path) -> None:
    result = done("doctor", "--json", "--db", ledger)
    assert wrong(result) == []
    versions = rows(result, "versions")
    assert {"claims", "Python", "spacy", "sqlalchemy"} <= set(versions)
    assert versions["Python"]["value"].startswith(f"{sys.version_info[0]}.{sys.version_info[1]}.")
    database = rows(result, "database")
    assert database["SQLite"]["value"] == sqlite3.sqlite_version
    assert database["path"]["value"] == str(ledger)
    assert database["journal mode"]["value"] == "wal"
    assert database["sources"]["value"] == "2"
    counted = done("sql", "select count(*) as n from claim", "--json", "--db", ledger).json
    assert database["claims"]["value"] == str(counted[0]["n"])
    assert "loads: " in rows(result, "model")["pipeline"]["value"]
    assert "free" in rows(result, "disk")["space"]["value"]
    assert {"core", "ai-models", "space"} <= set(rows(result, "packs"))


def test_both_engines(empty_url: str) -> None:
    done("db", "upgrade", "--db", empty_url)
    result = done(*LIGHT, "--json", "--db", empty_url)
    database = rows(result, "database")
    assert wrong(result) == []
    assert database["claims"]["value"] == "0"
    current = done("db", "current", "--db", empty_url).out.strip()
    assert database["schema revision"]["value"] == current
    assert database["writable"]["value"] == "yes"
    if "://" in empty_url:
        assert int(database["PostgreSQL"]["value"].split(".")[0]) >= 12
        assert database["superuser"]["state"] == "note"


def test_settings_say_where_they_come_from(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    def said(*arguments: object) -> tuple[str, str]:
        row = rows(done(*arguments, "--json"), "settings")["db"]
        return row["value"], row["origin"]

    assert said(*LIGHT) == ("claims.db", "default")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("CLAIMS_DB", str(ledger))
    assert said(*LIGHT) == (str(ledger), "environment CLAIMS_DB")
    assert said(*LIGHT, "--db", "other.db") == ("other.db", "option --db")
    assert said("--db", "other.db", *LIGHT) == ("other.db", "option --db")
    monkeypatch.setenv("CLAIMS_ACTOR", "Ada")
    actor = rows(done(*LIGHT, "--json"), "settings")["actor"]
    assert (actor["value"], actor["origin"]) == ("Ada", "environment CLAIMS_ACTOR")
    assert "CLAIMS_ACTOR" not in rows(done(*LIGHT, "--json"), "settings")
    monkeypatch.setenv("CLAIMS_DATABASE", "x")
    assert rows(done(*LIGHT, "--json"), "settings")["CLAIMS_DATABASE"]["state"] == "note"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bob:se:c/r@et@127.0.0.1:1/x",
        "postgresql://bob:se%3Acr@127.0.0.1:1/x",
        "postgresql://bob@127.0.0.1:1/x?password=se:cret",
        "mysql://bob:se:cret@127.0.0.1/x",
        "postgresql:bob:se:cret@127.0.0.1/x",
        "postgresql//bob:se:cret@127.0.0.1/x",
    ],
)
def test_a_server_that_is_not_there_and_no_password(url: str) -> None:
    result = run(*LIGHT, "--json", "--db", url)
    assert [row["area"] for row in wrong(result)] == ["database"]
    for secret in ("se:", "se%3", "cret", "r@et"):
        assert secret not in result.out + result.err
    assert "bob" in rows(result, "settings")["db"]["value"]


def test_what_is_wrong_with_a_database(ledger: Path, tmp_path: Path) -> None:
    other, noise, newer = (tmp_path / name for name in ("other.db", "noise.db", "newer.db"))
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("create table mine (x)")
    noise.write_bytes(b"no database at all " * 100)
    done("db", "backup", newer, "--db", ledger)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("update alembic_version set version_num = '9999'")
    missing = tmp_path / "none" / "claims.db"
    for path, advice in ((other, "--db"), (noise, "--db"), (newer, "newer version"),
                         (missing, "make it"), (tmp_path, "--db")):  # fmt: skip
        (row,) = wrong(run(*LIGHT, "--json", "--db", path))
        assert row["area"] == "database"
        assert advice in row["advice"]
    assert not missing.parent.exists()


def test_another_journal_mode_is_worth_a_note(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    done("db", "backup", copy, "--db", ledger)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("pragma journal_mode = delete")
    row = rows(done(*LIGHT, "--json", "--db", copy), "database")["journal mode"]
    assert (row["value"], row["state"]) == ("delete", "note")


def test_packs_of_a_user(ledger: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("name: mine\n", encoding="utf-8")
    bad.write_text("name: mine\nattributes: 5\n", encoding="utf-8")
    fits = done(*LIGHT, "--json", "--db", ledger, "--vocabulary", good)
    assert "mine" in rows(fits, "packs")
    assert rows(fits, "settings")["vocabulary"]["origin"] == "option --vocabulary"
    (row,) = wrong(run(*LIGHT, "--json", "--db", ledger, "--vocabulary", bad))
    assert f"claims vocabulary check {bad}" in row["advice"]
    missing = tmp_path / "missing.yaml"
    (row,) = wrong(run(*LIGHT, "--json", "--db", ledger, "--vocabulary", missing))
    assert str(missing) in row["value"]


def test_a_pipeline_that_does_not_load(ledger: Path, tmp_path: Path) -> None:
    (row,) = wrong(run("doctor", "--spacy-model", tmp_path, "--json", "--db", ledger))
    assert (row["area"], row["advice"]) == ("model", "name another with --spacy-model")


def test_people_see_what_is_wrong(tmp_path: Path) -> None:
    result = run(*LIGHT, "--db", tmp_path / "none" / "claims.db")
    assert result.code == 1
    marked = [line for line in result.out.splitlines() if line.startswith("WRONG  ")]
    assert len(marked) == 1
    assert "no folder" in marked[0]


def test_nothing_heavy_where_no_pipeline_is_asked_for(ledger: Path) -> None:
    script = (
        "import sys\nfrom claims.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as ended:\n    assert not ended.code\n"
        "assert not {'spacy', 'pint', 'alembic'} & set(sys.modules)\n"
    )
    command = [sys.executable, "-c", script, *LIGHT, "--db", str(ledger)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
