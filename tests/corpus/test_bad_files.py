"""Files that lie, break or burst: each is read as it should be or refused with the reason, soon and in little memory.

The whole table is read by one fresh process, as `derek add` would read it, with the cleaning behind the readers.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import bad_files as bad

_SECONDS = 30.0
_BYTES = 1_500_000_000
"""Most memory that the process may ever have held."""

READER = """
import json, signal, sys, time
from pathlib import Path
from corpus import UnreadableFile, articles_in, split_passages
from corpus.readers import open_files

def given(item):
    if isinstance(item, UnreadableFile):
        return {"name": item.file_name, "refused": item.reason}
    try:
        articles = articles_in(item)
        passages = [passage for article in articles for passage in split_passages(article)]
        return {"name": item.name, "text": " ".join(a.text for a in articles)[:400], "passages": len(passages)}
    except UnreadableFile as error:
        return {"name": error.file_name, "refused": error.reason}

def stop(*_):
    raise TimeoutError

signal.signal(signal.SIGALRM, stop)
report = {}
for path in json.load(sys.stdin):
    began = time.monotonic()
    items = []
    signal.alarm(int(sys.argv[1]) + 1)
    try:
        items += (given(item) for item in open_files(Path(path)))
    except Exception as error:
        items.append({"name": path, "failed": repr(error)[:300]})
    signal.alarm(0)
    report[path] = {"items": items, "seconds": time.monotonic() - began}
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"files": report, "peak": int(peak.split()[1]) * 1024}))
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what must become of it: `text` stands in what is read, or `refused` matches the reason.

    With both, some of an archive's files are read and others refused.
    """

    name: str
    data: bytes | Callable[[Path], object]
    text: str | None = None
    refused: str | None = None

    def make(self, folder: Path) -> Path:
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(self.data, bytes):
            path.write_bytes(self.data)
        else:
            self.data(path)
        return path


EMPTY = "^the file is empty$"
PICTURE = "^this is a PNG picture, not .*, whatever its name says; make a PDF with a text layer"
ENDINGS = (".txt", ".md", ".html", ".xhtml", ".pdf", ".docx", ".odt", ".epub", ".zip")
WATER = "Вода — общее благо"
PAGE = f"<html><head><title>Су</title></head><body><h1>Су</h1><p>{bad.WORDS}</p></body></html>"
DAMAGED = "damaged|cut off|fetch or save it again|fetch it again"


def sparse(size: int) -> Callable[[Path], object]:
    """A file of so many zero bytes that takes no room on disk."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def a_socket(path: Path) -> None:
    """A socket under this name; its path may have a hundred characters only, hence the way round."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def many(path: Path) -> None:
    """An archive of more files than are taken."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.txt", "")


