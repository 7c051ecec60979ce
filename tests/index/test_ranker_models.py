"""Rankers: the one that comes with Derek, any cross-encoder, and how one is named."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from corpus import Language
from index import load_ranker
from index.cross_encoder import CrossEncoderRanker
from index.errors import ModelDamaged, ModelNotFound, ModelUnsupported
from index.own_ranker import LONGEST, Head, OwnRanker
from tests.fakes import make_passage

from .foreign import write_base


def test_certainty_by_hand() -> None:
    """Question (1, 0); sentences (1, 0) and (0.6, 0.8), whose ends are the rows 3 and 5."""
    states = np.array([[1, 0], [1, 0], [3, 0], [1, 0], [0.6, 0.8], [0.6, 0.8]], dtype=np.float32)
    head = Head(np.array([0.5, 0.25], dtype=np.float32), steepness=2.0, usual=0.9, bias=-0.1)
    first = 2 * (1.0 - 0.9) + 0.5 * 1 - 0.1
    second = 2 * (0.6 - 0.9) + 0.5 * 0.6 + 0.25 * 0.8 - 0.1
    expected = [1 / (1 + math.exp(-score)) for score in (first, second)]
    assert head.certainty(states, [1, 3, 5]) == pytest.approx(expected, rel=1e-5)


def test_certainty_stays_in_bounds_however_steep() -> None:
    states = np.array([[1, 0], [1, 0], [-1, 0]], dtype=np.float32)
    sure, unsure = Head(np.zeros(2, dtype=np.float32), 1e6, 0.0, 0.0).certainty(states, [0, 1, 2])
    assert 0 <= unsure < 1e-9
    assert 1 - 1e-9 < sure <= 1


QUESTIONS: dict[Language, str] = {
    "ru": "Сколько хозяйств опросили в Нарынской области?",
    "kk": "Нарын облысында неше шаруашылықтан сауалнама алынды?",
    "en": "How many farms were surveyed in Naryn Region?",
}
ANSWERS: dict[Language, str] = {
    "ru": "Опрос охватил 412 хозяйств Нарынской области.",
    "kk": "Сауалнама Нарын облысының 412 шаруашылығын қамтыды.",
    "en": "The survey covered 412 farms of Naryn Region.",
}
OTHERS: dict[Language, str] = {
    "ru": "Журнал выходит четыре раза в год на трёх языках.",
    "kk": "Журнал жылына төрт рет үш тілде шығады.",
    "en": "The journal appears four times a year in three languages.",
}


@pytest.fixture(scope="module")
def own(real_model_dir: Path) -> OwnRanker:
    return OwnRanker.load(real_model_dir.parent)


@pytest.mark.model
@pytest.mark.parametrize("asked", ["ru", "kk", "en"])
@pytest.mark.parametrize("held", ["ru", "kk", "en"])
def test_the_sentence_that_answers_is_surer(own: OwnRanker, asked: Language, held: Language) -> None:
    right = make_passage("right", f"{OTHERS[held]} {ANSWERS[held]}", held, [OTHERS[held], ANSWERS[held]])
    wrong = make_passage("wrong", f"{OTHERS[held]} {OTHERS[held]}", held)
    first, second = own.rank(QUESTIONS[asked], [right, wrong])
    assert len(first.sentences) == 2
    assert first.sentences[1] > first.sentences[0]
    assert first.passage == max(first.sentences) > second.passage


@pytest.mark.model
def test_a_judgement_does_not_depend_on_the_passages_beside_it(own: OwnRanker) -> None:
    passages = [make_passage(str(n), f"{OTHERS['en']} {ANSWERS['ru']} " * (n + 1)) for n in range(4)]
    together = own.rank(QUESTIONS["kk"], passages)
    alone = [own.rank(QUESTIONS["kk"], [passage])[0] for passage in passages]
    assert [r.passage for r in together] == pytest.approx([r.passage for r in alone], abs=1e-3)


@pytest.mark.model
def test_what_is_too_long_is_not_read_and_nothing_is_no_answer(own: OwnRanker) -> None:
    endless = make_passage("endless", f"{OTHERS['kk']} " * LONGEST, "kk", [OTHERS["kk"]] * LONGEST)
    (judged,) = own.rank("су " * 5000, [endless])
    assert len(judged.sentences) == len(endless.sentences)
    assert judged.sentences[-1] == 0.0
    assert own.rank("?", []) == []


@pytest.mark.model
def test_the_graph_shares_the_encoders_data_and_is_written_once(own: OwnRanker, real_model_dir: Path) -> None:
    assert own.name == "own"
    (graph,) = real_model_dir.glob("ranker-*.onnx")
    data = graph.with_name(graph.name + ".data")
    assert data.stat().st_size < 25e6
    before = graph.stat().st_mtime_ns
    OwnRanker.load(real_model_dir.parent)
    assert graph.stat().st_mtime_ns == before
    assert not list(real_model_dir.glob(".new-*"))


def test_weights_that_cannot_be_read_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index import own_ranker

    (tmp_path / "w.safetensors").write_bytes(b"no weights")
    monkeypatch.setattr(own_ranker, "WEIGHTS", tmp_path / "w.safetensors")
    with pytest.raises(ModelDamaged, match=r"w\.safetensors cannot be read .*Reinstall Derek"):
        own_ranker._read_weights()


def write_cross_encoder(folder: Path, labels: int) -> Path:
    """A tiny cross-encoder, as its author would write it."""
    import torch
    from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

    base = write_base(folder / "base")
    torch.manual_seed(3)
    config = AutoConfig.from_pretrained(base, num_labels=labels)
    AutoModelForSequenceClassification.from_config(config).save_pretrained(folder / "cross")
    AutoTokenizer.from_pretrained(base).save_pretrained(folder / "cross")
    return folder / "cross"


def test_any_cross_encoder_can_take_the_place(tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder

    folder = write_cross_encoder(tmp_path, 1)
    ranker = load_ranker(str(folder), tmp_path)
    assert isinstance(ranker, CrossEncoderRanker)
    passages = [make_passage("a", "су water", "kk"), make_passage("b", "water", "en")]
    judged = ranker.rank("су", passages)
    expected = CrossEncoder(str(folder)).predict([("су", p.text) for p in passages])
    assert [r.passage for r in judged] == pytest.approx(expected.tolist(), abs=1e-5)
    assert [r.sentences for r in judged] == [(), ()]
    assert ranker.rank("су", []) == []


def test_a_model_with_several_outputs_is_no_ranker(tmp_path: Path) -> None:
    with pytest.raises(ModelUnsupported, match="gives 3 numbers"):
        load_ranker(str(write_cross_encoder(tmp_path, 3)), tmp_path)


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="holds no cross-encoder"):
        load_ranker(str(tmp_path), tmp_path)


def test_none_is_no_ranker(tmp_path: Path) -> None:
    assert load_ranker("none", tmp_path) is None
    assert load_ranker("auto", tmp_path, encoder="intfloat/multilingual-e5-base") is None
    assert not any(tmp_path.iterdir())
