"""Restricting the search in a real browser, with the fake assistant behind the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corpus import LANGUAGES, Language, Scope
from ui.app import launch
from ui.strings import strings_for

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("gradio_litter"),
    # Gradio never closes the event loops it makes, and asks pandas for an option that is going away.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::DeprecationWarning"),
]

OpenPage = Callable[..., Any]


@pytest.fixture(scope="module")
def assistant(make_fake: Any) -> Any:
    return make_fake()


@pytest.fixture(scope="module")
def address(assistant: Any) -> Iterator[str]:
    served = launch(assistant, port=None)
    yield served.address
    served.close()


def ask(page: Any, question: str, turn: int) -> None:
    page.fill("#derek-question textarea", question)
    page.keyboard.press("Enter")
    answer = page.locator("#derek-chat .bot-row").nth(turn - 1)
    answer.locator(".aside", has_text=re.compile(r"\d (мс|ms)")).wait_for()


def open_fold(page: Any) -> Any:
    fold = page.locator("#derek-scope > .label-wrap")
    assert fold.get_attribute("aria-expanded") == "false"
    fold.click()
    sync_api.expect(fold).to_have_attribute("aria-expanded", "true")
    return fold


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chosen_author_restricts_what_is_asked_until_it_is_cleared(
    open_page: OpenPage, assistant: Any, language: Language
) -> None:
    page, strings = open_page(language), strings_for(language)
    now = page.locator("#derek-scope-now")
    assert page.locator("#derek-scope").inner_text().strip().startswith(strings.scope)
    open_fold(page)
    page.get_by_role("combobox", name=strings.scope_authors, exact=True).click()
    page.get_by_role("option", name="Ли А. В.").click()
    page.keyboard.press("Escape")
    sync_api.expect(now).to_contain_text("Ли А. В.")
    ask(page, "?", 1)
    assert assistant.scopes[-1] == Scope(authors=("Ли А. В.",))
    page.get_by_role("button", name=strings.clear_scope).click()
    sync_api.expect(now).to_have_text("")
    ask(page, "??", 2)
    assert assistant.scopes[-1].is_empty


def test_a_restriction_in_words_shows_and_holds_for_the_next_question(open_page: OpenPage, assistant: Any) -> None:
    page, strings = open_page("ru"), strings_for("ru")
    ask(page, "Какой длины граница, only in Ли?", 1)
    sync_api.expect(page.locator("#derek-scope-now")).to_have_text(strings.scope_now.format(scope="автор Ли"))
    open_fold(page)
    assert "Ли" in page.locator("#derek-scope-authors").inner_text()
    ask(page, "А сколько грузов?", 2)
    assert assistant.scopes[-1] == Scope(authors=("Ли",))
    page.get_by_role("button", name=strings.new_conversation).click()
    sync_api.expect(page.locator("#derek-scope-now")).to_have_text("")


def test_years_languages_articles_and_collections_can_be_chosen(open_page: OpenPage, assistant: Any) -> None:
    page, strings = open_page("en"), strings_for("en")
    open_fold(page)
    for label, option in (
        (strings.first_year, "2023"), (strings.last_year, "2022"), (strings.scope_languages, "Kazakh"),
        (strings.scope_collections, "Су ресурстары"), (strings.scope_articles, "(2023)"),
    ):  # fmt: skip
        page.get_by_role("combobox", name=label, exact=True).click()
        page.get_by_role("option", name=re.compile(re.escape(option))).first.click()
        page.keyboard.press("Escape")
        sync_api.expect(page.locator("#derek-scope-now")).not_to_have_text("")
        page.wait_for_timeout(300)
    ask(page, "?", 1)
    assert assistant.scopes[-1] == Scope(("corridor",), (), 2022, 2023, ("kk",), ("Су ресурстары",))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_no_wider_than_the_window(open_page: OpenPage, width: int) -> None:
    page = open_page("kk", width=width)
    open_fold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sync_api.expect(page.locator("#derek-question textarea")).to_be_in_viewport()
