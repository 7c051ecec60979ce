"""The words of the interface in Russian, Kazakh and English."""

from __future__ import annotations

from corpus import Language
from corpus.counting import Forms
from ui.strings import en, kk, ru
from ui.strings.shape import ByLanguage, Strings

__all__ = ["ByLanguage", "Forms", "Strings", "strings_for"]

_STRINGS: dict[Language, Strings] = {"ru": ru.STRINGS, "kk": kk.STRINGS, "en": en.STRINGS}


def strings_for(language: Language) -> Strings:
    """Return the strings of one interface language."""
    return _STRINGS[language]
