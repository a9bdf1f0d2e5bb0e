"""Transcription variants of the names of all packs, and what must not be taken for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.extract.misheard.matching import Variants
from claims.extract.misheard.sounds import likeness, sound_of
from claims.vocabulary import EntitySpec, load_vocabulary

CASES = yaml.safe_load((Path(__file__).parent / "variant_cases.yaml").read_text(encoding="utf-8"))
ENTITIES = load_vocabulary().entities
MISHEARD = frozenset(
    ["Lama", "LLama", "Lama 1", "CLOD", "Chachi PT", "ChachiPT", "Vikunya"]
)  # what a pack need not list
KNOWN = {
    name: spec.model_copy(update={"aliases": tuple(a for a in spec.aliases if a not in MISHEARD)})
    for name, spec in ENTITIES.items()
}
VARIANTS = Variants(KNOWN)
PAIRS = [(written, name) for name, runs in CASES["variants"].items() for written in runs]
NEGATIVES = [written for runs in CASES["negatives"].values() for written in runs]
OWN = {name: EntitySpec(kind="model") for name in ("Zorvandel", "Zorvendal", "Quillimar")}


def positives() -> Iterator[Any]:
    for written, name in PAIRS:
        missed = written in CASES["missed"]
        marks = [pytest.mark.xfail(reason="not found yet", strict=True)] if missed else []
        yield pytest.param(written, name, id=f"{written} -> {name}", marks=marks)


@pytest.mark.parametrize(("written", "name"), list(positives()))
def test_a_variant_is_found(written: str, name: str) -> None:
    variant = VARIANTS.match(written)
    assert variant is not None
    assert (variant.canonical, variant.spec) == (name, KNOWN[name])
    assert 0.8 < variant.score <= 1


@pytest.mark.parametrize("written", NEGATIVES)
def test_other_words_and_names_stay_what_they_are(written: str) -> None:
    variant = VARIANTS.match(written)
    # "Groq" is itself a name of a pack, as "falcon" is one in small letters.
    assert variant is None or (variant.score, variant.canonical.lower()) == (1, written.lower())


def test_the_cases_are_many_and_recall_is_as_stated() -> None:
    assert len(PAIRS) >= 350
    assert len(NEGATIVES) >= 700
    right = [1 for written, name in PAIRS if (v := VARIANTS.match(written)) and v.canonical == name]
    assert len(right) / len(PAIRS) >= 0.95


@pytest.mark.parametrize("name", [*KNOWN, *(a for spec in KNOWN.values() for a in spec.aliases)])
def test_a_name_as_a_pack_spells_it_is_certain(name: str) -> None:
    variant = VARIANTS.match(name)
    assert variant is not None
    assert variant.score == 1


@pytest.mark.parametrize(
    ("written", "name"),
    [("Quilimar", "Quillimar"), ("Kwillimar", "Quillimar"), ("Quill Lemar", None), ("Quill", None)],
)
def test_names_of_a_users_own_pack_have_variants(written: str, name: str | None) -> None:
    variant = Variants(OWN).match(written)
    assert (variant.canonical if variant else None) == name


def test_between_two_names_as_near_nothing_is_chosen() -> None:
    assert Variants(OWN).match("Zorvandal") is None


def test_a_word_that_the_document_uses_in_small_letters_is_no_name() -> None:
    assert VARIANTS.match("Clod") is not None
    assert VARIANTS.match("Clod", ordinary={"clod"}) is None


@pytest.mark.parametrize("written", ["", " ", "...", "12", "a b c d e f g h", "é", "ﬁ", "x" * 5000])
def test_anything_may_be_asked(written: str) -> None:
    assert VARIANTS.match(written) is None


def at(text: str) -> tuple[str, str] | None:
    found = VARIANTS.at(text, 0, len(text))
    return (text[: found[0]], found[1].canonical) if found else None


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("Lama270B", ("Lama", "Llama")),
        ("Falken Forty B", ("Falken", "Falcon")),
        ("Vikunya 13B", ("Vikunya", "Vicuna")),
        ("Vikunya Chat", ("Vikunya", "Vicuna")),
        ("Hugging Phase", ("Hugging Phase", "Hugging Face")),
        ("Dalai Lama", None),
        ("Lama Temple", None),
    ],
)
def test_a_run_may_go_on_behind_the_name(run: str, found: tuple[str, str] | None) -> None:
    assert at(run) == found


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("ChachiPT and CLOD", [("ChachiPT", "ChatGPT"), ("CLOD", "Claude")]),
        ("Lama270B and Vikunya 13", [("Lama", "Llama"), ("Vikunya", "Vicuna")]),
        ("Proctor and Gamble", [("Proctor and Gamble", "Procter & Gamble")]),
        ("Krumbach and Falken", [("Falken", "Falcon")]),
        ("Dalai Lama and Obama", []),
    ],
)
def test_each_side_of_an_and_may_be_a_name(run: str, found: list[tuple[str, str]]) -> None:
    names = VARIANTS.in_run(run, 0, len(run))
    assert [(run[start:end], variant.canonical) for start, end, variant in names] == found


CHAT = [("chat gee pee tee", "ChatGPT"), ("em pee tee", "MPT")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("put it on hugging phase today", [("hugging phase", "Hugging Face")]),
        ("ask chat gee pee tee, or em pee tee", CHAT),
        ("mallaria, not collera", [("mallaria", "malaria"), ("collera", "cholera")]),
        ("Put it there. Hugging phase has it.", [("Hugging phase", "Hugging Face")]),
        ("Opening a day. Hugging them.", []),
        ("the new phase of hugging the facts in open air", []),
        ("the data breaks when we open a chat room", []),
        ("a falcon, a lama and a clod met on mars", []),
    ],
)  # fmt: skip
def test_small_letters_name_whole_phrases_only(text: str, found: list[tuple[str, str]]) -> None:
    phrases = VARIANTS.phrases(text)
    assert [(text[start:end], variant.canonical) for start, end, variant in phrases] == found


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vicuña", "Vikunya"), ("face", "phase"), ("Claude", "CLOD"), ("Pfizer", "Fizer"),
     ("Gemma", "Jemma"), ("Qwen", "Kwen"), ("hugging", "huggin")],
)  # fmt: skip
def test_spellings_of_one_sound(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Llama", "lamb"), ("Claude", "cloud"), ("Claude", "clad"), ("gem", "germ")],
)
def test_spellings_of_two_sounds(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)


def test_likeness_is_symmetric_and_knows_near_sounds() -> None:
    assert likeness("BAT", "BAT") == 1
    assert likeness("", "BAT") < 0.3
    assert likeness("PAT", "BAT") == likeness("BAT", "PAT")
    assert likeness("PAT", "BAT") > likeness("KAT", "BAT")
    assert likeness("BAT", "ABT") > likeness("BAT", "ABTAT")
