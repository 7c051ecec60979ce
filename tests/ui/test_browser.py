"""The page in a real browser, with the fake assistant behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corpus import LANGUAGES, Language
from ui.app import launch
from ui.strings import Strings, strings_for

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("gradio_litter"),
    # Gradio never closes the event loops it makes, and asks pandas for an option that is going away.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::DeprecationWarning"),
]

ABOUT_MARS: dict[Language, str] = {
    "ru": "Есть ли вода на Марсе?",
    "kk": "Марста су бар ма, әлде жоқ па?",
    "en": "Is there water on Mars?",
}
CARD = "#derek-panel #src-m{turn}-{number}"

OpenPage = Callable[..., Any]


@pytest.fixture(scope="module")
def address(make_fake: Any) -> Iterator[str]:
    served = launch(make_fake(), port=None)
    yield served.address
    served.close()


def ask(page: Any, question: str) -> None:
    page.fill("#derek-question textarea", question)
    page.keyboard.press("Enter")


def wait_for_answer(page: Any, turn: int, language: Language) -> str:
    """Text of a turn's finished answer: only then does the small line under it tell the time."""
    message = page.locator("#derek-chat .bot-row").nth(turn - 1)
    message.locator(".aside", has_text=re.compile(r"\d (мс|ms)")).wait_for()
    return str(message.inner_text())


def visible_words(strings: Strings) -> list[str]:
    return [strings.tagline, strings.ask, strings.enter_hint, strings.new_conversation, strings.sources,
            strings.in_article, strings.copy_quote, strings.copy_answer, strings.back_to_answer]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_browser_language_is_spoken_and_a_question_is_answered(open_page: OpenPage, language: Language) -> None:
    page, strings = open_page(language), strings_for(language)
    assert page.evaluate("document.documentElement.lang") == language
    assert page.title() == strings.page_title
    page.locator("button.example").first.click()
    text = wait_for_answer(page, 1, language)
    assert all(mark in text for mark in ("[1]", "[2]", "[3]"))
    assert page.locator("#derek-panel .card mark").count() == 3
    labels = page.eval_on_selector_all("#derek-chat [aria-label]", "all => all.map(e => e.ariaLabel)")
    assert {strings.conversation, strings.your_question, strings.the_answer} <= set(labels)
    assert page.locator("footer").count() == 0 or not page.locator("footer").first.is_visible()


def test_answer_streams_and_can_be_stopped(open_page: OpenPage) -> None:
    page, strings = open_page("kk"), strings_for("kk")
    ask(page, "slow: жүк көлемі қанша?")
    page.locator("#derek-chat a.cite").first.wait_for()
    assert page.locator("#derek-ask").count() == 0
    page.click("#derek-stop")
    page.locator("#derek-chat .aside", has_text=strings.stopped).wait_for()
    page.wait_for_selector("#derek-ask")
    assert "[3]" not in page.inner_text("#derek-chat .answer")


def test_citation_opens_its_card_also_of_an_older_answer(open_page: OpenPage) -> None:
    page = open_page("ru")
    ask(page, "Какой длины граница?")
    wait_for_answer(page, 1, "ru")
    ask(page, ABOUT_MARS["ru"])
    page.locator(CARD.format(turn=2, number=1)).wait_for()
    page.click('a.cite[href="#src-m1-2"]')
    card = page.locator(CARD.format(turn=1, number=2))
    card.wait_for()
    page.wait_for_function("document.activeElement.id === 'src-m1-2'")
    sync_api.expect(card).to_be_in_viewport()
    assert card.locator("mark").inner_text().startswith("2022 жылы")
    card.locator("a.back").click()
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#src-m1-2"


def test_surroundings_open_with_the_quote_in_view(open_page: OpenPage) -> None:
    page, strings = open_page("ru"), strings_for("ru")
    ask(page, "Какой длины граница?")
    wait_for_answer(page, 1, "ru")
    page.locator("#src-m1-1 summary").click()
    opened = page.locator("#src-m1-1 .around-text")
    sync_api.expect(opened.locator("mark")).to_be_in_viewport()
    assert "Абзац 1" in opened.inner_text()
    assert opened.evaluate("box => box.scrollTop") > 0
    page.locator("#src-m1-2 summary").click()
    sync_api.expect(page.locator("#src-m1-2 .around-text")).to_have_text(strings.article_unavailable)


@pytest.mark.parametrize("language", LANGUAGES)
def test_abstention_shows_the_closest_passages(open_page: OpenPage, language: Language) -> None:
    page, strings = open_page(language), strings_for(language)
    ask(page, ABOUT_MARS[language])
    page.locator("#derek-panel h2", has_text=strings.closest).wait_for()
    assert page.locator("#derek-panel .card").count() == 2
    sync_api.expect(page.locator("#derek-chat .abstained")).to_be_visible()


