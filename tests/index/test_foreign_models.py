"""Models that others published: their own prompts, pooling and modules, against sentence-transformers itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import Form, describe_model, load_encoder
from index.encoder import FloatArray
from index.errors import ModelDamaged, ModelNotFound
from index.onnx_encoder import OnnxEncoder
from index.sentence_transformer_encoder import SentenceTransformerEncoder

from .foreign import Published, publish, write_base

TEXTS = ["су ың", "1: қ судың", "water 1 су", "water: water"]
PROMPTS = {"query": "query: ", "document": "су: "}
CONVERTED = {
    "mean": Published(),
    "mean, prompts": Published(prompts=PROMPTS),
    "cls, prompts": Published("cls", PROMPTS),
    "one way in a list": Published(("mean",), PROMPTS),
    "normalised": Published(prompts=PROMPTS, normalize=True),
    "no prompt to leave out": Published(include_prompt=False),
}
AS_THEY_ARE = {
    "last token, prompts": Published("lasttoken", PROMPTS),
    "max": Published("max", PROMPTS),
    "two ways": Published(("cls", "mean"), PROMPTS),
    "dense": Published(prompts=PROMPTS, dense=8),
    "dense, normalised": Published(dense=8, normalize=True),
    "mean without the prompt": Published(prompts=PROMPTS, include_prompt=False),
    "cls without the prompt": Published("cls", PROMPTS, include_prompt=False),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_base(tmp_path_factory.mktemp("base") / "tiny")


def cosines(one: FloatArray, other: FloatArray) -> list[float]:
    found: list[float] = (one * other).sum(axis=1).tolist()
    return found


def worst_cosine(encoder: OnnxEncoder | SentenceTransformerEncoder, folder: Path) -> float:
    """The least likeness of a vector to what sentence-transformers makes of the same text by itself."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    questions = cosines(encoder.encode_questions(TEXTS), model.encode_query(TEXTS, normalize_embeddings=True))
    passages = cosines(encoder.encode_passages(TEXTS), model.encode_document(TEXTS, normalize_embeddings=True))
    return min(questions + passages)


@pytest.mark.parametrize("made", [pytest.param(made, id=name) for name, made in CONVERTED.items()])
def test_a_model_of_a_usual_kind_is_converted_and_gives_the_vectors_it_gave(
    base: Path, tmp_path: Path, made: Published
) -> None:
    folder = publish(base, tmp_path / "m", made)
    encoder = load_encoder(str(folder), tmp_path / "models")
    assert isinstance(encoder, OnnxEncoder)
    assert worst_cosine(encoder, folder) > 0.99
    told = describe_model(str(folder), tmp_path / "models")
    prefixes = (made.prompts.get("query", ""), made.prompts.get("document", ""))
    assert (told.form, told.dimension, told.max_tokens) == (Form.CONVERTED, 32, 16)
    assert (told.question_prefix, told.passage_prefix) == prefixes


@pytest.mark.parametrize("made", [pytest.param(made, id=name) for name, made in AS_THEY_ARE.items()])
def test_a_model_of_another_kind_runs_as_it_is(base: Path, tmp_path: Path, made: Published) -> None:
    folder = publish(base, tmp_path / "m", made)
    encoder = load_encoder(str(folder), tmp_path / "models")
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert worst_cosine(encoder, folder) > 0.9999
    told = describe_model(str(folder), tmp_path / "models")
    pooling = made.pooling if isinstance(made.pooling, str) else "+".join(made.pooling)
    assert (told.form, told.pooling, told.max_tokens) == (Form.AS_IT_IS, pooling, 16)
    assert "runs with sentence-transformers" in told.note
    assert encoder.dimension == (made.dense or (64 if made.pooling == ("cls", "mean") else 32))


@pytest.mark.parametrize(
    "made", [pytest.param(CONVERTED["mean"], id="converted"), pytest.param(AS_THEY_ARE["max"], id="as it is")]
)
@pytest.mark.parametrize("name", ["passage", "corpus"])
def test_passages_take_the_prompt_that_says_something(base: Path, tmp_path: Path, made: Published, name: str) -> None:
    from sentence_transformers import SentenceTransformer

    folder = publish(base, tmp_path / "m", Published(made.pooling, {"query": "1", "document": "", name: "су: "}))
    encoder = load_encoder(str(folder), tmp_path / "models")
    model = SentenceTransformer(str(folder), device="cpu")
    expected = model.encode(TEXTS, prompt_name=name, normalize_embeddings=True)
    assert min(cosines(encoder.encode_passages(TEXTS), expected)) > 0.99


def test_a_long_text_is_cut_where_the_model_was_told_to(base: Path, tmp_path: Path) -> None:
    folder = publish(base, tmp_path / "m", Published())
    path = folder / "tokenizer_config.json"
    config = json.loads(path.read_text(encoding="utf-8")) | {"model_max_length": 6}
    path.write_text(json.dumps(config), encoding="utf-8")
    encoder = load_encoder(str(folder), tmp_path / "models")
    long, cut, short = encoder.encode_passages(["су су су су water water", "су су су су", "су су су"])
    assert long.tolist() == cut.tolist() != short.tolist()
    assert worst_cosine(encoder, folder) > 0.99
    assert describe_model(str(folder), tmp_path / "models").max_tokens == 6


def test_the_fingerprint_tells_models_apart_that_pool_differently(base: Path, tmp_path: Path) -> None:
    made = (AS_THEY_ARE["max"], AS_THEY_ARE["last token, prompts"], AS_THEY_ARE["mean without the prompt"])
    found = {
        SentenceTransformerEncoder(publish(base, tmp_path / str(n), one)).fingerprint for n, one in enumerate(made)
    }
    assert len(found) == 3


@pytest.mark.parametrize("made", [Published(), Published("max")], ids=["converted", "as it is"])
def test_a_model_whose_vectors_are_of_another_length_than_it_says_is_refused(
    base: Path, tmp_path: Path, made: Published
) -> None:
    folder = publish(base, tmp_path / "m", made)
    path = folder / "1_Pooling" / "config.json"
    config = json.loads(path.read_text(encoding="utf-8")) | {"embedding_dimension": 48}
    path.write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelDamaged, match=r"48 numbers, but .* 32\. Fetch or copy the model again"):
        load_encoder(str(folder), tmp_path / "models")


def test_a_card_that_says_another_length_than_the_graph_gives_is_refused(base: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    from index.model_folder import ModelFolder
    from index.models import prepare_model

    model = ModelFolder(prepare_model(str(base), tmp_path / "models"))
    model.card.write_text(replace(model.read_card(), dimension=48).to_json(), encoding="utf-8")
    with pytest.raises(
        ModelDamaged, match=r"gives vectors of 32 numbers, but .*derek\.json says 48\. Delete the folder"
    ):
        OnnxEncoder.load(model.path)


def test_a_folder_that_sentence_transformers_can_not_load_is_named(base: Path, tmp_path: Path) -> None:
    folder = publish(base, tmp_path / "m", Published("max"))
    (folder / "config.json").write_text('{"model_type": "nothing-known"}', encoding="utf-8")
    with pytest.raises(ModelNotFound, match=r"The folder .* holds no model that sentence-transformers can load"):
        load_encoder(str(folder), tmp_path / "models")
