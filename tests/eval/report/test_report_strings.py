from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import fields

import pytest

from corpus import LANGUAGES, Language
from eval.figures import FAMILIES, FIGURES
from eval.questions.question import KINDS
from eval.report.content import WHYS
from eval.report.strings import FigureText, Forms, Strings, strings_for

# Marks, names of metrics, and forms that languages share.
SHARED = {
    "decimal_mark", "thousands_mark", "interval", "cell", "p_value", "p_holm", "curve_area", "change", "figures",
    "model_label", "versus", "milliseconds", "date", "median",
}  # fmt: skip


def texts(strings: Strings) -> dict[str, str]:
    """Every string by its field, and within it by its key or part."""
    found: dict[str, str] = {}
    for field in fields(strings):
        _collect(found, field.name, getattr(strings, field.name))
    return found


def _collect(found: dict[str, str], name: str, value: object) -> None:
    if isinstance(value, str):
        found[name] = value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            _collect(found, f"{name}.{key}", part)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            _collect(found, f"{name}.{number}", part)
    elif isinstance(value, Forms | FigureText):
        for part in fields(value):
            _collect(found, f"{name}.{part.name}", getattr(value, part.name))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_same_strings_with_the_same_placeholders_are_there_in_every_language() -> None:
    first, *others = (
        {key: placeholders(text) for key, text in texts(strings_for(language)).items()} for language in LANGUAGES
    )
    assert all(other == first for other in others)


def test_no_string_is_left_untranslated() -> None:
    by_language = [texts(strings_for(language)) for language in LANGUAGES]
    same = {key for key in by_language[0] if len({each[key] for each in by_language}) < len(LANGUAGES)}
    assert {key.partition(".")[0] for key in same} - SHARED == {"language"} & set(same)


def test_every_meaning_is_written_in_its_own_language() -> None:
    meanings = [{text.meaning for text in strings_for(language).figures.values()} for language in LANGUAGES]
    assert all(len(each) == len(FIGURES) for each in meanings)
    assert len(set.union(*meanings)) == len(LANGUAGES) * len(FIGURES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_family_kind_reason_and_language_has_its_words(language: Language) -> None:
    strings = strings_for(language)
    assert strings.language == language
    assert list(strings.figures) == [figure.name for figure in FIGURES]
    assert tuple(strings.families) == FAMILIES
    assert tuple(strings.kinds) == KINDS
    assert tuple(strings.reasons) == tuple(strings.reasons_told) == WHYS
    assert all(set(each) == set(LANGUAGES) for each in (strings.languages, strings.asked_in, strings.about_articles_in))
    assert len(set(strings.months)) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_strings_are_whole(language: Language) -> None:
    found = texts(strings_for(language))
    loose = {key for key, text in found.items() if text != text.strip() or not text or "  " in text}
    assert loose <= {"thousands_mark"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meaning_is_one_sentence_without_a_decimal_mark_of_another_language(language: Language) -> None:
    other = "," if language == "en" else "."
    for text in strings_for(language).figures.values():
        assert text.meaning.endswith(".")
        assert f"0{other}5" not in text.meaning
