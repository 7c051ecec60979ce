"""From the content of a report to the report, in one language; not yet written down in any format."""

from __future__ import annotations

from corpus import Language
from eval.report import numbers, parts
from eval.report.blocks import Document, Fact
from eval.report.content import ReportContent, RunFacts
from eval.report.parts.worst import entry_ids
from eval.report.strings import Strings, strings_for


def document_of(content: ReportContent, language: Language) -> Document:
    """Put the parts together; those that have nothing to show are left out."""
    strings = strings_for(language)
    run, summary = content.run, content.summary
    sections = (
        parts.gate_section(run, strings),
        parts.figures_section(summary, strings),
        parts.languages_section(summary, strings),
        parts.kinds_section(summary, strings),
        parts.confidence_section(summary, strings),
        parts.comparisons_section(content.comparisons, entry_ids(content.worst), strings),
        parts.worst_section(content.worst, strings),
        parts.speed_section(summary, strings),
        parts.method_section(content, strings),
    )
    return Document(
        language,
        content.title,
        strings.kicker,
        _facts(run, strings),
        parts.headline_section(content, strings),
        tuple(section for section in sections if section),
        strings.contents,
        strings.made_by,
        parts.gate_verdict(run, strings),
    )


def _facts(run: RunFacts, strings: Strings) -> tuple[Fact, ...]:
    questions = numbers.counted(run.questions, strings.questions, strings)
    articles = numbers.counted(run.articles, strings.articles, strings)
    passages = numbers.counted(run.passages, strings.passages, strings)
    return (
        Fact(strings.set_label, f"{run.set_name}, {questions}"),
        Fact(strings.model_label, run.model),
        Fact(strings.library_label, f"{articles}, {passages}"),
        Fact(strings.run_label, f"{run.name}, {numbers.moment(run.started, strings)}"),
    )
