"""Text in one byte a letter: which of the tables that Russian, Kazakh and English files come in it was written in.

Such a file does not say its table. Two facts tell: letters of a Western text with accents stand inside Latin words,
Cyrillic ones stand together; and each wrong Cyrillic table turns common letters into rare ones, signs or capitals
in the middle of words. Where the evidence is not clear nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from math import log

# Per mille of all letters, halfway between Russian and Kazakh prose; counted over articles in both.
_PER_MILLE = (
    "а102 е81 н69 т66 о65 р57 и54 с51 ы49 л43 д36 к30 м30 і26 в22 у20 қ20 п19 з16 г16 б16 й14 я13 ж12 "
    "ғ8 ң8 ш8 ь7 х7 ч6 ц6 ә5 ү4 ұ4 ю3 ө3 э3 ф3 щ2 ъ1 ё1 һ1"
)
_SIGN = log(5 / 1000)
_RARE = log(0.05 / 1000)
"""What a letter of neither language counts; a sign between letters and a capital behind a small one count it too."""
_WEIGHT = {entry[0]: log(int(entry[1:]) / 1000) for entry in _PER_MILLE.split()}
_WEIGHT |= {letter.upper(): weight for letter, weight in _WEIGHT.items()}
_SIGNS = frozenset("«»„“”‘’–—…№§°·•©®™±×÷\u00a0\u00ad€¬")
_WESTERN_SIGNS = _SIGNS - {"¬", "№"} | frozenset("£¥¢¡¿²³¹¼½¾µ¶†‡‰ªº")
_BROKEN_WORD = re.compile(r"[а-яёәғқңөұүһі][А-ЯЁӘҒҚҢӨҰҮҺІ]|(?<=[^\W\d_])[^\w \u00a0\u00ad–](?=[^\W\d_])")
_OWN_KAZAKH = re.compile(r"[ҚқӘәҢңҰұҺһ]")
_SHARED_KAZAKH = re.compile(r"[ҒғҮүӨө]")
_RUN = re.compile(rb"[\x80-\xff]{1,60}")
_RUNS = 20_000
_CYRILLIC = ("cp1251", "kz1048", "cp866", "koi8-r")
_WINDOWS = frozenset({"cp1251", "kz1048"})
# At least so much of what is not ASCII must be letters or the signs of typography.
_PLAUSIBLE = 0.8
# Prose has -3.3 a letter on the average, seldom less than -3.6 over forty; other languages have less than -4.5.
_LEAST = -3.9
_ALLOWANCE = 5.0
"""So much less in all is allowed: a few words may be of unusual letters."""
# Odds of more than 100,000 to one.
_CLEAR = 12.0
# Latin look-alikes in Cyrillic words are common, but not in so many of them.
_MOST_MIXED = 0.3
# One character in three of a Western text may be accented or a sign: a short line in quotation marks.
_MOST_ACCENTS = 3
# From so many letters on, Kazakh text must have shown a letter that Ukrainian has nothing in the place of.
_TELLING = 200


def cyrillic_table(data: bytes, tables: Sequence[str] = _CYRILLIC, *, clear: float = _CLEAR) -> str | None:
    """Name of the table in which the bytes are Russian or Kazakh; None where that is not clear.

    Another table than Windows' own must be likelier than the next one by `clear`, a natural logarithm of odds. The
    first 20,000 words that are not ASCII are looked at.
    """
    runs = list(islice(_RUN.finditer(data), _RUNS))
    if sum(_touches_latin(data, run) for run in runs) > _MOST_MIXED * len(runs):
        return None
    sample = b" ".join(run.group() for run in runs)
    ranked = sorted(((_likelihood(sample, table), -rank, table) for rank, table in enumerate(tables)), reverse=True)
    best = ranked[0]
    if best[0] < _LEAST * len(sample.replace(b" ", b"")) - _ALLOWANCE:
        return None
    if best[2] in _WINDOWS:
        return _cp1251_or_kazakh(sample) if best[2] == "kz1048" else best[2]
    rival = max((likelihood for likelihood, _, table in ranked[1:]), default=-float("inf"))
    return best[2] if best[0] - rival > clear else None


def is_western(data: bytes) -> bool:
    """True if the bytes are Latin text in Windows-1252.

    What is not ASCII must be typographic signs and accented letters inside Latin words, and few of them.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    runs = list(islice(re.finditer(r"[^\x00-\x7f]{1,60}", text), _RUNS))
    foreign = "".join(match.group() for match in runs)
    letters = sum(char.isalpha() for char in foreign)
    signs = sum(char in _WESTERN_SIGNS for char in foreign)
    if letters + signs < len(foreign) or _MOST_ACCENTS * len(foreign) > len(data):
        return False
    alone = sum(sum(map(str.isalpha, match.group())) for match in runs if not _in_latin_word(text, match))
    capitals = sum(_capital_inside(text, match) for match in runs)
    return alone <= 0.1 * letters and capitals <= 0.05 * letters


def _in_latin_word(text: str, match: re.Match[str]) -> bool:
    if match.group().casefold() == "à":
        return True  # a word of its own
    around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return len(match.group()) <= 2 and any(char.isascii() and char.isalpha() for char in around)


def _capital_inside(text: str, match: re.Match[str]) -> bool:
    """True for an accented capital behind a small letter: another table's sign ("donÕt"), not a word."""
    return match.group()[0].isupper() and text[max(match.start() - 1, 0) : match.start()].islower()


def _touches_latin(data: bytes, run: re.Match[bytes]) -> bool:
    return data[max(run.start() - 1, 0) : run.start()].isalpha() or data[run.end() : run.end() + 1].isalpha()


def _likelihood(sample: bytes, table: str) -> float:
    """Logarithm of how likely the sample is as Russian or Kazakh in this table; minus infinity where it can't be."""
    try:
        text = sample.decode(table)
    except UnicodeDecodeError:
        return -float("inf")
    foreign = [char for char in text if char != " "]
    letters = sum(char in _WEIGHT for char in foreign)
    signs = sum(char in _SIGNS for char in foreign)
    if not letters or letters + signs < _PLAUSIBLE * len(foreign):
        return -float("inf")
    strange = len(foreign) - letters - signs + sum(1 for _ in _BROKEN_WORD.finditer(text))
    return sum(_WEIGHT.get(char, 0.0) for char in foreign) + signs * _SIGN + strange * _RARE


def _cp1251_or_kazakh(sample: bytes) -> str:
    """Ukrainian words in a Russian file hold only ї, є and ґ, which are ү, ғ and ө in the Kazakh table."""
    text = sample.decode("kz1048")
    ukrainian = len(text) > _TELLING and not _OWN_KAZAKH.search(text) and bool(_SHARED_KAZAKH.search(text))
    return "cp1251" if ukrainian else "kz1048"
