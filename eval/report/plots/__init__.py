"""The report's drawings, one file each: SVG that stands inside the page and takes its colours from it."""

from eval.report.plots.curve import risk_coverage_svg
from eval.report.plots.forest import forest_svg
from eval.report.plots.heat_map import heat_map_svg
from eval.report.plots.latency import latency_svg

__all__ = ["forest_svg", "heat_map_svg", "latency_svg", "risk_coverage_svg"]
