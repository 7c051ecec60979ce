"""Where sentences end, in three languages.

A paragraph is read once from left to right. Each stop followed by white space, and each bracket after which a capital
follows, is a place where a sentence may end; what stands in a window of fixed length around it decides. So the time
taken grows with the text's length alone, and the same text always gives the same sentences.

Quotation marks are never paired: many are never closed. Brackets are, and one that does not close soon is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import Span
from corpus.languages import all_of

_CLOSING = "'\"»”’)\\]¹²³⁰-⁹*"
_PLACE = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>[{_CLOSING}]*+)(?P<gap>\s++)(?=\S)|[)\]][»”\"]?(?P<next>\s++)(?=\S)"
)
_BRACKET = re.compile(r"[()\[\]]")
# Past this a bracket that has not closed is taken for a slip and no longer keeps a sentence together.
_LONGEST_BRACKET = 300
# How far before and after a stop is looked, in characters: a clause, a citation, a word.
_BEFORE = 120
_AFTER = 240
_LONGEST_WORD = 30

_OPENING = "'\"«»“”„‘([–—- \t\u00a0•▪●◦·*№$€₸§"
_QUOTES = "'\"«“„‘"
_CLOSING_QUOTES = "'\"»”’"
# The last word before a stop; single letters in a row are one abbreviation however they are spaced ("т. д.", "К. К.").
_LAST_WORD = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){0,4}[^\s(«“„\"\[/,;:]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.\s?-?)*[^\W\d_]{1,2}")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[IVXLCІХ]+|[^\W\d_]")
_NUMBERED_PART = re.compile(r"([^\W\d_]+)\.?\s+\d{1,3}(?:\.\d{1,3})*")
_PART_OF_NUMBER = re.compile(r"\d{1,3}\s?[-–]\s?([^\W\d_]+)$")
_ENDS_IN_NUMBER = re.compile(r"(?:\d|\b[IVXLCІХ]+|\d-?[^\W\d_]{1,3})\s*$")
_CLAUSE_BORDER = re.compile(r"[,;:(«“\[]\s?|\s[–—-]\s")
_DATE_BEFORE = re.compile(r"([^\W\d_]+)\s+(?:[^\W\d_]{1,3}\s+)?(?:\d{1,2}\s+)?(?:[^\W\d_]+\s+)?\d[\d\s–-]*$")
_LONGEST_DATE = 5
# After a dash: a source's volume, pages, place or address, not a new sentence.
_SOURCE_DETAIL = re.compile(r"[–—-]\s*(?:\d|№|[^\W\d_]{1,3}[.:]|[^\W\d_]+(?:\s?:[^.]{1,60})?,\s*\d{4}\b)")

_CITATION = re.compile(r"[(\[]([^()\[\]]{1,200})[)\]](\.?)(?=\s|$)")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-zа-я]?\b")
_SOURCE_NUMBERS = re.compile(r"\d[\d\s,;–-]*(?:\W*\b[^\W\d_]{1,3}\.\s?\d[\d\s,;–-]*)?")
_NAME_AND_YEAR = re.compile(r"[^\W\d_].*?(?:[,.;:&]|\bet al\.?)[\s.,]*\(?(?:1[5-9]|20)\d\d[a-zа-я]?\b", re.DOTALL)
_LONGEST_LIST_MARK = 2

_NEVER_ENDS = all_of("abbreviations")
_BEFORE_NUMBER = all_of("abbreviations_before_number")
_MAY_CLOSE = all_of("closing_abbreviations")
_YEARS = all_of("year_abbreviations")
_ABBREVIATIONS = _NEVER_ENDS | _MAY_CLOSE | _YEARS
_LABELS = all_of("part_words") | all_of("caption_words") | _NEVER_ENDS
_PARTS = all_of("part_words") | all_of("caption_words")
_OPENERS = all_of("openers")
_CLAUSE_HEADS = _OPENERS | all_of("date_words")
_ACTIONS = tuple(all_of("action_endings"))


def split_sentences(text: str) -> list[Span]:
    """Return the spans of a text's sentences, in order, without the white space between them.

    A stop ends a sentence when a capital, a quotation or a figure follows it, unless it belongs to an initial, an
    abbreviation or a number, or stands inside brackets. A citation after the stop goes with the sentence before it,
    and ends that sentence where its stop is missing. A paragraph's end always ends a sentence.
    """
    spans: list[Span] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        start = paragraph.start()
        for end, following in _ends(text, start, paragraph.end()):
            spans.append(_trimmed(text, start, end))
            start = following
        spans.append(_trimmed(text, start, paragraph.end()))
    return [span for span in spans if len(span)]


def _trimmed(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    last = start + len(inside.rstrip())
    return Span(min(last, start + len(inside) - len(inside.lstrip())), last)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where a sentence may end, with what stands around it."""

    before: str
    """The sentence up to its last character, at most `_BEFORE` characters of it."""
    is_start: bool
    """True if `before` reaches back to the sentence's first character."""
    stop: str
    """The stops: "", ".", "?!" …"""
    close: str
    """Quotation marks and brackets that close after the stops."""
    after: str
    """What follows the white space, at most `_AFTER` characters of the same paragraph."""
    whole_bracket: bool
    """True if the bracket that closes here opened with the sentence."""

    @property
    def next(self) -> str:
        """The first letter, figure or other sign of what follows, past marks that open."""
        return self.after.lstrip(_OPENING)[:1]

    @property
    def next_word(self) -> str:
        """The first word of what follows, in small letters; empty for an initial."""
        word = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!\.)", self.after.lstrip(_OPENING))
        return word.group().casefold() if word else ""

    @property
    def opens(self) -> bool:
        """True if what follows is a word with which sentences often begin."""
        return self.next.isupper() and self.next_word in _OPENERS

    @property
    def last_word(self) -> str:
        """What stands before the stop, without the spaces inside an abbreviation."""
        end = len(self.before) - len(self.stop) - len(self.close)
        word = _LAST_WORD.search(self.before, max(0, end - _LONGEST_WORD), end)
        return "".join(word.group().split()) if word else ""


