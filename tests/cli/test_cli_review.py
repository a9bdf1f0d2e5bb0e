"""`claims review …` and `claims log`, and what other commands show of them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.cli_runner import Done, done, run


@pytest.fixture
def db(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of one's own with two talks, compared; Ada reviews it."""
    monkeypatch.setenv("CLAIMS_ACTOR", "Ada")
    copy = tmp_path / "claims.db"
    done("db", "backup", copy, "--db", ledger)
    return copy


def size(db: Path, text: str) -> dict[str, Any]:
    rows = done("find", "--attribute", "file_size", "--json", "--db", db).json
    return next(row for row in rows if text in row["quote"])


def review(db: Path, *arguments: object, reason: str = "because") -> Done:
    return done("review", *arguments, "--reason", reason, "--db", db)


def contradiction(db: Path, *arguments: object) -> dict[str, Any]:
    (found,) = done("contradictions", "--json", *arguments, "--db", db).json
    assert isinstance(found, dict)
    return found


def test_a_review_goes_from_claim_to_report_on_both_engines(
    db_url: str, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_ACTOR", "Ada")
    done("copy", "--to", db_url, "--db", ledger)
    at = ("--db", db_url)
    (found,) = done("contradictions", "--json", *at).json
    wrong = next(c["id"] for c in found["claims"] if c["lo"] == 104)
    done("review", "dismiss", found["id"][:8], "--explained", "--reason", "quantised", *at)
    done("review", "reject", wrong[:6], "--reason", "misheard", *at)
    assert done("contradictions", *at).out.count("[explained by Ada, ") == 1
    assert done("log", "--jsonl", *at).jsonl[0]["target"] == wrong
    report = tmp_path / "report.md"
    done("report", "-o", report, *at)
    assert "Review: explained by Ada" in report.read_text(encoding="utf-8")
    assert "rejected by Ada" in report.read_text(encoding="utf-8")
    done("reconcile", *at)
    assert done("contradictions", "--json", *at).json == []
    assert "a review rejected it" in _report(report, *at)
    assert done("verify", "--strict", *at).out == ""


def _report(path: Path, *arguments: object) -> str:
    done("report", "-o", path, *arguments)
    return path.read_text(encoding="utf-8")


def test_find_and_show_say_how_a_review_stands(db: Path) -> None:
    claim = size(db, "104")
    assert claim["review"] is None
    told = review(db, "reject", claim["id"][:6], reason="another model")
    assert told.out == ""
    assert "written: reject claim " in told.err
    assert "claims reconcile" in told.err
    row = size(db, "104")["review"]
    assert (row["state"], row["actor"], row["reason"]) == ("rejected", "Ada", "another model")
    for command in (("find", "104 gigabytes"), ("show", claim["id"][:8])):
        text = " ".join(done(*command, "--db", db).out.split())
        assert "rejected by Ada, 2" in text
        assert "another model" in text
    shown = done("show", claim["id"], "--json", "--db", db).json
    assert shown["review"]["state"] == "rejected"


def test_a_correction_is_shown_beside_what_was_read(db: Path) -> None:
    claim = size(db, "104")
    review(db, "correct", claim["id"], "--value", "about 140 GB", "--subject", "Llama 2 7B")
    row = size(db, "104")
    assert (row["id"], row["subject"], row["lo"]) == (claim["id"], "Llama 2 7B", 140)
    assert (row["modifier"], row["canonical_lo"]) == ("approx", 140_000_000_000)
    assert row["review"]["as_read"]["lo"] == 104
    assert row["review"]["as_read"]["subject"] == claim["subject"]
    assert "attribute" not in row["review"]["as_read"]
    for command in (("find", "--subject", "Llama 2 7B"), ("show", claim["id"])):
        text = " ".join(done(*command, "--db", db).out.split())
        assert "read from the source: Llama 2 70B, file_size: 104 gigabytes" in text
    done("reconcile", "--db", db)
    assert done("contradictions", "--json", "--db", db).json == []


@pytest.mark.parametrize("value", ["big", "", "140 GB and 2 days", "nearly all of 140 GB"])
def test_a_value_that_is_not_one_quantity(db: Path, value: str) -> None:
    claim = size(db, "104")["id"]
    refusal = run("review", "correct", claim, "--value", value, "--reason", "x", "--db", db).refusal
    assert "is not one quantity" in refusal


def test_an_export_holds_what_was_read(db: Path, tmp_path: Path) -> None:
    before, after = tmp_path / "before.jsonl", tmp_path / "after.jsonl"
    done("export", "-o", before, "--db", db)
    review(db, "correct", size(db, "104")["id"], "--value", "140 GB")
    review(db, "merge-subjects", "Llama", "Llama 2 70B")
    done("export", "-o", after, "--db", db)
    assert before.read_bytes() == after.read_bytes()


def test_merged_subjects_are_one(db: Path) -> None:
    counts = {row["subject"]: row["claims"] for row in done("subjects", "--json", "--db", db).json}
    review(db, "merge-subjects", "Llama", "Llama 2 70B")
    (row,) = [r for r in done("subjects", "--json", "--db", db).json if r["subject"] == "Llama"]
    assert row["claims"] == counts["Llama 2 70B"]
    done("reconcile", "--db", db)
    assert contradiction(db, "--subject", "Llama 2 70B")["subject"] == "Llama"


def test_dismissed_contradictions_are_shown_so_and_can_be_left_out(db: Path) -> None:
    found = contradiction(db)
    assert found["review"] is None
    assert run("contradictions", "--exit-code", "--db", db).code == 1
    review(db, "dismiss", found["id"][:6], reason="two files")
    done("reconcile", "--db", db)
    assert contradiction(db)["review"]["state"] == "dismissed"
    assert "dismissed by Ada" in done("contradictions", "--db", db).out
    assert "dismissed" in done("findings", "--kind", "conflict", "--db", db).out
    assert done("contradictions", "--open", "--json", "--db", db).json == []
    assert run("contradictions", "--exit-code", "--db", db).code == 0


def test_new_evidence_opens_a_contradiction_again(db: Path, tmp_path: Path) -> None:
    review(db, "dismiss", contradiction(db)["id"], reason="two files")
    third = tmp_path / "third.txt"
    third.write_text("The parameters file of Llama 2 70B is 99 gigabytes.\n", encoding="utf-8")
    done("ingest", third, "--db", db)
    done("reconcile", "--db", db)
    found = contradiction(db)["review"]
    assert found["state"] == "reopened"
    assert size(db, "99 gigabytes")["id"] in found["new_claims"]
    text = " ".join(done("contradictions", "--open", "--db", db).out.split())
    assert "open again (2 new claims); was dismissed by Ada" in text
    assert run("contradictions", "--exit-code", "--db", db).code == 1


class TestReports:
    @pytest.fixture
    def reviewed(self, db: Path) -> Path:
        review(db, "dismiss", contradiction(db)["id"], reason="<b>two</b> *files*")
        review(db, "reject", size(db, "104")["id"], reason="=1+1")
        return db

    def test_html_and_markdown_show_reviews_and_no_markup(
        self, reviewed: Path, tmp_path: Path
    ) -> None:
        html = _report(tmp_path / "r.html", "--db", reviewed)
        assert "dismissed by Ada" in html
        assert "&lt;b&gt;two&lt;/b&gt;" in html
        assert "<b>two" not in html
        assert "rejected by Ada" in html
        assert "\\<b\\>two" in _report(tmp_path / "r.md", "--db", reviewed)

    def test_json_and_csv_hold_them(self, reviewed: Path, tmp_path: Path) -> None:
        assert '"review": ["dismissed by Ada' in _report(tmp_path / "r.json", "--db", reviewed)
        rows = list(csv.DictReader(io.StringIO(_report(tmp_path / "r.csv", "--db", reviewed))))
        conflict = [row for row in rows if row["kind"] == "conflict"]
        assert all(row["finding_review"].startswith("dismissed by Ada") for row in conflict)
        assert any(row["claim_review"].startswith("rejected by Ada") for row in conflict)


class TestLog:
    def test_it_says_what_it_leaves_out(self, db: Path) -> None:
        claim = size(db, "104")["id"]
        for number in range(3):
            review(db, "note", claim, reason=f"note {number}")
        told = done("log", "--limit", "2", "--json", "--db", db)
        assert [row["reason"] for row in told.json] == ["note 2", "note 1"]
        assert "last 2 of 3 events" in told.err
        assert done("log", "--all", "--db", db).err == ""
        assert len(done("log", "--jsonl", "--db", db).jsonl) == 3
        text = done("log", claim[:6], "--db", db).out
        assert "note claim" in text
        assert "Ada" in text

    def test_filters(self, db: Path) -> None:
        review(db, "accept", size(db, "104")["id"])
        review(db, "merge-subjects", "Llama", "Llama 2 70B")
        today = datetime.now(UTC).date().isoformat()

        def actions(*arguments: str) -> list[str]:
            return [row["action"] for row in done("log", *arguments, "--json", "--db", db).json]

        assert actions("--action", "accept") == ["accept"]
        assert actions("Llama") == ["merge-subjects"]
        assert actions("--actor", "Bob") == actions("--since", "2999-01-01") == []
        assert len(actions("--since", today, "--until", "2999-01-01", "--actor", "Ada")) == 2

    def test_what_is_refused(self, db: Path) -> None:
        assert "is none of" in run("log", "--action", "delete", "--db", db).refusal
        assert "--all and --limit" in run("log", "--all", "--limit", "1", "--db", db).refusal
        assert "is no time" in run("log", "--since", "then", "--db", db).refusal

    def test_an_empty_log_says_so(self, empty: Path) -> None:
        assert "no events" in done("log", "--db", empty).err


class TestAsOf:
    @pytest.fixture
    def before(self, db: Path) -> str:
        time.sleep(0.003)
        found = datetime.now(UTC).isoformat(timespec="milliseconds")
        time.sleep(0.003)
        review(db, "reject", size(db, "104")["id"])
        review(db, "dismiss", contradiction(db)["id"])
        return found

    def test_find_show_and_report(self, db: Path, before: str, tmp_path: Path) -> None:
        claim = size(db, "104")["id"]
        then = ("--as-of", before, "--db", db)
        rows = done("find", "104 gigabytes", "--json", *then).json
        assert rows[0]["id"] == claim
        assert [row["review"] for row in rows if row["review"]] == []
        assert "rejected" not in done("show", claim, *then).out
        shown = done("show", claim, "--json", *then).json
        assert [f["review"] for f in shown["findings"] if f["kind"] == "conflict"] == [None]
        for suffix, said in ((".md", "As of 2"), (".html", "As of 2"), (".json", '"as_of": "2')):
            report = _report(tmp_path / f"r{suffix}", *then)
            assert said in report
            assert "dismissed" not in report
            assert "104 gigabytes" in report

    def test_what_lists_and_counts(self, db: Path, before: str, tmp_path: Path) -> None:
        (tmp_path / "third.txt").write_text("Llama 2 70B is 99 gigabytes.", encoding="utf-8")
        done("ingest", tmp_path / "third.txt", "--weight", "0.5", "--db", db)
        done("reconcile", "--all", "--db", db)
        then = ("--as-of", before, "--db", db)
        sources = {row["uri"]: row for row in done("sources", "--json", "--db", db).json}
        assert sources.pop(str(tmp_path / "third.txt"))["weight"] == 0.5
        assert done("sources", "--json", *then).json == list(sources.values())
        for command in ("subjects", "attributes"):
            rows = done(command, "--json", "--db", db).json
            earlier = done(command, "--json", *then).json
            assert sum(row["claims"] for row in earlier) < sum(row["claims"] for row in rows)
        told = done("contradictions", *then)
        assert "dismissed" not in told.out
        assert "99 gigabytes" not in told.out
        assert told.err == ""
        kinds = [row["kind"] for row in done("findings", "--json", *then).json]
        assert kinds.count("conflict") == 1
        report = json.loads(_report(tmp_path / "then.json", *then))
        assert report["sources"] == 2

    def test_what_was_cannot_be_weighed(self, db: Path, before: str) -> None:
        command = ("sources", "--set-weight", "early.txt=0.5", "--as-of", before, "--db", db)
        assert "--set-weight goes without --as-of" in run(*command).refusal

    @pytest.mark.parametrize("when", ["tomorrow", "2024-13-01", "2001-01-01"])
    @pytest.mark.parametrize(
        "command", [
            ("find",), ("show", "abcdef"), ("report", "-o", "x.md"), ("findings",), ("sources",),
            ("contradictions",), ("subjects",), ("attributes",),
        ],
    )  # fmt: skip
    def test_a_time_that_is_none_or_too_early_is_one_line(
        self, db: Path, when: str, command: tuple[str, ...]
    ) -> None:
        refusal = run(*command, "--as-of", when, "--db", db).refusal
        assert ("it begins at" if when == "2001-01-01" else "is no time") in refusal


def test_what_is_refused_is_one_line_and_writes_nothing(db: Path) -> None:
    finding = contradiction(db)["id"]
    kept = shutil.copy(db, db.with_suffix(".kept"))
    for arguments, said in (
        (("reject", finding, "--reason", "x"), "claims review dismiss"),
        (("dismiss", size(db, "104")["id"], "--reason", "x"), "claims review reject"),
        (("reject", size(db, "104")["id"]), "needs a reason"),
        (("correct", size(db, "104")["id"], "--reason", "x"), "says what is right"),
        (("accept", "zzzzzz"), "no claim or finding"),
        (("merge-subjects", "A", "Nobody", "--reason", "x"), "no claim has the subject"),
    ):
        assert said in run("review", *arguments, "--db", db).refusal
    assert done("log", "--json", "--db", db).json == []
    assert Path(kept).stat().st_size == db.stat().st_size
