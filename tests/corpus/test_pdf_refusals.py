from __future__ import annotations

import pytest

from corpus import UnreadableFile
from corpus.readers import Extract
from corpus.readers.pdf import PdfReader
from corpus.readers.pdf import reader as pdf_module
from tests.pdf_printer import Text, lines, print_pdf

PROSE = ["Государства региона подписали соглашение", "ортақ өзендердің суын бөлісу туралы", "and on the rivers."]


def read(pages: list[list[Text]], **options: object) -> Extract:
    return PdfReader().read("article.pdf", print_pdf(pages, **options))  # type: ignore[arg-type]


def told(**information: str) -> Extract:
    """A file with these properties."""
    return read([lines(PROSE, x=60, y=700)], information=information)


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - статья.doc", "untitled", "article", "Статья финал.docx", "Документ1", "C:\\texts\\a.indd", ""],
)
def test_titles_that_programs_left_are_not_taken(title: str) -> None:
    assert told(Title=title).properties.title is None


@pytest.mark.parametrize("title", ["Су және шекара", "Вода и граница", "Water and borders"])
def test_properties_that_are_meant_are_taken(title: str) -> None:
    record = told(Title=title, Author="К. И. Байзакова; Smith, John", Keywords="су, вода; water").properties
    assert (record.title, record.authors) == (title, ("К. И. Байзакова", "Smith, John"))
    assert record.keywords == ("су", "вода", "water")
    assert record.language is None
    assert record.year is None


@pytest.mark.parametrize("author", ["user", "Пользователь", "Admin PC", "HP", "Aigerim"])
def test_authors_that_programs_left_are_not_taken(author: str) -> None:
    assert told(Author=author).properties.authors == ()


WHOLE = print_pdf([lines(PROSE, x=60, y=700)])
PRIVATE = [Text(60, 700, "\ue001\ue002\ue003 \ue004 ab")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(print_pdf([[Text(60, 700, "a")]], locked=True), "password; save it without", id="locked"),
        pytest.param(WHOLE[:300], "damaged; open it in a PDF viewer", id="cut off"),
        pytest.param(b"not at all", "no PDF, whatever its name says", id="other"),
        pytest.param(b"", "no PDF", id="empty"),
        pytest.param(print_pdf([[]] * 3, pictures=True), "a scan.*ocrmypdf -l rus\\+kaz\\+eng", id="scan"),
        pytest.param(
            print_pdf([[Text(60, 30, "Library copy")]] * 3, pictures=True), "a scan.*ocrmypdf", id="stamped scan"
        ),
        pytest.param(print_pdf([[]]), "holds no text", id="blank"),
        pytest.param(print_pdf([PRIVATE]), "which letters they draw.*4 of 8.*ocrmypdf", id="unmapped letters"),
    ],
)
def test_what_has_no_text_is_refused_with_advice(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"article\.pdf: .*{reason}"):
        PdfReader().read("article.pdf", data)


def test_a_scan_with_some_pages_of_text_is_read() -> None:
    assert read([lines(PROSE, x=60, y=700), [], []], pictures=True).text == "\n".join(PROSE)


def test_too_many_pages_are_refused_with_both_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "MOST_PAGES", 2)
    with pytest.raises(UnreadableFile, match="3 pages; at most 2"):
        read([[Text(60, 700, "a")]] * 3)
