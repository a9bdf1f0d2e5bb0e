"""Review decisions: events that are added, and what the newest of them make of things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, replace
from decimal import Decimal
from typing import Any

import pytest
from ledger_builders import (
    CONFLICT,
    GPUS,
    SIZE_104,
    SIZE_140,
    TALK,
    TALK_CLAIMS,
    decide,
    filled,
    imported,
    value,
)

from claims.errors import LedgerError, QueryError
from claims.ledger import Correction, Ledger, LogFilter, Review
from claims.records import Claim, Finding

THIRD = imported("141", "Llama 2 70B", attribute="file_size")


@pytest.fixture
def ledger(db_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.setenv("CLAIMS_ACTOR", "Ada")
    with filled(db_url) as found:
        yield found


def review(ledger: Ledger, action: Any, *targets: str, **more: Any) -> list[Review]:
    reason = more.pop("reason", "because")
    return ledger.review(action, targets, reason, code_version="1", **more)


def merge(ledger: Ledger, into: str, *subjects: str) -> None:
    review(ledger, "merge-subjects", *subjects, into=into)


def states(ledger: Ledger, **filters: Any) -> dict[str, str | None]:
    return {stored.id: stored.review.state for stored in ledger.find(**filters)}


def said_anew(ledger: Ledger, *findings: Finding) -> None:
    ledger.store_findings(findings, ledger.start_run("reconcile", "1"))


def with_claims(finding: Finding, *ids: str) -> Finding:
    """A finding of the same kind about other claims, each of another value."""
    return replace(finding, claim_ids=ids, values=tuple((claim_id,) for claim_id in ids))


def state_of(ledger: Ledger, finding: Finding) -> Any:
    return ledger.finding_reviews([finding])[finding.id]


def row_of(ledger: Ledger, claim: Claim) -> Any:
    return ledger.query("SELECT * FROM claim WHERE id = :id", {"id": claim.id})[1]


class TestEvents:
    def test_an_event_has_actor_time_reason_and_target(self, ledger: Ledger) -> None:
        (event,) = review(ledger, "reject", SIZE_104.id[:8], reason=" he meant another \n")
        assert (event.seq, event.actor, event.action) == (1, "Ada", "reject")
        assert (event.target_kind, event.target) == ("claim", SIZE_104.id)
        assert event.reason == "he meant another"
        assert event.recorded_at == ledger.log()[0][0].recorded_at
        _, ((entry, kind),) = ledger.query(
            "SELECT recorded_at, kind FROM ledger_entry ORDER BY seq DESC LIMIT 1"
        )
        assert kind == "review"
        assert event.recorded_at <= entry

    def test_several_targets_are_one_transaction_or_none(self, ledger: Ledger) -> None:
        both = review(ledger, "accept", SIZE_104.id, SIZE_140.id)
        assert [event.seq for event in both] == [1, 2]
        count = "SELECT count(*) FROM ledger_entry"
        before = ledger.query(count)
        with pytest.raises(QueryError, match="no claim"):
            review(ledger, "reject", SIZE_104.id, "f" * 64)
        assert ledger.log()[1] == 2
        assert ledger.query(count) == before

    def test_a_run_of_its_own_holds_each_review(self, ledger: Ledger) -> None:
        review(ledger, "accept", SIZE_104.id)
        _, rows = ledger.query(
            "SELECT r.kind FROM review v JOIN run r ON r.id = v.run_id "
            "JOIN run_end e ON e.run_id = r.id"
        )
        assert rows == [("review",)]

    def test_events_cannot_be_changed_or_removed(self, ledger: Ledger) -> None:
        decide(ledger)
        for statement in ("UPDATE review SET reason = 'x'", "DELETE FROM review"):
            with (
                pytest.raises(LedgerError, match="review is append-only"),
                ledger._database.writing() as connection,
            ):
                connection.exec_driver_sql(statement)

    def test_the_log_is_newest_first_and_says_how_many_there_are(self, ledger: Ledger) -> None:
        decide(ledger)
        found, count = ledger.log(limit=2)
        assert [event.action for event in found] == ["note", "dismiss"]
        assert count == 6
        assert len(ledger.log()[0]) == 6

    @pytest.mark.parametrize(
        ("wanted", "actions"),
        [
            (LogFilter(actions=["accept", "note"]), ["note", "accept"]),
            (LogFilter(actor="Bob"), []),
            (LogFilter(target=GPUS.id[:6]), ["correct"]),
            (LogFilter(target=CONFLICT.id), ["note", "dismiss"]),
            (LogFilter(target="Llama 2"), ["merge-subjects"]),
            (LogFilter(target="%"), []),
            (LogFilter(since="2999-01-01T00:00:00.000Z"), []),
            (LogFilter(actions=["reject"], until="2999-01-01T00:00:00.000Z"), ["reject"]),
        ],
    )
    def test_the_log_is_filtered(
        self, ledger: Ledger, wanted: LogFilter, actions: list[str]
    ) -> None:
        decide(ledger)
        assert [event.action for event in ledger.log(wanted)[0]] == actions

    def test_what_is_reviewed_verifies(self, ledger: Ledger) -> None:
        decide(ledger)
        assert ledger.verify(files=False) == []


class TestRefusals:
    @pytest.mark.parametrize(
        ("action", "target", "said"),
        [
            ("reject", CONFLICT.id, "id of a finding; use: claims review dismiss"),
            ("correct", CONFLICT.id, "id of a finding; correct the claim"),
            ("dismiss", SIZE_104.id, "id of a claim; use: claims review reject"),
            ("accept", "abc", "too short"),
            ("accept", "f" * 64, "no claim or finding has an id"),
            ("note", "\0" * 8, "is not the id"),
            ("merge-subjects", "Nobody", "no claim has the subject 'Nobody'"),
            ("merge-subjects", "\udce9", "no claim has the subject"),
        ],
    )
    def test_a_target_that_is_none(
        self, ledger: Ledger, action: str, target: str, said: str
    ) -> None:
        more = {"into": "Llama 3"} if action == "merge-subjects" else {}
        with pytest.raises(QueryError, match=said):
            review(ledger, action, target, **more)
        assert ledger.log() == ([], 0)

    @pytest.mark.parametrize("reason", ["", "  ", "a\0b", "\ud800", "x" * 4_001])
    def test_a_reason_that_is_none(self, ledger: Ledger, reason: str) -> None:
        with pytest.raises(QueryError, match="reason"):
            review(ledger, "reject", SIZE_104.id, reason=reason)
        assert ledger.log() == ([], 0)

    @pytest.mark.parametrize(
        "correction",
        [
            Correction(),
            Correction(subject=" "),
            Correction(attribute="x" * 301),
            Correction(subject="a\0b"),
            Correction(value=replace(value("1"), lo=Decimal("NaN"))),
            Correction(value=replace(value("1"), lo=Decimal(2))),
        ],
    )
    def test_a_correction_that_is_none(self, ledger: Ledger, correction: Correction) -> None:
        with pytest.raises(QueryError, match="correction"):
            review(ledger, "correct", SIZE_104.id, correction=correction)
        assert ledger.log() == ([], 0)

    @pytest.mark.parametrize("name", ["", "a\0b", "\ud800", "x" * 301])
    def test_a_name_that_is_none(self, ledger: Ledger, name: str) -> None:
        with pytest.raises(QueryError, match="not the name of a subject"):
            merge(ledger, name, "Llama 2 70B")

    def test_a_merge_in_a_circle_says_how_to_turn_it_around(self, ledger: Ledger) -> None:
        merge(ledger, "Llama 2", "Llama 2 70B")
        with pytest.raises(QueryError, match="'Llama 2 70B' goes under 'Llama 2' already"):
            merge(ledger, "Llama 2 70B", "Llama 2")
        merge(ledger, "Llama 2 70B", "Llama 2 70B")
        merge(ledger, "Llama 2 70B", "Llama 2")
        assert {s.current.subject for s in ledger.find()} == {"Llama 2 70B"}


class TestClaims:
    def test_the_newest_decision_holds_and_notes_decide_nothing(self, ledger: Ledger) -> None:
        assert set(states(ledger).values()) == {None}
        review(ledger, "reject", SIZE_104.id)
        review(ledger, "note", SIZE_104.id, reason="asked")
        assert states(ledger)[SIZE_104.id] == "rejected"
        review(ledger, "accept", SIZE_104.id, reason="")
        stored = ledger.claim(SIZE_104.id)
        assert stored.review.state == "accepted"
        assert [note.reason for note in stored.review.notes] == ["asked"]
        assert states(ledger)[SIZE_140.id] is None

    def test_a_correction_says_otherwise_and_leaves_the_row(self, ledger: Ledger) -> None:
        before = row_of(ledger, SIZE_104)
        exact = value("140.50000000000000000001")
        correction = Correction("Llama 2 7B", "disk_size", "140.5 GB", exact)
        review(ledger, "correct", SIZE_104.id, correction=correction)
        assert row_of(ledger, SIZE_104) == before
        stored = ledger.claim(SIZE_104.id)
        assert (stored.review.state, stored.claim) == ("corrected", SIZE_104)
        now = stored.current
        assert (now.subject, now.attribute, now.value_text) == (
            "Llama 2 7B", "disk_size", "140.5 GB",
        )  # fmt: skip
        assert now.value == exact
        assert (now.id, now.quote, now.start) == (SIZE_104.id, SIZE_104.quote, SIZE_104.start)

    def test_a_corrected_claim_is_found_by_what_it_says_since(self, ledger: Ledger) -> None:
        correction = Correction("Llama 2 7B", None, "14 GB", value("14"))
        review(ledger, "correct", SIZE_104.id, correction=correction)
        only = {SIZE_104.id: "corrected"}
        assert states(ledger, subject="llama 2 7b") == only
        assert states(ledger, minimum=Decimal(10), maximum=Decimal(20), unit="gigabyte") == only
        assert states(ledger, words="7b") == only
        assert SIZE_104.id not in states(ledger, subject="Llama 2 70B")
        assert SIZE_104.id not in states(ledger, minimum=Decimal("1E11"), unit="byte")
        for filters in (
            {"attribute": "gpu_count"},
            {"speaker": "Nobody"},
            {"source": "nowhere.txt"},
            {"modality": "hedged"},
            {"min_confidence": Decimal("0.99")},
            {"unit": "day"},
        ):
            assert SIZE_104.id not in states(ledger, **filters), filters
        assert states(ledger, source="talk.txt", attribute="file size", limit=1) == only

    def test_a_decision_after_a_correction_takes_it_back(self, ledger: Ledger) -> None:
        review(ledger, "correct", SIZE_104.id, correction=Correction("Llama 2 7B"))
        review(ledger, "reject", SIZE_104.id)
        stored = ledger.claim(SIZE_104.id)
        assert (stored.review.state, stored.current) == ("rejected", SIZE_104)
        assert states(ledger, subject="Llama 2 7B") == {}

    def test_counts_go_by_what_corrections_say(self, ledger: Ledger) -> None:
        nameless = imported("5", None, attribute=None)
        ledger.add_claims([nameless], ledger.start_run("import", "1"))
        review(ledger, "correct", nameless.id, correction=Correction("Llama 2 70B", "file_size"))
        review(ledger, "correct", SIZE_104.id, correction=Correction("Heron"))
        review(ledger, "correct", GPUS.id, correction=Correction(attribute="node_count"))
        subjects = [("Heron", 1, 1, 1), ("Llama 2 70B", 3, 2, 2)]
        assert [astuple(row) for row in ledger.subjects()] == subjects
        attributes = [("file_size", 3, 2, 2), ("node_count", 1, 1, 1)]
        assert [astuple(row) for row in ledger.attributes()] == attributes
        for row in ledger.subjects():
            assert len(ledger.find(subject=row.subject)) == row.claims
        merge(ledger, "Llama 2 70B", "Heron")
        assert [row.subjects for row in ledger.attributes()] == [1, 1]
        review(ledger, "reject", GPUS.id)  # which takes the correction back
        assert [row.attribute for row in ledger.attributes()] == ["file_size", "gpu_count"]

    def test_views_say_the_same(self, ledger: Ledger) -> None:
        decide(ledger)
        review(ledger, "accept", SIZE_104.id)
        _, rows = ledger.query("SELECT claim_id, review_state, actor FROM claim_review")
        assert {row[0]: row[1] for row in rows} == states(ledger)
        assert {row[2] for row in rows} == {"Ada"}

    def test_comparing_is_due_after_what_changes_it(self, ledger: Ledger) -> None:
        review(ledger, "note", SIZE_104.id)
        review(ledger, "accept", CONFLICT.id)
        review(ledger, "dismiss", CONFLICT.id)
        assert not ledger.needs_reconcile()
        for decision in (
            lambda: review(ledger, "accept", SIZE_140.id),
            lambda: review(ledger, "reject", SIZE_104.id),
            lambda: review(ledger, "accept", SIZE_104.id),
            lambda: review(ledger, "correct", GPUS.id, correction=Correction("Llama 2")),
            lambda: merge(ledger, "Llama 2", "Llama 2 70B"),
        ):
            decision()
            assert ledger.needs_reconcile()
            said_anew(ledger, CONFLICT)
            assert not ledger.needs_reconcile()


class TestMerges:
    @pytest.fixture(autouse=True)
    def more(self, ledger: Ledger) -> None:
        run = ledger.start_run("import", "1")
        ledger.add_claims([imported("7", "LLaMA-2-70b"), imported("8", "Lama 70")], run)

    def test_look_ups_treat_one_as_the_other(self, ledger: Ledger) -> None:
        with pytest.raises(QueryError, match="several subjects; write one of: LLaMA-2-70b, Llama"):
            merge(ledger, "llama 2 70b", "Lama 70")
        merge(ledger, "Llama 2 70B", "LLaMA-2-70b", "Lama 70")
        for name in ("Llama 2 70B", "LLaMA-2-70b", "lama 70"):
            found = ledger.find(subject=name)
            assert len(found) == 5, name
            assert {stored.current.subject for stored in found} == {"Llama 2 70B"}
        assert len(ledger.find("llama mass")) == len(ledger.find("70b mass")) == 2
        (counted,) = ledger.subjects()
        assert (counted.subject, counted.claims, counted.sources) == ("Llama 2 70B", 5, 2)

    def test_merges_follow_each_other_and_are_taken_back(self, ledger: Ledger) -> None:
        merge(ledger, "LLaMA-2-70b", "Lama 70")
        merge(ledger, "A new name", "LLaMA-2-70b")
        subject = {s.claim.subject: s.current.subject for s in ledger.find()}
        assert subject["Lama 70"] == subject["LLaMA-2-70b"] == "A new name"
        view = "SELECT subject, into_subject FROM merged_subject ORDER BY subject"
        assert ledger.query(view)[1] == [("LLaMA-2-70b", "A new name"), ("Lama 70", "A new name")]
        assert len(ledger.find(subject="a new name")) == 2
        merge(ledger, "LLaMA-2-70b", "LLaMA-2-70b")
        assert ledger.query(view)[1] == [("Lama 70", "LLaMA-2-70b")]
        assert ledger.find(subject="A new name") == []
        with pytest.raises(QueryError, match="no merge is there to take back"):
            merge(ledger, "LLaMA-2-70b", "LLaMA-2-70b")

    def test_findings_are_found_by_a_merged_name(self, ledger: Ledger) -> None:
        merge(ledger, "Llama 2 70B", "Lama 70")
        assert ledger.findings(subject="Lama 70") == [CONFLICT]

    def test_a_correction_goes_under_the_merged_name(self, ledger: Ledger) -> None:
        merge(ledger, "Llama 2 70B", "Lama 70")
        review(ledger, "correct", GPUS.id, correction=Correction("Lama 70"))
        assert ledger.claim(GPUS.id).current.subject == "Llama 2 70B"


class TestFindings:
    @pytest.fixture(autouse=True)
    def third(self, ledger: Ledger) -> None:
        ledger.add_claims([THIRD], ledger.start_run("import", "1"))

    @pytest.mark.parametrize(
        ("action", "more", "state"),
        [
            ("accept", {}, "accepted"),
            ("dismiss", {}, "dismissed"),
            ("dismiss", {"explained": True}, "explained"),
        ],
    )
    def test_a_decision_survives_the_next_comparison(
        self, ledger: Ledger, action: str, more: dict[str, Any], state: str
    ) -> None:
        assert ledger.finding_reviews([CONFLICT]) == {}
        review(ledger, action, CONFLICT.id, **more)
        for again in (CONFLICT, replace(CONFLICT, explanation="In other words.")):
            said_anew(ledger, again)
            (current,) = ledger.findings()
            assert state_of(ledger, current).state == state
            assert state_of(ledger, current).open == (state == "accepted")
            view = "SELECT finding_id, review_state FROM finding_review"
            assert ledger.query(view)[1] == [(CONFLICT.id, state)]

    def test_new_claims_open_it_again(self, ledger: Ledger) -> None:
        review(ledger, "dismiss", CONFLICT.id)
        review(ledger, "note", CONFLICT.id, reason="seen")
        grown = with_claims(CONFLICT, SIZE_104.id, SIZE_140.id, THIRD.id)
        said_anew(ledger, grown)
        standing = state_of(ledger, grown)
        assert (standing.state, standing.open) == ("reopened", True)
        assert standing.new_claims == (THIRD.id,)
        assert standing.decision.state == "dismissed"
        assert [note.reason for note in standing.notes] == ["seen"]
        assert ledger.query("SELECT * FROM finding_review")[1] == []
        review(ledger, "dismiss", grown.id)
        assert state_of(ledger, grown).state == "dismissed"

    def test_claims_that_go_do_not(self, ledger: Ledger) -> None:
        review(ledger, "dismiss", CONFLICT.id)
        fewer = with_claims(CONFLICT, SIZE_104.id, SIZE_140.id)
        said_anew(ledger, fewer)
        assert state_of(ledger, fewer).state == "dismissed"

    @pytest.mark.parametrize("other", [{"kind": "agreement"}, {"attribute": "mass"}])
    def test_other_findings_about_the_claims_stay_as_they_are(
        self, ledger: Ledger, other: dict[str, Any]
    ) -> None:
        review(ledger, "dismiss", CONFLICT.id)
        assert ledger.finding_reviews([replace(CONFLICT, **other)]) == {}

    def test_the_newest_decision_on_it_holds(self, ledger: Ledger) -> None:
        review(ledger, "dismiss", CONFLICT.id)
        review(ledger, "accept", CONFLICT.id, reason="it is an error after all")
        assert state_of(ledger, CONFLICT).state == "accepted"

    def test_a_note_alone_decides_nothing(self, ledger: Ledger) -> None:
        review(ledger, "note", CONFLICT.id)
        standing = state_of(ledger, CONFLICT)
        assert (standing.state, standing.open, len(standing.notes)) == (None, True, 1)


def test_reviews_are_the_same_after_a_withdrawn_claim_is_back(ledger: Ledger) -> None:
    review(ledger, "reject", SIZE_104.id)
    ledger.add_document(TALK, TALK_CLAIMS[1:], ledger.start_run("ingest", "2"))
    assert SIZE_104.id not in states(ledger)
    ledger.add_document(TALK, TALK_CLAIMS, ledger.start_run("ingest", "3"))
    assert states(ledger)[SIZE_104.id] == "rejected"
