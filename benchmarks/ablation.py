"""What each component of extraction pays for: F1 and words per second with and without it.

    python benchmarks/ablation.py [FILE…] [--texts FOLDER --rows FOLDER] [--figures-only]

F1 of subject, attribute and claim, pooled over ``development`` and ``held_out`` of
``benchmarks/linking``, or over each text of a folder with its rows; the words per second, as a
ratio to the whole extraction in the same process, on the files (the bundled samples without any;
the fastest of several rounds, in turns).
Parts of the learned ranker are left out by setting the weights of their evidence to 0, without
learning the others anew. Instead of the whole ranker: the name before the number that is nearest
in the words, else the nearest behind it, else the one mentioned last. Names as a recogniser of
speech writes them are counted on the spellings of ``tests/extract/variant_cases.yaml``, each in a
sentence of its own.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import yaml
from linking import count
from rewriting.annotated import Annotated, read_folder
from rewriting.scoring import figures
from robustness import linking_texts

from claims.extract import Extractor, make_extractor
from claims.extract.misheard.matching import Variants
from claims.extract.names.recognizer import NameRecognizer
from claims.extract.subjects.evidence import CHARACTER_STEPS, SENTENCE_STEPS
from claims.extract.subjects.ranking import Model, Ranker, shipped_ranker
from claims.records import Claim
from claims.sources import Document, load_document
from claims.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
HEARD = ROOT / "tests" / "extract" / "variant_cases.yaml"
ROUNDS = 7
WEIGHTS = "ranker without"
SHOWN = ("subject", "attribute", "claim")
MEASURES = ("bare", "byte", "count", "date", "money", "percent", "physical", "ratio", "second")
# The beginnings of the evidence that each part of the ranker looks at; the first part counts.
PARTS: dict[str, tuple[str, ...]] = {
    "kinds": (
        "kind:", "person:asked", "person:any", "family",
        *(f"{measure}:" for measure in MEASURES),
    ),
    "parse": (
        "here:subject", "here:owner", "here:patient", "here:sayer", "here:agent",
        "here:reference", "here:tree", "here:some-subject", "subject:", "object:",
    ),
    "words": ("here:before", "here:behind", "here:after", "here:first", "here:last", "here:only",
              "here:paired", "here:comma", "here:possessive", "here:compared", "here:source"),
    "pointing": ("thing:", "definite:", "person:", "speaker:", "generic:", "nothing:"),
    "standing": ("share:", "titled", "stated:", "ago:", "was:"),
}  # fmt: skip


class Prosaic(Extractor):
    """An extractor that reads the rows of tables like sentences."""

    def extract(self, document: Document, *, explain: bool = False) -> list[Claim]:
        """All claims of a document without its tables; see :meth:`Extractor.extract`."""
        passages = tuple(replace(passage, row=None) for passage in document.passages)
        return super().extract(replace(document, passages=passages), explain=explain)


@dataclass(frozen=True)
class Component:
    """What is left out, and the extractor without it."""

    name: str
    make: Callable[[], Extractor]


def without_weights(part: str) -> Extractor:
    """The extractor whose ranker does not look at a part of the evidence."""
    ranker = shipped_ranker()
    models = (
        replace(model, weights={w: v for w, v in model.weights.items() if part_of(w) != part})
        for model in (ranker.parsed, ranker.plain)
    )
    return replace(make_extractor(), ranker=Ranker(*models))


def part_of(evidence: str) -> str | None:
    """The part of the ranker that a piece of evidence belongs to."""
    return next(
        (part for part, beginnings in PARTS.items() if evidence.startswith(beginnings)), None
    )


def nearest() -> Extractor:
    """The extractor that takes the name nearest before the number."""
    weights = {"here:yes": 100.0}
    for step in range(1, len(CHARACTER_STEPS) + 2):
        weights |= {f"here:before:{step}": 50.0 - step, f"here:behind:{step}": -float(step)}
    weights |= {f"ago:{step}": -float(step) for step in range(1, len(SENTENCE_STEPS) + 2)}
    weights["nothing"] = -50.0
    model = Model(weights, [[0.0, 0.5]])
    return replace(make_extractor(), ranker=Ranker(model, model))


def without_variants() -> Extractor:
    """The extractor that knows names only as the packs spell them."""
    recognizer = NameRecognizer(load_vocabulary(), variants=Variants({}))
    return replace(make_extractor(), recognizer=recognizer)


def without_tables() -> Extractor:
    """The extractor that reads the rows of tables like sentences."""
    extractor = make_extractor()
    return Prosaic(extractor.nlp, extractor.recognizer)


COMPONENTS = (
    Component("everything", make_extractor),
    Component("no parser", partial(make_extractor, spacy_model="none")),
    Component("no ranker: nearest name", nearest),
    *(Component(f"{WEIGHTS} {part}", partial(without_weights, part)) for part in PARTS),
    Component("no variants", without_variants),
    Component("no tables", without_tables),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", help="for the words per second")
    parser.add_argument("--texts", type=Path, help="folder of texts, instead of the bundled ones")
    parser.add_argument("--rows", type=Path, help="folder of their rows, if it is another")
    parser.add_argument("--figures-only", action="store_true", help="measure no speed")
    given = parser.parse_args()
    sets = _sets(given.texts, given.rows)
    print(f"{'F1 of subject, attribute, claim':32}" + "".join(f"{name[:20]:>22}" for name in sets))
    for component in COMPONENTS:
        extractor = component.make()
        found = [figures(count(texts, extractor)) for texts in sets.values()]
        print(f"{component.name:32}" + "".join(f"{_f1(shares):>22}" for shares in found))
    _print_heard()
    if not given.figures_only:
        _print_speed(
            given.files or sorted(str(p) for p in SAMPLES.glob("*.*") if p.stem != "README")
        )


def _print_heard() -> None:
    """How many misheard names are known with and without variants."""
    cases = yaml.safe_load(HEARD.read_text(encoding="utf-8"))["variants"]
    pairs = [(written, name) for name, spellings in cases.items() for written in spellings]
    for label, extractor in (("everything", make_extractor()), ("no variants", without_variants())):
        found = sum(_is_known(written, name, extractor) for written, name in pairs)
        print(f"{label:32}{found:>22} of {len(pairs)} misheard names")


def _is_known(written: str, name: str, extractor: Extractor) -> bool:
    names = extractor.recognizer.find(f"We looked at {written} in detail.")
    return any(name in (found.canonical, found.family) for found in names)


def _print_speed(files: Sequence[str]) -> None:
    """The words per second of each component, measured in turns so that all meet the same load."""
    documents = [load_document(path) for path in files]
    words = sum(len(document.source.text.split()) for document in documents)
    timed = {c.name: c.make() for c in COMPONENTS if not c.name.startswith(WEIGHTS)}
    seconds = dict.fromkeys(timed, float("inf"))
    for _ in range(ROUNDS):
        for name, extractor in timed.items():
            start = time.process_time()
            _extract(extractor, documents)
            seconds[name] = min(seconds[name], time.process_time() - start)
    whole = seconds[COMPONENTS[0].name]
    print(f"\n{len(files)} files, {words} words")
    for name, duration in seconds.items():
        print(f"{name:32}{words / duration:12,.0f} words/s {whole / duration:6.2f} x everything")


def _sets(texts: Path | None, rows: Path | None) -> Mapping[str, Sequence[Annotated]]:
    if texts is None:
        return {part: linking_texts(part) for part in ("development", "held_out")}
    return {text.name: [text] for text in read_folder(texts, rows or texts)}


def _f1(shares: Mapping[str, float]) -> str:
    return " ".join(f"{shares[level]:.3f}" for level in SHOWN)


def _extract(extractor: Extractor, documents: Sequence[Document]) -> None:
    for document in documents:
        extractor.extract(document)


if __name__ == "__main__":
    main()
