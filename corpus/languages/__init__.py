"""The three languages as data, and how to tell them apart."""

from __future__ import annotations

import re
from collections import Counter

from corpus.article import Language
from corpus.languages.data import LanguageData
from corpus.languages.en import ENGLISH
from corpus.languages.kk import KAZAKH
from corpus.languages.ru import RUSSIAN

DATA: dict[Language, LanguageData] = {"ru": RUSSIAN, "kk": KAZAKH, "en": ENGLISH}

_WORD = re.compile(r"[^\W\d_]+")
# A Kazakh sentence has a letter of its own in nearly every second word; Russian text only in names it quotes.
_OWN_LETTER_SHARE = 0.12


def detect_language(text: str, default: Language = "en") -> Language:
    """Tell in which of the three languages a text is written.

    Script first, then the share of words with letters that only Kazakh has, then stop words, which decide about
    short questions ("не болды?"). `default` is the answer for a text without letters.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    letters = Counter("cyrillic" if "Ѐ" <= char <= "ӿ" or char == "ə" else "other" for word in words for char in word)
    if not words:
        return default
    if letters["cyrillic"] < letters["other"]:
        return "en"
    cyrillic = [word for word in words if "Ѐ" <= word[0] <= "ӿ" or "ə" in word]
    own = sum(any(char in KAZAKH.own_letters or char == "ə" for char in word) for word in cyrillic)
    kazakh = own + sum(word in KAZAKH.stop_words - RUSSIAN.stop_words for word in cyrillic)
    russian = sum(word in RUSSIAN.stop_words - KAZAKH.stop_words for word in cyrillic)
    russian += sum(any(char in "ёщъ" for char in word) for word in cyrillic)
    if kazakh > russian and kazakh >= _OWN_LETTER_SHARE * len(cyrillic):
        return "kk"
    return "ru"


def all_of(field: str) -> frozenset[str]:
    """Union of one word list over the three languages: `all_of("section_names")`."""
    return frozenset().union(*(getattr(data, field) for data in DATA.values()))


__all__ = ["DATA", "LanguageData", "all_of", "detect_language"]
