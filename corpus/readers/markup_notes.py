"""Footnotes of HTML and EPUB: the marks in the text that lead to them, and where their own text stands."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.blocks import is_bibliography_name
from corpus.readers.markup_css import Styles
from corpus.readers.markup_flow import note_number
from corpus.readers.markup_xml import attribute, elements, tag, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MARK = re.compile(r"^[\[(]?\s*(\d{1,4}|[*†‡§¶]{1,3}|[a-zа-я]|[ivxl]{1,6})\s*[\])]?\.?$", re.IGNORECASE)
_NOTE_WORD = re.compile(
    r"foot-?note|end-?note|rear-?note|note-?ref|ftn|sdfootnote|sdendnote|\bfn\b|(?:^|[\s_-])fn", re.I
)
_REFERENCE_WORD = re.compile(r"biblio|ref-?list|citation-?list|references", re.IGNORECASE)
_BACK_ARROW = re.compile(r"^[\s↩↑↵^︎⏎⤴←]+$")
_UNITS = {"p", "li", "div", "aside", "section", "dd", "td", "tr", "dt"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_HOLDERS = {"li", "aside", "dd", "tr"}
Place = tuple[str, str]
"""A part of the book ("" for a page of its own) and the id of an element in it."""


@dataclass(frozen=True, slots=True)
class NoteLinks:
    """What is a note's mark, what is a note, and what leads back from it."""

    marks: frozenset[Element]
    notes: Mapping[Element, int | None]
    """The elements that hold a note's text, with its number."""
    backlinks: frozenset[Element]


def place_of(part: str, href: str) -> Place | None:
    """Where a link inside the document leads; None for one that leads out of it or to no element."""
    path, _, anchor = href.partition("#")
    if not anchor or "://" in path or path.startswith(("mailto:", "javascript:")):
        return None
    return (
        posixpath.normpath(posixpath.join(posixpath.dirname(part), unquote(path))) if path else part,
        unquote(anchor),
    )


class _Finder:
    def __init__(self, parts: Mapping[str, Element], styles: Styles) -> None:
        self._styles = styles
        self._places: dict[Place, Element] = {}
        self._links: dict[Element, Place] = {}
        self._listed: set[Element] = set()
        for part, root in parts.items():
            self._read(part, root)

    def _read(self, part: str, root: Element) -> None:
        """Note every target, every link, and what stands below the heading of a bibliography."""
        listed = False
        for element in root.iter():
            name = tag(element)
            if not name or name in ("meta", "input", "form"):
                continue
            if name in _HEADINGS:
                listed = is_bibliography_name(words_of(element))
            if listed:
                self._listed.add(element)
            for id_ in {attribute(element, "id"), attribute(element, "name")} - {""}:
                self._places.setdefault((part, id_), element)
            if name == "a" and (place := place_of(part, attribute(element, "href"))):
                self._links[element] = place

    def find(self) -> NoteLinks:
        """Tell marks from other links: raised or named so, or answered by a link back from their target."""
        pairs: list[tuple[Element, Element]] = []
        units: set[Element] = set()
        for link, place in self._links.items():
            target = self._places.get(place)
            if target is None or target is link or not _MARK.match(words_of(link)):
                continue
            unit = _unit(target)
            around = set(link.iterancestors())
            # What stands in a note leads back, though it looks like a mark; the text comes before its notes.
            if unit in around or around & units or self._is_reference(unit, link):
                continue
            if self._is_raised(link) or _is_called_note(link) or self._answered(unit, link):
                pairs.append((link, unit))
                units.add(unit)
        return self._links_of(pairs)

    def _links_of(self, pairs: list[tuple[Element, Element]]) -> NoteLinks:
        targets = {unit for _, unit in pairs}
        marks = frozenset(link for link, _ in pairs)
        notes: dict[Element, int | None] = {}
        for link, unit in pairs:
            notes.setdefault(_holder(unit, targets), note_number(words_of(link)))
        back = frozenset(
            link
            for note in notes
            for link in elements(note, "a")
            if self._leads_to(link, marks) or _BACK_ARROW.match(words_of(link))
        )
        return NoteLinks(marks, notes, back)

    def _leads_to(self, link: Element, marks: frozenset[Element]) -> bool:
        place = self._links.get(link)
        target = self._places.get(place) if place else None
        if target is None:
            return False
        inside = elements(target, "a") if tag(target) in ("sup", "span", "a") else ()
        return bool({target, target.getparent(), *inside} & marks)

    def _answered(self, unit: Element, link: Element) -> bool:
        near = [element for element in (link, link.getparent()) if element is not None]
        own = {attribute(element, name) for element in near for name in ("id", "name")} - {""}
        return any(attribute(back, "href").rpartition("#")[2] in own for back in elements(unit, "a"))

    def _is_raised(self, link: Element) -> bool:
        near = [element for element in (link, link.getparent(), *link) if element is not None and tag(element)]
        return any(tag(element) == "sup" or self._raises(element) for element in near)

    def _raises(self, element: Element) -> bool:
        style = self._styles.of_element(tag(element), attribute(element, "class"), attribute(element, "style"))
        return style.get("vertical-align") == "super"

    def _is_reference(self, unit: Element, link: Element) -> bool:
        """True if a raised number leads to an entry of the bibliography, which stays where it is."""
        around = [unit, *unit.iterancestors()]
        called = [_called(element, "class", "id", "role", "type", "style") for element in around]
        if _is_called_note(link) or any(_NOTE_WORD.search(words) for words in called):
            return False
        return unit in self._listed or any(_REFERENCE_WORD.search(words) for words in called)


def find_notes(parts: Mapping[str, Element], styles: Styles) -> NoteLinks:
    """Find the notes of a document in one or several parts."""
    return _Finder(parts, styles).find()


def _is_called_note(link: Element) -> bool:
    return bool(_NOTE_WORD.search(_called(link, "class", "role", "type", "rel", "style")))


def _called(element: Element, *names: str) -> str:
    return " ".join(attribute(element, name) for name in names)


def _unit(target: Element) -> Element:
    """The block that a note's anchor stands in, or the anchor itself if it is one."""
    for element in (target, *target.iterancestors()):
        if tag(element) in _UNITS:
            return element
    return target


def _holder(unit: Element, targets: Collection[Element]) -> Element:
    """The list item, table row or division that holds the whole of one note, of which its anchor is a part."""
    best = unit
    for element in unit.iterancestors():
        shared = any(inner in targets and inner is not unit for inner in element.iter())
        if shared or tag(element) in ("body", "html", "table", "ol", "ul"):
            break
        named = tag(element) == "div" and _NOTE_WORD.search(_called(element, "id", "class", "style"))
        if named or tag(element) in _HOLDERS:
            best = element
    return best


def without_mark(text: str, number: int | None) -> str:
    """A note's text without the mark that it opens with: its number, or a star and the like."""
    mark = str(number) if number is not None else r"[*†‡§¶]{1,3}"
    raised = mark.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return re.sub(rf"^\s*[\[(]?(?:{mark}|{raised})(?!\d)[\])]?[.:]?\s*", "", text, count=1)
