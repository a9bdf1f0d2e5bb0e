"""The rewritings by which robustness is measured say the same of other names, numbers, orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from rewriting.annotated import Annotated, Piece, Row, edited, kept, rebuilt
from rewriting.names import exchange_names
from rewriting.numbers import exchange_numbers
from rewriting.order import change_order
from robustness import REWRITINGS, linking_texts

import claims


def _row(text: str, value: str, lo: int | str, unit: str, subject: str | None = None) -> Row:
    start, number = text.index(value), Decimal(lo)
    return Row(
        start, start + len(value), number, number, number, number, unit, subject,
        "parameter_count", "asserted", None, True,
    )  # fmt: skip


def _annotated(text: str, *rows: Row) -> Annotated:
    return Annotated("text.txt", text, rows)


TALK = (
    "Llama 2 comes in two sizes. Llama 2 70B has 70 billion parameters, and LLAMA 2 7B has seven "
    "billion. In 2023, the model was trained on 2 trillion tokens by Meta.\n"
    "Llama 2 70B has 70 billion parameters, as I said."
)
TALK_ROWS = (
    _row(TALK, "70 billion parameters", 70 * 10**9, "parameter", "Llama 2 70B"),
    _row(TALK, "seven billion", 7 * 10**9, "parameter", "Llama 2 7B"),
    _row(TALK, "2 trillion tokens", 2 * 10**12, "token", "Llama 2"),
    _row(TALK, "2023", 2023, "date", "Llama 2"),
)


@pytest.fixture(scope="module")
def talk() -> Annotated:
    return _annotated(TALK, *TALK_ROWS)


def _said(annotated: Annotated) -> list[str]:
    return [annotated.text[row.start : row.end] for row in annotated.rows]


def test_known_names_become_other_known_names(talk: Annotated) -> None:
    new = exchange_names(talk)
    subject = new.rows[0].subject
    assert subject is not None
    family = subject.removesuffix(" 2 70B")
    assert family != "Llama"
    assert family in claims.vocabulary.load_vocabulary().entities
    assert new.text.startswith(f"{family} 2 comes")
    assert f"{family.upper()} 2 7B" in new.text
    assert "lama" not in new.text.lower()
    assert "Meta" not in new.text
    assert _said(new) == _said(talk)


def test_invented_names_are_in_no_pack(talk: Annotated) -> None:
    new = exchange_names(talk, invented=True)
    family = new.text.split()[0]
    assert family not in claims.vocabulary.load_vocabulary().entities
    assert new.rows[0].subject == f"{family} 2 70B"


def test_a_misspelt_name_becomes_another_one_misspelt() -> None:
    text = "Vicuna 13B is small. Vikunya runs anywhere."
    new = exchange_names(_annotated(text))
    name = new.text.split()[0]
    heard = new.text.split(". ")[1].split()[0]
    assert name != "Vicuna"
    assert heard not in (name, "Vikunya")


def test_people_and_firms_that_no_pack_knows_are_exchanged_by_their_words() -> None:
    text = "Mara Quellin: Tovarin Foods has 310 shops. Tovarin is old."
    row = _row(text, "310 shops", 310, "shop", "Tovarin Foods")
    new = exchange_names(_annotated(text, replace(row, speaker="Mara Quellin")))
    [changed] = new.rows
    firm = str(changed.subject)
    assert firm.endswith(" Foods")
    assert "Tovarin" not in new.text
    assert f"{firm} has 310 shops. {firm.split()[0]} is old." in new.text
    assert new.text.startswith(f"{changed.speaker}: ")


def test_numbers_change_alike_everywhere(talk: Annotated) -> None:
    new = exchange_numbers(talk)
    large, small, tokens, date = new.rows
    assert _said(new)[3] == "2023"
    assert date.lo == 2023
    assert large.lo is not None
    size = f"{large.lo / 10**9:f}".rstrip("0").rstrip(".")
    assert size != "70"
    assert _said(new)[0] == f"{size} billion parameters"
    assert large.subject == f"Llama 2 {size}B"
    assert new.text.count(f"Llama 2 {size}B has {size} billion parameters") == 2
    assert small.lo is not None
    assert Decimal(7 * 10**9) < small.lo < large.lo
    assert tokens.lo is not None
    assert tokens.lo > 2 * 10**12
    assert "Llama 2 comes" in new.text


def test_numbers_that_are_written_are_those_of_the_rows() -> None:
    """What the reader of quantities reads is what the rows say."""
    for annotated in linking_texts("development"):
        new = exchange_numbers(annotated)
        for old, row in zip(annotated.rows, new.rows, strict=True):
            if row.unit not in ("parameter", "token", "GPU", "day", "percent") or old == row:
                continue
            read = claims.quantities(f"It is {new.text[row.start : row.end]}.")
            if len(read) == 1 and read[0].value.unit == row.unit and row.lo is not None:
                assert read[0].value.lo is not None
                assert abs(read[0].value.lo - row.lo) < row.lo / 1000


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("In 2023, the firm had ten shops.", {"The firm had ten shops in 2023."}),
        ("The firm had ten shops in 2023.", {"In 2023, the firm had ten shops."}),
        ("I think the walk takes an hour.", {"The walk takes an hour, I think."}),
        ("The length of the bridge is 320 m.", {"320 m is the length of the bridge."}),
        ("It beats Bard and Claude.", {"It beats Claude and Bard."}),
        ("If it rains, the walk takes an hour.", {"The walk takes an hour if it rains."}),
    ],
)
def test_order_changes_and_the_meaning_stays(text: str, orders: set[str]) -> None:
    assert {change_order(_annotated(text), seed).text for seed in range(4)} == orders


@pytest.mark.parametrize(
    "text", ["Had we more, it would do.", "Is it true?", "So what.", "Compressed, it has ten"]
)
def test_order_stays_where_no_rule_is_safe(text: str) -> None:
    assert {change_order(_annotated(text), seed).text for seed in range(8)} == {text}


def test_order_says_the_same_values(talk: Annotated) -> None:
    for seed in range(8):
        new = change_order(talk, seed)
        assert _said(new) == _said(talk)
        assert len(new.text) != len(talk.text)


@pytest.mark.parametrize("rewriting", REWRITINGS.values(), ids=REWRITINGS)
def test_a_seed_gives_the_same_text(rewriting: Callable[[Annotated, int], Annotated]) -> None:
    texts = linking_texts("development")[::3]
    first = [rewriting(text, 3) for text in texts]
    assert first == [rewriting(text, 3) for text in texts]
    assert first != [rewriting(text, 4) for text in texts]


@pytest.mark.parametrize("name", ["known names", "invented names", "word order"])
def test_rows_follow_their_words(name: str) -> None:
    for annotated in linking_texts("development"):
        new = REWRITINGS[name](annotated, 0)
        for old, row in zip(annotated.rows, new.rows, strict=True):
            before, after = annotated.text[old.start : old.end], new.text[row.start : row.end]
            assert after.lower() == before.lower()
            assert row.lo == old.lo


def test_a_row_that_is_torn_apart_is_refused(talk: Annotated) -> None:
    middle = talk.rows[0].start + 3
    parts = [kept(TALK, 0, middle), kept(TALK, middle, len(TALK))]
    with pytest.raises(ValueError, match="torn apart"):
        rebuilt(talk, parts[::-1])
    with pytest.raises(ValueError, match="torn apart"):
        rebuilt(talk, parts[:1])


def test_edits_move_the_rows_behind_them(talk: Annotated) -> None:
    new = edited(talk, [Piece(0, 5, "Zephyrine")])
    assert new.text == TALK.replace("Llama", "Zephyrine", 1)
    assert _said(new) == _said(talk)


def test_two_edits_of_one_place_are_refused(talk: Annotated) -> None:
    with pytest.raises(ValueError, match="two edits"):
        edited(talk, [Piece(0, 5, "A"), Piece(3, 8, "B")])
