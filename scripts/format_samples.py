"""Print articles of the starter library in every format that can be read, to compare readers with one another.

    python scripts/format_samples.py [FOLDER]

Each article becomes a flat OpenDocument text with real styles, from which LibreOffice (`soffice`, which must be
installed) makes the others. FOLDER is tests/data/formats unless another is named; files in it are overwritten.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import yaml

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "data" / "formats"
NAMES = ("caspian-sea-ru", "soft-power-public-diplomacy-kk", "energy-in-central-asia-en")
WIDTH = 80
# Without the structure tree, which readers would not use and which doubles the size.
PDF = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}'
FIRST_PAGE = {"one-column": 1, "two-columns": 41}
LABELS = {
    "ru": ("Аннотация", "Ключевые слова", "Список литературы", "cp1251"),
    "kk": ("Аңдатпа", "Түйін сөздер", "Пайдаланылған әдебиеттер", "kz1048"),
    "en": ("Abstract", "Keywords", "References", "cp1251"),
}
VOWELS = "аеёиоуыэюяәіөұүaeiouy"


@dataclass(frozen=True)
class Line:
    """One printed block and the style that it is set in."""

    style: str
    text: str


@dataclass(frozen=True)
class Printed:
    """An article as its reader sees it, front matter and all."""

    title: str
    author: str
    language: str
    code_page: str
    lines: tuple[Line, ...]


def main(folder: Path) -> int:
    """Make every form of every sample."""
    office = shutil.which("soffice")
    if office is None:
        sys.stderr.write("soffice was not found: install LibreOffice Writer first.\n")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        printed = read(ROOT / "corpus" / "starter" / f"{name}.md")
        (folder / f"{name}.md").write_text(as_markdown(printed), encoding="utf-8")
        (folder / f"{name}-wrapped.txt").write_bytes(as_wrapped(printed).encode(printed.code_page, errors="replace"))
        with tempfile.TemporaryDirectory() as temporary:
            convert(office, name, printed, Path(temporary), folder)
    return 0


def read(path: Path) -> Printed:
    """Turn a Markdown file with front matter into the lines that a journal would print."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    data = yaml.safe_load(front)
    abstract, keywords, bibliography, code_page = LABELS[data["language"]]
    title, *blocks = [block.strip() for block in body.strip().split("\n\n")]
    author = ", ".join(data["authors"])
    lines = [
        Line("Title", title.lstrip("# ")),
        Line("Author", author),
        Line("Abstract", f"{abstract}. {data['abstract']}"),
        Line("Abstract", f"{keywords}: {', '.join(data['keywords'])}."),
    ]
    for block in blocks:
        style = "Heading_20_1" if block.startswith("#") else "Text_20_body"
        lines.append(Line(style, block.lstrip("# ").replace("\n", " ")))
    lines.append(Line("Heading_20_1", bibliography))
    lines += (Line("Reference", reference(source)) for source in data["sources"])
    return Printed(data["title"], author, data["language"], code_page, tuple(lines))


def reference(source: dict) -> str:
    """One entry of the bibliography."""
    doi = f"https://doi.org/{source['doi']}" if source.get("doi") else ""
    parts = [", ".join(source["authors"]), source["title"], str(source.get("year", "")), doi]
    return f"{source['id']}. " + " ".join(part.rstrip(".") + "." for part in parts if part)


def as_markdown(printed: Printed) -> str:
    """The same lines as Markdown: what every other form is compared with."""
    marks = {"Title": "# ", "Heading_20_1": "## "}
    return "\n\n".join(marks.get(line.style, "") + line.text for line in printed.lines) + "\n"


def as_wrapped(printed: Printed) -> str:
    """Plain text in lines of a fixed width, a blank line between blocks."""
    return "\n\n".join(textwrap.fill(line.text, WIDTH, break_on_hyphens=False) for line in printed.lines) + "\n"


def convert(office: str, name: str, printed: Printed, temporary: Path, folder: Path) -> None:
    """Let LibreOffice make the forms that it writes."""
    plain = temporary / f"{name}.fodt"
    plain.write_text(as_fodt(printed, columns=1, paged=None), encoding="utf-8")
    for suffix, target in (("docx", "docx"), ("odt", "odt"), ("html", "html:HTML (StarWriter)"), ("epub", "epub")):
        save(office, plain, suffix, target, folder)
    save(office, plain, "txt", "txt:Text (encoded):UTF8", folder)
    for form, columns in (("one-column", 1), ("two-columns", 2)):
        paged = temporary / f"{name}-{form}.fodt"
        paged.write_text(as_fodt(printed, columns=columns, paged=FIRST_PAGE[form]), encoding="utf-8")
        save(office, paged, "pdf", PDF, folder)


