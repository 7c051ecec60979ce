"""Whole runs on a small library with a fake encoder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Home
from eval.bench import Bench, Subject
from eval.questions import write_jsonl
from eval.runs import Run, RunError, Variant, parse_variant
from eval.runs.folder import read_lines
from index import Vectorizer
from rag import AnswerSettings
from tests.eval.small_set import QUESTIONS, Silent, contents, fill, workspace
from tests.fakes import put, write_article


@pytest.fixture
def vectorizer(home: Home) -> Vectorizer:
    return fill(home)


@pytest.fixture
def bench(home: Home, vectorizer: Vectorizer) -> Bench:
    return Bench(home, Silent(), vectorizer=lambda: vectorizer)


@pytest.fixture
def subject(home: Home, vectorizer: Vectorizer) -> Subject:
    return Subject(QUESTIONS, workspace(home, vectorizer))


def test_a_run_answers_and_scores_every_question(bench: Bench, subject: Subject) -> None:
    run = bench.run(subject)
    assert [row.id for row in run.rows] == [question.id for question in QUESTIONS.questions]
    figures = {name: one.value for name, one in run.summary.figures.items()}
    assert (figures["evidence@4000"], figures["key_facts"], figures["quote_fidelity"], figures["locator"]) == (
        1,
        1,
        1,
        1,
    )
    assert (figures["false_refusals"], figures["false_answers"], figures["answer_language"]) == (0, 0, 1)
    assert run.summary.latencies["total"].p95 > 0
    assert run.summary.memory_mb is not None
    assert run.configuration.finished
    assert (run.configuration.articles, run.configuration.settings["quotes"]) == (4, "4")


def test_two_runs_of_one_configuration_are_byte_equal(bench: Bench, subject: Subject) -> None:
    first, second = bench.run(subject), bench.run(subject)
    assert first.folder.path != second.folder.path
    assert contents(first.folder.path) == contents(second.folder.path)


def test_a_run_is_read_back_as_it_was(bench: Bench, subject: Subject) -> None:
    run = bench.run(subject)
    again = Run.load(run.folder.path)
    assert (again.rows, again.summary, again.questions) == (run.rows, run.summary, QUESTIONS)
    assert [each.name for each in bench.kept()] == [run.name]


@pytest.mark.parametrize("cut", [0.0, 0.3, 0.55, 0.9, 1.0])
def test_an_interrupted_run_goes_on_to_the_same_end(bench: Bench, subject: Subject, tmp_path: Path, cut: float) -> None:
    whole = bench.run(subject).folder.path
    path = tmp_path / "cut"
    steps = bench.steps(subject, Variant("base", AnswerSettings()), folder=path)
    next(steps)
    steps.close()
    data = (whole / "answers.jsonl").read_bytes()
    (path / "answers.jsonl").write_bytes(data[: int(cut * len(data))])
    times = (whole / "times.jsonl").read_bytes()
    (path / "times.jsonl").write_bytes(times[: int(cut * len(times) * 0.8)])
    with pytest.raises(RunError, match="is not finished; go on with it with `derek eval --resume"):
        Run.load(path)
    assert contents(bench.resume(path).folder.path) == contents(whole)
    assert contents(bench.resume(path).folder.path) == contents(whole)  # a finished run is left as it is


def test_a_run_is_not_gone_on_with_over_other_articles(
    home: Home, bench: Bench, subject: Subject, tmp_path: Path
) -> None:
    steps = bench.steps(subject, Variant("base", AnswerSettings()), folder=tmp_path / "cut")
    next(steps)
    steps.close()
    put(subject.workspace.library, write_article(home.root / "files", "New", "en", "A new article came in meanwhile."))
    with pytest.raises(RunError, match=r"can't be gone on with, .*: articles was 4, now is 5"):
        bench.resume(tmp_path / "cut")


def test_a_variant_changes_what_it_names_and_nothing_else(bench: Bench, subject: Subject) -> None:
    base = bench.run(subject)
    silent = bench.run(subject, parse_variant(["silent:answerable.en=2"]))
    refused = {row.id for row in silent.rows if row.value("false_refusals")}
    assert refused == {"en-1", "en-2"}
    assert [r["retrieved"] for r in read_lines(base.folder.answers)] == [
        r["retrieved"] for r in read_lines(silent.folder.answers)
    ]
    assert silent.configuration.settings["answerable.en"] == "2.0"


def test_a_folder_that_holds_a_run_is_not_written_over(bench: Bench, subject: Subject, tmp_path: Path) -> None:
    bench.run(subject, folder=tmp_path / "run")
    before = contents(tmp_path / "run")
    with pytest.raises(RunError, match="holds a run already; name another folder"):
        bench.run(subject, folder=tmp_path / "run")
    assert contents(tmp_path / "run") == before


def test_answers_of_a_file_are_scored_like_a_run(bench: Bench, subject: Subject, tmp_path: Path) -> None:
    run = bench.run(subject)
    scored = bench.score_answers(subject, run.folder.answers, tmp_path / "scored")
    assert [row.values for row in scored.rows] == [row.values for row in run.rows]
    assert scored.summary.latencies == {}
    assert scored.configuration.settings == {"answers": str(run.folder.answers)}


def test_answers_to_other_questions_are_refused(bench: Bench, subject: Subject, tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(RunError, match="answers none of the questions of small: the ids differ"):
        bench.score_answers(subject, path)


def test_a_file_of_questions_is_asked_of_the_readers_library(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    write_jsonl(path, replace(QUESTIONS, name="mine"))
    subject = bench.open(str(path))
    assert subject.questions.name == "mine"
    assert len(subject.workspace.library.articles()) == 4
    assert bench.run(subject).name.startswith("mine-base-")


def test_follow_ups_are_asked_alone_and_rewritten_too(bench: Bench, subject: Subject) -> None:
    run = bench.run(subject)
    record = next(record for record in read_lines(run.folder.answers) if record["id"] == "en-2")
    assert record["question"] == " ".join(QUESTIONS.questions[3].turns)
    assert {name: probe["question"] for name, probe in record["probes"].items()} == {
        "alone": "And when do farmers notice it?",
        "standalone": "When do the glaciers of the Pamir feed the Amu Darya?",
    }
    row = next(row for row in run.rows if row.id == "en-2")
    assert row.value("standalone:evidence@4000") == 1


def test_what_is_no_run_is_refused(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"is no folder of a run: run\.json is missing there"):
        bench.resume(tmp_path)
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RunError, match=r"run\.json can't be read"):
        Run.load(tmp_path)


def test_a_run_of_a_later_format_is_refused(bench: Bench, subject: Subject) -> None:
    path = bench.run(subject).folder.path
    data = json.loads((path / "run.json").read_text(encoding="utf-8"))
    (path / "run.json").write_text(json.dumps(data | {"format": 99}), encoding="utf-8")
    with pytest.raises(RunError, match="is a run of format 99, but this version reads 1; run the set again"):
        Run.load(path)