def test_switching_the_language_changes_every_label_and_keeps_the_conversation(open_page: OpenPage) -> None:
    page = open_page("ru")
    ask(page, "Какой длины граница?")
    answer = wait_for_answer(page, 1, "ru")
    for language in ("kk", "en", "ru"):
        strings = strings_for(language)
        page.click(f'button.language[data-language="{language}"]')
        page.locator("#derek-header .tagline", has_text=strings.tagline).wait_for()
        page.locator("#derek-panel h2", has_text=strings.sources).wait_for()
        shown = page.inner_text("body")
        assert [word for word in visible_words(strings) if word not in shown] == []
        others = {each for other in LANGUAGES if other != language for each in visible_words(strings_for(other))}
        assert [word for word in others - set(visible_words(strings)) if word in shown] == []
        assert page.get_attribute("#derek-question textarea", "placeholder") == strings.question_placeholder
        assert page.evaluate("document.documentElement.lang") == language
        assert page.url.endswith(f"?lang={language}")
        assert re.split(r"\s*\[1\]", answer)[0].splitlines()[-1] in shown


def test_the_address_chooses_the_language(open_page: OpenPage) -> None:
    page = open_page("en", query="?lang=kk")
    assert page.inner_text("#derek-header .tagline") == strings_for("kk").tagline
    assert page.get_attribute('button.language[lang="kk"]', "aria-pressed") == "true"


@pytest.mark.parametrize("language", LANGUAGES)
def test_phone_needs_no_sideways_scrolling(open_page: OpenPage, language: Language) -> None:
    page = open_page(language, width=360)
    wide = "document.documentElement.scrollWidth > 360"
    assert not page.evaluate(wide)
    page.locator("button.example").nth(1).click()
    wait_for_answer(page, 1, language)
    page.click('a.cite[href="#src-m1-2"]')
    sync_api.expect(page.locator(CARD.format(turn=1, number=2))).to_be_in_viewport()
    page.locator("#src-m1-2 summary").click()
    assert not page.evaluate(wide)
    assert page.locator("#derek-ask").bounding_box()["width"] >= 44


def test_keyboard_reaches_a_citation_and_opens_it(open_page: OpenPage) -> None:
    page = open_page("en")
    ask(page, "How long is the border?")
    wait_for_answer(page, 1, "en")
    page.focus("button.language >> nth=2")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.cite')"):
            break
    reference = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.activeElement.id === '{reference[1:]}'")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#derek-panel details[open]").wait_for()


def test_too_long_a_question_is_refused_and_kept(open_page: OpenPage) -> None:
    page = open_page("ru")
    ask(page, "я" * 2001)
    notice = page.locator("#derek-notice [role=alert]")
    notice.wait_for()
    assert "2001" in notice.inner_text()
    assert len(page.input_value("#derek-question textarea")) == 2001


def test_text_is_shown_as_it_stands(open_page: OpenPage) -> None:
    page = open_page("en")
    question = "<img src=x onerror=alert(1)> $x$ **b** ${1} {{2}} $$y$$ & crash"
    ask(page, question)
    page.locator("#derek-chat .trouble").wait_for()
    assert question in page.inner_text("#derek-chat .asked")
    assert page.locator("#derek-chat img, #derek-chat .katex").count() == 0


def test_copied_quote_names_its_source(open_page: OpenPage) -> None:
    page, strings = open_page("ru"), strings_for("ru")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Какой длины граница?")
    wait_for_answer(page, 1, "ru")
    page.locator("#src-m1-1 button.copy").click()
    page.locator("#src-m1-1 button.copy", has_text=strings.copied).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "«К 2002 году Казахстан и Китай завершили делимитацию границы длиной 1 782,75 км.»\n"
        "Байзакова К. И., Кукеева Ф. Т. Границы и пограничное урегулирование. 2024. с. 214."
    )


def test_new_conversation_starts_from_the_welcome(open_page: OpenPage) -> None:
    page = open_page("en")
    ask(page, "How long is the border?")
    wait_for_answer(page, 1, "en")
    page.click("#derek-new")
    page.locator("#derek-welcome .example").first.wait_for()
    sync_api.expect(page.locator("#derek-chat .asked")).to_have_count(0)
    sync_api.expect(page.locator("#derek-panel .card")).to_have_count(0)
    ask(page, "How long is it?")
    assert "Searched for" not in wait_for_answer(page, 1, "en")


def test_question_box_and_sources_stay_in_sight_of_a_long_conversation(open_page: OpenPage) -> None:
    page = open_page("ru")
    for turn in range(1, 5):
        ask(page, f"Вопрос номер {turn}?")
        wait_for_answer(page, turn, "ru")
    end = page.locator("#derek-chat .bot-row").last.bounding_box()
    question = page.locator("#derek-chat .asked").last.bounding_box()
    box = page.locator("#derek-composer").bounding_box()
    assert question["y"] >= 0
    assert end["y"] + end["height"] <= box["y"] + 1
    for top in (0, 400, 10_000):
        page.evaluate(f"scrollTo(0, {top})")
        sync_api.expect(page.locator("#derek-ask")).to_be_in_viewport()
        sync_api.expect(page.locator("#derek-panel h2")).to_be_in_viewport()
