"""Where sentences end, in three languages."""

from __future__ import annotations

import re

from corpus.article import Span
from corpus.languages import all_of

_END = re.compile(r"(?:[.!?…]+|(?<=\))\.?)['\"»”’)\]]*(\s+)(?=['\"«“‘(\[]*[^\W_]|[–—-]\s)")
_OPENING = "'\"«“‘([–—- "
_BEFORE = re.compile(r"([^\s(«“\"\[]+?)[.!?…]+['\"»”’)\]]*$")
_ABBREVIATIONS = all_of("abbreviations")
_BEFORE_NAME = all_of("abbreviations_before_name")
_INITIAL = re.compile(r"(?:^|[.\s(-])[^\W\d_]$|^[^\W\d_](?:\.[^\W\d_])+$|^(?:Sh|Ch|Zh|Kh|Yu|Ya|Ts|Дж|Эд)$")
_CITATION_END = re.compile(r"\([^()]*\d{4}[^()]*\)$")
# Past this a bracket that never closes no longer keeps a sentence together.
_LONGEST_BRACKET = 300


def split_sentences(text: str) -> list[Span]:
    """Return the spans of a text's sentences, in order, without the white space between them.

    A stop ends a sentence when a capital, a quotation or a figure follows it, unless it belongs to an initial, an
    abbreviation or an ordinal, or stands inside brackets. A paragraph's end always ends a sentence.
    """
    spans: list[Span] = []
    start = 0
    for paragraph in re.finditer(r"[^\n]+", text):
        start = paragraph.start()
        for match in _END.finditer(text, paragraph.start(), paragraph.end()):
            if _ends_here(text, start, match):
                spans.append(_trimmed(text, start, match.start(1)))
                start = match.end()
        spans.append(_trimmed(text, start, paragraph.end()))
    return [span for span in spans if len(span)]


def _trimmed(text: str, start: int, end: int) -> Span:
    last = start + len(text[start:end].rstrip())
    return Span(min(last, start + len(text[start:end]) - len(text[start:end].lstrip())), last)


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    sentence = text[start : match.start(1)]
    following = text[match.end() :].lstrip(_OPENING)[:1]
    if following.islower() or _inside_bracket(sentence):
        return False
    if not sentence.rstrip("'\"»”’)]")[-1:] or sentence.rstrip("'\"»”’)]")[-1] not in ".!?…":
        return bool(_CITATION_END.search(sentence)) and following.isupper()
    if sentence.rstrip("'\"»”’)]")[-1] in "!?…":
        return True
    return not _keeps_on(sentence, following)


def _keeps_on(sentence: str, following: str) -> bool:
    """True if the full stop at the end of `sentence` belongs to an initial, an abbreviation or an ordinal."""
    before = _BEFORE.search(sentence)
    if before is None:
        return False
    word = before.group(1)
    bare = word.rstrip(".").casefold()
    if sentence[-1] not in ".…":
        return False  # the stop is inside closing quotes or brackets
    if bare in _BEFORE_NAME:
        return True
    if _INITIAL.search(word) and word[:1].isupper():
        return True
    if bare in _ABBREVIATIONS or bare.split(".")[-1] in _ABBREVIATIONS:
        return following.isdigit() or len(bare) > 3
    return word.isdigit() and len(word) <= 3 and len(sentence.split()) <= 1


def _inside_bracket(sentence: str) -> bool:
    opened = max(sentence.rfind("("), sentence.rfind("["))
    closed = max(sentence.rfind(")"), sentence.rfind("]"))
    return opened > closed and len(sentence) - opened < _LONGEST_BRACKET
