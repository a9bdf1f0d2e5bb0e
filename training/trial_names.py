"""Does a trained component find names better than runs of proper nouns, in fields it never saw?

    python training/trial_names.py CORPORA claims/model [--set training.max_steps=3000]

In each round some corpora are left out of training; on them the spans are compared, without their
types, with the maximal runs of words that the pipeline tags as proper nouns, and with such runs
joined over hyphens, "of" and numbers ("Bank of England", "GPT-2"). The last column adds to the
component's names the joined runs that touch none. A cell holds precision, recall and F1 of exact
spans, and in brackets the F1 of spans that at least touch one.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from pathlib import Path

import spacy
from fast import use_fast_products
from name_training import documents, files, write_training
from spacy.language import Language
from spacy.tokens import Doc, Token
from train import NAMES_SETTINGS, parse_setting, train

ROUNDS = (
    ("crossner_ai", "crossner_literature", "wnut17"),
    ("crossner_politics", "crossner_music", "btc"),
    ("crossner_science", "wikigold"),
)
# The part of a left-out corpus that is scored; of the others, all of it.
TEST_PART = {"crossner": "test", "wnut17": "test", "btc": "_f."}
# Proper nouns (P) with numbers (N), hyphens (-), "of" (o) and "the" (t) between or behind them.
JOINED = re.compile("P(?:-?[PN]|ot?P)*")
JOINTS = {"-": "-", "–": "-", "&": "-", "of": "o", "the": "t"}
COLUMNS = ("runs", "joined runs", "component", "component and joined runs")
Span = tuple[int, int]


@dataclass
class Tally:
    """Counts of spans: found, expected, and how many of them are exact or touch one."""

    found: int = 0
    expected: int = 0
    exact: int = 0
    found_touching: int = 0
    expected_touched: int = 0

    def add(self, found: set[Span], expected: set[Span]) -> None:
        """Count the spans of a document."""
        self.found += len(found)
        self.expected += len(expected)
        self.exact += len(found & expected)
        self.found_touching += sum(any(map(touches, repeat(a), expected)) for a in found)
        self.expected_touched += sum(any(map(touches, repeat(a), found)) for a in expected)

    def __str__(self) -> str:
        precision, recall = self.exact / max(1, self.found), self.exact / max(1, self.expected)
        touching = self.found_touching / max(1, self.found)
        touched = self.expected_touched / max(1, self.expected)
        means = f"{mean(precision, recall):.1f} ({mean(touching, touched):.1f})"
        return f"{100 * precision:.0f} {100 * recall:.0f} {means}"


def mean(precision: float, recall: float) -> float:
    """F1, in percent."""
    return 200 * precision * recall / max(1e-9, precision + recall)


def touches(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def proper_noun_runs(document: Doc) -> set[Span]:
    """The baseline: maximal runs of words that are tagged as proper nouns."""
    runs = (list(run) for proper, run in groupby(document, lambda t: t.pos_ == "PROPN") if proper)
    return {(run[0].idx, run[-1].idx + len(run[-1])) for run in runs}


def joined_runs(document: Doc) -> set[Span]:
    """The same runs, joined over hyphens, "of" and numbers."""
    letters = "".join(_letter(token) for token in document)
    runs = (document[match.start() : match.end()] for match in JOINED.finditer(letters))
    return {(run.start_char, run.end_char) for run in runs}


def _letter(token: Token) -> str:
    if token.pos_ == "PROPN":
        return "P"
    if token.lower_ in JOINTS:
        return JOINTS[token.lower_]
    return "N" if token.text[0].isdigit() else " "


def names_of(document: Doc) -> set[Span]:
    """The character spans of a document's names."""
    return {(name.start_char, name.end_char) for name in document.ents}


def left_open(document: Doc) -> set[int]:
    """The characters of words for which a corpus leaves open whether they are names."""
    words = (token for token in document if not token.ent_iob)
    return {index for token in words for index in range(token.idx, token.idx + len(token))}


def judged(spans: set[Span], unknown: set[int]) -> set[Span]:
    """The spans that touch no character of unknown standing."""
    return {span for span in spans if unknown.isdisjoint(range(*span))}


def compare(tagger: Language, ner: Language, gold: Sequence[Doc]) -> list[Tally]:
    """The tallies of the ways to find names, on the same text."""
    tallies = [Tally() for _ in COLUMNS]
    texts = [document.text for document in gold]
    for expected, tagged, named in zip(gold, tagger.pipe(texts), ner.pipe(texts), strict=True):
        unknown = left_open(expected)
        runs, names = joined_runs(tagged), names_of(named)
        others = {run for run in runs if not any(map(touches, repeat(run), names))}
        ways = (proper_noun_runs(tagged), runs, names, names | others)
        for tally, spans in zip(tallies, ways, strict=True):
            tally.add(judged(spans, unknown), names_of(expected))
    return tallies


def test_files(name: str, corpora: Path) -> list[Path]:
    """The files of a left-out corpus that are scored."""
    part = TEST_PART.get(name.split("_")[0], "")
    return [path for path in files(corpora) if path.name.startswith(name) and part in path.name]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line: prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("--set", type=parse_setting, action="append", default=[], dest="overrides")
    options = parser.parse_args(arguments)
    use_fast_products()
    tagger = spacy.load(options.pipeline, exclude=["parser"])
    print("| left out |", " | ".join(COLUMNS), "|\n| --- |" + " --- |" * len(COLUMNS), flush=True)
    for left_out in ROUNDS:
        with tempfile.TemporaryDirectory() as name:
            kept = [path for path in files(options.corpora) if not path.name.startswith(left_out)]
            overrides = {**write_training(kept, Path(name)), **dict(options.overrides)}
            ner = train(NAMES_SETTINGS, overrides, Path(name))
        for corpus in left_out:
            paths = test_files(corpus, options.corpora)
            gold = [doc for path in paths for doc in documents(path, ner, forgiving=False)]
            print(
                f"| {corpus} |", *(f"{tally} |" for tally in compare(tagger, ner, gold)), flush=True
            )


if __name__ == "__main__":
    main()
