"""The ``:name`` parameters of a query, found without being misled by literals and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from claims.errors import QueryError

_TOKEN = re.compile(
    r"""'[^']*'|"[^"]*"|--[^\n]*|/\*.*?\*/|(?P<tag>\$(?:[A-Za-z_]\w*)?\$).*?(?P=tag)"""
    r"""|::|(?<!\w):(?P<name>[A-Za-z_]\w*)|%""",
    re.DOTALL,
)


def names(sql: str) -> list[str]:
    """The names of the parameters of a statement, each once, in their order."""
    return list(dict.fromkeys(match["name"] for match in _TOKEN.finditer(sql) if match["name"]))


def check(sql: str, params: Mapping[str, Any]) -> None:
    """Raise :class:`QueryError` when values are missing, given for no parameter, or no text."""
    for text in (sql, *params.values()):
        if isinstance(text, str) and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise QueryError("the query cannot be answered: it and its values must be UTF-8")
    wanted, given = names(sql), list(params)
    if missing := [name for name in wanted if name not in given]:
        raise QueryError(
            f"the query cannot be answered: no value for {_listed(missing)}; "
            f"give one with -p {missing[0]}=VALUE"
        )
    if unknown := [name for name in given if name not in wanted]:
        allowed = f"its parameters are {_listed(wanted)}" if wanted else "it has no parameters"
        raise QueryError(
            f"the query cannot be answered: {_listed(unknown)} does not stand in it; {allowed}"
        )


def to_psycopg(sql: str) -> str:
    """A statement with ``:name`` parameters in psycopg's form, literals left alone."""

    def replace(match: re.Match[str]) -> str:
        if match["name"]:
            return f"%({match['name']})s"
        return match[0].replace("%", "%%")

    return _TOKEN.sub(replace, sql)


def _listed(found: Iterable[str]) -> str:
    return ", ".join(f":{name}" for name in found)
