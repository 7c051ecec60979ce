"""Files into text: encodings, what is refused and why, and which files of a folder are read."""

from __future__ import annotations

import codecs
import random
import re
from pathlib import Path

import pytest

from corpus import UnreadableFile, read_file, readable_files
from corpus.readers import decode, read_raw

TEXTS = {
    "ru": "Вода — общее благо; её делят пять стран.\nОб этом спорят с 1991 года (№ 3).\n",
    "kk": "Әр өңірдің ұлттық мүддесі бар, ғалымдар оны құқық тұрғысынан түсіндіреді.\nБұл үшін шаһар һәм ауыл қажет.\n",
    "en": "Water is a common good; five states share it.\nThey have argued since 1991.\n",
}
LANGUAGES = sorted(TEXTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("mark", "codec", "found"),
    [
        (b"", "utf-8", "utf-8"),
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (b"", "utf-16-le", "utf-16-le"),
        (b"", "utf-16-be", "utf-16-be"),
    ],
)
def test_unicode_encodings(language: str, mark: bytes, codec: str, found: str) -> None:
    assert decode("a.txt", mark + TEXTS[language].encode(codec)) == (TEXTS[language], found)


@pytest.mark.parametrize(("language", "encoding"), [("ru", "cp1251"), ("kk", "kz1048")])
def test_eight_bit_encodings_are_told_apart_by_their_letters(language: str, encoding: str) -> None:
    assert decode("a.txt", TEXTS[language].encode(encoding)) == (TEXTS[language], encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "kz1048"])
def test_the_named_encoding_gives_the_text_again(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "мақала.txt"
    path.write_bytes(TEXTS["kk"].encode(encoding))
    raw = read_raw(path)
    assert raw.data == path.read_bytes()
    assert raw.data.decode(raw.encoding) == raw.text == TEXTS["kk"]


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b" \r\n\t\n ", "the file is empty", id="blank"),
        pytest.param(codecs.BOM_UTF8, "the file holds no words", id="only a byte order mark"),
        pytest.param(codecs.BOM_UTF16_LE + " \n".encode("utf-16-le"), "the file holds no words", id="blank UTF-16"),
        pytest.param(" \n \n".encode("utf-16-le"), "the file holds no words", id="blank UTF-16 without mark"),
        pytest.param(b"12 + 34 = 46\n", "the file holds no words", id="figures"),
        pytest.param(PNG, "this is a PNG picture, not text, whatever its name says", id="PNG"),
        pytest.param(b"%PDF-1.7\n1 0 obj", "this is a PDF, not text, whatever its name says", id="PDF"),
        pytest.param(b"PK\x03\x04\x14\x00", r"this is a ZIP archive \(DOCX", id="DOCX"),
        pytest.param(b"\xff\xfea", "claims to be utf-16 but byte 2 does not fit; save it again as UTF-8", id="cut"),
        pytest.param(bytes(2000), "a binary file, not text", id="zeros"),
        pytest.param(b"RIFF\x01\x02\x03\x04WAVE" * 50, "a binary file, not text", id="control characters"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "бөлім 1.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=rf"^бөлім 1\.txt: .*{reason}"):
        read_raw(path)


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_refused(seed: int) -> None:
    data = random.Random(seed).randbytes(3000)
    with pytest.raises(UnreadableFile, match=r"^noise\.txt: neither UTF-8, UTF-16 nor CP1251 text; save it as UTF-8"):
        decode("noise.txt", data)


@pytest.mark.parametrize("text", ["---\ntitle: Су\n---\n", "---\nyear: 2026\n---\n\n12\n", "<sup>а</sup>\n"])
def test_marks_without_words_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"^a\.md: the file holds no words besides its marks and front matter$"):
        read_file(path)


