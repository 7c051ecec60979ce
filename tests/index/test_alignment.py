from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.article import LANGUAGES, Language
from index.alignment import Alignment, ParallelSet, ParallelText, load_or_estimate, load_parallel
from index.errors import AlignmentError

if TYPE_CHECKING:
    from .conftest import FakeEncoder

LINE = {"kind": "question", "ru": "Кто?", "kk": "Кім?", "en": "Who?"}


@pytest.fixture
def by_hand() -> Alignment:
    means = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
    return Alignment(means, np.zeros_like(means), encoder="fake-1", parallel="p", strength=0.5)


@pytest.fixture
def parallel() -> ParallelSet:
    return ParallelSet(
        (
            ParallelText("question", {"ru": "Где вода?", "kk": "Су қайда?", "en": "Where is water?"}),
            ParallelText("question", {"ru": "Кто он?", "kk": "Ол кім өзі?", "en": "Who is he?"}),
            ParallelText("statement", {"ru": "Вода здесь.", "kk": "Су осында ғой.", "en": "Water is here."}),
        )
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("ru", [0.0, 1.0], id="ru: (0.5, 1) - 0.5 (1, 0) = (0, 1)"),
        pytest.param("kk", [2**-0.5, 2**-0.5], id="kk: (0.5, 1) - 0.5 (0, 1) = (0.5, 0.5)"),
        pytest.param("en", [0.2 / 0.4**0.5, 0.6 / 0.4**0.5], id="en: (0.5, 1) - 0.5 (0.6, 0.8) = (0.2, 0.6)"),
    ],
)
def test_apply_questions_subtracts_and_normalises(
    by_hand: Alignment, language: Language, expected: list[float]
) -> None:
    vectors = np.array([[0.5, 1.0]], dtype=np.float32)
    aligned = by_hand.apply_questions(vectors, [language])
    assert aligned[0].tolist() == pytest.approx(expected)
    assert aligned.dtype == np.float32
    assert vectors.tolist() == [[0.5, 1.0]]


def test_apply_passages_uses_means_of_its_own(by_hand: Alignment) -> None:
    aligned = by_hand.apply_passages(np.array([[3.0, 4.0]], dtype=np.float32), ["ru"])
    assert aligned.tolist() == [pytest.approx([0.6, 0.8])]


def test_zeros_stay_zeros_and_none_stays_none(by_hand: Alignment) -> None:
    zeros = np.zeros((1, 2), dtype=np.float32)
    assert by_hand.apply_questions(zeros, ["kk"]).tolist() == [[0, 0]]
    assert by_hand.apply_questions(np.zeros((0, 2), dtype=np.float32), []).shape == (0, 2)


def test_as_many_languages_as_vectors(by_hand: Alignment) -> None:
    with pytest.raises(ValueError, match=r"vectors of shape \(1, 2\), expected \(2, 2\)"):
        by_hand.apply_questions(np.ones((1, 2), dtype=np.float32), ["ru", "kk"])


def test_estimate_takes_questions_as_questions(fake_encoder: FakeEncoder, parallel: ParallelSet) -> None:
    alignment = Alignment.estimate(fake_encoder, parallel)
    asked = {kind: {text for k, text in fake_encoder.asked if k == kind} for kind in ("question", "passage")}
    assert asked["question"] == {text for item in parallel.items[:2] for text in item.texts.values()}
    assert asked["passage"] == set(parallel.items[2].texts.values())
    for place, language in enumerate(LANGUAGES):
        both = fake_encoder.encode_questions(parallel.texts("question", language))
        assert alignment.questions[place].tolist() == pytest.approx(((both[0] + both[1]) / 2).tolist())


def test_saved_means_come_back_the_same(tmp_path: Path, fake_encoder: FakeEncoder, parallel: ParallelSet) -> None:
    alignment = Alignment.estimate(fake_encoder, parallel)
    alignment.save(tmp_path / "a.npz")
    loaded = Alignment.load(tmp_path / "a.npz", fake_encoder)
    assert loaded.digest == alignment.digest
    assert np.array_equal(loaded.questions, alignment.questions)
    assert np.array_equal(loaded.passages, alignment.passages)
    assert [file.name for file in tmp_path.iterdir()] == ["a.npz"]


def test_means_of_another_encoder_are_refused(tmp_path: Path, fake_encoder: FakeEncoder, parallel: ParallelSet) -> None:
    Alignment.estimate(fake_encoder, parallel).save(tmp_path / "a.npz")
    fake_encoder.fingerprint = "fake-2"
    with pytest.raises(AlignmentError, match=r"encoder fake-1 .* not to fake \(fake-2\).*Delete"):
        Alignment.load(tmp_path / "a.npz", fake_encoder)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04cut"])
def test_damaged_means_are_an_error(tmp_path: Path, fake_encoder: FakeEncoder, data: bytes) -> None:
    (tmp_path / "a.npz").write_bytes(data)
    with pytest.raises(AlignmentError, match=r"cannot be read .* made again at the next start"):
        Alignment.load(tmp_path / "a.npz", fake_encoder)


def test_load_or_estimate_encodes_once_and_mends_a_damaged_file(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    first = load_or_estimate(fake_encoder, tmp_path)
    fake_encoder.asked.clear()
    assert np.array_equal(load_or_estimate(fake_encoder, tmp_path).questions, first.questions)
    assert not fake_encoder.asked
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"cut")
    assert np.array_equal(load_or_estimate(fake_encoder, tmp_path).passages, first.passages)


def test_shipped_parallel_set_has_both_kinds_in_three_languages() -> None:
    parallel = load_parallel()
    for language in LANGUAGES:
        assert len(parallel.texts("question", language)) >= 50
        assert len(parallel.texts("statement", language)) >= 50


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"kk": None}, r"line 2, field kk: None is no text", id="no text"),
        pytest.param({"ru": "  "}, r"line 2, field ru: '  ' is no text", id="blank"),
        pytest.param({"kind": "poem"}, r"line 2, field kind: 'poem', expected one of", id="kind"),
        pytest.param({"de": "Wer?"}, r"line 2 has the fields .*'de'.*, expected", id="another field"),
    ],
)
def test_broken_parallel_set_names_line_and_field(tmp_path: Path, change: dict[str, object], message: str) -> None:
    lines = [LINE, LINE | change]
    path = tmp_path / "parallel.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    with pytest.raises(AlignmentError, match=message):
        load_parallel(path)


def test_parallel_set_without_statements_or_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "parallel.jsonl"
    path.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    with pytest.raises(AlignmentError, match=r"no line of kind \['statement'\]"):
        load_parallel(path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(AlignmentError, match="line 1 is no JSON"):
        load_parallel(path)
