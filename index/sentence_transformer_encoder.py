"""Runs any model with sentence-transformers: slow and large in memory, but it runs what is not converted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import FloatArray, Progress
from index.errors import ModelDamaged, ModelNotFound
from index.hf_source import not_found_message, own_prefixes

BATCH = 16
REPORTED_AFTER = 256
"""Texts that are encoded between two calls of `progress`."""


class SentenceTransformerEncoder:
    """An `Encoder` over a model that sentence-transformers loads, by hub id or folder.

    The model's own prompts are used where it has them; the E5 family, which was trained with prefixes but
    whose folders do not say so, gets them.

    :raises ModelNotFound: if the model is neither here nor on the hub.
    :raises ModelDamaged: if its vectors have another length than it says.
    """

    def __init__(self, name_or_folder: str | Path) -> None:
        self._name = str(name_or_folder)
        self._model = _load(self._name)
        self._prefixes = own_prefixes(self._model.prompts, self._name)
        self._dimension = _dimension(self._model, self._name)
        self._fingerprint = _fingerprint(self._model, self._prefixes)

    @property
    def name(self) -> str:
        """What the reader called the model."""
        return self._name

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would get another vector."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def encode_questions(self, texts: Sequence[str]) -> FloatArray:
        """Encode texts as questions: float32 (len(texts), dimension)."""
        return self._encode(self._model.encode_query, self._prefixes[0], texts, None)

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> FloatArray:
        """Encode texts as passages or sentences: float32 (len(texts), dimension)."""
        return self._encode(self._model.encode_document, self._prefixes[1], texts, progress)

    def _encode(self, encode: Any, prefix: str, texts: Sequence[str], progress: Progress | None) -> FloatArray:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        places = [place for place, text in enumerate(texts) if text.strip()]
        blank = len(texts) - len(places)
        for start in range(0, len(places), REPORTED_AFTER):
            part = places[start : start + REPORTED_AFTER]
            vectors[part] = encode(
                [texts[place] for place in part],
                prompt=prefix,
                batch_size=BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
            if progress is not None:
                progress(blank + start + len(part), len(texts))
        return vectors


def _load(name: str) -> Any:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError) as exc:
        if Path(name).is_dir():
            raise ModelNotFound(
                f"The folder {name} holds no model that sentence-transformers can load ({exc}). Choose another folder."
            ) from exc
    try:
        return SentenceTransformer(name)
    except (OSError, ValueError) as exc:
        raise ModelNotFound(not_found_message(name)) from exc


def _dimension(model: Any, name: str) -> int:
    """Length of the vectors: found by encoding a word, for not every model tells it."""
    found = int(model.encode(["1"], show_progress_bar=False).shape[1])
    told = model.get_embedding_dimension() or found
    if told != found:
        raise ModelDamaged(
            f"The model {name} says that its vectors have {told} numbers, but they have {found}. "
            "Fetch or copy the model again."
        )
    return found


def _fingerprint(model: Any, prefixes: tuple[str, str]) -> str:
    """Hash prefixes, modules, length limit and weights: a name does not tell that a model was trained further."""
    modules = [(type(module).__name__, _settings(module)) for module in model]
    digest = hashlib.sha256(repr((prefixes, modules, model.max_seq_length)).encode())
    for name, values in sorted(model.state_dict().items()):
        if "pooler." in name:  # plays no part in the vectors, and is random where a model lacks it
            continue
        digest.update(name.encode())
        digest.update(values.detach().cpu().contiguous().float().numpy().tobytes())
    return digest.hexdigest()[:16]


def _settings(module: Any) -> list[tuple[str, str]]:
    """What a module is told beside its weights, such as how it pools."""
    keys = getattr(module, "config_keys", [])
    return sorted((key, repr(getattr(module, key, None))) for key in keys)
