"""Takes the language out of vectors, so that a question finds its answer in whatever language it is written.

An encoder puts texts of one language close together whatever they say. Three things are done about it, each learnt
from texts that say the same in the three languages (`index.parallel`), so that what is taken away is the language and
not the subject:

1. **Means.** The part that all texts of a language share is their mean vector; nine tenths of it are subtracted.
   Questions and passages are encoded differently and have means of their own.
2. **Scatter within texts.** What still differs between the versions of one text lies in some directions more than in
   others. Those are made shorter: vectors are multiplied by the inverse square root of the scatter within texts,
   shrunk towards its mean (within-class covariance normalisation: Hatch, Kajarekar and Stolcke, Interspeech 2006;
   there a class is a speaker, here a text).
3. **Parity.** A question still lies nearer to its answer in its own language than to the same answer in another. The
   difference of these mean similarities is taken off, for each of the nine pairs of languages. For that a passage's
   vector carries its language in three more numbers (1 for its own, 0 for the others) and a question's vector what to
   add for each; so it is part of the inner product, and a search needs to know nothing of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.article import LANGUAGES, Language
from index.encoder import Encoder, FloatArray
from index.errors import AlignmentError
from index.parallel import ParallelSet, shipped_parallel_set

STRENGTH = 0.9
"""Share of the mean that is subtracted; all of it would take away some of what is said, too."""
SHRINKAGE = 2.0
"""How much of the mean scatter is added to that of every direction before it is inverted."""
SHIPPED = Path(__file__).parent / "data" / "alignments"
FORMAT = 2
_ARRAYS = ("questions", "passages", "rotation", "parity")


@dataclass(frozen=True, eq=False)
class Alignment:
    """What is done to the vectors of one encoder: arrays in float32, languages in the order of `LANGUAGES`.

    `questions` and `passages` are means (3, dimension); `rotation` is multiplied from the right (dimension,
    dimension); `parity` is added to the similarity of a question in language i and a passage in language j (3, 3).
    `encoder` is the fingerprint of the encoder and `parallel` the digest of the texts all was estimated with.
    """

    questions: FloatArray
    passages: FloatArray
    rotation: FloatArray
    parity: FloatArray
    encoder: str
    parallel: str

    def __post_init__(self) -> None:
        languages, dimension = len(LANGUAGES), self.questions.shape[-1]
        expected = {
            "questions": (languages, dimension),
            "passages": (languages, dimension),
            "rotation": (dimension, dimension),
            "parity": (languages, languages),
        }
        found = {name: getattr(self, name).shape for name in _ARRAYS}
        if found != expected:
            raise ValueError(f"arrays of shape {found}, expected {expected}")

    @classmethod
    def none(cls, encoder: Encoder) -> Alignment:
        """An alignment that leaves vectors as they are."""
        means = np.zeros((len(LANGUAGES), encoder.dimension), dtype=np.float32)
        parity = np.zeros((len(LANGUAGES), len(LANGUAGES)), dtype=np.float32)
        return cls(means, means, np.eye(encoder.dimension, dtype=np.float32), parity, encoder.fingerprint, "none")

    @classmethod
    def estimate(cls, encoder: Encoder, parallel: ParallelSet) -> Alignment:
        """Encode the parallel set and learn from it what to take away."""
        questions = np.stack([encoder.encode_questions(parallel.texts("question", lang)) for lang in LANGUAGES])
        statements = np.stack([encoder.encode_passages(parallel.texts("statement", lang)) for lang in LANGUAGES])
        question_means, passage_means = _means(questions), _means(statements)
        centred = [_centred(questions, question_means), _centred(statements, passage_means)]
        rotation = _inverse_root((_scatter_within(centred[0]) + _scatter_within(centred[1])) / 2)
        parity = np.zeros((len(LANGUAGES), len(LANGUAGES)), dtype=np.float32)
        if parallel.answered:
            paragraphs = np.stack([encoder.encode_passages(parallel.paragraphs(lang)) for lang in LANGUAGES])
            asked, said, whole = (_unit(texts @ rotation) for texts in (*centred, _centred(paragraphs, passage_means)))
            parity = _parity(
                asked[:, [each.question for each in parallel.answered]],
                said[:, [each.statement for each in parallel.answered]],
                whole[:, [each.paragraph for each in parallel.answered]],
            )
        return cls(question_means, passage_means, rotation, parity, encoder.fingerprint, parallel.digest)

    @classmethod
    def load(cls, path: Path, encoder: Encoder) -> Alignment:
        """Read what `save` wrote.

        :raises AlignmentError: if the file cannot be read, or belongs to another encoder.
        """
        mend = f"Delete {path}: it is made again at the next start."
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                (version,) = arrays["format"].tolist()
                if version != FORMAT:
                    raise AlignmentError(f"{path} has format {version}, expected {FORMAT}. {mend}")
                fingerprint, parallel = arrays["made_from"].tolist()
                found = {name: arrays[name].astype(np.float32) for name in _ARRAYS}
                alignment = cls(**found, encoder=fingerprint, parallel=parallel)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as exc:
            raise AlignmentError(f"The alignment in {path} cannot be read ({exc}). {mend}") from exc
        dimension = alignment.questions.shape[1]
        if (fingerprint, dimension) != (encoder.fingerprint, encoder.dimension):
            raise AlignmentError(
                f"The alignment in {path} belongs to the encoder {fingerprint} with {dimension} "
                f"dimensions, not to {encoder.name} ({encoder.fingerprint}) with {encoder.dimension}. {mend}"
            )
        return alignment

    def save(self, path: Path) -> None:
        """Write everything as `.npz`, in half precision, by one rename.

        :raises AlignmentError: if there is no room, or no permission to write.
        """
        temporary = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
                temporary = Path(file.name)
                arrays = {name: getattr(self, name).astype(np.float16) for name in _ARRAYS}
                np.savez(file, format=np.array([FORMAT]), made_from=np.array([self.encoder, self.parallel]), **arrays)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except OSError as exc:
            raise AlignmentError(
                f"The alignment could not be written to {path} ({exc.strerror or exc}). "
                "Free some space there and start again."
            ) from exc
        finally:
            if temporary is not None:
                temporary.unlink(missing_ok=True)

    @property
    def dimension(self) -> int:
        """Length of an aligned vector: the encoder's, and one number for each language."""
        return int(self.questions.shape[1]) + len(LANGUAGES)

    @property
    def digest(self) -> str:
        """Changes whenever the same vector would be aligned to another one.

        It tells what the alignment was made from, not its last bits, which differ between processors.
        """
        parts = (FORMAT, self.encoder, self.parallel, STRENGTH, SHRINKAGE)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    def apply_questions(self, vectors: FloatArray, languages: Sequence[Language]) -> FloatArray:
        """Return vectors of questions without their language, float32 (texts, dimension + 3).

        Their inner product with a passage's is the similarity, parity included. Rows of zeros stay zeros.
        """
        return self._applied(vectors, self.questions, languages, self.parity)

    def apply_passages(self, vectors: FloatArray, languages: Sequence[Language]) -> FloatArray:
        """Return vectors of passages without their language, float32 (texts, dimension + 3); see `apply_questions`."""
        return self._applied(vectors, self.passages, languages, np.eye(len(LANGUAGES), dtype=np.float32))

    def _applied(
        self, vectors: FloatArray, means: FloatArray, languages: Sequence[Language], added: FloatArray
    ) -> FloatArray:
        if vectors.shape != (len(languages), means.shape[1]):
            raise ValueError(f"vectors of shape {vectors.shape}, expected ({len(languages)}, {means.shape[1]})")
        rows = [LANGUAGES.index(language) for language in languages]
        centred = _unit(vectors - np.float32(STRENGTH) * means[rows])
        aligned: FloatArray = np.hstack([_unit(centred @ self.rotation), added[rows]]).astype(np.float32)
        aligned[~vectors.any(axis=1)] = 0  # an empty text stays similar to nothing
        return aligned


