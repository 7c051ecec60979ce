"""Everything under one home folder put together: the library, the encoder, the index and the assistant."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from corpus import (
    ArticleSummary,
    Home,
    Library,
    PassageSettings,
    RawFile,
    ReadFile,
    UnreadableFile,
    Vocabulary,
    articles_in,
    open_files,
    split_passages,
)
from index import (
    DerekIndexError,
    Generation,
    Manifest,
    Update,
    Vectorizer,
    current,
    load_encoder,
    load_or_estimate,
    open_generation,
    update,
)
from rag.assistant import Assistant
from rag.settings import AnswerSettings

# What is read is stored after so many bytes or seconds, so that an interruption loses little.
_LARGEST_BATCH = 32_000_000
_LONGEST_BATCH = 10.0


class Report(Protocol):
    """Hears what goes on, so that a reader sees progress."""

    def stage(self, text: str) -> None:
        """Something begins that may take a while."""

    def progress(self, done: int, total: int) -> None:
        """So much of the stage is done."""

    def refused(self, error: UnreadableFile) -> None:
        """A file was not taken in."""


@dataclass(slots=True)
class AddReport:
    """What became of the files that were added."""

    files: int = 0
    added: list[str] = field(default_factory=list)
    """Ids of new articles."""
    known: int = 0
    """Articles that were there already."""
    updated: int = 0
    """Of those, articles whose file or sidecar tells another record now."""
    replaced: int = 0
    """Articles of an earlier version of a file that its new version no longer holds."""
    refused: list[UnreadableFile] = field(default_factory=list)
    encodings: dict[str, str] = field(default_factory=dict)
    """By file name, the encoding that was found."""


@dataclass(frozen=True, slots=True)
class Status:
    """What is stored, and whether the index is in step with it."""

    home: Path
    articles: int
    passages: int
    indexed: int
    model: str
    problem: str | None = None
    """What is wrong with the index, and what to do; None when it can be searched."""


class Workspace:
    """One home folder in use. The encoder is loaded at its first use; nothing heavy is imported before."""

    def __init__(
        self,
        home: Home,
        report: Report,
        *,
        model: str | None = None,
        settings: AnswerSettings | None = None,
        passages: PassageSettings | None = None,
        vectorizer: Vectorizer | None = None,
    ) -> None:
        self.home = home
        self.library = Library.open(home)
        self._report = report
        self._model = model
        self._settings = settings
        self._passages = passages
        self._vectorizer = vectorizer

    @property
    def model(self) -> str | None:
        """The model asked for, else the one that the index was made with, else None for the bundled one."""
        if self._model is not None:
            return self._model
        manifest = self._manifest()
        return manifest.model if manifest else None

    def _manifest(self) -> Manifest | None:
        try:
            folder = current(self.home.index)
            return Manifest.load(folder / "manifest.json") if folder else None
        except DerekIndexError:
            return None  # whoever opens the index will say so

    def vectorizer(self) -> Vectorizer:
        """The encoder with its alignment; a model is converted the first time, which takes a while."""
        if self._vectorizer is None:
            encoder = load_encoder(self.model, self.home.models, progress=self._report.stage)
            alignment = load_or_estimate(encoder, self.home.models)
            self._vectorizer = Vectorizer(encoder, alignment)
        return self._vectorizer

    def assistant(self, settings: AnswerSettings | None = None) -> Assistant:
        """The assistant over this library; an index that is behind the library is brought in step first.

        `settings` take the place of those that the workspace was made with.
        """
        vectorizer = self.vectorizer()
        generation = open_generation(self.home.index, vectorizer)
        if not self._in_step(generation):
            with self._lock(patience=0) as held:
                # Someone else who is writing will finish the index; until then the last one serves.
                if held:
                    self._update()
        return Assistant(self.library, vectorizer, self.home.index, settings or self._settings)

    def _in_step(self, generation: Generation) -> bool:
        return set(generation.ids.tolist()) == set(self.library.passage_ids())

    def add(self, files: Sequence[Path]) -> AddReport:
        """Read files into the library and encode what is new; files that can't be read are reported and passed over.

        Whatever was read before an interruption stays. Raises CorpusError or DerekIndexError when nothing can go on.
        """
        result = AddReport()
        with self._lock():
            self._report.stage(f"Reading {len(files)} file{'s' if len(files) != 1 else ''}")
            self._read(files, result)
            self._update()
        return result

    def _read(self, files: Sequence[Path], result: AddReport) -> None:
        """Read files in batches: each is cleaned with the words of its batch and of the whole library."""
        batch: list[RawFile] = []
        began = time.monotonic()
        for number, path in enumerate(files, 1):
            for found in open_files(path):
                if isinstance(found, RawFile):
                    batch.append(found)
                else:
                    self._refuse(found, result)
            large = sum(len(raw.data) for raw in batch) > _LARGEST_BATCH
            if large or number == len(files) or time.monotonic() - began > _LONGEST_BATCH:
                self._store(batch, result)
                batch = []
                began = time.monotonic()
            self._report.progress(number, len(files))

    def _store(self, batch: Sequence[RawFile], result: AddReport) -> None:
        vocabulary = Vocabulary.of((raw.text for raw in batch), self.library.words())
        for raw in batch:
            try:
                read = ReadFile(raw, tuple(articles_in(raw, vocabulary)))
            except UnreadableFile as error:
                self._refuse(error, result)
                continue
            passages = {article.id: split_passages(article, self._passages) for article in read.articles}
            added = self.library.add(raw.location, read, passages)
            result.files += 1
            result.encodings[raw.name] = raw.encoding
            result.added += (article.id for article in added.new)
            result.known += added.known
            result.updated += added.updated
            result.replaced += added.replaced

    def _refuse(self, error: UnreadableFile, result: AddReport) -> None:
        result.refused.append(error)
        self._report.refused(error)

    def remove(self, article_id: str) -> ArticleSummary:
        """Remove one article from the library and the index. Raises UnknownArticle."""
        with self._lock():
            removed = self.library.remove(article_id)
            self._update()
        return removed

    def index(self) -> Update:
        """Bring the index in step with the library, encoding everything anew if it was made with something else."""
        with self._lock():
            try:
                return self._update()
            except DerekIndexError:
                return self._update(anew=True)

    def _update(self, *, anew: bool = False) -> Update:
        vectorizer = self.vectorizer()
        self._report.stage("Indexing")
        return update(self.library, vectorizer, self.home.index, anew=anew, progress=self._report.progress)

    def status(self) -> Status:
        """What is stored; loads no model."""
        problem = None
        manifest = None
        try:
            folder = current(self.home.index)
            manifest = Manifest.load(folder / "manifest.json") if folder else None
        except DerekIndexError as error:
            problem = str(error)
        articles = self.library.articles()
        passages = sum(article.passages for article in articles)
        indexed = manifest.passages if manifest else 0
        if problem is None and indexed < passages:
            problem = f"{passages - indexed} passages are not indexed yet; run `derek index`."
        elif problem is None and indexed > passages:
            problem = f"{indexed - passages} passages in the index have left the library; run `derek index`."
        return Status(
            self.home.root,
            len(articles),
            passages,
            indexed,
            manifest.model if manifest else "none yet",
            problem,
        )

    @contextmanager
    def _lock(self, patience: float | None = None) -> Iterator[bool]:
        """Hold the write lock. With a patience in seconds, yield False when it is not to be had by then."""
        lock = FileLock(self.home.lock)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if patience == 0:
                yield False
                return
            self._report.stage("Another Derek is writing; waiting for it to finish")
            lock.acquire(timeout=-1 if patience is None else patience)
        try:
            yield True
        finally:
            lock.release()
