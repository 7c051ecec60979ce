"""From a drawing function to SVG that can stand in a page among others.

Matplotlib writes colours and ids as it likes. Here colours become those of the page, so that a drawing follows light,
dark and print; ids become few, in order, and unlike those of other drawings; nothing tells when or by what it was made.
Letters are drawn as outlines from a font with every Kazakh letter, so it makes no difference which fonts a reader has.
"""

from __future__ import annotations

import io
import re
import textwrap
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from eval.report.escape import escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#1f2326"
QUIET = "#5a6066"
RULE = "#dcd8ce"
PAPER = "#fbfaf7"
GOOD = "#0f6460"
BAD = "#a84a12"
HEAT = "#4d9f98"
"""Full strength of a heat map: ink can still be read on it."""
_COLOURS = {
    INK: "--ink",
    QUIET: "--quiet",
    RULE: "--rule",
    PAPER: "--paper",
    GOOD: "--good",
    BAD: "--bad",
    HEAT: "--heat",
}

Place = Literal[
    "left center", "right center", "center bottom", "center top", "left top", "left bottom", "right bottom",
]  # fmt: skip

WIDTH = 345.0
"""Points across: on a narrow screen one point comes out as about one pixel, on a wide one as a third more."""
TEXT, SMALL = 12.0, 10.8
"""Sizes of letters, in points."""
# So many of the smaller ones fit beside each other.
_HEADING_LETTERS = 50

# The settings are Matplotlib's own and hold for the whole process, so only one drawing is made at a time.
_LOCK = threading.Lock()
_SETTINGS = {
    "font.family": ["DejaVu Sans"],
    "font.size": TEXT,
    "svg.fonttype": "path",
    "svg.hashsalt": "report",
    "path.simplify": False,
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "hatch.linewidth": 0.8,
}
_ROOT = re.compile(r"<svg\b[^>]*>")
_DROPPED = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->|<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)
_ID = re.compile(r' id="([^"]+)"')
_BLANKS = re.compile(r"\s*\n\s*")


def draw(name: str, height: float, label: str, paint: Callable[[Figure], None]) -> str:
    """Return an inline SVG, `WIDTH` by `height` points.

    `name` tells its ids from those of other drawings in the page; `label` is its text alternative.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    written = io.StringIO()
    with _LOCK, mpl.rc_context(_SETTINGS):  # type: ignore[arg-type]
        figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        FigureCanvasSVG(figure)
        paint(figure)
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    root = f'<svg class="plot" viewBox="0 0 {WIDTH:g} {height:g}" role="img" aria-label="{escape(label)}">'
    return _inline(written.getvalue(), name, root)


def axes_at(figure: Figure, left: float, bottom: float, right: float, top: float) -> Axes:
    """Add axes at margins given in points."""
    height = float(figure.get_size_inches()[1]) * 72
    return figure.add_axes(
        (left / WIDTH, bottom / height, (WIDTH - left - right) / WIDTH, (height - bottom - top) / height)
    )


def label(
    axes: Axes,
    text: str,
    at: tuple[float, float],
    offset: tuple[float, float] = (0, 0),
    *,
    place: Place = "left center",
    size: float = SMALL,
    colour: str = INK,
) -> None:
    """Write a few words at a point of the data, `offset` points away; `place` says which part of them stands there."""
    across, up = place.split()
    axes.annotate(
        text,
        at,
        offset,
        textcoords="offset points",
        ha=across,
        va=up,
        fontsize=size,
        color=colour,
        annotation_clip=False,
    )


def heading(axes: Axes, text: str, x: float, y: float, *, place: Place = "left top") -> None:
    """Write what an axis shows, at a point of the drawing counted in points from its lower left corner."""
    across, up = place.split()
    text = textwrap.fill(text, _HEADING_LETTERS)
    axes.annotate(text, (x, y), xycoords="figure points", ha=across, va=up, fontsize=SMALL, color=QUIET)


def quiet_axes(axes: Axes, *, grid: bool = True) -> None:
    """Leave of the frame only what is read: a rule at the bottom, and upright rules to read values by."""
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(RULE)
    axes.tick_params(length=0, labelsize=SMALL, labelcolor=QUIET, pad=5)
    axes.set_axisbelow(True)
    if grid:
        axes.grid(visible=True, axis="x", color=RULE, linewidth=0.8)


def _inline(svg: str, name: str, root: str) -> str:
    """The drawing with the page's colours and its own ids, under another root element."""
    opening = _ROOT.search(svg)
    if opening is None:
        raise ValueError(f"the drawing {name} is no SVG: it begins {svg[:40]!r}")
    body = _DROPPED.sub("", svg[opening.end() :]).replace("xlink:href", "href")
    for colour, variable in _COLOURS.items():
        body = body.replace(colour, f"var({variable})")
    return root + _BLANKS.sub(" ", _own_ids(body, name)).strip()


def _own_ids(body: str, name: str) -> str:
    """Number the ids that something points to, in order; drop the others."""
    used = [found for found in _ID.findall(body) if f"#{found}" in body]
    numbers = {id_: f"{name}-{number}" for number, id_ in enumerate(dict.fromkeys(used), 1)}
    body = _ID.sub(lambda found: f' id="{numbers[found[1]]}"' if found[1] in numbers else "", body)
    return re.sub(r'(href="#|url\(#)([^")]+)', lambda found: found[1] + numbers[found[2]], body)
