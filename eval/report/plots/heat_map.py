"""Language matrix: a figure for each pair of question language and article language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus import LANGUAGES, Language
from eval.report import numbers
from eval.report.few import MARK, is_few
from eval.report.plots.canvas import HEAT, INK, QUIET, RULE, TEXT, axes_at, draw, heading, label
from eval.report.strings import Strings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Cells = Mapping[tuple[Language, Language], tuple[float | None, int]]
"""By question language and article language: the figure, and the number of questions."""

_HEIGHT = 250.0
# Most figures lie near the top of the scale; the power keeps them apart there.
_POWER = 2


def heat_map_svg(cells: Cells, name: str, strings: Strings) -> str:
    """Draw the matrix; every cell says its value and how many questions it rests on, and has no colour if too few."""
    told = "; ".join(
        f"{strings.cell.format(question=strings.languages[asked], article=strings.languages[about])}: "
        f"{numbers.optional(value, strings)}, {numbers.counted(count, strings.questions, strings)}"
        for (asked, about), (value, count) in cells.items()
    )
    alternative = strings.matrix_alt.format(figure=name, cells=told)
    return draw("matrix", _HEIGHT, alternative, lambda figure: _paint(figure, cells, strings))


def _paint(figure: Figure, cells: Cells, strings: Strings) -> None:
    axes = axes_at(figure, 86, 4, 4, 50)
    axes.set(xlim=(0, len(LANGUAGES)), ylim=(len(LANGUAGES), 0))
    axes.set_axis_off()
    for row, asked in enumerate(LANGUAGES):
        for column, about in enumerate(LANGUAGES):
            _cell(axes, row, column, cells.get((asked, about)), strings)
    for place, language in enumerate(LANGUAGES):
        name = strings.languages[language]
        label(axes, name, (place + 0.5, 0), (0, 6), place="center bottom", size=TEXT)
        label(axes, name, (0, place + 0.5), (-7, 0), place="right center", size=TEXT)
    heading(axes, f"{strings.question_language} ↓  {strings.article_language} →", 2, _HEIGHT - 6)


def _cell(axes: Axes, row: int, column: int, found: tuple[float | None, int] | None, strings: Strings) -> None:
    from matplotlib.patches import Rectangle

    value = found[0] if found else None
    few = found is not None and is_few(found[1])
    strength = 0.0 if value is None or few else min(max(value, 0.0), 1.0) ** _POWER
    box = (column + 0.02, row + 0.02), 0.96, 0.96
    axes.add_patch(Rectangle(*box, facecolor=HEAT, alpha=strength, linewidth=0))
    axes.add_patch(Rectangle(*box, fill=False, edgecolor=RULE, linewidth=0.8))
    x, y = column + 0.5, row + 0.5
    colour = QUIET if few else INK
    label(axes, numbers.optional(value, strings), (x, y), (0, 1), place="center bottom", size=TEXT + 3.5, colour=colour)
    if found:
        told = numbers.counted(found[1], strings.questions, strings) + (MARK if few else "")
        label(axes, told, (x, y), (0, -4), place="center top", colour=colour)
