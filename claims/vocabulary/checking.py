"""What is wrong with packs, and what in them will not do what it looks like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from claims.vocabulary.loader import read_pack, shipped_packs
from claims.vocabulary.parsing import Mistake, Parsed, parse_pack
from claims.vocabulary.rules import RULES, Found, Packs
from claims.vocabulary.schema import Pack
from claims.vocabulary.yaml_places import Places

Grade = Literal["mistake", "warning"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to mend in a pack, or to think about.

    ``path`` are the keys that lead to it ("attributes.pace.unit"), empty for the file as a
    whole; ``line`` counts from 1. A ``mistake`` is refused or can never have an effect, a
    ``warning`` may be meant.
    """

    file: str
    line: int
    path: str
    grade: Grade
    message: str


def check_packs(texts: Sequence[tuple[str, str]], base: Sequence[str | Path] = ()) -> list[Remark]:
    """Everything that is to say about packs, by file and line.

    Args:
        texts: the file names and texts of the packs, in the order in which they are merged.
        base: further packs that they build on, besides those shipped; they are not checked.

    Raises:
        VocabularyError: a pack of ``base`` cannot be read.
    """
    grounds = [*shipped_packs(), *(parse_pack(str(path), read_pack(path)) for path in base)]
    earlier = [found.pack for found in grounds if found.pack]
    parsed = [parse_pack(name, text) for name, text in texts]
    complete = all(found.complete for found in parsed)
    all_packs = [*earlier, *(found.pack for found in parsed if found.pack)]
    remarks: list[Remark] = []
    for (name, text), found in zip(texts, parsed, strict=True):
        said = list(_misfits(found))
        if found.pack is not None:
            packs = Packs(found.pack, tuple(earlier), tuple(all_packs), complete, _unsure(parsed))
            said += [item for rule in RULES for item in rule(packs)]
            earlier.append(found.pack)
        remarks += _placed(name, text, found, said)
    return remarks


def _misfits(found: Parsed) -> Iterator[Found]:
    return (Found(mistake.where, mistake.what) for mistake in found.mistakes)


def _unsure(parsed: Sequence[Parsed]) -> frozenset[str]:
    """Names of which it is not known what they are, as their entries do not fit the form."""
    names = {name for found in parsed for _, name in found.refused}
    sections = {str(m.where[0]) for found in parsed for m in found.mistakes if m.where}
    return frozenset(names | (sections & set(Pack.model_fields)))


def _placed(name: str, text: str, found: Parsed, said: Sequence[Found]) -> list[Remark]:
    """What was found, at the lines where it stands, in their order."""
    broken = next((mistake for mistake in found.mistakes if _is_unreadable(mistake)), None)
    if broken is not None:
        line = min(broken.line or 1, text.count("\n") + 1)  # the end is one line further
        return [Remark(name, line, "", "mistake", broken.what)]
    places = Places(text)
    remarks = [
        Remark(name, places.line(item.keys), _path(item), item.grade, item.message) for item in said
    ]
    for keys, first, last in places.repeated():
        message = f"stands twice, first in line {first}; only the last one counts: remove one"
        remarks.append(Remark(name, last, ".".join(map(str, keys)), "mistake", message))
    return sorted(remarks, key=lambda remark: (remark.line, remark.path, remark.message))


def _is_unreadable(mistake: Mistake) -> bool:
    return not mistake.where and not mistake.what.startswith("the file: ")


def _path(found: Found) -> str:
    return ".".join(map(str, found.keys))
