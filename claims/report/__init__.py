"""The contradiction report: one document to read, share and act on."""

from claims.report.views import Background
from claims.report.write import FORMATS, TITLE, write_report

__all__ = ["FORMATS", "TITLE", "Background", "write_report"]
