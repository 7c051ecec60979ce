"""What the assistant's confidence is worth: risk and coverage."""

from __future__ import annotations

from collections.abc import Sequence

from eval.report import numbers
from eval.report.blocks import Beside, Cell, Column, Fold, Line, Paragraph, Plot, Section, Table
from eval.report.plots import risk_coverage_svg
from eval.report.strings import Strings
from eval.summary import Summary

_LEVELS = 10


def confidence_section(summary: Summary, strings: Strings) -> Section | None:
    """Return the curve with its area; None for a run whose answers come without confidence."""
    if not summary.curve:
        return None
    found = summary.figures.get("aurc")
    area = found.value if found else None
    levels = risk_at_levels(summary.curve)
    plot = Plot(risk_coverage_svg(summary.curve, levels, area, strings), strings.curve)
    note = Paragraph(strings.curve_note.format(area=numbers.optional(area, strings)))
    fold = Fold(strings.curve_table, (_table(levels, strings),))
    return Section(
        "confidence",
        strings.confidence,
        (Paragraph(strings.confidence_note, quiet=True), Beside(plot, (note, fold))),
    )


def risk_at_levels(curve: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The risk at coverage 0.1, 0.2, … 1: that of the first point that covers so much; rounding is forgiven."""
    levels = (step / _LEVELS for step in range(1, _LEVELS + 1))
    return [
        (level, next((risk for coverage, risk in curve if coverage >= level - 1e-9), curve[-1][1])) for level in levels
    ]


def _table(levels: Sequence[tuple[float, float]], strings: Strings) -> Table:
    columns = (Column(strings.coverage), Column(strings.risk, number=True))
    lines = tuple(
        Line((Cell(numbers.decimal(level, strings, 1)), Cell(numbers.decimal(risk, strings)))) for level, risk in levels
    )
    return Table(strings.curve_table, columns, lines)
