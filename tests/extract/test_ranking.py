"""Choosing subjects: the candidates, the evidence on them, and what learned weights choose."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from claims.extract import make_extractor
from claims.extract.context.discourse import Discourse
from claims.extract.links import Sentence
from claims.extract.names.families import Name
from claims.extract.names.recognizer import NameRecognizer
from claims.extract.subjects.candidates import LAST, LEADING, candidates
from claims.extract.subjects.evidence import passed
from claims.extract.subjects.ranking import BARS, Candidate, Model, Ranker, shipped_ranker
from claims.extract.subjects.setting import Setting
from claims.quantities import read
from claims.sources import read_text
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
RECOGNIZER = NameRecognizer(VOCABULARY)
STEPS = [[0.0, 0.1], [0.3, 0.3], [0.6, 0.6], [0.9, 0.9]]


@dataclass
class Recorder(Ranker):
    """A ranker that keeps what it chose from."""

    seen: list[tuple[list[Candidate], Setting]] = field(default_factory=list)

    def rank(self, found: Any, setting: Setting) -> tuple[Candidate, float]:
        self.seen.append((list(found), setting))
        return super().rank(found, setting)


EXTRACTORS = {model: make_extractor(spacy_model=model) for model in ("shipped", "none")}


def chosen_from(text: str, model: str = "shipped") -> list[tuple[list[Candidate], Setting]]:
    """The candidates of each quantity of a text, and their settings."""
    recorder = Recorder(*vars(shipped_ranker()).values())
    replace(EXTRACTORS[model], ranker=recorder).extract(read_text(text))
    return recorder.seen


def name(canonical: str) -> Name:
    return Name(0, len(canonical), canonical, canonical)


def setting_of(text: str, discourse: Discourse) -> Setting:
    """The setting of the first quantity of a sentence without a parse."""
    quantities = read(text, VOCABULARY)
    sentence = Sentence(0, text, RECOGNIZER.find(text), quantities)
    return Setting(quantities[0], None, sentence, discourse, VOCABULARY)


def named(found: list[Candidate]) -> list[str | None]:
    return [candidate.name.canonical if candidate.name else None for candidate in found]


def crowded(count: int, **state: Any) -> Discourse:
    """A discourse in which so many names are mentioned, the first of them most often."""
    names = [f"Velde{number}" for number in range(count)]
    counts = Counter({each: 2 * count - number for number, each in enumerate(names)})
    discourse = Discourse(**{"counts": counts, **state})
    for each in names:
        discourse.begin_sentence()
        discourse.mention(name(each))
    discourse.begin_sentence()
    return discourse


class TestCandidates:
    def test_the_sentences_names_then_the_last_then_the_leading_then_nothing(self) -> None:
        discourse = crowded(40)
        found = candidates(setting_of("In May Tollan and Reed sold 40 boats.", discourse))
        last = [f"Velde{39 - number}" for number in range(LAST)]
        leading = [f"Velde{number}" for number in range(LEADING)]
        assert named(found) == ["Tollan", "Reed", *last, *leading, None]

    @pytest.mark.parametrize("count", [0, 3, LAST, LAST + 2, LAST + LEADING, 50, 5000])
    def test_however_many_names_a_source_has_few_are_considered(self, count: int) -> None:
        found = candidates(setting_of("In May they sold 40 boats.", crowded(count)))
        assert len(found) == min(count, LAST + LEADING) + 1
        assert len(set(named(found))) == len(found)

    def test_a_name_of_the_sentence_is_not_there_again_as_an_earlier_one(self) -> None:
        found = candidates(setting_of("In May Velde3 sold 40 boats.", crowded(4)))
        assert named(found) == ["Velde3", "Velde2", "Velde1", "Velde0", None]

    def test_a_name_of_before_is_of_a_kind_that_can_have_it_if_one_is(self) -> None:
        told = "Adobe is large. ChatGPT is new."
        assert "ChatGPT" not in named(chosen_from(f"{told} Its valuation is $40 million.")[-1][0])
        assert "ChatGPT" in named(chosen_from(f"{told} Its price is $40.")[-1][0])

    def test_a_name_within_the_quantity_is_none(self) -> None:
        text = "In May they sold 40 Velde boats."
        (quantity,) = read(text, VOCABULARY)
        inside = Name(quantity.start, quantity.end, quantity.text, "Velde")
        sentence = Sentence(0, text, [inside], [quantity])
        found = candidates(Setting(quantity, None, sentence, Discourse(), VOCABULARY))
        assert named(found) == [None]

    def test_a_noun_phrase_is_one_if_it_is_a_thing_of_its_own(self) -> None:
        ((found, _),) = chosen_from("The old bridge is 40 metres long.")
        assert [c.phrase.name for c in found if c.phrase] == ["the old bridge"]
        ((found, _),) = chosen_from("It is 40 metres long.")
        assert [c.phrase for c in found] == [None]


EVIDENCE = [
    ("We know that Velde has 400 boats.", "Velde", "here:subject", True),
    ("We know that Velde has 400 boats.", "Velde", "here:only", True),
    ("We say that Velde is larger than Reed and has 40 boats.", "Reed", "here:compared", True),
    ("We say that Velde is larger than Reed and has 40 boats.", "Velde", "here:compared", False),
    ("We say that Velde is larger than Reed and has 40 boats.", "Velde", "here:only", False),
    ("According to the Selm Institute, Velde has 40 boats.", "Selm Institute", "here:source", True),
    ("According to the Selm Institute, Velde has 40 boats.", "Velde", "here:source", False),
    ("Now the bridge was built by Velde for $40 million.", "Velde", "here:agent", True),
    ("Then the mill of Velde sold 40 boats.", "Velde", "here:agent", False),
    ("Then Velde's mill sold 40 boats.", "Velde", "here:possessive", True),
    ("Then Velde and Reed sold 40 and 50 boats.", "Velde", "here:paired", True),
    ("In tests, compound Velde had an IC50 of 0.8 micromolar.", "IC50", "here:measured", True),
    ("In tests, compound Velde had an IC50 of 0.8 micromolar.", "Velde", "here:measured", False),
    ("It sank two months after Velde, and Reed had left.", "Velde", "here:reckoned", True),
    ("It sank two months after Velde, and Reed had left.", "Reed", "here:reckoned", False),
    ("Last year 40 boats were sold to Velde.", "Velde", "here:before", False),
    ("Last year 40 boats went to Velde.", "Velde", "here:behind", True),
    ("It lies 30 kilometres from Velde, and Reed is larger.", "Velde", "here:reckoned", True),
    ("It lies 30 kilometres north of Velde and of Reed.", "Velde", "here:reckoned", True),
    ("It lies 30 kilometres from Velde, and Reed is larger.", "Reed", "here:reckoned", False),
    ("Then 40 boats were sold by Velde.", "Velde", "subject-itself:here", True),
    ("Then Velde sold 40 boats.", "Velde", "subject-itself:here", False),
    ("You can rent 40 boats with Velde.", "Velde", "hearer:here", True),
    ("We can rent 40 boats with Velde.", "Velde", "hearer:here", False),
    ("We know Velde. It has 40 boats.", "Velde", "thing:sentence-before", True),
    ("We know Velde. It has 40 boats.", "Velde", "here:yes", False),
    ("We know Velde. The club has 40 boats.", "Velde", "definite:unknown:earlier", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "canonical", "mark", "there"), EVIDENCE)
def test_what_speaks_for_and_against_a_name(
    text: str, canonical: str, mark: str, there: bool
) -> None:
    found, _ = chosen_from(text)[0]
    (candidate,) = (c for c in found if c.name and c.name.canonical == canonical)
    assert (mark in candidate.evidence) is there, candidate.evidence


def test_a_measure_has_the_evidence_of_every_step_that_it_has_passed() -> None:
    assert [list(passed("ago", value, (1, 2))) for value in (0, 1, 1.5, 2)] == [
        [], [], ["ago>1"], ["ago>1"],
    ]  # fmt: skip
    assert list(passed("ago", 99, (1, 2))) == ["ago>1", "ago>2"]


class TestChoices:
    SETTING = setting_of("In May they sold 40 boats.", Discourse())

    def choice(
        self, *found: tuple[str | None, float], bars: tuple[str, ...] = ()
    ) -> tuple[str | None, float]:
        """What is chosen of candidates, given with what their evidence weighs."""
        listed = [
            Candidate(
                name(n) if n else None,
                None,
                (f"{n}{w}", *(("here:measured",) if n in bars else ())),
            )
            for n, w in found
        ]
        weights = {f"{n}{w}": w for n, w in found}
        unused = Model({}, [[0.0, 0.0]])
        best, certainty = Ranker(unused, Model(weights, STEPS)).rank(listed, self.SETTING)
        return named([best])[0], certainty

    def test_the_heaviest_is_chosen_and_of_equal_ones_the_first(self) -> None:
        assert self.choice(("Velde", 1), ("Reed", 2), (None, 0))[0] == "Reed"
        assert self.choice(("Velde", 1), ("Reed", 1), (None, 0))[0] == "Velde"
        assert self.choice(("Velde", -1), ("Reed", -2), (None, 0))[0] is None

    def test_a_barred_name_is_never_chosen(self) -> None:
        assert self.choice(("Velde", 9), (None, -9), bars=("Velde",)) == (None, 0.9)

    def test_unknown_evidence_weighs_nothing(self) -> None:
        ranker = Ranker(*[Model({}, STEPS)] * 2)
        found = [Candidate(name("Velde"), None, ("unheard-of",)), Candidate(None, None, ())]
        assert ranker.rank(found, self.SETTING) == (found[0], 0.3)

    def test_certainty_is_that_of_the_probabilitys_step(self) -> None:
        def of_two(probability: float) -> float:
            return self.choice(("Velde", math.log(probability / (1 - probability))), (None, 0))[1]

        assert [of_two(p) for p in (0.55, 0.61, 0.89, 0.91)] == [0.3, 0.6, 0.6, 0.9]

    def test_a_probability_below_all_steps_has_the_lowest_certainty(self) -> None:
        ranker = Ranker(*[Model({}, [[0.6, 0.2], [0.9, 0.8]])] * 2)
        found = [Candidate(name("Velde"), None, ()), Candidate(None, None, ())]
        assert ranker.rank(found, self.SETTING)[1] == 0.2

    def test_mentions_of_one_name_count_together(self) -> None:
        assert self.choice(("Velde", 0), ("Reed", 0), (None, 0))[1] == 0.3
        assert self.choice(("Velde", 0), ("Velde", 0), (None, 0))[1] == 0.6

    @pytest.mark.parametrize(("model", "chosen"), [("shipped", "Reed"), ("none", "Velde")])
    def test_each_way_of_reading_has_weights_of_its_own(self, model: str, chosen: str) -> None:
        parsed, plain = Model({"here:last-before": 9}, STEPS), Model({"here:first": 9}, STEPS)
        extractor = replace(EXTRACTORS[model], ranker=Ranker(parsed, plain))
        (claim,) = extractor.extract(read_text("Then Velde and Reed sold 40 boats."))
        assert claim.subject == chosen


class TestShippedWeights:
    MODELS = json.loads(
        files("claims.extract.subjects")
        .joinpath("subject_weights.json")
        .read_text(encoding="utf-8")
    )

    def test_there_are_two_models_and_they_are_what_is_used(self) -> None:
        assert sorted(self.MODELS) == ["parsed", "plain"]
        assert shipped_ranker().parsed.weights == self.MODELS["parsed"]["weights"]
        assert shipped_ranker().plain.weights == self.MODELS["plain"]["weights"]

    @pytest.mark.parametrize("model", ["parsed", "plain"])
    def test_the_likelier_a_choice_the_surer_it_is(self, model: str) -> None:
        steps = self.MODELS[model]["certainties"]
        assert len(steps) > 3
        for (low, share), (next_low, next_share) in pairwise(steps):
            assert low < next_low
            assert share <= next_share
        assert all(0 <= part <= 1 for each in steps for part in each)

    @pytest.mark.parametrize("model", ["parsed", "plain"])
    def test_weights_are_finite_and_without_a_parse_none_is_of_a_parse(self, model: str) -> None:
        weights = self.MODELS[model]["weights"]
        assert all(math.isfinite(weight) and weight != 0 for weight in weights.values())
        assert any(word.startswith("here:tree:") for word in weights) is (model == "parsed")
        assert BARS.isdisjoint(weights)


@pytest.mark.parametrize("model", ["shipped", "none"])
def test_choices_are_the_same_each_time(model: str) -> None:
    text = "Then Velde and Reed sold 40 boats. Tollan, a firm, paid $4 million. It has 90 staff."
    first, second = ([found for found, _ in chosen_from(text, model)] for _ in range(2))
    assert [[c.evidence for c in found] for found in first] == [
        [c.evidence for c in found] for found in second
    ]


class Watched(dict[Any, Any]):
    """A dictionary that counts what is looked through, not what is looked up."""

    steps = 0

    def values(self) -> Any:
        return Passing(self, list(super().values()))

    def items(self) -> Any:
        return Passing(self, list(super().items()))

    def keys(self) -> Any:
        return Passing(self, list(super().keys()))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.keys())


class WatchedCounter(Watched, Counter[str]):
    """A counter that does so."""


@dataclass
class Passing:
    """What a watched dictionary holds, counted as it is passed over."""

    owner: Watched
    held: list[Any]

    def __iter__(self) -> Iterator[Any]:
        return self._counted(self.held)

    def __reversed__(self) -> Iterator[Any]:
        return self._counted(self.held[::-1])

    def __len__(self) -> int:
        return len(self.held)

    def _counted(self, held: list[Any]) -> Iterator[Any]:
        for item in held:
            self.owner.steps += 1
            yield item


def test_a_quantity_costs_the_same_whatever_the_number_of_names() -> None:
    """What a choice looks through does not grow with the names of the source."""

    def looked_through(count: int) -> int:
        mentions = Watched()
        counts = WatchedCounter({f"Velde{number}": 9 for number in range(count)})
        discourse = crowded(count, _mentions=mentions, counts=counts)
        setting = setting_of("In May Tollan and Reed sold 40 boats.", discourse)
        costs: list[int] = []
        for _ in range(2):  # the first choice counts the names
            before = mentions.steps + counts.steps
            shipped_ranker().rank(candidates(setting), setting)
            discourse.topic()
            discourse.recent_kinds()
            costs.append(mentions.steps + counts.steps - before)
        assert costs[0] > 0
        return costs[1]

    assert looked_through(5000) == looked_through(100) < 60
