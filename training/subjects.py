"""Learn what the evidence on subjects weighs, from annotated texts.

    python training/subjects.py FOLDER [FOLDER ...] -o claims/extract/subjects/subject_weights.json

A folder holds texts (``X.txt``) with their claims beside them (``X.jsonl``, one JSON object a
line with ``quote``, ``value_text``, ``nth``, ``subject``, and in ``core`` whether it matters). At
least two texts are needed, as some are always left out. The extractor runs over them; where
it chooses a subject, the candidates that match the annotation are the right ones. The weights
make these likely (L2-penalised maximum likelihood). In the first round the extractor goes on from
the right subject, in later ones from its own choice, as it does in use, and the choices of all
rounds are learned from (dataset aggregation: Ross, Gordon, Bagnell, AISTATS 2011). With
``--folds N`` it is also said how often the right one is chosen in texts that the weights were not
learned from.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from claims.extract import make_extractor
from claims.extract.extractor import Extractor
from claims.extract.names.families import with_size
from claims.extract.subjects.finding import part_name
from claims.extract.subjects.ranking import Candidate, Model, Ranker, is_barred
from claims.extract.subjects.setting import Setting
from claims.sources import load_document

ROUNDS = 5
STEPS, RATE = 400, 0.05
PENALTY = 2.0
# What a choice counts where the annotation calls the quantity unimportant.
PASSING = 0.3
# So many choices at least share a certainty.
POOLED = 40
# A weight this small says nothing.
LEAST = 0.02
STOP = frozenset(["a", "an", "the", "of", "in", "for", "and", "to"])


@dataclass(frozen=True)
class Instance:
    """A choice: the evidence on each candidate, and the places of the right ones."""

    text: str
    evidence: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    weight: float = 1.0


@dataclass
class Teacher(Ranker):
    """A ranker that records the choices in annotated texts."""

    forced: bool = False
    rows: Sequence[tuple[int, int, str | None, float]] = ()
    text: str = ""
    instances: list[Instance] = field(default_factory=list)

    def rank(self, found: Sequence[Candidate], setting: Setting) -> tuple[Candidate, float]:
        """The right candidate if it is known and the choice is forced, the best otherwise."""
        best = super().rank(found, setting)
        run = setting.discourse.run
        if run is None:
            return best
        start, end = run.raw_span(setting.quantity.start, setting.quantity.end)
        row = next((r for r in self.rows if r[0] < end and start < r[1]), None)
        if row is None:
            return best
        allowed = [candidate for candidate in found if not is_barred(candidate)]
        right = _right(allowed, row[2], setting)
        evidence = tuple(candidate.evidence for candidate in allowed)
        self.instances.append(Instance(self.text, evidence, tuple(right), row[3]))
        return (allowed[right[0]], 1.0) if right and self.forced else best


def _right(found: Sequence[Candidate], subject: str | None, setting: Setting) -> list[int]:
    """The places of the candidates that an annotation means: the equal ones, else the alike."""
    if subject is None:
        return [len(found) - 1]
    named = [_called(candidate, setting) for candidate in found]
    equal = [n for n, name in enumerate(named) if name and _words(name) == _words(subject)]
    return equal or [n for n, name in enumerate(named) if name and _alike(subject, name)]


def _called(candidate: Candidate, setting: Setting) -> str | None:
    name = candidate.name
    if name is None:
        return part_name(candidate.phrase, setting) if candidate.phrase else None
    spec, value = setting.spec, setting.quantity.value
    if spec is not None and spec.names_members and name.family and value.lo is not None:
        return with_size(name.family, value.lo)
    return f"{name.canonical} {spec.part}" if spec is not None and spec.part else name.canonical


def _alike(subject: str, name: str) -> bool:
    left, right = set(_words(subject)), set(_words(name))
    if not left or not right or (len(left) <= 4 and any(re.search(r"\d", w) for w in left)):
        return False
    shared = len(left & right)
    return shared / len(right) >= 0.5 and shared / len(left) >= 0.25


def _words(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return [w for w in re.sub(r"[^\w.%$]+", " ", plain.casefold()).split() if w not in STOP]


def read(extractor: Extractor, path: Path, teacher: Teacher) -> list[Instance]:
    """The choices in a text, as the extractor comes upon them."""
    document = load_document(path)
    teacher.rows = list(_rows(path.with_suffix(".jsonl"), document.source.text))
    teacher.text, teacher.instances = path.stem, []
    replace(extractor, ranker=teacher).extract(document)
    return teacher.instances


def _rows(path: Path, text: str) -> Iterable[tuple[int, int, str | None, float]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        at = -1
        for _ in range(row["nth"]):
            at = text.find(row["quote"], at + 1)
        if at < 0:
            continue
        start = at + row["quote"].index(row["value_text"])
        yield start, start + len(row["value_text"]), row["subject"], 1.0 if row["core"] else PASSING


def learn(instances: Sequence[Instance], penalty: float = PENALTY) -> dict[str, float]:
    """The weights of evidence that make the right candidates likely (Adam on the likelihood)."""
    instances = [instance for instance in instances if instance.right]
    if not instances:
        return {}
    words = sorted({w for i in instances for evidence in i.evidence for w in evidence})
    place = {word: n for n, word in enumerate(words)}
    matrix, groups, right = _arrays(instances, place)
    counted = np.array([instance.weight for instance in instances])[groups]
    weights = np.zeros(len(words))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = matrix.times(weights)
        missed = _softmax(scores, groups, None) - _softmax(scores, groups, right)
        gradient = matrix.transposed(missed * counted)
        gradient += penalty * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        rate = RATE * math.sqrt(1 - 0.999**step) / (1 - 0.9**step)
        weights -= rate * mean / (np.sqrt(square) + 1e-8)
    return {w: round(float(v), 2) for w, v in zip(words, weights, strict=True) if abs(v) >= LEAST}


@dataclass(frozen=True)
class Matrix:
    """Which evidence (``columns``) each candidate (``rows``) has."""

    rows: Any
    columns: Any
    height: int
    width: int

    def times(self, weights: Any) -> Any:
        """The sum of the weights for each candidate."""
        return np.bincount(self.rows, weights[self.columns], minlength=self.height)

    def transposed(self, values: Any) -> Any:
        """The sum of the candidates' values for each piece of evidence."""
        return np.bincount(self.columns, values[self.rows], minlength=self.width)


