"""Runs a converted model with onnxruntime; torch and transformers are never imported."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoder import FloatArray, Progress
from index.errors import ModelDamaged
from index.model_folder import ModelCard, ModelFolder
from index.unigram import UnigramTokenizer, load_vocabulary

BATCH_TOKENS = 512
"""Tokens of a batch, padding included: small batches stay in the processor's cache and are the fastest."""


class Tokenizer(Protocol):
    """Divides a text into token ids."""

    def encode(self, text: str, max_tokens: int) -> list[int]:
        """Return at most `max_tokens` ids, the opening and closing tokens included."""


class OnnxEncoder:
    """An `Encoder` over a graph that takes `ids` and `lengths` and returns vectors of length 1.

    A text's vector does not depend on the texts beside it. Use it like this:

        encoder = OnnxEncoder.load(Path("models/multilingual-e5-small"))
        encoder.encode_questions(["Қазақстанның астанасы қай қала?"])
    """

    def __init__(self, session: Any, tokenizer: Tokenizer, card: ModelCard) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._card = card

    @classmethod
    def load(cls, folder: Path) -> OnnxEncoder:
        """Load a folder that `index.models.prepare_model` wrote.

        :raises ModelDamaged: if a file is missing, of another size or cannot be read.
        """
        model = ModelFolder(folder)
        card = model.read_card()
        session = open_session(model.graph, model)
        given = session.get_outputs()[0].shape[-1]
        if given != card.dimension:
            raise ModelDamaged(
                f"{model.graph} gives vectors of {given} numbers, but {model.card} says {card.dimension}. "
                f"Delete the folder {model.path}: the model is converted again at the next start."
            )
        return cls(session, _open_tokenizer(model, card), card)

    @property
    def name(self) -> str:
        """What the reader called the model."""
        return self._card.name

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would get another vector."""
        return self._card.fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._card.dimension

    def encode_questions(self, texts: Sequence[str]) -> FloatArray:
        """Encode texts as questions: float32 (len(texts), dimension)."""
        return self._encode(texts, self._card.question_prefix, None)

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> FloatArray:
        """Encode texts as passages or sentences: float32 (len(texts), dimension)."""
        return self._encode(texts, self._card.passage_prefix, progress)

    def _encode(self, texts: Sequence[str], prefix: str, progress: Progress | None) -> FloatArray:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        limit = self._card.max_tokens
        ids = {place: self._tokenizer.encode(prefix + text, limit) for place, text in enumerate(texts) if text.strip()}
        done = len(texts) - len(ids)
        for batch in batches_by_length({place: len(tokens) for place, tokens in ids.items()}):
            vectors[batch] = self._run([ids[place] for place in batch])
            done += len(batch)
            if progress is not None:
                progress(done, len(texts))
        return vectors

    def _run(self, texts: list[list[int]]) -> FloatArray:
        (vectors,) = self._session.run(["vectors"], graph_inputs(texts))
        result: FloatArray = vectors
        return result


def graph_inputs(texts: Sequence[Sequence[int]]) -> dict[str, NDArray[Any]]:
    """What a graph takes: `ids` of the texts' tokens, padded to the longest, and their `lengths`."""
    lengths = np.array([len(tokens) for tokens in texts], dtype=np.int32)
    ids = np.zeros((len(texts), int(lengths.max())), dtype=np.int64)
    for row, tokens in zip(ids, texts, strict=True):
        row[: len(tokens)] = tokens
    return {"ids": ids, "lengths": lengths}


def batches_by_length(lengths: dict[int, int], limit: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Group places so that texts of like length run together, at most `limit` tokens with the padding.

    The longest come first: what memory a run takes is taken at once. A text longer than the limit runs alone.
    """
    batch: list[int] = []
    longest = 0
    for place in sorted(lengths, key=lambda place: (-lengths[place], place)):
        if batch and (len(batch) + 1) * longest > limit:
            yield batch
            batch = []
        if not batch:
            longest = lengths[place]
        batch.append(place)
    if batch:
        yield batch


def available_cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def open_session(graph: Path, model: ModelFolder) -> Any:
    """Open a graph that lies in a model's folder. Raises ModelDamaged when onnxruntime can't read it."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = available_cores()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The defaults stay: without the memory arena and spinning threads, batches this small run a third slower.
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except Exception as exc:  # onnxruntime's errors have no common base but this
        raise ModelDamaged(
            f"{graph} cannot be loaded ({exc}). "
            f"Delete the folder {model.path}: the model is converted again at the next start."
        ) from exc


def _open_tokenizer(model: ModelFolder, card: ModelCard) -> Tokenizer:
    file = model.vocabulary if model.vocabulary.name in card.files else model.tokenizer
    try:
        return UnigramTokenizer(load_vocabulary(file)) if file == model.vocabulary else LibraryTokenizer(file)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as exc:
        raise ModelDamaged(
            f"{file} cannot be read ({exc}). "
            f"Delete the folder {model.path}: the model is converted again at the next start."
        ) from exc


class LibraryTokenizer:
    """Any tokenizer that the `tokenizers` library reads."""

    def __init__(self, file: Path) -> None:
        from tokenizers import Tokenizer as Loaded

        content = file.read_text(encoding="utf-8")
        try:
            self._loaded = Loaded.from_str(content)
        except Exception as exc:  # the library raises nothing narrower
            raise ValueError(str(exc)) from exc
        self._loaded.no_padding()

    def encode(self, text: str, max_tokens: int) -> list[int]:
        """Return at most `max_tokens` ids, the opening and closing tokens included."""
        self._loaded.enable_truncation(max_tokens)
        # A lone surrogate, which a broken file can bring, is no text for the library.
        readable = text.encode("utf-8", "replace").decode("utf-8")
        ids: list[int] = self._loaded.encode(readable).ids
        return ids
