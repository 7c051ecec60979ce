"""What things are called in a report: figures, groups of questions, and which way a figure is better."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from corpus import Language
from eval.figures import BY_NAME
from eval.report.strings import Strings


def figure_name(figure: str, strings: Strings) -> str:
    """A figure's name as papers print it; one that the report does not know keeps the name it has in the run."""
    text = strings.figures.get(figure)
    return text.name if text else figure


def figure_meaning(figure: str, strings: Strings) -> str:
    """One sentence on what a figure means; empty for one that the report does not know."""
    text = strings.figures.get(figure)
    return text.meaning if text else ""


def higher_is_better(figure: str) -> bool:
    """A figure's direction; figures that the report does not know are taken to be better when higher."""
    known = BY_NAME.get(figure)
    return known.higher_is_better if known else True


def direction(figure: str, strings: Strings) -> str:
    """The direction in words where it is not the usual one, else nothing."""
    return "" if higher_is_better(figure) else strings.lower_is_better


def named(names: Mapping[Any, str], key: str) -> str:
    """The name of a key in one of the strings' mappings; an unknown key is its own name."""
    return names.get(key, key)


def cell_languages(cell: str) -> tuple[Language, Language]:
    """The question's and the article's language of a cell, "kk-ru"."""
    asked, _, about = cell.partition("-")
    return cast(Language, asked), cast(Language, about)


def cell_name(cell: str, strings: Strings) -> str:
    """A cell's name in words."""
    asked, about = cell_languages(cell)
    return strings.cell.format(question=named(strings.languages, asked), article=named(strings.languages, about))
