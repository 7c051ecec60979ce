"""Locators: whether citations name the place where their quotes really stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in an article, as a citation names it."""

    article: str
    """The article's id."""
    section: str
    """The section's title; empty outside of sections."""
    pages: tuple[str, ...]
    """Page numbers as printed, in order; empty where the article shows none."""


def locator_right(named: Locator, places: Sequence[Locator]) -> bool:
    """True if a citation names one of the places where its quote really stands.

    Article, section and pages must all be those of one place. Where the article shows no page numbers, pages can't be
    held against it, and the section decides.
    """
    return any(
        named.article == place.article
        and named.section == place.section
        and (not place.pages or named.pages == place.pages)
        for place in places
    )


def locator_share(rights: Sequence[bool]) -> float | None:
    """Share, in [0, 1], of citations that name a right place; None without citations.

    locators = |{i : r_i}| / n, where r_i is `locator_right` of the i-th of n citations. Our own definition.
    """
    return sum(rights) / len(rights) if rights else None
