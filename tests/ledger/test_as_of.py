"""The ledger as it was: what it had learned by a time, and how its reviews stood."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from ledger_builders import (
    CONFLICT,
    SIZE_104,
    SIZE_140,
    TALK,
    TALK_CLAIMS,
    claim_in,
    document,
    filled,
    imported,
    moved,
    value,
)

from claims.errors import QueryError
from claims.ledger import Correction, Ledger, LedgerView
from claims.ledger.journal import now
from claims.ledger.moments import parsed

OTHER = document("Falcon 9 has a mass of 7 kilogram.\n", "other.txt")
MASS = claim_in(OTHER, "7 kilogram", value("7", "kilogram"), subject="Falcon 9", attribute="mass")


def moment() -> str:
    """A time between what was written before and what is written after."""
    time.sleep(0.003)
    found = now()
    time.sleep(0.003)
    return found


def ids(ledger: Ledger) -> set[str]:
    return {stored.id for stored in ledger.find()}


def review(ledger: Ledger, action: str, target: str, **more: object) -> None:
    ledger.review(action, [target], "because", code_version="1", **more)  # type: ignore[arg-type]


def test_claims_findings_and_reviews_as_of_each_step(db_url: str) -> None:
    all_ids = {claim.id for claim in TALK_CLAIMS}
    with filled(db_url) as ledger:
        filled_at = moment()
        ledger.add_claims([imported("5")], ledger.start_run("import", "1"))
        imported_at = moment()
        review(ledger, "reject", SIZE_104.id)
        review(ledger, "correct", SIZE_140.id, correction=Correction("Llama 2 7B"))
        review(ledger, "dismiss", CONFLICT.id)
        reviewed_at = moment()
        review(ledger, "accept", SIZE_104.id)
        ledger.store_findings([], ledger.start_run("reconcile", "2"))
        ledger.add_document(TALK, [SIZE_104], ledger.start_run("ingest", "2"))
        ended_at = moment()
        ledger.add_document(TALK, TALK_CLAIMS, ledger.start_run("ingest", "3"))

        first = ledger.as_of(filled_at)
        assert ids(first) == {stored.id for stored in first.claims()} == all_ids
        assert first.findings() == first.findings_of(SIZE_104.id) == [CONFLICT]
        assert first.finding_reviews([CONFLICT]) == {}
        assert first.claim(SIZE_104.id).review.state is None

        assert len(ids(ledger.as_of(imported_at))) == 4
        then = ledger.as_of(reviewed_at)
        assert then.claim(SIZE_104.id).review.state == "rejected"
        assert [s.id for s in then.find(subject="Llama 2 7B")] == [SIZE_140.id]
        assert then.findings() == [CONFLICT]
        assert then.finding_reviews([CONFLICT])[CONFLICT.id].state == "dismissed"

        end = ledger.as_of(ended_at)
        assert ids(end) & all_ids == {SIZE_104.id}
        assert end.claim(SIZE_104.id).review.state == "accepted"
        assert end.findings() == []
        assert ids(ledger) >= all_ids
        assert ids(ledger.as_of("2999-01-01")) == ids(ledger)


def test_a_claim_that_was_not_known_yet_is_said_to_be_so(db_url: str) -> None:
    with filled(db_url) as ledger:
        before = moment()
        ledger.add_claims([imported("5")], ledger.start_run("import", "1"))
        with pytest.raises(QueryError, match=f"did not know the claim .* at {before}"):
            ledger.as_of(before).claim(imported("5").id)
        assert ledger.as_of(before).claims_by_id([imported("5").id]) == []


@pytest.mark.parametrize("ended", [True, False])
def test_of_a_run_under_way_only_what_came_in_time_is_known(db_url: str, ended: bool) -> None:
    with filled(db_url) as ledger:
        run = ledger.start_run("ingest", "2")
        ledger.add_document(OTHER, [MASS], run)
        between = moment()
        late = document("It weighs 9 kilogram.\n", "late.txt")
        ledger.add_document(late, [claim_in(late, "9 kilogram", value("9", "kilogram"))], run)
        ledger.add_document(TALK, [SIZE_104], run)
        if ended:
            ledger.finish_run(run)
        ledger.add_claims([imported("5")], ledger.start_run("import", "1"))
        known = {claim.id for claim in TALK_CLAIMS}
        assert ids(ledger.as_of(between)) == known | {MASS.id}
        assert len(ids(ledger)) == 4


def test_it_can_only_be_looked_into(db_url: str) -> None:
    with filled(db_url) as ledger:
        then = ledger.as_of(now())
        assert type(then) is LedgerView
        assert not {"start_run", "review", "verify"} & set(dir(then))


def test_an_upgraded_ledger_goes_by_the_times_of_its_runs(db_url: str) -> None:
    from claims.ledger import migrate

    with filled(db_url):
        pass
    between = moment()
    migrate.downgrade(db_url, "0001")
    migrate.upgrade(db_url)
    with Ledger.open(db_url) as ledger:
        assert len(ids(ledger.as_of(between))) == 3


class TestTimes:
    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ("2024-05-31", "2024-05-31T23:59:59.999Z"),
            (" 2024-05-31T14:00 ", "2024-05-31T14:00:00.000Z"),
            ("2024-05-31 14:00:01", "2024-05-31T14:00:01.000Z"),
            ("2024-05-31T14:00:01.123456Z", "2024-05-31T14:00:01.123Z"),
            ("2024-05-31T14:00+02:00", "2024-05-31T12:00:00.000Z"),
        ],
    )
    def test_what_a_time_means(self, said: str, meant: str) -> None:
        assert parsed(said) == meant

    def test_a_day_begins_where_it_is_a_start(self) -> None:
        assert parsed("2024-05-31", start=True) == "2024-05-31T00:00:00.000Z"

    @pytest.mark.parametrize(
        "said",
        ["", "yesterday", "2024", "2024-05", "2024-02-30", "31.5.2024", "2024-05-31T25:00",
         "2024-W05-1", "9999-12-31T23:59-12:00", "0001-01-01T00:00+12:00", "2024-05-31\0"],
    )  # fmt: skip
    def test_what_is_no_time_is_one_line(self, said: str) -> None:
        with pytest.raises(QueryError, match="is no time; give a day") as refused:
            parsed(said)
        assert "\n" not in str(refused.value)

    def test_before_the_first_entry(self, db_url: str) -> None:
        with Ledger.open(db_url, create=True) as ledger:
            with pytest.raises(QueryError, match="the ledger is empty"):
                ledger.as_of("2024-05-31")
            ledger.start_run("ingest", "1")
            with pytest.raises(QueryError, match=r"knew nothing at 2001-02-03 .*it begins at 2"):
                ledger.as_of("2001-02-03")


def test_the_two_times_of_a_claim_are_both_there(db_url: str) -> None:
    with filled(db_url) as ledger:
        (stored, *_) = ledger.find()
        assert stored.published == "2023-11-23"
        _, rows = ledger.query("SELECT DISTINCT published, recorded_at FROM claim_view")
        ((published, recorded),) = rows
        assert published == "2023-11-23"
        assert datetime.fromisoformat(recorded).year >= 2024


def test_lists_and_counts_are_of_then(db_url: str) -> None:
    with filled(db_url) as ledger:
        first = moment()
        run = ledger.start_run("ingest", "2")
        ledger.add_document(OTHER, [MASS], run)
        ledger.add_document(moved(TALK, "copy.txt"), TALK_CLAIMS, run)
        ledger.weigh_sources({TALK.source.id: Decimal("0.5")}, code_version="1")
        review(ledger, "merge-subjects", "Llama 2 70B", into="Llama")
        second = moment()
        ledger.store_findings([], ledger.start_run("reconcile", "2"))

        then = ledger.as_of(first)
        (source,) = then.sources()
        assert (source.uri, source.claims, source.passages) == ("talk.txt", 3, 3)
        assert (source.locations, source.weight) == ((), None)
        assert [(row.subject, row.claims) for row in then.subjects()] == [("Llama 2 70B", 3)]
        assert [row.attribute for row in then.attributes()] == ["file_size", "gpu_count"]
        assert (then.count_claims(), then.count_findings()) == (3, {"conflict": 1})
        with pytest.raises(QueryError, match="did not know the source"):
            then.source(OTHER.source.id)

        then = ledger.as_of(second)
        other, talk = then.sources()
        assert (other.uri, talk.locations, talk.weight) == (
            "other.txt", ("copy.txt",), Decimal("0.5"),
        )  # fmt: skip
        assert [row.subject for row in then.subjects()] == ["Falcon 9", "Llama"]
        assert (then.count_claims(), then.count_findings()) == (4, {"conflict": 1})
        assert ledger.count_findings() == {}
        assert ledger.as_of(None) is ledger


def test_of_an_imported_source_what_was_read_later_is_not_known(db_url: str) -> None:
    with Ledger.open(db_url, create=True) as ledger:
        early = replace(MASS, checked=False)
        ledger.add_claims([early], ledger.start_run("import", "1"))
        before = moment()
        ledger.add_document(OTHER, [MASS], ledger.start_run("ingest", "1"))
        then = ledger.as_of(before).source(OTHER.source.id)
        assert (then.text, then.format, then.passages, then.claims) == (None, None, 0, 1)
        assert ledger.source(OTHER.source.id).text == OTHER.source.text
