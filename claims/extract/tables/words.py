"""The word lists of ``headers.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def listed(key: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_lists()[key])


@cache
def any_of(key: str) -> re.Pattern[str]:
    """The words of a list as one pattern over lower-cased text."""
    longest_first = sorted(_lists()[key], key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def scales() -> Mapping[str, str]:
    """The scale words that abbreviations mean, by these in small letters."""
    found: dict[str, str] = _lists()["scales"]
    return found


@cache
def _lists() -> dict[str, Any]:
    text = files("claims.extract.tables").joinpath("headers.yaml").read_text(encoding="utf-8")
    lists: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return lists
