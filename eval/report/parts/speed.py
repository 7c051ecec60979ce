"""How long an answer takes, and how much memory."""

from __future__ import annotations

from eval.report import names, numbers
from eval.report.blocks import Beside, Block, Cell, Column, Line, Paragraph, Plot, Section, Table
from eval.report.plots import latency_svg
from eval.report.strings import Strings
from eval.summary import Summary


def speed_section(summary: Summary, strings: Strings) -> Section | None:
    """Return the time of each stage and the peak memory; None for a run that measured neither."""
    blocks: list[Block] = []
    if summary.memory_mb is not None:
        blocks.append(Paragraph(strings.memory.format(number=numbers.whole(summary.memory_mb, strings))))
    if summary.latencies:
        plot = Plot(latency_svg(summary.latencies, strings), strings.latency)
        blocks = [Beside(plot, (_table(summary, strings), *blocks))]
    if not blocks:
        return None
    return Section("speed", strings.speed, (Paragraph(strings.speed_note, quiet=True), *blocks))


def _table(summary: Summary, strings: Strings) -> Table:
    columns = (Column(strings.stage), Column(strings.median, number=True), Column(strings.percentile, number=True))
    lines = tuple(
        Line(
            (
                Cell(names.named(strings.stages, stage)),
                Cell(numbers.whole(spent.p50, strings)),
                Cell(numbers.whole(spent.p95, strings)),
            )
        )
        for stage, spent in summary.latencies.items()
    )
    return Table(strings.latency, columns, lines)
