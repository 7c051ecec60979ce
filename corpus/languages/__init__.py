"""The three languages as data, and how to tell them apart."""

from __future__ import annotations

import re
from functools import cache

from corpus.article import Language
from corpus.languages.data import LanguageData
from corpus.languages.en import ENGLISH
from corpus.languages.kk import KAZAKH
from corpus.languages.ru import RUSSIAN

DATA: dict[Language, LanguageData] = {"ru": RUSSIAN, "kk": KAZAKH, "en": ENGLISH}

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿə]")
_KAZAKH_LETTER = re.compile(f"[{''.join(sorted(KAZAKH.own_letters))}ə]")
_RUSSIAN_LETTER = re.compile(r"[ёщъ]")
_KAZAKH_WORDS = KAZAKH.stop_words - RUSSIAN.stop_words
_RUSSIAN_WORDS = RUSSIAN.stop_words - KAZAKH.stop_words
# A Kazakh sentence has a letter of its own in nearly every second word; Russian text only in names it quotes.
_OWN_LETTER_SHARE = 0.12


def detect_language(text: str, default: Language = "en") -> Language:
    """Tell in which of the three languages a text is written.

    Script first, then the share of words with letters that only Kazakh has, then stop words, which decide about
    short questions ("не болды?"). `default` is the answer for a text without letters.
    """
    words = _WORD.findall(text.casefold())
    if not words:
        return default
    joined = "".join(words)
    if 2 * len(_CYRILLIC.findall(joined)) < len(joined):
        return "en"
    cyrillic = [word for word in words if "Ѐ" <= word[0] <= "ӿ" or "ə" in word]
    kazakh = sum(1 for word in cyrillic if _KAZAKH_LETTER.search(word))
    kazakh += sum(1 for word in cyrillic if word in _KAZAKH_WORDS)
    russian = sum(1 for word in cyrillic if word in _RUSSIAN_WORDS)
    russian += sum(1 for word in cyrillic if _RUSSIAN_LETTER.search(word))
    if kazakh > russian and kazakh >= _OWN_LETTER_SHARE * len(cyrillic):
        return "kk"
    return "ru"


@cache
def all_of(field: str) -> frozenset[str]:
    """Union of one word list over the three languages: `all_of("section_names")`."""
    return frozenset().union(*(getattr(data, field) for data in DATA.values()))


__all__ = ["DATA", "LanguageData", "all_of", "detect_language"]
