"""Writing a report to a file in the format that the file's suffix names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from claims.errors import ClaimsError
from claims.records import Claim, Finding
from claims.report.export.write import needs, whole
from claims.report.html import to_html
from claims.report.markdown import to_markdown
from claims.report.model import background_of, build, in_order
from claims.report.tables import to_csv, to_json, to_xlsx
from claims.report.views import Background

Writer = Callable[[Sequence[Finding], Mapping[str, Claim], str, Background], str | bytes]

FORMATS: dict[str, Writer] = {
    ".html": lambda *given: to_html(build(*given)),
    ".md": lambda *given: to_markdown(build(*given)),
    ".json": to_json,
    ".csv": to_csv,
    ".xlsx": to_xlsx,
}
TITLE = "What the sources contradict"


def write_report(
    path: str | Path,
    findings: Iterable[Finding],
    claims: Mapping[str, Claim],
    title: str = TITLE,
    background: Background | None = None,
) -> None:
    """Write the findings to ``path`` as HTML, Markdown, JSON, CSV or XLSX, by its suffix.

    All formats hold the same findings in the same order. The file appears whole or not at all.

    Args:
        path: where to write; an existing file is replaced.
        findings: what the reconciler found.
        claims: the claims that the findings and the background name, by id.
        title: the heading.
        background: what the report says beside them; without it, ``claims`` are all that there
            are, and those that no finding names are counted.

    Raises:
        ClaimsError: the suffix is none of :data:`FORMATS`, a library is missing, or the file
            cannot be written.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    writer = FORMATS.get(suffix)
    if writer is None:
        allowed = ", ".join(FORMATS)
        raise ClaimsError(
            f"{target}: a report cannot be written as {target.suffix or 'a file without suffix'!r};"
            f" allowed are {allowed}, for example: claims report -o report.html"
        )
    if suffix == ".xlsx":
        needs(target, "XLSX", "xlsxwriter", "xlsx")
    ordered = in_order(findings)
    made = writer(ordered, claims, title, background or background_of(ordered, claims))
    with whole(target) as stream:
        stream.write(made if isinstance(made, bytes) else made.encode("utf-8", "backslashreplace"))
