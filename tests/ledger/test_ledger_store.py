"""What is added comes back as it was, once, and stays."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_builders import (
    CONFLICT,
    GPUS,
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

from claims.errors import LedgerError, QueryError, UnstorableError
from claims.ledger import Added, Context, Ledger, schema
from claims.ledger.connect import connect
from claims.ledger.storable import MAX_NAME_CHARACTERS
from claims.records import (
    Claim,
    Derivation,
    Finding,
    FindingKind,
    Modality,
    Modifier,
    Occurrence,
    Term,
    Value,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
MAYBE = st.none() | TEXT
HASHES = st.binary(max_size=4).map(lambda data: hashlib.sha256(data).hexdigest())
NUMBERS = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
OFFSETS = st.none() | st.integers(0, 2**31 - 1)
ENDS = st.tuples(NUMBERS, NUMBERS).map(
    lambda ends: ends if None in ends else tuple(sorted(end for end in ends if end is not None))
)
VALUES = st.builds(
    lambda own, unit, base, base_unit, modifier, step, date: Value(
        *own, unit, *base, base_unit, modifier, step, date
    ),
    ENDS, MAYBE, ENDS, MAYBE, st.sampled_from(get_args(Modifier)), NUMBERS, MAYBE,
)  # fmt: skip
IMPORTED = st.builds(
    Claim, source=TEXT, source_id=HASHES, start=st.none(), end=st.none(), value_text=MAYBE,
    quote=TEXT, value=VALUES, subject=MAYBE, subject_text=MAYBE, attribute=MAYBE,
    qualifiers=st.dictionaries(TEXT, TEXT, max_size=3),
    modality=st.sampled_from(get_args(Modality)), speaker=MAYBE, time=MAYBE, locator=MAYBE,
    confidence=st.decimals(0, 1), reading=MAYBE, reading_start=OFFSETS, reading_end=OFFSETS,
    fingerprint=MAYBE,
    duplicate_of=st.none() | st.builds(Occurrence, TEXT, st.integers(0, 2**31 - 1)),
    published=MAYBE, as_of=MAYBE, external_id=MAYBE, checked=st.just(False),
)  # fmt: skip
RELAXED = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@RELAXED
@given(claims=st.lists(IMPORTED, max_size=8))
def test_any_claim_comes_back_exactly(db_url: str, claims: list[Claim]) -> None:
    with Ledger.open(db_url, create=True) as ledger:
        known = {stored.id for stored in ledger.claims()}
        run = ledger.start_run("import", "1")
        unique = {claim.id: claim for claim in claims}
        fresh = {claim_id: claim for claim_id, claim in unique.items() if claim_id not in known}
        added = ledger.add_claims(claims, run)
        assert (added.claims_added, added.refused) == (len(fresh), ())
        back = {stored.id: stored.claim for stored in ledger.claims_by_id(fresh)}
        assert back == fresh
        assert all(claim.id == claim_id for claim_id, claim in back.items())
        assert ledger.verify(files=False) == []


@RELAXED
@given(
    data=st.data(),
    kind=st.sampled_from(get_args(FindingKind)),
    severity=st.decimals(0, 1),
    words=st.tuples(MAYBE, MAYBE, TEXT, MAYBE, MAYBE),
    likely=NUMBERS,
)
def test_any_finding_comes_back_exactly(
    db_url: str, data: st.DataObject, kind: FindingKind, severity: Decimal,
    words: tuple[str | None, str | None, str, str | None, str | None], likely: Decimal | None,
) -> None:  # fmt: skip
    ids = data.draw(st.permutations([claim.id for claim in TALK_CLAIMS]))
    numbers = st.decimals(allow_nan=False, allow_infinity=False)
    terms = st.builds(Term, TEXT, numbers, numbers, TEXT, st.just((ids[2],)))
    derivation = data.draw(
        st.none()
        | st.builds(
            Derivation, TEXT, st.lists(terms, max_size=3).map(tuple), numbers, numbers, TEXT
        )
    )
    finding = Finding(
        kind, severity, words[0], words[1], data.draw(st.dictionaries(TEXT, TEXT, max_size=2)),
        tuple(ids), ((ids[1],), (ids[0],)), words[2], likely, words[3], words[4], derivation,
    )  # fmt: skip
    with Ledger.open(db_url, create=True) as ledger:
        ledger.add_document(TALK, TALK_CLAIMS, ledger.start_run("ingest", "1"))
        ledger.store_findings([finding], ledger.start_run("reconcile", "1"))
        assert ledger.findings() == [finding]
        assert ledger.finding(finding.id) == finding
        assert ledger.verify(files=False) == []


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("1e400", "1" + "0" * 400),
        ("-1e-400", "-0." + "0" * 399 + "1"),
        ("123456789012345678901234567890.1", "123456789012345678901234567890.1"),
        ("0." + "1" * 60, "0." + "1" * 60),
        ("9" * 400, "9" * 400),
        ("0.10", "0.1"),
        ("-0", "0"),
    ],
)
def test_numbers_keep_every_digit(db_url: str, number: str, written: str) -> None:
    claim = imported(number)
    with Ledger.open(db_url, create=True) as ledger:
        ledger.add_claims([claim], ledger.start_run("import", "1"))
        back = ledger.claim(claim.id).claim
        assert (back.value.lo, back.value.canonical_hi) == (Decimal(number), Decimal(number))
        assert back == claim
        assert ledger.query("SELECT lo FROM claim_view")[1] == [(written,)]


def test_a_document_is_added_with_its_claims_and_title(db_url: str) -> None:
    with filled(db_url) as ledger:
        stored = ledger.claim(SIZE_104.id[:6])
        assert stored.claim == SIZE_104
        assert stored.source_title == "A talk on models"
        assert stored.published == "2023-11-23"
        source = ledger.source(TALK.source.id[:8])
        assert source.text == TALK.source.text
        assert (source.claims, source.passages, source.repeated) == (3, 3, 0)
        assert ledger.verify(files=False) == []


def test_the_same_bytes_again_add_nothing(db_url: str) -> None:
    with filled(db_url) as ledger:
        before = list(ledger.claims())
        again = ledger.add_document(TALK, TALK_CLAIMS, ledger.start_run("ingest", "1"))
        assert again == Added(claims_known=3)
        assert not again.changed
        assert list(ledger.claims()) == before


def test_the_same_bytes_elsewhere_are_the_same_source(db_url: str) -> None:
    copy = moved(TALK, "copies/talk.txt")
    with filled(db_url) as ledger:
        claims = [replace(claim, source=copy.source.uri) for claim in TALK_CLAIMS]
        for _ in range(2):
            added = ledger.add_document(copy, claims, ledger.start_run("ingest", "1"))
            assert not added.changed
        [source] = ledger.sources()
        assert source.uri == "talk.txt"
        assert source.locations == ("copies/talk.txt",)
        assert ledger.claim(GPUS.id).claim.source == "talk.txt"


def test_a_newer_reading_withdraws_what_it_does_not_find_and_can_find_it_again(
    db_url: str,
) -> None:
    corrected = replace(SIZE_104, subject="Llama 2")
    with filled(db_url) as ledger:
        added = ledger.add_document(
            TALK, (corrected, SIZE_140, GPUS), ledger.start_run("ingest", "2")
        )
        assert added == Added(claims_added=1, claims_known=2, claims_withdrawn=1)
        assert {s.claim.subject for s in ledger.find("104")} == {"Llama 2"}
        assert SIZE_104.id not in {stored.id for stored in ledger.claims()}
        assert ledger.claim(SIZE_104.id).claim == SIZE_104
        assert ledger.sources()[0].claims == 3
        added = ledger.add_document(TALK, TALK_CLAIMS, ledger.start_run("ingest", "1"))
        assert added == Added(claims_known=3, claims_withdrawn=1)
        assert {s.claim.subject for s in ledger.find("104")} == {"Llama 2 70B"}
        assert ledger.verify(files=False) == []


def test_imported_claims_are_not_withdrawn_by_reading_their_source(db_url: str) -> None:
    other = replace(SIZE_104, subject="Llama 2", external_id="a-1")
    with Ledger.open(db_url, create=True) as ledger:
        ledger.add_claims([other], ledger.start_run("import", "1"))
        assert ledger.source(TALK.source.id).text is None
        assert not ledger.claim(other.id).claim.checked
        added = ledger.add_document(TALK, TALK_CLAIMS, ledger.start_run("ingest", "1"))
        assert added == Added(source_is_new=True, claims_added=3)
        assert len(list(ledger.claims())) == 4
        assert ledger.source(TALK.source.id).text == TALK.source.text
        assert ledger.verify(files=False) == []


def test_an_imported_claim_is_checked_against_a_text_that_is_known(db_url: str) -> None:
    good = replace(SIZE_104, subject="Llama 2", checked=False)
    bad = replace(SIZE_104, value_text="105 gigabytes")
    with filled(db_url) as ledger:
        added = ledger.add_claims([good, bad], ledger.start_run("import", "1"))
        assert added.claims_added == 1
        [refusal] = added.refused
        assert "'104 gigabytes' at 28:41" in refusal
        assert ledger.claim(good.id).claim.checked


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"start": 1, "end": 5}, "the source has 'he f' at 1:5"),
        ({"source_id": "f" * 64}, "another source"),
        ({"speaker": "a\0b"}, "speaker holds a NUL"),
        ({"qualifiers": {"stage": "\ud800"}}, "qualifiers holds a lone surrogate"),
        ({"modality": "shouted"}, "allowed: asserted, hedged"),
        ({"value": replace(value("1"), modifier="very")}, "allowed: exact, approx"),
        ({"reading_start": 2**31}, "outside 0..2147483647"),
        ({"duplicate_of": Occurrence("a\0", 1)}, "duplicate_of holds a NUL"),
        ({"subject": "x" * (MAX_NAME_CHARACTERS + 1)}, "characters"),
        ({"value": value("1e999999999", "token")}, "too many digits"),
        ({"value": replace(value("1"), lo=Decimal("NaN"))}, "which is no number"),
        ({"value": replace(value("1"), lo=Decimal("2"))}, "from 2 down to 1"),
    ],
)
def test_a_claim_that_cannot_hold_is_refused_and_the_rest_is_stored(
    db_url: str, change: dict[str, object], reason: str
) -> None:
    with Ledger.open(db_url, create=True) as ledger:
        claims = [replace(SIZE_104, **change), SIZE_140]
        added = ledger.add_document(TALK, claims, ledger.start_run("ingest", "1"))
        assert added.claims_added == 1
        [refusal] = added.refused
        assert refusal.startswith("talk.txt:")
        assert reason in refusal
        assert [stored.claim for stored in ledger.claims()] == [SIZE_140]


@pytest.mark.parametrize("text", ["a NUL \0 in it", "a lone \udc80 surrogate"])
def test_a_text_that_no_database_can_hold_is_refused_as_a_whole(db_url: str, text: str) -> None:
    bad = replace(TALK, source=replace(TALK.source, text=text))
    with Ledger.open(db_url, create=True) as ledger:
        with pytest.raises(LedgerError, match=r"talk\.txt cannot be stored: its text holds"):
            ledger.add_document(bad, (), ledger.start_run("ingest", "1"))
        assert ledger.sources() == []


def test_a_passage_of_another_source_is_no_second_witness(db_url: str) -> None:
    sentence = "A rather long sentence says that the file of this model has 104 gigabytes.\n"
    first = document(sentence, "first.txt")
    second = document("An opening line.\n" + sentence, "second.txt")
    one, two = (claim_in(found, "104 gigabytes", value("104")) for found in (first, second))
    with Ledger.open(db_url, create=True) as ledger:
        run = ledger.start_run("ingest", "1")
        ledger.add_document(first, [one], run)
        ledger.add_document(second, [two], run)
        assert ledger.claim(two.id).claim.duplicate_of == Occurrence(first.source.id, 0)
        assert [stored.id for stored in ledger.find("104")] == [one.id]
        assert len(ledger.find("104", include_duplicates=True)) == 2
        assert ledger.subjects()[0].claims == 1
        assert [source.repeated for source in ledger.sources()] == [0, 1]
        assert ledger.verify(files=False) == []


def test_short_passages_may_be_worded_alike(db_url: str) -> None:
    first, second = document("It has 104 gigabytes.", "a"), document("It has 104 gigabytes.\n", "b")
    with Ledger.open(db_url, create=True) as ledger:
        run = ledger.start_run("ingest", "1")
        for found in (first, second):
            ledger.add_document(found, [claim_in(found, "104 gigabytes", value("104"))], run)
        assert len(ledger.find("104")) == 2


def test_the_findings_are_those_of_the_latest_finished_run(db_url: str) -> None:
    later = replace(CONFLICT, explanation="Said in other words.")
    with filled(db_url) as ledger:
        assert ledger.findings() == [CONFLICT]
        assert not ledger.needs_reconcile()
        run = ledger.start_run("reconcile", "2")
        assert ledger.findings() == [CONFLICT]
        assert ledger.store_findings([later], run) == 1
        assert ledger.findings() == [later]
        assert ledger.finding(CONFLICT.id[:7]).explanation == "Said in other words."
        assert ledger.store_findings([CONFLICT], ledger.start_run("reconcile", "3")) == 0
        assert ledger.findings_of(SIZE_104.id) == [CONFLICT]
        ledger.store_findings([], ledger.start_run("reconcile", "4"))
        assert ledger.findings() == ledger.findings_of(SIZE_104.id) == []
        assert ledger.finding(CONFLICT.id) == CONFLICT
        assert ledger.verify(files=False) == []


def test_new_claims_need_another_reconcile_run(db_url: str) -> None:
    with filled(db_url) as ledger:
        ledger.add_claims([imported("5")], ledger.start_run("import", "1"))
        assert ledger.needs_reconcile()
        ledger.store_findings([], ledger.start_run("reconcile", "1"))
        assert not ledger.needs_reconcile()


def test_findings_are_filtered_and_the_most_serious_comes_first(db_url: str) -> None:
    mild = replace(CONFLICT, kind="agreement", severity=Decimal("0.1"), attribute="gpu_count")
    with filled(db_url) as ledger:
        ledger.store_findings([mild, CONFLICT], ledger.start_run("reconcile", "1"))
        assert ledger.findings() == [CONFLICT, mild]
        assert ledger.findings(kinds=["agreement"]) == [mild]
        assert ledger.findings(subject="LLAMA 2 70b", attribute="file size") == [CONFLICT]
        assert ledger.findings(min_severity=Decimal("0.8")) == [CONFLICT]
        assert ledger.findings(min_severity=Decimal("0.81")) == []
        assert ledger.findings(kinds=[]) == []


def test_a_finding_about_an_unknown_claim_is_refused_as_a_whole(db_url: str) -> None:
    with filled(db_url) as ledger:
        bad = replace(CONFLICT, claim_ids=("f" * 64,))
        with pytest.raises(LedgerError):
            ledger.store_findings([bad], ledger.start_run("reconcile", "2"))
        assert ledger.findings() == [CONFLICT]


def test_nothing_can_be_changed_or_deleted(db_url: str) -> None:
    with filled(db_url):
        pass
    database = connect(db_url)
    for statement in (
        "UPDATE claim SET subject = 'x'",
        "DELETE FROM passage",
        "DELETE FROM finding_seen",
        "UPDATE document SET title = NULL",
        "INSERT OR REPLACE INTO source SELECT id, 'x', run_id FROM source"
        if database.dialect.name == "sqlite"
        else "TRUNCATE claim CASCADE",
    ):
        with pytest.raises(LedgerError, match="append-only"), database.writing() as connection:
            connection.exec_driver_sql(statement)
    database.close()


@pytest.mark.parametrize("prefix", ["", "abc", "12345", "      a"])
def test_a_prefix_has_six_characters_or_more(db_url: str, prefix: str) -> None:
    with filled(db_url) as ledger:
        for look_up in (ledger.claim, ledger.source, ledger.finding):
            with pytest.raises(QueryError, match="too short"):
                look_up(prefix)


@pytest.mark.parametrize("prefix", ["zzzzzz", "0" * 65, "%%%%%%", "a\0bcdef", "______"])
def test_a_prefix_of_nothing_is_said_to_be(db_url: str, prefix: str) -> None:
    with filled(db_url) as ledger:
        for look_up in (ledger.claim, ledger.source, ledger.finding):
            with pytest.raises(QueryError, match=r"no .* has an id|not the id"):
                look_up(prefix)


def test_an_ambiguous_prefix_lists_what_it_may_mean(db_url: str) -> None:
    ids = [f"abcdef{n}".ljust(64, "0") for n in (1, 2)]
    sources = [
        replace(imported("1"), source_id=known, source=f"{n}.json")
        for n, known in enumerate(ids, 1)
    ]
    with Ledger.open(db_url, create=True) as ledger:
        ledger.add_claims(sources, ledger.start_run("import", "1"))
        with pytest.raises(QueryError, match=r"several sources: abcdef10.*, abcdef20"):
            ledger.source("abcdef")
        assert ledger.source("ABCDEF1").uri == "1.json"
        assert ledger.source("2.json").id == sources[1].source_id


def test_sources_subjects_and_attributes_are_counted(db_url: str) -> None:
    with filled(db_url) as ledger:
        ledger.add_claims([imported("5"), imported("6", None)], ledger.start_run("import", "1"))
        assert [(s.subject, s.claims, s.attributes, s.sources) for s in ledger.subjects()] == [
            ("Falcon 9", 1, 1, 1),
            ("Llama 2 70B", 3, 2, 1),
        ]
        assert [(a.attribute, a.claims, a.subjects) for a in ledger.attributes()] == [
            ("file_size", 2, 1),
            ("gpu_count", 1, 1),
            ("mass", 2, 1),
        ]
        assert [(s.uri, s.claims, s.format) for s in ledger.sources()] == [
            ("other.json", 2, None),
            ("talk.txt", 3, "text"),
        ]


def test_claims_come_by_subject_attribute_and_id_with_the_unknown_last(db_url: str) -> None:
    with filled(db_url) as ledger:
        ledger.add_claims([imported("5"), imported("6", None)], ledger.start_run("import", "1"))
        order = [(s.claim.subject, s.claim.attribute, s.id) for s in ledger.claims()]
        sizes = sorted((SIZE_104.id, SIZE_140.id))
        assert [row[:2] for row in order] == [
            ("Falcon 9", "mass"),
            ("Llama 2 70B", "file_size"),
            ("Llama 2 70B", "file_size"),
            ("Llama 2 70B", "gpu_count"),
            (None, "mass"),
        ]
        assert [row[2] for row in order[1:3]] == sizes


def test_a_claim_is_shown_in_its_context(db_url: str) -> None:
    with filled(db_url) as ledger:
        assert ledger.context(SIZE_140, 6) == Context("it is ", "140 gigabytes", ".\nIt w")
        assert ledger.context(imported("5")) is None
        whole = ledger.context(SIZE_104, 10_000)
        assert whole is not None
        assert whole.before + whole.value_text + whole.after == TALK.source.text


def test_a_ledger_on_either_engine_holds_the_same(postgres_url: str, tmp_path: Path) -> None:
    held = []
    for url in (postgres_url, str(tmp_path / "claims.db")):
        with filled(url) as ledger:
            run = ledger.start_run("import", "1")
            ledger.add_claims(
                [imported(n, s) for n, s in (("5", "é"), ("6", "Z"), ("7", None))], run
            )
            columns = "claim_id, lo, subject, quote, is_repeated, checked"
            held.append(
                (
                    [(s.id, s.claim, s.source_title) for s in ledger.claims()],
                    [stored.id for stored in ledger.find("it")],
                    ledger.query(f"SELECT {columns} FROM claim_view ORDER BY claim_id"),
                )
            )
    assert held[0] == held[1]


def leave_out(db_url: str, subject: str) -> None:
    """A trigger of somebody else's that drops the claims about a subject."""
    with closing(connect(db_url)) as database, database.writing() as connection:
        run = connection.exec_driver_sql
        if database.dialect.name == "sqlite":
            run(
                f"CREATE TRIGGER theirs BEFORE INSERT ON claim WHEN NEW.subject = '{subject}' "
                "BEGIN SELECT RAISE(IGNORE); END"
            )
            return
        run(
            "CREATE FUNCTION theirs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NEW.subject = '{subject}' THEN RETURN NULL; END IF; RETURN NEW; END $$"
        )
        run("CREATE TRIGGER theirs BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION theirs()")


