from __future__ import annotations

import string
from dataclasses import fields

import pytest

from corpus import LANGUAGES, Language
from ui.strings import ByLanguage, Forms, Strings, strings_for

# Proper names, units, and punctuation that two of the languages share.
SHARED = {"name", "quoted", "decimal_mark", "milliseconds", "minutes"}


def texts(strings: Strings) -> dict[str, str]:
    """Every string by its field; counted nouns and languages by their part."""
    found: dict[str, str] = {}
    for field in fields(strings):
        value = getattr(strings, field.name)
        parts = {field.name: value} if isinstance(value, str) else {}
        if isinstance(value, Forms | ByLanguage):
            parts = {f"{field.name}.{part.name}": getattr(value, part.name) for part in fields(value)}
        found |= parts
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_placeholders_agree_across_languages() -> None:
    first, *others = (texts(strings_for(language)) for language in LANGUAGES)
    for other in others:
        assert {key: placeholders(text) for key, text in first.items()} == {
            key: placeholders(text) for key, text in other.items()
        }


def test_no_string_is_left_untranslated() -> None:
    by_language = [texts(strings_for(language)) for language in LANGUAGES]
    same = {key for key in by_language[0] if len({each[key] for each in by_language}) < len(LANGUAGES)}
    assert {key.partition(".")[0] for key in same} <= SHARED


@pytest.mark.parametrize("language", LANGUAGES)
def test_strings_are_whole(language: Language) -> None:
    found = texts(strings_for(language))
    assert strings_for(language).language == language
    assert all(text.strip() == text and text for text in found.values())


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("ru", {0: "0 статей", 1: "1 статья", 2: "2 статьи", 5: "5 статей", 11: "11 статей", 12: "12 статей",
                21: "21 статья", 24: "24 статьи", 111: "111 статей", 1002: "1002 статьи"}),
        ("kk", {0: "0 мақала", 1: "1 мақала", 2: "2 мақала", 5: "5 мақала", 21: "21 мақала"}),
        ("en", {0: "0 articles", 1: "1 article", 2: "2 articles", 21: "21 articles"}),
    ],
)  # fmt: skip
def test_counts_take_the_right_form(language: Language, counted: dict[int, str]) -> None:
    forms = strings_for(language).articles
    assert {count: forms.of(count, language) for count in counted} == counted
