"""From the text of a pack to its entries, and what is wrong with those that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from claims.vocabulary.schema import AttributeSpec, EntitySpec, Pack, UnitSpec
from claims.vocabulary.yaml_places import Places, check_shape

_ENTRIES: Mapping[str, type[BaseModel]] = {
    "units": UnitSpec, "attributes": AttributeSpec, "entities": EntitySpec,
}  # fmt: skip
_ALLOWED = {
    "missing": "is missing, and has to be given",
    "decimal_parsing": "must be a number",
    "dict_type": "must be a dictionary, as in {key: value}",
    "tuple_type": "must be a list, as in [one, two]",
    "model_type": "must be a dictionary with the sections of a pack, or of an entry its fields",
    "string_type": "must be text; a bare yes, no, on or number needs quotes",
}
_WORDS = {".inf": "Infinity", "-.inf": "-Infinity", "+.inf": "Infinity", ".nan": "NaN"}
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """YAML whose floats are Decimals with the digits that were written."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What does not fit the form: the file, the keys that lead to it, and the line."""

    file: str
    where: tuple[str | int, ...]
    what: str
    line: int | None = None

    def __str__(self) -> str:
        place = f" line {self.line}" if self.line else ""
        keys = ".".join(map(str, self.where))
        return ": ".join(filter(None, (f"{self.file}{place}", keys, self.what)))


@dataclass(frozen=True)
class Parsed:
    """What a text gives: the entries that fit, and what is wrong with the others.

    ``refused`` are the section and name of the entries that do not fit. ``complete`` is false
    when it cannot be told which entries there are.
    """

    pack: Pack | None = None
    mistakes: tuple[Mistake, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    complete: bool = True


def parse_pack(name: str, text: str) -> Parsed:
    """The pack in ``text``; its mistakes begin with ``name``."""
    try:
        check_shape(text)
        data = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = " ".join(str(getattr(error, "problem", error)).split())
        line = mark.line + 1 if mark else None
        return _unreadable(name, f"not YAML: {problem}", line)
    except RecursionError:
        return _unreadable(name, "nested too deeply")
    try:
        return Parsed(Pack.model_validate(data))
    except ValidationError as error:
        errors = error.errors()
    places = Places(text)
    mistakes = tuple(
        Mistake(name, item["loc"], _what(item), places.line(item["loc"])) for item in errors
    )
    return _salvaged(data, errors, mistakes)


def _decimal(loader: Any, node: yaml.ScalarNode) -> Decimal:
    written = loader.construct_scalar(node).replace("_", "").lower()
    try:
        return Decimal(_WORDS.get(written, written))
    except InvalidOperation:
        problem = f"{node.value[:40]!r} is no decimal number"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None


def _careful(construct: Callable[[Any, Any], Any], what: str) -> Callable[[Any, Any], Any]:
    """A constructor of YAML that says where it stands what it cannot make anything of."""

    def constructing(loader: Any, node: yaml.ScalarNode) -> Any:
        try:
            return construct(loader, node)
        except ValueError:
            problem = f"{node.value[:40]!r} is no {what}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None

    return constructing


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)
for _tag, _construct, _meaning in (
    ("int", _Loader.construct_yaml_int, "integer of up to 4,300 digits"),
    ("timestamp", _Loader.construct_yaml_timestamp, "date; put it in quotes if it is text"),
    ("binary", _Loader.construct_yaml_binary, "binary data"),
):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _careful(_construct, _meaning))


def _unreadable(name: str, what: str, line: int | None = None) -> Parsed:
    return Parsed(mistakes=(Mistake(name, (), what, line),), complete=False)


def _what(item: ErrorDetails) -> str:
    if item["type"] != "extra_forbidden":
        message = item["msg"].removeprefix("Value error, ")
        said = _ALLOWED.get(item["type"], message)
        return said if item["loc"] else f"the file: {said}"
    loc = item["loc"]
    model = Pack if len(loc) == 1 else _ENTRIES[str(loc[0])]
    return f"unknown key {str(loc[-1])!r}; allowed: {', '.join(model.model_fields)}"


def _salvaged(data: Any, errors: list[ErrorDetails], mistakes: tuple[Mistake, ...]) -> Parsed:
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
    wrong = {loc[0] for loc in places if loc}
    rest = {kind: data[kind] for kind in Pack.model_fields if kind in data and kind not in wrong}
    try:
        pack = Pack.model_validate({"name": "", **rest, **sections})
    except ValidationError:
        return Parsed(mistakes=mistakes, refused=refused)
    return Parsed(pack, mistakes, refused)


def _fitting(section: dict[Any, Any], refused: set[str]) -> Iterator[tuple[Any, Any]]:
    return (
        (name, entry)
        for name, entry in section.items()
        if isinstance(name, str) and name not in refused
    )
