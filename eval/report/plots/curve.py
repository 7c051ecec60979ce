"""Risk–coverage curve: how often it is wrong when only the questions that it is surest of are answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eval.report import numbers
from eval.report.plots.canvas import GOOD, QUIET, RULE, axes_at, draw, heading, label, quiet_axes
from eval.report.strings import Strings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Points = Sequence[tuple[float, float]]
"""(coverage, risk), coverage rising."""

_HEIGHT = 250.0
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def risk_coverage_svg(points: Points, shown: Points, area: float | None, strings: Strings) -> str:
    """Draw the curve with its area shaded; the text alternative tells the points `shown` of it."""
    told = "; ".join(f"{numbers.decimal(at, strings, 1)}: {numbers.decimal(risk, strings)}" for at, risk in shown)
    alternative = strings.curve_alt.format(points=f"{strings.coverage}; {strings.risk}. {told}")
    return draw("curve", _HEIGHT, alternative, lambda figure: _paint(figure, points, area, strings))


def outline(points: Points) -> tuple[list[float], list[float]]:
    """The corners of the drawn curve, coverages and risks.

    Each point's risk holds for all coverages down to the point before it, so the area under the steps is the AURC.
    """
    coverages = [0.0, *(coverage for coverage, _ in points)]
    corners = [(at, risk) for before, (after, risk) in zip(coverages, points, strict=False) for at in (before, after)]
    return [at for at, _ in corners], [risk for _, risk in corners]


def _paint(figure: Figure, points: Points, area: float | None, strings: Strings) -> None:
    axes = axes_at(figure, 38, 56, 17, 32)
    quiet_axes(axes)
    coverages, risks = outline(points)
    overall = risks[-1]
    axes.fill_between(coverages, risks, color=GOOD, alpha=0.16, linewidth=0)
    axes.plot(coverages, risks, color=GOOD, linewidth=1.8)
    axes.plot([0, 1], [overall, overall], color=QUIET, linewidth=1, linestyle=(0, (4, 3)))
    top = max(*risks, 0.1) * 1.12
    axes.set(xlim=(0, 1), ylim=(0, top))
    axes.set_xticks(_QUARTERS, [numbers.decimal(at, strings, 2) for at in _QUARTERS])
    ticks = [tick for tick in axes.get_yticks() if 0 <= tick <= top]
    axes.set_yticks(ticks, [numbers.decimal(float(tick), strings, 2) for tick in ticks])
    axes.grid(visible=True, axis="y", color=RULE, linewidth=0.8)
    flat = strings.curve_flat.format(risk=numbers.decimal(overall, strings))
    label(axes, flat, (0, overall), (4, 4), place="left bottom")
    if area is not None:
        told = strings.curve_area.format(area=numbers.decimal(area, strings))
        label(axes, told, (1, 0), (-6, 6), place="right bottom")
    heading(axes, strings.risk, 2, _HEIGHT - 6)
    heading(axes, strings.coverage, 38, 4, place="left bottom")
