"""claims report, from files to documents: five formats on both engines, looked at in Chromium."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cli.cli_runner import done

SUFFIXES = (".html", ".md", ".json", ".csv", ".xlsx")
TALKS = {
    "early.txt": """\
I weighed it twice. The parameters file of Llama 2 70B is 104 gigabytes. It took a while.

Llama 2 70B has 70 billion parameters, and in Llama 2 70B each parameter is stored in two bytes.

The population of Helsinki was 613,000 people in 2013.

LADEE was launched in September 2012. The payload mass of LADEE was fifteen kilograms.

Is the parameters file of Llama 2 70B 500 gigabytes? The diameter of the Moon is 3,474 kilometres.
""",
    "late.txt": """\
The parameters file of Llama 2 70B is 140 gigabytes.

The population of Helsinki was 675,000 people in 2023.

LADEE was launched in September 2013. The payload mass of LADEE was more than 48 kilograms.

The pre-training of Llama 2 70B cost 2 million dollars.

The fine-tuning of Llama 2 70B cost 90,000 dollars. Suppose that Llama 2 70B cost 7 dollars.

The diameter of the Moon is 3,474 miles.
""",
}


@pytest.fixture(scope="module")
def talks_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report-talks")
    for name, text in TALKS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def compared(db: object, folder: Path) -> str:
    """What `reconcile` says of a new ledger with the talks."""
    done("ingest", folder, "--db", db)
    return done("reconcile", "--db", db).err


@pytest.fixture(scope="module")
def folder(talks_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger and its report in every format."""
    place = tmp_path_factory.mktemp("report")
    compared(place / "claims.db", talks_folder)
    for suffix in SUFFIXES:
        done("report", "-o", place / f"report{suffix}", "--db", place / "claims.db")
    return place


def ids_in(path: Path) -> list[str]:
    """The findings of a report in their order, by the first digits of their ids, or numbers."""
    if path.suffix == ".xlsx":
        names, *rows = openpyxl.load_workbook(path)["findings"].iter_rows(values_only=True)
        at = list(names).index("finding")
        return list(dict.fromkeys(str(row[at]) for row in rows))
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return [row["id"] for row in json.loads(text)["findings"]]
    if path.suffix == ".csv":
        rows_of_text = csv.DictReader(io.StringIO(text, newline=""))
        return list(dict.fromkeys(row["finding"] for row in rows_of_text))
    pattern = r'id="finding-(\d+)"' if path.suffix == ".html" else r"^### (\d+)\. "
    return re.findall(pattern, text, re.MULTILINE)


def test_five_formats_hold_the_same_findings_on_both_engines(
    db_url: str, talks_folder: Path, tmp_path: Path
) -> None:
    compared(db_url, talks_folder)
    found = {}
    for suffix in SUFFIXES:
        done("report", "-o", tmp_path / f"r{suffix}", "--db", db_url)
        found[suffix] = ids_in(tmp_path / f"r{suffix}")
    listed = [row["id"] for row in done("findings", "--db", db_url, "--json").json]
    assert len(listed) >= 6
    assert sorted(found[".json"]) == sorted(listed)
    assert found[".csv"] == found[".xlsx"] == found[".json"]
    numbers = [str(number) for number in range(1, len(listed) + 1)]
    assert found[".html"] == found[".md"] == numbers
    kinds = [row["kind"] for row in json.loads((tmp_path / "r.json").read_text())["findings"]]
    assert {"conflict", "changed_over_time", "scope_difference"} <= set(kinds)
    # The words of each finding stand in the same order in the documents.
    rows = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["findings"]
    for suffix in (".html", ".md"):
        text = (tmp_path / f"r{suffix}").read_text(encoding="utf-8").replace("\\", "")
        places = [text.index(row["explanation"]) for row in rows]
        assert places == sorted(places)


def test_what_is_in_no_finding_is_counted_everywhere(folder: Path, talks_folder: Path) -> None:
    told = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    counts = {item["reason"]: item["count"] for item in told["not_compared"]}
    assert counts["question"] == 1
    assert counts["hypothetical"] == 1
    named = {claim["id"] for finding in told["findings"] for claim in finding["claims"]}
    assert sum(counts.values()) + len(named) == told["claims"]
    said = compared(folder / "again.db", talks_folder)
    assert f"{sum(counts.values())} in no finding: " in " ".join(said.split())
    assert max(map(len, said.splitlines())) <= 80
    sheet = openpyxl.load_workbook(folder / "report.xlsx")["not compared"]
    assert {row[0]: row[1] for row in sheet.iter_rows(min_row=2, values_only=True)} == counts
    for suffix in (".html", ".md"):
        text = (folder / f"report{suffix}").read_text(encoding="utf-8")
        assert "only a question" in text


