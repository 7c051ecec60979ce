"""What the ranker learns from: right sentences, whole documents on one side, three languages."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from corpus import LANGUAGES
from eval.ranker.examples import CHARACTERS, Example, examples
from eval.ranker.texts import Asked, Paragraph, Texts, from_kazqad, from_units, from_xquad_r
from index.units import load_units


def test_units_give_every_pair_of_languages() -> None:
    units = load_units()[:1]
    texts = from_units(units)
    assert {p.language for p in texts.paragraphs.values()} == set(LANGUAGES)
    questions = [a for a in texts.asked if any(a.answers.values())]
    assert len(questions) == 3 * len(units[0].questions)
    for asked in texts.asked:
        assert {texts.paragraphs[id_].language for id_ in asked.answers} == set(LANGUAGES)
        assert len(set(asked.answers.values())) == 1
    unanswerable = [a for a in texts.asked if not any(a.answers.values())]
    assert len(unanswerable) == 3 * len(units[0].unanswerable)


def test_documents_are_either_for_training_or_for_testing() -> None:
    texts = from_units(load_units())
    training, testing = texts.part(testing=False), texts.part(testing=True)
    documents = [{p.document for p in part.paragraphs.values()} for part in (training, testing)]
    assert not documents[0] & documents[1]
    assert len(documents[0] | documents[1]) == len(load_units())
    assert len(documents[1]) >= 5
    assert len(training.asked) + len(testing.asked) == len(texts.asked)


def test_xquad_r_is_read_with_the_sentence_of_each_answer(tmp_path: Path) -> None:
    for language, context in (
        ("ru", "Река длинная. Её длина 412 км."),
        ("en", "The river is long. It is 412 km long."),
    ):
        first = context.index(".") + 1
        data = {
            "paragraphs": [
                {
                    "context": context,
                    "sentence_breaks": [[0, first], [first + 1, len(context)]],
                    "qas": [{"id": "q", "question": language, "answers": [{"answer_start": context.index("412")}]}],
                }
            ]
        }
        (tmp_path / "raw").mkdir(exist_ok=True)
        (tmp_path / "raw" / f"{language}.json").write_text(json.dumps({"data": [data]}), encoding="utf-8")
    texts = from_xquad_r(tmp_path)
    assert texts.paragraphs["0/0/ru"].sentences == ("Река длинная.", "Её длина 412 км.")
    assert [(a.language, a.answers) for a in texts.asked] == [
        ("ru", {"0/0/ru": (1,), "0/0/en": (1,)}),
        ("en", {"0/0/ru": (1,), "0/0/en": (1,)}),
    ]


def test_kazqad_is_read_with_the_sentence_of_each_answer(tmp_path: Path) -> None:
    text = "Өзен ұзын. Оның ұзындығы 412 шақырым."
    (tmp_path / "passages.jsonl").write_text(
        json.dumps({"id": "p", "lang": "kk", "title": "Өзен", "text": text}), encoding="utf-8"
    )
    answer = {"passage": "p", "text": "412", "start": text.index("412")}
    question = {"id": "q", "lang": "kk", "text": "Ұзындығы қанша?", "gold": ["p"], "answers": [answer]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(question), encoding="utf-8")
    texts = from_kazqad(tmp_path)
    assert texts.asked == (Asked("Ұзындығы қанша?", "kk", {"p": (1,)}),)


def long_texts() -> Texts:
    sentences = tuple(f"Sentence {n} " + "word " * 30 for n in range(12))
    paragraphs = {
        "a": Paragraph("a", "A", "en", sentences, "A"),
        "b": Paragraph("b", "B", "kk", tuple(s.upper() for s in sentences), "B"),
    }
    return Texts("units", paragraphs, (Asked("Which?", "en", {"a": (7,)}), Asked("None?", "en", {"a": ()})))


@pytest.mark.parametrize("seed", range(20))
def test_an_example_shows_the_answer_among_its_neighbours(seed: int) -> None:
    texts = long_texts()
    made = list(examples(texts, {"Which?": ["a", "b"]}, random.Random(seed)))
    for example in made:
        assert sum(map(len, example.sentences)) <= CHARACTERS
        assert len(example.sentences) > 1
    right = [example for example in made if example.answer]
    assert len(right) == 1
    assert right[0].sentences[right[0].answer[0]] == texts.paragraphs["a"].sentences[7]
    assert all(not shows(texts, example) for example in made if not example.answer and example.question != "None?")


def shows(texts: Texts, example: Example) -> bool:
    """Whether the sentence that answers is there."""
    return texts.paragraphs["a"].sentences[7] in example.sentences and example.question.lower().startswith("which")


def test_wrong_stretches_come_from_near_paragraphs_and_from_the_rest_of_the_right_one() -> None:
    texts = long_texts()
    made = [
        e for seed in range(60) for e in examples(texts, {"Which?": ["a", "b"]}, random.Random(seed)) if not e.answer
    ]
    wrong = [example for example in made if example.question.lower().startswith("which")]
    assert any(example.crossing for example in wrong)
    assert any(not example.crossing for example in wrong)
    assert any(example.question.islower() for example in made)
