"""From the text of a pack to its entries, and what is wrong with those that do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from claims.vocabulary.schema import AttributeSpec, EntitySpec, Pack, UnitSpec

_ENTRIES: Mapping[str, type[BaseModel]] = {
    "units": UnitSpec, "attributes": AttributeSpec, "entities": EntitySpec,
}  # fmt: skip
_WORDS = {".inf": "Infinity", "-.inf": "-Infinity", "+.inf": "Infinity", ".nan": "NaN"}
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """YAML whose floats are Decimals with the digits that were written."""


@dataclass(frozen=True)
class Parsed:
    """What a text gives: the entries that fit, and what is wrong with the others.

    ``refused`` are the section and name of the entries that do not fit. ``complete`` is false
    when it cannot be told which entries there are.
    """

    pack: Pack | None = None
    mistakes: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    complete: bool = True


def parse_pack(name: str, text: str) -> Parsed:
    """The pack in ``text``; its mistakes begin with ``name``."""
    try:
        data = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        # Impossible dates and endless digits are a ValueError, not a YAMLError.
        mark = getattr(error, "problem_mark", None)
        place = f" line {mark.line + 1}" if mark else ""
        problem = " ".join(str(getattr(error, "problem", error)).split())
        return Parsed(mistakes=(f"{name}{place}: not YAML: {problem}",), complete=False)
    except RecursionError:
        return Parsed(mistakes=(f"{name}: nested too deeply",), complete=False)
    try:
        return Parsed(Pack.model_validate(data))
    except ValidationError as error:
        errors = error.errors()
    mistakes = tuple(f"{name}: {_where(item)}: {_what(item)}" for item in errors)
    return _salvaged(data, errors, mistakes)


def _decimal(loader: Any, node: yaml.ScalarNode) -> Decimal:
    written = loader.construct_scalar(node).replace("_", "").lower()
    try:
        return Decimal(_WORDS.get(written, written))
    except InvalidOperation:
        problem = f"{node.value[:40]!r} is no decimal number"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


def _where(item: ErrorDetails) -> str:
    return ".".join(str(part) for part in item["loc"]) or "the file"


def _what(item: ErrorDetails) -> str:
    if item["type"] != "extra_forbidden":
        return item["msg"].removeprefix("Value error, ")
    loc = item["loc"]
    model = Pack if len(loc) == 1 else _ENTRIES[str(loc[0])]
    return f"unknown key {str(loc[-1])!r}; allowed: {', '.join(model.model_fields)}"


def _salvaged(data: Any, errors: list[ErrorDetails], mistakes: tuple[str, ...]) -> Parsed:
    """The entries that fit, so that what they refer to can be checked all the same."""
    places = [item["loc"] for item in errors]
    if not isinstance(data, dict) or any(len(loc) == 1 and loc[0] in _ENTRIES for loc in places):
        return Parsed(mistakes=mistakes, complete=False)
    refused = tuple((str(loc[0]), str(loc[1])) for loc in places if loc and loc[0] in _ENTRIES)
    sections = {
        kind: dict(_fitting(data[kind], {name for held, name in refused if held == kind}))
        for kind in _ENTRIES
        if kind in data
    }
    whole = [] if any(loc[:1] in ((), ("identities",)) for loc in places) else ["identities"]
    rest = {kind: data[kind] for kind in whole if kind in data}
    try:
        pack = Pack.model_validate({"name": "", **sections, **rest})
    except ValidationError:
        return Parsed(mistakes=mistakes, refused=refused)
    return Parsed(pack, mistakes, refused)


def _fitting(section: dict[Any, Any], refused: set[str]) -> Iterator[tuple[Any, Any]]:
    return ((name, entry) for name, entry in section.items() if str(name) not in refused)
