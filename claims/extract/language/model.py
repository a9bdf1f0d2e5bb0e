"""The trained spaCy pipeline: the one shipped with the package, a user's own, or none."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, get_current_ops, set_current_ops

from claims.errors import ClaimsError

# Names of pipelines that are none of spaCy's.
SHIPPED, NONE = "shipped", "none"
# What the linker reads is the tree and the tags; the rest of a user's pipeline would cost time.
UNUSED = ("ner", "lemmatizer", "senter", "attribute_ruler", "entity_linker", "textcat")


@lru_cache(maxsize=2)
def load_model(name: str = SHIPPED) -> Language | None:
    """The pipeline that parses sentences, loaded at the first call.

    ``name`` is ``"shipped"``, ``"none"``, or what ``spacy.load`` takes: an installed package or a
    folder. ``None`` where there is none: extraction works without it, less well. Raises
    :class:`claims.ClaimsError` for a pipeline that cannot be loaded or has no parser.
    """
    if name == NONE:
        return None
    folder = _shipped()
    if name == SHIPPED and not folder.is_dir():
        return None
    try:
        nlp = _load(folder if name == SHIPPED else name)
    except (OSError, ValueError, ImportError) as error:
        why = str(error).splitlines()[0]
        raise ClaimsError(
            f"the spaCy pipeline {name!r} cannot be loaded ({why}): give the name of an installed "
            f"pipeline, the folder of one, {SHIPPED!r} or {NONE!r}"
        ) from error
    if not nlp.has_pipe("parser"):
        parts = ", ".join(nlp.pipe_names) or "nothing"
        raise ClaimsError(
            f"the spaCy pipeline {name!r} has no parser, only {parts}: choose one with a parser, "
            f"{SHIPPED!r} or {NONE!r}"
        )
    return nlp


def model_version(name: str = SHIPPED) -> str | None:
    """The version of a pipeline, ``None`` where there is none; the shipped one is not loaded.

    Raises as :func:`load_model`.
    """
    meta = _shipped() / "meta.json"
    if name == SHIPPED and meta.is_file():
        return str(json.loads(meta.read_text(encoding="utf-8"))["version"])
    nlp = load_model(name)
    return str(nlp.meta["version"]) if nlp is not None else None


def _shipped() -> Path:
    return Path(str(files("claims"))) / "model"


def _load(name: str | Path) -> Language:
    """A pipeline that multiplies by numpy: BLIS, the default, takes twice the time or more here.

    The operations are those of the pipeline's own models; what is set otherwise stays so.
    """
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        return spacy.load(name, exclude=list(UNUSED))
    finally:
        set_current_ops(before)
