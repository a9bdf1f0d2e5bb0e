"""Paths as text that every database and JSON can hold, and back.

Names of files are bytes on most systems. Those that are no UTF-8 come to Python as half
surrogate pairs, which are no text.
"""

from __future__ import annotations

import os
import re

# How a byte that is no UTF-8 stands in a path, and how it is written.
_BYTE = re.compile("[\udc80-\udcff]")
_WRITTEN = re.compile(r"\\x[89a-f][0-9a-f]")
_ESCAPE = re.compile(rb"\\(?:\\|x([89a-f][0-9a-f]))")


def uri_of(path: str | os.PathLike[str]) -> str:
    r"""The text that stands for a path: the path itself, with ``\xe9`` for a byte that is no UTF-8.

    Where there is such a byte, or text that looks like one, each backslash of the path is doubled,
    so that no two paths have one text. Raises ``UnicodeEncodeError`` for what is no path.
    """
    text = os.fsencode(path).decode("utf-8", "surrogateescape")
    if not (_BYTE.search(text) or _WRITTEN.search(text)):
        return text
    doubled = text.replace("\\", "\\\\")
    return doubled.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def path_of(uri: str) -> str:
    """The path that a text of :func:`uri_of` stands for. Raises ``UnicodeEncodeError`` for what is
    none."""
    data = uri.encode("utf-8", "surrogateescape")
    if _WRITTEN.search(uri):
        data = _ESCAPE.sub(lambda match: bytes.fromhex((match[1] or b"5c").decode()), data)
    return os.fsdecode(data)


def file_of(uri: str) -> str:
    """The path of a file that is named as it is or by :func:`uri_of`: the first that exists.

    Raises ``UnicodeEncodeError`` for what is no path.
    """
    return uri if os.path.lexists(uri) else path_of(uri)


def written(name: str) -> str:
    """A name as somebody gave it, as :func:`uri_of` writes it where it has bytes that are no
    UTF-8; any other text as it is."""
    if not _BYTE.search(name):
        return name
    try:
        return uri_of(name)
    except UnicodeEncodeError:
        return name
