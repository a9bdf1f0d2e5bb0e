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
    return re.compile("|".join(_bounded(phrase) for phrase in _lists()[key]))


@cache
def _lists() -> dict[str, list[str]]:
    text = files("claims.extract").joinpath("english.yaml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = yaml.load(
        text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return lists


def _bounded(phrase: str) -> str:
    head = "" if phrase.startswith("n't") else r"(?<!\w)"
    return head + re.escape(phrase.strip()) + r"(?!\w)"
