"""The command line: thin functions over the library; only here is anything printed."""

from claims.cli.app import main

__all__ = ["main"]
