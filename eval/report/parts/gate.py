"""The gate: figures against the bounds that they must hold."""

from __future__ import annotations

from eval.gate import GateLine
from eval.report import names, numbers
from eval.report.blocks import Cell, Column, Line, Paragraph, Section, Table, Verdict
from eval.report.content import RunFacts
from eval.report.strings import Strings


def gate_verdict(run: RunFacts, strings: Strings) -> Verdict | None:
    """Return in one line whether every bound was held; None for a run without a gate."""
    if not run.gate:
        return None
    held = sum(line.passed for line in run.gate)
    passed = held == len(run.gate)
    text = strings.gate_passed if passed else strings.gate_failed
    return Verdict(
        text.format(passed=numbers.whole(held, strings), total=numbers.whole(len(run.gate), strings)), passed
    )


def gate_section(run: RunFacts, strings: Strings) -> Section | None:
    """Return each bound with what the run reached."""
    if not run.gate:
        return None
    columns = (
        Column(strings.figure),
        Column(strings.bound),
        Column(strings.value_and_interval, number=True),
        Column(strings.outcome),
    )
    lines = tuple(Line(_cells(line, strings)) for line in run.gate)
    note = Paragraph(strings.gate_note, quiet=True)
    return Section("gate", strings.gate, (note, Table(strings.gate_table, columns, lines)))


def _cells(line: GateLine, strings: Strings) -> tuple[Cell, ...]:
    interval = "" if line.value is None else numbers.interval_or_none(line.low, line.high, strings)
    sign = "≥" if names.higher_is_better(line.figure) else "≤"
    return (
        Cell(names.figure_name(line.figure, strings), code=line.figure),
        Cell(f"{sign}\N{NO-BREAK SPACE}{numbers.decimal(line.bound, strings)}"),
        Cell(numbers.optional(line.value, strings), interval),
        Cell(f"✓ {strings.passed}" if line.passed else f"✗ {strings.failed}", strong=not line.passed),
    )
