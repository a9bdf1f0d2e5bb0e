"""Markdown: blocks, headings, and the marks inside paragraphs."""

from __future__ import annotations

import pytest
from sources_soundness import assert_sound

from claims.sources import join, locator, raw_span, read_text

TEXT = """---
title: "On Engines"
author: Ada Byron
date: 2024-07-23
---

# Engines

Intro with **40 wheels** and
[a link](https://example.org/5 "title 6").

## Costs

JUL 23, 2024

**Money**
- **Mill:** costs _17,000_ pounds
  and more
  - nested `12` \\* 3
- second

```
code 99
```

| Part | Weight |
|------|-------:|
| Mill | 5 tons |

> quoted 7

<!-- 8 -->

Setext
------

![alt 9](x.png) end&nbsp;&amp; done.
"""


def texts(text: str) -> list[str]:
    return [passage.text for passage in read_text(text, format="markdown").passages]


def test_blocks():
    document = read_text(TEXT)
    assert document.source.format == "markdown"
    assert_sound(document)
    assert [(p.line, p.text) for p in document.passages] == [
        (7, "Engines"),
        (9, "Intro with 40 wheels and a link."),
        (12, "Costs"),
        (14, "JUL 23, 2024"),
        (16, "Money"),
        (17, "Mill: costs 17,000 pounds and more"),
        (19, "nested 12 * 3"),
        (20, "second"),
        (26, "Part | Weight"),
        (28, "Mill | 5 tons"),
        (30, "quoted 7"),
        (34, "Setext"),
        (37, "alt 9 end\u00a0& done."),
    ]


def test_headings_and_locator():
    passages = {passage.line: passage for passage in read_text(TEXT).passages}
    assert passages[9].headings == ("Engines",)
    assert passages[12].headings == ("Engines",)
    assert passages[17].headings == ("Engines", "Costs", "Money")
    assert passages[37].headings == ("Engines", "Setext")
    assert locator(passages[14]) == "line 14, Engines > Costs"


def test_front_matter():
    source = read_text(TEXT).source
    assert (source.title, source.author, source.published) == (
        "On Engines", "Ada Byron", "2024-07-23",
    )  # fmt: skip


def test_title_without_front_matter():
    assert read_text("# The **Mill**, 2nd ed. #\n\nIt has 40 wheels.\n").source.title == (
        "The Mill, 2nd ed."
    )


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a **bold** word", "a bold word"),
        ("***both*** of them", "both of them"),
        ("**bold *and* it**", "bold and it"),
        ("2 * 3 * 4 = 24", "2 * 3 * 4 = 24"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("a [link [x]](u(v)w) end", "a link [x] end"),
        ("a [ref][r] end", "a ref end"),
        ("[inaudible] stays", "[inaudible] stays"),
        ("<b>5</b> tons<br>each", "5 tons each"),
        ("see <https://e.org/5>", "see https://e.org/5"),
        ("`a*b*c` code", "a*b*c code"),
        (r"\*not\* and \$5", "*not* and $5"),
        ("~~5~~ 6", "5 6"),
        ("note[^1] here", "note here"),
        ("unclosed ** here", "unclosed ** here"),
        ("&lt;5 &unknown; &#52;0", "<5 &unknown; 40"),
    ],
)
def test_marks_inside_a_paragraph(raw, clean):
    assert texts(raw) == [clean]


def test_a_span_over_marks_leads_back():
    text = "# T\n\nIt costs **17,000** pounds.\n"
    passage = read_text(text).passages[1]
    start = passage.text.index("17,000")
    assert text[slice(*raw_span(passage, start, start + 6))] == "17,000"
    assert text[slice(*raw_span(passage, start, start + 13))] == "17,000** pounds"


@pytest.mark.parametrize(
    ("raw", "quote"),
    [
        ("- **Sales:** The mill has 5 wheels.", "**Sales:** The mill has 5 wheels."),
        ("- The mill has **5 wheels**", "The mill has **5 wheels**"),
        ("- *Mill:* it has `5` _wheels_", "*Mill:* it has `5` _wheels_"),
        ("*Five* wheels or *six*", "*Five* wheels or *six*"),
        ("[The mill](http://m.example) has 5.", "[The mill](http://m.example) has 5."),
        ("**[The mill](m)** has [5 wheels](w)", "**[The mill](m)** has [5 wheels](w)"),
        ("**The mill has 5 wheels.**", "The mill has 5 wheels."),
        ("# The mill has 5 wheels", "The mill has 5 wheels"),
        ("A snake_case of 5 wheels", "A snake_case of 5 wheels"),
        ("- 5 * 3 wheels", "5 * 3 wheels"),
    ],
)
def test_quotes_cut_no_mark_in_two(raw, quote):
    document = read_text(raw, format="markdown")
    joined = join(document.passages)
    start, end = joined.raw_quote(0, len(joined.text), raw)
    assert raw[start:end] == quote


def test_only_the_quote_of_a_mark_within_is_widened():
    text = "- **Mill:** It has 5 wheels. It has **6 men**\n"
    joined = join(read_text(text, format="markdown").passages)
    middle = joined.text.index(" It has 6")
    assert text[slice(*joined.raw_quote(0, middle, text))] == "**Mill:** It has 5 wheels."
    assert text[slice(*joined.raw_quote(middle + 1, len(joined.text), text))] == "It has **6 men**"
    assert joined.raw_quote(6, middle, text) == joined.raw_span(6, middle)


def test_indented_paragraphs_and_html_are_read_scripts_are_not():
    assert texts("# T\n\n    indented 5\n") == ["T", "indented 5"]
    assert texts("# T\n\n<div>\n6 tons\n</div>\n") == ["T", "6 tons"]
    assert texts("# T\n\n<script>\nvar x = 7;\n</script>\n") == ["T"]


def test_large_documents_are_cut_between_blocks():
    chapter = "## Part {0}\n\n" + "- item {0} costs 5 pounds\n" * 50 + "\n```\n\ncode\n\n```\n\n"
    text = "".join(chapter.format(n) for n in range(200))
    document = read_text("# Book\n\n" + text)
    assert_sound(document)
    assert len(document.passages) == 1 + 200 * 51
    assert document.passages[-1].headings == ("Book", "Part 199")
    assert not any("code" in p.text for p in document.passages)
