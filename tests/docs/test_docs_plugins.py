"""docs/plugins.md: its example is built, installed and run as the page shows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from docs_pages import blocks, page, sections
from plugin_folders import make_wheel, unpack

PAGE = page("plugins.md")
EXAMPLE = sections(PAGE, 2)["An example"]
PROJECT = tomllib.loads(blocks(EXAMPLE, "toml")[0])["project"]
CODE = blocks(EXAMPLE, "python")[0]
INSTALL_TIMEOUT_S = 300


def commands(text: str) -> list[tuple[str, str]]:
    """The commands of the console blocks with what the page says that they print."""
    found = re.findall(r"(?ms)^\$ claims (.*?)\n(.*?)(?=^\$ |\Z)", "".join(blocks(text, "console")))
    return [(command, output) for command, output in found]


def run(command: str, folder: Path, site: Path) -> subprocess.CompletedProcess[str]:
    quoted = re.findall(r'"([^"]*)"|(\S+)', command)
    arguments = [one or other for one, other in quoted]
    environment = {name: value for name, value in os.environ.items() if name != "CLAIMS_DB"}
    return subprocess.run(
        [sys.executable, "-m", "claims", *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(site), "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the page's distribution is installed, by pip where there is one."""
    target = tmp_path_factory.mktemp("site")
    wheel = make_wheel(
        tmp_path_factory.mktemp("wheel"), PROJECT["name"], PROJECT["version"],
        PROJECT["entry-points"], {"field_notes": CODE},
    )  # fmt: skip
    if not find_spec("pip"):
        return unpack(wheel, target)
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index",
               "--target", str(target), str(wheel)]  # fmt: skip
    subprocess.run(command, check=True, timeout=INSTALL_TIMEOUT_S)
    return target


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notes")
    (folder / "notes.jsonl").write_text(blocks(EXAMPLE, "json")[0], encoding="utf-8")
    return folder


def test_the_commands_print_what_the_page_shows(site: Path, notes: Path) -> None:
    shown = commands(EXAMPLE)
    assert len(shown) == 4
    for command, output in shown:
        done = run(command, notes, site)
        assert done.returncode == 0, done.stderr
        said = done.stderr if command.startswith("ingest") else done.stdout
        assert said == output, command


def test_a_run_names_the_extractor_of_its_claims(site: Path, notes: Path) -> None:
    both = "ingest notes.jsonl --extractor builtin --extractor sightings --db both.db"
    assert run(both, notes, site).returncode == 0
    (sql,) = blocks(PAGE, "sql")
    asked = run(f'sql "{sql.strip().rstrip(";")}" --json --db both.db', notes, site)
    configs = [json.loads(row["config"]) for row in json.loads(asked.stdout)]
    assert {"name": "sightings", "version": "1.2"} in [config["extractor"] for config in configs]
    assert all(config["readers"] == {"field-notes": "1.2"} for config in configs)


def test_without_the_plugin_the_notes_are_another_format(notes: Path, tmp_path: Path) -> None:
    done = run("extract notes.jsonl --extractor sightings", notes, tmp_path)
    assert done.returncode == 2
    assert "no extractor sightings; installed: builtin" in done.stderr
    assert run("extract notes.jsonl --format field-notes", notes, tmp_path).returncode == 2
