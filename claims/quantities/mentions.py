"""A number with its unit at its place among the tokens, before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass

from claims.quantities.numbers.numerals import Number


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``start:end`` state ``number`` of ``unit``.

    ``counted`` says that the unit is a noun that no pack declares, ``assigned`` that the text
    gives the number to a name ("n = 120"), ``ahead`` that the unit is a currency before the
    number, so that a scale may still follow ("$2 to 3 million"). ``number_end`` is the token index
    behind the number itself.
    """

    number: Number
    start: int
    end: int
    unit: str | None = None
    counted: bool = False
    assigned: bool = False
    ahead: bool = False

    @property
    def number_end(self) -> int:
        """The token index behind the number, before its unit."""
        return self.number.end
