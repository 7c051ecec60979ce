"""Public test data read into collections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import Language
from eval.collections import BadCollection, Collection, read_beir, read_collection, read_kazqad, read_xquad_r
from eval.questions import read_jsonl, write_jsonl
from tests.eval.collections.folders import (
    BEIR_CORPUS,
    BEIR_HEAD,
    BEIR_QUERIES,
    KAZQAD_PASSAGES,
    KAZQAD_QUESTIONS,
    STEPPE,
    WATER,
    XQUAD_PASSAGES,
    XQUAD_QUESTIONS,
    beir,
    kazqad,
    write_lines,
    xquad_r,
)


def relevant(collection: Collection) -> dict[str, dict[str, int]]:
    """By question, the grades of documents by their own ids."""
    ids = {collection.file_name(document.id): document.id for document in collection.documents}
    return {
        question.id: {ids[name]: grade for name, grade in question.relevant.items()}
        for question in collection.set.questions
    }


def test_kazqad(tmp_path: Path) -> None:
    collection = read_kazqad(kazqad(tmp_path / "kazqad"))
    assert [(each.id, each.language, each.title, each.text) for each in collection.documents] == [
        ("10_1", "kk", "Су", WATER),
        ("20_1", "kk", "Дала", STEPPE),
    ]
    assert relevant(collection) == {"bio1": {"10_1": 1}, "geo1": {"20_1": 1, "10_1": 1}}
    first, second = collection.set.questions
    assert (first.lang, first.kind, first.asked, first.answerable, first.spans) == (
        "kk", "factoid", "Тіршілік көзі не?", True, ("Су",)
    )  # fmt: skip
    assert (second.asked, second.spans) == ("Дала дегеніміз не?", ("кең жазық жер",))
    assert (collection.name, collection.set.name) == ("kazqad", "kazqad")


def test_xquad_r_in_a_mixed_pool(tmp_path: Path) -> None:
    collection = read_xquad_r(xquad_r(tmp_path / "xquad"))
    assert [(each.language, each.title) for each in collection.documents] == [
        ("en", ""),
        ("en", ""),
        ("ru", ""),
        ("ru", ""),
    ]
    both = {"en:p1": 1, "ru:p1": 1}
    assert relevant(collection) == {"en:1": both, "ru:1": both}
    assert [question.spans for question in collection.set.questions] == [("Dogs",), ("Собаки",)]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_xquad_r_in_one_language(tmp_path: Path, language: Language) -> None:
    collection = read_xquad_r(xquad_r(tmp_path / "xquad"), language=language)
    assert [each.id for each in collection.documents] == [f"{language}:p0", f"{language}:p1"]
    assert relevant(collection) == {f"{language}:1": {f"{language}:p1": 1}}
    assert collection.name == f"xquad-{language}"


def test_beir_tells_languages_and_leaves_out_queries_that_nothing_answers(tmp_path: Path) -> None:
    collection = read_beir(beir(tmp_path / "mixed"))
    assert [(each.id, each.language, each.title, each.text) for each in collection.documents] == [
        ("d1", "en", "Water", "Water is the source of life."),
        ("d2", "kk", "", WATER),
        ("d3", "ru", "Только название этой статьи", "Только название этой статьи"),
    ]
    assert relevant(collection) == {"q1": {"d1": 2, "d2": 1}, "q2": {"d2": 1}}
    assert [question.lang for question in collection.set.questions] == ["en", "kk"]
    assert collection.name == "mixed-test"


def test_beir_in_a_language_that_is_given(tmp_path: Path) -> None:
    collection = read_beir(beir(tmp_path / "mixed"), language="ru")
    assert {each.language for each in collection.documents} == {"ru"}
    assert {question.lang for question in collection.set.questions} == {"ru"}


@pytest.mark.parametrize(
    ("splits", "asked", "read"),
    [
        (("test", "dev"), None, "test"),
        (("dev",), None, "dev"),
        (("test", "dev"), "dev", "dev"),
    ],
)
def test_which_judgements_of_beir_are_read(
    tmp_path: Path, splits: tuple[str, ...], asked: str | None, read: str
) -> None:
    judged = {"test": ("q1\td1\t1",), "dev": ("q2\td2\t1",)}
    folder = beir(tmp_path / "mixed", **{split: judged[split] for split in splits})
    assert [question.id for question in read_beir(folder, split=asked).set.questions] == [judged[read][0][:2]]


def test_a_split_that_is_not_there(tmp_path: Path) -> None:
    folder = beir(tmp_path / "mixed", dev=("q1\td1\t1",), train=("q1\td1\t1",))
    with pytest.raises(BadCollection, match=r"qrels: expected judgements in test\.tsv; found dev\.tsv, train\.tsv"):
        read_beir(folder)
    with pytest.raises(BadCollection, match=r"expected judgements in trial\.tsv; found dev\.tsv, train\.tsv"):
        read_beir(folder, split="trial")


@pytest.mark.parametrize("make", [kazqad, xquad_r, beir])
def test_a_folder_is_recognised_and_its_set_can_be_stored(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    readers = {kazqad: read_kazqad, xquad_r: read_xquad_r, beir: read_beir}
    folder = make(tmp_path / "data")
    collection = read_collection(folder)
    assert collection == readers[make](folder)
    write_jsonl(tmp_path / f"{collection.name}.jsonl", collection.set)
    assert read_jsonl(tmp_path / f"{collection.name}.jsonl") == collection.set


@pytest.mark.parametrize(
    ("names", "found"),
    [((), "an empty folder"), (("passages.jsonl", "README.md"), "README.md, passages.jsonl"), (None, "no folder")],
)
def test_a_folder_of_no_known_kind(tmp_path: Path, names: tuple[str, ...] | None, found: str) -> None:
    folder = tmp_path / "data"
    for name in names or ():
        write_lines(folder / name, [{}])
    if names == ():
        folder.mkdir()
    with pytest.raises(
        BadCollection, match=rf"corpus\.jsonl, queries\.jsonl and qrels.*KazQAD.*XQuAD-R.*found {found}"
    ):
        read_collection(folder)


def test_questions_of_no_known_kind(tmp_path: Path) -> None:
    folder = kazqad(tmp_path / "data", questions=[{"id": "1", "text": "Who?"}])
    with pytest.raises(BadCollection, match=r"questions\.jsonl: line 1: .*XQuAD-R.*found id, text"):
        read_collection(folder)


def other(record: dict[str, Any], **changes: Any) -> list[dict[str, Any]]:
    """A right record, and one with other values; None takes a field away."""
    wrong = {**record, "id": "x", "_id": "x", **changes}
    return [record, {name: value for name, value in wrong.items() if value is not None}]


KAZQAD: dict[str, tuple[dict[str, Any], str]] = {
    "passage without text": (
        {"passages": other(KAZQAD_PASSAGES[0], text="")},
        r"passages\.jsonl: line 2, `text`: expected a text",
    ),
    "passage twice": (
        {"passages": other(KAZQAD_PASSAGES[0], id="10_1")},
        'line 2, `id`: expected an id of its own; found "10_1", as on line 1',
    ),
    "unknown language": (
        {"passages": other(KAZQAD_PASSAGES[0], lang="de")},
        'line 2, `lang`: expected one of ru, kk, en; found "de"',
    ),
    "title missing": ({"passages": other(KAZQAD_PASSAGES[0], title=None)}, "line 2, `title`: .*found nothing"),
    "no gold": ({"questions": other(KAZQAD_QUESTIONS[0], gold=[])}, r"questions\.jsonl: line 2, `gold`"),
    "gold that is nowhere": (
        {"questions": other(KAZQAD_QUESTIONS[0], gold=["10_1", "30_1"])},
        'line 2, `gold`: expected ids of passages; found "30_1"',
    ),
    "answer without a place": (
        {"questions": other(KAZQAD_QUESTIONS[0], answers=[{"text": "Су"}])},
        "line 2, `answers`: expected a list of objects, each with `passage`, `text` and `start`",
    ),
    "answer elsewhere": (
        {"questions": other(KAZQAD_QUESTIONS[0], answers=[{"passage": "10_1", "text": "Су", "start": 1}])},
        "line 2, `answers`: expected an answer that stands in its passage from `start` on",
    ),
    "no questions": ({"questions": []}, r"questions\.jsonl: expected one line or more; found none"),
    "no object": (
        {"questions": [*KAZQAD_QUESTIONS, ["gold"]]},
        r"line 3: expected one JSON object; found \[\"gold\"\]",
    ),
    "half a surrogate pair": (
        {"passages": other(KAZQAD_PASSAGES[0], title="\ud800")},
        "line 2, `title`: expected a text",
    ),
}


@pytest.mark.parametrize("case", KAZQAD)
def test_what_is_wrong_in_kazqad(tmp_path: Path, case: str) -> None:
    changes, said = KAZQAD[case]
    if case == "half a surrogate pair":
        folder = kazqad(tmp_path / "data")
        (folder / "passages.jsonl").write_text(
            '{"id": "1", "lang": "kk", "title": "a", "text": "b"}\n'
            '{"id": "2", "lang": "kk", "title": "\\ud800", "text": "b"}\n',
            encoding="utf-8",
        )
    else:
        folder = kazqad(tmp_path / "data", **changes)
    with pytest.raises(BadCollection, match=said):
        read_kazqad(folder)


@pytest.mark.parametrize(
    ("changes", "language", "said"),
    [
        ({"passages": other(XQUAD_PASSAGES[0], par=None)}, None, "line 2, `par`: .*found nothing"),
        (
            {"questions": other(XQUAD_QUESTIONS[0], answers=[""])},
            None,
            "line 2, `answers`: .*none of them empty|line 2",
        ),
        (
            {"questions": other(XQUAD_QUESTIONS[0], gold_par="p9")},
            None,
            'line 2, `gold_par`: expected the `par` of a passage; found "p9"',
        ),
        (
            {"passages": XQUAD_PASSAGES[:3]},
            "ru",
            'line 2, `gold_par`: expected the `par` of a passage in ru; found "p1"',
        ),
    ],
    ids=["no paragraph", "empty answer", "gold that is nowhere", "gold in the other language only"],
)
def test_what_is_wrong_in_xquad_r(
    tmp_path: Path, changes: dict[str, Any], language: Language | None, said: str
) -> None:
    with pytest.raises(BadCollection, match=said):
        read_xquad_r(xquad_r(tmp_path / "data", **changes), language=language)


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        (("q1\td1\t1", "q9\td1\t1"), 'line 3, `query-id`: expected the `_id` of a query; found "q9"'),
        (("q1\td1\t1", "q1\td9\t1"), 'line 3, `corpus-id`: expected the `_id` of a document; found "d9"'),
        (("q1\td1\t1", "q1\td2\tyes"), 'line 3, `score`: expected a whole number; found "yes"'),
        (("q1\td1\t1", "q1\td1\t0"), "line 3: expected each pair once"),
        (("q1\td1\t1", "q1 d2 1"), "line 3: expected 3 cells parted by tabs"),
        (("q1\td1\t0", "q1\td2\t-1"), "`score`: expected one score above 0 or more; found none"),
    ],
    ids=["unknown query", "unknown document", "no number", "twice", "spaces", "nothing relevant"],
)
def test_what_is_wrong_in_judgements(tmp_path: Path, judged: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadCollection, match=said):
        read_beir(beir(tmp_path / "data", test=judged))


def test_judgements_without_their_head(tmp_path: Path) -> None:
    folder = beir(tmp_path / "data")
    path = folder / "qrels" / "test.tsv"
    path.write_text(path.read_text(encoding="utf-8").removeprefix(f"{BEIR_HEAD}\n"), encoding="utf-8")
    with pytest.raises(BadCollection, match="line 1: expected the head query-id corpus-id score, parted by tabs"):
        read_beir(folder)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"corpus": other(BEIR_CORPUS[0], text="", title="")},
            r"corpus\.jsonl: line 2, `text`: expected a text, or a title",
        ),
        ({"corpus": other(BEIR_CORPUS[0], title=7)}, "line 2, `title`: expected a text; found 7"),
        ({"queries": other(BEIR_QUERIES[0], text=" ")}, r"queries\.jsonl: line 2, `text`"),
    ],
    ids=["neither text nor title", "a title that is no text", "empty query"],
)
def test_what_is_wrong_in_the_texts_of_beir(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadCollection, match=said):
        read_beir(beir(tmp_path / "data", **changes))


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    folder = kazqad(tmp_path / "data")
    with (folder / "questions.jsonl").open("ab") as file:
        file.write("Сұрақ".encode("utf-16"))
    with pytest.raises(BadCollection, match=r"questions\.jsonl: line 3: expected UTF-8 text"):
        read_collection(folder)
