from __future__ import annotations

import pytest

from ui.markup import answer_html, escape, one_line, plain_html


def link(number: int) -> str | None:
    return f"<a{number}>" if number <= 3 else None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a < b & c", "a &lt; b &amp; c", id="html"),
        pytest.param("it's \"so\"", "it&#x27;s &quot;so&quot;", id="quotes"),
        pytest.param("${a} {b} `c`", "&#36;&#123;a&#125; &#123;b&#125; &#96;c&#96;", id="templates"),
        pytest.param("Қазақ әліпбиі: ә ғ қ ң ө ұ ү һ і", "Қазақ әліпбиі: ә ғ қ ң ө ұ ү һ і", id="kazakh"),
    ],
)  # fmt: skip
def test_escape_shows_every_character(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("Раз.\n\nДва.", "<p>Раз.</p><p>Два.</p>", id="paragraphs"),
        pytest.param("Вот:\n- раз\n- два\nВсё.", "<p>Вот:</p><ul><li>раз</li><li>два</li></ul><p>Всё.</p>", id="list"),
        pytest.param("## Итог", '<p class="heading">Итог</p>', id="heading"),
        pytest.param("это **важно** знать", "<p>это <strong>важно</strong> знать</p>", id="bold"),
        pytest.param("p<0,05** и p<0,01**", "<p>p&lt;0,05** и p&lt;0,01**</p>", id="stars of significance"),
        pytest.param("* p < 0,05", "<p>* p &lt; 0,05</p>", id="lone star"),
        pytest.param("цена $5 и $6", "<p>цена &#36;5 и &#36;6</p>", id="dollars"),
        pytest.param("1991. Год", "<p>1991. Год</p>", id="a year is no list"),
        pytest.param("[x](javascript:1) <b>", "<p>[x](javascript:1) &lt;b&gt;</p>", id="links and tags"),
        pytest.param(r"см. \[2\], \*звезда\* и \\", "<p>см. [2], *звезда* и \\</p>", id="backslash escapes"),
        pytest.param("", "", id="empty"),
        pytest.param(" \n\n ", "", id="blank"),
    ],
)
def test_answer_html_knows_a_few_marks_and_shows_the_rest(text: str, html: str) -> None:
    assert answer_html(text, link) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("Да [1]", "<p>Да\N{NO-BREAK SPACE}<a1></p>", id="stays with its word"),
        pytest.param("Да[1][2]", "<p>Да<a1><a2></p>", id="two marks"),
        pytest.param("Да [1, 3]", "<p>Да\N{NO-BREAK SPACE}<a1><a3></p>", id="two numbers in one"),
        pytest.param("Да[7]", "<p>Да[7]</p>", id="no such citation"),
        pytest.param("Да[1, 7]", "<p>Да[1, 7]</p>", id="one of two unknown"),
        pytest.param("**Да [1]**", "<p><strong>Да\N{NO-BREAK SPACE}<a1></strong></p>", id="in bold"),
    ],
)
def test_answer_html_links_marks(text: str, html: str) -> None:
    assert answer_html(text, link) == html


def test_plain_html_keeps_the_lines_of_a_question() -> None:
    assert plain_html(" раз\n\n<два> ") == "раз<br><br>&lt;два&gt;"


def test_one_line_has_no_line_break() -> None:
    assert one_line("<p>\n\n</p>") == "<p>  </p>"
