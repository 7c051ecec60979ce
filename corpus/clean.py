"""Mending what a converter did to the characters of a paragraph; the wording stays as printed.

Each rule is one function from MappedText to MappedText, so that every clean character still knows where it came from.
`clean` applies them in the order in which they depend on each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial

from corpus.hyphens import Vocabulary, join_line_ends, mend_stray_hyphens
from corpus.mapped import MappedText

_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]+")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060]")
_LINE_END = re.compile(r"(?<![^\S\n])[^\S\n]*\n\s*")
_JOINED_END = re.compile(r"(?<=\w[–—/])[^\S\n]*\n\s*(?=\w)")
_SPACE_BEFORE_STOP = re.compile(r"(?<=[\w»”)\]]) +(?=[,;!?](?:\s|$)|\.(?:\s|$))")
_SPACE_IN_BRACKET = re.compile(r"(?<=[(\[]) +| +(?=[)\]])")
_SOFT = re.compile(r"(?<=[^\W\d_])[\u00ac\u00ad]+-?\s*(?=[^\W\d_])")
_DECOMPOSED = re.compile(r"\w[\u0300-\u036f]+")
_GLUED_SENTENCE = re.compile(r"(?<=[^\W\d_А-ЯA-ZӘҒҚҢӨҰҮҺІЁ]{3})([.!?])(?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z\d])")
_GLUED_COMMA = re.compile(r"(?<=[^\W\d_]),(?=[^\W\d_])")
_GLUED_WORDS = re.compile(
    r"\b([^\W\d_]?[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{3,})([A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{3,})\b"
)
_GLUED_YEAR = re.compile(r"\b([^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{2,})((?:1[5-9]|20)\d\d)(?!\d)")
# A word that stands fewer times may itself be a fault.
_KNOWN = 3
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|(?<!\S)\S+@\S+"
    r"|(?<![\w-])[\w-]+\.(?:com|org|net|kz|ru|eu|int|gov|edu|info|uz|kg)\b\S*"
)

_TO_CYRILLIC = dict(zip("acekopxyiABCEHIKMOPTXəƏ", "асекорхуіАВСЕНІКМОРТХәӘ", strict=True))
_TO_LATIN = {cyrillic: latin for latin, cyrillic in _TO_CYRILLIC.items() if latin not in "əƏ"}


def compose(text: MappedText) -> MappedText:
    """Write a letter and its combining marks as one letter (NFC); a breve on a ready й is dropped."""

    def composed(match: re.Match[str]) -> str:
        return unicodedata.normalize("NFC", match.group()).replace("й\u0306", "й").replace("Й\u0306", "Й")

    return text.sub(_DECOMPOSED, composed)


def drop_soft_hyphens(text: MappedText) -> MappedText:
    """Take out U+00AD and the NOT SIGN that stands for it between two letters, with a hyphen that follows at once."""
    return text.sub(_SOFT, "").sub(_ZERO_WIDTH, "")


def unify_scripts(text: MappedText) -> MappedText:
    """Give a word of one script with one or two look-alike letters of the other the script of the rest."""
    return text.sub(_WORD, _in_one_script)


def _in_one_script(match: re.Match[str]) -> str | None:
    word = match.group()
    if word.isascii():
        return None
    latin = [char for char in word if char.isascii() or char in "əƏ"]
    cyrillic = [char for char in word if "Ѐ" <= char <= "ӿ"]
    if latin == ["Ə"] and len(word) == 1:
        return "Ә"  # an initial
    if not latin or not cyrillic:
        return None
    few = max(2, latin.count("ə") + latin.count("Ə"))
    if len(latin) <= few and len(latin) <= len(cyrillic) and all(char in _TO_CYRILLIC for char in latin):
        return "".join(_TO_CYRILLIC.get(char, char) for char in word)
    if len(cyrillic) <= 2 and len(cyrillic) < len(latin) and all(char in _TO_LATIN for char in cyrillic):
        return "".join(_TO_LATIN.get(char, char) for char in word)
    return None


def even_spaces(text: MappedText) -> MappedText:
    """One plain space for any run of spaces; none before a stop or inside brackets."""
    return text.sub(_SPACES, " ").sub(_SPACE_BEFORE_STOP, "").sub(_SPACE_IN_BRACKET, "")


def part_glued_sentences(text: MappedText) -> MappedText:
    """Put the missing space after a stop between a small letter and a capital or a figure, and after a comma.

    Addresses and initials stay whole: the word before the stop must have three small letters.
    """
    addresses = [match.span() for match in _ADDRESS.finditer(text.text)]

    def parted(match: re.Match[str]) -> str | None:
        inside = any(start <= match.start() < end for start, end in addresses)
        return None if inside else match.group() + " "

    return text.sub(_GLUED_SENTENCE, parted).sub(_GLUED_COMMA, ", ")


def part_glued_words(text: MappedText, vocabulary: Vocabulary) -> MappedText:
    """Put the missing space between two glued words, and between a word and a year.

    Only where a small letter meets a capital, both parts are known to the collection and the whole is not: names such
    as КазНУ and WebJapan stay whole.
    """

    def known(word: str) -> bool:
        return vocabulary.words[word.casefold()] >= _KNOWN

    def parted(match: re.Match[str]) -> str | None:
        whole = match.group()
        if known(whole) or not all(known(part) for part in match.groups()):
            return None
        return " ".join(match.groups())

    def dated(match: re.Match[str]) -> str | None:
        return " ".join(match.groups()) if known(match.group(1)) else None

    return text.sub(_GLUED_WORDS, parted).sub(_GLUED_YEAR, dated)


def join_lines(text: MappedText) -> MappedText:
    """One space for a line end; none after a dash or a slash that joins two words, as in Baku–Tbilisi."""
    return text.sub(_JOINED_END, "").sub(_LINE_END, " ")


def clean(text: MappedText, vocabulary: Vocabulary) -> MappedText:
    """Clean one paragraph, whose lines are still parted by line ends."""
    rules: tuple[Callable[[MappedText], MappedText], ...] = (
        compose,
        drop_soft_hyphens,
        unify_scripts,
        partial(join_line_ends, vocabulary=vocabulary),
        join_lines,
        even_spaces,
        partial(mend_stray_hyphens, vocabulary=vocabulary),
        part_glued_sentences,
        partial(part_glued_words, vocabulary=vocabulary),
        MappedText.strip,
    )
    for rule in rules:
        text = rule(text)
    return text
