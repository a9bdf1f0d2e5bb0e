"""Measure a trained pipeline: accuracy on held-out treebanks, and words per second.

    python training/evaluate.py CORPORA claims/model [--speed TEXT…] [--without ner] [--blis]

Each test set is scored in passages of eight sentences, whose bounds the parser finds; sentence by
sentence, as the extraction does; and so in the form of speech recognition, in lower case and
without punctuation. Speed is of process time, the best of three rounds over the sentences of the
texts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from conllu import gum_paths, read_documents
from fast import use_fast_products
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spoken import in_lower_case, without_punctuation

MEASURES = ("tag_acc", "pos_acc", "dep_uas", "dep_las", "sents_f")
BATCH_SIZE = 128


def test_sets(corpora: Path) -> dict[str, list[Path]]:
    """The files of the test sets; PUD is in no training or tuning."""
    return {
        "PUD": [corpora / "ud_pud" / "en_pud-ud-test.conllu.gz"],
        "EWT": [corpora / "ud_ewt" / "en_ewt-ud-test.conllu.gz"],
        "GUM": gum_paths(corpora / "ud_gum_ccby", "test"),
    }


def scores(nlp: Language, documents: Sequence[Doc]) -> dict[str, float]:
    """The measures of a pipeline on annotated documents, in percent."""
    predicted = nlp.pipe([document.text for document in documents], batch_size=BATCH_SIZE)
    pairs = zip(predicted, documents, strict=True)
    examples = [Example(guess, document) for guess, document in pairs]
    found: dict[str, float | None] = {}
    for _, component in nlp.pipeline:
        if hasattr(component, "score"):
            found.update(component.score(examples))
    return {name: 100 * (found.get(name) or 0.0) for name in MEASURES}


def words_per_second(nlp: Language, texts: Sequence[str], rounds: int = 3) -> float:
    """Words between blanks that a pipeline takes in a second of process time."""
    words = sum(len(text.split()) for text in texts)
    best = 0.0
    for _ in range(rounds):
        start = time.process_time()
        for _document in nlp.pipe(texts, batch_size=BATCH_SIZE):
            pass
        best = max(best, words / (time.process_time() - start))
    return best


def sentences_of(paths: Sequence[Path]) -> list[str]:
    """The sentences of plain texts."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10**8
    documents = (nlp(path.read_text(encoding="utf8", errors="replace")) for path in paths)
    texts = [sentence.text.strip() for document in documents for sentence in document.sents]
    return [text for text in texts if text]


def rows(nlp: Language, corpora: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """The scores of every test set in its forms."""
    for name, paths in test_sets(corpora).items():
        yield f"{name}, passages", scores(nlp, list(read_documents(paths, nlp.vocab, sizes=(8,))))
        single = list(read_documents(paths, nlp.vocab, sizes=(1,)))
        yield f"{name}, sentences", scores(nlp, single)
        spoken = [in_lower_case(without_punctuation(document)) for document in single]
        spoken = [document for document in spoken if len(document)]
        yield f"{name}, sentences as spoken", scores(nlp, spoken)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line: prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("--speed", type=Path, nargs="*", default=[])
    parser.add_argument("--without", nargs="*", default=[], help="components to leave out")
    parser.add_argument("--blis", action="store_true", help="multiply with BLIS, as spaCy does")
    options = parser.parse_args(arguments)
    if not options.blis:
        use_fast_products()
    nlp = spacy.load(options.pipeline, exclude=options.without)
    print("| test set |", " | ".join(MEASURES), "|")
    print("| --- |" + " ---: |" * len(MEASURES))
    for name, found in rows(nlp, options.corpora):
        print(f"| {name} |", " | ".join(f"{found[key]:.1f}" for key in MEASURES), "|")
    if options.speed:
        texts = sentences_of(options.speed)
        print(f"\n{words_per_second(nlp, texts):,.0f} words/s on {len(texts)} sentences, one core")


if __name__ == "__main__":
    main()
