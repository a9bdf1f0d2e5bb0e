"""The report as Markdown, for a repository, a ticket or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.report.views import Evidence, FindingView, Report, Section, ValueView

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def to_markdown(report: Report) -> str:
    """The report as CommonMark; nothing in a quote is read as markup."""
    lines = [f"# {escaped(report.title)}", "", *_summary(report)]
    for section in report.sections:
        lines += [f"## {section.title}", "", escaped(section.about), ""]
        for finding in section.findings:
            lines += _SHOWN[section.style](finding)
    if report.not_compared:
        lines += ["## Not compared", "", f"{report.left_out} claims are in no finding.", ""]
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
        scope = f" ({escaped(value.scope)})" if value.scope else ""
        yield f"- **{escaped(value.text)}**{likely}{scope}"
        yield from _mentions(value)
    yield from _more(finding)
    yield ""
    if finding.cause:
        cause = ": ".join(filter(None, [finding.cause, finding.evidence]))
        yield from (f"Likely cause: {escaped(cause)}.", "")
    yield from _arithmetic(finding)
    if finding.likely or finding.reason:
        told = ", because ".join(filter(None, [finding.likely, finding.reason]))
        yield from (f"Likelier value: {escaped(told)}.", "")
    yield from _review(finding)
    if not finding.review:
        yield from ("Review: not reviewed.", "")
    yield from (escaped(finding.explanation), "")


def _series(finding: FindingView) -> Iterator[str]:
    yield from (_head(finding), "")
    for value in finding.values:
        scope = f" ({escaped(value.scope)})" if value.scope else ""
        yield f"- {escaped(value.when or 'no date')}: **{escaped(value.text)}**{scope}"
        yield from _mentions(value)
    yield from _more(finding)
    yield from ("", escaped(finding.explanation), "", *_review(finding))


def _scopes(finding: FindingView) -> Iterator[str]:
    yield from (_head(finding), "")
    for value in finding.values:
        scope = escaped(value.scope or "nothing narrower said")
        yield f"- **{escaped(value.text)}**: {scope}"
        yield from _mentions(value)
    yield from _more(finding)
    yield from ("", escaped(finding.explanation), "", *_review(finding))


def _review(finding: FindingView) -> Iterator[str]:
    for line in finding.review:
        yield from (f"Review: {escaped(line)}", "")


def _mentions(value: ValueView) -> Iterator[str]:
    for item in value.evidence:
        yield f"  - {_evidence(item)}"
    if value.more:
        yield f"  - {value.more} more"


def _more(finding: FindingView) -> Iterator[str]:
    if finding.more_values:
        yield f"- {finding.more_values} more values"


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
    yield from (_head(finding), "", escaped(finding.explanation), "", *_review(finding))


def _evidence(item: Evidence) -> str:
    quote = escaped(item.quote.before) + _marked(item.quote.marked) + escaped(item.quote.after)
    place = escaped(item.place)
    how = "" if item.modality == "asserted" else f" ({item.modality})"
    before = f"{escaped(item.before)} " if item.before else ""
    after = f" {escaped(item.after)}" if item.after else ""
    review = "".join(f" [{escaped(line)}]" for line in item.review)
    return f"{before}“{quote.strip()}”{after} — {place}{how}{review}"


def _marked(text: str) -> str:
    core = text.strip()
    return f"**{escaped(core)}**" if core else ""


_SHOWN = {"card": _full, "series": _series, "scopes": _scopes, "short": _short}
