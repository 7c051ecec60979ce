"""The words of a text as keyword search compares them: stems within a language, skeletons across languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from corpus import LANGUAGE_DATA, Language
from corpus.transliteration import fold

_WORD = re.compile(r"[^\W_]+")
# No stemmer for Kazakh was found to do better than the first letters of a word, which its endings never reach.
_KAZAKH_STEM = 5
_SNOWBALL = {"ru": "russian", "en": "english"}
# So many letters of a skeleton are compared: endings come later in names and in words that languages share.
_SKELETON = 5
_SHORTEST = 2


@cache
def _stemmer(language: Language) -> Callable[[str], str]:
    if language == "kk":
        return lambda word: word[:_KAZAKH_STEM]
    import snowballstemmer

    stem: Callable[[str], str] = lru_cache(maxsize=1 << 17)(snowballstemmer.stemmer(_SNOWBALL[language]).stemWord)
    return stem


def stems(text: str, language: Language) -> list[str]:
    """The stems of a text's words in order, stop words left out, ё written as е."""
    stem = _stemmer(language)
    return [stem(word) for word in _words(text, language)]


def skeletons(text: str, language: Language) -> list[str]:
    """What a text's words look like in any language, in order, stop words left out.

    Names, international words and abbreviations meet in the first letters of their transliteration (`fold`): Назарбаева
    and Nazarbayev, интеграция and integration, АСЕАН and ASEAN. Numbers of two digits or more stay whole.
    """
    return [skeleton for word in _words(text, language) if len(skeleton := _skeleton(word)) >= _SHORTEST]


def _words(text: str, language: Language) -> list[str]:
    stop_words = LANGUAGE_DATA[language].stop_words
    words = (word.replace("ё", "е") for word in _WORD.findall(text.casefold()))
    return [word for word in words if word not in stop_words]


@lru_cache(maxsize=1 << 17)
def _skeleton(word: str) -> str:
    return word if word.isdigit() else fold(word).replace(" ", "")[:_SKELETON]
