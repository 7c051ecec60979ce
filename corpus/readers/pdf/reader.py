"""PDF: the text as it was printed, in the order of reading, with its headings, tables, notes and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import UnreadableFile
from corpus.readers.extract import Extract
from corpus.readers.pdf.code_page import in_cyrillic
from corpus.readers.pdf.columns import columns_of
from corpus.readers.pdf.flow import flow_of
from corpus.readers.pdf.furniture import without_furniture
from corpus.readers.pdf.glyphs import read_glyphs
from corpus.readers.pdf.outline import Outline
from corpus.readers.pdf.paragraphs import Measures
from corpus.readers.pdf.properties import properties_of
from corpus.readers.pdf.rows import Row, rows_of
from corpus.readers.pdf.text import TextWriter

MOST_PAGES = 5000
_FEWEST_LETTERS_OF_TEXT = 40
_MOST_UNMAPPED = 0.3
_RECOGNISE = "run `ocrmypdf -l rus+kaz+eng input.pdf output.pdf` and add the file that it makes"


class PdfReader:
    """`.pdf`, with one or two columns."""

    suffixes: tuple[str, ...] = (".pdf",)

    def read(self, name: str, data: bytes) -> Extract:
        """Extract the text, its blocks and its pages.

        Raises UnreadableFile for a file that is damaged, locked with a password, without pages or too long, and for
        one whose text can't be had: a scan, or fonts that do not tell which letters they draw.
        """
        document = _open(name, data)
        try:
            count = len(document)
            if count > MOST_PAGES:
                raise UnreadableFile(name, f"it has {count} pages; at most {MOST_PAGES} are read. Split it first")
            labels = _own_labels(document)
            metadata = document.get_metadata_dict()
            pages = _rows_of_pages(name, document)
        finally:
            document.close()
        return _extract(name, pages, labels, metadata)


def _open(name: str, data: bytes) -> Any:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # A file without pages leaves the error of the file before it in place.
        stale = b"/Encrypt" not in data
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) and not stale:
            reason = "it is locked with a password; save it without the password and add it again"
        elif data.lstrip()[:5] != b"%PDF-":
            reason = "this is no PDF, whatever its name says; look at what program opens it"
        elif error.err_code in (pdfium.FPDF_ERR_SUCCESS, pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            reason = "the PDF has no pages; get a new copy"
        else:
            reason = "the PDF is damaged; open it in a PDF viewer and save it again, or get a new copy"
        raise UnreadableFile(name, reason) from error


@dataclass(slots=True)
class _Counts:
    """What was met while the pages were read."""

    pages: int
    drawn: int = 0
    unmapped: int = 0
    pictures: int = 0
    broken: int = 0


def _rows_of_pages(name: str, document: Any) -> list[list[Row]]:
    """The rows of all pages. A page that can't be loaded counts as empty if others can be."""
    import pypdfium2

    counts = _Counts(len(document))
    pages: list[list[Row]] = []
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            counts.broken += 1
            pages.append([])
            continue
        read = read_glyphs(page)
        counts.unmapped += read.unmapped
        counts.drawn += len(read.glyphs) + read.unmapped
        if len(read.glyphs) < _FEWEST_LETTERS_OF_TEXT:
            counts.pictures += _has_picture(page)
        pages.append(rows_of(read.glyphs, index))
        page.close()
    _check(name, counts)
    pages = in_cyrillic(pages)
    if not _has_letters(pages):
        raise UnreadableFile(name, _without_text(counts.pictures))
    return pages


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _check(name: str, counts: _Counts) -> None:
    if counts.broken == counts.pages:
        raise UnreadableFile(name, "none of its pages can be opened: the PDF is damaged; get a new copy")
    if counts.drawn and counts.unmapped > _MOST_UNMAPPED * counts.drawn:
        raise UnreadableFile(
            name,
            f"its fonts do not tell which letters they draw ({counts.unmapped} of {counts.drawn} characters are "
            f"unknown); the letters must be recognised: {_RECOGNISE}",
        )


def _without_text(pictures: int) -> str:
    if pictures:
        return f"its pages are pictures without text: a scan; the letters must be recognised: {_RECOGNISE}"
    return "it holds no text; if letters can be seen in it, they are drawn: " + _RECOGNISE


def _extract(name: str, pages: Sequence[Sequence[Row]], labels: Sequence[str], metadata: dict[str, str]) -> Extract:
    furnished = without_furniture(pages)
    if not _has_letters(furnished.pages):  # a scan with the same stamp on every page
        raise UnreadableFile(name, _without_text(pictures=1))
    columns = columns_of(furnished.pages)
    measures = Measures.of(column for page in columns for column in page)
    items = flow_of(columns, measures)
    writer = TextWriter(_page_labels(labels, furnished.printed))
    writer.write(items, Outline.of(items, measures))
    return Extract(
        writer.text,
        "pdf",
        marks=tuple(writer.marks),
        pages=tuple(writer.pages),
        properties=properties_of(name, metadata),
    )


def _has_letters(pages: Sequence[Sequence[Row]]) -> bool:
    return any(char.isalpha() for rows in pages for row in rows for char in row.text)


def _own_labels(document: Any) -> list[str]:
    """The labels that the file gives its pages; none if they only count the pages from 1."""
    labels = [document.get_page_label(index) for index in range(len(document))]
    return [] if all(label in ("", str(index)) for index, label in enumerate(labels, 1)) else labels


def _page_labels(own: Sequence[str], printed: Sequence[int | None]) -> list[str | None]:
    """The file's own labels, or else the numbers that are printed on the pages."""
    if own:
        return [label or None for label in own]
    return [None if number is None else str(number) for number in printed]


__all__ = ["MOST_PAGES", "PdfReader"]
