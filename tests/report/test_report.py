"""The report: the same findings in every format, and nothing in a quote that does harm."""

import csv
import io
import json
import re
import sys
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import count

import openpyxl
import pytest

from claims.errors import ClaimsError
from claims.reconcile import reconcile
from claims.records import Claim, Finding, Occurrence, Value
from claims.report import FORMATS, Background, write_report
from claims.report.markdown import escaped
from claims.report.quotes import marked_quote
from claims.report.tables import COLUMNS, row_cells
from claims.vocabulary import AttributeSpec, Identity, UnitSpec, Vocabulary

G = 10**9
VOCABULARY = Vocabulary(
    units={
        "byte": UnitSpec(),
        "gigabyte": UnitSpec(base="byte", factor=Decimal(G)),
        "parameter": UnitSpec(),
    },
    attributes={
        "file_size": AttributeSpec(label="size of the file", unit="byte"),
        "parameter_count": AttributeSpec(label="number of parameters", unit="parameter"),
        "bytes_per_parameter": AttributeSpec(label="bytes per parameter", unit="byte"),
    },
    identities=(Identity.parse("file_size = parameter_count * bytes_per_parameter"),),
)
NASTY = "<script>alert(1)</script> & `rm` | =1+1 \x07\u202e"
_starts = count(100, 100)


def claim(attribute: str, number: int, unit: str, text: str, **more: object) -> Claim:
    base, factor = VOCABULARY.base(unit)
    step = None if number < 10 else Decimal(G if number >= G else 1)
    exact = Decimal(number)
    value = Value(exact, exact, unit, exact * factor, exact * factor, base, step=step)
    start = next(_starts)
    made = Claim(
        source="talks/ünïcode.txt",
        source_id="f" * 64,
        start=start,
        end=start + len(text),
        value_text=text,
        quote=f"So it has {text} in all.",
        value=value,
        subject="Orca 70B",
        subject_text="it",
        attribute=attribute,
        speaker="Ada",
        time="00:01:02",
        locator="line 7",
        confidence=Decimal("0.9"),
    )
    return replace(made, **more)  # type: ignore[arg-type]


WRONG = claim("file_size", 104, "gigabyte", "104 GB")
RIGHT = claim("file_size", 140, "gigabyte", "140 GB", speaker="=cmd()", quote=f"{NASTY} 140 GB")
TERMS = [
    claim("parameter_count", 70 * G, "parameter", "70 billion parameters"),
    claim("parameter_count", 70 * G, "parameter", "70B"),
    claim("bytes_per_parameter", 2, "byte", "two bytes"),
]
LONELY = claim("file_size", 3, "gigabyte", "3 GB", subject="Pine 1B")
REPEATED = replace(WRONG, start=9000, end=9006, duplicate_of=Occurrence("f" * 64, 100))
CLAIMS = {item.id: item for item in [WRONG, RIGHT, *TERMS, LONELY, REPEATED]}
FINDINGS = reconcile(CLAIMS.values(), VOCABULARY)


def written(tmp_path, suffix: str, findings=FINDINGS, claims=CLAIMS, background=None) -> str:
    """The report as text; a workbook's bytes one by one."""
    path = tmp_path / f"report{suffix}"
    write_report(path, findings, claims, "Orcas & others", background)
    return path.read_bytes().decode("latin-1" if suffix == ".xlsx" else "utf-8")


def sheet_rows(path, name="findings"):
    """The rows of a sheet by the names in its first line; nothing is read as a formula."""
    sheet = openpyxl.load_workbook(path)[name]
    names, *rows = sheet.iter_rows()
    assert not [cell for row in rows for cell in row if cell.data_type == "f"]
    return [
        dict(zip((cell.value for cell in names), (cell.value for cell in row), strict=True))
        for row in rows
    ]