def load_or_estimate(encoder: Encoder, folder: Path) -> Alignment:
    """Return the alignment of an encoder: the one that comes with Derek, or that of `folder`, or else a new one.

    To estimate one takes as long as encoding some 6,000 texts, most of them of one sentence.

    A file that is damaged, or was made from other texts, is made again: nothing in it cannot be recomputed.

    :raises AlignmentError: if the parallel set is broken, or the result cannot be written.
    """
    parallel = shipped_parallel_set()
    name = f"alignment-{encoder.fingerprint}.npz"
    for path in (SHIPPED / name, folder / name):
        if path.is_file():
            try:
                stored = Alignment.load(path, encoder)
            except AlignmentError:
                continue
            if stored.parallel == parallel.digest:
                return stored
    Alignment.estimate(encoder, parallel).save(folder / name)
    return Alignment.load(folder / name, encoder)


def _means(vectors: FloatArray) -> FloatArray:
    """Mean of each language, (3, dimension), of vectors (3, texts, dimension)."""
    means: FloatArray = vectors.mean(axis=1, dtype=np.float64).astype(np.float32)
    return means


def _centred(vectors: FloatArray, means: FloatArray) -> FloatArray:
    """Vectors (3, texts, dimension) without their languages' means."""
    return _unit(vectors - np.float32(STRENGTH) * means[:, None])


def _scatter_within(vectors: FloatArray) -> NDArray[np.floating[Any]]:
    """Mean scatter, (dimension, dimension), of the versions of one text around their own mean."""
    apart = vectors - vectors.mean(axis=0, keepdims=True)
    flat = apart.reshape(-1, vectors.shape[-1]).astype(np.float64)
    return np.asarray(flat.T @ flat / (vectors.shape[1] * (len(vectors) - 1)))


def _inverse_root(scatter: NDArray[np.floating[Any]]) -> FloatArray:
    """(scatter / its mean eigenvalue + SHRINKAGE) to the power of -1/2."""
    values, directions = np.linalg.eigh(scatter)
    mean = max(float(values.mean()), 1e-12)
    heights = (np.maximum(values, 0) / mean + SHRINKAGE) ** -0.5
    root: FloatArray = np.asarray((directions * heights) @ directions.T, dtype=np.float32)
    return root


def _parity(questions: FloatArray, statements: FloatArray, paragraphs: FloatArray) -> FloatArray:
    """What to add for each pair of languages, so that right answers are equally near in all of them."""
    answers = (statements + paragraphs) / 2
    near = np.einsum("and,bnd->ab", questions, answers) / questions.shape[1]
    parity: FloatArray = (near.mean(axis=1, keepdims=True) - near).astype(np.float32)
    return parity


def _unit(vectors: FloatArray) -> FloatArray:
    """Vectors of length 1; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: FloatArray = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled
