"""Words under their endings: which word of a text is a form of which word of a term, in each language.

Stems don't tell: "international" and "internal" share one, so do халық (people) and халықаралық (international), and
Китай and Китая have two. Here a word of a text is a form of a term's word when it differs from it in nothing but the
endings of declension.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from os.path import commonprefix

from corpus import LANGUAGE_DATA, Language

_WORD = re.compile(r"[^\W_]+")
_LONGEST_ABBREVIATION = 6
_SHORTEST_KEY, _LONGEST_KEY = 2, 5
_SHORTEST_BASE = 2

# Russian declensions: endings that a term's word may be printed with, all endings of its forms, and what stands before.
_SIBILANTS = "жшчщц"
_DECLENSIONS = tuple(
    (tuple(printed.split()), frozenset(forms.split()), before)
    for printed, forms, before in (
        ("ия ие ии", "ия ии ию ией иею ие ием ий иям иями иях", ""),
        ("ья ье ьё ьи", "ья ье ьё ьи ью ьей ьёй ьем ьём ей ьев ьям ьями ьях", ""),
        ("ый ой ая ое ые", "ый ой ая ое ые ого ому ым ую ою ом ых ыми", ""),
        ("ий яя ее ие", "ий яя ее ие его ему им юю ею ем их ими ей", "н"),
        ("ий ой ая ое ее ие", "ий ой ая ое ее ие ого ому его ему им ую ою ом ем их ими ей", "кгхжшчщ"),
        ("ийся аяся ееся иеся", "ийся аяся ееся иеся егося емуся имся ихся имися емся ейся уюся", ""),
        ("ь й я е ё и", "ь й я ю ем ём е ё и ей ею ёй ев ёв ям ями ях ью ьми", ""),
    )
)
_SOFT = _DECLENSIONS[-1][1]
_HARD = frozenset(["а", "у", "ом", "е", "ы", "и", "ой", "ою", "о", "ов", "ам", "ами", "ах"]) | {""}
_HARD_AFTER_SIBILANT = _HARD | {"ей", "ем", "ев"}
_HARD_PLURAL = frozenset(["ы", "и", "ов", "ей", "ам", "ами", "ах"])
_OF_PEOPLE = frozenset(["", "е", "ам", "ами", "ах"])
_FLEETING = re.compile(r"(?<=\w[^\Wаеиоуыэюя])[ое]([кцнлрмт])(?=ь?$)")

# Endings of Kazakh nouns: they begin with д after a voiced consonant, with т after a voiceless one.
_VOICED_FINALS, _VOICELESS_FINALS, _VOWELS = "йужзлмнңри", "кқпстфхһцчшщ", "аәеоөұүыіэя"
_VOICING = {"қ": "ғ", "к": "г", "п": "б"}
"""How a last consonant changes before a vowel: аймақ, аймағы."""
_OF_THIRD = "нш[ае]|н[ыі]ң|н[ае]н?|нд[ае](?:[ғг][ыі])?|н|мен"
_CITED_PLURAL = re.compile("[лдт][ае]р(?:[ыі])?$")
_CITED_THIRD = re.compile("(?:с[ыі]|[ыі])$")
"""What a Kazakh word of a term may itself end in: the plural, or "its" as in Қауіпсіздік Кеңесі."""
_LONG = 6


def _cases(d: str, g: str) -> str:
    return f"(?:н|{d})[ыі]ң|{d}[ыі]|{g}[ае]|{d}[ае](?:н|[ғг][ыі])?|н[ае]н|[мбп]ен"


_OURS = f"м[ыі]з(?:{_cases('д', '[ғг]')})?"
_OWNED = f"[ыі](?:{_OF_THIRD})?|[ыі]{_OURS}"
_PLURAL = f"[ае]р(?:(?:{_cases('д', '[ғг]')})?|{_OWNED})"
_AFTER_VOWEL = re.compile(f"(?:н[ыі]ң?|[ғг][ае]|д[ае](?:н|[ғг][ыі])?|мен)?|с[ыі](?:{_OF_THIRD})?|{_OURS}|л{_PLURAL}")
_AFTER_VOICED = re.compile(f"(?:{_cases('д', '[ғг]')})?|{_OWNED}|[лд]{_PLURAL}")
_AFTER_VOICELESS = re.compile(f"(?:{_cases('т', '[қк]')})?|{_OWNED}|т{_PLURAL}")
_AFTER_ANY_CONSONANT = re.compile(f"(?:{_cases('[дт]', '[ғгқк]')})?|{_OWNED}|[лдт]{_PLURAL}")
_ONLY_OWNED = re.compile(_OWNED)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, in small letters as it is compared.

    `keys` are those under which terms' words are filed that it may be a form of; `capitals` are those it begins with
    where the word may be an abbreviation, else "".
    """

    plain: str
    keys: tuple[str, ...]
    capitals: str = ""


def words_of(text: str, language: Language) -> list[Word]:
    """The words of a text in order, stop words left out."""
    return [word for token in _WORD.findall(text) if (word := _word(token, language)) is not None]


def is_abbreviation(term: str) -> bool:
    """True if a term is one word of two to six letters, all of them capitals."""
    return 1 < len(term) <= _LONGEST_ABBREVIATION and term.isalpha() and term.isupper()


