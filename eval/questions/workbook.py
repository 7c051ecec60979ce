"""XLSX files from strangers, read within limits: values only, from one sheet."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from corpus import UnreadableFile
from corpus.readers.zipped import ZipLimits, ZippedFile
from eval.questions.errors import BadQuestionSet, Problem
from eval.questions.files import MB, read_bytes
from eval.questions.question import QuestionSet
from eval.questions.tables import LARGEST, MOST_ROWS, Cell, read_rows

SHEET = "questions"
"""The sheet that is read; without one of this name, the first."""
_LIMITS = ZipLimits(members=1000, member_size=100 * MB, total_size=200 * MB, ratio=100)
_MOST_COLUMNS = 100
# Many cells may point to one text, so that a small file could hold more than any memory.
_MOST_CHARACTERS = 50_000_000
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_CARRIAGE_RETURN = "_x000D_"
_FAULTS = (
    ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, NotImplementedError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip


def read_xlsx(path: Path) -> QuestionSet:
    """Read a workbook's sheet "questions", or its first one.

    Of formulas only the stored values are seen, of columns the first 100. Raises BadQuestionSet with all that is wrong
    in it, by the rows that a spreadsheet shows.
    """
    data = read_bytes(path, LARGEST)
    if data.startswith(_OLD_OR_LOCKED):
        expected = "a workbook of the XLSX format without a password; save it again as such"
        raise _unusable(path, expected, "an old XLS file, or one locked by a password")
    _check_package(path, data)
    return read_rows(path, _sheet_rows(path, data))


def _unusable(path: Path, expected: str, found: str) -> BadQuestionSet:
    return BadQuestionSet(str(path), [Problem("", "", expected, found)])


def _check_package(path: Path, data: bytes) -> None:
    """Unpack every part once within limits, so that nothing is left that could fill the memory."""
    try:
        package = ZippedFile(path.name, data, _LIMITS)
        for name in package.names:
            # Declarations could multiply entities without end; a zero byte stands between the letters of UTF-16.
            if b"<!DOCTYPE" in package.read(name).replace(b"\0", b"").upper():
                raise UnreadableFile(path.name, f"its part {name} declares a document type, which no workbook needs")
    except UnreadableFile as error:
        raise _unusable(path, "an XLSX workbook", error.reason) from error


def _sheet_rows(path: Path, data: bytes) -> Iterator[Sequence[Cell]]:
    """Yield the rows of the sheet, the empty ones between them too."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out: styles, drop-down lists, pictures. None of it is asked for.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheet = _sheet(path, book)
            # What a file says of its own size may be wrong; without it, rows are read until they end.
            sheet.reset_dimensions()
            rows = list(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True))
    except BadQuestionSet:
        raise
    except _FAULTS as error:
        raise _unusable(path, "an XLSX workbook that can be read", f"{type(error).__name__}: {error}") from error
    if sum(len(cell) for row in rows for cell in row if isinstance(cell, str)) > _MOST_CHARACTERS:
        raise _unusable(path, f"at most {_MOST_CHARACTERS:,} characters in all cells; split it", "more")
    yield from (tuple(_without_returns(cell) for cell in row) for row in rows)


def _sheet(path: Path, book: Any) -> Any:
    sheets = book.worksheets
    if not sheets:
        raise _unusable(path, "a workbook with a sheet of cells", "none")
    return next((sheet for sheet in sheets if sheet.title.strip().casefold() == SHEET), sheets[0])


def _without_returns(cell: Cell) -> Cell:
    """Excel writes the first half of a line break that came from elsewhere as an escape."""
    return cell.replace(_CARRIAGE_RETURN, "") if isinstance(cell, str) else cell
