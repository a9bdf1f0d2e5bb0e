"""Exports: the ledger's claims as one file for other programs, in the format its ending names."""

from claims.report.export.columns import Column, columns_of
from claims.report.export.write import FORMATS, Export, export_rows

__all__ = ["FORMATS", "Column", "Export", "columns_of", "export_rows"]
