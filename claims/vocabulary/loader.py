"""Reading packs, merging them in order, and saying everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError

from claims.errors import VocabularyError
from claims.vocabulary.schema import AttributeSpec, EntitySpec, Identity, Pack, UnitSpec

MAX_PACK_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Vocabulary:
    """The merged packs. A later pack replaces entries of the same name in an earlier one."""

    packs: tuple[str, ...] = ()
    units: dict[str, UnitSpec] = field(default_factory=dict)
    attributes: dict[str, AttributeSpec] = field(default_factory=dict)
    entities: dict[str, EntitySpec] = field(default_factory=dict)
    qualifiers: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    generic_subjects: dict[str, tuple[str, ...]] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()

    def base(self, unit: str) -> tuple[str, Decimal]:
        """The base unit of a unit and what one unit is worth in it; itself and 1 if unknown."""
        spec = self.units.get(unit)
        if spec is None or spec.base is None:
            return unit, Decimal(1)
        return spec.base, spec.factor

    @cached_property
    def member_attributes(self) -> dict[str, AttributeSpec]:
        """The attributes whose values name the members of a family, by kind of the family."""
        return {
            kind: spec
            for spec in self.attributes.values()
            if spec.names_members
            for kind in spec.kinds
        }


def load_vocabulary(paths: Sequence[str | Path] = ()) -> Vocabulary:
    """The shipped packs and then the packs in ``paths``, merged.

    Raises :class:`VocabularyError` that names every mistake with its file and key.
    """
    return _load(tuple(str(path) for path in paths))


@cache
def _load(paths: tuple[str, ...]) -> Vocabulary:
    shipped = sorted(
        (entry for entry in files("claims.vocabulary").joinpath("packs").iterdir()
         if entry.name.endswith(".yaml")),
        key=lambda entry: (entry.name != "core.yaml", entry.name),
    )  # fmt: skip
    texts = [(entry.name, entry.read_text(encoding="utf-8")) for entry in shipped]
    texts += [(path, _read(path)) for path in paths]
    mistakes: list[str] = []
    packs = [pack for name, text in texts if (pack := _parse(name, text, mistakes))]
    vocabulary = _merge(packs)
    mistakes = mistakes or _dangling(vocabulary)
    if mistakes:
        raise VocabularyError("\n".join(mistakes))
    return vocabulary


def _read(path: str) -> str:
    try:
        with open(path, "rb") as stream:
            data = stream.read(MAX_PACK_BYTES + 1)
        if len(data) > MAX_PACK_BYTES:
            raise VocabularyError(f"{path}: larger than {MAX_PACK_BYTES} bytes")
        return data.decode("utf-8")
    except OSError as error:
        raise VocabularyError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path}: not UTF-8 at byte {error.start}") from error


def _parse(name: str, text: str, mistakes: list[str]) -> Pack | None:
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError) as error:
        # Impossible dates and endless digits are a ValueError, not a YAMLError.
        mark = getattr(error, "problem_mark", None)
        place = f" line {mark.line + 1}" if mark else ""
        problem = " ".join(str(getattr(error, "problem", error)).split())
        mistakes.append(f"{name}{place}: not YAML: {problem}")
        return None
    except RecursionError:
        mistakes.append(f"{name}: nested too deeply")
        return None
    try:
        return Pack.model_validate(data)
    except ValidationError as error:
        for item in error.errors():
            key = ".".join(str(part) for part in item["loc"]) or "the file"
            mistakes.append(f"{name}: {key}: {item['msg']}")
        return None


def _merge(packs: Iterable[Pack]) -> Vocabulary:
    merged = Vocabulary()
    for pack in packs:
        for kind, cues in pack.qualifiers.items():
            merged.qualifiers[kind] = merged.qualifiers.get(kind, {}) | cues
        merged = Vocabulary(
            packs=(*merged.packs, pack.name),
            units=merged.units | pack.units,
            attributes=merged.attributes | pack.attributes,
            entities=merged.entities | pack.entities,
            qualifiers=merged.qualifiers,
            generic_subjects={
                kind: merged.generic_subjects.get(kind, ()) + pack.generic_subjects.get(kind, ())
                for kind in merged.generic_subjects | pack.generic_subjects
            },
            identities=merged.identities + tuple(map(Identity.parse, pack.identities)),
        )
    return merged


def _dangling(vocabulary: Vocabulary) -> list[str]:
    """References to units and attributes that no pack declares."""
    mistakes = []
    for name, unit in vocabulary.units.items():
        if unit.base is not None and unit.base not in vocabulary.units:
            mistakes.append(f"unit {name}: base {unit.base!r} is declared by no pack")
        elif unit.base is not None and vocabulary.units[unit.base].base is not None:
            mistakes.append(f"unit {name}: base {unit.base!r} is not the base of its dimension")
    for key, attribute in vocabulary.attributes.items():
        if attribute.unit not in vocabulary.units:
            mistakes.append(f"attribute {key}: unit {attribute.unit!r} is declared by no pack")
    for identity in vocabulary.identities:
        for name in (identity.result, *identity.factors, *identity.divisors):
            if name not in vocabulary.attributes:
                mistakes.append(f"identity {identity}: attribute {name!r} is declared by no pack")
    return mistakes
