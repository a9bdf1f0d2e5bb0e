"""Training data of the component that finds names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

import spacy
from invented import COPIES, exchanged
from names import CORPORA, read_names, to_document
from spacy.language import Language
from spacy.tokens import Doc, DocBin

SENTENCES_PER_DOCUMENT = (1, 1, 2, 3, 5)


def files(corpora: Path) -> list[Path]:
    """All files of names."""
    return sorted(path for name in CORPORA for path in (corpora / "ner" / name).glob("*.gz"))


def documents(path: Path, nlp: Language, forgiving: bool = True) -> Iterator[Doc]:
    """A document for each sentence of a file."""
    complete = CORPORA[path.parent.name].complete
    for sentence in read_names(path):
        yield to_document(nlp.vocab, sentence, complete, forgiving)


def grouped(sentences: Sequence[Doc], random: Random) -> Iterator[Doc]:
    """Documents of one to five sentences: the component meets single ones as well as passages."""
    start = 0
    while start < len(sentences):
        size = random.choice(SENTENCES_PER_DOCUMENT)
        group = list(sentences[start : start + size])
        merged = Doc.from_docs(group, ensure_whitespace=True) if len(group) > 1 else group[0]
        if merged is not None:
            yield merged
        start += size


def renamed(paths: Iterable[Path], nlp: Language, random: Random) -> Iterator[Doc]:
    """Copies of the sentences that name products, with invented names."""
    for path in paths:
        if CORPORA[path.parent.name].complete:
            for sentence in read_names(path):
                copies = (exchanged(sentence, random) for _ in range(COPIES))
                yield from (to_document(nlp.vocab, copy, True) for copy in copies if copy)


def write_training(paths: Sequence[Path], folder: Path) -> dict[str, str]:
    """Write training and development data; gives the settings of their paths."""
    nlp, random = spacy.blank("en"), Random(1)
    sentences = [document for path in paths for document in documents(path, nlp)]
    random.shuffle(sentences)
    held, kept = sentences[: len(sentences) // 20], sentences[len(sentences) // 20 :]
    kept += renamed(paths, nlp, random)
    random.shuffle(kept)
    DocBin(docs=grouped(kept, random)).to_disk(folder / "train.spacy")
    DocBin(docs=held).to_disk(folder / "dev.spacy")
    return {f"paths.{split}": str(folder / f"{split}.spacy") for split in ("train", "dev")}