def _arrays(instances: Sequence[Instance], place: Mapping[str, int]) -> tuple[Matrix, Any, Any]:
    rows: list[int] = []
    columns: list[int] = []
    groups: list[int] = []
    right: list[bool] = []
    for group, instance in enumerate(instances):
        for candidate, evidence in enumerate(instance.evidence):
            rows += [len(groups)] * len(evidence)
            columns += [place[word] for word in evidence]
            groups.append(group)
            right.append(candidate in instance.right)
    matrix = Matrix(np.array(rows), np.array(columns), len(groups), len(place))
    return matrix, np.array(groups), np.array(right)


def _softmax(scores: Any, groups: Any, right: Any) -> Any:
    """The probabilities of the candidates of each group; only of the right ones if given."""
    highest = np.full(groups[-1] + 1, -np.inf)
    np.maximum.at(highest, groups, scores)
    shares = np.exp(scores - highest[groups])
    if right is not None:
        shares = shares * right
    return shares / np.bincount(groups, shares)[groups]


def chosen(instance: Instance, weights: Mapping[str, float]) -> tuple[float, bool]:
    """The probability of the candidate that the weights choose, and whether it is right."""
    scores = [sum(weights.get(w, 0.0) for w in evidence) for evidence in instance.evidence]
    shares = [math.exp(score - max(scores)) for score in scores]
    best = scores.index(max(scores))
    together = instance.right if best in instance.right else (best,)
    return sum(shares[n] for n in together) / sum(shares), best in instance.right


