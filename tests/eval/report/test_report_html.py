from __future__ import annotations

import re
from dataclasses import replace

import pytest

from corpus import LANGUAGES, Language
from eval.report import Compared, ReportContent, Why, render_html
from eval.report.as_html import marked
from eval.report.strings import strings_for
from tests.eval.report.contents import bare, compared, comparison, full, run_facts, worst
from tests.eval.report.parsed import Page

HOSTILE = "<script>alert(1)</script> \"'`|& </details></svg> --> {x} $y$ # *z* _w_ [a](http://b) \\"
PARTS = ("gate", "figures", "languages", "kinds", "confidence", "comparisons", "worst", "speed", "method")


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest) -> Page:
    """A report with everything in it, in each language."""
    return Page(render_html(full(), request.param))


def hostile() -> ReportContent:
    """A report in which everything that comes from outside tries to be markup."""
    question = worst(
        0,
        id=HOSTILE,
        turns=(HOSTILE, HOSTILE),
        article=HOSTILE,
        expected=(HOSTILE,),
        answer=HOSTILE,
        given=HOSTILE,
        retrieved=tuple(replace(each, title=HOSTILE, text=f"a {HOSTILE} b") for each in worst().retrieved),
    )
    facts = run_facts(
        name=HOSTILE,
        set_name=HOSTILE,
        model=HOSTILE,
        settings={HOSTILE: HOSTILE},
        versions={HOSTILE: HOSTILE},
        machine={HOSTILE: HOSTILE},
    )
    pair = replace(comparison(), first=HOSTILE, second=HOSTILE)
    changes = tuple(replace(change, question=HOSTILE, figure=HOSTILE) for change in pair.changes)
    differences = tuple(replace(each, figure=HOSTILE) for each in pair.differences)
    side = replace(compared().sides[0], question=HOSTILE, asked=HOSTILE, first=HOSTILE, second=HOSTILE)
    both = Compared(replace(pair, changes=changes, differences=differences), (side,))
    return replace(full(), title=HOSTILE, run=facts, worst=(question,), comparisons=(both,))


def test_ids_are_unique_and_every_link_leads_somewhere(page: Page) -> None:
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    links = [value[1:] for each in page.elements if (value := each.attributes.get("href", "")).startswith("#")]
    assert len(links) > 50
    assert set(links) <= set(ids)
    labels = {each.attributes["aria-labelledby"] for each in page.elements if "aria-labelledby" in each.attributes}
    assert labels <= set(ids)
    clipped = set(re.findall(r"url\(#([^)]+)\)", page.html))
    assert clipped <= set(ids)


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_there_are_landmarks_and_the_contents_list_every_part(page: Page) -> None:
    assert [each.tag for each in page.all("header", "main", "nav", "footer")] == ["header", "main", "nav", "footer"]
    assert page.all("nav")[0].attributes["aria-label"]
    links = [each.attributes["href"] for each in page.all("a") if "nav" in each.path]
    assert links == [f"#{part}" for part in PARTS]


def test_every_table_has_a_caption_and_headed_columns_and_rows(page: Page) -> None:
    tables = page.html.split("<table>")[1:]
    assert len(tables) > 12
    for table in (each.partition("</table>")[0] for each in tables):
        inner = Page(f"<body><table>{table}</table></body>")
        assert inner.all("caption")[0].text
        columns = [each for each in inner.all("th") if "thead" in each.path]
        assert all(each.attributes["scope"] == "col" and each.text for each in columns)
        body = [each for each in inner.all("th", "td") if "tbody" in each.path]
        assert all(each.attributes["scope"] == "row" for each in body if each.tag == "th")
        assert len(body) == len(columns) * (len(inner.all("tr")) - 1)
        assert all(each.text.strip() for each in body)


def test_every_drawing_has_a_text_alternative_and_what_it_draws_stands_in_it(page: Page) -> None:
    drawings = [each for each in page.all("svg") if each.attributes.get("aria-hidden") != "true"]
    assert len(drawings) == 4
    assert all(each.attributes["role"] == "img" for each in drawings)
    matrix, curve, forest, latency = (each.attributes["aria-label"] for each in drawings)
    mark = strings_for(page.all("html")[0].attributes["lang"]).decimal_mark  # type: ignore[arg-type]
    assert f"0{mark}110" in matrix
    assert f"0{mark}333" in curve
    assert f"+0{mark}083" in forest
    assert "81" in latency


def test_nothing_is_loaded_and_nothing_runs(page: Page) -> None:
    assert not page.all("script", "link", "iframe", "img", "object", "embed", "form", "base")
    assert not [name for element in page.elements for name in element.attributes if name.startswith(("on", "src"))]
    assert not re.search(r"https?:|@import|url\((?!#)|javascript:", page.html)


def test_texts_are_marked_with_their_own_language(page: Page) -> None:
    foreign = {each.attributes["lang"] for each in page.elements if "lang" in each.attributes and each.tag != "html"}
    assert foreign == set(LANGUAGES)
    evidence = [each for each in page.all("p") if each.attributes.get("class") == "prose" and "blockquote" in each.path]
    assert {each.attributes["lang"] for each in evidence} == {"ru", "kk"}