class Page(HTMLParser):
    """The elements of a page in order, and the text of its headings and marks."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.marked: list[str] = []
        self.texts: dict[str, str] = {}
        self.current: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if (dict(attrs).get("id") or "").startswith("finding"):
            self.current = [dict(attrs)["id"]]
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def between(self, identity: str) -> str:
        """The text from the element of this id to the next finding."""
        return self.texts[identity]

    def handle_data(self, data):
        for identity in self.current:
            self.texts[identity] = self.texts.get(identity, "") + data
        if self.open and self.open[-1] == "mark":
            self.marked.append(data)


def test_the_founding_kinds_are_here():
    assert [finding.kind for finding in FINDINGS] == [
        "conflict",
        "derivation_support",
        "agreement",
    ]


def test_the_five_formats_hold_the_same_findings_in_the_same_order(tmp_path):
    ids = [finding.id for finding in FINDINGS]
    page = Page(written(tmp_path, ".html"))
    shown = [attrs["id"] for _, attrs in page.tags if (attrs.get("id") or "").startswith("finding")]
    assert shown == [f"finding-{number}" for number in range(1, len(ids) + 1)]
    headings = re.findall(r"^### (\d+)\. (.+)$", written(tmp_path, ".md"), re.MULTILINE)
    assert [number for number, _ in headings] == [str(n) for n in range(1, len(ids) + 1)]
    objects = json.loads(written(tmp_path, ".json"))["findings"]
    assert [row["id"] for row in objects] == ids
    rows = list(csv.DictReader(io.StringIO(written(tmp_path, ".csv"), newline="")))
    assert list(dict.fromkeys(row["finding"] for row in rows)) == ids
    written(tmp_path, ".xlsx")
    cells = sheet_rows(tmp_path / "report.xlsx")
    assert list(dict.fromkeys(row["finding"] for row in cells)) == ids
    assert len(cells) == len(rows) == sum(len(item["claims"]) for item in objects)
    for finding, number in zip(FINDINGS, shown, strict=True):
        card = page.between(number)
        for claim_id in (i for ids in finding.values for i in ids[:2]):
            assert CLAIMS[claim_id].value_text in card


def test_the_tables_hold_the_numbers_of_the_objects(tmp_path):
    objects = json.loads(written(tmp_path, ".json"), parse_float=str, parse_int=str)["findings"]
    written(tmp_path, ".xlsx")
    rows = sheet_rows(tmp_path / "report.xlsx")
    lines = list(csv.DictReader(io.StringIO(written(tmp_path, ".csv"), newline="")))
    said = [(f["id"], c["id"], c["canonical_lo"], c["unit"]) for f in objects for c in f["claims"]]
    names = ("finding", "claim", "canonical_lo", "unit")
    assert [tuple(row[name] for name in names) for row in rows] == said
    assert [tuple(line[name] for name in names) for line in lines] == said
    for row in rows:
        assert isinstance(row["canonical_lo"], str)
        assert row["canonical_lo_number"] == float(row["canonical_lo"])


def test_a_workbook_runs_nothing_and_says_what_was_not_compared(tmp_path):
    written(tmp_path, ".xlsx")
    rows = sheet_rows(tmp_path / "report.xlsx")
    assert {"=cmd()", "Ada"} == {row["speaker"] for row in rows}
    reasons = {
        row["reason"]: row["count"] for row in sheet_rows(tmp_path / "report.xlsx", "not compared")
    }
    assert reasons == {"alone": 1, "repeated": 1}


def test_without_its_library_a_workbook_is_refused_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ClaimsError, match=r"pip install 'claims\[xlsx\]'"):
        write_report(tmp_path / "report.xlsx", FINDINGS, CLAIMS)
    assert not list(tmp_path.iterdir())


def test_the_order_is_by_kind_whatever_order_is_given(tmp_path):
    turned = written(tmp_path, ".html", FINDINGS[::-1])
    assert turned == written(tmp_path, ".html")


@pytest.mark.parametrize("suffix", [".html", ".md"])
@pytest.mark.parametrize(
    "words",
    ["104 GB", "140 GB", "Ada", "00:01:02", "line 7", "ünïcode.txt", "70 billion parameters",
     "two bytes", "digits exchanged", "likelier", "3 GB"],
)  # fmt: skip
def test_a_card_says_everything(tmp_path, suffix, words):
    if words == "3 GB" and suffix == ".md":
        words = "no other claim is about the same thing"
    text = written(tmp_path, suffix)
    assert words.casefold() in text.casefold()


def test_the_number_is_marked_in_its_quote(tmp_path):
    marked = Page(written(tmp_path, ".html")).marked
    assert {"104 GB", "140 GB", "two bytes"} <= set(marked)


def test_the_cleaned_reading_is_preferred_to_the_raw_quote():
    raw = replace(WRONG, quote="104\nGB", reading="It is 104 GB.", reading_start=6, reading_end=12)
    quote = marked_quote(raw)
    assert (quote.before, quote.marked, quote.after) == ("It is ", "104 GB", ".")


def test_a_number_that_the_quote_does_not_hold_is_not_marked():
    assert marked_quote(replace(WRONG, value_text="105 GB")).marked == ""
    assert marked_quote(replace(WRONG, reading="x", reading_start=5, reading_end=9)).marked == ""


def test_a_long_sentence_is_cut_around_the_number():
    quote = marked_quote(replace(WRONG, quote="word " * 500 + "104 GB" + " word" * 500))
    assert quote.marked == "104 GB"
    assert len(quote.text) < 700


def test_the_page_runs_nothing_and_fetches_nothing(tmp_path):
    text = written(tmp_path, ".html")
    page = Page(text)
    assert not {"script", "link", "iframe", "img", "object", "form"} & {tag for tag, _ in page.tags}
    names = {name for _, attrs in page.tags for name in attrs}
    assert not {name for name in names if name.startswith("on")} | ({"style", "src"} & names)
    assert not re.search(r"https?:|url\(|@import", text)
    (policy,) = [attrs["content"] for _, attrs in page.tags if "http-equiv" in attrs]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_what_stands_around_a_quote_and_in_a_review_does_no_harm_either(tmp_path):
    background = Background(
        claims=7,
        sources=1,
        surroundings={WRONG.id: (NASTY, NASTY)},
        reviews={FINDINGS[0].id: (f"dismissed: {NASTY}",)},
        claim_reviews={WRONG.id: (NASTY,)},
        as_of="2026-01-01",
    )
    page = Page(written(tmp_path, ".html", background=background))
    assert "script" not in {tag for tag, _ in page.tags}
    card = page.between("finding-1")
    assert card.count("<script>alert(1)</script>") >= 4
    assert "7 claims from 1 source. As of 2026-01-01." in written(
        tmp_path, ".html", background=background
    )
    text = written(tmp_path, ".md", background=background)
    assert "<script>" not in text
    assert "\x07" not in text
    assert text.count(r"\<script\>alert(1)") >= 4


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_control_characters_do_not_reach_the_reader(tmp_path, suffix):
    text = written(tmp_path, suffix)
    assert "\x07" not in text
    assert "\u202e" not in text


def test_markdown_is_not_made_by_quotes(tmp_path):
    text = written(tmp_path, ".md")
    assert "<script>" not in text
    assert r"\<script\>" in text
    assert escaped("- a *b* [c](d)") == r"\- a \*b\* \[c\](d)"
    assert escaped("1. no list") == r"\1. no list"


def cell(name, value):
    """What a table's cell under a column's name holds."""
    row = row_cells({name: value})
    return row[[column.name for column in COLUMNS].index(name)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(text):
    assert cell("speaker", text) == f"'{text}"


def test_other_cells_stay_as_they_are(tmp_path):
    assert cell("lo", Decimal("-1.50")) == "-1.5"
    assert cell("lo", None) == ""
    assert cell("quote", "a=b") == "a=b"
    rows = list(csv.DictReader(io.StringIO(written(tmp_path, ".csv"), newline="")))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert {row["speaker"] for row in rows} == {"Ada", "'=cmd()"}
    assert {row["role"] for row in rows} >= {"value 1", "value 2", "term parameter_count"}
    assert {row["canonical_lo"] for row in rows} >= {"104000000000", "140000000000"}


def test_json_keeps_every_digit(tmp_path):
    big = Decimal("123456789012345678901234567890.123456789")
    finding = replace(FINDINGS[0], likely_value=big)
    text = written(tmp_path, ".json", [finding])
    row = json.loads(text, parse_float=Decimal)["findings"][0]
    assert row["likely_value"] == big


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_nothing_found_is_a_report_too(tmp_path, suffix):
    assert written(tmp_path, suffix, [], {})


def test_nothing_found_is_said(tmp_path):
    assert "No contradiction was found" in written(tmp_path, ".html", [], CLAIMS)


def test_findings_whose_claims_are_gone_do_not_break_the_report(tmp_path):
    for suffix in FORMATS:
        assert written(tmp_path, suffix, FINDINGS, {})


@pytest.mark.parametrize("name", ["report.pdf", "report", "report.xls"])
def test_other_suffixes_are_refused_with_those_allowed(tmp_path, name):
    with pytest.raises(ClaimsError, match=r"\.html, \.md, \.json, \.csv, \.xlsx"):
        write_report(tmp_path / name, FINDINGS, CLAIMS)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(ClaimsError, match="No such file"):
        write_report(tmp_path / "none" / "report.html", FINDINGS, CLAIMS)


def test_a_target_that_is_a_folder_leaves_nothing_behind(tmp_path):
    (tmp_path / "report.md").mkdir()
    with pytest.raises(ClaimsError, match="cannot be written"):
        write_report(tmp_path / "report.md", FINDINGS, CLAIMS)
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.md"]


def test_lone_surrogates_do_not_stop_it(tmp_path):
    odd = replace(RIGHT, quote="\ud800 140 GB")
    for suffix in FORMATS:
        written(tmp_path, suffix, reconcile([WRONG, odd], VOCABULARY), {odd.id: odd})


def test_what_was_not_compared_says_why(tmp_path):
    text = written(tmp_path, ".md")
    assert "1: the passage repeats another" in text
    assert "1: no other claim is about the same thing" in text


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for suffix in FORMATS:
        assert written(tmp_path, suffix) == written(tmp_path, suffix)


def test_all_findings_kinds_have_words():
    from claims.reconcile import KINDS
    from claims.report.words import ABOUT, TITLES

    assert set(TITLES) == set(ABOUT) == set(KINDS)


def test_findings_are_not_needed_to_be_a_list(tmp_path):
    findings: list[Finding] = list(FINDINGS)
    assert written(tmp_path, ".json", iter(findings)) == written(tmp_path, ".json")
