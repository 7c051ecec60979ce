from __future__ import annotations

import re
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import LANGUAGES, Language
from eval.metrics import area_under_risk_coverage, risk_coverage_curve
from eval.report import numbers
from eval.report.parts.confidence import risk_at_levels
from eval.report.plots import forest_svg, heat_map_svg, latency_svg, risk_coverage_svg
from eval.report.plots.canvas import GOOD, draw
from eval.report.plots.curve import outline
from eval.report.strings import strings_for
from eval.summary import Latency
from tests.eval.report.contents import comparison, difference
from tests.eval.report.parsed import Page

ROOT = Path(__file__).parents[3]
CURVE = ((0.25, 0.0), (0.5, 0.5), (0.75, 1 / 3), (1.0, 0.25))


def drawings(language: Language) -> list[str]:
    strings = strings_for(language)
    cells = {(asked, about): (0.5, 7) for asked in LANGUAGES for about in LANGUAGES}
    return [
        heat_map_svg(cells, strings.figures["cited_evidence"].name, strings),
        risk_coverage_svg(CURVE, risk_at_levels(CURVE), 0.27, strings),
        latency_svg({"encode": Latency(9.6, 20.4), "әңгіме": Latency(1.0, 2.0)}, strings),
        forest_svg(comparison(), 1, strings),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_has_a_shape(language: Language) -> None:
    # A font without a letter draws a box and warns; warnings are errors here.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for svg in drawings(language):
            assert "<use" in svg
            assert "<text" not in svg


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawings_stand_alone_in_a_page_and_take_its_colours(language: Language) -> None:
    svgs = drawings(language)
    page = Page(f"<body>{''.join(svgs)}</body>")
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids)) > 20
    for svg in svgs:
        assert svg.startswith('<svg class="plot" viewBox=')
        assert svg.endswith("</svg>")
        assert "var(--" in svg
        assert not re.search(r"metadata|<style|<!--|<\?xml|http|Matplotlib|\d{4}-\d\d-\d\d", svg)
        # What is left of colours of its own would not follow the page into the dark.
        assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) == set()


def test_a_drawing_is_the_same_however_often_and_from_however_many_threads_it_is_made() -> None:
    once = drawings("kk")
    with ThreadPoolExecutor(4) as pool:
        assert all(again == once for again in pool.map(lambda _: drawings("kk"), range(4)))


def test_drawing_needs_no_global_state_of_matplotlib() -> None:
    import matplotlib as mpl

    names = ("svg.hashsalt", "svg.fonttype", "font.size", "font.family")
    before = [mpl.rcParams[name] for name in names]
    drawings("en")
    assert [mpl.rcParams[name] for name in names] == before


def test_drawing_needs_no_pyplot() -> None:
    script = (
        "import sys\nfrom eval.report import render_html\nfrom tests.eval.report.contents import full\n"
        "render_html(full(), 'kk')\nprint(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "matplotlib.figure" in run.stdout.split()
    assert "matplotlib.pyplot" not in run.stdout.split()


def test_a_label_can_hold_anything() -> None:
    svg = draw("one", 20, "\"<b>\" & 'c'", lambda figure: None)
    assert Page(f"<body>{svg}</body>").all("svg")[0].attributes["aria-label"] == "\"<b>\" & 'c'"


def test_a_colour_of_the_page_is_written_as_its_variable() -> None:
    def paint(figure: object) -> None:
        figure.add_axes((0, 0, 1, 1)).plot([0, 1], [0, 1], color=GOOD)  # type: ignore[attr-defined]

    assert "stroke: var(--good)" in draw("one", 20, "a line", paint)


def test_a_cell_of_few_questions_has_no_colour_and_a_mark() -> None:
    strings = strings_for("en")
    enough = heat_map_svg({("kk", "ru"): (1.0, 5)}, "Evidence@4000", strings)
    few = heat_map_svg({("kk", "ru"): (1.0, 4)}, "Evidence@4000", strings)
    assert enough.count("fill: var(--heat)") == 1
    assert few.count("fill: var(--heat)") == 0
    assert "Kazakh → Russian: 1.000, 4" in few


def test_a_cell_without_a_value_is_told_as_a_dash() -> None:
    svg = heat_map_svg({("kk", "ru"): (None, 5)}, "Evidence@4000", strings_for("en"))
    assert f"Kazakh → Russian: {numbers.NOTHING}, 5" in svg


@pytest.mark.parametrize(
    ("figure", "by", "p_holm", "colour"),
    [
        ("mrr@10", 0.1, 0.01, "--good"),
        ("mrr@10", -0.1, 0.01, "--bad"),
        ("false_answers", 0.1, 0.01, "--bad"),
        ("false_answers", -0.1, 0.01, "--good"),
        ("mrr@10", 0.1, 0.05, "--paper"),
    ],
)
def test_a_significant_difference_is_filled_by_whether_it_is_a_gain(
    figure: str, by: float, p_holm: float, colour: str
) -> None:
    svg = forest_svg(replace(comparison(), differences=(difference(figure, by, p_holm),)), 1, strings_for("en"))
    # The legend shows each of the three once; the difference itself is the marker before it.
    fills = re.findall(r'<use href="#forest1-\d+"[^>]*style="fill: var\((--\w+)\); stroke', svg)
    legend = ["--good", "--bad", "--paper"]
    assert sorted(fills) == sorted([colour, *legend])


def test_the_risk_at_a_level_is_that_of_the_first_point_that_covers_it() -> None:
    found = dict(risk_at_levels(CURVE))
    assert [found[level] for level in (0.1, 0.2, 0.3, 0.5, 0.6, 0.8, 1.0)] == [0.0, 0.0, 0.5, 0.5, 1 / 3, 0.25, 0.25]
    assert [level for level, _ in risk_at_levels(((1.0, 0.4),))] == [step / 10 for step in range(1, 11)]


def test_the_area_under_the_drawn_curve_is_the_aurc() -> None:
    scored = [(0.9, 0.0), (0.8, 1.0), (0.8, 0.0), (0.3, 1.0), (0.1, 0.0)]
    coverages, risks = outline(risk_coverage_curve(scored))
    # One question right; then two of equal confidence, one of them wrong; and so on.
    assert coverages == [0.0, 1 / 5, 1 / 5, 3 / 5, 3 / 5, 4 / 5, 4 / 5, 1.0]
    assert risks == [0.0, 0.0, 1 / 3, 1 / 3, 2 / 4, 2 / 4, 2 / 5, 2 / 5]
    areas = [(coverages[at + 1] - coverages[at]) * risks[at] for at in range(0, len(risks), 2)]
    assert sum(areas) == pytest.approx(area_under_risk_coverage(scored))


def test_a_curve_of_one_point_and_no_times_at_all_can_be_drawn() -> None:
    assert "<svg" in risk_coverage_svg(((1.0, 0.0),), [(1.0, 0.0)], None, strings_for("kk"))
    assert "<svg" in latency_svg({"total": Latency(0.0, 0.0)}, strings_for("kk"))
    nothing = replace(comparison(), differences=(replace(difference("mrr@10", 0.0, 1.0), low=0.0, high=0.0),))
    assert "<svg" in forest_svg(nothing, 1, strings_for("kk"))
