"""The report of an evaluation run, in a language, as HTML or Markdown, or both in a folder."""

from __future__ import annotations

from pathlib import Path

from corpus import Language
from eval.report.as_html import html_of
from eval.report.as_markdown import markdown_of
from eval.report.content import ReportContent
from eval.report.document import document_of

HTML_NAME = "report.html"
MARKDOWN_NAME = "report.md"


def render_html(content: ReportContent, language: Language) -> str:
    """Return the report as one HTML file that needs no other; the same content gives the same bytes.

    Raises ValueError when the run's start is not ISO 8601.
    """
    return html_of(document_of(content, language))


def render_markdown(content: ReportContent, language: Language) -> str:
    """Return the report as Markdown. Raises ValueError when the run's start is not ISO 8601."""
    return markdown_of(document_of(content, language))


def write_report(content: ReportContent, folder: Path, language: Language) -> tuple[Path, Path]:
    """Write `report.html` and `report.md` into a folder, each whole or not at all; return their paths.

    The folder is made where there is none. Raises ValueError when the run's start is not ISO 8601, and OSError when
    the folder can't be written to.
    """
    document = document_of(content, language)
    texts = {HTML_NAME: html_of(document), MARKDOWN_NAME: markdown_of(document)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        partial = folder / f"{name}.partial"
        partial.write_text(text, encoding="utf-8")
        partial.replace(folder / name)
    return folder / HTML_NAME, folder / MARKDOWN_NAME
