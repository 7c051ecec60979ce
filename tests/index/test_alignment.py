from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.article import LANGUAGES, Language
from index import alignment as module
from index.alignment import Alignment, load_or_estimate
from index.encoder import FloatArray, Progress
from index.errors import AlignmentError
from index.onnx_encoder import OnnxEncoder
from index.parallel import ParallelSet, ParallelText, shipped_parallel_set
from index.units import Unit, UnitQuestion

if TYPE_CHECKING:
    from .conftest import FakeEncoder


@dataclass(frozen=True)
class Scripted:
    """An encoder that knows the vector of every text beforehand."""

    vectors: dict[str, list[float]]
    name: str = "scripted"
    fingerprint: str = "scripted-1"

    @property
    def dimension(self) -> int:
        return len(next(iter(self.vectors.values())))

    def encode_questions(self, texts: Sequence[str]) -> FloatArray:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> FloatArray:
        rows = np.array([self.vectors[text] for text in texts], dtype=np.float32)
        unit: FloatArray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def made_of(means: FloatArray, rotation: FloatArray | None = None, parity: FloatArray | None = None) -> Alignment:
    return Alignment(
        means,
        np.zeros_like(means),
        np.eye(2, dtype=np.float32) if rotation is None else rotation,
        np.zeros((3, 3), dtype=np.float32) if parity is None else parity,
        encoder="fake-1",
        parallel="p",
    )


@pytest.fixture
def by_hand() -> Alignment:
    return made_of(np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32) / np.float32(1.8))


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
    assert aligned[0].tolist() == pytest.approx([*expected, 0, 0, 0], abs=1e-6)
    assert aligned.dtype == np.float32
    assert vectors.tolist() == [[0.5, 1.0]]


def test_apply_passages_uses_means_of_its_own(by_hand: Alignment) -> None:
    aligned = by_hand.apply_passages(np.array([[3.0, 4.0]], dtype=np.float32), ["ru"])
    assert aligned.tolist() == [pytest.approx([0.6, 0.8, 1, 0, 0])]


def test_zeros_stay_zeros_and_none_stays_none(by_hand: Alignment) -> None:
    zeros = np.zeros((1, 2), dtype=np.float32)
    assert by_hand.apply_questions(zeros, ["kk"]).tolist() == [[0] * 5]
    assert by_hand.apply_questions(np.zeros((0, 2), dtype=np.float32), []).shape == (0, 5)


def test_as_many_languages_as_vectors(by_hand: Alignment) -> None:
    with pytest.raises(ValueError, match=r"vectors of shape \(1, 2\), expected \(2, 2\)"):
        by_hand.apply_questions(np.ones((1, 2), dtype=np.float32), ["ru", "kk"])


def test_rotation_comes_before_the_length() -> None:
    rotation = np.array([[3, 0], [0, 2]], dtype=np.float32)
    aligned = made_of(np.zeros((3, 2), dtype=np.float32), rotation).apply_passages(
        np.array([[1, 2]], dtype=np.float32), ["en"]
    )
    assert aligned.tolist() == [pytest.approx([0.6, 0.8, 0, 0, 1])]


@pytest.mark.parametrize("asked", LANGUAGES)
@pytest.mark.parametrize("answered", LANGUAGES)
def test_parity_is_part_of_the_inner_product(asked: Language, answered: Language) -> None:
    parity = np.arange(9, dtype=np.float32).reshape(3, 3) / 10
    alignment = made_of(np.zeros((3, 2), dtype=np.float32), parity=parity)
    question = alignment.apply_questions(np.array([[0.6, 0.8]], dtype=np.float32), [asked])
    passage = alignment.apply_passages(np.array([[1.0, 0.0]], dtype=np.float32), [answered])
    added = parity[LANGUAGES.index(asked), LANGUAGES.index(answered)]
    assert (question @ passage.T).item() == pytest.approx(0.6 + added)


def test_arrays_that_do_not_fit_are_refused() -> None:
    means = np.zeros((3, 2), dtype=np.float32)
    with pytest.raises(ValueError, match=r"'rotation': \(3, 3\)"):
        made_of(means, np.eye(3, dtype=np.float32))


def test_estimate_takes_questions_as_questions(fake_encoder: FakeEncoder, parallel: ParallelSet) -> None:
    alignment = Alignment.estimate(fake_encoder, parallel)
    asked = {kind: {text for k, text in fake_encoder.asked if k == kind} for kind in ("question", "passage")}
    assert asked["question"] == {text for item in parallel.items[:2] for text in item.texts.values()}
    assert asked["passage"] == set(parallel.items[2].texts.values())
    for place, language in enumerate(LANGUAGES):
        both = fake_encoder.encode_questions(parallel.texts("question", language))
        assert alignment.questions[place].tolist() == pytest.approx(((both[0] + both[1]) / 2).tolist())
    assert not alignment.parity.any()  # no question is said to be answered


