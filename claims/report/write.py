"""Writing a report to a file in the format that the file's suffix names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from claims.errors import ClaimsError
from claims.records import Claim, Finding
from claims.report.html import to_html
from claims.report.markdown import to_markdown
from claims.report.model import Remarks, build, in_order
from claims.report.tables import to_csv, to_json

Writer = Callable[[Sequence[Finding], Mapping[str, Claim], str, Remarks], str]

FORMATS: dict[str, Writer] = {
    ".html": lambda found, claims, title, said: to_html(build(found, claims, title, said)),
    ".md": lambda found, claims, title, said: to_markdown(build(found, claims, title, said)),
    ".json": to_json,
    ".csv": lambda found, claims, title, said: to_csv(found, claims, said),
}
TITLE = "What the sources contradict"


def write_report(
    path: str | Path,
    findings: Iterable[Finding],
    claims: Mapping[str, Claim],
    title: str = TITLE,
    remarks: Remarks | None = None,
) -> None:
    """Write the findings to ``path`` as HTML, Markdown, JSON or CSV, by its suffix.

    All formats hold the same findings in the same order. The file appears whole or not at all.

    Args:
        path: where to write; an existing file is replaced.
        findings: what the reconciler found.
        claims: every claim of the ledger by id; those that no finding names are counted.
        title: the heading.
        remarks: what reviews say of findings and claims, and of when the report is.

    Raises:
        ClaimsError: the suffix is none of :data:`FORMATS`, or the file cannot be written.
    """
    target = Path(path)
    writer = FORMATS.get(target.suffix.lower())
    if writer is None:
        allowed = ", ".join(FORMATS)
        raise ClaimsError(
            f"{target}: a report cannot be written as {target.suffix or 'a file without suffix'!r};"
            f" allowed are {allowed}, for example: claims report -o report.html"
        )
    text = writer(in_order(findings), claims, title, remarks or Remarks())
    _write(target, text.encode("utf-8", "backslashreplace"))


def _write(target: Path, data: bytes) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ClaimsError(
            f"{target}: the report cannot be written: {error.strerror or error}"
        ) from error
