"""The word lists of ``english.yaml``, as sets of words and as patterns of phrases."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

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
def _lists() -> dict[str, list[str]]:
    text = files("claims.extract").joinpath("english.yaml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = yaml.load(
        text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return lists
