"""The network and its training, with a tiny encoder: what is trained, what stays, and what is stored."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.ranker.examples import Example
from tests.index.foreign import write_base

torch = pytest.importorskip("torch")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_base(tmp_path_factory.mktemp("ranker") / "base")


def rows_of(base: Path) -> Any:
    from transformers import AutoTokenizer

    from eval.ranker.training import encode

    tokenizer = AutoTokenizer.from_pretrained(base)
    made = [Example("су", ("су", "water"), (0,)), Example("water", ("су", "water"), (1,), crossing=True)] * 8
    return encode(tokenizer, [*made, Example("1", ("су", "water"), ())])


def test_ends_are_where_question_and_sentences_end(base: Path) -> None:
    rows = rows_of(base)
    for row in rows:
        assert len(row.ends) == 3
        assert [row.ids[end] for end in row.ends] == [2, 2, 2]
        assert row.ends[-1] == len(row.ids) - 1


def test_training_moves_the_upper_layers_and_leaves_embeddings_alone(base: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    from eval.ranker.network import RankerNetwork
    from eval.ranker.training import TrainingSettings, figures, loss_of, scores_of, train
    from eval.ranker.weights import save_weights

    torch.manual_seed(1)
    rows = rows_of(base)
    model = RankerNetwork(base, 1)
    before = model.encoder.embeddings.word_embeddings.weight.clone()
    trained = model.encoder.encoder.layer[0].intermediate.dense.weight
    first = trained.detach().clone()
    steps: list[int] = []
    settings = TrainingSettings(batch=4, learning_rate=2e-4, warm_up=2, steps=0)
    for _ in range(2):
        train(model, rows, settings, lambda step, *_: steps.append(step))
    model.eval()
    assert not torch.equal(first, trained)
    with torch.inference_mode():
        assert math.isfinite(loss_of(model, rows).item())
    assert torch.equal(before, model.encoder.embeddings.word_embeddings.weight)
    told = figures(rows, scores_of(model, rows))
    assert told["examples"] == len(rows)
    assert told["same by chance"] == 0.5

    save_weights(model, tmp_path / "w.safetensors")
    stored = load_file(tmp_path / "w.safetensors")
    layer = model.encoder.encoder.layer[0].intermediate.dense.weight.detach().numpy()
    restored = stored["l0.fi.w"].astype(np.float32) * stored["l0.fi.w.scale"][:, None]
    assert np.abs(restored - layer).max() <= np.abs(layer).max() / 63
    assert {"end.w", "head", "l0.oln.b"} <= set(stored)
    assert [path.name for path in tmp_path.iterdir()] == ["w.safetensors"]


def test_figures_by_hand() -> None:
    from eval.ranker.training import Encoded, figures

    rows = [
        Encoded([], [0, 1, 2], (0,), crossing=False),
        Encoded([], [0, 1, 2], (1,), crossing=True),
        Encoded([], [0, 1, 2], (), crossing=False),
    ]
    told = figures(rows, [[2.0, 1.0], [0.5, 0.1], [0.2, -1.0]])
    assert told == {
        "examples": 3, "same": 1.0, "same by chance": 0.5, "other": 0.0, "other by chance": 0.5, "auroc": 1.0,
    }  # fmt: skip
