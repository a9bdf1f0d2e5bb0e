"""The contradiction report: one document to read, share and act on."""

from claims.report.model import Remarks
from claims.report.write import FORMATS, TITLE, write_report

__all__ = ["FORMATS", "TITLE", "Remarks", "write_report"]
