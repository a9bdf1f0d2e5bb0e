"""Full-text search: phrases, beginnings, any characters, ranks, an index that misses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ENGINES, NewDatabase
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_builders import (
    GPUS,
    SIZE_104,
    SIZE_140,
    TALK,
    TALK_CLAIMS,
    filled,
    imported,
    value,
)

from claims.ledger import Correction, Ledger, migrate, sampling
from claims.ledger.connect import connect
from claims.ledger.copying import copy_ledger
from claims.ledger.rows import claim_row, search_text, words_of
from claims.ledger.terms import Term, indexed, terms_of

ODD = (
    "İstanbul ﷺ ㍿",
    "日本語の数",
    "naïve café ½ x²",
    "a.b.c 1.5e10 -3",
    "𝔘𝔫𝔦 ꭰꭱ ǆ",
    "o'neil \\ : & | ! * ( )",
)


@pytest.fixture(scope="module", params=ENGINES)
def ledger(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Ledger]:
    """A ledger that is only read, with subjects in many scripts."""
    with new_database(request.param) as db, filled(db) as ledger:
        odd = [imported(str(n), subject) for n, subject in enumerate(ODD)]
        ledger.add_claims(odd, ledger.start_run("import", "1"))
        yield ledger


@pytest.fixture
def growing(db_url: str) -> Iterator[Ledger]:
    """A ledger that the test adds claims to."""
    with filled(db_url) as ledger:
        yield ledger


def found(ledger: Ledger, words: str, **filters: object) -> list[str]:
    return [stored.id for stored in ledger.find(words, **filters)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"trained on"', [GPUS.id]),
        ('"TRAINED  on" 6,000', [GPUS.id]),
        ('"on trained"', []),
        ('"it was trained"', [GPUS.id]),
        ('"trained o"', []),
        ('"trained o"*', [GPUS.id]),
        ('"train" "on"', []),
        ('"train"*', [GPUS.id]),
        ("train*", [GPUS.id]),
        ("gigab* llama", [SIZE_104.id, SIZE_140.id]),
        ('"file of llama 2"', [SIZE_104.id]),
        ('"llama 2 70b" gpu', [GPUS.id]),
        ('"trained on', [GPUS.id]),
        ('"" gpus', [GPUS.id]),
        ('"', []),
        ('""', []),
        ("*", []),
    ],
)
def test_phrases_and_beginnings(ledger: Ledger, words: str, expected: list[str]) -> None:
    assert found(ledger, words) == expected


def test_a_phrase_does_not_reach_from_the_subject_into_the_value(ledger: Ledger) -> None:
    assert found(ledger, '"file size"') == [SIZE_104.id, SIZE_140.id]
    assert found(ledger, '"file size 104"') == []


@pytest.mark.parametrize("number", range(len(ODD)))
def test_each_word_of_any_script_is_found(ledger: Ledger, number: int) -> None:
    claim = imported(str(number), ODD[number])
    for word in words_of(ODD[number]):
        assert claim.id in found(ledger, word), word
        assert claim.id in found(ledger, f'"{word}"'), word
    assert claim.id in found(ledger, ODD[number].replace('"', ""))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.text("\"*()&|!:\\'- ^ANDORNEAR\0%_{}<>a1.", max_size=60))
def test_no_characters_do_harm(ledger: Ledger, words: str) -> None:
    """Whatever is looked for, what is found has all the words."""
    terms = terms_of(words)
    for claim in ledger.find(words):
        text = search_text(claim_row(claim.claim, claim.id))
        assert all(term.pattern in text for term in terms)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_index_finds_what_reading_every_claim_does(ledger: Ledger, data: st.DataObject) -> None:
    texts = {s.id: search_text(claim_row(s.claim, s.id)) for s in ledger.claims()}
    whole = data.draw(st.sampled_from(sorted(texts.values()))).translate({124: 32, 47: 32}).split()
    begun = st.tuples(st.sampled_from(whole), st.integers(1, 6))
    words = [word[:length].rstrip(".") for word, length in data.draw(st.lists(begun))]
    expected = {i for i, text in texts.items() if all(f" {word}" in text for word in words)}
    assert set(found(ledger, " ".join(words))) == (expected if words else set(texts))


def test_the_numbers_own_words_come_before_those_around_it(growing: Ledger) -> None:
    around = replace(imported("1"), quote="in 6 weeks", value_text="1 kilogram", start=0, end=9)
    own = replace(imported("2"), quote="2 kg", value_text="6 weeks", start=0, end=9)
    heading = imported("3", "Weeks", confidence=Decimal("0.1"))
    begun = replace(imported("4"), quote="in 6 weekslong", confidence=Decimal(1))
    own = replace(own, confidence=Decimal("0.2"))
    growing.add_claims([begun, around, own, heading], growing.start_run("import", "1"))
    assert found(growing, "weeks") == [heading.id, own.id, around.id, begun.id]
    assert found(growing, "weeks", limit=2) == [heading.id, own.id]


def test_a_word_of_any_length_is_found(growing: Ledger) -> None:
    long, wordy = "x" * 5_000, " ".join(f"word{n}" for n in range(60_000))
    claims = [replace(imported("1"), quote=long), replace(imported("2"), quote=wordy)]
    growing.add_claims(claims, growing.start_run("import", "1"))
    assert found(growing, long) == [claims[0].id]
    assert found(growing, '"word7 word8 word9"') == [claims[1].id]
    assert growing.verify(files=False) == []


def test_a_copy_can_be_searched(db_url: str, new_database: NewDatabase) -> None:
    with filled(db_url):
        pass
    for engine in ENGINES:
        with new_database(engine) as there:
            copy_ledger(db_url, there)
            with Ledger.open(there) as ledger:
                assert found(ledger, '"trained on" gpus') == [GPUS.id]


def test_an_older_ledger_can_be_searched_after_its_upgrade(db_url: str) -> None:
    with filled(db_url):
        pass
    migrate.downgrade(db_url, "0002")
    migrate.upgrade(db_url)
    with Ledger.open(db_url) as ledger:
        assert found(ledger, '"trained on" gpus') == [GPUS.id]
        ledger.add_claims([imported("7", "Falcon")], ledger.start_run("import", "1"))
        assert len(found(ledger, "falcon")) == 1
        assert ledger.verify(files=False) == []
    with (
        closing(connect(db_url)) as database,
        pytest.raises(Exception, match="append-only"),
        database.writing() as connection,
    ):
        connection.exec_driver_sql("UPDATE claim SET search_text = ''")


def test_a_merged_subject_is_found_by_the_words_of_both_names(growing: Ledger) -> None:
    falcon = imported("7", "Falcon Nine", attribute="dry_mass")
    growing.add_claims([falcon, imported("8", "Heron")], growing.start_run("import", "1"))
    into = "Merlin Rocket B5"
    growing.review("merge-subjects", ["Falcon Nine"], "one", code_version="1", into=into)
    for words in (
        "merlin", "rock", '"merlin rocket"', '"merlin rock"*', "rocket dry", "b5 m falcon",
        '"dry mass" merlin', "falcon", '"falcon nine"', '"it is 7" merlin',
    ):  # fmt: skip
        assert found(growing, words) == [falcon.id], words
    for words in ('"rocket merlin"', '"merlin rock"', "merlin heron", "merlin 8", '"b"'):
        assert found(growing, words) == [], words
    assert found(growing, "dry", subject="merlin rocket b5") == [falcon.id]


def test_a_corrected_claim_is_found_by_the_words_that_it_has_since(growing: Ledger) -> None:
    correction = Correction("Osprey Two", "gpu_count", "7 GPU", value("7", "GPU"))
    growing.review("correct", [GPUS.id], "misheard", code_version="1", correction=correction)
    for words in ("osprey", '"osprey two"', '"osprey tw"* trained', '"7 gpu" osp', "7 gp"):
        assert found(growing, words) == [GPUS.id], words
    for words in ('"osprey tw"', "osprey llama", '"6000 gpus" llama', "70b gpu"):
        assert found(growing, words) == [], words
    assert found(growing, "llama") == [SIZE_104.id, SIZE_140.id]


def test_what_is_rolled_back_is_not_found(growing: Ledger) -> None:
    run = growing.start_run("ingest", "2")
    wrong = replace(imported("9", "Sparrow"), source_id=TALK.source.id, modality="wrong")  # type: ignore[arg-type]
    growing.add_claims([wrong], run)
    assert found(growing, "sparrow") == []
    growing.add_document(TALK, TALK_CLAIMS, run)
    assert found(growing, "104") == [SIZE_104.id]


def test_a_vacuum_does_no_harm(tmp_path: Path) -> None:
    path = str(tmp_path / "claims.db")
    with filled(path) as ledger:
        ledger.add_claims([imported(str(n)) for n in range(50)], ledger.start_run("import", "1"))
    with closing(connect(path)) as database:
        raw = database.engine.raw_connection()
        raw.execute("VACUUM")  # type: ignore[attr-defined]
        raw.execute("INSERT INTO claim_search (claim_search, rank) VALUES ('integrity-check', 1)")  # type: ignore[attr-defined]
        raw.close()
    with Ledger.open(path) as ledger:
        assert found(ledger, "17 kilogram") == []
        assert found(ledger, '"it is 17"') == [imported("17").id]


def test_terms() -> None:
    assert terms_of('a "b C" d* "e f"* "g') == [
        Term(("a",), True),
        Term(("b", "c"), False),
        Term(("d",), True),
        Term(("e", "f"), True),
        Term(("g",), True),
    ]
    assert terms_of("  ") == terms_of('"-" *') == []
    assert len(terms_of("a " * 99)) == 32


def test_the_index_is_asked_for_longer_words_first() -> None:
    assert indexed(terms_of("llama 2 file")) == [("llama", True), ("file", True)]
    assert indexed(terms_of("2 b")) == [("2", True), ("b", True)]
    assert indexed(terms_of('"on 2" llama')) == [("on", False), ("2", False), ("llama", True)]


@pytest.fixture
def common(growing: Ledger, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """A ledger in which 3,000 claims are very many, of which 40 are a sample."""
    monkeypatch.setattr(sampling, "MANY", 2_500)
    monkeypatch.setattr(sampling, "SAMPLE", 40)
    claims = [
        imported(str(n), "Weeks" if n % 5 == 0 else "Falcon", attribute="age",
                 confidence=Decimal(n) / 10_000)
        for n in range(3_000)
    ]  # fmt: skip
    weeks = [replace(claim, quote=f"{claim.quote} after many weeks") for claim in claims]
    growing.add_claims(weeks, growing.start_run("import", "1"))
    return growing


def test_of_very_many_claims_with_a_word_a_sample_is_ranked(common: Ledger) -> None:
    every = found(common, "weeks")
    assert len(every) == 3_000
    shares = -(-40 // sum(claim_id < "01" for claim_id in every))
    drawn = [claim_id for claim_id in every if claim_id < f"{shares:02x}"]
    assert 30 < len(drawn) < 80
    assert found(common, "weeks", limit=4) == drawn[:4] != every[:4]
    assert found(common, "weeks", limit=2_000) == every[:2_000]


@pytest.mark.parametrize(
    "narrowed", [{"attribute": "age"}, {"subject": "Falcon"}, {"minimum": Decimal(0)}]
)
def test_what_another_filter_narrows_is_ranked_as_a_whole(
    common: Ledger, narrowed: dict[str, object]
) -> None:
    assert found(common, "weeks", limit=4, **narrowed) == found(common, "weeks", **narrowed)[:4]


def test_a_rare_phrase_of_common_words_is_found(common: Ledger) -> None:
    rare = replace(imported("7"), quote="weeks of many, many weeks after")
    common.add_claims([rare], common.start_run("import", "1"))
    assert found(common, '"many weeks after"', limit=4) == [rare.id]
