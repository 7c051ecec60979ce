from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from corpus.article import LANGUAGES, Language
from index.errors import AlignmentError
from index.parallel import Answered, Kind, ParallelSet, ParallelText, load_parallel, shipped_parallel_set
from index.units import Unit, UnitQuestion, load_units

LINE = {"kind": "question", "ru": "Кто?", "kk": "Кім?", "en": "Who?"}


def said(text: str) -> dict[Language, str]:
    return {language: f"{text} {language}" for language in LANGUAGES}


UNITS = (
    Unit("a", "one", (said("s0"), said("s1")), (UnitQuestion(said("q0"), (1,)),), (UnitQuestion(said("u0")),)),
    Unit("a", "two", (said("s2"), said("s3")), (UnitQuestion(said("q1"), (0,)), UnitQuestion(said("q2"), (1, 0))), ()),
)


def test_texts_are_those_of_units_and_single_ones() -> None:
    parallel = ParallelSet((ParallelText("question", said("q3")), ParallelText("statement", said("s4"))), UNITS)
    assert parallel.texts("question", "kk") == ["q0 kk", "q1 kk", "q2 kk", "q3 kk"]
    assert parallel.texts("statement", "ru") == ["s0 ru", "s1 ru", "s2 ru", "s3 ru", "s4 ru"]
    assert parallel.paragraphs("en") == ["s0 en s1 en", "s2 en s3 en"]


def test_answers_point_at_statements_and_paragraphs_of_all_units() -> None:
    assert ParallelSet((), UNITS).answered == (Answered(0, 1, 0), Answered(1, 2, 1), Answered(2, 3, 1))


def test_digest_follows_texts_and_answers() -> None:
    digests = {
        ParallelSet((), UNITS).digest,
        ParallelSet((), UNITS[:1]).digest,
        ParallelSet((ParallelText("question", said("q3")),), UNITS).digest,
        ParallelSet(
            (), (Unit("a", "one", *([UNITS[0].sentences]), (UnitQuestion(said("q0"), (0,)),), ()), UNITS[1])
        ).digest,
    }
    assert len(digests) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_set_has_hundreds_of_texts_of_each_kind(language: Language) -> None:
    parallel = shipped_parallel_set()
    for kind in get_args(Kind):
        texts = parallel.texts(kind, language)
        assert len(texts) >= 700
        assert len(set(texts)) > 0.99 * len(texts)
    assert len(parallel.answered) >= 700


@pytest.mark.parametrize("unit", load_units(), ids=lambda unit: unit.id)
def test_units_say_the_same_in_three_languages(unit: Unit) -> None:
    figures = [
        [sorted(filter(str.isdigit, sentence[language])) for sentence in unit.sentences] for language in LANGUAGES
    ]
    different = sum(len(set(map(tuple, versions))) > 1 for versions in zip(*figures, strict=True))
    assert different <= len(unit.sentences) // 2, "some figures are words in one language, but not most"
    assert any(char in "әғқңөұүһі" for sentence in unit.sentences for char in sentence["kk"].lower())
    assert unit.unanswerable


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"sentences": [{"ru": "а", "kk": "ә"}]}, r"line 1 is no unit \('en'\)", id="no English"),
        pytest.param({"sentences": [{"ru": "а", "kk": " ", "en": "a"}]}, r"kk: ' ' is no text", id="blank"),
        pytest.param(
            {"questions": [{**said("q"), "answer": [1]}]}, r"answer \[1\], expected numbers .* 0 to 0", id="number"
        ),
        pytest.param({"questions": [{**said("q"), "answer": []}]}, r"answer \[\], expected", id="no answer"),
        pytest.param({"topic": None, "questions": 5}, "line 1 is no unit", id="no list"),
    ],
)
def test_a_broken_unit_names_file_and_line(tmp_path: Path, change: dict[str, object], message: str) -> None:
    unit = {"topic": "t", "sentences": [said("s")], "questions": [{**said("q"), "answer": [0]}], "unanswerable": []}
    (tmp_path / "law.jsonl").write_text(json.dumps(unit | change) + "\n", encoding="utf-8")
    with pytest.raises(AlignmentError, match=message):
        load_units(tmp_path)


def test_no_units_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(AlignmentError, match="holds no units"):
        load_units(tmp_path)


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
