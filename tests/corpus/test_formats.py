"""The same articles in every format: what is read from each file is what the Markdown says."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from corpus import Article, articles_in, split_passages
from corpus.readers.docx import DocxReader
from corpus.readers.epub import EpubReader
from corpus.readers.html import HtmlReader
from corpus.readers.odt import OdtReader
from corpus.readers.pdf import PdfReader
from corpus.readers.raw import RawFile, Reader
from corpus.readers.text import PlainTextReader

FOLDER = Path(__file__).parent.parent / "data" / "formats"
NAMES = ("caspian-sea-ru", "soft-power-public-diplomacy-kk", "energy-in-central-asia-en")
FORMS = (
    ".docx", ".odt", ".html", ".epub", ".txt", "-wrapped.txt", "-one-column.pdf", "-two-columns.pdf",
)  # fmt: skip
MARKED = (".docx", ".odt", ".html", ".epub")
STRUCTURED = (*MARKED, "-one-column.pdf", "-two-columns.pdf")
READERS: tuple[Reader, ...] = (
    DocxReader(), OdtReader(), HtmlReader(), EpubReader(), PdfReader(), PlainTextReader(),
)  # fmt: skip
LEAST = 0.98


@cache
def article(file_name: str) -> Article:
    data = (FOLDER / file_name).read_bytes()
    reader = next(reader for reader in READERS if file_name.endswith(reader.suffixes))
    raw = RawFile(file_name, hashlib.sha256(data).hexdigest(), data, reader.read(file_name, data))
    (only,) = articles_in(raw)
    return only


def letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def was_written(text: str, form: str, name: str) -> bool:
    """False for a text with letters that the code page of a wrapped file lacks: there it stands with question marks."""
    code_page = ("kz1048" if name.endswith("-kk") else "cp1251") if form == "-wrapped.txt" else "utf-8"
    return "?" in text or "?" not in text.encode(code_page, errors="replace").decode(code_page)


def test_every_file_of_the_folder_is_compared() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.name != "README.md"}
    assert files == {f"{name}{form}" for name in NAMES for form in (*FORMS, ".md")}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_passages_have_the_letters_of_the_markdown(name: str, form: str) -> None:
    read = letters(article(f"{name}{form}").text)
    passages = [
        letters(passage.text)
        for passage in split_passages(article(f"{name}.md"))
        if was_written(passage.text, form, name)
    ]
    assert passages
    lost = [passage for passage in passages if passage not in read]
    assert len(lost) <= (1 - LEAST) * len(passages), lost[0][:200]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_the_whole_text_is_that_of_the_markdown(name: str, form: str) -> None:
    read, printed = (letters(article(f"{name}{ending}").text) for ending in (form, ".md"))
    assert fuzz.ratio(read, printed) / 100 >= LEAST


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_title_and_language_are_those_of_the_markdown(name: str, form: str) -> None:
    read, printed = article(f"{name}{form}"), article(f"{name}.md")
    assert (letters(read.title), read.language) == (letters(printed.title), printed.language)


@pytest.mark.parametrize("form", STRUCTURED)
@pytest.mark.parametrize("name", NAMES)
def test_sections_are_those_of_the_markdown(name: str, form: str) -> None:
    read, printed = article(f"{name}{form}"), article(f"{name}.md")
    assert [section.title for section in read.sections] == [section.title for section in printed.sections]


@pytest.mark.parametrize("form", MARKED)
@pytest.mark.parametrize("name", NAMES)
def test_formats_with_styles_give_the_same_passages_word_for_word(name: str, form: str) -> None:
    read, printed = (split_passages(article(f"{name}{ending}")) for ending in (form, ".md"))
    assert [passage.text for passage in read] == [passage.text for passage in printed]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_the_bibliography_has_as_many_entries(name: str, form: str) -> None:
    read, printed = article(f"{name}{form}"), article(f"{name}.md")
    assert [reference.number for reference in read.references] == [r.number for r in printed.references]
