"""XLSX files that were made to do harm, or are something else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from eval.questions import BadQuestionSet, read_csv, read_xlsx, tables
from eval.questions import workbook as module
from tests.eval.questions.sets import COLUMNS, RECORDS, csv_text, row, write, write_xlsx


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "set.xlsx", [COLUMNS, row(RECORDS[0])])


def with_part(path: Path, name: str, data: bytes) -> Path:
    """The workbook with one part more, or another."""
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for each, content in (parts | {name: data}).items():
            package.writestr(each, content)
    return path


def test_a_part_that_unpacks_to_a_hundred_times_its_size(workbook: Path) -> None:
    bomb = with_part(workbook, "xl/media/bomb.xml", b"\0" * 60_000_000)
    assert bomb.stat().st_size < 1_000_000
    with pytest.raises(BadQuestionSet, match=r"would unpack to 60 MB from 0\.06 MB"):
        read_xlsx(bomb)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_multiply(workbook: Path, encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE worksheet [<!ENTITY l0 "ha">{laughs}]>'
    text = f"{head}<worksheet>&l8;</worksheet>"
    with pytest.raises(BadQuestionSet, match="declares a document type, which no workbook needs"):
        read_xlsx(with_part(workbook, "xl/worksheets/sheet1.xml", text.encode(encoding)))


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    for name, read in (("set.csv", read_csv), ("set.xlsx", read_xlsx)):
        (tmp_path / name).write_bytes(b"a" * (tables.LARGEST + 1))
        with pytest.raises(BadQuestionSet, match="expected a file of at most 20 MB; split it; found a larger one"):
            read(tmp_path / name)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    rows = [COLUMNS, *(row(record) for record in RECORDS[:3])]
    path = tmp_path / f"set.{ending}"
    if ending == "csv":
        write(path, csv_text(rows))
    else:
        write_xlsx(path, rows)
    with pytest.raises(BadQuestionSet, match="expected at most 3 rows; split it; found more"):
        (read_csv if ending == "csv" else read_xlsx)(path)


def test_a_row_far_below_does_not_fill_the_memory(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'<row r="2"', b'<row r="900000000"').replace(b'2" t="', b'900000000" t="')
    assert far != sheet
    with pytest.raises(BadQuestionSet, match="expected at most 100,000 rows; split it; found more"):
        read_xlsx(with_part(workbook, "xl/worksheets/sheet1.xml", far))


def test_many_cells_of_one_long_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_CHARACTERS", 1000)
    path = write_xlsx(tmp_path / "set.xlsx", [COLUMNS, ["a" * 300] * 4])
    with pytest.raises(BadQuestionSet, match="expected at most 1,000 characters in all cells; split it; found more"):
        read_xlsx(path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 cut off", "no ZIP directory is found"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "found an old XLS file, or one locked by a password"),
        (b"id,lang\n", "no ZIP directory is found"),
        (b"", "no ZIP directory is found"),
    ],
    ids=["cut off", "old or locked", "a CSV file", "nothing"],
)
def test_what_is_no_workbook(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "set.xlsx").write_bytes(data)
    with pytest.raises(BadQuestionSet, match=said):
        read_xlsx(tmp_path / "set.xlsx")


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.xlsx", "w") as package:
        package.writestr("mimetype", "application/epub+zip")
    with pytest.raises(BadQuestionSet, match="expected an XLSX workbook that can be read; found KeyError"):
        read_xlsx(tmp_path / "set.xlsx")


def test_a_damaged_part(workbook: Path) -> None:
    with pytest.raises(BadQuestionSet, match="expected an XLSX workbook that can be read"):
        read_xlsx(with_part(workbook, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"))
