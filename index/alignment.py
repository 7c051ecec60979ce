"""Takes the language out of vectors, so that a question finds its answer in whatever language it is written.

An encoder puts texts of one language close together whatever they say. The part that all texts of a language
share is their mean vector; nine tenths of it are subtracted, and the rest is brought back to length 1.
Questions and passages are encoded differently and have means of their own. All means come from a small set of
texts that say the same in the three languages, so that what is subtracted is the language and not the
subject.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from corpus.article import LANGUAGES, Language
from index.encoder import Encoder, FloatArray
from index.errors import AlignmentError

Kind = Literal["question", "statement"]
STRENGTH = 0.9
"""Share of the mean that is subtracted; all of it would take away some of what is said, too."""
PARALLEL_SET = Path(__file__).parent / "data" / "parallel.jsonl"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class ParallelText:
    """One question or statement in the three languages."""

    kind: Kind
    texts: dict[Language, str]


@dataclass(frozen=True)
class ParallelSet:
    """Texts that say the same in three languages; at least one question and one statement."""

    items: tuple[ParallelText, ...]

    def texts(self, kind: Kind, language: Language) -> list[str]:
        """Return all texts of one kind in one language, in order."""
        return [item.texts[language] for item in self.items if item.kind == kind]

    @cached_property
    def digest(self) -> str:
        """Changes with any text of the set."""
        content = [[item.kind, *(item.texts[language] for language in LANGUAGES)] for item in self.items]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


@dataclass(frozen=True, eq=False)
class Alignment:
    """Mean vectors of one encoder, float32 (3, dimension) each, in the order of `LANGUAGES`.

    `encoder` is the fingerprint of the encoder and `parallel` the digest of the texts they were estimated
    with.
    """

    questions: FloatArray
    passages: FloatArray
    encoder: str
    parallel: str
    strength: float = STRENGTH

    def __post_init__(self) -> None:
        if self.questions.shape != self.passages.shape or self.questions.shape[0] != len(LANGUAGES):
            raise ValueError(
                f"means of shape {self.questions.shape} and {self.passages.shape}, expected ({len(LANGUAGES)}, n) twice"
            )

    @classmethod
    def estimate(cls, encoder: Encoder, parallel: ParallelSet, strength: float = STRENGTH) -> Alignment:
        """Encode the parallel set and return the mean of each kind in each language."""
        questions = [encoder.encode_questions(parallel.texts("question", language)) for language in LANGUAGES]
        passages = [encoder.encode_passages(parallel.texts("statement", language)) for language in LANGUAGES]
        return cls(
            questions=_means(questions),
            passages=_means(passages),
            encoder=encoder.fingerprint,
            parallel=parallel.digest,
            strength=strength,
        )

    @classmethod
    def load(cls, path: Path, encoder: Encoder) -> Alignment:
        """Read what `save` wrote.

        :raises AlignmentError: if the file cannot be read, or belongs to another encoder.
        """
        mend = f"Delete {path}: it is made again at the next start."
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                (version,) = arrays["format"].tolist()
                (strength,) = arrays["strength"].tolist()
                fingerprint, parallel = arrays["made_from"].tolist()
                questions, passages = (arrays[name].astype(np.float32) for name in ("questions", "passages"))
            alignment = cls(questions, passages, fingerprint, parallel, strength)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as exc:
            raise AlignmentError(f"The language means in {path} cannot be read ({exc}). {mend}") from exc
        if version != FORMAT:
            raise AlignmentError(f"{path} has format {version}, expected {FORMAT}. {mend}")
        if (fingerprint, questions.shape[1]) != (encoder.fingerprint, encoder.dimension):
            raise AlignmentError(
                f"The language means in {path} belong to the encoder {fingerprint} with {questions.shape[1]} "
                f"dimensions, not to {encoder.name} ({encoder.fingerprint}) with {encoder.dimension}. {mend}"
            )
        return alignment

    def save(self, path: Path) -> None:
        """Write the means as `.npz`, by one rename.

        :raises AlignmentError: if there is no room, or no permission to write.
        """
        temporary = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
                temporary = Path(file.name)
                np.savez(
                    file,
                    format=np.array([FORMAT]),
                    strength=np.array([self.strength]),
                    made_from=np.array([self.encoder, self.parallel]),
                    questions=self.questions,
                    passages=self.passages,
                )
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except OSError as exc:
            raise AlignmentError(
                f"The language means could not be written to {path} ({exc.strerror or exc}). "
                "Free some space there and start again."
            ) from exc
        finally:
            if temporary is not None:
                temporary.unlink(missing_ok=True)

    @property
    def digest(self) -> str:
        """Changes whenever the same vector would be aligned to another one.

        It tells what the means were made from, not their last bits, which differ between processors.
        """
        parts = (FORMAT, self.encoder, self.parallel, self.strength)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    def apply_questions(self, vectors: FloatArray, languages: Sequence[Language]) -> FloatArray:
        """Return vectors of questions (texts, dimension) without their language; rows of zeros stay zeros."""
        return _without_language(vectors, self.questions, languages, self.strength)

    def apply_passages(self, vectors: FloatArray, languages: Sequence[Language]) -> FloatArray:
        """Return vectors of passages (texts, dimension) without their language; rows of zeros stay zeros."""
        return _without_language(vectors, self.passages, languages, self.strength)


def load_or_estimate(encoder: Encoder, folder: Path) -> Alignment:
    """Return the alignment of an encoder from `folder`, estimating it (seconds) where none fits.

    A file that is damaged, or was made from other texts, is made again: nothing in it cannot be recomputed.

    :raises AlignmentError: if the parallel set is broken, or the result cannot be written.
    """
    parallel = load_parallel()
    path = folder / f"alignment-{encoder.fingerprint}.npz"
    if path.is_file():
        try:
            stored = Alignment.load(path, encoder)
        except AlignmentError:
            stored = None
        if stored is not None and (stored.parallel, stored.strength) == (parallel.digest, STRENGTH):
            return stored
    alignment = Alignment.estimate(encoder, parallel)
    alignment.save(path)
    return alignment


def load_parallel(path: Path = PARALLEL_SET) -> ParallelSet:
    """Read a parallel set: lines of JSON with `kind`, `ru`, `kk` and `en`.

    :raises AlignmentError: naming the line and the field that is wrong.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise AlignmentError(f"The parallel set {path} cannot be read ({exc}). Reinstall Derek.") from exc
    items = tuple(_read_line(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip())
    missing = set(get_args(Kind)) - {item.kind for item in items}
    if missing:
        raise AlignmentError(f"The parallel set {path} has no line of kind {sorted(missing)}. Add some.")
    return ParallelSet(items)


def _read_line(line: str, place: str) -> ParallelText:
    try:
        content = json.loads(line)
    except ValueError as exc:
        raise AlignmentError(f"{place} is no JSON ({exc}). Correct the line.") from exc
    fields = {"kind", *LANGUAGES}
    if not isinstance(content, dict) or set(content) != fields:
        found = sorted(content) if isinstance(content, dict) else type(content).__name__
        raise AlignmentError(f"{place} has the fields {found}, expected {sorted(fields)}. Correct the line.")
    for field, value in content.items():
        if not isinstance(value, str) or not value.strip():
            raise AlignmentError(f"{place}, field {field}: {value!r} is no text. Correct the line.")
    if content["kind"] not in get_args(Kind):
        raise AlignmentError(
            f"{place}, field kind: {content['kind']!r}, expected one of {get_args(Kind)}. Correct the line."
        )
    return ParallelText(content.pop("kind"), content)


def _means(vectors: list[FloatArray]) -> FloatArray:
    return np.stack([rows.mean(axis=0, dtype=np.float64) for rows in vectors]).astype(np.float32)


def _without_language(
    vectors: FloatArray, means: FloatArray, languages: Sequence[Language], strength: float
) -> FloatArray:
    if vectors.shape != (len(languages), means.shape[1]):
        raise ValueError(f"vectors of shape {vectors.shape}, expected ({len(languages)}, {means.shape[1]})")
    if not languages:
        return vectors.copy()
    centred = vectors - np.float32(strength) * means[[LANGUAGES.index(language) for language in languages]]
    centred[~vectors.any(axis=1)] = 0  # an empty text stays similar to nothing
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    aligned: FloatArray = (centred / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return aligned
