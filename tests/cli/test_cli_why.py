"""claims show --why: each step from the claims to what a finding says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli.cli_runner import done

WORDS = """\
The parameters file of Llama 2 70B is 104 gigabytes.

Is the parameters file of Llama 2 70B 500 gigabytes?

The talk lasted 45 minutes.
"""


def claim_id(db: object, value_text: str) -> str:
    rows = done("find", "--db", db, "--json").json
    return str(next(row["id"] for row in rows if row["value_text"] == value_text))


def labels(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if line[:3] == "   " and line[3:4].strip()]
    return [line[3:15].strip() for line in lines]


def test_each_step_is_told_in_its_order(ledger: Path) -> None:
    told = done("show", claim_id(ledger, "104 gigabytes"), "--why", "--db", ledger).out
    order = list(dict.fromkeys(labels(told)))
    assert order == ["claims", "value", "interval", "compared", "term", "arithmetic", "cause",
                     "likelier", "finding"]  # fmt: skip
    assert "104 gigabytes is [103.5, 104.5) gigabytes" in told
    words = " ".join(told.split())
    assert "104 gigabytes and 140 gigabytes have no number in common" in words
    assert "file_size = parameter_count * bytes_per_parameter gives 139 gigabytes to" in words
    assert "That excludes 104 gigabytes." in words
    assert "Digit transposition: two digits are exchanged: 104 / 140." in words


def test_it_fits_a_terminal_of_eighty_columns(ledger: Path) -> None:
    for row in done("find", "--db", ledger, "--json").json:
        told = done("show", row["id"], "--why", "--db", ledger).out
        assert max(map(len, told.splitlines())) <= 80


def test_without_being_asked_no_steps_are_told(ledger: Path) -> None:
    identity = claim_id(ledger, "104 gigabytes")
    assert "interval" not in labels(done("show", identity, "--db", ledger).out)
    record = done("show", identity, "--db", ledger, "--json").json
    assert all("steps" not in finding for finding in record["findings"])


def test_the_steps_are_data_too(ledger: Path) -> None:
    identity = claim_id(ledger, "104 gigabytes")
    record = done("show", identity, "--why", "--db", ledger, "--json").json
    (conflict,) = [f for f in record["findings"] if f["kind"] == "conflict"]
    ids = {claim["id"] for claim in conflict["claims"]}
    steps = {step["step"]: step for step in conflict["steps"]}
    assert {"claims", "value", "interval", "compared", "arithmetic"} <= steps.keys()
    assert set(steps["claims"]["claims"]) <= ids
    assert steps["term"]["claims"]


def test_what_was_left_out_is_told_on_both_engines(tmp_path: Path, db_url: str) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text(WORDS, encoding="utf-8")
    second.write_text("The parameters file of Llama 2 70B is 140 gigabytes.\n", encoding="utf-8")
    done("ingest", first, second, "--db", db_url)
    done("reconcile", "--db", db_url)
    told = done("show", claim_id(db_url, "104 gigabytes"), "--why", "--db", db_url).out
    assert "left out" in labels(told)
    assert "only a question" in " ".join(told.split())
    asked = claim_id(db_url, "500 gigabytes")
    for why in ((), ("--why",)):
        assert "names this claim: only a question." in done("show", asked, *why, "--db", db_url).out
    assert done("show", asked, "--db", db_url, "--json").json["not_compared"] == "only a question"


def test_a_claim_that_stands_alone_says_so(ledger: Path) -> None:
    identity = claim_id(ledger, "2 trillion tokens")
    told = done("show", identity, "--why", "--db", ledger).out
    assert "no other claim is about the same thing" in " ".join(told.split())


def test_packs_of_the_run_that_are_gone_are_said(tmp_path: Path, talks: list[Path]) -> None:
    pack, db = tmp_path / "own.yaml", tmp_path / "claims.db"
    pack.write_text("name: own\n", encoding="utf-8")
    done("ingest", *talks, "--db", db)
    done("reconcile", "--vocabulary", pack, "--db", db)
    identity = claim_id(db, "104 gigabytes")
    assert done("show", identity, "--why", "--db", db).err == ""
    pack.unlink()
    command = [sys.executable, "-m", "claims", "show", identity, "--why", "--db", str(db)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "the packs shipped are used instead" in result.stderr


@pytest.mark.parametrize("option", ["--json", "--csv"])
def test_the_reasons_go_with_every_format(ledger: Path, option: str) -> None:
    assert done("show", claim_id(ledger, "104 gigabytes"), "--why", option, "--db", ledger).out
