"""Finding claims: words, filters, exact limits, and the order of what is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from conftest import ENGINES, NewDatabase
from hypothesis import given
from hypothesis import strategies as st
from ledger_builders import GPUS, SIZE_104, SIZE_140, TALK, filled, imported, value

from claims.ledger import Ledger
from claims.ledger.rows import claim_row, search_text, words_of
from claims.records import Value


@pytest.fixture(scope="module", params=ENGINES)
def ledger(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Ledger]:
    """A ledger that is only read: it is the same after each of them."""
    with new_database(request.param) as db, filled(db) as ledger:
        yield ledger


@pytest.fixture
def growing(db_url: str) -> Iterator[Ledger]:
    """A ledger that the test adds claims to."""
    with filled(db_url) as ledger:
        yield ledger


def found(ledger: Ledger, words: str = "", **filters: object) -> list[str]:
    return [stored.id for stored in ledger.find(words, **filters)]  # type: ignore[arg-type]


SIZES = [SIZE_104.id, SIZE_140.id]


@pytest.mark.parametrize(
    "words",
    [
        "llama 2 file size",
        "LLAMA file_size",
        "lla siz",
        "giga llama",
        "ｌｌａｍａ giga",
        "file-size",
    ],
)
def test_words_are_found_in_any_case_from_their_beginning(ledger: Ledger, words: str) -> None:
    assert found(ledger, words) == SIZES


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("6000", [GPUS.id]),
        ("6,000 gpus", [GPUS.id]),
        ("ågren", [GPUS.id]),
        ("ÅGREN 12 days", [GPUS.id]),
        ("exchanged", []),
        ("llama mistral", []),
        ("lama", []),
        ("%", []),
        ("' OR 1=1 --", []),
        ("l%a", []),
        ("\0", []),
    ],
)
def test_every_word_must_be_there(ledger: Ledger, words: str, expected: list[str]) -> None:
    assert found(ledger, words) == expected


def test_no_words_find_everything_the_surest_first(ledger: Ledger) -> None:
    everything = found(ledger)
    assert everything[0] == SIZE_104.id
    assert set(everything) == {SIZE_104.id, SIZE_140.id, GPUS.id}
    assert found(ledger, limit=1) == [SIZE_104.id]
    assert found(ledger, limit=0) == []


def test_subject_and_attribute_count_for_more_than_the_quote(growing: Ledger) -> None:
    named = imported("7", "Talk", attribute="word_count", confidence=Decimal("0.1"))
    quoted = replace(imported("8"), quote="a talk of 8 words", confidence=Decimal("1"))
    growing.add_claims([quoted, named], growing.start_run("import", "1"))
    assert found(growing, "talk") == [named.id, quoted.id]


def test_a_whole_word_is_better_than_a_beginning(growing: Ledger) -> None:
    long = imported("1", "Falcon 90", confidence=Decimal("1"))
    exact = imported("2", "Falcon 9", confidence=Decimal("0.1"))
    growing.add_claims([long, exact], growing.start_run("import", "1"))
    assert found(growing, "falcon 9") == [exact.id, long.id]


def test_what_is_asserted_comes_before_a_surer_question_of_the_same_rank(growing: Ledger) -> None:
    asked = imported("1", "Heron", modality="question", confidence=Decimal("0.9"))
    said = imported("2", "Heron", confidence=Decimal("0.2"))
    begun = imported("3", "Heronry", confidence=Decimal("1"))
    growing.add_claims([asked, said, begun], growing.start_run("import", "1"))
    assert found(growing, "heron mass") == [said.id, asked.id, begun.id]
    assert found(growing, subject="Heron") == [said.id, asked.id]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"subject": "Llama 2 70B", "attribute": "gpu_count"}, [GPUS.id]),
        ({"subject": "llama 2  70b", "attribute": "GPU count"}, [GPUS.id]),
        ({"subject": "Llama 2"}, []),
        ({"unit": "gigabyte"}, SIZES),
        ({"unit": "byte"}, SIZES),
        ({"unit": "Gigabyte"}, SIZES),
        ({"unit": "parsec"}, []),
        ({"speaker": "ms. ågren"}, [GPUS.id]),
        ({"modality": "reported"}, [SIZE_140.id]),
        ({"source": "talk.txt", "attribute": "gpu_count"}, [GPUS.id]),
        ({"source": "a talk on", "attribute": "gpu_count"}, [GPUS.id]),
        ({"source": TALK.source.id[:6], "attribute": "gpu_count"}, [GPUS.id]),
        ({"source": "other.txt"}, []),
        ({"source": ""}, []),
        ({"subject": "\0"}, []),
    ],
)
def test_filters(ledger: Ledger, filters: dict[str, str], expected: list[str]) -> None:
    assert found(ledger, **filters) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"minimum": "104e9", "unit": "byte"}, SIZES),
        ({"minimum": "104000000000.000000000001", "unit": "byte"}, [SIZE_140.id]),
        ({"minimum": "105", "unit": "gigabyte"}, [SIZE_140.id]),
        ({"maximum": "104", "unit": "gigabyte"}, [SIZE_104.id]),
        ({"maximum": "6000"}, [GPUS.id]),
        ({"maximum": "5999.99999999999999999999"}, []),
        ({"minimum": "6000", "maximum": "6000"}, [GPUS.id]),
        ({"minimum": "1e400"}, []),
        ({"maximum": "-1e400"}, []),
    ],
)
def test_limits_are_exact(ledger: Ledger, filters: dict[str, str], expected: list[str]) -> None:
    exact = {key: Decimal(item) if key.endswith("imum") else item for key, item in filters.items()}
    assert found(ledger, **exact) == expected


def test_limits_tell_numbers_apart_that_floats_cannot(growing: Ledger) -> None:
    numbers = ("123456789012345678901234567890.1", "123456789012345678901234567890.2", "1e400")
    growing.add_claims([imported(n) for n in numbers], growing.start_run("import", "1"))
    low, high, huge = (imported(n).id for n in numbers)
    above = Decimal("123456789012345678901234567890.15")
    assert set(found(growing, minimum=above)) == {high, huge}
    assert set(found(growing, minimum=Decimal("1e20"), maximum=above)) == {low}
    assert found(growing, minimum=Decimal("1e399")) == [huge]
    assert found(growing, minimum=Decimal("1.0000000001e400")) == []


def test_a_least_confidence_is_exact(growing: Ledger) -> None:
    shares = ("0.7", "0.69999999999999999999", "0.71", "0")
    known = {share: imported(share, confidence=Decimal(share)) for share in shares}
    growing.add_claims(known.values(), growing.start_run("import", "1"))

    def certain(least: str) -> set[str]:
        return set(found(growing, subject="Falcon 9", min_confidence=Decimal(least)))

    assert certain("0.7") == {known["0.7"].id, known["0.71"].id}
    assert certain("0.69999999999999999999") == certain("0.7") | {known[shares[1]].id}
    assert certain("1") == set()
    assert certain("0") == {claim.id for claim in known.values()}
    every = {stored.id for stored in growing.claims(min_confidence=Decimal("0.71"))}
    assert every == {known["0.71"].id, SIZE_104.id}


def test_limits_meet_ranges_and_bounds(growing: Ledger) -> None:
    ends = {"range": ("5", "15"), "at_least": ("100", None), "approx": (None, None)}
    claims = {}
    for modifier, pair in ends.items():
        lo, hi = (None if end is None else Decimal(end) for end in pair)
        what = Value(lo, hi, "star", lo, hi, "star", modifier)  # type: ignore[arg-type]
        claims[modifier] = replace(imported("1"), value=what, quote=modifier)
    growing.add_claims(claims.values(), growing.start_run("import", "1"))

    def between(low: str, high: str) -> list[str]:
        return found(growing, unit="star", minimum=Decimal(low), maximum=Decimal(high))

    assert between("10", "11") == [claims["range"].id]
    assert between("99", "101") == [claims["at_least"].id]
    assert between("200", "300") == between("16", "99") == []


@given(st.text(st.characters(max_codepoint=127)) | st.from_regex(r"[A-Za-z0-9.,_ ]{0,40}"))
def test_the_words_of_plain_letters_are_those_of_any(text: str) -> None:
    assert ["ä", *words_of(text)] == words_of(f"ä {text}")


@given(st.text(max_size=40))
def test_a_claim_is_found_by_each_of_its_own_words(text: str) -> None:
    claim = replace(imported("1", text), value=value("1"))
    words = search_text(claim_row(claim, claim.id))
    assert all(f" {word[:100]}" in words for word in words_of(text))
    assert all("%" not in word and "_" not in word and "\\" not in word for word in words_of(text))
