"""Answers as JSON records, in the form in which answer files are scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from corpus import ArticleSummary, Scope
from rag.answer import Answer, Citation
from rag.assistant import plain


def answer_record(answer: Answer, articles: Mapping[str, ArticleSummary], id_: str | None = None) -> dict[str, Any]:
    """One answer as a record: what an answer file holds a line of.

    `articles` are those of the library, by id: what was retrieved is named by its article's title and file. `quote` is
    letter for letter what the file prints.
    """
    record: dict[str, Any] = {} if id_ is None else {"id": id_}
    return record | {
        "question": answer.question,
        "language": answer.language,
        "answer": plain(answer.text),
        "abstained": answer.abstention is not None,
        "reason": answer.abstention.value if answer.abstention else None,
        "citations": [citation_record(citation) for citation in answer.citations],
        "closest": [citation_record(citation) for citation in answer.closest],
        "scope": scope_record(answer.scope),
        "retrieved": list(_retrieved(answer, articles)),
        "confidence": round(answer.confidence, 4),
        "timings_ms": {**asdict(answer.timings), "total": round(answer.timings.total, 2)},
    }


def scope_record(scope: Scope) -> dict[str, Any]:
    """What a scope restricts; empty for one that restricts nothing."""
    return {name: value for name, value in asdict(scope).items() if value not in ((), None)}


def citation_record(citation: Citation) -> dict[str, Any]:
    """One citation as a record."""
    record = asdict(citation)
    return record | {
        "quote": citation.printed,
        "quote_span": [citation.quote_span.start, citation.quote_span.end],
        "quote_in_passage": [citation.quote_in_passage.start, citation.quote_in_passage.end],
        "source_file": citation.file_name,
    }


def _retrieved(answer: Answer, articles: Mapping[str, ArticleSummary]) -> Iterator[dict[str, Any]]:
    for hit in answer.hits:
        passage = hit.passage
        article = articles.get(passage.article_id)
        yield {
            "title": article.title if article else "",
            "source_file": article.file_name if article else "",
            "article_id": passage.article_id,
            "passage_id": passage.id,
            "passage": passage.text,
            "section": passage.section,
            "language": passage.language,
            "lines": [passage.first_line, passage.last_line],
            "score": round(hit.score, 4),
            "also": [other.id for other in hit.also],
        }
