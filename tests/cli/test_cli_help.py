"""Every command and option is explained where people look for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from claims.cli.app import COMMANDS, program
from cli.cli_runner import done


def walk(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if hasattr(command, "commands"):
        if path and command.invoke_without_command:
            yield path, command
        for name, inner in command.commands.items():
            yield from walk(inner, (*path, name))
    else:
        yield path, command


LEAVES = dict(walk(typer.main.get_command(program())))
CONTRACT = {
    "ingest", "find", "show", "subjects", "attributes", "sources", "reconcile", "findings",
    "contradictions", "report", "export", "copy", "sql", "verify", "db", "demo", "extract",
    "quantities", "vocabulary", "plugins", "doctor", "review",
    "log",
}  # fmt: skip
LEDGERLESS = {("extract",), ("quantities",), ("vocabulary",), ("plugins",), ("demo",)}
ROWS = ["find", "show", "subjects", "attributes", "sources", "findings", "contradictions", "sql",
        "verify", "vocabulary", "plugins", "doctor", "log"]  # fmt: skip


def options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts}


def test_the_commands_are_those_of_the_contract() -> None:
    assert set(COMMANDS) == {path[0] for path in LEAVES} == CONTRACT


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_a_command_has_a_sentence_an_example_and_every_option(path: tuple[str, ...]) -> None:
    sentence, _, example = LEAVES[path].help.partition("\n\n")
    assert sentence.strip()
    assert example.strip().startswith("Example: ")
    assert f"claims {' '.join(path)}" in example
    assert all(parameter.help for parameter in LEAVES[path].params if parameter.name != "help")


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_help_shows_every_option(path: tuple[str, ...]) -> None:
    out = done(*path, "--help").out
    assert "Example: " in out
    for name in options(LEAVES[path]):
        assert name in out or not name.startswith("-")


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_shared_options(path: tuple[str, ...]) -> None:
    named = options(LEAVES[path])
    assert "--debug" in named
    assert ("--db" in named) == (path[:1] not in LEDGERLESS)


@pytest.mark.parametrize("name", [*ROWS, "vocabulary check", "vocabulary suggest"])
def test_rows_have_one_set_of_options(name: str) -> None:
    assert options(LEAVES[tuple(name.split())]) >= {
        "--json",
        "--jsonl",
        "--csv",
        "--tsv",
        "--limit",
    }


@pytest.mark.parametrize("name", ["extract", "quantities", "ingest", "reconcile", "vocabulary"])
def test_packs_can_be_added(name: str) -> None:
    assert "--vocabulary" in options(LEAVES[name,])
