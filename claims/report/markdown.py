"""The report as Markdown, for a repository, a ticket or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.report.model import Evidence, FindingView, Report, Section

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def to_markdown(report: Report) -> str:
    """The report as CommonMark; nothing in a quote is read as markup."""
    lines = [f"# {escaped(report.title)}", "", *_summary(report)]
    for section in report.sections:
        lines += [f"## {section.title}", "", escaped(section.about), ""]
        for finding in section.findings:
            lines += _full(finding) if section.in_full else _short(finding)
    if report.not_compared:
        lines += ["## Not compared", ""]
        for group in report.not_compared:
            lines.append(f"- {group.count}: {escaped(group.reason)}")
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """Text in which nothing is markup."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def _summary(report: Report) -> list[str]:
    told = f"{report.claims} claims from {report.sources} sources."
    if report.as_of:
        told += f" As of {escaped(report.as_of)}."
    counts = [f"- {_count(section)}" for section in report.sections]
    return [told, "", *counts, ""]


def _count(section: Section) -> str:
    return f"{section.title}: {len(section.findings)}"


def _head(finding: FindingView) -> str:
    scope = f" ({escaped(finding.scope)})" if finding.scope else ""
    name = f"{escaped(finding.attribute)} of {escaped(finding.subject)}"
    return f"### {finding.number}. {name}{scope}"


def _full(finding: FindingView) -> Iterator[str]:
    yield from (_head(finding), "")
    yield f"Severity {finding.severity}. Finding `{finding.id[:12]}`."
    yield ""
    for value in finding.values:
        likely = " (likelier)" if value.likely else ""
        yield f"- **{escaped(value.text)}**{likely}"
        for item in value.evidence:
            yield f"  - {_evidence(item)}"
        if value.more:
            yield f"  - {value.more} more"
    if finding.more_values:
        yield f"- {finding.more_values} more values"
    yield ""
    if finding.cause:
        yield from (f"Likely cause: {escaped(finding.cause)}.", "")
    yield from _arithmetic(finding)
    yield from (escaped(finding.explanation), "")
    yield from _review(finding)


def _review(finding: FindingView) -> Iterator[str]:
    for line in finding.review:
        yield from (f"Review: {escaped(line)}", "")


def _arithmetic(finding: FindingView) -> Iterator[str]:
    if finding.formula is None:
        return
    yield f"Arithmetic: {escaped(finding.formula)} = {escaped(finding.result or '')}"
    yield ""
    for term in finding.terms:
        yield f"- {escaped(term.attribute)}: **{escaped(term.text)}**"
        for item in term.evidence:
            yield f"  - {_evidence(item)}"
        if term.more:
            yield f"  - {term.more} more"
    yield ""


def _short(finding: FindingView) -> Iterator[str]:
    yield from (_head(finding), "", escaped(finding.explanation), "")
    yield from _review(finding)


def _evidence(item: Evidence) -> str:
    quote = escaped(item.quote.before) + _marked(item.quote.marked) + escaped(item.quote.after)
    place = ", ".join(
        escaped(part) for part in (item.speaker, item.source, item.time, item.locator) if part
    )
    review = "".join(f" [{escaped(line)}]" for line in item.review)
    return f"“{quote.strip()}” — {place}{review}"


def _marked(text: str) -> str:
    core = text.strip()
    return f"**{escaped(core)}**" if core else ""
