"""Train the pipeline that the package ships, from a folder of corpora.

    python training/train.py CORPORA -o claims/model --without-names

CORPORA holds the folders `ud_ewt` and `ud_gum_ccby`, and for names `ner`; SOURCES.md and
SOURCES-names.md list their contents. With names it takes about fifteen minutes on one core.
`--parser FOLDER` takes tagger, morphologizer and parser from an earlier run and trains the names
only; `--set parser.variables.depth=2` changes a setting.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
import spoken  # noqa: F401  (registers the augmenter that the settings name)
from conllu import read_documents, treebank_paths
from fast import use_fast_products
from name_training import files, write_training
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_pipeline
from spacy.util import load_config

HERE = Path(__file__).parent
PARSER_SETTINGS = HERE / "parser.cfg"
NAMES_SETTINGS = HERE / "names.cfg"
META = {
    "name": "claims_pipeline",
    "version": "1.0.0",
    "author": "The authors of claims",
    "spacy_version": ">=3.8,<3.9",
    "license": "CC BY-SA 4.0",
}


def convert(corpora: Path, folder: Path) -> dict[str, str]:
    """Write the treebanks as spaCy documents into ``folder``; gives the settings of the paths."""
    nlp = spacy.blank("en")
    paths = {}
    for split in ("train", "dev"):
        documents = list(read_documents(treebank_paths(corpora, split), nlp.vocab))
        path = folder / f"{split}.spacy"
        DocBin(docs=documents).to_disk(path)
        paths[f"paths.{split}"] = str(path)
        _tell(f"{split}: {len(documents)} documents, {sum(map(len, documents))} words")
    return paths


def train(settings: Path, overrides: dict[str, Any], folder: Path) -> Language:
    """Train by a settings file and give back the best pipeline on the development data."""
    nlp = init_nlp(load_config(settings, overrides=overrides, interpolate=False))
    train_pipeline(nlp, folder, stdout=sys.stderr, stderr=sys.stderr)
    return spacy.load(folder / "model-best")


def ship(nlp: Language, folder: Path) -> None:
    """Write a trained pipeline with its licence and sources; no path of this machine stays."""
    has_names = "ner" in nlp.pipe_names
    parts = "morphology, dependencies and names" if has_names else "morphology and dependencies"
    sources = json.loads((HERE / "sources.json").read_text(encoding="utf8"))
    nlp.config["paths"].update(train=None, dev=None)
    nlp.meta.update(
        META,
        description=f"Tags, {parts} of English, written or spoken.",
        sources=sources["parser"] + (sources["names"] if has_names else []),
    )
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder)
    shutil.copy(HERE / "LICENSE", folder / "LICENSE")
    pages = ["SOURCES.md", "SOURCES-names.md"] if has_names else ["SOURCES.md"]
    texts = [(HERE / page).read_text(encoding="utf8") for page in pages]
    (folder / "SOURCES.md").write_text("\n".join(texts), encoding="utf8")


def parse_setting(text: str) -> tuple[str, Any]:
    """A setting of the command line ("parser.variables.width=64"): its key, and its JSON value."""
    key, _, value = text.partition("=")
    try:
        return key, json.loads(value)
    except json.JSONDecodeError:
        return key, value


def train_parser(corpora: Path, overrides: dict[str, Any]) -> Language:
    """A pipeline of tagger, morphologizer and parser."""
    with tempfile.TemporaryDirectory() as name:
        paths = convert(corpora, Path(name))
        return train(PARSER_SETTINGS, {**paths, **overrides}, Path(name))


def add_names(nlp: Language, corpora: Path, overrides: dict[str, Any]) -> None:
    """Train the component that finds names and put it behind the others."""
    with tempfile.TemporaryDirectory() as name:
        paths = write_training(files(corpora), Path(name))
        trained = train(NAMES_SETTINGS, {**paths, **overrides}, Path(name))
    if "ner" in nlp.pipe_names:
        nlp.remove_pipe("ner")
    nlp.add_pipe("ner", source=trained)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--parser", type=Path, help="a trained pipeline to add names to")
    parser.add_argument("--without-names", action="store_true")
    parser.add_argument("--set", type=parse_setting, action="append", default=[], dest="settings")
    options = parser.parse_args(arguments)
    use_fast_products()
    overrides = {
        part: {key.removeprefix(part + "."): value for key, value in options.settings
               if key.startswith(part + ".")}
        for part in ("parser", "names")
    }  # fmt: skip
    if options.parser:
        nlp = spacy.load(options.parser)
    else:
        nlp = train_parser(options.corpora, overrides["parser"])
    if not options.without_names:
        add_names(nlp, options.corpora, overrides["names"])
    ship(nlp, options.output)


def _tell(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    main()
