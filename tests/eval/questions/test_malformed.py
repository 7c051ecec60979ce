"""Files that hold no question set: each is refused with the line or row, the field, and what was expected."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.questions import BadQuestionSet, load_set, read_csv, read_jsonl, read_xlsx
from tests.eval.questions.sets import COLUMNS, EVIDENCE, RECORDS, changed, csv_text, lines, row, write, write_xlsx

RIGHT = lines(RECORDS[1])
# What stands on the second line, the field that is named, and what else the message says.
JSONL: dict[str, tuple[str, str, str]] = {
    "no JSON": ('{"id": "a"', "", "expected one JSON object"),
    "a list": ("[1, 2]", "", r"expected one JSON object; found \[1, 2\]"),
    "a text": ('"id"', "", "expected one JSON object"),
    "two objects": (lines(RECORDS[0]).strip() * 2, "", "Extra data at column"),
    "a field twice": ('{"id": "a", "lang": "ru", "id": "b"}', "", 'found the field "id" twice'),
    "NaN": ('{"id": "a", "note": NaN}', "", "found NaN"),
    "Infinity": ('{"id": "a", "note": -Infinity}', "", "found -Infinity"),
    "nested without end": ("[" * 100_000, "", "nested too deep"),
    "unknown field": (lines(changed(evidences=[])), "evidences", "expected no such field; the fields are id, lang"),
    "no id": (lines(changed(id=None)), "id", "found nothing"),
    "empty id": (lines(changed(id=" ")), "id", 'found " "'),
    "id a number": (lines(changed(id=7)), "id", "expected a text that is not empty; found 7"),
    "id again": (lines(changed(id="kk-1")), "id", 'expected an id of its own; found "kk-1", as on line 1'),
    "unknown language": (lines(changed(lang="de")), "lang", 'expected one of ru, kk, en; found "de"'),
    "language a list": (lines(changed(lang=["ru"])), "lang", r'found \["ru"\]'),
    "unknown kind": (lines(changed(kind="riddle")), "kind", 'expected one of factoid, number, .*; found "riddle"'),
    "no turns": (lines(changed(turns=None)), "turns", "found nothing"),
    "turns a text": (lines(changed(turns="Who?")), "turns", 'a list of one or more texts.*found "Who\\?"'),
    "empty turns": (lines(changed(turns=[])), "turns", r"found \[\]"),
    "an empty turn": (lines(changed(turns=["Who?", ""])), "turns", "none of them empty"),
    "answerable a number": (lines(changed(answerable=1)), "answerable", "expected true or false.*found 1"),
    "answerable a text": (lines(changed(answerable="true")), "answerable", 'found "true"'),
    "answerable off-topic": (
        lines(changed(kind="off_topic")),
        "answerable",
        "expected false, for the kind is off_topic",
    ),
    "unanswerable number": (
        lines(changed(4, kind="number")),
        "answerable",
        "expected true, for the kind is number; found false",
    ),
    "one turn of a conversation": (lines(changed(kind="conversation")), "turns", "expected two turns or more"),
    "one turn, then another topic": (lines(changed(kind="topic_change")), "turns", "for the kind is topic_change"),
    "no gold": (
        lines({name: RECORDS[0][name] for name in ("id", "lang", "kind", "turns", "answerable")}),
        "evidence",
        r"expected doc, article, evidence, answer, keys \(or `relevant`\)",
    ),
    "no document": (lines(changed(doc=None)), "doc", "for the question is answerable; found nothing"),
    "no article": (lines(changed(article=None)), "article", "found nothing"),
    "no evidence": (lines(changed(evidence=None)), "evidence", "found nothing"),
    "no answer": (lines(changed(answer=None)), "answer", "found nothing"),
    "no key facts": (lines(changed(keys=None)), "keys", "found nothing"),
    "empty answer": (lines(changed(answer="")), "answer", 'found ""'),
    "evidence a text": (lines(changed(evidence=EVIDENCE["ru"])), "evidence", "a list of one or more texts"),
    "29 letters of evidence": (
        lines(changed(evidence=["а" * 29 + " …"], keys=[["а"]])),
        "evidence",
        "at least 30 letters and digits",
    ),
    "one of two pieces too short": (lines(changed(evidence=[EVIDENCE["ru"], "Да."])), "evidence", 'found "Да."'),
    "keys not nested": (lines(changed(keys=["1782,75"])), "keys", "each a list of alternatives"),
    "no alternatives": (lines(changed(keys=[[]])), "keys", "each a list of alternatives"),
    "a key of marks only": (lines(changed(keys=[["…"]])), "keys", "letters or digits"),
    "a key that is not in the evidence": (
        lines(changed(keys=[["1782,75"], ["2003", "2004"]])),
        "keys",
        r'an alternative that stands in the evidence; found \["2003", "2004"\]',
    ),
    "gold without an answer": (
        lines(changed(4, evidence=[EVIDENCE["ru"]])),
        "evidence",
        "expected no such field, for the question is not answerable",
    ),
    "relevant a list": (lines(changed(5, relevant=["a.md"])), "relevant", "an object of file names"),
    "relevant without any": (lines(changed(5, relevant={})), "relevant", "found {}"),
    "a grade of 0": (lines(changed(5, relevant={"a.md": 0})), "relevant", "a whole number above 0"),
    "a grade of a half": (lines(changed(5, relevant={"a.md": 0.5})), "relevant", "a whole number above 0"),
    "a grade of true": (lines(changed(5, relevant={"a.md": True})), "relevant", "a whole number above 0"),
    "an infinite grade": ('{"relevant": {"a.md": 1e999}}', "relevant", 'found {"a.md": Infinity}'),
    "an empty span": (lines(changed(5, spans=["Pasteur", ""])), "spans", "none of them empty"),
    "an empty standalone": (lines(changed(3, standalone="")), "standalone", 'found ""'),
    "a note that is no text": (lines(changed(note=["a"])), "note", "expected a text"),
    "half a surrogate pair": ('{"id": "\\ud800"}', "id", r'found "\\ud800"'),
}


@pytest.mark.parametrize("case", JSONL)
def test_a_wrong_line_is_named_with_its_field(tmp_path: Path, case: str) -> None:
    line, field, said = JSONL[case]
    path = write(tmp_path / "set.jsonl", f"{RIGHT}{line.strip()}\n")
    with pytest.raises(BadQuestionSet, match=said) as caught:
        read_jsonl(path)
    assert ("line 2", field) in [(problem.place, problem.field) for problem in caught.value.problems]
    assert "line 1" not in [problem.place for problem in caught.value.problems]
    assert str(path) in str(caught.value)
    str(caught.value).encode("utf-8")  # it can be printed, whatever stood in the file


@pytest.mark.parametrize("name", ["set.jsonl", "set.csv"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "found (none|nothing)"),
        (b"\n \n\n", "found (none|nothing)"),
        ("Вопрос".encode("cp1251"), "line 1: expected UTF-8 text"),
        (b"\n\n" + "Сұрақ".encode("utf-16"), "line 3: expected UTF-8 text"),
    ],
    ids=["nothing", "empty lines", "an old Windows encoding", "UTF-16"],
)
def test_a_file_without_a_set(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadQuestionSet, match=said):
        load_set(tmp_path / name)


@pytest.mark.parametrize("name", ["set.jsonl", "set.csv", "set.xlsx"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadQuestionSet, match=f"{name}: expected a file that can be read; found No such file"):
        load_set(tmp_path / name)


# By column, what a cell of the third row holds, and what the message says.
TABLES: dict[str, tuple[str, str, str]] = {
    "no language": ("lang", "", "expected one of ru, kk, en; found nothing"),
    "unknown language": ("lang", "qazaq", 'found "qazaq"'),
    "unknown kind": ("kind", "riddle", "expected one of factoid"),
    "answerable perhaps": ("answerable", "может быть", 'yes, no, да, нет, иә, жоқ, 1, 0.*found "может быть"'),
    "not answerable": ("answerable", "жоқ", "expected true, for the kind is number"),
    "no question": ("turns", " \n ", "found nothing"),
    "id again": ("id", "kk-1", 'found "kk-1", as on row 2'),
    "short evidence": ("evidence", f"{EVIDENCE['ru']}\nДа.", 'found "Да."'),
    "key fact elsewhere": ("keys", "1782,75\n2003 | 2004", r'found \["2003", "2004"\]'),
    "an empty alternative": ("keys", "1782,75 | ", "each a list of alternatives"),
    "relevant without a grade": ("relevant", "passage-000001.md", "NAME | NUMBER.*found"),
    "a grade of 0": ("relevant", "passage-000001.md | 0", "a whole number above 0"),
    "a file twice": ("relevant", "a.md | 1\na.md | 2", "an object of file names"),
}


def table(column: str, value: Any) -> list[list[Any]]:
    wrong = row(RECORDS[0])
    wrong[COLUMNS.index(column)] = value
    return [list(COLUMNS), row(RECORDS[1]), wrong]


@pytest.mark.parametrize("case", TABLES)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_wrong_cell_is_named_with_its_row_and_column(tmp_path: Path, case: str, ending: str) -> None:
    column, value, said = TABLES[case]
    path = tmp_path / f"set.{ending}"
    if ending == "csv":
        write(path, csv_text(table(column, value)))
    else:
        write_xlsx(path, table(column, value))
    with pytest.raises(BadQuestionSet, match=said) as caught:
        load_set(path)
    assert {problem.place for problem in caught.value.problems} == {"row 3"}
    assert column in [problem.field for problem in caught.value.problems]


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    """A cell of several lines is one row, and an empty row counts."""
    rows = [COLUMNS, row(RECORDS[3]), [], row(changed(lang="de"))]
    with pytest.raises(BadQuestionSet, match="row 4, `lang`"):
        read_csv(write(tmp_path / "set.csv", csv_text(rows)))
    with pytest.raises(BadQuestionSet, match="row 4, `lang`"):
        read_xlsx(write_xlsx(tmp_path / "set.xlsx", rows))


def test_a_column_is_named_as_the_table_names_it(tmp_path: Path) -> None:
    rows = [["Номер", "Язык", "Вид", "Вопрос", "Есть ответ"], ["1", "de", "off_topic", "Кто?", "нет"]]
    with pytest.raises(BadQuestionSet, match="row 2, `Язык`: expected one of ru, kk, en"):
        read_csv(write(tmp_path / "set.csv", csv_text(rows)))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("head", "said"),
    [
        (["id", "lang", "colour"], 'row 1, `C`: expected a column\'s name: id / номер / нөмір.*found "colour"'),
        (["id", "lang", "язык"], "row 1, `язык`: expected one column for `lang`; found a second one"),
        (["", "", ""], "found nothing"),
    ],
    ids=["unknown", "twice", "none"],
)
def test_the_names_of_columns(tmp_path: Path, ending: str, head: list[str], said: str) -> None:
    path, rows = tmp_path / f"set.{ending}", [head, ["a", "ru", "x"]]
    if ending == "csv":
        write(path, csv_text(rows))
    else:
        write_xlsx(path, rows)
    with pytest.raises(BadQuestionSet, match=said):
        load_set(path)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_cell_under_no_column(tmp_path: Path, ending: str) -> None:
    path, rows = tmp_path / f"set.{ending}", [COLUMNS, [*row(RECORDS[0]), "lost"]]
    if ending == "csv":
        write(path, csv_text(rows))
    else:
        write_xlsx(path, rows)
    with pytest.raises(BadQuestionSet, match='row 2, `N`: expected nothing under a column without name; found "lost"'):
        load_set(path)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (csv_text([COLUMNS, row(RECORDS[0])]) + '"ru-9,ru', "row 3"),
        (csv_text([COLUMNS]) + '"ru"-9,ru\n', "row 2"),
    ],
    ids=["a mark that is not closed", "a mark inside that is not doubled"],
)
def test_quotation_marks_that_are_wrong(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(BadQuestionSet, match=f"{place}: expected cells in quotation marks that are closed"):
        read_csv(write(tmp_path / "set.csv", text))


def test_a_spreadsheets_date_is_no_text(tmp_path: Path) -> None:
    rows = table("answer", date(2002, 5, 10))
    with pytest.raises(BadQuestionSet, match=r'row 3, `answer`: expected a text.*found "2002-05-10'):
        read_xlsx(write_xlsx(tmp_path / "set.xlsx", rows))


@pytest.mark.parametrize("name", ["set.csv", "set.xlsx"])
def test_an_ending_that_says_something_else(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(json.dumps(RECORDS[0]), encoding="utf-8")
    with pytest.raises(BadQuestionSet, match="expected"):
        load_set(tmp_path / name)
