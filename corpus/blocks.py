"""What a file's text is made of, before it is known which article each part belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.languages import all_of
from corpus.mapped import MappedText


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    REFERENCE = "reference"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """A title, a heading, a paragraph, a table … ; `level` ranks headings, 1 the highest; `number` is a note's."""

    kind: Kind
    content: MappedText
    level: int = 1
    number: int | None = None

    @property
    def text(self) -> str:
        """The block's text."""
        return self.content.text


_CAPITAL = r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІƏ]"
_SMALL = r"[a-zа-яёәғқңөұүһіə]"
_INITIALS = rf"(?:{_CAPITAL}{_SMALL}?\s?\.\s?-?){{1,3}}"
_SURNAME = rf"{_CAPITAL}{_SMALL}+(?:-{_CAPITAL}{_SMALL}+)?"
_NAME = rf"(?:{_INITIALS}\s?{_SURNAME}|{_SURNAME},?\s{_INITIALS}|{_SURNAME}\s{_CAPITAL}{{3,}})"
_MARKS = r"[\d*¹²³⁴⁵⁶⁷⁸⁹⁰\s,\\]*"
_NAMES_LINE = re.compile(rf"^{_MARKS}{_NAME}{_MARKS}(?:(?:[,;]|\sи\s|\sжәне\s|\sand\s)?\s*{_NAME}{_MARKS})*,?$")
_NAME_ALONE = re.compile(_NAME)
_YEARS = re.compile(r"^\(?(19|20)\d\d\s?[-–—]\s?(19|20)\d\d\s?(гг?\.?|жж?\.?)?\)?$")
_NUMBERING = re.compile(r"^[*_#\s]*(?:[\dIVX]+(?:\.\d+)*[.)]?\s+(?=[^\W\d_]))?")
# Central, a trunk road: adjectives that begin like a centre and a master's degree.
_NO_POSTS = ("центральн", "магистрал")
LIST_ITEM = re.compile(r"^(?:[–—•●▪*-]\s?|\(?\d{1,2}[).]\s|[a-zа-я]\)\s)")
_CODE = re.compile(r"^[^\W\d_]{1,4}\d+\b")
_BRACKETED = re.compile(r"^[(\[].*[)\]][.,;]?$")


def is_names(text: str) -> bool:
    """True if a line holds nothing but personal names with initials (К.И. Байзакова, Н. Сабуров)."""
    return len(text) < 200 and bool(_NAMES_LINE.match(text))


def names_in(text: str) -> tuple[str, ...]:
    """Personal names in a line of names, as printed, in order."""
    return tuple(re.sub(r"\s+", " ", match.group()).strip(" ,") for match in _NAME_ALONE.finditer(text))


def names_of(block: Block) -> tuple[str, ...]:
    """Personal names on those of a block's lines that hold nothing else."""
    return tuple(name for line in block.text.split("\n") if is_names(line) for name in names_in(line))


def is_affiliation(text: str) -> bool:
    """True if a short line names a post, a degree or an institution."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    stems = tuple(all_of("affiliation_words"))
    return len(text) < 120 and any(word.startswith(stems) and not word.startswith(_NO_POSTS) for word in words)


def is_in_capitals(text: str) -> bool:
    """True if a line is set in capitals and is more than an abbreviation in brackets."""
    letters = [char for char in text if char.isalpha()]
    words = re.findall(r"[^\W\d_]+", text)
    if len(letters) < 4 or _BRACKETED.match(text):
        return False
    return sum(char.isupper() for char in letters) > 0.9 * len(letters) and any(len(word) > 3 for word in words)


def is_years(text: str) -> bool:
    """True if a line is a span of years such as (2022-2024)."""
    return bool(_YEARS.match(text))


def is_section_name(text: str) -> bool:
    """True if a line is the usual name of an article's part, in any of the three languages."""
    return bare_name(text) in all_of("section_names") | all_of("bibliography_names")


def is_bibliography_name(text: str) -> bool:
    """True if a line heads a bibliography."""
    return bare_name(text) in all_of("bibliography_names")


def bare_name(text: str) -> str:
    """A heading without its number, emphasis and closing stop, in lower case."""
    return _NUMBERING.sub("", text).strip(" .:*_#").casefold()


def is_caption(text: str) -> bool:
    """True if a line opens like the caption or the source of a table or a figure."""
    head = re.match(r"[^\W\d_]+", text)
    return head is not None and head.group().casefold() in all_of("caption_words")


def label_at(text: str, field: str) -> str | None:
    """The label that a paragraph opens with ("Аннотация.", "Keywords:"), out of one word list; None without one."""
    head = re.match(r"[\W_]*([^\W\d_]+(?: [^\W\d_]+)?)\s*[.:]", text)
    names = all_of(field)
    if head and head.group(1).casefold() in names:
        return head.group(1)
    return text.strip() if bare_name(text) in names else None


def is_unstopped(text: str) -> bool:
    """True if a text ends neither like a sentence nor like one that goes on."""
    return text[-1] not in ".!:;,–—-" and not text[-1].isdigit()


def is_all_capitals(text: str) -> bool:
    """True if a line that follows a title's first line belongs to it."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 2 and all(char.isupper() for char in letters) and text[0] not in "(["


def may_head(text: str) -> bool:
    """True if a line can open a heading: a capital, a quotation mark or a number, and words."""
    opens = text[0].isupper() or text[0] in "«“\"'" or bool(re.match(r"\d{1,2}(\.\d{1,2})*\.?\s+[^\W\d_]", text))
    opens = opens and not _CODE.match(text)
    return opens and not LIST_ITEM.match(text[1:] if text[0].isdigit() else text) and sum(c.isalpha() for c in text) > 3