def save(office: str, source: Path, suffix: str, target: str, folder: Path) -> None:
    """Save one document in another format. Raises SystemExit if LibreOffice wrote nothing."""
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = [office, profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    made = folder / f"{source.stem}.{suffix}"
    if done.returncode or not made.exists():
        raise SystemExit(f"LibreOffice could not write {made}: {done.stdout}{done.stderr}")


def hyphenated(text: str) -> str:
    """Mark where a word may be cut: after a vowel and before a consonant that a vowel follows, two letters in."""
    consonant = rf"(?![{VOWELS}ьъй])[^\W\d_]"
    cut = re.compile(rf"(?<=[^\W\d_][{VOWELS}])(?={consonant}[{VOWELS}][^\W\d_])", re.IGNORECASE)
    return cut.sub("\u00ad", text)


def as_fodt(printed: Printed, *, columns: int, paged: int | None) -> str:
    """A flat OpenDocument text; `paged` is the number of its first page, None for no head, foot and hyphens."""
    lines = [paragraph(line, hyphens=paged is not None) for line in printed.lines]
    front = sum(line.style in ("Title", "Author", "Abstract") for line in printed.lines)
    body = "\n".join(lines[front:])
    if columns > 1:
        body = f'<text:section text:name="body" text:style-name="Columns">{body}</text:section>'
    opening = "\n".join(lines[:front])
    if paged is not None:
        opening = opening.replace('text:style-name="Title"', 'text:style-name="Opening"', 1)
    language, country = {"ru": ("ru", "RU"), "kk": ("kk", "KZ"), "en": ("en", "GB")}[printed.language]
    return _DOCUMENT.format(
        title=escape(printed.title),
        author=escape(printed.author),
        language=language,
        country=country,
        first_page=paged or 1,
        size="10pt" if columns > 1 else "11pt",
        furniture=_FURNITURE.format(head=escape(f"{printed.author}. {printed.title}")) if paged is not None else "",
        body=opening + body,
    )


def paragraph(line: Line, *, hyphens: bool) -> str:
    """One paragraph or heading of the document."""
    flows = hyphens and line.style in ("Text_20_body", "Abstract", "Reference")
    text = escape(hyphenated(line.text) if flows else line.text)
    if line.style == "Heading_20_1":
        return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{text}</text:h>'
    return f'<text:p text:style-name="{line.style}">{text}</text:p>'


_FURNITURE = """
  <style:header><text:p text:style-name="Head">{head}</text:p></style:header>
  <style:footer><text:p text:style-name="Foot"><text:page-number text:select-page="current"/></text:p></style:footer>"""

_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title><meta:initial-creator>{author}</meta:initial-creator>
 <dc:creator>{author}</dc:creator></office:meta>
<office:font-face-decls>
 <style:font-face style:name="Serif" svg:font-family="'Liberation Serif'"/>
</office:font-face-decls>
<office:styles>
 <style:default-style style:family="paragraph">
  <style:text-properties style:font-name="Serif" fo:font-size="{size}" fo:language="{language}"
   fo:country="{country}"/></style:default-style>
 <style:style style:name="Standard" style:family="paragraph"/>
 <style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"
  style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="justify" fo:text-indent="0.6cm" fo:orphans="2" fo:widows="2"/>
  <style:text-properties fo:hyphenate="true"/></style:style>
 <style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="center" fo:margin-bottom="0.3cm"/>
  <style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
  style:parent-style-name="Standard" style:default-outline-level="1">
  <style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>
  <style:text-properties fo:font-size="12pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Author" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="center" fo:margin-bottom="0.3cm"/></style:style>
 <style:style style:name="Abstract" style:family="paragraph" style:parent-style-name="Text_20_body">
  <style:paragraph-properties fo:margin-bottom="0.2cm"/></style:style>
 <style:style style:name="Reference" style:family="paragraph" style:parent-style-name="Text_20_body">
  <style:paragraph-properties fo:text-align="start"/></style:style>
 <style:style style:name="Head" style:family="paragraph" style:parent-style-name="Standard">
  <style:text-properties fo:font-size="9pt"/></style:style>
 <style:style style:name="Foot" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="center"/></style:style>
</office:styles>
<office:automatic-styles>
 <style:style style:name="Opening" style:family="paragraph" style:parent-style-name="Title"
  style:master-page-name="Standard">
  <style:paragraph-properties style:page-number="{first_page}"/></style:style>
 <style:style style:name="Columns" style:family="section">
  <style:section-properties text:dont-balance-text-columns="true">
   <style:columns fo:column-count="2" fo:column-gap="0.7cm"/></style:section-properties></style:style>
 <style:page-layout style:name="Page">
  <style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2cm"
   fo:margin-bottom="2cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/>
  <style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/>
  </style:header-style>
  <style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.4cm"/>
  </style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">{furniture}
</style:master-page></office:master-styles>
<office:body><office:text>
{body}
</office:text></office:body></office:document>
"""


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