def _ends(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a paragraph but its last ends, and where the next one starts."""
    brackets = _brackets(text, start, stop)
    at = 0
    for match in _PLACE.finditer(text, start, stop):
        gap = "gap" if match["stop"] else "next"
        last = match.start(gap) - 1
        while at < len(brackets) and brackets[at].end <= match.start():
            at += 1
        around = brackets[at] if at < len(brackets) and brackets[at].start < match.start() else None
        if around and last < around.end - 1:
            continue
        first = max(start, match.start(gap) - _BEFORE)
        place = _Place(
            before=text[first : match.start(gap)],
            is_start=first == start,
            stop=match["stop"] or "",
            close=match["close"] or "",
            after=text[match.end() : min(stop, match.end() + _AFTER)],
            whole_bracket=around is not None and not text[max(start, around.start - _BEFORE) : around.start].strip(),
        )
        if _ends_here(place):
            yield match.start(gap), match.end()
            start = match.end()


def _brackets(text: str, start: int, stop: int) -> list[Span]:
    """Find the outermost brackets of a paragraph that close within reach, in order."""
    opened: list[int] = []
    pairs: list[Span] = []
    for match in _BRACKET.finditer(text, start, stop):
        if match.group() in "([":
            opened.append(match.start())
        elif opened:
            first = opened.pop()
            if match.end() - first <= _LONGEST_BRACKET:
                while pairs and pairs[-1].start > first:
                    pairs.pop()
                pairs.append(Span(first, match.end()))
    return pairs


def _ends_here(place: _Place) -> bool:
    if not place.stop:
        return _citation_ends(place)
    if not _may_open(place) or _citation_follows(place.after):
        return False
    if _author_goes_on(place):
        return False
    if set(place.stop) & set("!?…") or len(place.stop) > 1:
        return True
    if place.whole_bracket:
        return True
    return not _keeps_on(place)


def _may_open(place: _Place) -> bool:
    """True if what follows may open a sentence, whatever stands before."""
    following = place.next
    if _SOURCE_DETAIL.match(place.after) or place.after[:2] in {"//", "||"}:
        return False
    if following.islower():
        # A quotation may begin with a small letter; after an abbreviation it goes on with the sentence.
        return place.after[0] in _QUOTES and len(place.last_word) > 3 and not _is_abbreviation(place)
    return following.isalnum() or (not following and bool(place.after.strip(" -–—")))


def _author_goes_on(place: _Place) -> bool:
    """True after direct speech: "«Рост есть!» – Н. Назарбаев отметил"."""
    return place.close[:1] in {*_CLOSING_QUOTES} and bool(re.match(r"[–—-]\s", place.after))


def _keeps_on(place: _Place) -> bool:
    """True if a single full stop belongs to an initial, an abbreviation or a number."""
    word = place.last_word
    if not word:
        return False
    if place.close.strip("¹²³⁰*"):
        return ")" in place.close and _is_abbreviation(place)
    if _is_initial(word):
        return not place.opens
    if _numbers_a_part(place, word):
        return True
    return _abbreviates(place, word.casefold())


def _is_abbreviation(place: _Place) -> bool:
    word = place.last_word.casefold()
    return word in _ABBREVIATIONS or _is_initial(place.last_word)


def _is_initial(word: str) -> bool:
    """True for "К", "К.К", "U.S", "Дж", "Sh": one or two letters, the first a capital, but no word like "Да"."""
    if not (word[0].isupper() and _INITIALS.fullmatch(word)):
        return False
    return len(word) == 1 or "." in word or (word[1].islower() and word.casefold() not in _OPENERS)


def _numbers_a_part(place: _Place, word: str) -> bool:
    """True for a number at the sentence's head and for the number of a part: "1.", "IV.", "Рис. 2.", "27-бап."."""
    if place.is_start:
        head = place.before.strip(" \t–—-•*«\"“'")[:-1]
        part = _NUMBERED_PART.fullmatch(head)
        if _NUMBER.fullmatch(head) or (part and part[1].casefold() in _LABELS):
            return True
    end = len(place.before) - 1
    label = _PART_OF_NUMBER.search(place.before, max(0, end - _LONGEST_WORD), end)
    return label is not None and label[1].casefold() in _PARTS and not place.opens


def _abbreviates(place: _Place, word: str) -> bool:
    """True if the stop belongs to an abbreviation with which the sentence does not close."""
    bare = word.rsplit("-", 1)[-1] if word not in _NEVER_ENDS else word
    end = max(0, len(place.before) - len(word) - 1)
    numbered = bool(_ENDS_IN_NUMBER.search(place.before, max(0, end - _LONGEST_WORD), end))
    if bare in _YEARS and (numbered or "." in bare):
        return _year_goes_on(place, bare)
    if bare in _MAY_CLOSE and (numbered or bare not in _NEVER_ENDS):
        return _closing_goes_on(place)
    if bare in _BEFORE_NUMBER:
        return place.next.isdigit()
    if bare in _NEVER_ENDS or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", bare):
        return not (numbered and place.opens)
    return len(bare) == 1 and bare.isalpha() and not place.opens


def _closing_goes_on(place: _Place) -> bool:
    """True if a unit or an "and so on" does not close the sentence: a currency or a figure follows, or it is alone."""
    if place.opens:
        return False
    if place.next.isdigit():
        return not _YEAR.match(place.after)
    following = re.match(r"[^\W\d_]+", place.after)
    acronym = following is not None and len(following.group()) > 1 and following.group().isupper()
    return acronym or (place.is_start and " " not in place.before.strip())


def _year_goes_on(place: _Place, word: str) -> bool:
    """True if a date opens its clause, so that more must follow, or dates an action whose object follows."""
    phrase = place.before[: -len(word) - 1]
    border = max((m.end() for m in _CLAUSE_BORDER.finditer(phrase)), default=0)
    if border or place.is_start:
        words = phrase[border:].casefold().split()
        opening = words[0] if words else ""
        if len(words) <= _LONGEST_DATE and (opening[:1].isdigit() or opening in _CLAUSE_HEADS):
            return True
    dated = _DATE_BEFORE.search(phrase)
    return dated is not None and dated[1].casefold().endswith(_ACTIONS) and not place.opens


def _citation_follows(after: str) -> bool:
    """True if a citation follows the stop: the sentence ends behind it, or goes on behind it."""
    citation = _CITATION.match(after)
    if citation is None:
        return False
    inside, stop = citation.groups()
    if len(inside) <= _LONGEST_LIST_MARK and after[0] == "(":
        return False
    rest = after[citation.end() :].lstrip(_OPENING)[:1]
    if rest.islower():
        return False
    if stop:
        return True
    names_source = _YEAR.search(inside) or "…" in inside or "..." in inside
    return bool(names_source and inside[-1] not in ".!?") or bool(_SOURCE_NUMBERS.fullmatch(inside))


def _citation_ends(place: _Place) -> bool:
    """True if a closing bracket without a stop ends the sentence: it cites, and a capital follows."""
    if not place.next.isupper() and not place.next.isdigit():
        return False
    opened = max(place.before.rfind("("), place.before.rfind("["))
    citation = _CITATION.match(place.before, opened) if opened >= 0 else None
    if citation is None:
        return False
    inside = citation[1].strip()
    lead = place.before[:opened].rstrip()
    stopped = lead.rstrip(_CLOSING_QUOTES)
    if stopped[-1:] in {*".!?…"} and _citation_follows(place.before[opened:]):
        return stopped != lead or not _keeps_on(_Place(lead, place.is_start, lead[-1], "", place.after, False))
    cited = lead.rsplit(None, 1)[-1] if lead else ""
    if not place.next.isupper() or (place.after[0] in _QUOTES and cited[:1].isupper()):
        return False
    if place.opens:
        return bool(_YEAR.search(inside)) or (place.before[opened] == "[" and bool(_SOURCE_NUMBERS.fullmatch(inside)))
    narrates = cited[:4].casefold() == inside[:4].casefold()
    return inside[0].isupper() and bool(_NAME_AND_YEAR.match(inside)) and not narrates


__all__ = ["split_sentences"]