def pieces(name: str, data: bytes, refused: str = DAMAGED) -> list[Case]:
    """A file cut off at several points."""
    return [
        Case(f"cut/{percent}{name}", data[: len(data) * percent // 100], refused=refused)
        for percent in (5, 30, 60, 90, 99)
    ]


EVERY_ENDING = [
    *(Case(f"empty{ending}", b"", refused=EMPTY) for ending in ENDINGS),
    *(Case(f"blank{ending}", b" \r\n\t\n ", refused=EMPTY) for ending in ENDINGS),
    *(Case(f"picture{ending}", bad.PNG, refused=PICTURE) for ending in ENDINGS),
    *(Case(f"old{ending}", bad.OLE, refused="an old Microsoft Office document") for ending in ENDINGS),
    *(Case(f"noise{ending}", bad.noise(), refused="save it as UTF-8|fetch or save it again") for ending in ENDINGS),
    *(Case(f"nul{ending}", bytes(5000), refused="a binary file|fetch or save it again") for ending in ENDINGS),
]
TEXT = [
    Case("bom.txt", b"\xef\xbb\xbf", refused="^the file holds no words$"),
    Case("cut-utf16.txt", b"\xff\xfe" + bad.WORDS.encode("utf-16-le")[:-1], refused="byte .* does not fit"),
    Case("digits.md", b"12\n\n34\n", refused="^the file holds no words$"),
    Case("front.md", b"---\ntitle: [\n---\nWords.\n", refused="no valid YAML"),
    Case("200mb.txt", sparse(200_000_000), refused="^it has 200 MB; text files of at most 16 MB are read; split it"),
    Case("600mb.pdf", sparse(600_000_000), refused="^it has 600 MB; files of at most 512 MB are read; split it"),
    Case("12mb.txt", lambda path: path.write_bytes(b"Water is " * 1_300_000), refused="^a line of 11.7 million"),
    Case("line.txt", bad.WORDS.encode().replace(b"\n", b" ") * 4000, text=WATER),
    Case("letters.txt", b"Water. " + b"a" * 1_000_000, text="Water."),
    Case("spaces.txt", b"Water." + b" " * 1_000_000 + b"Land.", text="Water. Land."),
    Case("brackets.txt", b"Water. " + b"(" * 300_000, text="Water."),
    Case("stops.txt", b"Water" + b"." * 300_000, text="Water"),
    Case("accents.txt", ("Вода е" + "\u0301" * 300_000).encode(), text="Вода"),
    Case("numbers.txt", b"Water.\n\n" + "".join(f"{n}\n\n" for n in range(30_000)).encode(), text="Water."),
    Case("headings.md", "# Вода\n\nТекст.\n\n".encode() * 3000, text="Вода"),
    Case("blank-lines.txt", b"Water." + b"\n" * 1_000_000 + b"Land.", text="Water"),
    Case(
        "image.md",
        b"# Water\n\n![](data:image/png;base64," + b"iVBORw0KGgo" * 50_000 + b")\n\nText here.",
        text="Water",
    ),
    Case("page.txt", PAGE.encode(), text=WATER),
    Case("page.md", b"\xef\xbb\xbf\n<!DOCTYPE html>" + PAGE.encode(), text=WATER),
]
HTML = [
    Case("deep.html", b"<html><body>" + b"<div>" * 100_000 + bad.WORDS.encode(), refused="nests"),
    Case("bold.html", b"<html><body>" + b"<b>" * 100_000 + bad.WORDS.encode(), refused="nests"),
    Case("comment.html", b"<html><body><p>Water is a good.</p><!-- never closed", text="Water is a good."),
    Case(
        "attribute.html", b'<html><body><p class="' + b"x" * 2_000_000 + b'">Water is here.</p>', text="Water is here."
    ),
    Case("open-tags.html", b"<p>Water is here.</p>" + b"<a" * 200_000, text="Water is here."),
    Case("script.html", b"<html><body><script>let water = 1</script></body></html>", refused="no words|no text"),
    Case("charset.html", b'<html><meta charset="utf-9"><p>' + bad.WORDS.encode() + b"</p></html>", text=WATER),
    Case(
        "bomb.xhtml", bad.BOMB.encode() + b"<html><body><p>&j;</p><p>Water is here.</p></body></html>", text="Water is"
    ),
    Case("words.html", bad.WORDS.encode(), refused="no HTML is found in it.*rename it to .txt"),
]
OFFICE = [
    *pieces(".docx", bad.docx()),
    *pieces(".odt", bad.odt()),
    *pieces(".epub", bad.epub()),
    Case("good.docx", bad.docx(), text=WATER),
    Case("good.odt", bad.odt(), text=WATER),
    Case("good.epub", bad.epub(), text=WATER),
    Case("locked.docx", bad.OLE + "EncryptedPackage".encode("utf-16-le"), refused="locked by a password"),
    Case("locked-parts.docx", bad.locked(bad.docx()), refused="locked by a password"),
    Case("locked.odt", bad.odt(manifest=bad.ODT_LOCK), refused="password|encrypted"),
    Case(
        "locked.epub", bad.epub(parts={"META-INF/encryption.xml": bad.EPUB_LOCK}), refused="locked|encrypted|protected"
    ),
    Case(
        "no-body.docx", bad.docx(parts={"word/document.xml": None, "word/styles.xml": "<a/>"}), refused="Word|missing"
    ),
    Case("no-words.docx", bad.docx("<w:p/>"), refused="no words"),
    Case("broken.docx", bad.docx("<w:p><w:r>"), refused="no XML"),
    Case("deep.docx", bad.docx("<w:p>" * 100_000), refused="no XML|nests"),
    Case("laughs.docx", bad.docx(parts={"word/document.xml": f"{bad.BOMB}<w>&j;</w>"}), refused="entities|no XML"),
    Case("zeros.docx", bad.docx(parts={"word/document.xml": "0" * 50_000_000}), refused="no honest document does"),
    Case("laughs.odt", bad.odt("<text:p>&j;</text:p>", prolog=bad.BOMB), refused="entities|no XML"),
    Case("laughs.epub", bad.epub("<p>&j;</p>", prolog=bad.BOMB), refused="entities|no XML"),
    Case("no-opf.epub", bad.epub(parts={"book.opf": None}), refused="book.opf"),
    Case("no-chapter.epub", bad.epub(parts={"one.xhtml": None}), refused="names no chapters that it holds"),
    Case("book.docx", bad.epub(), refused="this is an EPUB book, not a DOCX document, .*; rename it to .epub"),
    Case("plain.docx", bad.WORDS.encode(), refused="this is plain text, not a DOCX document, .*; rename it to .txt"),
    Case("table.docx", bad.packed({"[Content_Types].xml": "", "xl/a.xml": ""}), refused="an Excel workbook"),
]
PDF = [
    *pieces(".pdf", bad.pdf()[:-60], "damaged|holds no text|no pages"),
    Case("good.pdf", bad.pdf(), text="Water is a common good."),
    Case("junk-before.pdf", bad.noise(600) + b"\n" + bad.pdf(), text="Water is a common good."),
    Case("no-eof.pdf", bad.pdf().removesuffix(b"%%EOF\n"), text="Water is a common good."),
    Case("xref-lies.pdf", bad.pdf(offsets=77), text="Water is a common good."),
    Case("locked.pdf", bad.pdf(trailer=bad.PDF_LOCK), refused="password"),
    Case(
        "no-pages.pdf",
        bad.pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]),
        refused="pages|damaged",
    ),
    Case("loop.pdf", bad.pdf(bad.pdf_page(kids="2 0 R 3 0 R 2 0 R")), text="Water is a common good."),
    Case("huge.pdf", bad.pdf(bad.pdf_page(box="0 0 1000000000 1000000000")), text="Water is a common good."),
    Case("no-text.pdf", bad.pdf(bad.pdf_page(" ")), refused="ocrmypdf"),
    Case(
        "page.pdf", PAGE.encode(), refused="this is an HTML page, not a PDF, .*fetch that again, or rename it to .html"
    ),
    Case("words.pdf", bad.WORDS.encode(), refused="this is plain text, not a PDF, .*; rename it to .txt"),
]
ARCHIVES = [
    *pieces(".zip", bad.packed({"a.txt": bad.WORDS})),
    Case("locked.zip", bad.locked(bad.packed({"a.txt": bad.WORDS})), refused="^it is locked by a password"),
    Case("ratio.zip", bad.packed({"a.txt": b"0" * 15_000_000, "b.txt": bad.WORDS}), text=WATER, refused="no honest"),
    Case("nested.zip", bad.nested(3), refused="is not opened; unpack it first"),
    Case("nested-2.zip", bad.nested(1), refused="no words|no honest"),
    Case("many.zip", many, refused="holds 10,001 files; at most 10,000 are read; split it"),
    Case("overlap.zip", bad.overlapping(250, 20_000_000), refused="would unpack to 5,000 MB from"),
    Case(
        "says-less.zip", bad.lying(bad.packed({"a.txt": bad.WORDS * 900}), 10), refused="damaged: it can't be unpacked"
    ),
    Case("says-more.zip", bad.lying(bad.packed({"a.txt": bad.WORDS}), 9_000_000), text=WATER),
    Case("says-4gb.zip", bad.lying(bad.packed({"a.txt": bad.WORDS}), 2**32 - 2), refused="would unpack to 4,295 MB"),
    Case(
        "mixed.zip",
        bad.packed({"a.txt": bad.WORDS, "b.pdf": bad.PNG, "c.docx": bad.docx()[:400]}),
        WATER,
        "PNG|damaged",
    ),
    Case("document.zip", bad.docx(), refused="this is a DOCX document, not a ZIP archive, .*; rename it to .docx"),
    Case("words.zip", bad.WORDS.encode(), refused="this is plain text, not a ZIP archive, .*; rename it to .txt"),
]
PLACES = [
    Case("Мои статьи 2024/Вода и право.txt", bad.WORDS.encode(), text=WATER),
    Case("Әлем/Өңірдің ұлттық мүддесі.txt", bad.WORDS.encode(), text=WATER),
    Case("💧/👩‍🔬 water.txt", bad.WORDS.encode(), text=WATER),
    Case("left\u202etxt.fdp.txt", bad.WORDS.encode(), text=WATER),
    Case(f"{'ы' * 125}.txt", bad.WORDS.encode(), text=WATER),
    Case("/".join(["deep"] * 300) + "/a.txt", bad.WORDS.encode(), text=WATER),
    Case("folder.pdf/a.txt", bad.WORDS.encode(), text=WATER),
    Case("folder-itself.pdf", lambda path: path.mkdir(), refused="this is a folder, not a file"),
    Case("pipe.txt", os.mkfifo, refused="this is a pipe, not a file"),
    Case("socket.txt", a_socket, refused="this is a socket, not a file"),
    Case("loop.txt", lambda path: path.symlink_to(path), refused=r"could not be opened \(Too many levels of symbolic"),
    Case("gone.txt", lambda path: path.symlink_to("nowhere.txt"), refused=r"could not be opened \(No such file"),
    Case("device.txt", lambda path: path.symlink_to("/dev/zero"), refused="this is a device, not a file"),
    Case("x" * 300 + ".txt", lambda _path: None, refused=r"could not be opened \(File name too long\)"),
]
CASES = [*EVERY_ENDING, *TEXT, *HTML, *OFFICE, *PDF, *ARCHIVES, *PLACES]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bad")


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, Any]:
    """What one fresh process made of the whole table."""
    paths = [str(case.make(folder)) for case in CASES]
    assert len(set(paths)) == len(paths)
    command = [sys.executable, "-W", "error", "-c", READER, str(int(_SECONDS))]
    root = Path(__file__).parent.parent.parent
    run = subprocess.run(command, input=json.dumps(paths), capture_output=True, text=True, cwd=root, check=False)
    assert not run.returncode, run.stderr[-2000:]
    result: dict[str, Any] = json.loads(run.stdout)
    return result


@pytest.mark.parametrize("case", CASES, ids=[case.name[:60] for case in CASES])
def test_a_bad_file_is_refused_with_the_reason_or_read(case: Case, folder: Path, report: dict[str, Any]) -> None:
    outcome = report["files"][str(folder / case.name)]
    assert outcome["items"]
    assert outcome["seconds"] <= _SECONDS
    failures = [item for item in outcome["items"] if "failed" in item]
    assert not failures
    refusals = [item for item in outcome["items"] if "refused" in item]
    texts = [item["text"] for item in outcome["items"] if "text" in item]
    assert bool(texts) == (case.text is not None), outcome["items"][:3]
    assert bool(refusals) == (case.refused is not None), outcome["items"][:3]
    assert all(case.text and case.text in text for text in texts)
    shown = re.sub("[\u202e]", "", Path(case.name).name)
    for item in refusals:
        assert item["name"].startswith(shown)
        assert re.search(case.refused or "^$", item["refused"]), item["refused"]


def test_the_whole_table_takes_little_memory(report: dict[str, Any]) -> None:
    assert report["peak"] <= _BYTES
