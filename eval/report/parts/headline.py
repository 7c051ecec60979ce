"""What a reader sees first: a handful of figures, and where it is weakest."""

from __future__ import annotations

from collections.abc import Sequence

from eval.report import names, numbers
from eval.report.blocks import Bar, Item, Paragraph, Points, Section, Tile, Tiles, TileValue
from eval.report.content import ReportContent
from eval.report.few import is_few
from eval.report.parts.worst import MOST, reasons_counted
from eval.report.strings import Strings
from eval.summary import Estimate, Group, Summary

_TILES = (
    ("evidence@4000",),
    ("mrr@10",),
    ("key_facts",),
    ("cited_evidence",),
    ("false_refusals", "false_answers"),
    ("answer_language",),
)
"""Figures that stand together have one tile: either is easily bought with the other."""
_CELLS_BY = "evidence@4000"
_KINDS_BY = ("key_facts", "evidence@4000", "mrr@10")


def headline_section(content: ReportContent, strings: Strings) -> Section:
    """Return the headline figures that the run has, and in a sentence each its weakest spots."""
    told = content.summary.figures
    shown = ([name for name in together if name in told] for together in _TILES)
    tiles = tuple(_tile(together, content.summary, strings) for together in shown if together)
    columns = (strings.figure, strings.value, strings.question_count)
    weak = tuple(Item(text) for text in _weak_spots(content, strings))
    blocks = (
        *((Tiles(tiles, strings.bar_note, columns), Paragraph(strings.headline_note, quiet=True)) if tiles else ()),
        *((Points(weak, strings.weak_spots),) if weak else ()),
    )
    return Section("headline", strings.headline, blocks)


def _tile(together: Sequence[str], summary: Summary, strings: Strings) -> Tile:
    title = names.figure_name(together[0], strings) if len(together) == 1 else strings.refusals_and_answers
    return Tile(title, tuple(_value(name, summary.figures[name], strings) for name in together))


def _value(name: str, found: Estimate, strings: Strings) -> TileValue:
    bounds = numbers.interval_or_none(found.low, found.high, strings)
    return TileValue(
        names.figure_name(name, strings),
        numbers.decimal(found.value, strings),
        bounds if bounds == strings.no_interval else strings.interval_short.format(interval=bounds),
        numbers.counted(found.questions, strings.questions, strings),
        strings.tiles[name],
        Bar(found.value, found.low, found.high),
        names.direction(name, strings),
    )


def _weak_spots(content: ReportContent, strings: Strings) -> list[str]:
    spots = (_cells(content.summary, strings), _kinds(content.summary, strings), _reason(content, strings))
    return [spot for spot in spots if spot]


def _ranked(groups: Sequence[Group], figure: str) -> list[tuple[float, Group]]:
    """Groups with enough questions by a figure, lowest first; equal ones by name."""
    found = (
        (value, group)
        for group in groups
        if not is_few(group.questions) and (value := group.figures.get(figure)) is not None
    )
    return sorted(found, key=lambda pair: (pair[0], pair[1].name))


def _cells(summary: Summary, strings: Strings) -> str:
    ranked = _ranked(summary.groups.get("cell", ()), _CELLS_BY)
    if len(ranked) < 2 or ranked[0][0] == ranked[-1][0]:
        return ""
    (value, weakest), (best_value, best) = ranked[0], ranked[-1]
    asked, about = names.cell_languages(weakest.name)
    best_asked, best_about = names.cell_languages(best.name)
    return strings.weakest_cell.format(
        asked=strings.asked_in[asked],
        about=strings.about_articles_in[about],
        figure=names.figure_name(_CELLS_BY, strings),
        value=numbers.decimal(value, strings),
        questions=numbers.counted(weakest.questions, strings.questions, strings),
        best_asked=strings.asked_in[best_asked],
        best_about=strings.about_articles_in[best_about],
        best_value=numbers.decimal(best_value, strings),
        best_questions=numbers.counted(best.questions, strings.questions, strings),
    )


def _kinds(summary: Summary, strings: Strings) -> str:
    for figure in _KINDS_BY:
        ranked = _ranked(summary.groups.get("kind", ()), figure)
        if len(ranked) > 1 and ranked[0][0] < ranked[-1][0]:
            value, kind = ranked[0]
            return strings.weakest_kind.format(
                kind=names.named(strings.kinds, kind.name),
                figure=names.figure_name(figure, strings),
                value=numbers.decimal(value, strings),
                questions=numbers.counted(kind.questions, strings.questions, strings),
            )
    return ""


def _reason(content: ReportContent, strings: Strings) -> str:
    shown = len(content.worst[:MOST])
    if is_few(shown):
        return ""
    why, count = reasons_counted(content.worst)[0]
    return strings.most_frequent_reason.format(
        worst=numbers.whole(shown, strings), reason=strings.reasons[why], count=numbers.whole(count, strings)
    )
