"""The word lists of ``english.yaml``, as sets of words and as patterns of phrases."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def words(key: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_lists()[key])


@cache
def phrases(key: str) -> re.Pattern[str]:
    """The phrases of a list as one pattern over lower-cased text."""
    listed = [phrase.strip() for phrase in _lists()[key]]
    whole = "|".join(re.escape(phrase) for phrase in listed if phrase != "n't")
    contracted = r"|n't(?!\w)" if "n't" in listed else ""
    return re.compile(rf"(?<!\w)(?:{whole})(?!\w){contracted}")


@cache
def acts() -> dict[str, str]:
    """What was done, by the forms of the verb that says so: "downloaded" is a download."""
    done: dict[str, list[str]] = _english()["acts"]
    return {form: noun for noun, forms in done.items() for form in forms}


def _lists() -> dict[str, list[str]]:
    return _english()


@cache
def _english() -> dict[str, Any]:
    text = files("claims.extract.language").joinpath("english.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded
