from __future__ import annotations

import pytest

from corpus import Language
from ui.settings import PageSettings, choose_language


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        pytest.param("kk", "ru", "kk", id="the address first"),
        pytest.param("KK", None, "kk", id="any case"),
        pytest.param("de", "kk-KZ,ru;q=0.8", "kk", id="unknown in the address"),
        pytest.param(None, "kk", "kk", id="kazakh browser"),
        pytest.param(None, "de-DE,de;q=0.9,en;q=0.7,ru;q=0.8", "ru", id="qualities"),
        pytest.param(None, "en-GB,en;q=0.9,ru;q=0.9", "en", id="order"),
        pytest.param(None, "kk;q=0, en;q=0.1", "en", id="refused"),
        pytest.param(None, "kk;q=x,en;q=0.1", "en", id="broken quality"),
        pytest.param(None, "*", "ru", id="anything"),
        pytest.param(None, None, "ru", id="nothing"),
        pytest.param("", "", "ru", id="empty"),
    ],
)
def test_choose_language(asked: str | None, accepted: str | None, language: Language) -> None:
    assert choose_language(asked, accepted, "ru") == language


def test_settings_refuse_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="ru, kk, en, not 'de'"):
        PageSettings(fallback_language="de")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least 1, not 0 and 4"):
        PageSettings(longest_question=0)
