"""Universal Dependencies treebanks (CoNLL-U) to spaCy documents.

The original text is kept, with its blanks and contractions, so that the pipeline learns from
the tokens that spaCy's own tokenizer makes of it. Format: https://universaldependencies.org/format.html
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from spacy.tokens import Doc
from spacy.vocab import Vocab

# What tells something about a statement; spelling, style and gender do not.
KEPT_FEATURES = frozenset({
    "Degree", "Mood", "NumType", "Number", "Person", "Polarity", "Poss", "PronType", "Tense",
    "VerbForm", "Voice",
})  # fmt: skip
# Sentences a document: the pipeline meets single sentences as well as passages.
SENTENCES_PER_DOCUMENT = (1, 1, 1, 3, 8)
_SPLIT = re.compile(r"## (\w+)")
_MEMBER = re.compile(r"\s*\* (\w+)")


@dataclass(frozen=True)
class Word:
    """A syntactic word: the columns of a CoNLL-U line that are learnt."""

    text: str
    tag: str
    part_of_speech: str
    features: str
    head: int  # index in the sentence, -1 for the root
    relation: str
    space: bool  # a blank follows


def read_sentences(path: Path) -> Iterator[list[Word]]:
    """The sentences of a gzip CoNLL-U file whose text is not withheld."""
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                rows.append(line.rstrip("\n").split("\t"))
            elif rows and not line.strip():
                yield _words(rows)
                rows = []
    if rows:
        yield _words(rows)


def _words(rows: Sequence[Sequence[str]]) -> list[Word]:
    """The words of a sentence; those of a contraction ("don't") stand without a blank."""
    words: list[Word] = []
    contraction_end, space_behind = 0, True
    for row in rows:
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            contraction_end, space_behind = int(row[0].split("-")[1]), space
        elif "." not in row[0]:
            number = int(row[0])
            if number <= contraction_end:
                space = number == contraction_end and space_behind
            words.append(_word(row, space))
    return words


def _word(row: Sequence[str], space: bool) -> Word:
    features = [f for f in row[5].split("|") if f.split("=")[0] in KEPT_FEATURES]
    return Word(row[1], row[4], row[3], "|".join(features), int(row[6]) - 1, row[7], space)


def to_document(vocab: Vocab, sentences: Sequence[Sequence[Word]]) -> Doc:
    """One document of annotated sentences."""
    words = [word for sentence in sentences for word in sentence]
    last = {id(sentence[-1]) for sentence in sentences}
    return Doc(
        vocab,
        words=[word.text for word in words],
        spaces=[word.space or id(word) in last for word in words],
        tags=[word.tag for word in words],
        pos=[word.part_of_speech for word in words],
        morphs=[word.features for word in words],
        heads=list(_heads(sentences)),
        deps=["ROOT" if word.head < 0 else word.relation for word in words],
    )


def _heads(sentences: Sequence[Sequence[Word]]) -> Iterator[int]:
    offset = 0
    for sentence in sentences:
        for index, word in enumerate(sentence):
            yield offset + (word.head if word.head >= 0 else index)
        offset += len(sentence)


def read_documents(
    paths: Sequence[Path], vocab: Vocab, sizes: Sequence[int] = SENTENCES_PER_DOCUMENT
) -> Iterator[Doc]:
    """Documents of consecutive sentences; ``sizes`` are drawn from with a fixed seed."""
    random = Random(1)
    for path in paths:
        group: list[list[Word]] = []
        wanted = random.choice(sizes)
        for sentence in read_sentences(path):
            group.append(sentence)
            if len(group) == wanted:
                yield to_document(vocab, group)
                group, wanted = [], random.choice(sizes)
        if group:
            yield to_document(vocab, group)


def gum_paths(folder: Path, split: str) -> list[Path]:
    """The GUM documents in ``folder`` of a split ("train", "dev", "test"), by its ``splits.md``."""
    held_out: dict[str, str] = {}
    current = ""
    for line in (folder / "splits.md").read_text(encoding="utf8").splitlines():
        if heading := _SPLIT.match(line):
            current = heading[1]
        elif member := _MEMBER.match(line):
            held_out[member[1]] = current
    paths = sorted(folder.glob("*.conllu.gz"))
    return [path for path in paths if held_out.get(path.name.split(".")[0], "train") == split]


def treebank_paths(corpora: Path, split: str) -> list[Path]:
    """The files of EWT and GUM of a split, in the folder of corpora."""
    ewt = corpora / "ud_ewt" / f"en_ewt-ud-{split}.conllu.gz"
    return [ewt, *gum_paths(corpora / "ud_gum_ccby", split)]
