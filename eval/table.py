"""A run's figures as a table of plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from eval.comparison import Comparison
from eval.figures import BY_NAME
from eval.gate import GateLine
from eval.summary import Estimate, Summary

_COLUMNS = (
    "evidence@2000", "evidence@4000", "mrr@10", "article@1", "key_facts", "cited_evidence", "false_refusals",
    "false_answers",
)  # fmt: skip
_GROUPINGS = ("lang", "crossing", "kind", "cell")


def figures_table(summary: Summary) -> str:
    """Every figure with its interval and the number of questions that it rests on."""
    rows = [("figure", "value", "95 % interval", "questions")]
    rows += [(name, f"{one.value:.3f}", _interval(one), str(one.questions)) for name, one in summary.figures.items()]
    return _aligned(rows)


def groups_table(summary: Summary) -> str:
    """The figures that tell most, for each language, kind and cell."""
    rows: list[Sequence[str]] = [("group", "n", *_COLUMNS)]
    for grouping in _GROUPINGS:
        for group in summary.groups.get(grouping, ()):
            cells = [_number(group.figures.get(name)) for name in _COLUMNS]
            rows.append((f"{grouping}={group.name}", str(group.questions), *cells))
    return _aligned(rows)


def latency_table(summary: Summary) -> str:
    """Milliseconds of each stage."""
    rows = [("stage", "p50 ms", "p95 ms")]
    rows += [(stage, f"{one.p50:.1f}", f"{one.p95:.1f}") for stage, one in summary.latencies.items()]
    return _aligned(rows)


def comparison_table(comparison: Comparison) -> str:
    """Every difference with its interval, its p value and the questions won and lost; * marks significant ones."""
    rows = [("figure", "first", "second", "difference", "95 % interval", "p (Holm)", "won", "equal", "lost")]
    for one in comparison.differences:
        mark = " *" if one.is_significant else ""
        counted = one.wins + one.ties + one.losses
        tally = (str(one.wins), str(one.ties), str(one.losses)) if counted else ("-", "-", "-")
        rows.append(
            (
                one.figure, f"{one.first:.3f}", f"{one.second:.3f}", f"{one.difference:+.3f}",
                f"{one.low:+.3f} to {one.high:+.3f}", f"{one.p_holm:.3f}{mark}", *tally,
            )
        )  # fmt: skip
    return _aligned(rows)


def changes_table(comparison: Comparison, most: int = 20) -> str:
    """The questions whose scores changed, side by side; those after the first `most` are counted only."""
    rows: list[Sequence[str]] = [("changed question", "figure", "first", "second")]
    rows += [(one.question, one.figure, f"{one.first:.2f}", f"{one.second:.2f}") for one in comparison.changes[:most]]
    left = len(comparison.changes) - most
    return _aligned(rows) + (f"\n… and {left} more; the report has them all" if left > 0 else "")


def gate_table(verdicts: Sequence[GateLine]) -> str:
    """Each figure at the gate."""
    rows = [("gate", "value", "95 % interval", "bound", "")]
    for one in verdicts:
        side = "at least" if BY_NAME[one.figure].higher_is_better else "at most"
        verdict = "passed" if one.passed else "FAILED"
        rows.append((one.figure, _number(one.value), _interval(one), f"{side} {one.bound:.3f}", verdict))
    return _aligned(rows)


def _interval(one: Estimate | GateLine) -> str:
    return "-" if one.low is None or one.high is None else f"{one.low:.3f} to {one.high:.3f}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the first one to the left, the others to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)
