"""The errors that a user may meet; every other exception is a defect of ours."""

from __future__ import annotations


class ClaimsError(Exception):
    """Unusable input or an unusable environment, said in one line.

    The message says what happened, where, what is allowed and what to type next.
    The command line prints it after ``claims:`` and ends with exit code 2.
    """


class SourceError(ClaimsError):
    """A source cannot be read: no such file, not text, damaged, too large."""


class VocabularyError(ClaimsError):
    """A vocabulary pack is not valid; the message lists every mistake found in it."""


class LedgerError(ClaimsError):
    """A database cannot be used: unreachable, locked, of another schema, read-only."""


class UnstorableError(LedgerError):
    """What was given cannot be stored: it holds a NUL character, say, or a trigger of somebody
    else's leaves its rows out. Other things may still be stored."""


class PluginError(ClaimsError):
    """A plugin cannot be used: not installed, not loadable, or not what its entry point says."""


class QueryError(ClaimsError):
    """A look-up cannot be answered: an unknown id, an ambiguous prefix, a refused statement."""
