"""The parts of the pipeline: spaCy factories, names, modality, imported claims."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

import claims
from claims.extract import make_extractor
from claims.extract.imported import read_claims
from claims.extract.links import Sentence
from claims.extract.modality.meaning import modality_of
from claims.extract.names.families import with_size
from claims.extract.names.recognizer import NameRecognizer
from claims.records import Claim, dumps
from claims.sources import read_text
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
RECOGNIZER = NameRecognizer(VOCABULARY)
NLP = make_extractor().nlp


def names(text: str, **versions: set[str]) -> list[tuple[str, str | None]]:
    return [(name.canonical, name.kind) for name in RECOGNIZER.find(text, versions)]


class TestFactories:
    def test_quantities_work_in_anybodys_pipeline(self) -> None:
        nlp = spacy.blank("en")
        nlp.add_pipe("claims_quantities")
        (quantity,) = nlp("It weighs about 12 kg.")._.quantities
        assert (quantity.text, quantity.value.modifier) == ("12 kg", "approx")

    def test_the_linker_says_what_it_needs(self) -> None:
        meta = spacy.blank("en").get_factory_meta("claims_linker")
        assert set(meta.requires) == {"doc.sents", "doc._.quantities", "doc._.names"}

    def test_the_whole_pipeline(self) -> None:
        nlp = spacy.blank("en")
        for name in ("sentencizer", "claims_quantities", "claims_mentions", "claims_linker"):
            nlp.add_pipe(name)
        (link,) = nlp("Falcon was trained on 384 GPUs.")._.links
        assert (link.subject, link.attribute) == ("Falcon", "training_gpus")


class TestNames:
    @pytest.mark.parametrize(
        ("text", "canonical"),
        [
            ("Llama 2 70B Chat", "Llama 2 70B Chat"),
            ("LLaMA-2-70b", "Llama 2 70B"),
            ("GPT 4", "GPT-4"),
            ("Falcon-40B", "Falcon 40B"),
            ("Mixtral 8", "Mixtral 8"),
            ("Hugging Face", "Hugging Face"),
            ("HuggingFace", "Hugging Face"),
        ],
    )
    def test_spellings_of_known_names(self, text: str, canonical: str) -> None:
        assert names(f"We tried {text}, and it worked.")[0][0] == canonical

    def test_digits_in_contact_are_cut_by_the_version_that_is_spoken_of(self) -> None:
        assert names("the Lama270b model", Llama={"2"})[0][0] == "Llama 2 70B"
        assert names("the Falcon180b model")[0][0] == "Falcon 180B"

    def test_a_long_name_misspelt_by_one_letter(self) -> None:
        assert names("They asked Antropic.") == [("Anthropic", "organization")]

    @pytest.mark.parametrize("text", ["a lamb chop", "an orca at sea", "the meta level", "Obama"])
    def test_common_words_are_no_models(self, text: str) -> None:
        assert all(kind is None for _, kind in names(f"He saw {text} there."))

    def test_an_unknown_name_stays_as_it_stands(self) -> None:
        assert ("Krumbach Brothers", None) in names("We met Krumbach Brothers there.")

    def test_a_size_makes_an_unknown_name_a_model(self) -> None:
        text = "The Zephyrine 30B model is new. Zephyrine is open."
        assert {name.kind for name in RECOGNIZER.learned_from([text]).find(text)} == {"model"}
        assert RECOGNIZER.learned_from(["See Table 2 models."]) is RECOGNIZER

    @pytest.mark.parametrize(
        ("number", "name"),
        [("7e10", "X 70B"), ("1.3e9", "X 1.3B"), ("3.5e8", "X 350M"), ("12", "X 12")],
    )
    def test_sizes_in_names(self, number: str, name: str) -> None:
        assert with_size("X", Decimal(number)) == name

    @given(st.text(max_size=200))
    def test_spans_are_exact_on_any_text(self, text: str) -> None:
        last = 0
        for name in RECOGNIZER.find(text):
            assert text[name.start : name.end] == name.text
            assert last <= name.start < name.end
            last = name.end


class TestModality:
    @pytest.mark.parametrize(
        ("text", "modality"),
        [
            ("It has 12 rooms.", "asserted"),
            ("I think it has 12 rooms.", "hedged"),
            ("It does not have 12 rooms.", "negated"),
            ("Does it have 12 rooms?", "question"),
            ("Imagine it had 12 rooms.", "hypothetical"),
            ("According to the owner it has 12 rooms.", "reported"),
            ("You may use it unless you have more than 12 rooms.", "asserted"),
            ("Nobody doubts it, but it has 12 rooms.", "asserted"),
            ("I do not understand these 12 rooms.", "asserted"),
            ("If you count them, there are 12 rooms.", "asserted"),
            ("If you have 12 rooms, rent some out.", "hypothetical"),
            ("If you counted them, you would find 12 rooms.", "hypothetical"),
            ("If the roof holds, there are 12 rooms.", "hypothetical"),
            ("I think it is great that we have 12 rooms.", "asserted"),
            ("Maybe 12 rooms?", "hedged"),
            ("Is it expected to have 12 rooms?", "question"),
            ("We put 12 eggs into it.", "asserted"),
            ("If you count two hundred beds, there are 12 rooms.", "asserted"),
            ("It has 12 rooms, and the owner added a bath.", "asserted"),
            ("It has 12 rooms, the owner said on Monday.", "reported"),
            ("It has 12 rooms, as I said.", "asserted"),
            ("It had 9 beds and 12 rooms, according to the owner.", "reported"),
            ("The survey rules out more than 12 rooms.", "negated"),
        ],
    )
    def test_marks(self, text: str, modality: str) -> None:
        start = text.index("12")
        sentence = Sentence(0, text, (), ())
        assert modality_of(sentence, start, start + 2, is_name=False)[0] == modality


class TestApi:
    def test_extract_takes_a_text(self) -> None:
        (claim,) = claims.extract("Mistral raised 385 million euros.")
        assert (claim.value.lo, claim.value.unit) == (Decimal(385000000), "EUR")

    def test_quantities_takes_a_text(self) -> None:
        assert [q.text for q in claims.quantities("10 km in 2 hours")] == ["10 km", "2 hours"]


def line(**changes: object) -> str:
    row = {"source": "talk.txt", "quote": "The file is 140 gigabytes.", "subject": "Falcon 40B",
           "attribute": "file_size", "lo": 140, "hi": 140, "unit": "gigabyte"}  # fmt: skip
    return json.dumps(row | changes)


def imported(*lines: str) -> tuple[list[Claim], list[str]]:
    refused: list[str] = []
    return list(read_claims(lines, "in.jsonl", VOCABULARY, refused.append)), refused


NO_DATES = ("2023-99-99", "2023-02-30", "", "soon", "2022/", "2021/2022/2023", "2023-07-18T10:00")
DATES = ("2023", "2023-07", "2024-02-29", "2021/2022", "2023-05/2023-07", "-0043", "0000", "-11999")


class TestImportedClaims:
    def test_what_extract_writes_comes_back(self) -> None:
        written = make_extractor().extract(read_text("Falcon 40B was trained on 384 GPUs in 2023."))
        read, refused = imported(*(dumps(claim.to_json()) for claim in written))
        assert refused == []
        assert [claim.id for claim in read] == [claim.id for claim in written]

    def test_an_age_is_in_years_however_it_is_written(self) -> None:
        written = make_extractor().extract(read_text("Harlow the tree is 78 weeks old."))
        (own,), refused = imported(*(dumps(claim.to_json()) for claim in written))
        assert refused == []
        assert (own.attribute, own.value.canonical_unit) == ("age", "year")
        age = {"attribute": "age", "lo": 546, "hi": 546, "unit": "day"}
        seconds = {"canonical_lo": 47174400, "canonical_unit": "second"}
        found, refused = imported(line(**age), line(**age, **seconds), line(**age, canonical_lo=2))
        assert len(refused) == 1
        assert {claim.value.canonical_lo for claim in found} == {own.value.canonical_lo}

    def test_canonical_values_are_computed(self) -> None:
        ((claim,), refused) = imported(line())
        assert refused == []
        assert claim.value.canonical_lo == Decimal("140000000000")
        assert claim.value.canonical_unit == "byte"
        assert not claim.checked

    @pytest.mark.parametrize("number", ["123456789012345678901234567890.10", "0.1", "-3", "1e400"])
    def test_decimal_strings_keep_their_digits(self, number: str) -> None:
        ((claim,), _) = imported(line(lo=number, hi=number))
        assert claim.value.lo == Decimal(number)

    @pytest.mark.parametrize(
        ("bad", "why"),
        [
            ("{", "not JSON"),
            ("[1]", "not a JSON object"),
            (line(lo="NaN"), "lo"),
            (line(lo=2, hi=1), "greater than"),
            (line(canonical_lo=1), "canonical_lo"),
            (line(canonical_unit="second"), "canonical_unit"),
            (line(modality="certain"), "modality: must be one of asserted, hedged"),
            (line(speaker=["A"]), "speaker: Expected `str"),
            (line(qualifiers={"stage": 1}), "qualifiers"),
            (line(lo=True), "lo: Expected `decimal"),
            (line(hi="1e999999999999999999999"), "hi: Invalid decimal"),
            (
                line(unit=None).replace('"unit": null', '"more": ' + "[" * 5000),
                "too deep to be read",
            ),
            (line(published="yesterday"), "published"),
            (line(quote=None), "quote"),
            ('{"lo": NaN}', "no number"),
            (line(confidence=1.5), "confidence: 1.5 is not within 0 and 1"),
            (line(confidence="-0.1"), "confidence: -0.1 is not within 0 and 1"),
            (line(source_id="abc"), "source_id: must be the 64 hex digits"),
            (line(source_id=""), "source_id: must be the 64 hex digits"),
            (line(source_id=7), "source_id: Expected `str"),
            (line(duplicate_of={"source_id": "z" * 64, "start": 0}), "duplicate_of.source_id"),
            (line(start=1.5), "start: must be an integer"),
            (line(subject=""), "subject: is empty; write null"),
            (line(attribute=" \n"), "attribute: is empty"),
            (line(unit="\u00a0"), "unit: is empty"),
            (line(lo="7" * 300), f"lo {'7' * 40}… is greater than hi 140"),
            (line(canonical_lo="7" * 300), f"canonical_lo {'7' * 40}… disagrees with 140"),
            *((line(date=text), "date: must be an ISO 8601 date") for text in NO_DATES),
            (line(start=0).replace('"start": 0', '"start": 1e999999999'), "start: must be"),
        ],
    )
    def test_a_bad_line_is_refused_with_its_place(self, bad: str, why: str) -> None:
        claims_read, refused = imported(line(), bad, line())
        assert len(claims_read) == 2
        assert len(refused) == 1
        assert refused[0].startswith("in.jsonl:2: ")
        assert why in refused[0]

    def test_a_unit_that_no_pack_knows_is_kept(self) -> None:
        ((claim,), refused) = imported(line(unit="smoot", canonical_lo=5, canonical_unit="metre"))
        assert refused == []
        assert (claim.value.unit, claim.value.canonical_unit) == ("smoot", "metre")

    @pytest.mark.parametrize("date", DATES)
    def test_dates_of_all_years_are_taken(self, date: str) -> None:
        ((claim,), refused) = imported(line(date=date, unit="date", lo=None, hi=None))
        assert (claim.value.date, refused) == (date, [])

    @pytest.mark.parametrize("confidence", [0, 1, 0.25, "0.75"])
    def test_confidence_is_between_nothing_and_one(self, confidence: object) -> None:
        ((claim,), refused) = imported(line(confidence=confidence, source_id="0f" * 32))
        assert refused == []
        assert claim.confidence == Decimal(str(confidence))
        assert claim.source_id == "0f" * 32

    def test_what_a_line_says_beside_the_contract_makes_no_difference(self) -> None:
        (plainly, more), refused = imported(line(), line(more={"lo": [1, {}]}, weight=1e5))
        assert refused == []
        assert plainly == more

    def test_offsets_are_integers_however_they_are_written(self) -> None:
        ((claim,), _) = imported(line(start="12", end=20).replace("20", "2e1"))
        assert (claim.start, claim.end) == (12, 20)

    def test_the_given_id_is_given_back(self) -> None:
        ((claim,), _) = imported(line(id="a-1"))
        assert claim.external_id == "a-1"


class TestTokenizer:
    @given(st.text(max_size=300) | st.builds(lambda a, n, b: a + "1:" * n + b, st.text(),
                                             st.integers(90, 200), st.text()))  # fmt: skip
    def test_the_text_stays_as_it_is(self, text: str) -> None:
        assert NLP.make_doc(text).text == text

    def test_words_are_cut_as_ever(self) -> None:
        plain = spacy.blank("en")
        text = "Dr. Holm's file is 80GB, isn't it? " + "x" * 300 + " (yes)"
        cut = [token.text for token in NLP(text) if len(token) < 200]
        assert cut == [token.text for token in plain(text) if len(token) < 200]
