"""The report of an evaluation run: what was measured on what, how good it is, how sure that is, and where it fails."""

from eval.report.content import Compared, ReportContent, RetrievedPassage, RunFacts, SideBySide, Why, WorstQuestion
from eval.report.write import render_html, render_markdown, write_report

__all__ = [
    "Compared",
    "ReportContent",
    "RetrievedPassage",
    "RunFacts",
    "SideBySide",
    "Why",
    "WorstQuestion",
    "render_html",
    "render_markdown",
    "write_report",
]
