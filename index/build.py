"""Bringing the index in step with the library: what is new is encoded, what is gone is dropped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus import Language, Library, Passage
from index.alignment import Alignment
from index.encoder import Encoder, FloatArray, Progress
from index.errors import IndexDamaged, IndexMismatch, IndexNotWritten
from index.generation import Generation, current

# So many passages are encoded before a generation is written: what a kill can cost, in passages.
CHECKPOINT = 500
# A change of how vectors are made out of passages is a change of every vector.
RECIPE = "3"


@dataclass(frozen=True, slots=True)
class Update:
    """What one update did, in passages."""

    added: int
    removed: int
    total: int


@dataclass(frozen=True, slots=True)
class Vectorizer:
    """An encoder with its alignment: texts into vectors whose language no longer shows."""

    encoder: Encoder
    alignment: Alignment

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would get another vector."""
        return f"{self.encoder.fingerprint}/{self.alignment.digest}/{RECIPE}"

    @property
    def dimension(self) -> int:
        """Length of an aligned vector."""
        return self.alignment.dimension

    def question(self, text: str, language: Language) -> FloatArray:
        """Vector of one question, float32 of shape (dimension,)."""
        aligned: FloatArray = self.alignment.apply_questions(self.encoder.encode_questions([text]), [language])[0]
        return aligned

    def passages(
        self, texts: Sequence[str], languages: Sequence[Language], progress: Progress | None = None
    ) -> FloatArray:
        """Vectors of passages or sentences, float32 of shape (len(texts), dimension)."""
        return self.alignment.apply_passages(self.encoder.encode_passages(texts, progress=progress), languages)


def open_generation(folder: Path, vectorizer: Vectorizer) -> Generation:
    """Open the index in use, or an empty one before the first.

    Raises IndexMismatch when it was made with another model, another alignment or another version.
    """
    path = current(folder)
    if path is None:
        return Generation.empty(vectorizer.encoder.name, vectorizer.fingerprint, vectorizer.dimension)
    try:
        generation = Generation.load(path)
    except IndexDamaged:
        if current(folder) == path:
            raise
        return open_generation(folder, vectorizer)  # another process wrote the next one and removed this meanwhile
    if generation.fingerprint != vectorizer.fingerprint:
        name = vectorizer.encoder.name
        keep = "" if name == generation.model else ", or leave --model out to go on with the index as it is"
        raise IndexMismatch(
            f"The index was made with {generation.model} ({generation.fingerprint}), but the model in use is {name} "
            f"({vectorizer.fingerprint}); run `derek model use {name}` to encode the library anew{keep}."
        )
    return generation


def update(
    library: Library,
    vectorizer: Vectorizer,
    folder: Path,
    *,
    anew: bool = False,
    progress: Progress | None = None,
) -> Update:
    """Bring the index under `folder` in step with the library; the caller holds the write lock.

    Only passages that the index lacks are encoded. After every CHECKPOINT passages a generation is written, so a kill
    loses no more than that. `anew` starts from nothing. Raises IndexMismatch as `open_generation` does.
    """
    encoder = vectorizer.encoder
    if anew:
        before = Generation.empty(encoder.name, vectorizer.fingerprint, vectorizer.dimension)
    else:
        before = open_generation(folder, vectorizer)
    wanted = library.passage_ids()
    known = set(before.ids.tolist())
    stay = np.flatnonzero(np.isin(before.ids, wanted)) if len(before) else np.zeros(0, dtype=np.int64)
    missing = [id_ for id_ in wanted if id_ not in known]
    removed = len(before) - len(stay)
    generation = before.keep(stay) if removed else before
    for start in range(0, len(missing), CHECKPOINT):
        found = library.passages(missing[start : start + CHECKPOINT])
        step = _Step(progress, start, len(missing))
        generation = extended(generation, list(found.values()), vectorizer, step)
        write(generation, folder)
    if (removed and not missing) or anew or current(folder) is None:
        write(generation, folder)
    return Update(len(missing), removed, len(generation))


def write(generation: Generation, folder: Path) -> Path:
    """Save a generation under `folder` and switch to it; the caller holds the lock of that folder.

    Raises IndexNotWritten when it can't be stored; what was there before is as it was.
    """
    try:
        return generation.save(folder)
    except (OSError, RuntimeError) as error:  # FAISS tells a full disk by a RuntimeError
        for partial in folder.glob(f"*.{os.getpid()}.partial"):
            shutil.rmtree(partial, ignore_errors=True)
        raise IndexNotWritten(
            f"The index could not be written to {folder} ({getattr(error, 'strerror', None) or error}). Nothing that "
            "was there is lost; free some space and run the same command again, it goes on where it stopped."
        ) from error


@dataclass(frozen=True, slots=True)
class _Step:
    """Reports the progress of one checkpoint as part of the whole."""

    progress: Progress | None
    start: int
    total: int

    def __call__(self, done: int, total: int, passages: int) -> None:
        """Report `done` of `total` texts of this step, which has so many passages."""
        if self.progress is not None and total:
            self.progress(self.start + passages * done // total, self.total)


def extended(
    generation: Generation, passages: Sequence[Passage], vectorizer: Vectorizer, step: _Step | None = None
) -> Generation:
    """Return the index with the vectors of more passages appended."""
    step = step or _Step(None, 0, 0)
    sentences = [(text, passage.language) for passage in passages for text in passage.sentence_texts()]
    total = len(passages) + len(sentences)
    vectors = vectorizer.passages(
        [passage.text for passage in passages],
        [passage.language for passage in passages],
        lambda done, _: step(done, total, len(passages)),
    )
    sentence_vectors = vectorizer.passages(
        [text for text, _ in sentences],
        [language for _, language in sentences],
        lambda done, _: step(len(passages) + done, total, len(passages)),
    )
    generation.passages.add(vectors)
    generation.sentences.add(sentence_vectors)
    counts = np.array([len(passage.sentences) for passage in passages], dtype=np.int64)
    starts = generation.sentence_starts
    return replace(
        generation,
        ids=np.concatenate([generation.ids, np.array([p.id for p in passages], dtype=generation.ids.dtype)]),
        articles=np.concatenate([generation.articles, np.array([p.article_id for p in passages], dtype=np.str_)]),
        languages=np.concatenate([generation.languages, np.array([p.language for p in passages], dtype="U2")]),
        sentence_starts=np.concatenate([starts, starts[-1] + np.cumsum(counts)]),
        keywords=generation.keywords.extended(passages),
    )
