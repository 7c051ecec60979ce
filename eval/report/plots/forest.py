"""Forest plot: the difference of each figure between two runs, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.comparison import Comparison, Difference
from eval.report import names, numbers
from eval.report.plots.canvas import BAD, GOOD, INK, PAPER, QUIET, SMALL, WIDTH, axes_at, draw, quiet_axes
from eval.report.strings import Strings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 37.0
_FOOT = 26.0
_HEAD = 50.0


def forest_svg(comparison: Comparison, number: int, strings: Strings) -> str:
    """Draw all differences of the report's comparison of this number; at least one. Significant ones are filled."""
    told = "; ".join(_told(each, strings) for each in comparison.differences)
    alternative = strings.forest_alt.format(first=comparison.first, second=comparison.second, items=told)
    height = _HEAD + _ROW * len(comparison.differences) + _FOOT
    return draw(f"forest{number}", height, alternative, lambda figure: _paint(figure, comparison.differences, strings))


def _told(each: Difference, strings: Strings) -> str:
    mark = f" ({strings.significant})" if each.is_significant else ""
    bounds = numbers.interval(each.low, each.high, strings)
    return f"{names.figure_name(each.figure, strings)}: {numbers.signed(each.difference, strings)} {bounds}{mark}"


def _paint(figure: Figure, differences: tuple[Difference, ...], strings: Strings) -> None:
    axes = axes_at(figure, 6, _FOOT, 6, _HEAD)
    quiet_axes(axes)
    reach = max(abs(bound) for each in differences for bound in (each.low, each.high, each.difference)) or 0.01
    axes.set(xlim=(-1.06 * reach, 1.06 * reach), ylim=(len(differences), 0))
    axes.set_yticks([])
    axes.locator_params(axis="x", nbins=5)
    ticks = [tick for tick in axes.get_xticks() if abs(tick) <= 1.06 * reach]
    places = 2 if all(abs(round(tick, 2) - tick) < 1e-9 for tick in ticks) else numbers.PLACES
    axes.set_xticks(ticks, [numbers.signed(float(tick), strings, places) for tick in ticks])
    axes.axvline(0, color=QUIET, linewidth=1)
    for place, each in enumerate(differences):
        _row(axes, place, each, strings)
    _legend(axes, strings)


def _row(axes: Axes, place: int, each: Difference, strings: Strings) -> None:
    gain = each.difference > 0 if names.higher_is_better(each.figure) else each.difference < 0
    colour, marker = ((GOOD, "o") if gain else (BAD, "s")) if each.is_significant else (QUIET, "o")
    name = names.figure_name(each.figure, strings)
    if not names.higher_is_better(each.figure):
        name += f" ({strings.lower_is_better})"
    axes.annotate(
        name, (0, place + 0.3), xycoords=("axes fraction", "data"), ha="left", va="center", fontsize=SMALL, color=INK,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
    )  # fmt: skip
    axes.plot([each.low, each.high], [place + 0.72] * 2, color=colour, linewidth=1.6, solid_capstyle="round")
    axes.plot(
        [each.difference], [place + 0.72], color=colour, marker=marker, markersize=6, markeredgewidth=1.4,
        markeredgecolor=colour, markerfacecolor=colour if each.is_significant else PAPER,
    )  # fmt: skip


def _legend(axes: Axes, strings: Strings) -> None:
    from matplotlib.lines import Line2D

    kinds = [
        (GOOD, "o", GOOD, strings.forest_better),
        (BAD, "s", BAD, strings.forest_worse),
        (QUIET, "o", PAPER, strings.forest_open),
    ]
    handles = [
        Line2D([], [], color=edge, marker=marker, markerfacecolor=face, markersize=6, linewidth=1.6)
        for edge, marker, face, _ in kinds
    ]
    axes.figure.legend(
        handles, [name for *_, name in kinds], loc="upper left", bbox_to_anchor=(-4 / WIDTH, 1.0), ncols=2,
        frameon=False, fontsize=SMALL, labelcolor=QUIET, borderaxespad=0.2, handlelength=2.2, columnspacing=1.4,
    )  # fmt: skip
