"""The styles of an OpenDocument text: what a paragraph is, how its text looks, and where a page begins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.readers.markup_css import size_of
from corpus.readers.markup_flow import Look
from corpus.readers.markup_xml import attribute, child, elements, tag

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADING = re.compile(r"^(?:heading|заголовок|тақырып) ?([1-9])$")
_TITLES = {"title", "название", "атауы"}
_CAPTIONS = {"caption", "illustration", "table", "drawing", "figure", "text", "иллюстрация", "таблица"}
_BOLD = {"bold", "600", "700", "800", "900"}
_DEEPEST = 50


class OdtStyles:
    """Styles by their family and name, each with what it inherits."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self.base = Look(size=12.0)
        for root in roots:
            for style in elements(root, "style", "default-style"):
                family = attribute(style, "family")
                if tag(style) == "style":
                    self._styles[family, attribute(style, "name")] = style
                elif family == "paragraph":
                    self.base = characters(self.base, style)

    def _chain(self, family: str, name: str) -> list[Element]:
        """A style and its parents, the most basic first."""
        chain: list[Element] = []
        while (style := self._styles.get((family, name))) is not None and len(chain) < _DEEPEST:
            chain.insert(0, style)
            name = attribute(style, "parent-style-name")
        return chain

    def look(self, family: str, name: str, look: Look) -> Look:
        """The look of text in a style, inside text that looks so."""
        for style in self._chain(family, name):
            look = characters(look, style)
        return look

    def _names(self, name: str) -> set[str]:
        """What a paragraph style and its parents are called, in lower case."""
        called = [name] + [
            attribute(style, key)
            for style in self._chain("paragraph", name)
            for key in ("name", "display-name", "parent-style-name")
        ]
        return {called_so.replace("_20_", " ").lower() for called_so in called if called_so}

    def is_title(self, name: str) -> bool:
        """True of the style for titles and those derived from it."""
        return bool(self._names(name) & _TITLES)

    def is_caption(self, name: str) -> bool:
        """True of a style for captions."""
        return bool(self._names(name) & _CAPTIONS)

    def level(self, name: str) -> int:
        """A heading style's rank from 1; 0 for any other."""
        ranks = [int(match.group(1)) for called in self._names(name) if (match := _HEADING.match(called))]
        return min(ranks, default=0)

    def is_contents(self, name: str) -> bool:
        """True of the styles for the lines of a table of contents."""
        return any(called.startswith(("contents ", "contents heading", "toc ")) for called in self._names(name))

    def begins_page(self, name: str) -> bool:
        """True if a paragraph in this style begins a page."""
        broken = False
        for style in self._chain("paragraph", name):
            before = attribute_of(child(style, "paragraph-properties"), "break-before")
            broken = before == "page" if before else broken
            broken = broken or bool(attribute(style, "master-page-name"))
        return broken


def characters(look: Look, style: Element) -> Look:
    """Apply what one style says of characters and alignment."""
    text = child(style, "text-properties")
    align = attribute_of(child(style, "paragraph-properties"), "text-align")
    if align:
        look = replace(look, centred=align == "center")
    if text is None:
        return look
    weight = attribute(text, "font-weight")
    position = attribute(text, "text-position")
    case = attribute(text, "text-transform")
    hidden = attribute(text, "display")
    return replace(
        look,
        bold=weight in _BOLD if weight else look.bold,
        size=size_of(attribute(text, "font-size"), look.size),
        raised=_is_raised(position) if position else look.raised,
        capitals=case == "uppercase" if case else look.capitals,
        hidden=hidden == "none" if hidden else look.hidden,
    )


def _is_raised(position: str) -> bool:
    """`super 58%` or a height in per cent, which is below the line if negative."""
    first = position.strip().partition(" ")[0]
    return first == "super" or (first.rstrip("%").replace(".", "", 1).isdecimal() and first not in ("0%", "0"))


def attribute_of(element: Element | None, name: str) -> str:
    """An attribute of an element that may not be there."""
    return attribute(element, name) if element is not None else ""