def key_of(word: Word, language: Language) -> str:
    """What a word of a term is filed under."""
    if language == "en":
        return _singular(word.plain)
    bases = (_russian_bases if language == "ru" else _kazakh_bases)(word.plain, True)
    return commonprefix([base for base, _ in bases])[:_LONGEST_KEY]  # noqa: RUF071 (letters, no paths)


def is_form(word: Word, of: Word, language: Language, *, in_phrase: bool) -> bool:
    """True if a word of a text is a form of a word of a term, which may be a phrase."""
    text, term = word.plain, of.plain
    if text == term:
        return True
    if language == "en":
        return _singular(text) == _singular(term)
    if language == "kk":
        bases = _kazakh_bases(term, in_phrase)
        return any(text.startswith(base) and ending.fullmatch(text, len(base)) for base, ending in bases)
    return any(
        seen.startswith(base) and seen[len(base) :] in endings
        for seen in {text, _FLEETING.sub(r"\1", text)}
        for base, endings in _russian_bases(term, in_phrase)
    )


def stands_for(word: Word, abbreviation: str, language: Language) -> bool:
    """True if a word is an abbreviation in capitals, alone or with an ending of the language (NGOs, ЕАЭОның)."""
    if word.capitals != abbreviation:
        return False
    ending = word.plain[len(abbreviation) :]
    if language == "kk":
        return any(pattern.fullmatch(ending) for pattern in (_AFTER_ANY_CONSONANT, _AFTER_VOWEL))
    return ending in (("", "s") if language == "en" else ("",))


@lru_cache(maxsize=1 << 16)
def _word(token: str, language: Language) -> Word | None:
    plain = token.casefold().replace("ё", "е")
    if plain in LANGUAGE_DATA[language].stop_words:
        return None
    keys: tuple[str, ...] = (_singular(plain),)
    if language != "en":
        seen = {plain, _FLEETING.sub(r"\1", plain)} if language == "ru" else {plain}
        keys = tuple({form[:length] for form in seen for length in range(_SHORTEST_KEY, _LONGEST_KEY + 1)})
    small = next((at for at, char in enumerate(token) if not char.isupper()), len(token))
    capitals = token[:small] if is_abbreviation(token[:small]) else ""
    return Word(plain, keys, capitals)


@lru_cache(maxsize=1 << 14)
def _kazakh_bases(word: str, in_phrase: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A word of a term, and without the endings it stands with there; each with the endings that may follow.

    The plural of a term of one word stays: жастар (youth) is not жас (age).
    """
    bases = _voiced_too(word)
    stripped = word
    plural = _CITED_PLURAL.search(word)
    if plural and (in_phrase or plural.start() >= _LONG):
        stripped = word[: plural.start()]
    elif (third := _CITED_THIRD.search(word)) and third.start() > _SHORTEST_BASE:
        stripped = word[: third.start()]
    if stripped != word:
        bases.append((stripped, _kazakh_ending(stripped)))
        voiceless = next((plain for plain, voiced in _VOICING.items() if stripped.endswith(voiced)), "")
        if voiceless:
            bases.append((stripped[:-1] + voiceless, _AFTER_VOICELESS))
    return tuple(bases)


def _voiced_too(word: str) -> list[tuple[str, re.Pattern[str]]]:
    bases = [(word, _kazakh_ending(word))]
    if word[-1] in _VOICING:
        bases.append((word[:-1] + _VOICING[word[-1]], _ONLY_OWNED))
    return bases


def _kazakh_ending(base: str) -> re.Pattern[str]:
    if base[-1] in _VOWELS:
        return _AFTER_VOWEL
    if base[-1] in _VOICED_FINALS:
        return _AFTER_VOICED
    return _AFTER_VOICELESS if base[-1] in _VOICELESS_FINALS else _AFTER_ANY_CONSONANT


@lru_cache(maxsize=1 << 14)
def _russian_bases(word: str, in_phrase: bool) -> tuple[tuple[str, frozenset[str]], ...]:
    """What stays of a word of a term in all its forms, each time with the endings that may follow.

    A term of one word in the plural has plural forms only: выборы (elections) are not выбор (choice).
    """
    if len(word) <= _SHORTEST_BASE:
        return ((word, frozenset([""])),)
    bases = [
        (word[: -len(ending)], forms)
        for printed, forms, before in _DECLENSIONS
        for ending in printed
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_BASE
        if not before or word[-len(ending) - 1] in before
    ]
    without = _FLEETING.sub(r"\1", word)
    if word[-1] not in "аоыиеёйяюьэу":
        bases += [(base, _HARD_AFTER_SIBILANT if base[-1] in _SIBILANTS else _HARD) for base in {word, without}]
    elif word[-1] in "ыи" and not in_phrase:
        bases.append((word[:-1], _HARD_PLURAL))
    elif word[-1] in "аоыи" or (word[-1] == "е" and word[-2] in _SIBILANTS):
        bases.append((word[:-1], _HARD_AFTER_SIBILANT if word[-2] in _SIBILANTS else _HARD))
    if word.endswith("ь") and without != word:
        bases.append((without[:-1], _SOFT))
    if word.endswith(("анин", "янин")):
        bases.append((word[:-2], _OF_PEOPLE))
    return tuple(bases) or ((word, frozenset([""])),)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")) else word
