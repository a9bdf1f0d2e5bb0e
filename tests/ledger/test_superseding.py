"""A file that changed: the newest version counts, and those before stay in the ledger."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from ledger_builders import Document, claim_in, document, moved, value

from claims.ledger import FOLDER, Added, Ledger
from claims.ledger.journal import now
from claims.records import Claim

LONG = "Everybody in the room agreed that the whole training run of it had cost 12 gigabytes.\n"
OLD, NEW = "Heron has 104 gigabytes.\n", "Heron has 140 gigabytes.\n"


@pytest.fixture
def ledger(db_url: str) -> Iterator[Ledger]:
    with Ledger.open(db_url, create=True) as found:
        yield found


def said_in(text: str, uri: str) -> tuple[Document, list[Claim]]:
    """A document with a claim for each of its lines."""
    found = document(text, uri)
    sizes = [line.split()[-2] for line in text.splitlines()]
    return found, [claim_in(found, f"{n} gigabytes", value(n), subject="Heron") for n in sizes]


def ingest(ledger: Ledger, *files: tuple[str, str], folder: str | None = "here") -> Added:
    """Read files, each a path and its text, in one run; what that changed."""
    settings = {} if folder is None else {FOLDER: folder}
    run = ledger.start_run("ingest", "1", settings, lazy=True)
    read, total = {}, Added()
    for uri, text in files:
        found, claims = said_in(text, uri)
        total += ledger.add_document(found, claims, run)
        read[uri] = found.source.id
    total += ledger.supersede(read, run)
    ledger.finish_run(run)
    return total


def found(ledger: Ledger) -> list[tuple[str, str]]:
    """Where and what the claims are that a look-up finds, repeated ones left out."""
    claims = (stored.claim for stored in ledger.find())
    return sorted((claim.source, (claim.value_text or "").split()[0]) for claim in claims)


def test_the_newer_version_counts_and_the_older_one_stays(ledger: Ledger) -> None:
    ingest(ledger, ("a.txt", OLD + LONG))
    first = {stored.id for stored in ledger.find()}
    changed = ingest(ledger, ("a.txt", NEW + LONG))
    assert (changed.claims_added, changed.claims_withdrawn, changed.replaced) == (2, 2, 1)
    assert found(ledger) == [("a.txt", "12"), ("a.txt", "140")]
    assert [(source.uri, source.claims) for source in ledger.sources()] in (
        [("a.txt", 0), ("a.txt", 2)], [("a.txt", 2), ("a.txt", 0)],
    )  # fmt: skip
    assert {ledger.claim(claim_id).id for claim_id in first} == first
    assert ledger.verify(files=False) == []


def test_reading_it_again_changes_nothing_and_the_old_text_comes_back(ledger: Ledger) -> None:
    ingest(ledger, ("a.txt", OLD))
    ingest(ledger, ("a.txt", NEW))
    for text, held in ((NEW, "140"), (OLD, "104"), (OLD, "104"), (NEW, "140")):
        ingest(ledger, ("a.txt", text))
        assert found(ledger) == [("a.txt", held)]
        assert not ingest(ledger, ("a.txt", text)).changed
    changes = ledger.query("SELECT change, count(*) FROM claim_change GROUP BY 1 ORDER BY 1")[1]
    assert changes == [("restored", 2), ("withdrawn", 3)]


def test_comparing_is_due(ledger: Ledger) -> None:
    ingest(ledger, ("a.txt", OLD))
    ledger.store_findings([], ledger.start_run("reconcile", "1"))
    with ledger.snapshot() as snapshot:
        entry = snapshot.last_entry()
    ingest(ledger, ("a.txt", "Nothing is said of 5 gigabytes.\n"))
    assert ledger.needs_reconcile()
    with ledger.snapshot() as snapshot:
        assert snapshot.subjects_of(snapshot.changes_since(entry), 3) == {"Heron"}


@pytest.mark.parametrize("folders", [("here", "there"), (None, None), ("here", None)])
def test_a_relative_path_in_another_folder_is_another_file(
    ledger: Ledger, folders: tuple[str | None, str | None]
) -> None:
    ingest(ledger, ("a.txt", OLD), folder=folders[0])
    assert ingest(ledger, ("a.txt", NEW), folder=folders[1]).replaced == 0
    assert found(ledger) == [("a.txt", "104"), ("a.txt", "140")]


def test_an_absolute_path_is_the_same_file_from_everywhere(ledger: Ledger) -> None:
    ingest(ledger, ("/x/a.txt", OLD), folder=None)
    assert ingest(ledger, ("/x/a.txt", NEW), folder="there").replaced == 1


@pytest.mark.parametrize("uri", ["-", "https://example.org/a.txt"])
def test_what_is_no_file_has_no_versions(ledger: Ledger, uri: str) -> None:
    ingest(ledger, (uri, OLD))
    assert ingest(ledger, (uri, NEW)).replaced == 0
    assert len(found(ledger)) == 2


def test_a_file_that_was_moved_or_copied_away_stays(ledger: Ledger) -> None:
    ingest(ledger, ("a.txt", OLD))
    ingest(ledger, ("a.txt", NEW), ("b.txt", OLD))  # moved, and another one written
    assert sorted(n for _, n in found(ledger)) == ["104", "140"]
    assert not ingest(ledger, ("a.txt", NEW), ("b.txt", OLD)).changed
    assert ingest(ledger, ("b.txt", LONG)).replaced == 1  # which was its last place
    assert sorted(n for _, n in found(ledger)) == ["12", "140"]
    assert ledger.verify(files=False) == []


def test_what_another_source_repeats_is_still_said_there(ledger: Ledger) -> None:
    ingest(ledger, ("a.txt", OLD + LONG), ("copy.txt", LONG))
    changed = ingest(ledger, ("a.txt", NEW))
    assert changed.claims_withdrawn == 1
    assert sorted(n for _, n in found(ledger)) == ["12", "140"]
    assert ingest(ledger, ("a.txt", NEW)).claims_withdrawn == 0


def test_a_wording_of_which_nothing_counts_is_not_repeated(ledger: Ledger) -> None:
    ingest(ledger, ("a.txt", LONG))
    ingest(ledger, ("a.txt", NEW))
    ingest(ledger, ("late.txt", "Kite has 7 gigabytes.\n" + LONG))
    assert found(ledger) == [("a.txt", "140"), ("late.txt", "12"), ("late.txt", "7")]


def test_imported_claims_of_an_earlier_version_stay(ledger: Ledger) -> None:
    found_in, (claim,) = said_in(OLD, "/x/a.txt")
    ledger.add_document(found_in, [], ledger.start_run("ingest", "1"))
    ledger.add_claims([claim], ledger.start_run("import", "1"))
    assert ingest(ledger, ("/x/a.txt", NEW)).replaced == 0
    assert len(found(ledger)) == 2


def test_as_of_the_day_before_the_earlier_version_counts(ledger: Ledger) -> None:
    ingest(ledger, ("a.txt", OLD))
    time.sleep(0.003)
    before = now()
    time.sleep(0.003)
    ingest(ledger, ("a.txt", NEW))
    assert found(ledger.as_of(before)) == [("a.txt", "104")]


def test_the_same_bytes_elsewhere_are_not_a_version(ledger: Ledger) -> None:
    found_in, claims = said_in(OLD, "a.txt")
    ingest(ledger, ("a.txt", OLD))
    run = ledger.start_run("ingest", "1", {FOLDER: "here"})
    ledger.add_document(moved(found_in, "b.txt"), claims, run)
    assert ledger.supersede({"b.txt": found_in.source.id}, run) == Added()
