"""Rows of tables: which lines and tags make one, and where its cells stand in the raw text."""

from __future__ import annotations

import time

import pytest

from claims.sources import Document, read_text

MARKDOWN = """\
| Part | Weight |
|------|-------:|
| Mill \\| Co | **5 tons** |
| | 7 |
| Cart |

Then text | with a bar.
"""
HTML = """\
<p>Weights of parts.</p>
<table>
  <tr><th rowspan=2>Part<th colspan="2">Weight</tr>
  <tr><th>dry</th><th>wet</th></tr>
  <tr><td>Mill</td><td>5</td>

  <td>6 &amp; 7</td></tr>
</table>
"""
CSV = """\
Part,Weight,Length
"Mill, old",5,12.5
Cart,7,3
"""
SPACED = """\
Part       Weight   Length
Mill       5        12.5
Ox cart    7        3
"""


def cells(document: Document) -> list[list[str]]:
    text = document.source.text
    return [[text[a:b] for a, b in p.row.cells] for p in document.passages if p.row]


def test_cells_of_markdown_keep_their_column_and_marks() -> None:
    document = read_text(MARKDOWN)
    assert cells(document) == [
        ["Part", "Weight"],
        ["Mill \\| Co", "**5 tons**"],
        ["", "7"],
        ["Cart"],
    ]
    rows = [passage.row for passage in document.passages]
    assert [row is not None and row.header for row in rows] == [True, False, False, False, False]
    assert rows[-1] is None
    assert document.passages[1].text == "Mill | Co | 5 tons"


def test_cells_of_html_over_several_columns_and_rows() -> None:
    document = read_text(HTML)
    assert document.source.format == "markdown"
    assert cells(document)[:2] == [["Part", "Weight", "Weight"], ["", "dry", "wet"]]
    assert cells(document)[2][:2] == ["Mill", "5"]
    headers = [p.row.header for p in document.passages if p.row]
    assert headers[:3] == [True, True, False]
    assert document.passages[0].row is None
    assert document.passages[0].text == "Weights of parts."


@pytest.mark.parametrize("text", [CSV, SPACED, CSV.replace(",", "\t").replace('"Mill\t', '"Mill,')])
def test_cells_of_plain_text(text: str) -> None:
    document = read_text(f"The parts are these.\n\n{text}\nMore text.\n")
    found = cells(document)
    assert found[0] == ["Part", "Weight", "Length"]
    assert [row[1:] for row in found[1:]] == [["5", "12.5"], ["7", "3"]]
    assert found[1][0] in ("Mill, old", "Mill")
    assert [p.row.header for p in document.passages if p.row] == [True, False, False]
    assert [p.line for p in document.passages] == [1, 3, 4, 5, 7]


@pytest.mark.parametrize(
    "text",
    [
        "First, we went, then ate,\nthen slept, I think, until,\nat last, it rained, hard.\n",
        "cat a | grep b\nls | wc\ncat c | sort\n",
        "One two.  Three four.\nFive six.  Seven.\nEight.  Nine ten.\n",
        "a,b\n1,2\n",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert cells(read_text(text, format="plain")) == []


def test_a_list_of_pairs_is_read_line_by_line() -> None:
    text = "Weight: 12 kg\nColour: red\nPrice: $249\n"
    assert [p.text for p in read_text(text).passages] == text.split("\n")[:3]
    assert len(read_text("He said: go\nand they: went home\n").passages) == 1


def test_rows_of_tables_with_other_headers_do_not_repeat_each_other() -> None:
    row = "| Mill | old | 5 | 6 |\n"
    head = "| Part | State | Weight | Length |\n|---|---|---|---|\n"
    other = head.replace("Weight", "Width")
    document = read_text(f"{head}{row}\n{other}{row}\n{head}{row}")
    bodies = [p.duplicate_of is not None for p in document.passages if p.text.startswith("Mill")]
    assert bodies == [False, False, True]


@pytest.mark.parametrize(
    "row",
    ["| 1 | Mill | 5 |\n", "a, 1, b\n", "Mill   5   6\n", "<tr><td rowspan=9>1<td colspan=9>2"],
)
def test_long_tables_take_linear_time(row: str) -> None:
    def seconds(count: int) -> float:
        head = "| a | b | c |\n|---|---|---|\n" if row.startswith("|") else ""
        head = "<table>\n" if row.startswith("<") else head
        begin = time.process_time()
        assert read_text(head + row * count).passages
        return time.process_time() - begin

    # The least of several: what else the machine does only adds to the time.
    short, long = (min(seconds(count) for _ in range(3)) for count in (500, 4000))
    assert long < 24 * max(short, 0.01)
