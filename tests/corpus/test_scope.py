"""A scope is a value: what it restricts, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from corpus import LANGUAGES, Language, Scope

FULL = Scope(("a",), ("Байзакова",), 2020, 2026, ("kk",), ("Су",))


def test_an_empty_scope_restricts_nothing() -> None:
    assert Scope().is_empty
    assert not Scope().restricts_articles


@pytest.mark.parametrize(
    "field", [{"articles": ("a",)}, {"authors": ("a",)}, {"first_year": 0}, {"last_year": 1}, {"collections": ("a",)}]
)
def test_each_field_restricts_articles(field: dict[str, Any]) -> None:
    assert not Scope(**field).is_empty
    assert Scope(**field).restricts_articles


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_restricts_passages_not_articles(language: Language) -> None:
    scope = Scope(languages=(language,))
    assert (scope.is_empty, scope.restricts_articles) == (False, False)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Scope(), FULL),
        (FULL, FULL),
        (Scope(authors=("Chabal",)), Scope(("a",), ("Chabal",), 2020, 2026, ("kk",), ("Су",))),
        (Scope(first_year=2024), Scope(("a",), ("Байзакова",), 2024, None, ("kk",), ("Су",))),
        (Scope(last_year=2010), Scope(("a",), ("Байзакова",), None, 2010, ("kk",), ("Су",))),
    ],
)
def test_another_scope_takes_the_place_of_the_fields_it_restricts(other: Scope, expected: Scope) -> None:
    assert FULL.narrowed(other) == expected
    assert Scope().narrowed(other) == other


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"languages": ("de", "kk")}, "the languages are ru, kk, en, not de"),
        ({"first_year": 2021, "last_year": 2020}, "the first year, 2021, lies after the last, 2020"),
    ],
)
def test_a_scope_that_is_none_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Scope(**wrong)