def right_share(instances: Sequence[Instance], weights: Mapping[str, float]) -> float:
    """How often the weights choose a right candidate, by the weights of the instances."""
    hits = sum(i.weight * chosen(i, weights)[1] for i in instances)
    return hits / max(1.0, sum(i.weight for i in instances))


def crossed(instances: Sequence[Instance], folds: int, penalty: float) -> list[tuple[float, bool]]:
    """The choices in texts that the weights were not learned from: probability, and if right."""
    texts = sorted({instance.text for instance in instances})
    found = []
    for fold in range(min(folds, len(texts))):
        out = set(texts[fold::folds])
        weights = learn([i for i in instances if i.text not in out], penalty)
        found += [chosen(i, weights) for i in instances if i.text in out and i.weight == 1.0]
    return found


def certainties(choices: Sequence[tuple[float, bool]]) -> list[list[float]]:
    """How often a choice of a probability is right: steps of (lowest probability, share).

    Isotonic regression by pooling adjacent violators (Ayer and others 1955); a step holds at
    least ``POOLED`` choices if there are so many, and all those of one probability.
    """
    steps: list[list[float]] = []
    for part in _parts(sorted(choices)):
        steps.append([part[0][0], float(sum(right for _, right in part)), float(len(part))])
        while len(steps) > 1 and steps[-2][1] / steps[-2][2] >= steps[-1][1] / steps[-1][2]:
            last = steps.pop()
            steps[-1][1] += last[1]
            steps[-1][2] += last[2]
    rounded = {round(low, 2): round(right / size, 2) for low, right, size in steps}
    return [[low, share] for low, share in rounded.items()]  # of equal steps the last


def _parts(ordered: Sequence[tuple[float, bool]]) -> Iterator[Sequence[tuple[float, bool]]]:
    """Choices in parts of ``POOLED`` or a few more, equal probabilities in one."""
    start = 0
    while start < len(ordered):
        end = start + POOLED
        while end < len(ordered) and ordered[end][0] == ordered[end - 1][0]:
            end += 1
        if len(ordered) - end < POOLED:
            end = len(ordered)
        yield ordered[start:end]
        start = end


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--folds", type=int, default=7)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    given = parser.parse_args(arguments)
    paths = sorted(path for folder in given.folders for path in folder.glob("*.txt"))
    if len(paths) < 2:
        parser.error(f"the folders hold {len(paths)} texts (*.txt), and at least two are needed")
    learned = {
        kind: _rounds(make_extractor(spacy_model=model), kind, paths, given)
        for kind, model in (("parsed", "shipped"), ("plain", "none"))
    }
    if given.output:
        given.output.write_text(json.dumps(learned, indent=1, sort_keys=True) + "\n")


def _rounds(
    extractor: Extractor, kind: str, paths: Sequence[Path], given: argparse.Namespace
) -> dict[str, Any]:
    weights: dict[str, float] = {}
    gathered: list[Instance] = []
    for count in range(ROUNDS):
        model = Model(weights, [[0.0, 0.5]])
        teacher = Teacher(model, model, forced=count == 0)
        new = [instance for path in paths for instance in read(extractor, path, teacher)]
        gathered = gathered + new
        weights = learn(gathered, given.penalty)
        print(
            f"{kind}, round {count + 1}: {len(new)} choices, right {right_share(new, weights):.3f}"
        )
    left_out = crossed(new, given.folds, given.penalty)
    if not left_out:
        raise SystemExit(f'{kind}: no quantity of a row with "core": true was found in the texts')
    share = sum(right for _, right in left_out) / len(left_out)
    print(f"{kind}, texts not learned from: {share:.3f} of {len(left_out)}")
    return {"weights": weights, "certainties": certainties(left_out)}


if __name__ == "__main__":
    main()
