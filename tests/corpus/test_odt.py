"""OpenDocument texts: structure by styles and by looks, notes, changes, tables, pages, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from corpus import UnreadableFile
from corpus.blocks import Kind
from corpus.readers import Extract
from corpus.readers.odt import OdtReader
from tests.corpus.test_docx import blocks, zipped

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing",
        "fo": "xsl-fo-compatible", "meta": "meta", "manifest": "manifest",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
STYLES = """
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"/>
<style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph"/>
<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>
"""
AUTOMATIC = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Heading_20_2"/>
<style:style style:name="P3" style:family="paragraph">
 <style:paragraph-properties fo:text-align="center" fo:break-before="page"/></style:style>
<style:style style:name="P4" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
 <style:text-properties fo:font-size="150%" fo:font-weight="bold"/></style:style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="S" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="L" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="C" style:family="text"><style:text-properties fo:text-transform="uppercase"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
"""
LONG = "Су ресурстары туралы келісім бес елдің мүддесін қозғайды. " * 8


def odt(body: str, *, meta: str = "", more: Mapping[str, str] | None = None, paged: str = "true") -> bytes:
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {NAMES}>"
        f"<office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
        f'<office:body><office:text text:use-soft-page-breaks="{paged}">{body}</office:text></office:body>'
        "</office:document-content>",
        "styles.xml": f"<office:d {NAMES}><office:styles>{STYLES}</office:styles></office:d>",
        "meta.xml": f"<office:d {NAMES}><office:meta>{meta}</office:meta></office:d>",
        **(more or {}),
    }
    return zipped(files)


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def note(mark: str, text: str, kind: str = "footnote") -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>{mark}</text:note-citation>'
        f"<text:note-body>{p(text)}</text:note-body></text:note>"
    )


def read(body: str, **more: object) -> Extract:
    return OdtReader().read("мақала.odt", odt(body, **more))  # type: ignore[arg-type]


def test_styles_and_outline_tell_title_and_headings() -> None:
    extract = read(
        p("Су және шекара", "P1") + h("Кіріспе") + p("Бір.") + p("Өзен", "P2") + p("Екі.") + h("Көл", 3) + p("Үш.")
    )
    assert [(kind, text) for kind, text in blocks(extract) if kind != "paragraph"] == [
        ("title", "Су және шекара"), ("heading", "Кіріспе"), ("heading", "Өзен"), ("heading", "Көл"),
    ]  # fmt: skip
    assert [mark.level for mark in extract.marks if mark.kind is Kind.HEADING] == [1, 2, 3]
    assert extract.format == "odt"


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("Водная политика в Центральной Азии", "Выводы исследования"),
        ("Орталық Азиядағы су саясаты", "Негізгі нәтижелер"),
        ("Water policy in Central Asia", "What follows from it"),
    ],
)
def test_without_styles_size_and_weight_tell_title_and_headings(title: str, section: str) -> None:
    extract = read(p("К.И. Байзакова") + p(title, "P4") + p(LONG) + p(span(section, "B")) + p(LONG))
    assert blocks(extract)[1] == ("title", title)
    assert [text for kind, text in blocks(extract) if kind == "heading"] == [section]


def test_characters_that_are_kept_as_elements() -> None:
    extract = read(
        p("Заголовок", "P1")
        + p(
            "Пер\n  вая<text:s text:c='3'/>строка<text:line-break/>вторая<text:tab/>"
            f"85 км{span('2', 'S')}, CO{span('2', 'L')}, "
            f"{span('снг', 'C')}{span('скрыто', 'H')}, <text:a xlink:href='x'>ссылка</text:a>, предсе\u00adдателем."
        )
    )  # fmt: skip
    assert blocks(extract)[1][1] == "Пер вая   строка\nвторая\t85 км², CO2, СНГ, ссылка, предсе\u00adдателем."


def test_notes_are_put_last_and_their_marks_dropped() -> None:
    nested = note("3", f"Үшінші{note('4', 'Төртінші.')}")
    extract = read(
        p("Су", "P1")
        + p(f"Бірінші{note('1', 'Қараңыз.')} сөз{note('*', 'Автордан.')}.{nested}")
        + p(f"Соңы{note('i', 'Соңғы.', 'endnote')}.")
    )
    assert blocks(extract)[:3] == [("title", "Су"), ("paragraph", "Бірінші сөз."), ("paragraph", "Соңы.")]
    found = [(mark.number, extract.text[mark.start : mark.end]) for mark in extract.marks if mark.kind is Kind.NOTE]
    assert found == [
        (1, "Қараңыз."), (None, "Автордан."), (3, "Үшінші"), (1, "Соңғы."), (4, "Төртінші."),
    ]  # fmt: skip


def test_changes_comments_and_contents_are_no_text() -> None:
    extract = read(
        "<text:tracked-changes><text:changed-region><text:deletion>" + p("Удалено")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        + p("Название", "P1")
        + "<text:table-of-content><text:index-body>" + p("Введение 3") + "</text:index-body></text:table-of-content>"
        + p("Глава 1 … 5", "Contents_20_1")
        + p('Вода — <text:change-start text:change-id="c"/>общее<text:change-end text:change-id="c"/> благо'
            "<office:annotation><dc:creator>Р.</dc:creator>" + p("Правка") + "</office:annotation>.")
        + '<text:section text:display="none">' + p("Скрытый раздел") + "</text:section>"
        + "<text:section>" + p("Раздел.") + "</text:section>"
        + "<text:list><text:list-item>" + p("Первый") + "</text:list-item><text:list-item>" + p("Второй")
        + "</text:list-item></text:list>"
    )  # fmt: skip
    assert [text for _, text in blocks(extract)] == ["Название", "Вода — общее благо.", "Раздел.", "Первый", "Второй"]


