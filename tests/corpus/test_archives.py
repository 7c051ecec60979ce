"""Archives as folders: what is read out of them, under which names, and what they may not cost."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus import RawFile, UnreadableFile, readable_files
from corpus.readers import open_files, read_raw

RU = "Вода — общее благо; её делят пять стран.\n"
KK = "Әр өңірдің ұлттық мүддесі бар, ғалымдар оны түсіндіреді.\n"
EN = "Water is a common good; five states share it.\n"


def packed(members: Mapping[str, bytes | str]) -> bytes:
    """A ZIP file with these members, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def packed_raw(names: Mapping[bytes, bytes], extra: bytes = b"") -> bytes:
    """A ZIP file whose names are bytes without the mark of UTF-8, as old packers write them."""
    body = directory = b""
    for name, data in names.items():
        numbers = (20, 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), len(extra))
        entry = struct.pack("<HHHHHLLLHH", *numbers)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + entry + struct.pack("<HHHLL", 0, 0, 0, 0, len(body))
        directory += name + extra
        body += b"PK\x03\x04" + entry + name + extra + data
    end = struct.pack("<HHHHLLH", 0, 0, len(names), len(names), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def opened(path: Path) -> dict[str, RawFile | str]:
    """By name: the file, or the reason for which it was refused."""
    found = list(open_files(path))
    assert len({item.file_name if isinstance(item, UnreadableFile) else item.location for item in found}) == len(found)
    return {i.file_name: i.reason for i in found if isinstance(i, UnreadableFile)} | {
        i.name: i for i in found if isinstance(i, RawFile)
    }


def texts(path: Path) -> dict[str, str]:
    """By name: the text, or the reason for which the file was refused."""
    return {name: item.text if isinstance(item, RawFile) else item for name, item in opened(path).items()}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "сборник 2024.zip"
    path.write_bytes(
        packed(
            {
                "статьи/вода.txt": RU,
                "статьи/вода.bib": b"@article{x}",
                "статьи/вода.yaml": b"year: 2024",
                "статьи/вода.png": b"\x89PNG",
                "статьи/карта.json": b"{}",
                "мақалалар/өңір.TXT": KK.encode("kz1048"),
                "en/water.md": EN,
                "en/README.md": "Read me.",
                "en/.DS_Store": b"\x00",
                ".git/notes.txt": "Hidden.",
                "__MACOSX/en/._water.md": b"\x00\x05\x16\x07",
                "en/empty.txt": b"",
                "en/picture.txt": b"\x89PNG\r\n\x1a\n",
            }
        )
    )
    return path


def test_the_readable_files_of_an_archive_are_read_one_by_one(archive: Path) -> None:
    picture = "this is a PNG picture, not text, whatever its name says; make a PDF with a text layer of it"
    found = texts(archive)
    assert list(found) == [f"сборник 2024.zip/{name}" for name in (
        "en/empty.txt", "en/picture.txt", "en/water.md", "мақалалар/өңір.TXT", "статьи/вода.txt",
    )]  # fmt: skip
    assert found["сборник 2024.zip/статьи/вода.txt"] == RU
    assert found["сборник 2024.zip/мақалалар/өңір.TXT"] == KK
    assert found["сборник 2024.zip/en/water.md"] == EN
    assert found["сборник 2024.zip/en/empty.txt"] == "the file is empty"
    assert found["сборник 2024.zip/en/picture.txt"].startswith(picture)


def test_a_file_of_an_archive_knows_where_it_is_and_what_describes_it(archive: Path) -> None:
    raw = opened(archive)["сборник 2024.zip/статьи/вода.txt"]
    assert isinstance(raw, RawFile)
    assert raw.location == f"{archive}!/статьи/вода.txt"
    assert raw.sidecars == (("вода.bib", b"@article{x}"), ("вода.yaml", b"year: 2024"))
    other = opened(archive)["сборник 2024.zip/en/water.md"]
    assert isinstance(other, RawFile)
    assert other.sidecars == ()


def test_a_file_in_a_folder_knows_the_same(tmp_path: Path) -> None:
    for name, data in {"a.txt": EN, "a.ris": "TY  - JOUR", "a.json": "[]", "b.bib": "@book{b}"}.items():
        (tmp_path / name).write_text(data)
    (tmp_path / "a.yml").write_bytes(bytes(1_000_001))
    (tmp_path / "a.yaml").mkdir()
    (raw,) = open_files(tmp_path / "a.txt")
    assert isinstance(raw, RawFile)
    assert raw == read_raw(tmp_path / "a.txt")
    assert raw.location == str(tmp_path / "a.txt")
    assert raw.sidecars == (("a.ris", b"TY  - JOUR"), ("a.json", b"[]"))


def test_an_archive_counts_among_the_readable_files_but_is_no_single_one(archive: Path) -> None:
    (archive.parent / "b.txt").write_text(EN)
    assert readable_files([archive.parent]) == [archive.parent / "b.txt", archive]
    with pytest.raises(UnreadableFile, match="an archive holds several files: unpack it, or add it as a whole"):
        read_raw(archive)


def test_an_archive_in_an_archive_is_opened_and_no_deeper(tmp_path: Path) -> None:
    third = packed({"c.txt": RU})
    second = packed({"b.txt": KK, "third.zip": third})
    path = tmp_path / "first.zip"
    path.write_bytes(packed({"a.txt": EN, "second.zip": second}))
    assert texts(path) == {
        "first.zip/a.txt": EN,
        "first.zip/second.zip/b.txt": KK,
        "first.zip/second.zip/third.zip": "an archive in an archive in an archive is not opened; unpack it first",
    }
    inner = opened(path)["first.zip/second.zip/b.txt"]
    assert isinstance(inner, RawFile)
    assert inner.location == f"{path}!/second.zip!/b.txt"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("статьи/Водный вопрос.txt", "cp866"),
        ("статьи/Водный вопрос.txt", "cp1251"),
        ("СТАТЬИ/ОТЧЁТ.TXT", "cp866"),
        ("мақалалар/Өңірдің ұлттық мүддесі.txt", "kz1048"),
        ("мақалалар/Өңірдің мүддесі.txt", "utf-8"),
        ("Müller/résumé.txt", "cp437"),
        ("plain.txt", "ascii"),
    ],
)
def test_names_without_the_mark_of_utf8_are_read_in_their_own_letters(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed_raw({name.encode(encoding): EN.encode()}))
    assert texts(path) == {f"a.zip/{name}": EN}


