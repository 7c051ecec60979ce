"""The styles of a Word document: what a paragraph is, and how its text looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.readers.markup_flow import Look
from corpus.readers.markup_xml import attribute, child, tag, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADING = re.compile(r"^(?:heading|заголовок|тақырып)\s*([1-9])$")
_TITLES = {"title", "название", "атауы"}
_CONTENTS = re.compile(r"^(?:toc\b.*|table of figures|оглавление.*|содержание.*|мазмұны.*)$")
_OFF = {"0", "false", "off", "none"}
_DEEPEST = 50  # styles based on one another; those that go round in a circle end here
_OUTLINE_LEVELS = 9  # what Word writes for text outside of the outline


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph's style says it is; `level` is a heading's rank from 1, 0 for none."""

    title: bool = False
    level: int = 0
    contents: bool = False
    caption: bool = False


class WordStyles:
    """Styles by their ids, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        self.base = Look(size=10.0, spaced=True)
        for element in root if root is not None else ():
            if tag(element) == "style":
                self._styles[attribute(element, "styleId")] = element
                if attribute(element, "type") == "paragraph" and attribute(element, "default") not in ("", *_OFF):
                    self._default = attribute(element, "styleId")
        self.base = characters(self.base, child(root, "docdefaults", "rprdefault", "rpr"))

    def _chain(self, style: str) -> list[Element]:
        """A style and those that it is based on, the most basic first."""
        chain: list[Element] = []
        while (element := self._styles.get(style)) is not None and len(chain) < _DEEPEST:
            chain.insert(0, element)
            style = _value(child(element, "basedon"))
        return chain

    def look(self, style: str, look: Look) -> Look:
        """The look of text in a style, inside text that looks so."""
        for element in self._chain(style):
            look = characters(look, child(element, "rpr"))
            look = _aligned(look, child(element, "ppr"))
        return look

    def paragraph(self, properties: Element | None) -> tuple[Role, Look]:
        """What a paragraph is and how it looks."""
        style = _value(child(properties, "pstyle")) or self._default
        look = _aligned(self.look(style, self.base), properties)
        roles = [self._role(element) for element in self._chain(style)]
        own = _outline(properties)
        return (
            Role(
                title=any(role.title for role in roles),
                level=own if own is not None else next((role.level for role in reversed(roles) if role.level), 0),
                contents=any(role.contents for role in roles),
                caption=any(role.caption for role in roles),
            ),
            look,
        )

    def _role(self, style: Element) -> Role:
        name = _value(child(style, "name")).lower()
        heading = _HEADING.match(name)
        level = int(heading.group(1)) if heading else _outline(child(style, "ppr")) or 0
        return Role(name in _TITLES, level, bool(_CONTENTS.match(name)), name in ("caption", "название объекта"))

    def run(self, properties: Element | None, look: Look) -> Look:
        """The look of a run in a paragraph that looks so."""
        if properties is None:
            return look
        style = _value(child(properties, "rstyle"))
        return characters(self.look(style, look) if style else look, properties)


def characters(look: Look, properties: Element | None) -> Look:
    """Apply the properties of characters (`w:rPr`)."""
    for name, value in _settings(properties):
        on = value.lower() not in _OFF
        if name == "b":
            look = replace(look, bold=on)
        elif name == "sz" and (size := whole_number(value)):
            look = replace(look, size=size / 2)
        elif name == "caps":
            look = replace(look, capitals=on)
        elif name == "vanish":
            look = replace(look, hidden=on)
        elif name == "vertalign":
            look = replace(look, raised=value == "superscript")
    return look


def _settings(properties: Element | None) -> Iterator[tuple[str, str]]:
    for element in properties if properties is not None else ():
        yield tag(element), attribute(element, "val")


def _aligned(look: Look, properties: Element | None) -> Look:
    alignment = _value(child(properties, "jc"))
    return replace(look, centred=alignment == "center") if alignment else look


def _outline(properties: Element | None) -> int | None:
    """A paragraph's place in the outline, from 1; 0 for one that is outside of it, None where nothing is said."""
    level = whole_number(_value(child(properties, "outlinelvl")))
    if level is None:
        return None
    return level + 1 if level < _OUTLINE_LEVELS else 0


def _value(element: Element | None) -> str:
    return attribute(element, "val") if element is not None else ""
