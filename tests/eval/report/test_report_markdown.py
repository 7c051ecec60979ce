from __future__ import annotations

import re

import pytest

from corpus import LANGUAGES, Language
from eval.report import render_html, render_markdown
from eval.report.as_markdown import escape
from eval.report.strings import strings_for
from tests.eval.report.contents import bare, full
from tests.eval.report.parsed import Page
from tests.eval.report.test_report_html import HOSTILE, hostile

HEADING = re.compile(r"(#+) (\S.*)")


def rendered(markdown: str) -> Page:
    """Markdown as a reader's program shows it."""
    parser = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    html = parser.MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
    return Page(f"<body>{html}</body>")


def test_escaped_text_has_no_marks_left() -> None:
    assert escape("a|b *c* [d] <e> `f` #g") == r"a\|b \*c\* \[d\] \<e\> \`f\` \#g"
    assert escape("- item") == r"\- item"
    assert escape("12. item") == r"12\. item"
    assert escape("1) item") == r"1\) item"
    assert escape("=== ") == r"\==="
    assert escape("a\n\nb") == "a b"
    assert escape("3.14 and 2-3") == r"3\.14 and 2-3"


@pytest.mark.parametrize(
    "text", ["- a", "+ a", "1. a", "1) a", "===", "---", "> a", "# a", "    a", "| a |", "a\\", "&lt;"]
)
def test_whatever_a_line_begins_with_stays_a_line(text: str) -> None:
    page = rendered(f"above\n\n{escape(text)}\n\nbelow")
    assert [each.tag for each in page.elements] == ["body", "p", "p", "p"]
    assert page.all("p")[1].text == text.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_from_outside_is_shown_character_for_character(language: Language) -> None:
    page = rendered(render_markdown(hostile(), language))
    assert not page.all("script", "a", "em", "img", "details")
    assert page.all("h1")[0].text == HOSTILE
    cells = [each.text for each in page.all("td") if HOSTILE in each.text]
    assert len(cells) == 3 * 2 + 4
    assert sum(HOSTILE in each.text for each in page.all("p", "li", "h3")) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_have_as_many_cells_in_each_line(language: Language) -> None:
    lines = render_markdown(full(), language).splitlines()
    tables: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("|"):
            tables[-1].append(line)
        elif tables[-1]:
            tables.append([])
    assert len(tables) > 12
    for table in tables[:-1]:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1
        assert re.fullmatch(r"\|( -{2,3}:? \|)+", table[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_go_down_one_level_at_a_time_and_none_is_empty(language: Language) -> None:
    for content in (full(), bare()):
        lines = [line for line in render_markdown(content, language).splitlines() if line.strip()]
        levels = [len(found[1]) if (found := HEADING.fullmatch(line)) else 0 for line in lines]
        headings = [level for level in levels if level]
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(headings, headings[1:], strict=False))
        # After a heading comes text, or a deeper heading.
        assert all(not after or after > level for level, after in zip(levels, levels[1:], strict=False) if level)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_as_the_page_does(language: Language) -> None:
    page = rendered(render_markdown(full(), language))
    assert len(page.all("table")) > 12
    assert [each.text for each in page.all("h4")].count("Evidence@4000") == 1
    assert not re.search(r"\n{3}|[ \t]\n", render_markdown(full(), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_renderings_are_the_same(language: Language) -> None:
    assert render_markdown(full(), language) == render_markdown(full(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_of_what_is_only_drawn(language: Language) -> None:
    strings = strings_for(language)
    assert strings.bar_note in render_html(full(), language)
    assert strings.bar_note not in render_markdown(full(), language)
    assert strings.forest not in render_markdown(full(), language)