def test_a_name_given_in_unicode_besides_is_taken_if_it_belongs_to_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    name, better = b"__.txt", "Әлем.txt".encode()
    for crc, expected in ((zlib.crc32(name), "a.zip/Әлем.txt"), (7, "a.zip/__.txt")):
        field = struct.pack("<BL", 1, crc) + better
        path.write_bytes(packed_raw({name: EN.encode()}, struct.pack("<HH", 0x7075, len(field)) + field))
        assert texts(path) == {expected: EN}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/root/a.txt", "root/a.txt"),
        (r"C:\Мои статьи\a.txt", "Мои статьи/a.txt"),
        ("./x/././a.txt", "x/a.txt"),
        ("x/\x1b[2J\u202ea.txt", "x/[2Ja.txt"),
    ],
)
def test_names_lead_nowhere(tmp_path: Path, name: str, shown: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed_raw({name.encode(): EN.encode()}))
    assert list(texts(path)) == [f"a.zip/{shown}"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.zip"]


def test_files_whose_names_read_alike_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.txt": RU, "../a.txt": KK, "/a.txt": EN}))
    assert texts(path) == {"a.zip/a.txt": RU, "a.zip/a (2).txt": KK, "a.zip/a (3).txt": EN}


def encrypted(data: bytes) -> bytes:
    """The archive with every member marked as locked by a password."""
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data = data[: at + flags] + bytes([data[at + flags] | 1]) + data[at + flags + 1 :]
            at = data.find(mark, at + 1)
    return data


def test_what_is_locked_or_damaged_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    good = packed({"статья.txt": RU, "мақала.txt": KK})
    at = good.find("статья.txt".encode()) + len("статья.txt".encode()) + 5
    path = tmp_path / "a.zip"
    path.write_bytes(good[:at] + b"\xff\xff\xff" + good[at + 3 :])
    assert texts(path) == {
        "a.zip/мақала.txt": KK,
        "a.zip/статья.txt": "damaged: it can't be unpacked; fetch or save it again",
    }
    path.write_bytes(encrypted(good))
    assert set(texts(path).values()) == {"it is locked by a password; save it again without one"}


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.zip", b"", "the file is empty"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "no file in it can be read; known endings: .*"),
        ("a.zip", packed({"a.png": b"\x89PNG"}), "no file in it can be read; known endings: .*"),
        ("a.zip", packed({"a.txt": EN})[:-10], "damaged or cut off: no ZIP directory is found; fetch or save it again"),
        ("a.zip", b"Just words, in a line.", "this is plain text, not a ZIP archive, .*; rename it to .txt"),
        ("a.zip", b"Rar!\x1a\x07\x01\x00", "this is a RAR archive, not a ZIP archive, .*; unpack it and add the files"),
        ("a.zip", packed({"mimetype": "application/epub+zip"}), "this is an EPUB book, not .*; rename it to .epub"),
        ("a.zip", packed({"[Content_Types].xml": "", "xl/a.xml": ""}), "this is an Excel workbook, .*; save it as PDF"),
    ],
)
def test_what_is_no_archive_is_refused_as_a_whole(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (error,) = open_files(path)
    assert isinstance(error, UnreadableFile)
    with pytest.raises(UnreadableFile, match=rf"^{name}: {reason}"):
        raise error


def test_a_member_is_held_to_the_limits_of_its_format(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"good.txt": EN, "big.txt": b"word " * 4_000_000}))
    found = texts(path)
    assert found["a.zip/good.txt"] == EN
    assert found["a.zip/big.txt"].startswith("it has 20 MB; text files of at most 16 MB are read; split it")


def test_too_many_files_in_all_are_refused(tmp_path: Path) -> None:
    inner = packed({f"{n}.txt": "" for n in range(6000)})
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"1.zip": inner, "2.zip": inner}))
    found = texts(path)
    assert found["a.zip/2.zip"] == "with it the whole archive holds more than 10,000 files; split it"
    assert sum(name.startswith("a.zip/1.zip/") for name in found) == 6000
