"""Everything under one home folder put together: the library, the encoder, the index and the assistant."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
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
    BUNDLED,
    DerekIndexError,
    Generation,
    IndexMismatch,
    Manifest,
    ModelNotFound,
    Staging,
    Update,
    Vectorizer,
    current,
    load_encoder,
    load_or_estimate,
    load_ranker,
    manifest_in_use,
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
    collection: str | None = None
    """The collection into which the articles go."""
    collected: int = 0
    """Articles that were not in it before."""
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


@dataclass(frozen=True, slots=True)
class ModelSwitch:
    """What became of going over to another model."""

    model: str
    dimension: int
    """Length of the model's vectors."""
    passages: int
    """In the index that is in use now."""
    encoded: int
    """Passages that were encoded by this call; the rest were by an earlier one."""
    switched: bool
    """False when the index was made with this model already."""


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
        # A model that was named, or given ready, stays; else the workspace follows the index to another one.
        self._follows = model is None and vectorizer is None
        self._loaded_for: str | None = None
        self._loading = threading.Lock()

    @property
    def model(self) -> str | None:
        """The model asked for, else the one that the index was made with, else None for the bundled one."""
        if self._model is not None:
            return self._model
        manifest = self._manifest()
        return manifest.model if manifest else None

    def _manifest(self) -> Manifest | None:
        return manifest_in_use(self.home.index)  # whoever opens a damaged index will say so

    def vectorizer(self) -> Vectorizer:
        """The encoder with its alignment; a model is converted the first time, which takes a while.

        Another one is loaded when the index was made with another model meanwhile, unless a model was asked for.
        """
        with self._loading:
            manifest = self._manifest() if self._follows else None
            made_with = manifest.fingerprint if manifest else None
            held = self._vectorizer
            if held is None or made_with not in (None, held.fingerprint, self._loaded_for):
                held = self._load(self._model) if manifest is None else self._load_model_of(manifest)
                self._vectorizer, self._loaded_for = held, made_with
            return held

    def _load(self, name: str | None, fingerprint: str | None = None) -> Vectorizer:
        encoder = load_encoder(name, self.home.models, fingerprint=fingerprint, progress=self._report.stage)
        return Vectorizer(encoder, load_or_estimate(encoder, self.home.models))

    def _load_model_of(self, manifest: Manifest) -> Vectorizer:
        try:
            return self._load(manifest.model, manifest.encoder)
        except ModelNotFound as error:
            raise ModelNotFound(
                f"The articles are encoded with the model {manifest.model}, which can't be found any more. {error} "
                f"Or encode them with another model: `derek model use {BUNDLED}`."
            ) from error

    def assistant(self, settings: AnswerSettings | None = None) -> Assistant:
        """The assistant over this library; an index that is behind the library is brought in step first.

        `settings` take the place of those that the workspace was made with.
        """
        try:
            generation = open_generation(self.home.index, self.vectorizer())
        except IndexMismatch:  # perhaps another process went over to another model just now
            generation = open_generation(self.home.index, self.vectorizer())
        if not self._in_step(generation):
            with self._lock(patience=0) as held:
                # Someone else who is writing will finish the index; until then the last one serves.
                if held:
                    self._update()
        used = settings or self._settings or AnswerSettings()
        ranker = used.search.ranking.model
        return Assistant(
            self.library,
            self.vectorizer(),
            self.home.index,
            used,
            newer=self.vectorizer,
            ranker=lambda encoder: load_ranker(ranker, self.home.models, encoder=encoder),
        )

    def _in_step(self, generation: Generation) -> bool:
        return set(generation.ids.tolist()) == set(self.library.passage_ids())

    def add(self, files: Sequence[Path], collection: str | None = None) -> AddReport:
        """Read files into the library and encode what is new; files that can't be read are reported and passed over.

        All their articles, new and known, are put into `collection`, if one is named. Whatever was read before an
        interruption stays. Raises CorpusError or DerekIndexError when nothing can go on.
        """
        result = AddReport(collection=collection)
        with self._lock():
            if collection is not None:
                self.library.put_into_collection(collection, ())  # refuses a name that is none before anything is read
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
            if result.collection is not None:
                ids = [article.id for article in read.articles]
                result.collected += self.library.put_into_collection(result.collection, ids)

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
            except IndexMismatch:
                pass  # it can still be searched with what it was made with, until the new one is whole
            except DerekIndexError:
                return self._update(anew=True)
        switch = self._go_over(self.vectorizer())
        return Update(switch.encoded, 0, switch.passages)

    def use_model(self, name: str) -> ModelSwitch:
        """Encode the whole library with another model, then put that index in the place of the one in use.

        Meanwhile the old index answers, and articles may be added to it by others. What was encoded before an
        interruption is kept for the next call. Raises DerekIndexError, with the old index in use as it was.
        """
        self._report.stage(f"Loading {name}; the first time, what tells its languages apart is estimated: some minutes")
        return self._go_over(self._load(name))

    def _go_over(self, vectorizer: Vectorizer) -> ModelSwitch:
        encoder = vectorizer.encoder
        with self._locked(self.home.model_lock, "Another Derek is going over to another model; waiting for it"):
            staging = Staging(self.home.next_index, vectorizer)
            manifest = self._manifest()
            is_new = not (manifest and manifest.is_readable and manifest.fingerprint == vectorizer.fingerprint)
            if is_new:
                staging.check_space(self.library, self.home.index)
                encoded = self._encode_beside(staging, encoder.name)
            else:
                staging.clear()  # a process that was killed right after its switch may have left it
                with self._lock():
                    encoded = update(self.library, vectorizer, self.home.index, progress=self._report.progress).added
        if self._follows:
            with self._loading:
                self._vectorizer, self._loaded_for = vectorizer, vectorizer.fingerprint
        return ModelSwitch(encoder.name, encoder.dimension, self.status().indexed, encoded, is_new)

    def _encode_beside(self, staging: Staging, name: str) -> int:
        """Encode until all is there, then switch; return how many passages were encoded."""
        encoded = 0
        last: Update | None = None
        while last is None:
            self._report.stage(f"Encoding the library with {name}; the old index answers until it is done")
            encoded += staging.encode(self.library, self._report.progress).added
            with self._lock():
                last = staging.switch(self.library, self.home.index, self._report.progress)
        return encoded + last.added

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
            if manifest is not None:
                manifest.check_format()
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

    def _lock(self, patience: float | None = None) -> AbstractContextManager[bool]:
        """Hold the write lock. With a patience in seconds, yield False when it is not to be had by then."""
        return self._locked(self.home.lock, "Another Derek is writing; waiting for it to finish", patience)

    @contextmanager
    def _locked(self, path: Path, waiting: str, patience: float | None = None) -> Iterator[bool]:
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if patience == 0:
                yield False
                return
            self._report.stage(waiting)
            lock.acquire(timeout=-1 if patience is None else patience)
        try:
            yield True
        finally:
            lock.release()
