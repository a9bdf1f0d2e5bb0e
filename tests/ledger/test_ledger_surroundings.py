"""What stands before and after a claim's sentence, on both engines."""

from __future__ import annotations

from pathlib import Path

from cli.cli_runner import done

from claims.ledger import Ledger

TEXT = """\
It was early. The parameters file of Llama 2 70B is 104 gigabytes. It was late.

Llama 2 70B was trained on 2 trillion tokens.
"""


def test_the_text_around_a_sentence_is_given_without_it(db_url: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(TEXT, encoding="utf-8")
    done("ingest", path, "--db", db_url)
    with Ledger.open(db_url) as ledger:
        ids = {stored.claim.value_text: stored.id for stored in ledger.claims()}
        found = ledger.surroundings(ids.values())
    before, after = found[ids["104 gigabytes"]]
    assert before == "It was early."
    assert after.startswith("It was late.")
    assert after.endswith("2 trillion tokens.")
    assert found[ids["2 trillion tokens"]][0].endswith("It was late.")


def test_a_claim_without_its_text_has_none(db_url: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(
        '{"quote": "It is 5 GB.", "value_text": "5 GB", "lo": 5, "hi": 5, "unit": "gigabyte",'
        ' "subject": "Orca", "attribute": "file_size", "source": "elsewhere"}\n',
        encoding="utf-8",
    )
    done("ingest", "--claims", path, "--db", db_url)
    with Ledger.open(db_url) as ledger:
        ids = [stored.id for stored in ledger.claims()]
        assert len(ids) == 1
        assert ledger.surroundings([*ids, "0" * 64]) == {}
