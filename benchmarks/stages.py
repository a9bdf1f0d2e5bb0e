"""What each stage of reading costs: words per second, and as a ratio to reading the file.

    python benchmarks/stages.py [FILE…]

Without files it reads the bundled samples. Every stage runs on the same text in the same
process, several rounds; the fastest round counts. Compare ratios, not seconds, across machines.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from claims.extract import make_extractor
from claims.quantities import read
from claims.reconcile import reconcile
from claims.sources import Document, load_document
from claims.vocabulary import load_vocabulary

ROUNDS = 5


def fastest(stage: Callable[[], object]) -> float:
    """The process time of the fastest of several rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        stage()
        times.append(time.process_time() - start)
    return min(times)


def main(paths: list[str]) -> None:
    samples = Path(__file__).resolve().parent.parent / "samples"
    files = paths or sorted(str(path) for path in samples.iterdir() if path.name != "README.md")
    vocabulary, extractor = load_vocabulary(), make_extractor()
    unparsed = make_extractor(spacy_model="none")
    documents: list[Document] = [load_document(path) for path in files]
    claims = [claim for document in documents for claim in extractor.extract(document)]
    words = sum(len(document.source.text.split()) for document in documents)
    texts = [passage.text for document in documents for passage in document.passages]
    stages: dict[str, Callable[[], object]] = {
        "sources": lambda: [load_document(path) for path in files],
        "tokenizing": lambda: [extractor.nlp.make_doc(text) for text in texts],
        "quantities": lambda: [read(text, vocabulary) for text in texts],
        "extract, no parser": lambda: [unparsed.extract(document) for document in documents],
        "extract, whole": lambda: [extractor.extract(document) for document in documents],
        "reconcile": lambda: reconcile(claims, vocabulary),
    }
    seconds = {name: fastest(stage) for name, stage in stages.items()}
    print(f"{len(files)} files, {words} words, {len(claims)} claims")
    for name, duration in seconds.items():
        ratio = duration / seconds["sources"]
        print(f"{name:18} {words / duration:12,.0f} words/s {ratio:8.2f} x sources")


if __name__ == "__main__":
    main(sys.argv[1:])
