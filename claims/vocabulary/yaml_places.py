"""Where the entries of a pack stand in its text, and which keys are written twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

Keys = tuple[str | int, ...]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


MAX_DEPTH = 20
MAX_NODES = 1_000_000
"""How much a pack may hold when every alias is replaced by what it stands for."""


def check_shape(text: str) -> None:
    """Raise ``yaml.YAMLError`` for a text that would be too deep or too large when it is loaded.

    Aliases in aliases make a few lines stand for billions of entries, and an anchor that holds
    itself has no end; both are seen from the events, before anything is made of them.
    """
    sizes: dict[str, int] = {}
    opened: list[tuple[str | None, int]] = []
    nodes = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise _misshaped(f"*{event.anchor} stands for what holds it, or for nothing", event)
            nodes += sizes[event.anchor]
        elif isinstance(event, yaml.ScalarEvent):
            nodes += 1
            if event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor, nodes))
            nodes += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = opened.pop()
            if anchor:
                sizes[anchor] = nodes - before
        if len(opened) > MAX_DEPTH:
            raise _misshaped(f"nested more than {MAX_DEPTH} deep", event)
        if nodes > MAX_NODES:
            raise _misshaped(f"more than {MAX_NODES:,} entries, those of aliases counted", event)


def _misshaped(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    mark: Any = event.start_mark
    return yaml.MarkedYAMLError(None, None, problem, mark)


class Places:
    """The lines of a YAML text by the keys that lead to them; the text must be valid YAML."""

    def __init__(self, text: str) -> None:
        self._root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
        self._entries: dict[int, dict[str, tuple[yaml.Node, int]]] = {}

    def line(self, keys: Keys) -> int:
        """The line, from 1, at which ``keys`` lead to an entry, or its nearest parent's."""
        node, line = self._root, 1
        for key in keys:
            node, at = self._child(node, key)
            if at is None:
                break
            line = at
        return line

    def _child(self, node: yaml.Node | None, key: str | int) -> tuple[yaml.Node | None, int | None]:
        if isinstance(node, yaml.MappingNode):
            if (
                id(node) not in self._entries
            ):  # the last one of a repeated key is the one that counts
                pairs = {str(key.value): (value, _line(key)) for key, value in node.value}
                self._entries[id(node)] = pairs
            return self._entries[id(node)].get(str(key), (None, None))
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            return node.value[key], _line(node.value[key])
        return None, None

    def repeated(self) -> Iterator[tuple[Keys, int, int]]:
        """The keys that stand twice in one map, with the lines of the first and the last."""
        yield from _repeated(self._root, (), set())


def _repeated(
    node: yaml.Node | None, keys: Keys, seen: set[int]
) -> Iterator[tuple[Keys, int, int]]:
    if not isinstance(node, yaml.MappingNode) or id(node) in seen:
        return
    seen.add(id(node))  # an anchor may be used any number of times
    lines: dict[str, int] = {}
    for written, value in node.value:
        if not isinstance(written, yaml.ScalarNode):
            continue
        key = str(written.value)
        if key in lines:
            yield (*keys, key), lines[key], _line(written)
        lines[key] = _line(written)
        yield from _repeated(value, (*keys, key), seen)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
