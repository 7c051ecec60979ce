from __future__ import annotations

from dataclasses import replace

import pytest

from eval.metrics import Locator, locator_right, locator_share

NAMED = Locator("a1", "Су саясаты", ("12", "13"))
ELSEWHERE = Locator("a1", "Кіріспе", ("3",))


def test_a_citation_is_right_when_it_names_one_of_the_places() -> None:
    assert locator_right(NAMED, [ELSEWHERE, NAMED])


@pytest.mark.parametrize(
    "place",
    [
        replace(NAMED, article="a2"),
        replace(NAMED, section="Кіріспе"),
        replace(NAMED, section=""),
        replace(NAMED, pages=("12",)),
        replace(NAMED, pages=("13", "12")),
    ],
)
def test_article_section_and_pages_must_all_be_right(place: Locator) -> None:
    assert not locator_right(NAMED, [place])


def test_one_place_must_be_right_as_a_whole() -> None:
    assert not locator_right(NAMED, [replace(NAMED, pages=("3",)), replace(ELSEWHERE, pages=NAMED.pages)])


def test_pages_that_the_article_does_not_show_are_not_held_against_it() -> None:
    assert locator_right(NAMED, [replace(NAMED, pages=())])
    assert locator_right(replace(NAMED, pages=()), [replace(NAMED, pages=())])
    assert not locator_right(replace(NAMED, pages=()), [NAMED])


def test_a_quote_that_stands_nowhere_has_no_right_place() -> None:
    assert not locator_right(NAMED, [])


def test_the_share_is_of_all_citations() -> None:
    assert locator_share([True, False, True]) == 2 / 3
    assert locator_share([False]) == 0.0
    assert locator_share([]) is None
