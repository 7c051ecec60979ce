"""How the run was made and how its figures are computed, so that both can be done again."""

from __future__ import annotations

from collections.abc import Mapping

from eval.report import numbers
from eval.report.blocks import Cell, Column, Line, Paragraph, Section, Table
from eval.report.content import ReportContent
from eval.report.strings import Strings


def method_section(content: ReportContent, strings: Strings) -> Section:
    """Return the notes on method, then settings, versions and machine as far as they are known."""
    # Numpy is needed for resampling, not for saying how often it was done.
    from eval.statistics.bootstrap import SAMPLES
    from eval.statistics.randomisation import ROUNDS

    run = content.run
    comparisons = strings.how_comparisons.format(rounds=numbers.whole(ROUNDS, strings))
    notes = (
        Paragraph(strings.how_figures, strings.figures_lead),
        Paragraph(strings.how_intervals.format(samples=numbers.whole(SAMPLES, strings)), strings.intervals_lead),
        *((Paragraph(comparisons, strings.comparisons),) if content.comparisons else ()),
        Paragraph(strings.how_repeated.format(seed=run.seed), strings.repeated_lead),
    )
    told = ((strings.settings, run.settings), (strings.versions, run.versions), (strings.machine, run.machine))
    tables = (_table(caption, values, strings) for caption, values in told if values)
    return Section("method", strings.method, (*notes, *tables))


def _table(caption: str, values: Mapping[str, str], strings: Strings) -> Table:
    columns = (Column(strings.name_column), Column(strings.value_column))
    return Table(caption, columns, tuple(Line((Cell("", code=name), Cell(value))) for name, value in values.items()))