@pytest.mark.parametrize(("name", "ending"), [("a.docx", "'.docx'"), ("README", "'nothing'")])
def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path, name: str, ending: str) -> None:
    path = tmp_path / name
    path.write_text("Words.")
    with pytest.raises(UnreadableFile, match=rf"{name}: files ending in {ending}.*: \.markdown, \.md, \.text, \.txt$"):
        read_file(path)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    reason = "could not be opened (No such file or directory)"
    with pytest.raises(UnreadableFile, match=rf"^away\.txt: {re.escape(reason)}$") as error:
        read_file(tmp_path / "away.txt")
    assert (error.value.file_name, error.value.reason) == ("away.txt", reason)


@pytest.mark.parametrize(
    ("name", "text", "format_"),
    [
        ("a.txt", "Plain text.\n", "text"),
        ("a.md", "Plain text.\n", "markdown"),
        ("A.MARKDOWN", "Plain text.\n", "markdown"),
        ("a.txt", "# One\n\n## Two\n\n**Three** words\n", "markdown"),
        ("a.txt", "# One\n\n## Two\n\nThree words\n", "text"),
    ],
)
def test_the_format_shows_in_the_ending_or_in_the_marks(tmp_path: Path, name: str, text: str, format_: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert read_raw(path).format == format_


TREE = [
    "b.txt",
    "a.TXT",
    "README.md",
    "readme.txt",
    ".hidden.txt",
    ".git/notes.txt",
    "статьи 2024/Водный вопрос.txt",
    "статьи 2024/Әлем.md",
    "статьи 2024/таблица.xlsx",
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in TREE:
        path = tmp_path / "файлы" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.")
    return tmp_path / "файлы"


def test_folders_are_expanded_in_order(tree: Path) -> None:
    found = [path.relative_to(tree).as_posix() for path in readable_files([tree])]
    assert found == ["a.TXT", "b.txt", "статьи 2024/Водный вопрос.txt", "статьи 2024/Әлем.md"]


@pytest.mark.parametrize("name", ["README.md", ".hidden.txt", "статьи 2024/таблица.xlsx"])
def test_files_named_outright_stay(tree: Path, name: str) -> None:
    assert readable_files([tree / name, tree / "b.txt"]) == [tree / name, tree / "b.txt"]


def test_a_folder_inside_a_hidden_one_is_read_when_it_is_named(tree: Path) -> None:
    assert readable_files([tree / ".git"]) == [tree / ".git" / "notes.txt"]


def test_a_file_named_twice_is_read_once(tree: Path) -> None:
    assert [path.name for path in readable_files([tree / "b.txt", tree, tree / "b.txt"])] == [
        "b.txt",
        "a.TXT",
        "Водный вопрос.txt",
        "Әлем.md",
    ]


def test_a_missing_path_is_named_whole(tree: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"файлы/жоқ: there is no such file or folder; check the spelling$"):
        readable_files([tree, tree / "жоқ"])


LINES = ["УСТОЙЧИВОЕ РАЗВИТИЕ", "", "Первая строка говорит о воде", "и о границе.", "", "Вторая часть."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_any_line_end_gives_the_same_text_and_lines(tmp_path: Path, end: str, ending: str) -> None:
    marked = ["# " + LINES[0], *LINES[1:]] if ending == ".md" else LINES
    path = tmp_path / f"a{ending}"
    path.write_bytes(end.join([*marked, ""]).encode())
    (article,) = read_file(path).articles
    assert article.title == LINES[0]
    assert article.text == "УСТОЙЧИВОЕ РАЗВИТИЕ\n\nПервая строка говорит о воде и о границе.\n\nВторая часть."
    at = {words: article.source.line_at(article.text.index(words)) for words in ("Первая", "границе", "Вторая")}
    assert at == {"Первая": 3, "границе": 4, "Вторая": 6}
    assert (article.source.first_line, article.source.last_line) == (1, 6)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_front_matter_is_read_with_any_line_end(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(end.join(["---", "title: Су", "year: 2026", "---", "", "# Су", "", "Мәтін бар.", ""]).encode())
    (article,) = read_file(path).articles
    assert (article.title, article.year, article.text) == ("Су", 2026, "Су\n\nМәтін бар.")
