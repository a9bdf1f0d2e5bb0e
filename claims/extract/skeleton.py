"""A pack to begin with, written from what sources speak of."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import yaml

from claims.extract.suggesting import Suggestion
from claims.quantities.units.nouns import plural
from claims.vocabulary import Vocabulary

KIND = "thing"
_PLAIN = re.compile(r"[A-Za-z][\w./&'’ -]*(?<! )")
_HEAD = """\
# A pack to begin with. Remove what is of no use, write the right kinds, cues and labels, then:
# claims vocabulary check FILE
name: {name}
"""


def skeleton(
    suggestions: Iterable[Suggestion], vocabulary: Vocabulary, name: str = "my-pack"
) -> str:
    """The text of a pack that declares what was suggested; it fits the form as it is.

    Nouns become units with a number of them as an attribute, names become entities of the kind
    "thing". An example of each stands above it as a comment.
    """
    items = list(suggestions)
    nouns = [item for item in items if item.what == "noun"]
    names = [item for item in items if item.what == "name"]
    lines = [_HEAD.format(name=_scalar(name)).rstrip("\n")]
    lines += _section("units", nouns, lambda item: "{discrete: true}")
    if nouns:
        lines += ["", "attributes:", *(_attribute(item.word, vocabulary) for item in nouns)]
    lines += _section("entities", names, _entity)
    return "\n".join(lines) + "\n"


def _section(
    title: str, items: Sequence[Suggestion], entry: Callable[[Suggestion], str]
) -> Iterator[str]:
    if items:
        yield from ("", f"{title}:")
    for item in items:
        times = "once" if item.count == 1 else f"{item.count} times"
        yield f"  # {times}: {_comment(item.examples[0].quote)}"
        yield f"  {_scalar(item.word)}: {entry(item)}"


def _attribute(noun: str, vocabulary: Vocabulary) -> str:
    key = re.sub(r"\W+", "_", noun.lower()).strip("_") + "_count"
    if key in vocabulary.attributes:
        key = f"number_of_{key.removesuffix('_count')}"
    label = _scalar(f"number of {plural(noun)}")
    return f"  {key}: {{label: {label}, unit: {_scalar(noun)}, default: true}}"


def _entity(item: Suggestion) -> str:
    fields = [f"kind: {KIND}"]
    if item.family:
        fields.append("family: true")
    if item.spellings:
        fields.append(f"aliases: [{', '.join(map(_scalar, item.spellings))}]")
    return f"{{{', '.join(fields)}}}"


def _scalar(word: str) -> str:
    """A word as YAML text, in quotes where it would be read as something else."""
    if _PLAIN.fullmatch(word) and yaml.safe_load(word) == word:
        return word
    return json.dumps(word)


def _comment(text: str) -> str:
    """A text on one line, without what YAML does not allow even there."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())
