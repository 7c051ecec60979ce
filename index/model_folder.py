"""The folder of a converted model: what lies in it, and what its card says.

    <slug>/derek.json             the card: name, dimension, prefixes, pooling, sizes of the files,
    fingerprint
           model.int8.onnx        the graph
           model.int8.onnx.data   its weights, mapped into memory
           vocabulary.npz         pieces of a unigram vocabulary, or else
           tokenizer.json         any other tokenizer, as the `tokenizers` library writes it

Only a whole folder ever carries its final name.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_args

from index.errors import ModelDamaged
from index.onnx_names import DATA_SUFFIX, Pooling

FORMAT = 1
"""Grows when the same weights would be converted to other vectors, or the layout of the folder changes."""
CARD = "derek.json"
GRAPH = "model.int8.onnx"
VOCABULARY = "vocabulary.npz"
TOKENIZER = "tokenizer.json"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What has to be known of a converted model to use it.

    `files` maps each file of the folder to its size in bytes; `source_sha256` is that of the weights and the
    vocabulary before the conversion, so two machines that convert the same model get the same fingerprint.
    """

    name: str
    dimension: int
    question_prefix: str
    passage_prefix: str
    pooling: Pooling
    max_tokens: int
    source: str
    licence: str
    source_sha256: str
    files: dict[str, int]
    format: int = FORMAT

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would get another vector."""
        parts = (
            self.format,
            self.source_sha256,
            self.dimension,
            self.question_prefix,
            self.passage_prefix,
            self.pooling,
            self.max_tokens,
        )
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    def to_json(self) -> str:
        """Return the content of `derek.json`."""
        content = asdict(self) | {"fingerprint": self.fingerprint}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> ModelCard:
        """Read a card.

        :raises ValueError: if it is no JSON, has other fields, or its fingerprint is not that of the other
        fields.
        """
        content = json.loads(text)
        if not isinstance(content, dict):
            raise ValueError(f"a card is an object, not {type(content).__name__}")
        if content.get("format") != FORMAT:
            raise ValueError(f"format {content.get('format')}, expected {FORMAT}")
        fingerprint = content.pop("fingerprint", None)
        _check_fields(content)
        card = cls(**content)
        if card.fingerprint != fingerprint:
            raise ValueError(f"fingerprint {fingerprint}, but the other fields give {card.fingerprint}")
        return card


def _check_fields(content: dict[str, Any]) -> None:
    expected = {"name", "question_prefix", "passage_prefix", "pooling", "source", "licence", "source_sha256"}
    numbers = {"dimension", "max_tokens", "format"}
    if set(content) != expected | numbers | {"files"}:
        raise ValueError(f"fields {sorted(content)}, expected {sorted(expected | numbers | {'files'})}")
    if not all(isinstance(content[name], str) for name in expected):
        raise ValueError(f"the fields {sorted(expected)} must be texts")
    if not all(isinstance(content[name], int) and content[name] > 0 for name in numbers):
        raise ValueError(f"the fields {sorted(numbers)} must be positive whole numbers")
    if content["pooling"] not in get_args(Pooling):
        raise ValueError(f"pooling {content['pooling']!r}, expected one of {get_args(Pooling)}")
    if not isinstance(content["files"], dict):
        raise ValueError("the field files must be an object")


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """Where each file of a converted model lies."""

    path: Path

    @property
    def card(self) -> Path:
        """The card; written last, so a folder that has it is whole."""
        return self.path / CARD

    @property
    def graph(self) -> Path:
        """The ONNX graph."""
        return self.path / GRAPH

    @property
    def data(self) -> Path:
        """The weights of the graph."""
        return self.path / (GRAPH + DATA_SUFFIX)

    @property
    def vocabulary(self) -> Path:
        """The unigram vocabulary, where the model has one."""
        return self.path / VOCABULARY

    @property
    def tokenizer(self) -> Path:
        """The tokenizer of any other model."""
        return self.path / TOKENIZER

    def is_valid(self) -> bool:
        """Whether the folder holds a whole model of the present format."""
        try:
            self.read_card()
        except ModelDamaged:
            return False
        return True

    def read_card(self) -> ModelCard:
        """Return the card, with the presence and size of every file checked.

        :raises ModelDamaged: if anything is missing or not as the card says.
        """
        mend = f"Delete the folder {self.path}: the model is converted again at the next start."
        try:
            card = ModelCard.from_json(self.card.read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError) as exc:
            raise ModelDamaged(f"{self.card} is not a valid model card ({exc}). {mend}") from exc
        needed = {self.graph.name, self.data.name}
        if not needed <= set(card.files) or not {VOCABULARY, TOKENIZER} & set(card.files):
            raise ModelDamaged(f"{self.card} lists the files {sorted(card.files)}, which are no model. {mend}")
        for name, size in card.files.items():
            file = self.path / name
            found = file.stat().st_size if file.is_file() else None
            if found != size:
                state = "is missing" if found is None else f"has {found} bytes"
                raise ModelDamaged(f"{file} {state}, expected {size} bytes. {mend}")
        return card

    def file_sizes(self) -> dict[str, int]:
        """Return the size in bytes of every file but the card."""
        return {file.name: file.stat().st_size for file in sorted(self.path.iterdir()) if file.name != CARD}
