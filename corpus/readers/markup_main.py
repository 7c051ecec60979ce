"""Which part of a web page is the article: menus, banners and the like are cut away.

A page's own words decide (`<article>`, `<main>`, `role="main"`). Without them the article is the smallest part that
holds nearly all words outside of links, for what surrounds an article is made of links.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.readers.markup_css import declarations, is_hidden
from corpus.readers.markup_html import UNSHOWN
from corpus.readers.markup_xml import attribute, elements, tag

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FURNITURE = {"nav", "footer", "aside", "header", "form"}
_ROLES = {
    "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "alert", "menu",
    "menubar", "toolbar", "tablist",
}  # fmt: skip
_NAMED = {
    "cookie", "cookies", "consent", "gdpr", "breadcrumb", "breadcrumbs", "share", "sharing", "social", "sidebar",
    "comments", "newsletter", "subscribe", "subscription", "advert", "advertisement", "ads", "popup", "modal", "menu",
    "navbar", "navigation", "toolbar", "pagination", "pager", "related", "recommended", "skip", "masthead",
}  # fmt: skip
_NAMEABLE = {"div", "section", "ul", "ol", "p", "span", "table", "td"}
_LISTS = {"ul", "ol", "div", "table"}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# What holds this share of the page's letters is the text itself, whatever it is called.
_TOO_MUCH = 0.4
_LONGEST_NAMED = 2000  # letters: a section called "related-work" is no list of related pages
_NEARLY_ALL = 0.9
_MOSTLY_LINKS = 0.7
_FEWEST_LINKS = 3


def main_text(root: Element, kept: Collection[Element] = ()) -> Element:
    """Cut away in place what is no text and return the element that holds the article.

    `kept` are elements that stay wherever they stand: the notes.
    """
    _prune(root, set(kept))
    weights = _weigh(root)
    body = next(elements(root, "body"), root)
    main = _only(element for element in body.iter() if tag(element) == "main" or attribute(element, "role") == "main")
    if main is not None and weights[main].words < 0.3 * weights[body].words:
        main = None
    around = body if main is None else main
    article = _article(around, weights)
    if article is not None:
        return article
    return around if main is not None else _densest(body, weights)


@dataclass(slots=True)
class _Weight:
    """Letters and digits in an element: outside of links, inside of them, and the number of links."""

    words: int = 0
    linked: int = 0
    links: int = 0


def _weigh(root: Element) -> dict[Element, _Weight]:
    """Weigh every element in one pass, the innermost first."""
    weights: dict[Element, _Weight] = {}
    for element in reversed([element for element in root.iter() if tag(element)]):
        weight = _Weight(_letters(element.text))
        for inner in element:
            if inner in weights and tag(inner) not in UNSHOWN:
                below = weights[inner]
                weight.words += below.words
                weight.linked += below.linked
                weight.links += below.links
            weight.words += _letters(inner.tail)
        if tag(element) == "a" and attribute(element, "href"):
            weight = _Weight(0, weight.words + weight.linked, 1)
        weights[element] = weight
    return weights


def _letters(text: str | None) -> int:
    return sum(map(str.isalnum, text)) if text else 0


def _only(found: Iterator[Element]) -> Element | None:
    first, second = next(found, None), next(found, None)
    return first if second is None else None


def _article(around: Element, weights: dict[Element, _Weight]) -> Element | None:
    """The `<article>` with most of the words; None where several share them, as in a list of news."""
    articles = [element for element in around.iter() if _is_article(element) and element is not around]
    best = max(articles, key=lambda element: weights[element].words, default=None)
    if best is None or weights[best].words < 0.6 * weights[around].words:
        return None
    return around if _loses_heading(next(elements(around, "h1"), None), best) else best


def _is_article(element: Element) -> bool:
    return tag(element) == "article" or "articlebody" in attribute(element, "itemprop").lower()


def _loses_heading(heading: Element | None, part: Element) -> bool:
    """True if the page's first main heading stands outside of a part."""
    return heading is not None and part is not heading and part not in heading.iterancestors()


def _prune(root: Element, kept: set[Element]) -> None:
    safe = {element for note in kept for element in note.iterancestors()} | kept
    weights = _weigh(root)
    most = _TOO_MUCH * max(weights[root].words + weights[root].linked, 1)
    for element in list(weights)[::-1]:
        if element.getparent() is None or element in safe or tag(element) in ("head", "body", "main", "article"):
            continue
        weight = weights[element]
        small = weight.words < most
        if tag(element) in UNSHOWN or _is_hidden(element) or (small and _is_furniture(element, weight)):
            _drop(element)


def _is_hidden(element: Element) -> bool:
    return (
        "hidden" in element.attrib
        or attribute(element, "aria-hidden") == "true"
        or is_hidden(declarations(attribute(element, "style")))
    )


def _is_furniture(element: Element, weight: _Weight) -> bool:
    name = tag(element)
    if name in ("header", "footer"):
        return not any(tag(around) in ("article", "main") for around in element.iterancestors())
    if name in _FURNITURE or attribute(element, "role") in _ROLES:
        return True
    called = {word.lower() for class_ in attribute(element, "class").split() for word in _WORD.findall(class_)}
    named = name in _NAMEABLE and (called & _NAMED or attribute(element, "id").lower() in _NAMED)
    return bool(named and weight.words < _LONGEST_NAMED) or (name in _LISTS and _is_list_of_links(weight))


def _is_list_of_links(weight: _Weight) -> bool:
    """True of a menu: several links and little else. A bibliography has more words than links."""
    return weight.links >= _FEWEST_LINKS and weight.linked > _MOSTLY_LINKS * (weight.words + weight.linked)


def _drop(element: Element) -> None:
    """Take an element out of its tree and leave the text that follows it."""
    parent, tail = element.getparent(), element.tail
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _densest(body: Element, weights: dict[Element, _Weight]) -> Element:
    """Go down as long as one part holds nearly all words, and the page's heading with them."""
    at = body
    total = weights[body].words
    heading = next(elements(body, "h1"), None)
    while True:
        parts = [inner for inner in at if inner in weights]
        best = max(parts, key=lambda element: weights[element].words, default=None)
        if best is None or tag(best) in ("p", "table", "ul", "ol") or weights[best].words < _NEARLY_ALL * total:
            return at
        if _loses_heading(heading, best):
            return at
        at = best
