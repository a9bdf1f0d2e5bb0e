"""Every command that prints rows: the same options and the same forms, with rows and without."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from cli.cli_runner import done, run

ROWS = {
    "find": ["find", "llama file"],
    "subjects": ["subjects"],
    "attributes": ["attributes"],
    "sources": ["sources"],
    "findings": ["findings"],
    "contradictions": ["contradictions"],
    "sql": ["sql", "select subject, attribute from claim_view"],
}
NONE = {
    "find": ["find", "nobodysaysthis"],
    "find by filter": ["find", "--speaker", "Nobody"],
    "findings": ["findings", "--subject", "Nothing"],
    "contradictions": ["contradictions", "--subject", "Nothing"],
    "sql": ["sql", "select subject from claim_view where subject = 'Nothing'"],
    "verify": ["verify"],
}
FORMS = ["--json", "--jsonl", "--csv", "--tsv"]


def records(form: str, text: str) -> list[object]:
    if form == "--json":
        return list(json.loads(text))
    if form == "--jsonl":
        return [json.loads(line) for line in text.splitlines()]
    separator = {"--csv": ",", "--tsv": "\t"}[form]
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", ROWS.values(), ids=ROWS)
def test_rows_in_every_form(command: list[str], form: str, ledger: Path) -> None:
    whole = records(form, done(*command, form, "--db", ledger).out)
    assert len(whole) >= 1
    assert len(whole) == len(done(*command, "--json", "--db", ledger).json)
    (first,) = records(form, done(*command, form, "--limit", 1, "--db", ledger).out)
    assert first == whole[0]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", NONE.values(), ids=NONE)
def test_no_rows_in_every_form(command: list[str], form: str, ledger: Path) -> None:
    result = done(*command, form, "--db", ledger)
    assert records(form, result.out) == []
    if form == "--json":
        assert result.out == "[]\n"
    if form == "--jsonl":
        assert result.out == ""


@pytest.mark.parametrize("command", ["subjects", "attributes", "sources", "find"])
def test_an_empty_ledger_has_no_rows(command: str, empty: Path) -> None:
    assert done(command, "--json", "--db", empty).json == []
    header = done(command, "--csv", "--db", empty).out
    assert header.count("\n") == 1
    assert header.count(",") >= 3
    people = done(command, "--db", empty)
    assert people.out == ""
    assert people.err.count("\n") == 1


@pytest.mark.parametrize("command", ROWS.values(), ids=ROWS)
def test_people_read_lines_of_80_columns(command: list[str], ledger: Path) -> None:
    out = done(*command, "--db", ledger).out
    assert out
    paths = [line for line in out.splitlines() if str(ledger.parent.parent) in line]
    assert all(len(line) <= 80 for line in out.splitlines() if line not in paths)


@pytest.mark.parametrize("command", [*ROWS.values(), ["vocabulary"]], ids=[*ROWS, "vocabulary"])
def test_a_limit_of_none_and_of_more_than_can_be_counted(command: list[str], ledger: Path) -> None:
    place = [] if command == ["vocabulary"] else ["--db", ledger]
    assert done(*command, "--json", "--limit", 0, *place).json == []
    most = done(*command, "--json", "--limit", 10**20, *place).json
    assert most == done(*command, "--json", "--limit", 10**6, *place).json


def test_two_forms_at_once_are_refused(ledger: Path) -> None:
    line = run("subjects", "--json", "--csv", "--db", ledger).refusal
    assert "--json" in line
    assert "--tsv" in line


def test_vocabulary_lists_attributes_and_says_what_is_loaded() -> None:
    result = done("vocabulary", "--json")
    units = {row["attribute"]: row["unit"] for row in result.json}
    assert units["file_size"] == "byte"
    assert "attributes" in result.err


class TestFind:
    def test_words_and_filters_narrow(self, ledger: Path) -> None:
        def sizes(*given: object) -> list[str]:
            rows = done("find", "llama", *given, "--json", "--db", ledger).json
            return [row["value_text"] for row in rows if row["attribute"] == "file_size"]

        assert sorted(sizes()) == ["104 gigabytes", "140 gigabytes"]
        assert sizes("--min", "0.12", "--unit", "terabyte") == []
        assert sizes("--min", "120", "--unit", "gigabyte") == ["140 gigabytes"]
        assert sizes("--max", "120,000,000,000", "--attribute", "file_size") == ["104 gigabytes"]
        assert sizes("--source", "late.txt") == ["140 gigabytes"]

    def test_modality(self, ledger: Path) -> None:
        rows = done("find", "--modality", "hedged", "--json", "--db", ledger).json
        assert "6,000 GPUs" in {row["value_text"] for row in rows}
        assert {row["modality"] for row in rows} == {"hedged"}

    def test_numbers_keep_their_digits(self, ledger: Path) -> None:
        out = done("find", "2 trillion tokens", "--jsonl", "--db", ledger).out
        assert '"canonical_lo": 2000000000000,' in out

    def test_people_see_a_line_and_the_sentence(self, ledger: Path) -> None:
        query = ["find", "140 gigabytes", "--attribute", "file_size", "--db", ledger]
        lines = done(*query).out.splitlines()
        assert len(lines) == 2
        identity = done(*query, "--json").json[0]["id"]
        assert lines[0].startswith(identity[:8] + "  Llama 2 70B, file_size: 140 gigabytes")
        assert "late.txt, line 1" in lines[0]
        assert lines[1].strip() == "“The parameters file of Llama 2 70B is 140 gigabytes.”"


class TestSql:
    def test_standard_input(self, ledger: Path) -> None:
        result = done("sql", "-", "--json", "--db", ledger, stdin=b"select 1 as one, null as nil")
        assert result.json == [{"one": 1, "nil": None}]

    def test_parameters_are_bound(self, ledger: Path) -> None:
        sql = "select value_text from claim_view where subject = :s and lo_number > :least"
        query = ["sql", sql, "--json", "--db", ledger, "-p", "s=Llama 2 70B", "-p"]
        found = {row["value_text"] for row in done(*query, "least=100").json}
        assert {"104 gigabytes", "140 gigabytes"} <= found
        assert "two bytes" not in found
        assert {row["value_text"] for row in done(*query, "least:number=100").json} == found

    def test_what_a_parameter_may_hold(self, ledger: Path) -> None:
        hostile = "a=b' or 1=1; --\n:x"
        for given, value in ((f"v={hostile}", hostile), ("v=", ""), ("v=007", "007"),
                             ("v:number=007", 7), ("v:number=2.5", 2.5),
                             ("v:number=1,000", 1000)):  # fmt: skip
            result = done("sql", "select :v as v", "-p", given, "--json", "--db", ledger)
            assert result.json == [{"v": value}]

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ([], "-p v=VALUE"),
            (["v=1", "w=2"], ":w does not stand in it"),
            (["v"], "-p NAME=VALUE"),
            (["=1"], "-p NAME=VALUE"),
            (["v:date=1"], "-p NAME=VALUE"),
            (["v=1", "v=2"], "twice"),
            (["v:number=much"], "no number"),
        ],
    )
    def test_parameters_that_do_not_fit(self, given: list[str], said: str, ledger: Path) -> None:
        options = [word for one in given for word in ("-p", one)]
        assert said in run("sql", "select :v", *options, "--db", ledger).refusal

    def test_the_first_thousand_rows_and_how_to_get_more(self, ledger: Path) -> None:
        sql = "with recursive n(i) as (select 1 union all select i + 1 from n limit 1001) select i from n"  # noqa: E501
        cut = done("sql", sql, "--jsonl", "--db", ledger)
        assert [row["i"] for row in cut.jsonl] == list(range(1, 1001))
        assert cut.err == "claims: first 1000 rows; --all for all, --limit N for so many\n"
        for options, count in ((["--all"], 1001), (["--limit", 7], 7), (["--limit", 5000], 1001)):
            whole = done("sql", sql, "--jsonl", *options, "--db", ledger)
            assert (len(whole.jsonl), whole.err) == (count, "")
        exactly = done("sql", sql.replace("1001", "1000"), "--csv", "--db", ledger)
        assert (exactly.out.count("\n"), exactly.err) == (1001, "")
        assert "--all" in run("sql", sql, "--all", "--limit", 3, "--db", ledger).refusal

    def test_standard_input_that_is_no_text(self, ledger: Path) -> None:
        assert "UTF-8" in run("sql", "-", "--db", ledger, stdin=b"select '\xff'").refusal
        marked = done("sql", "-", "--json", "--db", ledger, stdin=b"\xef\xbb\xbfselect 1 as a")
        assert marked.json == [{"a": 1}]

    def test_columns_of_one_name_and_bytes(self, ledger: Path) -> None:
        result = done("sql", "select 1 as a, 2 as a, x'00ff' as b", "--json", "--db", ledger)
        assert result.json == [{"a": 1, "a_2": 2, "b": "00ff"}]

    def test_what_writes_is_refused(self, ledger: Path) -> None:
        before = done("sources", "--json", "--db", ledger).out
        for statement in ("delete from claim", "drop table claim", "select 1; select 2", ""):
            assert run("sql", statement, "--db", ledger).refusal
        assert done("sources", "--json", "--db", ledger).out == before

    def test_a_spreadsheet_runs_nothing(self, ledger: Path) -> None:
        result = done("sql", "select '=1+1' as cell", "--csv", "--db", ledger)
        assert result.out == "cell\n'=1+1\n"

    def test_a_terminal_obeys_nothing(self, ledger: Path) -> None:
        out = done("sql", "select char(27) || '[31mred' as cell", "--db", ledger).out
        assert "\x1b" not in out
        assert "red" in out


class TestShow:
    def test_a_claim_with_its_provenance(self, ledger: Path, talks: list[Path]) -> None:
        claim = done("find", "104 gigabytes", "--json", "--db", ledger).json[0]
        for length in (6, 12, 64):
            shown = done("show", claim["id"][:length], "--json", "--db", ledger).json
            assert shown["id"] == claim["id"]
        assert shown["context"][0].endswith("Llama 2 70B is ")
        kinds = {finding["kind"] for finding in shown["findings"]}
        assert "conflict" in kinds
        out = done("show", claim["id"][:6], "--db", ledger).out
        assert claim["source_id"] in out
        assert f"bytes {claim['start']}–{claim['end']}" in out
        assert "»104 gigabytes«" in out
        assert "Contradicted by (conflict" in out
        assert str(talks[0]) in out.replace("\n         ", "")

    def test_a_term_of_the_arithmetic_is_not_contradicted(self, ledger: Path) -> None:
        claim = done("find", "two bytes", "--json", "--db", ledger).json[0]
        out = done("show", claim["id"], "--db", ledger).out
        assert "Contradicted by" not in out

    def test_bytes_are_those_of_the_file(self, tmp_path: Path) -> None:
        source = tmp_path / "talk.txt"
        text = "Zürich said so: the parameters file of Llama 2 70B is 140 gigabytes.\n"
        for encoding in ("utf-8-sig", "latin-1"):
            source.write_bytes(text.encode(encoding))
            db = tmp_path / f"{encoding}.db"
            done("ingest", source, "--db", db)
            claim = done("find", "140", "--json", "--db", db).json[0]
            out = done("show", claim["id"], "--db", db).out
            (line,) = (line for line in out.splitlines() if line.startswith("place"))
            if "bytes" in line:
                first, last = line.partition("bytes ")[2].split(" ")[0].split("–")
                assert source.read_bytes()[int(first) : int(last)] == b"140 gigabytes"
            else:
                assert encoding == "latin-1"

    @pytest.mark.parametrize("prefix", ["12345", "zzzzzzzz", "", "ffffffffffff", "\x00"])
    def test_what_is_no_id(self, prefix: str, ledger: Path) -> None:
        assert run("show", prefix, "--db", ledger).refusal


def test_verify_names_what_was_tampered_with(ledger: Path, tmp_path: Path) -> None:
    assert done("verify", "--db", ledger).out == ""
    copy = tmp_path / "copy.db"
    with sqlite3.connect(ledger) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    with sqlite3.connect(copy) as connection:
        triggers = connection.execute("select name from sqlite_master where type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"drop trigger {name}")
        connection.execute("update claim set quote = 'it is 999 gigabytes'")
    result = run("verify", "--json", "--db", copy)
    assert result.code == 1
    assert {row["table"] for row in result.json} >= {"claim"}
    people = run("verify", "--db", copy)
    assert people.code == 1
    assert "FAULT" in people.out


def test_verify_counts_a_file_that_changed_only_when_strict(tmp_path: Path) -> None:
    talk, db = tmp_path / "talk.txt", tmp_path / "claims.db"
    talk.write_text("The file of Llama 2 70B has 104 gigabytes.\n")
    done("ingest", talk, "--db", db)
    assert done("verify", "--strict", "--db", db).out == ""
    talk.write_text("The file of Llama 2 70B has 140 gigabytes.\n")
    assert "the file has changed" in done("verify", "--db", db).out
    strict = run("verify", "--strict", "--db", db)
    assert strict.code == 1
    assert "the file has changed" in strict.out