@pytest.mark.parametrize("count", [1, 3, 19, 20, 60])
def test_rows_that_a_trigger_leaves_out_are_noticed(db_url: str, count: int) -> None:
    with filled(db_url) as ledger:
        leave_out(db_url, "Sparrow")
        before = list(ledger.claims())
        some = [imported(str(n)) for n in range(1, count)]
        run = ledger.start_run("import", "1")
        with pytest.raises(LedgerError, match=f"took only {count - 1} of {count} rows into claim"):
            ledger.add_claims([*some, imported("0", "Sparrow")], run)
        assert list(ledger.claims()) == before
        (theirs,) = ledger.verify(files=False)
        assert (theirs.table, theirs.id) == ("claim", "theirs")
        assert ledger.add_claims(some, run).claims_added == count - 1


@pytest.mark.parametrize("count", [1, 30])
def test_what_an_engine_refuses_is_about_the_rows(db_url: str, count: int) -> None:
    """The same error for rows that go one by one and for those that go with COPY."""
    with filled(db_url), closing(connect(db_url)) as database:
        rows = [(GPUS.id, "stage", str(n)) for n in range(count)]
        with pytest.raises(UnstorableError), database.writing() as connection:
            database.dialect.insert(
                connection, schema.qualifier, ("claim_id", "name", "value"), rows
            )
