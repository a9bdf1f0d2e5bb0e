"""Plugins: what installed distributions offer under an entry point group of this project.

Only names are read at first; a plugin's own code is imported by :meth:`Plugin.load`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claims.errors import PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

BROKEN = (Exception, SystemExit)
"""What code that is not ours may raise, and must not end the work."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """An entry point: its name, and the distribution that offers it.

    ``target`` is what it names (``module:attribute``). ``problem`` says why the name cannot be
    used, if it cannot: it is taken by this project or offered twice.
    """

    name: str
    distribution: str
    version: str
    target: str
    problem: str | None
    entry: EntryPoint = field(repr=False, compare=False)

    @property
    def label(self) -> str:
        """The name with the version, as messages show it."""
        return f"{self.name} {self.version}"

    def load(self) -> Any:
        """Import the plugin and give what it names; of a class, an instance.

        Raises :class:`PluginError` in one line when the name cannot be used, or when the
        plugin's own code raises.
        """
        if self.problem:
            raise PluginError(self.problem)
        try:
            found = self.entry.load()
            return found() if isinstance(found, type) else found
        except BROKEN as error:
            reason = f"{self.name} {self.version} ({self.target}) cannot be loaded: {said(error)}"
            raise PluginError(reason) from error


def installed(group: str, taken: Collection[str] = ()) -> tuple[Plugin, ...]:
    """The plugins of an entry point group, by name and distribution.

    ``taken`` are names that this project uses itself.
    """
    from importlib.metadata import entry_points  # a look-up has no use for it

    entries = sorted(entry_points(group=group), key=_order)
    times = Counter(entry.name for entry in entries)
    return tuple(_plugin(entry, taken, times) for entry in entries)


def said(error: BaseException) -> str:
    """What an exception says, on one line of reasonable length, with its type."""
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _order(entry: EntryPoint) -> tuple[str, str, str]:
    return entry.name, entry.dist.name if entry.dist else "", entry.value


def _plugin(entry: EntryPoint, taken: Collection[str], times: Counter[str]) -> Plugin:
    distribution = entry.dist.name if entry.dist else "?"
    problem = None
    if entry.name in taken:
        problem = f"{entry.name} of {distribution} is not used: claims has that name itself"
    elif times[entry.name] > 1:
        problem = f"{entry.name} is offered {times[entry.name]} times, also by {distribution}"
    version = entry.dist.version if entry.dist else "?"
    return Plugin(entry.name, distribution, version, entry.value, problem, entry)