def test_what_differs_between_versions_of_a_text_counts_less() -> None:
    """Languages differ in the first number only, texts in the second."""
    encoder = Scripted({f"{t}{k}": [k, 3.0 * (t - 0.5)] for t in range(2) for k in range(3)})
    parallel = ParallelSet(
        tuple(
            ParallelText(kind, {language: f"{t}{k}" for k, language in enumerate(LANGUAGES)})
            for kind in ("question", "statement")
            for t in range(2)
        )
    )
    rotation = Alignment.estimate(encoder, parallel).rotation
    assert rotation[0, 0] < rotation[1, 1]
    assert rotation[0, 1] == pytest.approx(0, abs=1e-6)


def test_parity_makes_right_answers_equally_near() -> None:
    """Before, a question's answer lies nearer in its own language."""
    numbers = np.random.default_rng(5).normal(size=(8, 3, 2, 6))
    texts = {
        f"{kind}{text}{k}": numbers[text, 0, 0]
        + 0.7 * numbers[0, 1, 0] * (k == 1)
        + 0.6 * numbers[text, 2, 0] * (k == 2)
        + (0.4 * numbers[text, 1, 1] if kind == "q" else 0)
        for kind in "qs"
        for text in range(8)
        for k in range(3)
    }
    units = tuple(
        Unit(
            "a",
            str(text),
            ({language: f"s{text}{k}" for k, language in enumerate(LANGUAGES)},),
            (UnitQuestion({language: f"q{text}{k}" for k, language in enumerate(LANGUAGES)}, (0,)),),
            (),
        )
        for text in range(8)
    )
    encoder = Scripted({name: vector.tolist() for name, vector in texts.items()})
    alignment = Alignment.estimate(encoder, ParallelSet((), units))

    def nearness(parity: FloatArray) -> FloatArray:
        fitted = replace(alignment, parity=parity)
        found = np.zeros((3, 3), dtype=np.float32)
        for a, asked in enumerate(LANGUAGES):
            for b, answered in enumerate(LANGUAGES):
                questions = fitted.apply_questions(
                    encoder.encode_questions([f"q{t}{a}" for t in range(8)]), [asked] * 8
                )
                answers = fitted.apply_passages(encoder.encode_passages([f"s{t}{b}" for t in range(8)]), [answered] * 8)
                found[a, b] = (questions * answers).sum(axis=1).mean()
        return found

    before, after = nearness(np.zeros((3, 3), dtype=np.float32)), nearness(alignment.parity)
    assert np.ptp(before, axis=1).min() > 0.01
    assert np.ptp(after, axis=1).max() < 1e-5
    assert after.mean(axis=1).tolist() == pytest.approx(before.mean(axis=1).tolist(), abs=1e-5)


def test_saved_means_come_back_the_same(tmp_path: Path, fake_encoder: FakeEncoder, parallel: ParallelSet) -> None:
    alignment = Alignment.estimate(fake_encoder, parallel)
    alignment.save(tmp_path / "a.npz")
    loaded = Alignment.load(tmp_path / "a.npz", fake_encoder)
    assert loaded.digest == alignment.digest
    for name in ("questions", "passages", "rotation", "parity"):
        assert getattr(loaded, name) == pytest.approx(getattr(alignment, name), abs=1e-3)
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


def test_load_or_estimate_encodes_once_and_mends_a_damaged_file(
    tmp_path: Path, fake_encoder: FakeEncoder, parallel: ParallelSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "shipped_parallel_set", lambda: parallel)
    first = load_or_estimate(fake_encoder, tmp_path)
    fake_encoder.asked.clear()
    assert np.array_equal(load_or_estimate(fake_encoder, tmp_path).questions, first.questions)
    assert not fake_encoder.asked
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"cut")
    assert np.array_equal(load_or_estimate(fake_encoder, tmp_path).passages, first.passages)


@pytest.mark.model
def test_the_shipped_alignment_belongs_to_the_bundled_encoder(
    real_model_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was made from the texts that are shipped, and is what they give: looked at on the means of some."""
    monkeypatch.setattr(Alignment, "estimate", lambda *_: pytest.fail("nothing has to be estimated"))
    bundled = OnnxEncoder.load(real_model_dir)
    shipped = load_or_estimate(bundled, tmp_path)
    assert not any(tmp_path.iterdir())
    parallel = shipped_parallel_set()
    for place, language in enumerate(LANGUAGES):
        some = bundled.encode_questions(parallel.texts("question", language)[::8]).mean(axis=0)
        mean = shipped.questions[place]
        assert float(some @ mean / np.linalg.norm(some) / np.linalg.norm(mean)) > 0.99
    # A question lies nearer to answers in its own language by nature, and that is taken off.
    assert (np.diag(shipped.parity) == shipped.parity.min(axis=1)).all()