def test_a_large_ledger_is_counted_by_its_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.cli.reconciling.COUNTED", 3)
    said = done("reconcile", "--db", folder / "claims.db").err
    assert said.splitlines()[-1] == "what is in no finding is counted by: claims report"


def test_a_card_has_what_an_editor_needs(folder: Path) -> None:
    text = (folder / "report.html").read_text(encoding="utf-8")
    (card,) = re.findall(r"<article(?:(?!</article>).)*104 gigabytes.*?</article>", text, re.DOTALL)
    for words in ("I weighed it twice.", "<mark>104 gigabytes</mark>", "early.txt", "line ",
                  "two digits are exchanged: 104 / 140", "because the arithmetic supports it",
                  "Not reviewed", "<title", "<desc", "139 gigabytes to 141 gigabytes"):  # fmt: skip
        assert words in card


def test_reviews_stand_in_all_five_formats(talks_folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "claims.db"
    compared(db, talks_folder)
    found = done("findings", "--kind", "conflict", "--db", db, "--json").json
    done("review", "dismiss", found[0]["id"], "--reason", "known since long", "--db", db)
    asked = done("find", "500 gigabytes", "--db", db, "--json").json
    done("review", "reject", asked[0]["id"], "--reason", "a joke", "--db", db)
    for suffix in SUFFIXES:
        done("report", "-o", tmp_path / f"r{suffix}", "--db", db)
    for suffix in (".html", ".md", ".json", ".csv"):
        text = (tmp_path / f"r{suffix}").read_text(encoding="utf-8")
        assert "known since long" in text
        assert "a review rejected it" in text or suffix == ".csv"
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    names, *rows = book["findings"].iter_rows(values_only=True)
    at = list(names).index("finding_review")
    assert any("known since long" in str(row[at]) for row in rows)
    assert ("rejected", 1) in [row[:2] for row in book["not compared"].iter_rows(values_only=True)]
    told = done("show", asked[0]["id"], "--why", "--db", db).out
    assert "names this claim: a review rejected it." in " ".join(told.split())


def test_a_title_and_a_pack_can_be_given(folder: Path, tmp_path: Path) -> None:
    pack = tmp_path / "own.yaml"
    pack.write_text("name: own\n", encoding="utf-8")
    target = tmp_path / "r.md"
    db = folder / "claims.db"
    done("report", "-o", target, "--title", "Of files", "--vocabulary", pack, "--db", db)
    assert target.read_text(encoding="utf-8").startswith("# Of files\n")


# In Chromium


def browser() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


needs_browser = pytest.mark.skipif(
    browser() is None, reason="no Chromium to look at the report with"
)
# The browser is asked for what it laid out, in a frame of the width wanted: a window of its own
# is never as narrow as a phone.
PROBE = """\
<body style="margin:0"><iframe id=f src=report.html width=WIDTH height=5000 style=border:0></iframe>
<pre id=out></pre><script>f.onload = () => {
  const page = f.contentDocument, wide = page.documentElement.clientWidth, cut = [], over = [];
  for (const svg of page.querySelectorAll('svg.line')) {
    const texts = [...svg.querySelectorAll('text')];
    const boxes = texts.map(t => [t.textContent, t.getBoundingClientRect()]);
    for (const [text, box] of boxes)
      if (box.left < 0 || box.right > wide) cut.push(text);
    for (const [i, [a, x]] of boxes.entries()) for (const [b, y] of boxes.slice(i + 1))
      if (x.left < y.right && y.left < x.right && x.top < y.bottom - 3 && y.top < x.bottom - 3)
        over.push(a + ' / ' + b);
  }
  out.textContent = JSON.stringify({scroll: page.documentElement.scrollWidth, wide, cut, over,
    border: getComputedStyle.call(f.contentWindow, page.querySelector('.card')).borderTopWidth,
    drawings: page.querySelectorAll('svg.line').length,
    lowest: Math.min(...[...page.querySelectorAll('svg.line')].map(s => s.clientHeight))});
}</script>
"""


def looked_at(folder: Path, *options: str) -> str:
    """What headless Chromium prints for a page beside the report."""
    chromium = browser()
    assert chromium is not None
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--allow-file-access-from-files", "--virtual-time-budget=5000",
        f"--user-data-dir={folder / 'profile'}", *options, (folder / "probe.html").as_uri(),
    ]  # fmt: skip
    result = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    return result.stdout


