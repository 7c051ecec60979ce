"""Any cross-encoder that sentence-transformers loads, as a ranker: slow on a processor, but there are strong ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus import Passage
from index.errors import ModelNotFound, ModelUnsupported
from index.hf_source import not_found_message
from index.hit import Ranked


class CrossEncoderRanker:
    """A `Ranker` over a sentence-transformers CrossEncoder with one output, by hub id or folder.

    :raises ModelNotFound: if the model is neither here nor on the hub.
    :raises ModelUnsupported: if it gives more than one number for a pair of texts.
    """

    def __init__(self, name_or_folder: str) -> None:
        self.name = name_or_folder
        self._model = _load(name_or_folder)
        if self._model.num_labels != 1:
            raise ModelUnsupported(
                f"{name_or_folder} gives {self._model.num_labels} numbers for a question and a passage; a ranker gives "
                "one. Choose a cross-encoder that was trained for ranking."
            )

    def rank(self, question: str, passages: Sequence[Passage]) -> list[Ranked]:
        """Judge whole passages; a model of this kind tells nothing of their sentences."""
        if not passages:
            return []
        import torch

        scores = self._model.predict(
            [(question, passage.text) for passage in passages],
            activation_fn=torch.nn.Sigmoid(),
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return [Ranked(float(score)) for score in scores]


def _load(name: str) -> Any:
    from sentence_transformers import CrossEncoder

    try:
        return CrossEncoder(name, local_files_only=True)
    except (OSError, ValueError) as exc:
        if Path(name).is_dir():
            raise ModelNotFound(
                f"The folder {name} holds no cross-encoder that sentence-transformers can load ({exc}). "
                "Choose another folder."
            ) from exc
    try:
        return CrossEncoder(name)
    except (OSError, ValueError) as exc:
        raise ModelNotFound(not_found_message(name)) from exc
