"""Learning what evidence on subjects weighs, from two or three annotated texts."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from claims.extract import make_extractor
from claims.extract.subjects.ranking import Model, Ranker
from claims.sources import read_text

SCRIPT = Path(__file__).parents[2] / "training" / "subjects.py"
# A text with, for each quantity, the name that is its subject if names before it are, and the one
# that is if names behind it are.
TEXTS = {
    "harbour": (
        "Last year Velde sold 410 boats to Tollan. Later Sandvik brought 90 crates to Holme. "
        "Then Larkspur lent 70 nets to Reed.",
        [("410 boats", "Velde", "Tollan"), ("90 crates", "Sandvik", "Holme"),
         ("70 nets", "Larkspur", "Reed")],
    ),
    "orchard": (
        "Last week Selm sent 320 pears to Orrin. Later Quillon gave 80 plums to Brenna. "
        "Then Castor lent 60 carts to Dunmore.",
        [("320 pears", "Selm", "Orrin"), ("80 plums", "Quillon", "Brenna"),
         ("60 carts", "Castor", "Dunmore")],
    ),
    "library": (
        "Last month Fenwick lent 510 books to Ostrava. Later Marlow sold 40 maps to Kestrin.",
        [("510 books", "Fenwick", "Ostrava"), ("40 maps", "Marlow", "Kestrin")],
    ),
}  # fmt: skip


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("training_subjects", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


training = _load()


def write(folder: Path, names: Iterable[str] = TEXTS, *, behind: bool = False) -> Path:
    """A folder of texts with their annotations."""
    folder.mkdir(exist_ok=True)
    for name in names:
        text, quantities = TEXTS[name]
        rows = [
            {"quote": text, "value_text": value, "nth": 1, "core": True, "subject": names[behind]}
            for value, *names in quantities
        ]
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def read(path: Path) -> Ranker:
    """The ranker with the weights of a file."""
    models = json.loads(path.read_text(encoding="utf-8"))
    return Ranker(Model(**models["parsed"]), Model(**models["plain"]))


def subjects(ranker: Ranker, text: str, spacy_model: str = "none") -> list[str | None]:
    extractor = replace(make_extractor(spacy_model=spacy_model), ranker=ranker)
    return [claim.subject for claim in extractor.extract(read_text(text))]


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The files of two runs of the command, in which sets are ordered differently."""
    base = tmp_path_factory.mktemp("learned")
    folder, files = write(base / "texts", behind=True), [base / "first.json", base / "second.json"]
    runs = [
        subprocess.Popen(
            [sys.executable, SCRIPT, folder, "-o", file, "--folds", "2", "--penalty", "0.1"],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for seed, file in enumerate(files, start=1)
    ]
    for run in runs:
        output, _ = run.communicate(timeout=120)
        assert run.returncode == 0, output
        assert "parsed, round 3: 8 choices, right 1.000" in output
        assert "plain, texts not learned from:" in output
    return files


def test_two_runs_write_the_same_file(learned: list[Path]) -> None:
    assert learned[0].read_bytes() == learned[1].read_bytes()


def test_the_file_is_in_the_form_that_is_shipped(learned: list[Path]) -> None:
    shipped = SCRIPT.parents[1] / "claims" / "extract" / "subjects" / "subject_weights.json"
    new, old = (json.loads(path.read_text(encoding="utf-8")) for path in (learned[0], shipped))
    assert sorted(new) == sorted(old)
    for model in old:
        assert sorted(new[model]) == sorted(old[model])
        assert all(isinstance(weight, float) for weight in new[model]["weights"].values())
        assert all(len(step) == 2 for step in new[model]["certainties"])
        assert new[model]["certainties"]


@pytest.mark.parametrize("spacy_model", ["shipped", "none"])
def test_the_weights_choose_the_subjects_of_the_texts(
    learned: list[Path], spacy_model: str
) -> None:
    ranker = read(learned[0])
    for text, quantities in TEXTS.values():
        expected = [behind for _, _, behind in quantities]
        assert subjects(ranker, text, spacy_model) == expected


class TestAnnotationsDecide:
    """The same texts, with the names before and behind the quantities as their subjects."""

    @pytest.mark.parametrize("behind", [False, True])
    def test_what_is_annotated_is_learned(self, tmp_path: Path, behind: bool) -> None:
        model = Model({}, [[0.0, 0.5]])
        teacher = training.Teacher(model, model, forced=True)
        extractor = make_extractor(spacy_model="none")
        folder = write(tmp_path / "texts", ["harbour", "orchard"], behind=behind)
        found = [
            instance
            for path in sorted(folder.glob("*.txt"))
            for instance in training.read(extractor, path, teacher)
        ]
        assert [len(instance.right) for instance in found] == [1] * 6
        weights = training.learn(found, 0.1)
        assert training.right_share(found, weights) == 1
        assert training.right_share(found, {}) == (0 if behind else 1)  # the first is chosen
        text, quantities = TEXTS["library"]
        new = Model(weights, [[0.0, 0.5]])
        assert subjects(Ranker(new, new), text) == [names[behind] for _, *names in quantities]

    def test_a_row_without_a_subject_means_nothing(self, tmp_path: Path) -> None:
        folder = write(tmp_path / "texts", ["library"])
        path = folder / "library.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        lines = [json.dumps(row | {"subject": None, "core": False}) + "\n" for row in rows]
        path.write_text("".join(lines), encoding="utf-8")
        model = Model({}, [[0.0, 0.5]])
        teacher = training.Teacher(model, model, forced=True)
        found = training.read(make_extractor(spacy_model="none"), folder / "library.txt", teacher)
        assert len(found) == 2
        assert all(instance.right == (len(instance.evidence) - 1,) for instance in found)
        assert {instance.weight for instance in found} == {training.PASSING}


def test_what_is_never_right_gets_no_weight_and_nothing_can_be_learned_from_it() -> None:
    never = training.Instance("text", (("a",), ("b",)), ())
    assert training.learn([never]) == {}
    assert training.learn([]) == {}


def test_weights_go_to_what_tells_the_right_ones() -> None:
    instances = [
        training.Instance(str(n), (("both", "right"), ("both", "wrong")), (0,)) for n in range(9)
    ]
    weights = training.learn(instances)
    assert weights["right"] > 0 > weights["wrong"]
    assert "both" not in weights
    assert training.chosen(instances[0], weights)[1]
    left_out = training.crossed(instances, folds=3, penalty=1.0)
    assert [right for _, right in left_out] == [True] * 9


class TestCertainties:
    def choices(self, *groups: tuple[float, int, int]) -> list[tuple[float, bool]]:
        """Choices of a probability, so many of them, so many right."""
        return [
            (low + number / 10**6, number < right)
            for low, count, right in groups
            for number in range(count)
        ]

    def test_they_rise_with_the_probability(self) -> None:
        given = self.choices((0.2, 80, 8), (0.5, 80, 60), (0.7, 80, 40), (0.9, 80, 76))
        steps = training.certainties(given)
        assert all(low < high and a <= b for (low, a), (high, b) in pairwise(steps))
        assert (steps[0][0], steps[-1]) == (0.2, [0.9, 0.95])

    def test_what_falls_is_pooled(self) -> None:
        given = self.choices((0.2, 40, 30), (0.5, 40, 10))
        assert training.certainties(given) == [[0.2, 0.5]]

    def test_no_step_is_made_of_a_few_choices(self) -> None:
        few = training.POOLED
        assert training.certainties(self.choices((0.5, few, few // 2), (0.9, 1, 1))) == [
            [0.5, round((few // 2 + 1) / (few + 1), 2)]
        ]
        assert training.certainties([(0.5, True)]) == [[0.5, 1.0]]

    def test_equal_probabilities_have_one_certainty(self) -> None:
        given = [(0.9, number < 40) for number in range(80)]
        assert training.certainties(given) == [[0.9, 0.5]]


@pytest.mark.parametrize("names", [[], ["harbour"]])
def test_fewer_than_two_texts_are_refused(
    tmp_path: Path, names: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        training.main([str(write(tmp_path / "texts", names))])
    assert f"hold {len(names)} texts" in capsys.readouterr().err


def test_names_that_an_annotation_writes_otherwise_are_right_too() -> None:
    alike: Any = training._alike
    assert alike("Velde Mills", "Velde")
    assert alike("the Velde", "Velde Mills")
    assert not alike("Velde Mills", "Tollan")
    assert not alike("Petrel 2", "Petrel 3")