def test_evidence_is_marked_in_the_passages_that_hold_it(page: Page) -> None:
    assert {each.text for each in page.all("mark")} == {worst().expected[0]}
    opened = [each for each in page.all("details") if "open" in each.attributes]
    assert len(opened) == len(page.all("mark")) == 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language(language: Language) -> None:
    page = Page(render_html(bare(), language))
    assert page.all("html")[0].attributes["lang"] == language
    assert page.all("title")[0].text == f"Three questions – {strings_for(language).kicker}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_renderings_are_the_same(language: Language) -> None:
    assert render_html(full(), language) == render_html(full(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_from_outside_is_shown_character_for_character(language: Language) -> None:
    page = Page(render_html(hostile(), language))
    assert not page.all("script", "a b")
    assert not [name for element in page.elements for name in element.attributes if name.startswith("on")]
    assert page.all("h1")[0].text == HOSTILE
    shown = [element.text for element in page.all("dd", "code", "td", "p", "span", "h3", "caption")]
    # Set, model and run in the head; names and values of three tables; turns, title, evidence, answers, passages.
    assert sum(HOSTILE in text for text in shown) > 20
    assert {each.text for each in page.all("mark")} == {HOSTILE}
    assert sum(HOSTILE in each.attributes.get("aria-label", "") for each in page.all("svg")) == 1


def test_control_characters_are_replaced() -> None:
    page = render_html(replace(bare(), title="a\x00b\x1bc"), "en")
    assert "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c" in page
    assert "\x00" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_of_little_has_no_empty_parts(language: Language) -> None:
    page, strings = Page(render_html(bare(), language)), strings_for(language)
    links = [each.attributes["href"] for each in page.all("a") if "nav" in each.path]
    assert links == ["#figures", "#method"]
    assert [each.text for each in page.all("h2")] == [strings.headline, strings.all_figures, strings.method]
    assert [each.text for each in page.all("h3")] == ["MRR@10"]
    assert [each.text for each in page.all("caption")] == [strings.families["retrieval"]]
    assert strings.weak_spots not in page.text
    assert strings.comparisons not in page.text
    assert not page.all("figure", "details")
    assert 'class="verdict' not in page.html


def test_a_run_without_any_figure_still_has_a_report() -> None:
    content = replace(bare(), summary=replace(bare().summary, figures={}))
    page = Page(render_html(content, "en"))
    assert [each.attributes["id"] for each in page.all("section")] == ["headline", "method"]


def test_a_comparison_in_which_nothing_could_be_computed_says_so() -> None:
    nothing = Compared(replace(comparison(), differences=(), changes=()))
    page = Page(render_html(replace(bare(), comparisons=(nothing,)), "en"))
    assert strings_for("en").no_differences in page.text
    assert not page.all("figure")


def test_an_unanswerable_question_expects_nothing_and_a_set_of_documents_names_no_piece() -> None:
    strings = strings_for("en")
    silent = worst(
        0, kind="near_miss", article="", article_language=None, expected=(), answer="", why="wrongly_answered"
    )
    page = Page(render_html(replace(bare(), worst=(silent,)), "en"))
    assert strings.expected_nothing in page.text
    assert strings.reference not in page.text
    documents = worst(0, article="", article_language=None, expected=(), answer="", given="", retrieved=())
    page = Page(render_html(replace(bare(), worst=(documents,)), "en"))
    assert strings.expected_documents in page.text
    assert strings.expected_nothing not in page.text
    assert strings.given_nothing in page.text
    assert strings.retrieved_nothing in page.text


def test_reasons_are_counted_the_most_frequent_first_and_ties_by_the_earlier_stage() -> None:
    reasons: tuple[Why, ...] = ("wrong_language", "not_cited", "wrong_language", "facts_missing")
    questions = tuple(worst(number, why=why) for number, why in enumerate(reasons))
    page, strings = Page(render_html(replace(bare(), worst=questions), "en")), strings_for("en")
    listed = [each.text for each in page.all("li") if "nav" not in each.path]
    expected: list[tuple[Why, int]] = [("wrong_language", 2), ("not_cited", 1), ("facts_missing", 1)]
    assert listed[:3] == [f"{strings.reasons[why]} {count}" for why, count in expected]


def test_pieces_are_marked_whatever_blanks_stand_between_their_words() -> None:
    assert marked("a <b\n c> d", ["<b c>"]) == "a <mark>&lt;b\n c&gt;</mark> d"
    assert marked("one two three", ["one two", "two three", ""]) == "<mark>one two</mark> three"
    assert marked("one", ["two"]) == "one"


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_to_a_changed_question_stand_side_by_side(language: Language) -> None:
    strings = strings_for(language)
    text = Page(render_html(full(), language)).text
    assert strings.side_by_side in text
    side = compared().sides[0]
    assert text.index(side.asked) < text.index(side.first) < text.index(strings.given_nothing)
    assert (
        strings.side_by_side
        not in Page(render_html(replace(full(), comparisons=(Compared(comparison()),)), language)).text
    )
