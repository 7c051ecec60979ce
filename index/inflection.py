"""Words under their endings: which word of a text is a form of which word of a dictionary, in each language.

Stems alone say too much: "international" and "internal" share one, and so do халық (people) and халықаралық
(international). Here two words are one when they differ in nothing but endings of declension.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus import Language
from index.terms import stems

_WORD = re.compile(r"[^\W_]+")
_LONGEST_ABBREVIATION = 6
_SHORTEST_KEY = 2

_NOUN = frozenset(
    "а я о е ё ь й ы и у ю ой ей ёй ою ею ом ем ём ам ям ами ями ах ях ов ев ёв ий ие ия ию ием ии ией иям иями иях "
    "ье ья ью ьи ьем ьём ьев ьей ьям ьями ьях".split()
) | {""}
_ADJECTIVE = frozenset("ый ий ой ая яя ое ее ые ие ого его ому ему ым им ую юю ою ею ом ем ых их ыми ими ей".split())

# Kazakh voices the last consonant of a word before a vowel (аймақ, аймағы): both are written with the voiceless one.
_VOICELESS = str.maketrans("ғгб", "қкп")
_VOWELS = "аәеоөұүыіэя"
_PLURAL = "[лдт][ае]р"
_CASE = "[ндт][ыі](?:ң|к[ыі])?|[қк][ае]|[дт][ае](?:н|[қк][ыі])?|н[ае]н|[мп]ен"
_CASE_OF_THIRD = "н[ыі]ң|н[ае]н?|нд[ае](?:[қк][ыі])?|н|мен"


def _declined(linking: str, third: str) -> str:
    """Case endings, alone or after the ending that tells whose a thing is."""
    own = rf"{linking}[мң](?:[ыі]з)?(?:{_CASE}|[ае])?"
    return rf"(?:{_CASE})?|{third}(?:{_CASE_OF_THIRD})?|{own}"


_AFTER_CONSONANT = _declined("[ыі]", "[ыі]")
_ENDING = {
    False: re.compile(rf"(?:{_PLURAL})?(?:{_AFTER_CONSONANT})"),
    True: re.compile(rf"{_declined('', 'с[ыі]')}|{_PLURAL}(?:{_AFTER_CONSONANT})"),
}
"""Endings of a Kazakh noun: after a consonant, and after a vowel."""
_CITED = re.compile(rf"(?<=\w\w\w)(?:{_PLURAL}с?[ыі]|{_PLURAL}|с[ыі]|[ыі])$")
"""What a Kazakh term itself may end in: the plural, or "its" as in Қауіпсіздік Кеңесі."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text. `capitals` are those it begins with where the word may be an abbreviation, else ""."""

    plain: str
    stem: str
    keys: tuple[str, ...]
    """Where forms of this word are looked up: each word has its stem among the keys of all its forms."""
    capitals: str = ""


def words_of(text: str, language: Language) -> list[Word]:
    """The words of a text in order, stop words left out."""
    return [word for token in _WORD.findall(text) if (word := _word(token, language)) is not None]


def is_abbreviation(term: str) -> bool:
    """True if a term is one word of two to six letters, all of them capitals."""
    return 1 < len(term) <= _LONGEST_ABBREVIATION and term.isalpha() and term.isupper()


def is_form(word: Word, of: Word, language: Language) -> bool:
    """True if a word of a text is a form of a word of a term."""
    if word.plain == of.plain:
        return True
    if language == "kk":
        return any(_is_declined(word.plain, base) for base in _bases(of.plain))
    if word.stem != of.stem:
        return False
    if language == "en":
        return _singular(word.plain) == _singular(of.plain)
    return _same_paradigm(word.plain[len(word.stem) :], of.plain[len(of.stem) :])


def stands_for(word: Word, abbreviation: str, language: Language) -> bool:
    """True if a word is an abbreviation in capitals, alone or with an ending of the language (NGOs, ЕАЭОның)."""
    if word.capitals != abbreviation:
        return False
    ending = word.plain[len(abbreviation) :]
    if language == "kk":
        return any(pattern.fullmatch(ending) for pattern in _ENDING.values())
    return ending in (("", "s") if language == "en" else ("",))


@lru_cache(maxsize=1 << 16)
def _word(token: str, language: Language) -> Word | None:
    stem = next(iter(stems(token, language)), None)
    if stem is None:
        return None
    plain = token.casefold().replace("ё", "е")
    keys: tuple[str, ...] = (stem,)
    if language == "kk":
        plain, stem = plain.translate(_VOICELESS), stem.translate(_VOICELESS)
        keys = tuple(stem[:length] for length in range(min(_SHORTEST_KEY, len(stem)), len(stem) + 1))
    small = next((at for at, char in enumerate(token) if not char.isupper()), len(token))
    return Word(plain, stem, keys, token[:small] if is_abbreviation(token[:small]) else "")


@lru_cache(maxsize=1 << 14)
def _bases(word: str) -> tuple[str, ...]:
    """A Kazakh word of a term, and without the endings it stands with there."""
    cited = _CITED.search(word)
    return (word,) if cited is None else (word, word[: cited.start()])


def _is_declined(word: str, base: str) -> bool:
    ends_in_vowel = base[-1] in _VOWELS
    return word.startswith(base) and _ENDING[ends_in_vowel].fullmatch(word, len(base)) is not None


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _same_paradigm(ending: str, other: str) -> bool:
    """True if two Russian endings may belong to one word: both are a noun's or both an adjective's."""
    if ending in _NOUN and other in _NOUN:
        # Семья and семье, but not семь.
        return not _soft(ending) ^ _soft(other) or "ей" in (ending, other)
    known = _NOUN | _ADJECTIVE
    return (ending in _ADJECTIVE and other in _ADJECTIVE) or (ending not in known and other not in known)


def _soft(ending: str) -> bool:
    return len(ending) > 1 and ending[0] == "ь"
