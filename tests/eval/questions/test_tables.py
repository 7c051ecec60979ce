"""Question sets as tables: CSV and XLSX give what JSON lines give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.questions import BadQuestionSet, load_set, read_csv, read_jsonl, read_xlsx
from eval.questions.columns import COLUMN_NAMES, NO, YES, field_of
from tests.eval.questions.sets import COLUMNS, RECORDS, changed, csv_text, lines, row, write, write_xlsx

ROWS = [COLUMNS, *(row(record) for record in RECORDS)]


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_csv_is_the_same_set_as_json_lines(tmp_path: Path, separator: str, mark: str) -> None:
    plain = read_jsonl(write(tmp_path / "set.jsonl", lines(*RECORDS)))
    path = tmp_path / "set.csv"
    path.write_bytes((mark + csv_text(ROWS, separator)).encode("utf-8"))
    assert read_csv(path) == plain


def test_xlsx_is_the_same_set_as_json_lines(tmp_path: Path) -> None:
    plain = read_jsonl(write(tmp_path / "set.jsonl", lines(*RECORDS)))
    assert read_xlsx(write_xlsx(tmp_path / "set.xlsx", ROWS)) == plain


def test_the_ending_tells_how_to_read(tmp_path: Path) -> None:
    write(tmp_path / "set.jsonl", lines(*RECORDS))
    write(tmp_path / "set.json", lines(*RECORDS))
    write(tmp_path / "set.csv", csv_text(ROWS))
    write(tmp_path / "set.TSV", csv_text(ROWS, "\t"))
    write_xlsx(tmp_path / "set.xlsx", ROWS)
    found = [load_set(path) for path in sorted(tmp_path.iterdir())]
    assert len(found) == 5
    assert all(each == found[0] for each in found)


@pytest.mark.parametrize("name", ["set.xls", "set.txt", "set", "set.jsonl.gz"])
def test_another_ending_is_refused_with_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadQuestionSet, match=r"ends in \.jsonl, \.json, \.csv, \.tsv, \.xlsx"):
        load_set(write(tmp_path / name, lines(*RECORDS)))


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_columns_may_be_named_in_each_language(tmp_path: Path, language: str) -> None:
    names = [COLUMN_NAMES[field][language][0].upper() for field in COLUMNS]  # type: ignore[index]
    found = read_csv(write(tmp_path / "set.csv", csv_text([names, *ROWS[1:]], ";")))
    assert found == read_csv(write(tmp_path / "set.csv", csv_text(ROWS)))


def test_no_two_fields_share_a_name() -> None:
    names = [name for field in COLUMN_NAMES.values() for names in field.values() for name in names]
    assert len(names) == len(set(names))
    assert all(field_of(name) == field for field, by in COLUMN_NAMES.items() for names in by.values() for name in names)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("  Ключевые  факты: ", "keys"),
        ("key_facts", "keys"),
        ("НЕГІЗГІ ДЕРЕКТЕР", "keys"),
        ("Colour", None),
        ("", None),
    ],
)
def test_a_columns_name_whatever_its_case_and_marks(name: str, field: str | None) -> None:
    assert field_of(name) == field


@pytest.mark.parametrize(("word", "kind"), [*((word, "number") for word in YES), *((word, "near_miss") for word in NO)])
def test_words_for_yes_and_no(tmp_path: Path, word: str, kind: str) -> None:
    record: dict[str, Any] = changed(kind=kind) if kind == "number" else changed(4, kind=kind)
    cells = row(record)
    cells[COLUMNS.index("answerable")] = word.upper()
    (question,) = read_csv(write(tmp_path / "set.csv", csv_text([COLUMNS, cells]))).questions
    assert question.answerable == (kind == "number")


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path: Path) -> None:
    columns = ["answerable", "turns", "note", "id", "kind", "lang"]
    cells = row(RECORDS[4] | {"note": "asked in class"}, columns)
    (question,) = read_csv(write(tmp_path / "set.csv", csv_text([columns, cells]))).questions
    assert (question.id, question.asked, question.evidence) == ("ru-2", "Кто изобрёл телефон?", ())


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_empty_lines_in_a_cell_and_empty_rows_say_nothing(tmp_path: Path, ending: str) -> None:
    cells = row(RECORDS[3])
    cells[COLUMNS.index("turns")] = "\r\n Қанша жүк тасымалданды? \r\n\r\nАл одан кейін ше?\n"
    rows = [COLUMNS, [], cells, ["", " "]]
    path = tmp_path / f"set.{ending}"
    if ending == "csv":
        path.write_bytes(csv_text(rows).encode("utf-8"))
    else:
        write_xlsx(path, rows)
    (question,) = load_set(path).questions
    assert question.turns == ("Қанша жүк тасымалданды?", "Ал одан кейін ше?")


def test_a_spreadsheets_numbers_and_truths_are_texts(tmp_path: Path) -> None:
    cells: list[Any] = row(changed(evidence=[f"{RECORDS[0]['evidence'][0]} 45.5"]))
    cells[COLUMNS.index("id")] = 12
    cells[COLUMNS.index("answerable")] = True
    cells[COLUMNS.index("answer")] = 2002.0
    cells[COLUMNS.index("keys")] = 45.5
    (question,) = read_xlsx(write_xlsx(tmp_path / "set.xlsx", [COLUMNS, cells])).questions
    assert (question.id, question.answerable, question.answer) == ("12", True, "2002")
    assert question.keys == (("45.5",),)


@pytest.mark.parametrize(("sheets", "read"), [(("Notes", "Questions "), 1), (("First", "Second"), 0)])
def test_the_sheet_named_questions_else_the_first(tmp_path: Path, sheets: tuple[str, str], read: int) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, title in enumerate(sheets):
        sheet = book.create_sheet(title)
        sheet.append(COLUMNS)
        sheet.append(row(RECORDS[number]))
    book.save(tmp_path / "set.xlsx")
    assert [question.id for question in read_xlsx(tmp_path / "set.xlsx").questions] == [RECORDS[read]["id"]]


def test_of_a_formula_without_a_stored_value_nothing_is_seen(tmp_path: Path) -> None:
    cells: list[Any] = row(RECORDS[0])
    cells[COLUMNS.index("answer")] = '=CONCATENATE("a", "b")'
    with pytest.raises(BadQuestionSet, match=r"row 2, `answer`: .*found nothing"):
        read_xlsx(write_xlsx(tmp_path / "set.xlsx", [COLUMNS, cells]))
