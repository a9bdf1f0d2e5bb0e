"""ingest, extract and quantities: batches, standard input, strange names, ready claims."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cli.cli_runner import done, run

FIELDS = {
    "source", "source_id", "start", "end", "value_text", "quote", "lo", "hi", "unit",
    "canonical_lo", "canonical_hi", "canonical_unit", "date", "duplicate_of", "modifier",
    "modality", "subject", "subject_text", "attribute", "qualifiers", "speaker", "time",
    "locator", "confidence",
}  # fmt: skip


class TestIngest:
    def test_the_good_are_read_and_the_bad_are_named(
        self, talks: list[Path], tmp_path: Path
    ) -> None:
        damaged = tmp_path / "damaged.bin"
        damaged.write_bytes(bytes(range(256)) * 20)
        db = tmp_path / "claims.db"
        result = run("ingest", talks[0], damaged, tmp_path / "missing.txt", talks[1], "--db", db)
        assert result.code == 2
        assert result.out == ""
        refusals = [line for line in result.err.splitlines() if line.startswith("claims: ")]
        assert len(refusals) == 2
        assert "damaged.bin" in refusals[0] + refusals[1]
        assert "missing.txt" in refusals[0] + refusals[1]
        assert result.err.splitlines()[-1].startswith("2 sources read")
        assert "2 refused" in result.err.splitlines()[-1]
        assert len(done("sources", "--json", "--db", db).json) == 2

    def test_the_same_bytes_again_change_nothing(self, talks: list[Path], tmp_path: Path) -> None:
        db = tmp_path / "claims.db"
        done("ingest", *talks, "--db", db)
        before = done("find", "--json", "--db", db).out
        chain = ("sql", "select * from ledger_entry", "--json", "--db", db)
        entries = done(*chain).out
        again = done("ingest", talks[0].parent, "--db", db)
        assert done(*chain).out == entries
        assert "0 claims added" in again.err
        assert "2 known already" in again.err
        assert done("find", "--json", "--db", db).out == before

    def test_folders_globs_and_what_is_known_of_them(
        self, talks: list[Path], tmp_path: Path
    ) -> None:
        db = tmp_path / "claims.db"
        done(
            "ingest", talks[0].parent / "*.txt", "--db", db, "--title", "Two talks",
            "--publisher", "Example Radio", "--author", "A. Body", "--published", "2023-07-18",
        )  # fmt: skip
        rows = done("sources", "--json", "--db", db).json
        known = {(r["title"], r["publisher"], r["author"], r["published"]) for r in rows}
        assert known == {("Two talks", "Example Radio", "A. Body", "2023-07-18")}
        assert "Two talks — plain" in done("sources", "--db", db).out

    def test_what_is_said_of_a_known_source_is_not_taken_in_silence(
        self, talks: list[Path], tmp_path: Path
    ) -> None:
        db = tmp_path / "claims.db"
        done("ingest", talks[0], "--title", "Early", "--db", db)
        again = done("ingest", talks[0], "--title", "New", "--author", "A. Body", "--db", db)
        said = again.err.splitlines()[0]
        for part in (str(talks[0]), "known already", "stay as they are", "--title, --author"):
            assert part in said
        assert "--publisher" not in said
        (row,) = done("sources", "--json", "--db", db).json
        assert (row["title"], row["author"]) == ("Early", None)
        assert "stay as they are" not in done("ingest", talks[0], "--db", db).err
        more = done("ingest", *talks, "--title", "New", "--db", db)
        assert f"{talks[0]};" in more.err
        assert str(talks[1]) not in more.err

    @pytest.mark.parametrize("day", ["2023", "2023-07", "2023-07-18"])
    def test_dates_as_far_as_known(self, day: str, talks: list[Path], tmp_path: Path) -> None:
        db, exported = tmp_path / "claims.db", tmp_path / "claims.jsonl"
        done("ingest", talks[0], "--published", day, "--db", db)
        assert [row["published"] for row in done("sources", "--json", "--db", db).json] == [day]
        done("reconcile", "--db", db)
        done("verify", "--db", db)
        done("export", "-o", exported, "--db", db)
        done("ingest", "--claims", exported, "--db", tmp_path / "other.db")

    def test_standard_input(self, talks: list[Path], tmp_path: Path) -> None:
        db = tmp_path / "claims.db"
        done("ingest", "-", "--db", db, stdin=talks[0].read_bytes())
        assert [row["uri"] for row in done("sources", "--json", "--db", db).json] == ["-"]

    def test_standard_input_that_is_no_text_does_not_stop_the_batch(
        self, talks: list[Path], tmp_path: Path
    ) -> None:
        db = tmp_path / "claims.db"
        result = run("ingest", "-", talks[0], "--db", db, stdin=bytes(range(256)) * 20)
        assert result.code == 2
        assert len(done("sources", "--json", "--db", db).json) == 1

    @pytest.mark.parametrize(
        "name", ["a b\nc.txt", "über ‏.txt", "-.txt", "[x].txt", "100%.txt", "\udcff.txt"]
    )
    def test_strange_names(self, name: str, talks: list[Path], tmp_path: Path) -> None:
        path = tmp_path / "in" / name
        path.parent.mkdir()
        path.write_bytes(talks[0].read_bytes())
        db = tmp_path / "claims.db"
        result = run("ingest", path.parent, "--db", db)
        assert "Traceback" not in result.err
        assert "unexpected" not in result.err
        if result.code == 0:
            assert len(done("sources", "--json", "--db", db).json) == 1
        else:  # a name that cannot be stored is refused in a line
            assert result.code == 2
            assert "1 refused" in result.err

    def test_a_name_with_nul(self, talks: list[Path], tmp_path: Path) -> None:
        result = run("ingest", "a\0b.txt", talks[0], "--db", tmp_path / "claims.db")
        assert result.code == 2
        assert "1 sources read" in result.err

    def test_a_vocabulary_of_ones_own(self, tmp_path: Path) -> None:
        source = tmp_path / "talk.txt"
        source.write_text("The wingspan of the Blue Heron is 12 metres.\n", encoding="utf-8")
        pack = tmp_path / "birds.yaml"
        pack.write_text("pack: birds\nattributes: [broken\n", encoding="utf-8")
        line = run("extract", source, "--vocabulary", pack).refusal
        assert "birds.yaml" in line


class TestExtract:
    def test_the_streaming_contract(self, talks: list[Path]) -> None:
        rows = done("extract", *talks).jsonl
        texts = {str(path): path.read_text(encoding="utf-8") for path in talks}
        assert len(rows) >= 6
        for row in rows:
            assert set(row) >= FIELDS
            text = texts[row["source"]]
            assert text[row["start"] : row["end"]] == row["value_text"]
            assert row["quote"] in text

    def test_a_bad_file_among_good_ones(self, talks: list[Path], tmp_path: Path) -> None:
        result = run("extract", tmp_path / "missing.txt", talks[1])
        assert result.code == 2
        assert {row["source"] for row in result.jsonl} == {str(talks[1])}
        assert result.err.count("\n") == 1

    def test_standard_input(self, talks: list[Path]) -> None:
        piped = done("extract", "-", stdin=talks[1].read_bytes()).jsonl
        named = done("extract", talks[1]).jsonl
        assert [row | {"source": "-"} for row in named] == piped

    def test_the_same_bytes_whatever_the_hash_seed(self, talks: list[Path]) -> None:
        def bytes_of(seed: str) -> bytes:
            return subprocess.run(
                [sys.executable, "-m", "claims", "extract", *map(str, talks)],
                check=True,
                capture_output=True,
                env=os.environ | {"PYTHONHASHSEED": seed},
            ).stdout

        first = bytes_of("1")
        assert first.count(b"\n") >= 6
        assert first == bytes_of("4242")


class TestQuantities:
    def test_texts_in_texts_out(self) -> None:
        given = [{"id": 7, "text": "about 12 days"}, {"id": "b", "text": "no number here"}]
        lines = "\n".join(json.dumps(row) for row in given)
        rows = done("quantities", "-", stdin=lines.encode()).jsonl
        assert [row["id"] for row in rows] == [7, "b"]
        (days,) = rows[0]["quantities"]
        assert days["text"] == "12 days"
        assert given[0]["text"][days["start"] : days["end"]] == "12 days"  # type: ignore[index]
        assert (days["lo"], days["hi"], days["unit"]) == (12, 12, "day")
        assert (days["canonical_lo"], days["canonical_unit"]) == (12 * 86400, "second")
        assert days["modifier"] == "approx"
        assert rows[1]["quantities"] == []

    def test_lines_that_are_none(self, tmp_path: Path) -> None:
        path = tmp_path / "texts.jsonl"
        bad = [b"{", b"[1]", b'{"id": 2}', b'{"id": 3, "text": 4}', b'{"text": "\xff"}']
        path.write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "3 km"}\n\n' + b"\n".join(bad) + b"\n")
        result = run("quantities", path)
        assert result.code == 2
        assert [row["id"] for row in result.jsonl] == [1]
        lines = result.err.splitlines()
        assert [line.split(":")[2] for line in lines] == ["3", "4", "5", "6", "7"]


class TestReadyClaims:
    def test_what_export_writes_ingest_reads(self, ledger: Path, tmp_path: Path) -> None:
        exported = tmp_path / "claims.jsonl"
        done("export", "-o", exported, "--db", ledger)
        other = tmp_path / "other.db"
        done("ingest", "--claims", exported, "--db", other)
        assert stated(other) == stated(ledger)
        given = {row["id"] for row in lines_of(exported)}
        back = done("find", "--json", "--db", other).json
        assert {row["external_id"] for row in back} == given
        assert {row["id"] for row in back} == given
        again = done("ingest", "--claims", exported, "--db", other)
        assert "0 claims added" in again.err

    def test_reading_the_source_again_leaves_them_there(
        self, talks: list[Path], tmp_path: Path
    ) -> None:
        db, path = tmp_path / "claims.db", tmp_path / "ready.jsonl"
        first = done("extract", talks[0]).jsonl[0]
        path.write_text(json.dumps(first | {"subject": "Somebody's reading"}), encoding="utf-8")
        done("ingest", "--claims", path, "--db", db)
        again = done("ingest", talks[0], "--db", db)
        assert "withdrawn" not in again.err
        found = done("find", "--subject", "Somebody's reading", "--json", "--db", db).json
        assert len(found) == 1

    def test_dates_of_sources_go_along(self, talks: list[Path], tmp_path: Path) -> None:
        db, other = tmp_path / "claims.db", tmp_path / "other.db"
        exported = tmp_path / "claims.jsonl"
        done("ingest", talks[0], "--published", "2023-07-18", "--db", db)
        done("export", "-o", exported, "--db", db)
        done("ingest", "--claims", exported, "--db", other)
        rows = done("find", "--json", "--db", other).json
        assert {row["published"] for row in rows} == {"2023-07-18"}

    def test_what_extract_writes_ingest_reads(self, talks: list[Path], tmp_path: Path) -> None:
        piped = done("extract", *talks).out.encode()
        db = tmp_path / "claims.db"
        done("ingest", "--claims", "-", "--db", db, stdin=piped)
        done("reconcile", "--db", db)
        (found,) = done("contradictions", "--attribute", "file_size", "--json", "--db", db).json
        assert found["likely_cause"] == "digit transposition"

    def test_bad_lines_are_named_and_the_rest_is_taken(self, tmp_path: Path) -> None:
        path = tmp_path / "mixed.jsonl"
        good = {"source": "a", "quote": "it is 5 km", "lo": "5", "hi": 5, "unit": "kilometre"}
        wrong = good | {"canonical_lo": 5, "canonical_hi": 5, "canonical_unit": "metre"}
        lines = [json.dumps(good), "{", json.dumps({"quote": "no source"}), json.dumps(wrong)]
        path.write_text("\n".join(lines), encoding="utf-8")
        result = run("ingest", "--claims", path, "--db", tmp_path / "claims.db")
        assert result.code == 2
        assert "1 claims added" in result.err
        for number in (2, 3, 4):
            assert f"mixed.jsonl:{number}" in result.err

    def test_digits_survive(self, tmp_path: Path) -> None:
        number = "123456789012345678901234567890.123456789"
        row = {"source": "a", "quote": "it is so", "lo": number, "hi": number, "unit": "widget"}
        path, db = tmp_path / "claims.jsonl", tmp_path / "claims.db"
        path.write_text(json.dumps(row), encoding="utf-8")
        done("ingest", "--claims", path, "--db", db)
        out = done("find", "--json", "--db", db).out
        (back,) = json.loads(out, parse_float=Decimal)
        assert back["lo"] == Decimal(number)


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def stated(db: Path) -> list[tuple[Any, ...]]:
    rows = done("find", "--json", "--db", db).json
    names = ("subject", "attribute", "value_text", "canonical_lo", "quote", "modality", "start")
    return sorted(tuple(str(row[name]) for name in names) for row in rows)