def test_of_text_boxes_only_captions_are_text() -> None:
    box = "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>"
    caption = p("1<text:sequence>1</text:sequence>-сурет. Карта", "Illustration")
    extract = read(
        p("Су", "P1")
        + p("Мәтін." + box.format(caption))
        + p("Тағы." + box.format(p("картадағы жазу")))
        + box.format(p("жазу"))
    )
    assert [text for _, text in blocks(extract)] == ["Су", "Мәтін.", "11-сурет. Карта", "Тағы."]


def test_formulas_keep_their_text_wherever_they_are_stored() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>E</mi><mo>=</mo><mfrac><mi>a</mi><mi>b</mi></mfrac>'
    math += "</mrow><annotation>E = a over b</annotation></semantics></math>"
    frame = "<draw:frame><draw:object {}</draw:object><draw:image/></draw:frame>"
    extract = read(
        p("Название", "P1") + p("Внутри " + frame.format(">" + math) + ".")
        + p("Рядом " + frame.format('xlink:href="./Object 1">') + "."),
        more={"Object 1/content.xml": math},
    )  # fmt: skip
    assert [text for _, text in blocks(extract)][1:] == ["Внутри E=a/b.", "Рядом E=a/b."]


def test_tables_have_a_row_a_line_and_merged_cells_once() -> None:
    def row(*cells: str) -> str:
        inner = (f"<table:table-cell>{p(c)}</table:table-cell>" if c else "<table:covered-table-cell/>" for c in cells)
        return f"<table:table-row>{''.join(inner)}</table:table-row>"

    extract = read(
        p("Су", "P1")
        + f"<table:table><table:table-header-rows>{row('Ел', 'Көлемі', '')}</table:table-header-rows>"
        + row("Қазақстан", "34,6" + note("1", "Есеп."), "24,6")
        + "</table:table>"
        + f"<table:table>{row('Бірінші баған', 'Екінші баған')}</table:table>"
    )
    assert blocks(extract)[1:] == [
        ("table", "Ел\tКөлемі\t\nҚазақстан\t34,6\t24,6"),
        ("paragraph", "Бірінші баған"),
        ("paragraph", "Екінші баған"),
        ("note", "Есеп."),
    ]


def test_tables_inside_of_tables_are_read_in_time() -> None:
    body = p("Дно.")
    for _ in range(20):
        body = (
            f"<table:table><table:table-row><table:table-cell>{body}</table:table-cell>"
            f"<table:table-cell>{p('x')}</table:table-cell></table:table-row></table:table>"
        )
    assert sum(text == "Дно." for _, text in blocks(read(p("Название", "P1") + body))) == 1


def test_pages_are_those_of_the_layout_where_it_is_kept() -> None:
    body = p("Название", "P1") + p("Конец первой <text:soft-page-break/>начало второй.") + p("Третья.", "P3")
    extract = read(body)
    assert [(page.physical, re.split(r"\s", extract.text[page.start :])[0]) for page in extract.pages] == [
        (1, "Название"), (2, "начало"), (3, "Третья."),
    ]  # fmt: skip
    assert not read(body, paged="false").pages


@pytest.mark.parametrize(
    ("title", "author", "found"),
    [("Су саясаты", "Әлия Медеу", ("Су саясаты", ("Әлия Медеу",))), ("Без названия 1", "user", (None, ()))],
)
def test_properties_count_only_where_somebody_meant_them(title: str, author: str, found: tuple[object, ...]) -> None:
    meta = (
        f"<dc:title>{title}</dc:title><meta:initial-creator>{author}</meta:initial-creator>"
        "<dc:creator>Хатшы Қыз</dc:creator><meta:keyword>су</meta:keyword><meta:keyword>шекара</meta:keyword>"
    )
    properties = read(p("Мәтін бар."), meta=meta).properties
    assert (properties.title, properties.authors, properties.keywords) == (*found, ("су", "шекара"))


WHOLE = odt(p("Название", "P1") + p(LONG))
ENTITIES = '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'
ENCRYPTED = f"<m {NAMES}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></m>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(odt(p("Су"), more={"META-INF/manifest.xml": ENCRYPTED}), "locked by a password", id="password"),
        pytest.param(WHOLE[: len(WHOLE) // 2], "damaged or cut off", id="cut"),
        pytest.param(zipped({"mimetype": "x"}), "its part content.xml is missing", id="no content"),
        pytest.param(
            zipped({"content.xml": f"<office:d {NAMES}><office:body><office:spreadsheet/></office:body></office:d>"}),
            "holds no text document", id="table",
        ),
        pytest.param(odt("<text:p>"), "its part content.xml is no XML", id="broken XML"),
        pytest.param(odt(p("12")), "no words are found", id="no words"),
        pytest.param(odt("<text:section>" * 300 + "</text:section>" * 300), "is no XML .*depth", id="deep"),
        pytest.param(odt("<text:p/>" + " " * 60_000_000), "no honest document does", id="bomb"),
        pytest.param(zipped({"content.xml": ENTITIES}), "declares entities", id="entities"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"^бөлім 1\.odt: .*{reason}"):
        OdtReader().read("бөлім 1.odt", data)


def test_spaces_told_to_repeat_without_end_do_not() -> None:
    assert len(read(p('Су<text:s text:c="999999999"/>саясаты')).text) < 1000


def test_a_document_cut_anywhere_is_refused() -> None:
    for end in range(0, len(WHOLE), 97):
        with pytest.raises(UnreadableFile, match=r"^a\.odt: "):
            OdtReader().read("a.odt", WHOLE[:end])
