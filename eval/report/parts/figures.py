"""All figures by family, each with what it means."""

from __future__ import annotations

from eval.figures import FAMILIES, FIGURES, Family
from eval.report import names, numbers
from eval.report.blocks import Cell, Column, Line, Paragraph, Section, Table
from eval.report.strings import Strings
from eval.summary import Estimate, Summary


def figures_section(summary: Summary, strings: Strings) -> Section | None:
    """Return every figure of the run, a table for each family that has any."""
    tables = tuple(table for family in FAMILIES if (table := _table(family, summary, strings)))
    if not tables:
        return None
    return Section("figures", strings.all_figures, (Paragraph(strings.all_figures_note, quiet=True), *tables))


def _table(family: Family, summary: Summary, strings: Strings) -> Table | None:
    present = [figure.name for figure in FIGURES if figure.family == family and figure.name in summary.figures]
    columns = (
        Column(strings.figure),
        Column(strings.value_and_interval, number=True),
        Column(strings.question_count, number=True),
    )
    lines = tuple(_line(name, summary.figures[name], strings) for name in present)
    return Table(strings.families[family], columns, lines) if lines else None


def _line(name: str, found: Estimate, strings: Strings) -> Line:
    direction = names.direction(name, strings)
    title = names.figure_name(name, strings) + (f" ({direction})" if direction else "")
    return Line(
        (
            Cell(title, names.figure_meaning(name, strings), code=name),
            Cell(
                numbers.decimal(found.value, strings),
                numbers.interval_or_none(found.low, found.high, strings),
                strong=True,
            ),
            Cell(numbers.whole(found.questions, strings)),
        )
    )
