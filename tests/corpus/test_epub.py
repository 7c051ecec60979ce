"""EPUB books: chapters in order, notes across files, printed pages, properties, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from corpus import UnreadableFile
from corpus.blocks import Kind
from corpus.readers import Extract
from corpus.readers.epub import EpubReader
from corpus.record import WorkType
from tests.corpus.test_docx import blocks, zipped

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
XHTML = "application/xhtml+xml"
LONG = "Су ресурстары туралы келісім бес елдің мүддесін қозғайды және өзгереді. " * 6


def page(body: str, kind: str = "", head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f'<head><title/>{head}</head><body epub:type="{kind}">{body}</body></html>'
    )


def epub(
    chapters: Mapping[str, str],
    *,
    metadata: str = "",
    more: Mapping[str, str] | None = None,
    opf: str = "",
    spine: str = "",
) -> bytes:
    """A book whose chapters stand in the order given; `more` are further files, `opf` and `spine` further lines."""
    items = "".join(f'<item id="i{i}" href="{name}" media-type="{XHTML}"/>' for i, name in enumerate(chapters))
    order = "".join(f'<itemref idref="i{i}"/>' for i in range(len(chapters)))
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf"><metadata>{metadata}</metadata><manifest>{items}{opf}</manifest>'
        f"<spine>{order}{spine}</spine></package>",
        **{f"OEBPS/{name}".removeprefix("OEBPS/../"): text for name, text in {**chapters, **(more or {})}.items()},
    }
    return zipped(files)


def read(chapters: Mapping[str, str], **more: object) -> Extract:
    return EpubReader().read("кітап.epub", epub(chapters, **more))  # type: ignore[arg-type]


def test_chapters_stand_in_the_order_of_the_spine() -> None:
    extract = read({
        "z.xhtml": page("<h1>Су саясаты</h1><p>Бірінші&nbsp;абзац &mdash; басы.</p>"),
        "a.xhtml": page("<h2>Өзендер</h2><p>Екінші абзац.</p>"),
    })  # fmt: skip
    assert blocks(extract) == [
        ("title", "Су саясаты"), ("paragraph", "Бірінші\u00a0абзац — басы."),
        ("heading", "Өзендер"), ("paragraph", "Екінші абзац."),
    ]  # fmt: skip
    assert extract.format == "epub"


def test_cover_contents_and_copyright_pages_are_left_out() -> None:
    extract = read(
        {
            "cover.xhtml": page("<p>Обложка</p>"),
            "x1.xhtml": page("<p>Все права</p>", kind="copyright-page"),
            "x2.xhtml": page('<section epub:type="toc"><p>Введение 3</p></section>'),
            "x3.xhtml": page("<p>Выходные данные</p>"),
            "nav.xhtml": page('<nav epub:type="toc"><ol><li><a href="c.xhtml">Глава</a></li></ol></nav><p>Меню</p>'),
            "c.xhtml": page("<h1>Глава</h1><p>Текст главы.</p>"),
        },
        spine='</spine><guide><reference type="copyright-page" href="x3.xhtml"/></guide><spine>',
    )
    assert [text for _, text in blocks(extract)] == ["Глава", "Текст главы."]


def test_notes_lead_from_one_file_to_another() -> None:
    extract = read(
        {"text/c1.xhtml": page(
            '<h1>Глава</h1><p>Слово<a epub:type="noteref" href="../notes.xhtml#n1">1</a> и дело.</p>'
            '<p>Ещё<a epub:type="noteref" href="#here">2</a>.</p>'
            '<aside epub:type="footnote" id="here"><p>2. Здесь.</p></aside>'
        )},
        more={"notes.xhtml": page('<h2>Примечания</h2><p id="n1"><a href="text/c1.xhtml">1</a>. Там.</p>')},
        opf=f'<item id="n" href="notes.xhtml" media-type="{XHTML}"/>', spine='<itemref idref="n" linear="no"/>',
    )  # fmt: skip
    assert blocks(extract)[:3] == [("title", "Глава"), ("paragraph", "Слово и дело."), ("paragraph", "Ещё.")]
    found = [(mark.number, extract.text[mark.start : mark.end]) for mark in extract.marks if mark.kind is Kind.NOTE]
    assert found == [(1, "Там."), (2, "Здесь.")]


@pytest.mark.parametrize("way", ["inline", "list", "ncx"])
def test_printed_pages_are_labelled(way: str) -> None:
    plain = ('<a id="p16"/>', '<span id="p17"></span>')
    typed = ('<span epub:type="pagebreak" id="p16" title="16"/>', '<hr role="doc-pagebreak" title="xvii"/>')
    marks = typed if way == "inline" else plain
    links = (
        '<li><a href="c.xhtml">15</a></li><li><a href="c.xhtml#p16">16</a></li><li><a href="c.xhtml#p17">xvii</a></li>'
    )
    target = "<pageTarget><navLabel><text>{}</text></navLabel><content src='{}'/></pageTarget>"
    ncx = target.format(15, "c.xhtml") + target.format(16, "c.xhtml#p16") + target.format("xvii", "c.xhtml#p17")
    extract = read(
        {"c.xhtml": page(f"<h1>Су</h1><p>Бірінші бет аяғы {marks[0]}екінші бет.</p>{marks[1]}<p>Үшінші бет.</p>")},
        more={
            "nav.xhtml": page(f'<nav epub:type="page-list"><ol>{links}</ol></nav>'),
            "toc.ncx": f"<ncx><pageList>{ncx}</pageList></ncx>",
        },
        opf={
            "inline": "", "list": f'<item id="nav" href="nav.xhtml" properties="nav" media-type="{XHTML}"/>',
            "ncx": '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        }[way],
    )  # fmt: skip
    labels = [(page.label, extract.text[page.start :].split()[0]) for page in extract.pages]
    assert labels == [(None if way == "inline" else "15", "Су"), ("16", "екінші"), ("xvii", "Үшінші")]
    assert [page.physical for page in extract.pages] == [1, 2, 3]


def test_looks_of_style_sheets_tell_headings() -> None:
    head = '<link rel="stylesheet" href="s.css"/>'
    extract = read(
        {"c.xhtml": page(f'<p class="p0"><span class="s0">Су саясаты</span></p><p>{LONG}</p>'
                         f'<p><span class="s1">Өзен мен көл</span></p><p>{LONG}</p>', head=head)},
        more={
            "s.css": ".p0 { text-align: center } /* x */ .s0, .y { font-size: 16pt; font-weight: bold }\n"
            ".s1 {font-weight:700}"
        },
        opf='<item id="s" href="s.css" media-type="text/css"/>',
    )  # fmt: skip
    assert [kind for kind, _ in blocks(extract)] == ["title", "paragraph", "heading", "paragraph"]


def test_chapters_that_are_no_xml_are_read_as_html() -> None:
    extract = read({"c.xhtml": "<html><body><h1>Water</h1><p>One<br>two<p>Three & four"})
    assert [text for _, text in blocks(extract)] == ["Water", "One\ntwo", "Three & four"]


def test_properties_come_from_the_package() -> None:
    properties = read(
        {"c.xhtml": page("<h1>Введение в тему</h1><p>Текст.</p>")},
        metadata='<dc:title>Су саясаты</dc:title><dc:creator id="a">Әлия Медеу</dc:creator>'
        '<meta refines="#a" property="role">aut</meta><dc:creator opf:role="edt">Пьер Шабаль</dc:creator>'
        "<dc:creator>Unknown</dc:creator><dc:date>2021-05-01</dc:date><dc:publisher>Қазақ университеті</dc:publisher>"
        "<dc:identifier>urn:isbn:978-601-04-1234-5</dc:identifier><dc:identifier>https://doi.org/10.1234/abc</dc:identifier>"
        "<dc:subject>су</dc:subject><dc:subject>шекара</dc:subject><dc:language>en</dc:language>",
    ).properties
    assert (properties.title, properties.authors, properties.editors) == (
        "Су саясаты",
        ("Әлия Медеу",),
        ("Пьер Шабаль",),
    )
    assert (properties.year, properties.publisher, properties.doi) == (2021, "Қазақ университеті", "10.1234/abc")
    assert (properties.isbn, properties.type, properties.keywords) == (
        "978-601-04-1234-5",
        WorkType.BOOK,
        ("су", "шекара"),
    )
    assert properties.language is None  # programs put one in unasked


def test_a_volume_has_the_titles_of_its_articles() -> None:
    article = "<h1>{}</h1><h2>Кіріспе</h2><p>" + LONG + "</p><h2>Әдебиеттер</h2><p>1. А.</p>"
    extract = read({f"c{i}.xhtml": page(article.format(title)) for i, title in enumerate(("Су", "Жер", "Шекара"))})
    assert [text for kind, text in blocks(extract) if kind == "title"] == ["Су", "Жер", "Шекара"]


WHOLE = epub({"c.xhtml": page(f"<h1>Су</h1><p>{LONG}</p>")})
LOCKED = '<encryption><EncryptedData><CipherData><CipherReference URI="{}"/></CipherData></EncryptedData></encryption>'
OUTSIDE = f'<item id="o" href="../../../etc/passwd" media-type="{XHTML}"/>'
CHAPTER = {"c.xhtml": page("<p>Мәтін бар.</p>")}


def locked(path: str) -> dict[str, str]:
    return {"../META-INF/encryption.xml": LOCKED.format(path)}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(WHOLE[: len(WHOLE) // 2], "damaged or cut off", id="cut"),
        pytest.param(zipped({"mimetype": "x"}), "META-INF/container.xml is missing", id="no container"),
        pytest.param(zipped({"META-INF/container.xml": CONTAINER}), "OEBPS/book.opf is missing", id="no package"),
        pytest.param(zipped({"META-INF/container.xml": "<container/>"}), "its part .* is missing", id="no root"),
        pytest.param(epub({}), "names no chapters", id="no chapters"),
        pytest.param(epub({}, opf=OUTSIDE, spine='<itemref idref="o"/>'), "names no chapters", id="path leading out"),
        pytest.param(epub({"c.xhtml": page("<p>12</p>")}), "no words are found", id="no words"),
        pytest.param(epub({"c.xhtml": "<p>" + "<div>" * 9000}), "nests more than 250", id="deep"),
        pytest.param(epub({"c.xhtml": page("<p/>" + " " * 60_000_000)}), "no honest document does", id="bomb"),
        pytest.param(epub(CHAPTER, more=locked("OEBPS/c.xhtml")), "encrypted .DRM.", id="locked"),
    ],
)  # fmt: skip
def test_what_is_no_book_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"^бөлім 1\.epub: .*{reason}"):
        EpubReader().read("бөлім 1.epub", data)


def test_scrambled_fonts_do_no_harm() -> None:
    assert "Мәтін бар." in read(CHAPTER, more=locked("OEBPS/font.otf")).text


def test_entities_of_its_own_are_never_expanded() -> None:
    bomb = (
        "<!DOCTYPE d [<!ENTITY a 'вода '><!ENTITY b '"
        + "&a;" * 1000
        + "'>]><html><body><p>&b;&b; текст</p></body></html>"
    )
    with pytest.raises(UnreadableFile, match="declares entities"):
        read({"c.xhtml": bomb})
