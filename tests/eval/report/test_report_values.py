"""Every value of the content stands in both forms of the report, in each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from corpus import LANGUAGES, Language
from eval.report import numbers, render_html, render_markdown
from eval.report.strings import strings_for
from tests.eval.report.contents import EVIDENCE, full
from tests.eval.report.parsed import Page

Reader = Callable[[Language], str]


@cache
def read_html(language: Language) -> str:
    return Page(render_html(full(), language)).text


@cache
def read_markdown(language: Language) -> str:
    return " ".join(render_markdown(full(), language).replace("\\", "").split())


@pytest.fixture(params=[read_html, read_markdown], ids=["html", "markdown"])
def read(request: pytest.FixtureRequest) -> Reader:
    found: Reader = request.param
    return found


def told(*values: str) -> list[str]:
    """Values as they stand in a text whose blanks were run together."""
    return [" ".join(value.split()) for value in values]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_stands_with_its_interval_its_questions_and_its_meaning(read: Reader, language: Language) -> None:
    strings, text = strings_for(language), read(language)
    for name, found in full().summary.figures.items():
        value = numbers.decimal(found.value, strings)
        bounds = told(numbers.interval_or_none(found.low, found.high, strings))[0]
        assert f"{value} {bounds}" in text.replace("*", "")
        assert all(part in text for part in told(strings.figures[name].name, strings.figures[name].meaning))
        assert name in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_says_what_was_run_on_what(read: Reader, language: Language) -> None:
    strings, text = strings_for(language), read(language)
    counts = (
        numbers.counted(60, strings.questions, strings),
        numbers.counted(12, strings.articles, strings),
        numbers.counted(12431, strings.passages, strings),
    )
    shown = ("starter", "multilingual-e5-small", "2026-03-05-base", numbers.moment(full().run.started, strings))
    assert all(part in text for part in told(*counts, *shown))
    assert strings.gate_failed.format(passed=1, total=3) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gate_tells_floors_and_ceilings_apart(read: Reader, language: Language) -> None:
    strings, text = strings_for(language), read(language)
    assert all(
        part in text for part in (f"≥ {numbers.decimal(0.75, strings)}", f"≤ {numbers.decimal(0.6, strings)}", "✓", "✗")
    )
    assert text.count(f"✗ {strings.failed}") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_difference_never_stands_alone(read: Reader, language: Language) -> None:
    strings, text = strings_for(language), read(language)
    for each in full().comparisons[0].comparison.differences:
        difference, bounds = numbers.signed(each.difference, strings), numbers.interval(each.low, each.high, strings)
        assert told(f"{difference} {bounds}")[0] in text.replace("*", "")
        assert numbers.probability(each.p_holm, strings) in text
    assert "7 / 50 / 3" in text
    assert "0 / 0 / 0" not in text
    assert text.count(strings.significant) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_for_the_better_is_told_from_one_for_the_worse(read: Reader, language: Language) -> None:
    strings, text = strings_for(language), read(language)
    one = " ".join(numbers.counted(1, strings.questions, strings).split())
    better, worse = strings.improved.format(questions=one), strings.worsened.format(questions=one)
    # Found more: better, found less: worse; more refusals: worse.
    assert (text.count(better), text.count(worse)) == (1, 2)
    changed = text[text.index(better) :]
    assert changed.index("set-ru-00") < changed.index(worse) < changed.index("set-kk-07")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_question_stands_with_all_that_happened(read: Reader, language: Language) -> None:
    strings, text = strings_for(language), read(language)
    question = full().worst[1]
    parts = (
        question.id,
        *question.turns,
        EVIDENCE,
        question.answer,
        question.article,
        *(passage.text for passage in question.retrieved),
        strings.reasons["not_cited"],
        strings.reasons_told["not_cited"],
        strings.score.format(value=numbers.decimal(0.125, strings)),
        strings.holds_evidence,
    )
    unquoted = " ".join(text.replace("> ", "").split())
    assert [part for part in told(*parts) if part not in unquoted] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_more_than_twenty_bad_questions_are_shown(read: Reader, language: Language) -> None:
    text = read(language)
    assert "set-kk-19" in text
    assert "set-en-20" not in text
    assert (
        strings_for(language).most_frequent_reason.format(
            worst=20, reason=strings_for(language).reasons["not_cited"], count=20
        )
        in text
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_it_was_run_is_told(read: Reader, language: Language) -> None:
    strings, text = strings_for(language), read(language)
    shown = ("search.keyword_share", "0.3", "python", "3.11.2", "cores", strings.how_repeated.format(seed=20260305))
    assert all(part in text for part in shown)
    assert numbers.whole(12345, strings).replace("\u00a0", " ") in text
    assert strings.memory.format(number=812) in text
    assert strings.how_comparisons.format(rounds=numbers.whole(2000, strings)) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_weakest_cell_of_enough_questions_is_named_first(read: Reader, language: Language) -> None:
    strings, text = strings_for(language), read(language)
    # English about English is lower, at 0.02, but four questions say nothing.
    expected = strings.weakest_cell.format(
        asked=strings.asked_in["kk"],
        about=strings.about_articles_in["en"],
        figure="Evidence@4000",
        value=numbers.decimal(0.11, strings),
        questions=numbers.counted(6, strings.questions, strings),
        best_asked=strings.asked_in["ru"],
        best_about=strings.about_articles_in["ru"],
        best_value=numbers.decimal(0.9, strings),
        best_questions=numbers.counted(6, strings.questions, strings),
    )
    assert told(expected)[0] in text
    assert strings.few_note.format(mark="†", fewest=5) in text
    assert "4†" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_figures_that_stand_together_share_a_tile(language: Language) -> None:
    content, strings = full(), strings_for(language)
    figures = {name: found for name, found in content.summary.figures.items() if name != "false_answers"}
    page = Page(render_html(replace(content, summary=replace(content.summary, figures=figures)), language))
    titles = [each.text for each in page.all("h3")]
    assert strings.refusals_and_answers not in titles
    assert strings.figures["false_refusals"].name in titles
