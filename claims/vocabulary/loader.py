"""Reading packs, merging them in order, and saying everything that is wrong with them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from claims.errors import VocabularyError
from claims.paths import file_of
from claims.vocabulary.expressions import Identity
from claims.vocabulary.parsing import Mistake, Parsed, parse_pack
from claims.vocabulary.schema import AttributeSpec, EntitySpec, Pack, UnitSpec, Words
from claims.vocabulary.yaml_places import Places

MAX_PACK_BYTES = 4 * 1024 * 1024
MAX_MISTAKES = 50


@dataclass(frozen=True)
class Vocabulary:
    """The merged packs. A later pack replaces entries of the same name in an earlier one."""

    packs: tuple[str, ...] = ()
    units: dict[str, UnitSpec] = field(default_factory=dict)
    attributes: dict[str, AttributeSpec] = field(default_factory=dict)
    entities: dict[str, EntitySpec] = field(default_factory=dict)
    qualifiers: dict[str, dict[str, Words]] = field(default_factory=dict)
    generic_subjects: dict[str, Words] = field(default_factory=dict)
    kind_nouns: dict[str, Words] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()

    def base(self, unit: str) -> tuple[str, Decimal]:
        """The base unit of a unit and what one unit is worth in it; itself and 1 if unknown."""
        spec = self.units.get(unit)
        if spec is None or spec.base is None:
            return unit, Decimal(1)
        return spec.base, spec.factor

    def is_money(self, unit: str | None) -> bool:
        """Whether a unit is a currency, or a part of one."""
        spec = self.units.get(self.base(unit)[0]) if unit else None
        return spec is not None and spec.is_money

    @cached_property
    def attributes_by_units(self) -> dict[tuple[str | None, str | None], list[str]]:
        """The attributes that a value can state, by its unit and canonical unit; what was asked
        for once is kept here."""
        return {}

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

    Raises :class:`VocabularyError` that names the mistakes with file, line and key.
    """
    return _load(tuple(str(path) for path in paths))


@cache
def _load(paths: tuple[str, ...]) -> Vocabulary:
    own: list[tuple[str, str]] = []
    mistakes: list[str] = []
    for path in paths:
        try:
            own.append((path, read_pack(path)))
        except VocabularyError as error:
            mistakes.append(str(error))
    complete = not mistakes
    texts = [*shipped_texts(), *own]
    parsed = [*shipped_packs(), *(parse_pack(name, text) for name, text in own)]
    vocabulary = merge(found.pack for found in parsed if found.pack)
    mistakes += [str(mistake) for found in parsed for mistake in found.mistakes]
    if complete and all(found.complete for found in parsed):
        mistakes += _dangling(vocabulary, parsed)
        mistakes += _wrong_arithmetic(vocabulary, texts, parsed)
    if mistakes:
        if len(mistakes) > MAX_MISTAKES:
            more = f"and {len(mistakes) - MAX_MISTAKES:,} more; see: claims vocabulary check FILE"
            mistakes[MAX_MISTAKES:] = [more]
        raise VocabularyError("\n".join(mistakes))
    return vocabulary


def shipped_texts() -> list[tuple[str, str]]:
    """The file names and texts of the shipped packs, the core pack first."""
    packs = files("claims.vocabulary").joinpath("packs").iterdir()
    shipped = sorted(
        (entry for entry in packs if entry.name.endswith(".yaml")),
        key=lambda entry: (entry.name != "core.yaml", entry.name),
    )
    return [(entry.name, entry.read_text(encoding="utf-8")) for entry in shipped]


@cache
def shipped_packs() -> tuple[Parsed, ...]:
    """What the shipped texts give, in their order."""
    return tuple(parse_pack(name, text) for name, text in shipped_texts())


def read_pack(path: str | Path) -> str:
    """The text of a pack; raises :class:`VocabularyError` in one line if it cannot be read."""
    try:
        file = file_of(str(path))
        if not stat.S_ISREG(os.stat(file).st_mode):
            raise VocabularyError(f"{path}: a directory, pipe or device; name a file in YAML")
        with open(file, "rb") as stream:
            data = stream.read(MAX_PACK_BYTES + 1)
        if len(data) > MAX_PACK_BYTES:
            raise VocabularyError(f"{path}: larger than {MAX_PACK_BYTES} bytes")
        return data.decode("utf-8")
    except OSError as error:
        raise VocabularyError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path}: not UTF-8 at byte {error.start}") from error
    except ValueError as error:
        raise VocabularyError(f"{path!r}: not a file name: {error}") from error


def merge(packs: Iterable[Pack]) -> Vocabulary:
    """One vocabulary of packs; entries of a later one replace those of the same name."""
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
            generic_subjects=_joined(merged.generic_subjects, pack.generic_subjects),
            kind_nouns=_joined(merged.kind_nouns, pack.kind_nouns),
            identities=merged.identities + tuple(map(Identity.parse, pack.identities)),
        )
    return merged


def _joined(first: Mapping[str, Words], second: Mapping[str, Words]) -> dict[str, Words]:
    """Lists of words by key, those of both."""
    return {key: first.get(key, ()) + second.get(key, ()) for key in (*first, *second)}


def _dangling(vocabulary: Vocabulary, parsed: Iterable[Parsed]) -> list[str]:
    """References to units and attributes that no pack declares, not even wrongly."""
    refused = [entry for found in parsed for entry in found.refused]
    refused_units = {name for kind, name in refused if kind == "units"}
    units = vocabulary.units.keys() | refused_units
    bases_of = {
        name: unit.base for name, unit in vocabulary.units.items() if name not in refused_units
    }
    mistakes = []
    for name, unit in vocabulary.units.items():
        if unit.base is not None and unit.base not in units:
            mistakes.append(f"unit {name}: base {unit.base!r} is declared by no pack")
        elif unit.base in bases_of and bases_of[unit.base] is not None:
            mistakes.append(f"unit {name}: base {unit.base!r} is not the base of its dimension")
    for key, attribute in vocabulary.attributes.items():
        if attribute.unit not in units:
            mistakes.append(f"attribute {key}: unit {attribute.unit!r} is declared by no pack")
    return mistakes


def _wrong_arithmetic(
    vocabulary: Vocabulary, texts: Sequence[tuple[str, str]], parsed: Sequence[Parsed]
) -> list[str]:
    """Identities and changes of what no pack declares, or whose dimensions do not agree."""
    from claims.vocabulary.arithmetic import arithmetic_mistakes

    refused = {name for found in parsed for _, name in found.refused}
    mistakes: list[str] = []
    for (name, text), found in zip(texts, parsed, strict=True):
        wrong = list(arithmetic_mistakes(found.pack, vocabulary, refused)) if found.pack else []
        if wrong:
            lines = Places(text)
            said = (Mistake(name, keys, message, lines.line(keys)) for keys, message in wrong)
            mistakes += map(str, said)
    return mistakes
