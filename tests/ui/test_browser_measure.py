"""The Evaluation tab in a real browser, with the fake evaluator behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from corpus import LANGUAGES, Language
from ui.app import launch
from ui.strings import Strings, strings_for

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("gradio_litter"),
    # Gradio never closes the event loops it makes, and asks pandas for an option that is going away.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::DeprecationWarning"),
]

OpenPage = Callable[..., Any]
REPORTS: dict[Language, str] = {"ru": "Отчёт по-русски", "kk": "Қазақша есеп", "en": "Report in English"}
HOSTILE = "<img src=x onerror=alert(1)> ${1} {{2}}"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def served(make_fake: Any, make_evaluator: Any) -> Iterator[Any]:
    evaluator = make_evaluator(pause=0.002)
    page = launch(make_fake(), evaluator, port=None)
    yield SimpleNamespace(address=page.address, evaluator=evaluator)
    page.close()


@pytest.fixture(scope="module")
def address(served: Any) -> str:
    return str(served.address)


@pytest.fixture
def evaluator(served: Any) -> Iterator[Any]:
    pause = served.evaluator.pause
    yield served.evaluator
    served.evaluator.pause = pause


@pytest.fixture
def open_tab(open_page: OpenPage) -> OpenPage:
    def open_tab(language: Language = "en", **options: Any) -> Any:
        page = open_page(language, **options)
        page.get_by_role("tab", name=strings_for(language).evaluation_tab).click()
        page.locator("button.open-run").first.wait_for()
        return page

    return open_tab


def report_of(page: Any, heading: str | re.Pattern[str]) -> Any:
    """The heading of the report inside its frame, once it is there."""
    found = page.frame_locator("#derek-report iframe").locator("h1", has_text=heading)
    found.wait_for()
    return found


def upload(page: Any, name: str, text: str) -> None:
    page.set_input_files("#derek-plan input[type=file]", {"name": name, "mimeType": "", "buffer": text.encode()})


def visible_words(strings: Strings) -> list[str]:
    return [strings.chat_tab, strings.evaluation_tab, strings.question_set, strings.own_set, strings.questions_language,
            strings.most_questions, strings.compare_with, strings.run, strings.earlier_runs, strings.download_html,
            strings.download_scores]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_run_shows_its_progress_and_ends_in_the_report(open_tab: OpenPage, evaluator: Any, language: Language) -> None:
    page, strings = open_tab(language), strings_for(language)
    page.get_by_role("button", name=strings.run, exact=True).click()
    bar = page.get_by_role("progressbar", name=re.compile(f"^{re.escape(strings.run_progress)}"))
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"^\d+$"))
    assert bar.get_attribute("aria-valuemax") == "150"
    assert re.search(r"\d+\D+150", bar.get_attribute("aria-valuetext"))
    expect(page.locator("#derek-run")).to_have_count(0)
    report_of(page, REPORTS[language])
    questions = strings.questions.of(150, language)
    expect(page.locator("#derek-situation [role=status]")).to_contain_text(questions)
    expect(page.locator("button.open-run").first).to_have_attribute("aria-current", "true")
    frame = page.locator("#derek-report iframe")
    assert frame.get_attribute("title").startswith(strings.report_of.partition("{")[0])
    expect(frame).to_be_in_viewport()
    # The report scrolls with the page, not within it.
    assert frame.evaluate("it => it.clientHeight >= it.contentDocument.documentElement.scrollHeight")
    page.frame_locator("#derek-report iframe").locator("a").click()
    expect(page.frame_locator("#derek-report iframe").locator("#end")).to_be_in_viewport()
    with page.expect_download() as saving:
        page.get_by_role("button", name=strings.download_html).click()
    assert Path(saving.value.path()).read_text(encoding="utf-8").startswith(f"<!doctype html><html lang={language}>")


def test_chat_answers_while_a_run_goes_on_and_the_run_can_be_stopped(open_tab: OpenPage, evaluator: Any) -> None:
    page, strings = open_tab("kk"), strings_for("kk")
    evaluator.pause = 0.05
    page.click("#derek-run")
    page.locator("[role=progressbar][aria-valuenow]").wait_for()
    page.get_by_role("tab", name=strings.chat_tab).click()
    page.fill("#derek-question textarea", "Шекара ұзындығы қанша?")
    page.keyboard.press("Enter")
    expect(page.locator("#derek-chat .aside")).to_contain_text("мс")
    page.get_by_role("tab", name=strings.evaluation_tab).click()
    page.get_by_role("button", name=strings.stop, exact=True).click()
    expect(page.locator("#derek-situation [role=alert]")).to_contain_text(strings.run_stopped)
    expect(page.locator("#derek-situation code")).to_have_text(re.compile(r"^derek eval --resume new-\d+$"))
    expect(page.locator("#derek-run")).to_be_visible()
    expect(page.locator("#derek-stop-run")).to_have_count(0)
    assert page.locator("#derek-report iframe").count() == 0


def test_reader_who_comes_later_is_shown_the_run_that_is_under_way(open_tab: OpenPage, evaluator: Any) -> None:
    evaluator.pause = 0.03
    first = open_tab("en")
    first.click("#derek-run")
    first.locator("[role=progressbar][aria-valuenow]").wait_for()
    second = open_tab("ru")
    expect(second.locator("[role=progressbar]")).to_have_attribute("aria-valuetext", re.compile(r"\d+ из 150"))
    first.click("#derek-stop-run")
    for page in (first, second):
        page.locator("#derek-run").wait_for()


def test_own_file_is_counted_and_run(open_tab: OpenPage, evaluator: Any) -> None:
    page, strings = open_tab("kk"), strings_for("kk")
    page.get_by_label(strings.own_set).check()
    upload(page, "сұрақтар (1).csv", "kk kk kk en")
    expect(page.locator("#derek-set-note .file")).to_have_text(
        "сұрақтар (1).csv: 4 сұрақ (қазақ тілінде – 3, ағылшын тілінде – 1)"
    )
    page.get_by_label(strings.language_names["ru"]).check()
    page.click("#derek-run")
    expect(page.locator("#derek-plan-notice")).to_contain_text("орыс тілінде қойылған сұрақ жоқ")
    page.get_by_label(strings.language_names["kk"]).check()
    page.get_by_label(strings.most_questions).fill("2")
    page.click("#derek-run")
    report_of(page, REPORTS["kk"])
    chosen = evaluator.chosen[-1]
    assert (chosen.file.name, chosen.language, chosen.limit) == ("сұрақтар (1).csv", "kk", 2)
    assert page.locator("#derek-plan-notice [role=alert]").count() == 0


def test_malformed_file_is_told_line_by_line_and_runs_nothing(open_tab: OpenPage, evaluator: Any) -> None:
    page, strings = open_tab("ru", width=360), strings_for("ru")
    before = len(evaluator.chosen)
    page.get_by_label(strings.own_set).check()
    upload(page, "mine.csv", "broken")
    problems = page.locator("#derek-set-note [role=alert]")
    expect(problems).to_contain_text("Файл mine.csv не принят: 25 ошибок")
    expect(problems.locator("li")).to_have_count(20)
    assert not page.evaluate(TOO_WIDE)
    expect(problems.locator("li").first).to_have_text("line 1, `lang`: expected ru; found <b>")
    page.click("#derek-run")
    expect(page.locator("#derek-plan-notice")).to_contain_text(strings.no_file_yet)
    page.click('button.language[data-language="kk"]')
    expect(problems).to_contain_text("mine.csv файлы қабылданбады: 25 қате")
    upload(page, "mine.csv", "en")
    expect(page.locator("#derek-set-note .file")).to_contain_text("1 сұрақ")
    upload(page, "large.csv", "x" * 5_300_000)
    expect(page.locator(".toast-body")).to_contain_text(strings_for("kk").file_too_large.format(size=5))
    assert len(evaluator.chosen) == before


def test_earlier_run_is_opened_and_compared(open_tab: OpenPage) -> None:
    page = open_tab("en")
    page.locator('button.open-run[data-run="starter-base-2"]').click()
    report_of(page, re.compile(r"^Report in English: starter-base-2$"))
    page.get_by_label(strings_for("en").compare_with).click()
    page.get_by_role("option", name=re.compile("12 questions")).click()
    expect(page.locator("#derek-report [role=alert]")).to_have_text(
        "Shown without a comparison: no question in <common>"
    )
    page.locator('button.open-run[data-run="hostile-1"]').click()
    report_of(page, re.compile(r"^Report in English: hostile-1$"))
    page.get_by_label(strings_for("en").compare_with).click()
    page.get_by_role("option", name=re.compile("2026-03-03")).click()
    report_of(page, re.compile(r"^Report in English: hostile-1 / starter-base-2$"))


def test_language_switch_turns_the_tab_the_run_and_the_report(open_tab: OpenPage, evaluator: Any) -> None:
    page = open_tab("ru")
    evaluator.pause = 0.012
    page.click("#derek-run")
    page.locator("[role=progressbar][aria-valuenow]").wait_for()
    for language in ("kk", "en", "ru"):
        strings = strings_for(language)
        page.click(f'button.language[data-language="{language}"]')
        if language == "kk":  # the run goes on
            told = re.compile("Жауап берілгені: \\d+/150")
            expect(page.locator("[role=progressbar]")).to_have_attribute("aria-valuetext", told)
        report_of(page, REPORTS[language])
        page.get_by_role("button", name=strings.download_html).wait_for()
        shown = page.inner_text("body")
        assert [word for word in visible_words(strings) if word not in shown] == []
        others = {each for other in LANGUAGES if other != language for each in visible_words(strings_for(other))}
        assert [word for word in others - set(visible_words(strings)) if word in shown] == []
        assert page.input_value("#derek-against input") == strings.no_comparison
        assert page.get_attribute("#derek-limit input", "placeholder") == strings.all_questions
        groups = page.eval_on_selector_all("#derek-plan fieldset", "all => all.map(each => each.ariaLabel)")
        assert groups == [strings.question_set, strings.questions_language]


def test_phone_needs_no_sideways_scrolling(open_tab: OpenPage) -> None:
    page = open_tab("kk", width=360, scheme="dark")
    assert not page.evaluate(TOO_WIDE)
    page.locator('button.open-run[data-run="starter-base-2"]').click()
    for language in ("kk", "ru", "en"):
        page.click(f'button.language[data-language="{language}"]')
        report_of(page, REPORTS[language])
        assert not page.evaluate(TOO_WIDE)
    frame = page.locator("#derek-report iframe")
    assert frame.evaluate("it => it.clientHeight >= it.contentDocument.documentElement.scrollHeight")
    assert frame.evaluate("it => getComputedStyle(it).colorScheme") == "dark"


def test_text_is_shown_as_it_stands(open_tab: OpenPage) -> None:
    page = open_tab("en")
    assert page.locator('button.open-run[data-run="hostile-1"] .set').inner_text() == HOSTILE
    page.get_by_label(strings_for("en").compare_with).click()
    expect(page.get_by_role("option", name=re.compile("12 questions"))).to_contain_text(HOSTILE)
    page.keyboard.press("Escape")
    page.get_by_label(strings_for("en").own_set).check()
    upload(page, "<img src=x onerror=alert(3)> ${1}{{2}}.csv", "en")
    page.locator("#derek-set-note .file").wait_for()
    page.locator('button.open-run[data-run="hostile-1"]').click()
    report_of(page, "Report in English")
    assert "${x}" in page.frame_locator("#derek-report iframe").locator(".wide").inner_text()
    assert page.locator("#derek-measure-tab img").count() == 0


def test_keyboard_goes_from_tab_to_tab_and_to_a_run(open_page: OpenPage) -> None:
    page, strings = open_page("en"), strings_for("en")
    page.get_by_role("tab", name=strings.chat_tab).focus()
    page.keyboard.press("ArrowRight")
    tab = page.get_by_role("tab", name=strings.evaluation_tab)
    expect(tab).to_be_focused()
    expect(tab).to_have_attribute("aria-selected", "true")
    page.locator("button.open-run").first.wait_for()
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        if "open-run" in reached[-1]:
            break
    assert "derek-run" in reached
    page.keyboard.press("Enter")
    report_of(page, "Report in English")


def test_question_box_and_sources_stay_in_sight_inside_the_tab(open_page: OpenPage) -> None:
    page = open_page("ru")
    for turn in range(1, 4):
        page.fill("#derek-question textarea", f"Вопрос номер {turn}?")
        page.keyboard.press("Enter")
        page.locator("#derek-chat .bot-row").nth(turn - 1).locator(".aside", has_text="мс").wait_for()
        page.locator("#derek-ask").wait_for()
    for top in (0, 400, 10_000):
        page.evaluate(f"scrollTo(0, {top})")
        expect(page.locator("#derek-ask")).to_be_in_viewport()
        expect(page.locator("#derek-panel h2")).to_be_in_viewport()
