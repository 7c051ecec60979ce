"""The main figures by language and by kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from corpus import LANGUAGES, Language
from eval.questions.question import KINDS
from eval.report import names, numbers
from eval.report.blocks import Block, Cell, Column, Line, Paragraph, Plot, Section, Table
from eval.report.few import FEWEST, MARK, is_few
from eval.report.plots import heat_map_svg
from eval.report.strings import Strings
from eval.summary import Group, Summary

_COLUMNS = ("evidence@4000", "mrr@10", "key_facts", "cited_evidence", "false_refusals", "false_answers")
_MATRIX = "evidence@4000"
_CELLS = tuple((asked, about) for asked in LANGUAGES for about in LANGUAGES)


def languages_section(summary: Summary, strings: Strings) -> Section | None:
    """Return the language matrix, and the figures by cell, by crossing, and by the question's language."""
    order = [f"{asked}-{about}" for asked, about in _CELLS]
    heads = {
        "cell": (strings.by_cell, strings.cell_label),
        "crossing": (strings.by_crossing, strings.crossing_label),
        "lang": (strings.by_question_language, strings.question_language),
    }
    shown: list[Block | None] = [
        _matrix(summary, strings),
        _table(summary, "cell", heads["cell"], order, lambda name: names.cell_name(name, strings), strings),
        _table(summary, "crossing", heads["crossing"], ("same", "other"), _namer(strings.crossing), strings),
        _table(summary, "lang", heads["lang"], LANGUAGES, _namer(strings.languages), strings),
    ]
    blocks = tuple(block for block in shown if block)
    if not blocks:
        return None
    note = " ".join([strings.by_language_note, *_notes(summary, tuple(heads), strings)])
    return Section("languages", strings.by_language, (Paragraph(note, quiet=True), *blocks))


def kinds_section(summary: Summary, strings: Strings) -> Section | None:
    """Return the figures by kind of question."""
    heads = (strings.kind_table, strings.kind_label)
    table = _table(summary, "kind", heads, KINDS, _namer(strings.kinds), strings)
    if table is None:
        return None
    note = " ".join(_notes(summary, ("kind",), strings))
    return Section("kinds", strings.by_kind, ((Paragraph(note, quiet=True), table) if note else (table,)))


def _table(
    summary: Summary,
    by: str,
    heads: tuple[str, str],
    order: Sequence[str],
    name: Callable[[str], str],
    strings: Strings,
) -> Table | None:
    """A line for each group, without the figures that none of them has; None without groups or figures.

    `heads` are the caption and the heading of the first column; groups that `order` doesn't name come last.
    """
    places = {group: place for place, group in enumerate(order)}
    groups = sorted(summary.groups.get(by, ()), key=lambda group: (places.get(group.name, len(places)), group.name))
    shown = _shown(groups)
    if not shown:
        return None
    caption, first = heads
    columns = (
        Column(first),
        Column(strings.question_count, number=True),
        *(Column(names.figure_name(figure, strings), number=True) for figure in shown),
    )
    return Table(caption, columns, tuple(_line(group, name, shown, strings) for group in groups))


def _line(group: Group, name: Callable[[str], str], shown: Sequence[str], strings: Strings) -> Line:
    few = is_few(group.questions)
    count = numbers.whole(group.questions, strings) + (MARK if few else "")
    values = (Cell(numbers.optional(group.figures.get(figure), strings)) for figure in shown)
    return Line((Cell(name(group.name)), Cell(count), *values), quiet=few)


def _shown(groups: Sequence[Group]) -> list[str]:
    return [figure for figure in _COLUMNS if any(group.figures.get(figure) is not None for group in groups)]


def _notes(summary: Summary, by: Sequence[str], strings: Strings) -> list[str]:
    """What must be known to read the tables of these groups: directions, marks, dashes."""
    tables = [summary.groups.get(each, ()) for each in by]
    lower = {figure for groups in tables for figure in _shown(groups) if not names.higher_is_better(figure)}
    named = ", ".join(names.figure_name(figure, strings) for figure in _COLUMNS if figure in lower)
    few = any(is_few(group.questions) for groups in tables for group in groups)
    missing = any(
        group.figures.get(figure) is None for groups in tables for figure in _shown(groups) for group in groups
    )
    notes = (
        (bool(lower), f"{named}: {strings.lower_is_better}."),
        (few, strings.few_note.format(mark=MARK, fewest=FEWEST)),
        (missing, strings.missing_note),
    )
    return [note for applies, note in notes if applies]


def _namer(of: Mapping[Any, str]) -> Callable[[str], str]:
    return lambda key: names.named(of, key)


def _matrix(summary: Summary, strings: Strings) -> Plot | None:
    groups = {group.name: group for group in summary.groups.get("cell", ())}
    cells: dict[tuple[Language, Language], tuple[float | None, int]] = {}
    for asked, about in _CELLS:
        if group := groups.get(f"{asked}-{about}"):
            cells[asked, about] = group.figures.get(_MATRIX), group.questions
    if all(value is None for value, _ in cells.values()):
        return None
    name = names.figure_name(_MATRIX, strings)
    return Plot(heat_map_svg(cells, name, strings), strings.matrix.format(figure=name))
