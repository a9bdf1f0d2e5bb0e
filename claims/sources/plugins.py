"""Reader plugins: further formats, from bytes to passages, of other installed distributions.

A reader is a module, an object or a class with ``looks_like(received)``, which tells its format
from the content, ``read(received)``, which gives a :class:`Reading`, and, if it has one, a
``media_type``. What it gives is checked before anything else sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from claims.errors import ClaimsError, PluginError, SourceError
from claims.plugins import BROKEN, Plugin, installed, said
from claims.records import Row, is_date
from claims.sources.decoding import check_text, decode
from claims.sources.formats import FORMATS_BY_NAME
from claims.sources.reading import Draft, Part, Reading

GROUP = "claims.readers"
BINARY = "binary"
_DEFAULT_MEDIA_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Received:
    """A source as it was received, before its format is known."""

    data: bytes
    uri: str

    @property
    def text(self) -> str:
        """The decoded text; raises :class:`SourceError` for what is not text."""
        return self.decoded[0]

    @cached_property
    def decoded(self) -> tuple[str, str]:
        """The decoded text and the name of its encoding."""
        return decode(self.data, self.uri)


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader plugin that was loaded: ``found`` is what its entry point names."""

    plugin: Plugin
    found: Any

    @property
    def media_type(self) -> str:
        """The media type of its format."""
        return str(getattr(self.found, "media_type", _DEFAULT_MEDIA_TYPE))

    def read(self, received: Received) -> tuple[Reading, str]:
        """What the plugin reads, its text in any case set, and the encoding of the source.

        Raises :class:`SourceError` in one line when the plugin raises, or gives passages that
        do not lie in their order within the text.
        """
        try:
            reading = self.found.read(received)
            if isinstance(reading, Reading):
                reading = replace(reading, drafts=tuple(reading.drafts))
        except BROKEN as error:
            reason = str(error) if isinstance(error, ClaimsError) else said(error)
            raise SourceError(f"reader {self.plugin.label} failed: {reason}") from error
        text, encoding = None, BINARY
        try:
            if isinstance(reading, Reading) and reading.text is None:
                text, encoding = received.decoded
            return _checked(reading, text), encoding
        except (SourceError, ValueError, TypeError, AttributeError) as error:
            raise SourceError(f"reader {self.plugin.label}: {error}") from error


