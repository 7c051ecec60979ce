"""Files into text: encodings, what is refused and why, and which files of a folder are read."""

from __future__ import annotations

import codecs
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import UnreadableFile, read_file, readable_files
from corpus.readers import decode, open_files, read_raw

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


LONGER = "Автор показал, что правило общего блага не действует без надзора. " + TEXTS["ru"].replace("№", "No")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXTS["ru"], "cp1251"),
        (TEXTS["ru"].upper(), "cp1251"),
        (TEXTS["kk"], "kz1048"),
        (TEXTS["kk"].upper(), "kz1048"),
        (LONGER.replace("—", "-"), "cp866"),
        (LONGER.upper().replace("—", "-"), "cp866"),
        (LONGER.replace("—", "-"), "koi8-r"),
        (LONGER.upper().replace("—", "-"), "koi8-r"),
        ("Вода, вода, кругом вода. " * 20 + "Див. також: Україна і її історія, є підстави. " * 3, "cp1251"),
    ],
)
def test_eight_bit_encodings_are_told_apart_by_their_letters(text: str, encoding: str) -> None:
    assert decode("a.txt", text.encode(encoding)) == (text, encoding)


WESTERN = "It’s “common” – so said Müller & Bühler in their résumé… § 3, © 2021, p. 5.\n"


@pytest.mark.parametrize("text", [WESTERN, "“Yes” – it’s so…\n", "The state\xa0itself, vis-à-vis the façade.\n"])
def test_latin_text_with_typographic_signs_is_windows_1252(text: str) -> None:
    assert decode("a.txt", text.encode("cp1252")) == (text, "cp1252")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("don’t say “it’s so” – he’d said".encode("mac-roman"), id="Macintosh quotes"),
        pytest.param("Ёж и уж.".encode("koi8-r"), id="too short for KOI8-R"),
        pytest.param("Η ιστορία της περιοχής είναι μεγάλη και σημαντική.".encode("iso8859-7"), id="Greek"),
        pytest.param("Český článek o vodě a společných dějinách říše.".encode("cp1250"), id="Czech"),
        pytest.param("История общего блага".encode("cp1251")[:-1] + b"\x98", id="a byte that CP1251 lacks"),
        pytest.param("水は公共の財産である。".encode("shift-jis") * 5, id="Japanese"),
    ],
)
def test_what_is_not_clear_is_not_guessed(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^a\.txt: neither UTF-8, UTF-16 nor clearly .*; save it as UTF-8 text$"):
        decode("a.txt", data)


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
        pytest.param(PNG, "this is a PNG picture, not text, whatever its name says; make a PDF", id="PNG"),
        pytest.param(b"%PDF-1.7\n1 0 obj", "this is a PDF, not text, .* says; rename it to .pdf$", id="PDF"),
        pytest.param(b"PK\x03\x04\x14\x00", r"this is a ZIP archive \(DOCX", id="DOCX"),
        pytest.param(b"\xff\xfea", "claims to be utf-16 but byte 2 does not fit; save it again as UTF-8", id="cut"),
        pytest.param(bytes(2000), "a binary file, not text", id="zeros"),
        pytest.param(b"DATA\x01\x02\x03\x04BYTE" * 50, "a binary file, not text", id="control characters"),
        pytest.param(b"a " * 1_250_000, "a line of 2.5 million characters is data, not an article", id="one line"),
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
    with pytest.raises(UnreadableFile, match=r"^noise\.txt: neither UTF-8, UTF-16 nor .*; save it as UTF-8"):
        decode("noise.txt", data)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_utf8_with_a_fault_is_told_where(language: str) -> None:
    data = (TEXTS[language] * 9).encode()
    with pytest.raises(UnreadableFile, match="it breaks off in the middle of a letter, so its end is missing; fetch"):
        decode("a.txt", data[: data.rindex(b"\n", 0, -1) + 2])
    at = data.index(b"\n") + 2
    with pytest.raises(UnreadableFile, match="it is UTF-8 but for 2 letters, the first in line 2; mend them and save"):
        decode("a.txt", data[: at - 1] + b"\xff\xff" + data[at + 1 :])


@pytest.mark.parametrize("text", ["---\ntitle: Су\n---\n", "---\nyear: 2026\n---\n\n12\n", "<sup>а</sup>\n"])
def test_marks_without_words_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"^a\.md: the file holds no words besides its marks and front matter$"):
        read_file(path)


@pytest.mark.parametrize(("name", "ending"), [("a.tex", "'.tex'"), ("README", "'nothing'")])
def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path, name: str, ending: str) -> None:
    path = tmp_path / name
    path.write_text("Words.")
    with pytest.raises(UnreadableFile, match=rf"{name}: files ending in {ending}.*: .*\.pdf, \.text, \.txt, .*\.zip$"):
        read_file(path)


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("статья", b"%PDF-1.4\n", "but this is a PDF; rename it to .pdf"),
        (
            "мақала.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "but this is an old .* document; open it and save it as DOCX",
        ),
        ("scan.jpg", b"\xff\xd8\xff\xe0", "but this is a JPEG picture; make a PDF with a text layer"),
    ],
)
def test_an_unknown_ending_is_told_what_the_file_is(tmp_path: Path, name: str, data: bytes, advice: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=rf"^{name}: files ending in .* can't be read, {advice}"):
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


def test_folders_that_lead_into_themselves_are_read_once(tree: Path) -> None:
    (tree / "again").symlink_to(tree)
    (tree / "статьи 2024" / "up").symlink_to(tree)
    (tree / "статьи 2024" / "Ән.txt").symlink_to(tree / "b.txt")
    found = [path.relative_to(tree).as_posix() for path in readable_files([tree])]
    assert found == [
        "a.TXT",
        "b.txt",
        "статьи 2024/Водный вопрос.txt",
        "статьи 2024/Әлем.md",
        "статьи 2024/Ән.txt",
    ]


def test_only_files_are_taken_from_a_folder(tree: Path) -> None:
    os.mkfifo(tree / "pipe.txt")
    (tree / "folder.pdf").mkdir()
    (tree / "folder.pdf" / "c.txt").write_text("Words.")
    (tree / "gone.txt").symlink_to("nowhere.txt")
    (tree / "loop.txt").symlink_to("loop.txt")
    assert [path.name for path in readable_files([tree])] == [
        "a.TXT",
        "b.txt",
        "c.txt",
        "Водный вопрос.txt",
        "Әлем.md",
    ]


def test_a_folder_that_cannot_be_listed_is_refused_not_forgotten(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tree / "статьи 2024"
    listed = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert readable_files([tree]) == [tree / "a.TXT", tree / "b.txt", closed]
    (error,) = open_files(closed)
    assert isinstance(error, UnreadableFile)
    assert error.reason == "could not be opened (Permission denied)"


@pytest.mark.parametrize("encoding", ["cp1251", "cp866"])
def test_a_name_that_is_no_utf8_is_shown_in_its_letters(tmp_path: Path, encoding: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "Водный вопрос.txt".encode(encoding)))
    path.write_text("Words.")
    raw = read_raw(path)
    assert raw.name == "Водный вопрос.txt"
    assert raw.location == str(tmp_path / "Водный вопрос.txt")


def test_readers_load_their_libraries_only_when_they_read() -> None:
    script = "import sys, corpus.readers; print(*{'lxml', 'pypdfium2'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "\n"


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
