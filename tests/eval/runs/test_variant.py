from __future__ import annotations

import pytest

from eval.runs import RunError, parse_variant
from eval.runs.variant import settings_as_text, settings_from_text
from rag import AnswerSettings


def test_settings_are_changed_by_their_keys() -> None:
    variant = parse_variant(["few:quotes=2", "search.keyword_share=0", "answerable.kk=0.5"])
    settings = variant.settings
    assert (variant.name, settings.quotes, settings.search.keyword_share) == ("few", 2, 0.0)
    before = dict(AnswerSettings().answerable)
    assert dict(settings.answerable) == {"ru": before["ru"], "kk": 0.5, "en": before["en"]}
    assert settings.search.candidates == AnswerSettings().search.candidates


def test_settings_that_only_fit_together_are_changed_together() -> None:
    settings = parse_variant(["short:hits=5", "read=5"]).settings
    assert (settings.hits, settings.read) == (5, 5)


def test_settings_survive_being_written_down() -> None:
    settings = parse_variant(["x:quotes=2", "search.sentence_share=0.25", "answerable.ru=0"]).settings
    assert settings_from_text(settings_as_text(settings)) == settings


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["quotes=2"], "a variant is NAME:KEY=VALUE"),
        ([":quotes=2"], "a variant is NAME:KEY=VALUE"),
        (["a b:quotes=2"], "a variant is NAME:KEY=VALUE"),
        (["base:quotes=2"], "the name 'base' is that of the run without changes"),
        (["x:quotes"], "variant x: a setting is KEY=VALUE, not 'quotes'"),
        (["x:quotes=2", "read"], "variant x: a setting is KEY=VALUE, not 'read'"),
        (["x:speed=2"], "variant x: no setting is called 'speed'; there are hits, read, quotes, "),
        (["x:quotes=two"], "variant x: quotes=two can't be: invalid literal"),
        (["x:read=50"], "variant x: read=50 can't be: 0 < read <= hits"),
        (["x:answerable=1"], "no setting is called 'answerable'; there are .*answerable.kk"),
        (["x:search.sentence_share=2"], "sentence_share <= 1"),
    ],
)
def test_a_wrong_variant_is_refused(words: list[str], reason: str) -> None:
    with pytest.raises(RunError, match=reason):
        parse_variant(words)