class Readers:
    """The reader plugins of one piece of work; each is loaded once, when it is first asked.

    ``say`` is told, once each, which plugin cannot be used and why.
    """

    def __init__(self, plugins: Sequence[Plugin], say: Callable[[str], None]) -> None:
        self.plugins = tuple(plugins)
        self._say = say
        self._loaded: dict[str, Reader] = {}
        self._left_out: set[str] = set()
        for plugin in self.plugins:
            if plugin.problem:
                self._leave_out(plugin, plugin.problem)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the formats that can be asked for."""
        return tuple(plugin.name for plugin in self.plugins if plugin.problem is None)

    def choose(self, received: Received, format: str | None) -> Reader | None:
        """The reader of the format named, or else the first whose format it looks like.

        ``None`` leaves the source to the formats of this project. Raises
        :class:`PluginError` if the reader named cannot be used.
        """
        if format is not None:
            named = [plugin for plugin in self.plugins if plugin.name == format in self.names]
            return self._reader(named[0]) if named else None
        for plugin in self.plugins:
            if plugin.name not in self._left_out and self._looks_like(plugin, received):
                return self._reader(plugin)
        return None

    def _reader(self, plugin: Plugin) -> Reader:
        if plugin.name not in self._loaded:
            self._loaded[plugin.name] = load_reader(plugin)
        return self._loaded[plugin.name]

    def _looks_like(self, plugin: Plugin, received: Received) -> bool:
        try:
            return bool(self._reader(plugin).found.looks_like(received))
        except SourceError:  # it asked for the text of what is not text
            return False
        except PluginError as error:
            self._leave_out(plugin, str(error))
        except BROKEN as error:
            self._leave_out(plugin, f"{plugin.label} failed at {received.uri}: {said(error)}")
        return False

    def _leave_out(self, plugin: Plugin, reason: str) -> None:
        """Go on without a plugin, and say so."""
        if plugin.name not in self._left_out:
            self._left_out.add(plugin.name)
            self._say(f"reader {reason}; its format is not looked for")


def installed_readers(say: Callable[[str], None]) -> Readers:
    """The reader plugins that are installed; see :class:`Readers`."""
    return Readers(installed(GROUP, FORMATS_BY_NAME), say)


def load_reader(plugin: Plugin) -> Reader:
    """Load a reader plugin; :class:`PluginError` if it cannot be, or is no reader."""
    found = plugin.load()
    for name in ("looks_like", "read"):
        if not callable(getattr(found, name, None)):
            raise PluginError(f"{plugin.label} ({plugin.target}) is no reader: it has no {name}()")
    return Reader(plugin, found)


def _checked(reading: Any, text: str | None) -> Reading:
    """A reading with its text, all of its passages within it; ``ValueError`` if it is not so."""
    if not isinstance(reading, Reading):
        raise ValueError(f"read() gave {type(reading).__name__}, not a Reading")
    whole = reading.text if text is None else text
    if not isinstance(whole, str):
        raise ValueError(f"its text is {type(whole).__name__}, not str")
    check_text(whole, "its text")
    for name in ("title", "author", "published"):
        _check_text(getattr(reading, name), name)
    if reading.published is not None and not is_date(reading.published):
        raise ValueError(f"published {reading.published!r} is no ISO 8601 date, like 2023-07-18")
    end = 0
    for number, draft in enumerate(reading.drafts, 1):
        start = _check_draft(draft, number, len(whole))
        if start < end:
            raise ValueError(f"passage {number} begins at {start}, before the one before it ends")
        end = draft.parts[-1].end
    return replace(reading, text=whole)


def _check_draft(draft: Any, number: int, length: int) -> int:
    """Where a draft begins; ``ValueError`` if it is not sound."""
    where = f"passage {number}"
    if not isinstance(draft, Draft) or not draft.parts:
        raise ValueError(f"{where} is not a Draft with at least one Part")
    place = 0
    for part in draft.parts:
        inside = isinstance(part, Part) and all(isinstance(n, int) for n in part[:2])
        if not inside or not place <= part.start <= part.end <= length:
            raise ValueError(f"{where} has {part!r}, out of order or outside 0..{length}")
        _check_text(part.instead, f"{where}: instead")
        place = part.end
    for name in ("speaker", "segment_id"):
        _check_text(getattr(draft, name), f"{where}: {name}")
    for name in ("start_ms", "end_ms", "group"):
        value = getattr(draft, name)
        if value is not None and not (isinstance(value, int) and value >= 0):
            raise ValueError(f"{where}: {name} is {value!r}, not a whole number from 0")
    if draft.row is not None and not _is_row(draft.row):
        raise ValueError(f"{where}: row is {draft.row!r}, not a Row with cells (start, end)")
    if not isinstance(draft.headings, tuple):
        raise ValueError(f"{where}: headings is {type(draft.headings).__name__}, not a tuple")
    for heading in draft.headings:
        _check_text(heading, f"{where}: headings", optional=False)
    return draft.parts[0].start


def _is_row(row: Any) -> bool:
    if not isinstance(row, Row) or not isinstance(row.table, int):
        return False
    return isinstance(row.cells, tuple) and all(
        isinstance(cell, tuple) and len(cell) == 2 and all(isinstance(n, int) for n in cell)
        for cell in row.cells
    )


def _check_text(value: Any, name: str, *, optional: bool = True) -> None:
    if not (isinstance(value, str) or (optional and value is None)):
        raise ValueError(f"{name} is {type(value).__name__}, not str")