@pytest.fixture(params=[1200, 390])
def probed(request: pytest.FixtureRequest, folder: Path) -> tuple[int, Path]:
    """A width, and the folder in which a page shows the report at it."""
    probe = PROBE.replace("WIDTH", str(request.param))
    (folder / "probe.html").write_text(probe, encoding="utf-8")
    return request.param, folder


@needs_browser
def test_the_page_fits_and_no_label_covers_another(probed: tuple[int, Path]) -> None:
    width, place = probed
    found = re.search(r'<pre id="out">(.+?)</pre>', looked_at(place, "--dump-dom"))
    assert found is not None
    laid: dict[str, Any] = json.loads(found[1])
    assert laid["scroll"] <= laid["wide"] <= width
    assert laid["border"] == "3px", "the style is not applied: does the policy's hash fit it?"
    assert laid["drawings"] >= 5
    assert laid["lowest"] > 80
    assert laid["cut"] == []
    assert laid["over"] == []


@needs_browser
def test_a_screenshot_shows_the_page(probed: tuple[int, Path], tmp_path: Path) -> None:
    width, place = probed
    target = tmp_path / "page.png"
    looked_at(place, f"--screenshot={target}", f"--window-size={max(width, 500)},5000")
    missing = {(156, 47, 47): "a value", (31, 107, 79): "the likelier one", (251, 231, 166): "mark"}
    for colour in pixels(target.read_bytes()):
        missing.pop(colour, None)
        if not missing:
            break
    assert not missing


@needs_browser
def test_it_can_be_printed(folder: Path, tmp_path: Path) -> None:
    (folder / "probe.html").write_bytes((folder / "report.html").read_bytes())
    target = tmp_path / "page.pdf"
    looked_at(folder, f"--print-to-pdf={target}")
    assert target.read_bytes().startswith(b"%PDF")


def pixels(png: bytes) -> Iterator[tuple[int, int, int]]:
    """The colours of a PNG of eight bits a channel, as browsers write it."""
    width, depth, kind = int.from_bytes(png[16:20], "big"), png[24], png[25]
    assert depth == 8
    size, at, data = {2: 3, 6: 4}[kind], 8, b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw, row = zlib.decompress(data), bytearray(width * size)
    for start in range(0, len(raw), width * size + 1):
        row = _unfiltered(raw[start], raw[start + 1 : start + 1 + width * size], row, size)
        yield from {(row[n], row[n + 1], row[n + 2]) for n in range(0, len(row), size)}


def _unfiltered(kind: int, line: bytes, above: bytearray, size: int) -> bytearray:
    """A row of pixels from its filtered bytes (PNG, section 9)."""
    row = bytearray(line)
    if kind == 0:
        return row
    for n in range(len(row)):
        left, corner = (row[n - size], above[n - size]) if n >= size else (0, 0)
        if kind == 4:
            guess = left + above[n] - corner
            near = sorted((left, above[n], corner), key=lambda byte: abs(guess - byte))
            row[n] = (row[n] + near[0]) & 255
        else:
            row[n] = (row[n] + (left, above[n], (left + above[n]) // 2)[kind - 1]) & 255
    return row


def test_a_report_before_the_first_comparison_says_so(
    talks_folder: Path, tmp_path: Path, empty_url: str
) -> None:
    done("ingest", talks_folder, "--db", empty_url)
    (row,) = done(
        "sql", "select max(ended_at) as ended from run_end", "--json", "--db", empty_url
    ).json
    done("report", "-o", tmp_path / "new.md", "--db", empty_url)
    done("reconcile", "--db", empty_url)
    then = ("--as-of", row["ended"], "--db", empty_url)
    earlier = done("report", "-o", tmp_path / "then.md", *then)
    assert "nothing had been compared by then" in earlier.err
    done("report", "-o", tmp_path / "now.md", "--db", empty_url)
    for name, is_said in (("new.md", True), ("then.md", True), ("now.md", False)):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert ("nothing was compared yet: run claims reconcile" in text) is is_said, name
