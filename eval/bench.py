"""Everything an evaluation needs put together: a question set, the library it is asked of, and the runs."""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from corpus import Home, starter
from eval.given import read_answers
from eval.gold import find_gold
from eval.questions import QuestionSet, load_set, starter_set
from eval.rows import write_rows
from eval.runs.answering import answer_all
from eval.runs.errors import RunError
from eval.runs.facts import digest, machine, peak_memory_mb, versions
from eval.runs.folder import FORMAT, RunConfiguration, RunFolder, append_line, read_lines, write_whole
from eval.runs.run import MEMORY, Run
from eval.runs.scoring import score, summary_text
from eval.runs.selection import Selection
from eval.runs.variant import BASE, Variant, settings_as_text, settings_from_text
from eval.sources import Sources
from index import BUNDLED, Manifest, Vectorizer, current, manifest_in_use
from index.generation import FORMAT as INDEX_FORMAT
from rag import AnswerSettings, Assistant, Report, Workspace

logger = logging.getLogger(__name__)

STARTER = "starter"
SEED = 0
READER = "reader"
_ANSWERS = "answers"
# Written into the folder of a measuring library once all its articles are in.
_CONTENTS = "contents.txt"


@dataclass(frozen=True)
class Subject:
    """Questions, and the library that they are asked of: the reader's, or one that came with the questions."""

    questions: QuestionSet
    workspace: Workspace
    library: str = READER

    @cached_property
    def sources(self) -> Sources:
        """The articles, for looking quotes up."""
        return Sources(self.workspace.library)

    def select(self, selection: Selection) -> Subject:
        """Return some of the questions to the same library."""
        return replace(self, questions=selection.of(self.questions))


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run has come, in questions; `run` is there once all are answered and scored."""

    done: int
    total: int
    run: Run | None = None


class Bench:
    """Runs question sets under one home. Question sets that bring their own texts get a library of their own.

    `vectorizer` gives the one that the reader's library is in use with; that saves loading another one.
    """

    def __init__(
        self,
        home: Home,
        report: Report,
        *,
        model: str | None = None,
        vectorizer: Callable[[], Vectorizer] | None = None,
    ) -> None:
        self._home = home
        self._report = report
        self._model = model
        self._vectorizer = vectorizer

    @property
    def runs(self) -> Path:
        """The folder in which runs are kept."""
        return self._home.evaluation / "runs"

    def open(self, named: str) -> Subject:
        """Open a set: "starter", a file of questions about the reader's library, or a folder of public test data.

        Raises BadQuestionSet when the set can't be read, and what Workspace raises when its texts can't be added.
        """
        path = Path(named)
        if named == STARTER and not path.exists():
            files = starter.files()
            contents = _hash(*(file.read_bytes() for file in files))
            return Subject(starter_set(), self._filled(STARTER, contents, lambda _: files), STARTER)
        if path.is_dir():
            from eval.collections import read_collection, write_articles

            collection = read_collection(path)
            texts = (f"{each.id} {each.language} {each.title} {each.text}".encode() for each in collection.documents)
            contents = _hash(*texts)
            name = f"{collection.name}-{contents[:8]}"
            workspace = self._filled(name, contents, lambda folder: write_articles(collection, folder))
            return Subject(collection.set, workspace, name)
        return Subject(load_set(path), self._workspace(READER))

    def run(self, subject: Subject, variant: Variant | None = None, *, folder: Path | None = None) -> Run:
        """Ask all questions and score the answers. Raises RunError when `folder` holds a run already."""
        variant = variant or Variant(BASE, AnswerSettings())
        self._report.stage(f"Asking ({variant.name})")
        return self._followed(self.steps(subject, variant, folder=folder))

    def steps(self, subject: Subject, variant: Variant, *, folder: Path | None = None) -> Iterator[Step]:
        """Do what `run` does, a question a step; the last step holds the run."""
        assistant = subject.workspace.assistant(variant.settings)
        configuration = self._configuration(subject, variant, folder)
        made = self._create(subject, configuration, folder)
        yield from _answered(made, subject, assistant)

    def resume(self, path: Path) -> Run:
        """Go on with a run that was interrupted; a finished one is returned as it is.

        Raises RunError when the articles, the model or the version are others than those it was begun with.
        """
        folder = RunFolder.open(path)
        begun = folder.configuration()
        if begun.finished:
            return Run.load(path)
        if begun.variant == _ANSWERS:
            raise RunError(f"{path} was interrupted while answers of a file were scored; score the file again.")
        subject = Subject(folder.questions(), self._workspace(begun.library), begun.library)
        variant = Variant(begun.variant, settings_from_text(begun.settings))
        assistant = subject.workspace.assistant(variant.settings)
        now = self._configuration(subject, variant, path)
        changed = begun.differs_from(now)
        if changed:
            told = "; ".join(f"{name} was {getattr(begun, name)}, now is {getattr(now, name)}" for name in changed)
            raise RunError(
                f"{path} can't be gone on with, for its answers would not be alike: {told}. Run the set anew."
            )
        self._report.stage(f"Going on with {begun.name}")
        return self._followed(_answered(folder, subject, assistant))

    def score_answers(self, subject: Subject, answers: Path, folder: Path | None = None) -> Run:
        """Score answers that another system gave, or this one earlier. Raises BadAnswerFile and RunError."""
        given = read_answers(answers)
        if not given.keys() & {question.id for question in subject.questions.questions}:
            raise RunError(f"{answers} answers none of the questions of {subject.questions.name}: the ids differ.")
        configuration = self._configuration(subject, Variant(_ANSWERS, AnswerSettings()), folder)
        source = {"answers": str(answers)}
        made = self._create(subject, replace(configuration, settings=source, model="", fingerprint=""), folder)
        write_whole(made.answers, answers.read_text(encoding="utf-8-sig").rstrip("\n") + "\n")
        return _finish(made, subject, asked=False)

    def _followed(self, steps: Iterator[Step]) -> Run:
        """Take all steps, and report them."""
        for step in steps:
            self._report.progress(step.done, step.total)
            if step.run is not None:
                return step.run
        raise RunError("the run ended before its last question.")

    def kept(self) -> list[RunConfiguration]:
        """What the kept runs were made with, oldest first; those that can't be read are logged and left out."""
        found = []
        for path in self.runs.glob("*/run.json"):
            try:
                found.append(replace(RunFolder(path.parent).configuration(), name=path.parent.name))
            except RunError as error:
                logger.warning("a run is not listed: %s", error)
        return sorted(found, key=lambda each: (each.started, each.name))

    def _workspace(self, library: str) -> Workspace:
        home, model = (
            (self._home, self._model) if library == READER else (self._measured(library), self._measured_model())
        )
        vectorizer = self._vectorizer() if self._vectorizer else None
        return Workspace(home, self._report, model=model, vectorizer=vectorizer)

    def _measured(self, library: str) -> Home:
        """The home of a set's own library; each model but the bundled one has one of its own."""
        model = self._measured_model()
        suffix = "" if model is None else f"-{_hash(model.encode())[:8]}"
        return self._home.measured(f"{library}{suffix}")

    def _measured_model(self) -> str | None:
        """What a set's own library is measured with: the model asked for, else the reader's; None for the bundled."""
        manifest = manifest_in_use(self._home.index)
        model = self._model or (manifest.model if manifest else BUNDLED)
        return None if model == BUNDLED else model

    def _filled(self, name: str, contents: str, files: Callable[[Path], Sequence[Path]]) -> Workspace:
        """The library of a set that brings its own texts.

        They are added once; other contents, and vectors that are made otherwise by now, begin it anew.
        """
        root = self._measured(name).root
        marker = root / _CONTENTS
        contents = f"{contents} {INDEX_FORMAT} {self._workspace(name).vectorizer().fingerprint}"
        filled = marker.read_text(encoding="utf-8") if marker.is_file() else None
        if filled not in (None, contents):
            shutil.rmtree(root)
        workspace = self._workspace(name)
        if filled != contents:
            workspace.add(files(root / "texts"))
            write_whole(marker, contents)
        return workspace

    def _create(self, subject: Subject, configuration: RunConfiguration, folder: Path | None) -> RunFolder:
        gold = find_gold(subject.workspace.library, subject.questions)
        quoted = [question for question in subject.questions.questions if question.evidence]
        if quoted and not any(gold[question.id].article_id for question in quoted):
            raise RunError(
                f"no evidence of {subject.questions.name} stands in the library's {configuration.articles} articles: "
                "add the articles that it asks about with `derek add`, then run it again."
            )
        return RunFolder.create(folder or self.runs / configuration.name, configuration, subject.questions, gold)

    def _configuration(self, subject: Subject, variant: Variant, folder: Path | None) -> RunConfiguration:
        workspace = subject.workspace
        generation = current(workspace.home.index)
        manifest = Manifest.load(generation / "manifest.json") if generation else None
        started = datetime.now().astimezone()
        name = folder.name if folder else self._free_name(f"{subject.questions.name}-{variant.name}", started)
        return RunConfiguration(
            format=FORMAT,
            set_name=subject.questions.name,
            set_digest=subject.questions.digest,
            questions=len(subject.questions.questions),
            variant=variant.name,
            library=subject.library,
            settings=settings_as_text(variant.settings),
            model=manifest.model if manifest else "",
            fingerprint=manifest.fingerprint if manifest else "",
            generation=generation.name if generation else "",
            articles=len(workspace.library.articles()),
            passages=manifest.passages if manifest else 0,
            library_digest=digest(workspace.library.passage_ids()),
            seed=SEED,
            versions=versions(),
            machine=machine(),
            name=name,
            started=started.isoformat(timespec="seconds"),
        )

    def _free_name(self, stem: str, started: datetime) -> str:
        """A name for a run's folder that tells the set and the time, and that no run has."""
        name = f"{stem}-{started:%Y%m%d-%H%M%S}"
        names = [name, *(f"{name}-{number}" for number in range(2, 1000))]
        return next(each for each in names if not (self.runs / each).exists())


def _answered(folder: RunFolder, subject: Subject, assistant: Assistant) -> Iterator[Step]:
    questions = subject.questions.questions
    for done in answer_all(folder, questions, assistant):
        yield Step(done, len(questions))
    yield Step(len(questions), len(questions), _finish(folder, subject))


def _finish(folder: RunFolder, subject: Subject, *, asked: bool = True) -> Run:
    """Score the answers of a run, write its scores and figures, and mark it finished."""
    questions = subject.questions.questions
    rows = score(questions, read_lines(folder.answers), folder.gold(), subject.sources)
    write_rows(folder.scores, rows)
    memory = peak_memory_mb() if asked else None
    if memory is not None:
        append_line(folder.times, {"id": MEMORY, "mb": memory})
    run = Run(folder, replace(folder.configuration(), finished=True), rows)
    write_whole(folder.summary, summary_text(run.summary))
    folder.save_configuration(run.configuration)  # last: what it marks as finished is whole
    return run


def _hash(*parts: bytes) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()
