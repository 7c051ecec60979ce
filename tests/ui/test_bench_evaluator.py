"""The page's evaluator over a real bench, on a small library with a fake encoder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import LANGUAGES, Home, Language
from eval.bench import Bench
from eval.questions import write_jsonl
from tests.eval.small_set import QUESTIONS, Silent, fill
from ui.bench_evaluator import BenchEvaluator
from ui.evaluator import Choice, EvaluationError, EvaluationStep, QuestionFile, UnusableFile


@pytest.fixture
def bench(home: Home) -> Bench:
    vectorizer = fill(home)
    return Bench(home, Silent(), vectorizer=lambda: vectorizer)


@pytest.fixture
def evaluator(bench: Bench) -> BenchEvaluator:
    return BenchEvaluator(bench)


@pytest.fixture
def file(evaluator: BenchEvaluator, tmp_path: Path) -> QuestionFile:
    path = tmp_path / "сұрақтар.jsonl"
    write_jsonl(path, QUESTIONS)
    return evaluator.inspect(path)


def run(evaluator: BenchEvaluator, choice: Choice) -> str:
    """Run to the end; return the run's name."""
    *_, end = evaluator.steps(choice)
    assert end.finished
    return end.run


def test_the_shipped_set_is_counted_by_language(evaluator: BenchEvaluator) -> None:
    starter = evaluator.starter()
    assert starter.path is None
    assert starter.questions == sum(starter.counts.values()) == 150
    assert all(starter.counts[language] > 0 for language in LANGUAGES)


def test_a_file_is_named_and_counted(file: QuestionFile, tmp_path: Path) -> None:
    assert file == QuestionFile("сұрақтар.jsonl", {"ru": 1, "kk": 1, "en": 3}, tmp_path / "сұрақтар.jsonl")


def test_all_that_is_wrong_in_a_file_is_told_without_its_folder(evaluator: BenchEvaluator, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "a"\n{"id": "b", "lang": "de"}\n', encoding="utf-8")
    with pytest.raises(UnusableFile) as refused:
        evaluator.inspect(path)
    assert refused.value.name == "bad.jsonl"
    assert refused.value.problems[0].startswith("line 1: expected one JSON object")
    assert any(problem.startswith("line 2, `lang`: expected one of ru, kk, en") for problem in refused.value.problems)
    assert str(tmp_path) not in str(refused.value)


def test_steps_lead_from_nothing_to_a_finished_run(evaluator: BenchEvaluator, file: QuestionFile) -> None:
    first, *answered, last = evaluator.steps(Choice(file))
    assert first == EvaluationStep("", 0, 5)
    (name,) = {step.run for step in answered}
    assert [step.done for step in answered] == [1, 2, 3, 4, 5]
    assert last == EvaluationStep(name, 5, 5, finished=True)
    (kept,) = evaluator.runs()
    assert (kept.name, kept.set_name, kept.is_starter, kept.questions, kept.finished) == (
        name, "сұрақтар", False, 5, True
    )  # fmt: skip


def test_some_of_the_questions_can_be_run(evaluator: BenchEvaluator, file: QuestionFile) -> None:
    name = run(evaluator, Choice(file, "en", 2))
    scores = [json.loads(line) for line in evaluator.report(name, None, "en").scores.splitlines()]
    assert [score["id"] for score in scores] == ["en-1", "en-2"]


@pytest.mark.parametrize(("language", "words"), [("ru", "Отчёт"), ("kk", "есебі"), ("en", "report")])
def test_a_run_is_reported_in_each_language(
    evaluator: BenchEvaluator, file: QuestionFile, language: Language, words: str
) -> None:
    report = evaluator.report(run(evaluator, Choice(file)), None, language)
    assert f'<html lang="{language}">' in report.html
    assert "<script" not in report.html
    assert words in report.html
    assert words in report.markdown
    assert len(report.scores.splitlines()) == 5


def test_two_runs_are_compared(evaluator: BenchEvaluator, file: QuestionFile) -> None:
    first, second = run(evaluator, Choice(file)), run(evaluator, Choice(file, "en"))
    compared, alone = (evaluator.report(second, against, "en").html for against in (first, None))
    assert 'id="comparison-1"' in compared
    assert 'id="comparison-1"' not in alone


def test_runs_without_a_common_question_are_not_compared(evaluator: BenchEvaluator, file: QuestionFile) -> None:
    first, second = run(evaluator, Choice(file, "ru")), run(evaluator, Choice(file, "kk"))
    with pytest.raises(EvaluationError, match="have no question in common"):
        evaluator.report(second, first, "en")


@pytest.mark.parametrize("name", ["", "..", "../runs", "/etc", "gone"])
def test_only_runs_that_are_kept_are_opened(evaluator: BenchEvaluator, file: QuestionFile, name: str) -> None:
    run(evaluator, Choice(file, "ru"))
    with pytest.raises(EvaluationError, match="no run is called"):
        evaluator.report(name, None, "en")


def test_a_stopped_run_is_kept_but_has_no_report(evaluator: BenchEvaluator, bench: Bench, file: QuestionFile) -> None:
    steps = evaluator.steps(Choice(file))
    name = [next(steps) for _ in range(3)][-1].run
    steps.close()
    (kept,) = evaluator.runs()
    assert (kept.name, kept.finished) == (name, False)
    with pytest.raises(EvaluationError, match="is not finished"):
        evaluator.report(name, None, "en")
    bench.resume(bench.runs / name)
    assert len(evaluator.report(name, None, "en").scores.splitlines()) == 5


def test_runs_are_listed_newest_first_without_those_that_cannot_be_read(
    evaluator: BenchEvaluator, bench: Bench, file: QuestionFile, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = run(evaluator, Choice(file, "ru")), run(evaluator, Choice(file, "kk"))
    told = json.loads((bench.runs / first / "run.json").read_text(encoding="utf-8"))
    (bench.runs / first / "run.json").write_text(
        json.dumps(told | {"started": "2020-01-01T10:00:00+05:00"}), encoding="utf-8"
    )
    (bench.runs / "damaged").mkdir()
    (bench.runs / "damaged" / "run.json").write_text("{", encoding="utf-8")
    assert [each.name for each in evaluator.runs()] == [second, first]
    assert "damaged" in caplog.text


def test_a_file_that_went_away_is_told_without_its_folder(
    evaluator: BenchEvaluator, file: QuestionFile, tmp_path: Path
) -> None:
    (tmp_path / file.name).unlink()
    with pytest.raises(EvaluationError, match=r"сұрақтар\.jsonl") as broken:
        next(evaluator.steps(Choice(file)))
    assert str(tmp_path) not in str(broken.value)
