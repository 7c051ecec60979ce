"""What the report of a run holds: the run's own facts, and the questions that went worst."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.comparison import Comparison
from eval.gate import GateLine
from eval.given import GivenAnswer
from eval.metrics import holds, squeeze
from eval.questions import Question
from eval.report.content import Compared, ReportContent, RetrievedPassage, RunFacts, SideBySide, Why, WorstQuestion
from eval.rows import Row
from eval.runs import Run
from eval.runs.folder import read_lines

_WORST = 20
_RETRIEVED = 5
# What an answer is worth: whether its evidence was found, was cited, and its facts were told.
_WORTH = ("evidence@4000", "cited_evidence", "key_facts")


def report_content(
    run: Run, comparisons: Sequence[Comparison] = (), gate: Sequence[GateLine] = (), others: Sequence[Run] = ()
) -> ReportContent:
    """Gather what the report of a run shows. `others` are the runs that it is compared with."""
    configuration = run.configuration
    facts = RunFacts(
        name=run.name,
        set_name=configuration.set_name,
        questions=configuration.questions,
        started=configuration.started,
        model=configuration.model,
        articles=configuration.articles,
        passages=configuration.passages,
        settings=configuration.settings,
        versions=configuration.versions,
        machine=configuration.machine,
        seed=configuration.seed,
        gate=tuple(gate),
    )
    runs = {each.name: each for each in (run, *others)}
    compared = tuple(Compared(each, _sides(each, runs)) for each in comparisons)
    return ReportContent(configuration.set_name, facts, run.summary, tuple(worst(run)), compared)


def _sides(comparison: Comparison, runs: Mapping[str, Run]) -> tuple[SideBySide, ...]:
    """Both answers to the questions that changed most, most first; none where a run's answers are not at hand."""
    if not {comparison.first, comparison.second} <= set(runs):
        return ()
    moved: dict[str, float] = defaultdict(float)
    for change in comparison.changes:
        moved[change.question] += abs(change.second - change.first)
    first, second = (_answers(runs[name]) for name in (comparison.first, comparison.second))
    questions = {question.id: question for question in runs[comparison.first].questions.questions}
    most = sorted(moved, key=lambda id_: (-moved[id_], id_))[:_WORST]
    return tuple(
        SideBySide(id_, questions[id_].lang, questions[id_].asked, first.get(id_, ""), second.get(id_, ""))
        for id_ in most
    )


def _answers(run: Run) -> dict[str, str]:
    return {record["id"]: record.get("answer") or "" for record in read_lines(run.folder.answers)}


def worth(row: Row) -> float:
    """What an answer is worth, in [0, 1]: a right refusal 1, any other the mean of what was found, cited and told."""
    if not row.answerable:
        return 1.0 - (row.value("false_answers") or 0.0)
    values = [value for name in _WORTH if (value := row.value(name)) is not None]
    if not values:  # whole documents are judged
        values = [row.value("ndcg@10") or 0.0]
    return sum(values) / len(values)


def worst(run: Run) -> Iterator[WorstQuestion]:
    """The questions whose answers are worth least, worst first, up to twenty; equal ones by id."""
    questions = {question.id: question for question in run.questions.questions}
    records = {record["id"]: record for record in read_lines(run.folder.answers)}
    bad = sorted((worth(row), row.id, row) for row in run.rows if worth(row) < 1 or _why(row) == "wrong_language")
    for value, id_, row in bad[:_WORST]:
        yield _worst(questions[id_], row, value, records.get(id_, {"id": id_}))


def _worst(question: Question, row: Row, value: float, record: Mapping[str, Any]) -> WorstQuestion:
    given = GivenAnswer.from_record(record)
    retrieved = tuple(
        RetrievedPassage(
            rank, passage.title, passage.language, passage.text, _is_right(question, passage.text, passage.file)
        )
        for rank, passage in enumerate(given.retrieved[:_RETRIEVED], 1)
    )
    return WorstQuestion(
        id=question.id,
        lang=question.lang,
        kind=question.kind,
        turns=question.turns,
        article=question.article,
        article_language=row.article_language,
        score=value,
        expected=question.evidence,
        answer=question.answer or next(iter(question.spans), ""),
        given=given.text,
        retrieved=retrieved,
        why=_why(row),
    )


def _is_right(question: Question, text: str, file: str) -> bool:
    if question.relevant:
        return file in question.relevant
    return any(holds(squeeze(text), piece) for piece in question.evidence)


def _why(row: Row) -> Why:
    """The first stage at which an answer went wrong."""
    if row.value("false_answers"):
        return "wrongly_answered"
    if not row.answerable:
        return "wrong_language"
    if row.value("false_refusals"):
        return "wrongly_refused"
    if (row.value("evidence@4000") or row.value("recall@10") or 0.0) < 1:
        return "not_retrieved"
    cited = row.value("cited_evidence")
    if (row.value("cited_article") if cited is None else cited) != 1:
        return "not_cited"
    if row.value("answer_language") == 0.0:
        return "wrong_language"
    return "facts_missing"
