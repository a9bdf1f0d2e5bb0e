"""What the README shows is what happens."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
from cli.cli_runner import done

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The first block of a language."""
    match = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert match
    return match[1]


def test_the_example_prints_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("CLAIMS_DB", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("COLUMNS", "80")
    commands, shown = [], []
    for line in block("console").splitlines():
        if line.startswith("$ claims "):
            commands.append(shlex.split(line)[2:])
        else:
            shown.append(line)
    printed = "".join(done(*command).out for command in commands)
    assert printed.split("\n") == [*shown, *printed.split("\n")[len(shown) :]]
    assert not "".join(printed.split("\n")[len(shown) :]).strip()


def test_the_example_is_the_heart_of_the_matter() -> None:
    example = block("console")
    for words in ("104 gigabytes", "140 gigabytes", "digits are exchanged",
                  "70 billion parameters x 2 bytes = 140"):  # fmt: skip
        assert words in " ".join(example.split())


def test_the_python_example_prints_what_it_shows() -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(block("python"), {})
    assert printed.getvalue() == block("text")


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ("about 6,000 GPUs for about 12 days", ["6000 GPU approx", "12 day approx"]),
        ("tens of millions of dollars", ["10000000..100000000 USD order_of_magnitude"]),
        ("more than 700 million monthly active users", ["700000000.. user more_than"]),
        ("for a few months", [".. month approx"]),
        ("GPT-4, page 8, episode 702, Python 3.11", []),
        ("the seven, the 13 and the 70 billion parameter models",
         ["7000000000 parameter exact", "13000000000 parameter exact",
          "70000000000 parameter exact"]),
        ("it grew from two to 4,000 tokens", ["2000 token exact", "4000 token exact"]),
    ],
)  # fmt: skip
def test_the_table_of_quantities_is_true(expression: str, values: list[str]) -> None:
    import claims

    def said(quantity: claims.Quantity) -> str:
        value = quantity.value
        ends = ["" if end is None else f"{end:f}" for end in (value.lo, value.hi)]
        numbers = ends[0] if ends[0] == ends[1] and ends[0] else "..".join(ends)
        return f"{numbers} {value.unit} {value.modifier}"

    assert [said(quantity) for quantity in claims.quantities(expression)] == values


def test_every_command_is_documented() -> None:
    from claims.cli.app import COMMANDS

    rows = re.findall(r"^\| (`claims .*?) \|", README, re.MULTILINE)
    told = {word for row in rows for word in re.findall(r"[a-z]+", row)}
    assert set(COMMANDS) - told == set()


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
