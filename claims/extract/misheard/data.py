"""The rules and word lists of ``variants.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


def data(key: str) -> Any:
    """A section of the file, as YAML gives it."""
    return _sections()[key]


@cache
def words(key: str) -> frozenset[str]:
    """The words of a section, which is a list or a text of words."""
    section = data(key)
    return frozenset(section.split() if isinstance(section, str) else section)


@cache
def _sections() -> dict[str, Any]:
    text = files("claims.extract.misheard").joinpath("variants.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    sections: dict[str, Any] = yaml.load(text, Loader=loader)
    return sections
