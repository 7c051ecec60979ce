"""The words of the report in Russian, Kazakh and English."""

from __future__ import annotations

from corpus import Language
from corpus.counting import Forms
from eval.report.strings import en, kk, ru
from eval.report.strings.shape import FigureText, Strings

__all__ = ["FigureText", "Forms", "Strings", "strings_for"]

_STRINGS: dict[Language, Strings] = {"ru": ru.STRINGS, "kk": kk.STRINGS, "en": en.STRINGS}


def strings_for(language: Language) -> Strings:
    """Return the strings of one language."""
    return _STRINGS[language]
