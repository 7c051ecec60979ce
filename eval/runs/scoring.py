"""Scoring the answers of a run: rows of scores, and the summary of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from eval.figures import FIGURES
from eval.given import GivenAnswer
from eval.gold import NO_GOLD, Gold
from eval.judge import judge
from eval.metrics import percentile, risk_coverage_curve
from eval.questions import Question
from eval.rows import Row
from eval.sources import Sources
from eval.statistics import interval, resamples, values_on_resamples
from eval.summary import Estimate, Group, Latency, Summary

_STAGES = ("encode", "search", "answer", "total")


def score(
    questions: Sequence[Question],
    records: Iterable[Mapping[str, Any]],
    gold: Mapping[str, Gold],
    sources: Sources | None,
) -> list[Row]:
    """Score answer records, in the order of the questions; a question without a record counts as refused."""
    by_id = {record["id"]: record for record in records}
    return [_row(question, by_id.get(question.id), gold.get(question.id, NO_GOLD), sources) for question in questions]


def _row(question: Question, record: Mapping[str, Any] | None, gold: Gold, sources: Sources | None) -> Row:
    if record is None:
        return judge(question, GivenAnswer(question.id), gold, sources=sources)
    probes = {
        name: GivenAnswer.from_record({"id": question.id, **probe}) for name, probe in record.get("probes", {}).items()
    }
    return judge(question, GivenAnswer.from_record(record), gold, sources=sources, probes=probes)


def summarise(
    rows: Sequence[Row], *, seed: int, times: Iterable[Mapping[str, Any]] = (), memory_mb: float | None = None
) -> Summary:
    """Compute every figure that applies, with its interval over articles, and again for each group of questions."""
    counts = resamples([row.cluster for row in rows], seed=seed)
    figures = {}
    for figure in FIGURES:
        value = figure.compute(rows)
        if value is None:
            continue
        bounds = interval(values_on_resamples(figure, rows, counts))
        low, high = (bounds.low, bounds.high) if bounds else (None, None)
        figures[figure.name] = Estimate(value, low, high, sum(map(figure.rests_on, rows)))
    scored = [
        (confidence, risk)
        for row in rows
        if (confidence := row.value("confidence")) is not None and (risk := row.value("risk")) is not None
    ]
    return Summary(len(rows), figures, groups_of(rows), tuple(risk_coverage_curve(scored)), latencies(times), memory_mb)


def groups_of(rows: Sequence[Row]) -> dict[str, tuple[Group, ...]]:
    """Figures of the questions that share a language, a kind, a cell of the language matrix, or whether they cross."""
    keys: dict[str, Callable[[Row], str | None]] = {
        "lang": lambda row: row.lang,
        "kind": lambda row: row.kind,
        "cell": lambda row: row.cell,
        "crossing": lambda row: row.crossing,
    }
    found = {}
    for name, key in keys.items():
        parts: dict[str, list[Row]] = {}
        for row in rows:
            if (part := key(row)) is not None:
                parts.setdefault(part, []).append(row)
        found[name] = tuple(_group(part, members) for part, members in sorted(parts.items()))
    return found


def _group(name: str, rows: Sequence[Row]) -> Group:
    return Group(name, len(rows), {figure.name: figure.compute(rows) for figure in FIGURES})


def latencies(times: Iterable[Mapping[str, Any]]) -> dict[str, Latency]:
    """Milliseconds of each stage over all questions."""
    by_id = {record["id"]: record for record in times}
    found = {}
    for stage in _STAGES:
        values = [record[stage] for record in by_id.values() if stage in record]
        if values:
            found[stage] = Latency(percentile(values, 0.5), percentile(values, 0.95))
    return found


def summary_text(summary: Summary) -> str:
    """Return the summary as JSON, without what two equal runs may differ in."""
    record = asdict(summary)
    del record["latencies"], record["memory_mb"]
    return json.dumps(record, ensure_ascii=False, indent=1)
