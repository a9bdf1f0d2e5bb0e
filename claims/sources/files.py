"""From the paths that a user names to files, and from a file to its bytes."""

from __future__ import annotations

import fnmatch
import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.errors import SourceError
from claims.paths import written
from claims.sources.limits import size_words

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A path that is not read, and why.

    ``refused`` is true where the user named the path and it cannot be read (the command ends
    with exit code 2), false for what is passed over inside a folder.
    """

    path: str
    reason: str
    refused: bool = False

    def __str__(self) -> str:
        return f"{shown(self.path)}: {self.reason}"


def find_files(paths: Iterable[str | Path]) -> Iterator[str | Skipped]:
    """The files that ``paths`` name, in a fixed order, each once, and what was left out.

    A path is a file, a folder (read with all its folders, by name) or a glob pattern. Inside
    folders only regular files count; hidden files and symbolic links are skipped. Nothing is
    raised: a path that does not exist comes as a :class:`Skipped` that is ``refused``.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _expand(os.fspath(path)):
            if isinstance(found, str):
                if found in seen:
                    continue
                seen.add(found)
            yield found


def read_file(path: str | Path, max_bytes: int) -> bytes:
    """The bytes of a regular file; :class:`SourceError` in one line if there are none to have."""
    name = os.fspath(path)
    try:
        mode = os.stat(name).st_mode
        if not stat.S_ISREG(mode):
            raise SourceError(f"{shown(name)}: {_kind(mode)}, not a file")
        with open(name, "rb") as stream:
            data = stream.read(max_bytes + 1)
    except FileNotFoundError:
        raise SourceError(f"{shown(name)}: no such file") from None
    except OSError as error:
        raise SourceError(f"{shown(name)}: {error.strerror or error}") from error
    except ValueError as error:
        raise SourceError(f"{shown(name)}: not a file name: {error}") from error
    check_size(len(data), name, max_bytes)
    return data


def check_size(size_bytes: int, uri: str, max_bytes: int) -> None:
    """Raise :class:`SourceError` if a source is larger than ``max_bytes``."""
    if size_bytes > max_bytes:
        raise SourceError(
            f"{shown(uri)}: larger than {size_words(max_bytes)}; split it and try again"
        )


def shown(path: str) -> str:
    """A path as a message shows it: on one line, with nothing that a terminal would obey."""
    path = written(path)
    return path if path.isprintable() and path.strip() == path else repr(path)


def _expand(path: str) -> Iterator[str | Skipped]:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        yield from _pattern(path, error)
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path)
    elif stat.S_ISREG(mode):
        yield path
    else:
        yield Skipped(path, f"{_kind(mode)}, not a file", refused=True)


def _pattern(path: str, error: Exception) -> Iterator[str | Skipped]:
    if not glob.has_magic(path) or "\0" in path:
        missing = isinstance(error, FileNotFoundError)
        reason = "no such file" if missing else str(getattr(error, "strerror", None) or error)
        yield Skipped(path, reason, refused=True)
        return
    matches = _deep_matches(path) if "**" in path else sorted(glob.iglob(path))
    if not matches:
        yield Skipped(path, "no file matches this pattern", refused=True)
    for match in matches:
        yield from _expand(match)


def _deep_matches(pattern: str) -> list[str]:
    """The files that a pattern with ``**`` matches; unlike glob, it enters no linked folder."""
    parts = pattern.split("/")
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    root = "/".join(parts[:fixed]) or ("/" if fixed else ".")
    steps = [r"(?:[^/]+/)*" if part == "**" else _step(part) + "/" for part in parts[fixed:]]
    last = "[^/]*" if parts[-1] == "**" else ""
    wanted = re.compile("".join(steps).removesuffix("/") + last, re.DOTALL)
    found = (path for path in _walk(root) if isinstance(path, str))
    inner = [(path, os.path.relpath(path, root)) for path in found]
    return [path.removeprefix("./") for path, name in inner if wanted.fullmatch(name)]


def _step(part: str) -> str:
    """A pattern for one name in a path, as a regular expression."""
    expression = fnmatch.translate(part).removeprefix("(?s:").removesuffix(r")\Z")
    return expression.replace(".*", "[^/]*")


def _walk(folder: str) -> Iterator[str | Skipped]:
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            with os.scandir(current) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(current, str(error.strerror or error), refused=current == folder)
            continue
        folders = []
        for entry in found:
            reason = _skip_reason(entry)
            if reason is not None:
                yield Skipped(entry.path, reason)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                yield entry.path
        waiting.extend(reversed(folders))


def _skip_reason(entry: os.DirEntry[str]) -> str | None:
    if entry.name.startswith("."):
        return "hidden"
    if entry.is_symlink():
        return "a symbolic link, not followed inside folders"
    if entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False):
        return None
    try:
        return _kind(entry.stat(follow_symlinks=False).st_mode)
    except OSError as error:
        return str(error.strerror or error)


def _kind(mode: int) -> str:
    return next((name for test, name in _KINDS if test(mode)), "not a regular file")
