"""The page's evaluator over the bench that the command line uses as well."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from corpus import LANGUAGES, CorpusError, Language
from eval.bench import SEED, STARTER, Bench
from eval.compare import compare
from eval.comparison import Comparison
from eval.questions import BadQuestionSet, QuestionSet, load_set, starter_set
from eval.runs import Run, RunConfiguration, RunError, RunFolder, Selection, Variant
from eval.runs.variant import BASE
from index import DerekIndexError
from rag import AnswerSettings
from ui.evaluator import Choice, EvaluationError, EvaluationStep, KeptRun, QuestionFile, RunReport, UnusableFile

_RUNS_AT_HAND = 4


class BenchEvaluator:
    """Obeys Evaluator. Runs are kept where the bench keeps them, so that the command line finds them too."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        # A finished run doesn't change, and its intervals take a second or two to compute.
        self._load = lru_cache(_RUNS_AT_HAND)(self._load_run)
        self._compare = lru_cache(_RUNS_AT_HAND)(self._compare_runs)
        self._starter = QuestionFile(STARTER, _counts(starter_set()))
        self._rendering = threading.Lock()

    def starter(self) -> QuestionFile:
        """The question set that comes with Derek."""
        return self._starter

    def inspect(self, path: Path) -> QuestionFile:
        """Read a file of questions. Raises UnusableFile."""
        try:
            questions = load_set(path)
        except BadQuestionSet as error:
            raise UnusableFile(path.name, [str(problem) for problem in error.problems]) from error
        return QuestionFile(path.name, _counts(questions), path)

    def steps(self, choice: Choice) -> Generator[EvaluationStep, None, None]:
        """Run a set. Raises EvaluationError."""
        with _worded():
            named = STARTER if choice.file.path is None else str(choice.file.path)
            only = {} if choice.language is None else {"lang": frozenset({choice.language})}
            subject = self._bench.open(named).select(Selection(only, choice.limit))
            yield EvaluationStep("", 0, len(subject.questions.questions))
            before = {folder.path.name for folder in self._folders()}
            run = ""
            for step in self._bench.steps(subject, Variant(BASE, AnswerSettings())):
                run = run or max({folder.path.name for folder in self._folders()} - before, default="")
                yield EvaluationStep(run, step.done, step.total, step.run is not None)

    def runs(self) -> Sequence[KeptRun]:
        """The runs that are kept, newest first."""
        return [_kept(made) for made in reversed(self._bench.kept())]

    def report(self, run: str, against: str | None, language: Language) -> RunReport:
        """Report on a finished run, compared with another one. Raises EvaluationError."""
        from eval.contents import report_content
        from eval.report import render_html, render_markdown

        with _worded(), self._rendering:  # plots are drawn one at a time
            shown = self._load(run)
            comparisons = [self._compare(against, run)] if against else []
            content = report_content(shown, comparisons, others=[self._load(against)] if against else [])
            scores = shown.folder.scores.read_text(encoding="utf-8")
            return RunReport(render_html(content, language), render_markdown(content, language), scores)

    def _folders(self) -> Iterator[RunFolder]:
        return (RunFolder(path.parent) for path in self._bench.runs.glob("*/run.json"))

    def _load_run(self, name: str) -> Run:
        """Read a run by its name. The name comes from a browser: only that of a run that is kept will do."""
        folder = next((folder for folder in self._folders() if folder.path.name == name), None)
        if folder is None:
            raise RunError(f"no run is called {name!r}.")
        return Run.load(folder.path)

    def _compare_runs(self, first: str, second: str) -> Comparison:
        one, other = self._load(first), self._load(second)
        return compare((one.name, one.rows), (other.name, other.rows), seed=SEED)


@contextmanager
def _worded() -> Iterator[None]:
    """Pass on as EvaluationError what is worded for the reader."""
    try:
        yield
    except BadQuestionSet as error:  # without the folder that an upload lies in
        raise EvaluationError(str(BadQuestionSet(Path(error.file).name, error.problems))) from error
    except (RunError, CorpusError, DerekIndexError) as error:
        raise EvaluationError(str(error)) from error
    except OSError as error:
        raise EvaluationError(": ".join(filter(None, (error.filename, error.strerror or str(error))))) from error


def _counts(questions: QuestionSet) -> dict[Language, int]:
    found = Counter(question.lang for question in questions.questions)
    return {language: found[language] for language in LANGUAGES}


def _kept(made: RunConfiguration) -> KeptRun:
    started = datetime.fromisoformat(made.started).astimezone()
    is_starter = made.library == STARTER
    return KeptRun(made.name, made.set_name, is_starter, made.questions, started, made.finished)
