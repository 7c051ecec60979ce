"""Latency: the median and the 95th percentile of each stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from eval.report import names, numbers
from eval.report.plots.canvas import GOOD, QUIET, SMALL, TEXT, WIDTH, axes_at, draw, label
from eval.report.strings import Strings
from eval.summary import Latency

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STAGE = 56.0
_MARGIN = 30.0
# Room for the numbers at the end of the bars, as a share of the longest bar.
_ROOM = 1.28


def latency_svg(latencies: Mapping[str, Latency], strings: Strings) -> str:
    """Draw two bars for each stage; each bar says its milliseconds."""
    told = "; ".join(
        f"{names.named(strings.stages, stage)}: {_time(spent.p50, strings)}, {_time(spent.p95, strings)}"
        for stage, spent in latencies.items()
    )
    alternative = strings.latency_alt.format(stages=told)
    height = _MARGIN + _STAGE * len(latencies) + 4
    return draw("latency", height, alternative, lambda figure: _paint(figure, latencies, strings))


def _time(milliseconds: float, strings: Strings) -> str:
    return strings.milliseconds.format(number=numbers.whole(milliseconds, strings))


def _paint(figure: Figure, latencies: Mapping[str, Latency], strings: Strings) -> None:
    axes = axes_at(figure, 2, 4, 2, _MARGIN)
    longest = max((spent.p95 for spent in latencies.values()), default=0.0) or 1.0
    axes.set(xlim=(0, longest * _ROOM), ylim=(len(latencies), 0))
    axes.set_axis_off()
    for place, (stage, spent) in enumerate(latencies.items()):
        label(axes, names.named(strings.stages, stage), (0, place + 0.2), size=TEXT)
        _bar(axes, place + 0.49, spent.p50, strings, alpha=1.0)
        _bar(axes, place + 0.77, spent.p95, strings, alpha=0.38)
    _legend(axes, strings)


def _bar(axes: Axes, place: float, milliseconds: float, strings: Strings, *, alpha: float) -> None:
    axes.barh(place, milliseconds, height=0.22, color=GOOD, alpha=alpha, linewidth=0)
    label(axes, _time(milliseconds, strings), (milliseconds, place), (4, 0))


def _legend(axes: Axes, strings: Strings) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(color=GOOD, linewidth=0), Patch(color=GOOD, alpha=0.38, linewidth=0)]
    axes.figure.legend(
        patches, [strings.median, strings.percentile], loc="upper left", bbox_to_anchor=(-8 / WIDTH, 1.0), ncols=2,
        frameon=False, fontsize=SMALL, labelcolor=QUIET, handlelength=1.2, handleheight=0.8, borderaxespad=0.2,
        columnspacing=1.4,
    )  # fmt: skip
