"""Word documents: structure by styles and by looks, notes, changes, tables, pages, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from corpus import UnreadableFile
from corpus.blocks import Kind
from corpus.readers import Extract
from corpus.readers.docx import DocxReader

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATION = '<Relationship Id="r{0}" Type="http://schemas.openxmlformats.org/{1}" Target="{2}"/>'
OFFICE = "officeDocument/2006/relationships/"
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
 <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="Part of ours"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="ac"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="Loop"/><w:basedOn w:val="loop2"/></w:style>
<w:style w:type="paragraph" w:styleId="loop2"><w:name w:val="Loop 2"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="character" w:styleId="raised"><w:name w:val="Raised"/>
 <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
"""


def docx(body: str, *, parts: Mapping[str, str] | None = None, core: str = "", styles: str = STYLES) -> bytes:
    """A document as Word packs it; `parts` are further parts of word/ by their kinds."""
    named = {"styles": f"<w:styles {W}>{styles}</w:styles>", **(parts or {})}
    relations = [RELATION.format(i, OFFICE + kind, f"{kind}.xml") for i, kind in enumerate(named)]
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations(
            RELATION.format(1, f"{OFFICE}officeDocument", "word/document.xml"),
            RELATION.format(2, "package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": f'<?xml version="1.0"?><w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/_rels/document.xml.rels": _relations(*relations),
        "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/">' + core + "</c>",
        **{f"word/{kind}.xml": text for kind, text in named.items()},
    }
    return zipped(files)


def _relations(*relations: str) -> str:
    return "<Relationships>" + "".join(relations) + "</Relationships>"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def p(*runs: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def notes(kind: str, *texts: str) -> str:
    inner = "".join(f'<w:{kind} w:id="{i}">{text}</w:{kind}>' for i, text in enumerate(texts, 1))
    return f'<w:{kind}s {W}><w:{kind} w:id="0" w:type="separator">{p("—")}</w:{kind}>{inner}</w:{kind}s>'


def read(body: str, **more: object) -> Extract:
    return DocxReader().read("статья.docx", docx(body, **more))  # type: ignore[arg-type]


def blocks(extract: Extract) -> list[tuple[str, str]]:
    return [(str(mark.kind), extract.text[mark.start : mark.end]) for mark in extract.marks]


LONG = "Су ресурстары туралы келісім бес елдің мүддесін қозғайды. " * 8


def test_styles_tell_title_and_headings_whatever_their_ids() -> None:
    extract = read(
        p("Су және шекара", style="a3")
        + p("Кіріспе", style="1")
        + p("Бірінші абзац.")
        + p("Амудария", style="2")
        + p("Екінші абзац.")
        + p("Сырдария", style="mine")
        + p("Үшінші абзац.", style="loop")
    )
    assert blocks(extract) == [
        ("title", "Су және шекара"),
        ("heading", "Кіріспе"),
        ("paragraph", "Бірінші абзац."),
        ("heading", "Амудария"),
        ("paragraph", "Екінші абзац."),
        ("heading", "Сырдария"),
        ("paragraph", "Үшінші абзац."),
    ]
    assert [mark.level for mark in extract.marks if mark.kind is Kind.HEADING] == [1, 2, 2]
    assert extract.format == "docx"


@pytest.mark.parametrize(
    ("author", "title", "section"),
    [
        ("Байзакова К.И.", "Водная политика в Центральной Азии", "Выводы исследования"),
        ("Сабуров Н.", "Орталық Азиядағы су саясаты", "Негізгі нәтижелер"),
        ("Chabal P.", "Water policy in Central Asia", "What follows from it"),
    ],
)
def test_without_styles_size_and_weight_tell_title_and_headings(author: str, title: str, section: str) -> None:
    centred = '<w:jc w:val="center"/>'
    extract = read(
        p(r("УДК 327:556", "<w:b/>"))
        + p(r(author, "<w:b/>"), more=centred)
        + p(r(title, '<w:b/><w:sz w:val="32"/>'), more=centred)
        + p(LONG)
        + p(r(section, "<w:b/>"))
        + p(r("Бас сөз", "<w:b/>"), r(" жалғасады, ал бұл сөздер қалың емес.") + r(LONG))
    )
    kinds = [kind for kind, _ in blocks(extract)]
    assert kinds == ["paragraph", "paragraph", "title", "paragraph", "heading", "paragraph"]
    assert blocks(extract)[2][1] == title
    assert blocks(extract)[4][1] == section


def test_a_title_in_two_paragraphs_is_one() -> None:
    big = '<w:b/><w:sz w:val="32"/>'
    centred = '<w:jc w:val="center"/>'
    extract = read(p(r("ВОДНЫЙ ВОПРОС", big), more=centred) + p(r("В ЦЕНТРАЛЬНОЙ АЗИИ", big), more=centred) + p(LONG))
    assert blocks(extract)[0] == ("title", "ВОДНЫЙ ВОПРОС\nВ ЦЕНТРАЛЬНОЙ АЗИИ")


def test_in_a_volume_without_any_styles_capitals_open_each_article() -> None:
    titles = ("ВОДНЫЙ ВОПРОС", "СУ САЯСАТЫ", "WATER POLICY")
    extract = read("".join(p(title) + p("Введение") + p(LONG) for title in titles))
    assert [text for kind, text in blocks(extract) if kind == "title"][:1] == ["ВОДНЫЙ ВОПРОС"]
    assert [text for kind, text in blocks(extract) if kind in ("title", "heading")] == list(titles)
    styled = read(p("Название", style="a3") + p("Глава", style="1") + p("СНГ И ЕАЭС") + p(LONG))
    assert ("paragraph", "СНГ И ЕАЭС") in blocks(styled)


def test_bold_items_of_a_list_are_no_headings() -> None:
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    extract = read(
        p("Заголовок", style="a3")
        + p(r("Введение в тему", "<w:b/>"), more=numbered)
        + p(LONG)
        + "".join(p(r(item, "<w:b/>"), more=numbered) for item in ("Река", "Озеро", "Море"))
        + p(LONG)
    )
    assert [text for kind, text in blocks(extract) if kind == "heading"] == ["Введение в тему"]
    assert ("paragraph", "Озеро") in blocks(extract)


def test_a_volume_with_an_introduction_in_each_article_has_several_titles() -> None:
    extract = read(
        p("Water", style="1") + p("Introduction", style="2") + p(LONG) + p("References", style="2") + p("1. A.")
        + p("Borders", style="1") + p("Introduction", style="2") + p(LONG) + p("References", style="2") + p("1. B.")
    )  # fmt: skip
    assert [text for kind, text in blocks(extract) if kind == "title"] == ["Water", "Borders"]


def test_notes_are_numbered_put_last_and_their_marks_dropped() -> None:
    foot = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"{}/>{}</w:r>'
    extract = read(
        p("Первое", foot.format(2, "", ""), " слово", foot.format(3, ' w:customMarkFollows="1"', "<w:t>*</w:t>"))
        + p("Второе", foot.format(1, "", ""), " и третье", '<w:r><w:endnoteReference w:id="1"/></w:r>', " слово."),
        parts={
            "footnotes": notes(
                "footnote",
                p("<w:r><w:footnoteRef/></w:r>", " Там же.") + p("С. 5."),
                p("См. статью."),
                p("От автора."),
            ),
            "endnotes": notes("endnote", p("Конец.")),
        },
    )
    assert blocks(extract)[:2] == [("title", "Первое слово"), ("paragraph", "Второе и третье слово.")]
    found = [(mark.number, extract.text[mark.start : mark.end]) for mark in extract.marks if mark.kind is Kind.NOTE]
    assert found == [(1, "См. статью."), (None, "От автора."), (2, "Там же.\nС. 5."), (1, "Конец.")]


def test_a_note_that_cites_itself_is_read_once() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    extract = read(p("Слово", mark), parts={"footnotes": notes("footnote", p("Сноска", mark))})
    assert [text for kind, text in blocks(extract) if kind == "note"] == ["Сноска"]


def test_changes_are_taken_as_accepted_and_comments_left_out() -> None:
    extract = read(
        p(
            "Вода — ",
            "<w:ins>" + r("общее ") + "</w:ins>",
            "<w:del><w:r><w:delText>чужое </w:delText></w:r></w:del>",
            "<w:moveFrom>" + r("нигде ") + "</w:moveFrom>",
            '<w:commentRangeStart w:id="0"/>',
            r("благо."),
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
            r("Скрыто", "<w:vanish/>"),
        )
        + p("Абзац, ", more="<w:rPr><w:del/></w:rPr>")
        + p("который продолжается."),
        parts={"comments": f'<w:comments {W}><w:comment w:id="0">{p("Правка редактора")}</w:comment></w:comments>'},
    )
    assert [text for _, text in blocks(extract)] == ["Вода — общее благо.", "Абзац, который продолжается."]


def test_contents_are_left_out_wherever_they_come_from() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = "<w:r><w:instrText>{}</w:instrText></w:r>"
    extract = read(
        p("Название", style="a3")
        + '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        + f"<w:sdtContent>{p('Кіріспе 5')}</w:sdtContent></w:sdt>"
        + p("Введение 3", style="11")
        + p(field.format("begin"), instruction.format(' TOC \\o "1-3" '), field.format("separate"), r("Глава 1 … 7"))
        + p("Глава 2 … 9", field.format("end"))
        + f"<w:sdt><w:sdtContent>{p('Текст в рамке формы.')}</w:sdtContent></w:sdt>"
        + p("Адрес ", field.format("begin"), instruction.format("HYPERLINK x"), field.format("separate"), "kaznu.kz")
        + p("и дальше.", field.format("end"))
    )
    assert [text for _, text in blocks(extract)] == ["Название", "Текст в рамке формы.", "Адрес kaznu.kz", "и дальше."]


def test_tables_have_a_row_a_line_and_merged_cells_once() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    merged, broad = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    extract = read(
        p("Су", style="a3")
        + "<w:tbl>"
        + f"<w:tr>{cell('Ел', merged)}{cell('Көлемі', broad)}</w:tr>"
        + f"<w:tr>{cell('', '<w:vMerge/>')}{cell('1991')}{cell('2021')}</w:tr>"
        + f"<w:tr>{cell('Қазақстан')}{cell('34,6')}{cell('24,6')}</w:tr>"
        + f"<w:tr><w:trPr><w:del/></w:trPr>{cell('жойылған')}{cell('1')}{cell('2')}</w:tr>"
        + "</w:tbl>"
    )
    assert blocks(extract)[1] == ("table", "Ел\tКөлемі\n\t1991\t2021\nҚазақстан\t34,6\t24,6")


def test_a_table_that_only_arranges_text_is_text() -> None:
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    extract = read(
        p("Название", style="a3")
        + f"<w:tbl><w:tr><w:tc>{p('Первая колонка', note)}{p('и ещё абзац.')}</w:tc>"
        + f"<w:tc>{p('Вторая.')}</w:tc></w:tr></w:tbl>",
        parts={"footnotes": notes("footnote", p("Сноска."))},
    )
    assert [text for _, text in blocks(extract)][1:] == ["Первая колонка", "и ещё абзац.", "Вторая.", "Сноска."]
    assert extract.marks[-1].number == 1


def test_tables_inside_of_tables_are_read_in_time() -> None:
    body = p("Дно.")
    for _ in range(20):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{p('x')}</w:tc></w:tr></w:tbl>"
    extract = read(p("Название", style="a3") + body)
    assert sum(text == "Дно." for _, text in blocks(extract)) == 1


def test_of_text_boxes_only_captions_are_text() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    extract = read(
        p("Название", style="a3")
        + p("Текст.", box.format(p("Рисунок 1. Бассейн Арала") + p("надпись на карте")))
        + p("Конец.")
    )
    assert [text for _, text in blocks(extract)][1:] == ["Текст.", "Рисунок 1. Бассейн Арала", "Конец."]


def test_characters_that_word_keeps_as_elements() -> None:
    extract = read(
        p(
            "85 км", r("2", '<w:vertAlign w:val="superscript"/>'), " и м", r("3", '<w:rStyle w:val="raised"/>'),
            ", CO", r("2", '<w:vertAlign w:val="subscript"/>'),
            "<w:r><w:t>; предсе</w:t><w:softHyphen/><w:t>дателем БҰҰ</w:t><w:noBreakHyphen/><w:t>ның</w:t></w:r>",
            '<w:r><w:tab/><w:t>строка</w:t><w:br/><w:t>вторая </w:t><w:sym w:font="Symbol" w:char="F061"/></w:r>',
            r(" прописные", "<w:caps/>"),
        )
    )  # fmt: skip
    assert extract.text.strip() == "85 км² и м³, CO2; предсе\u00adдателем БҰҰ-ның\tстрока\nвторая α ПРОПИСНЫЕ"


def test_formulas_keep_their_text() -> None:
    formula = (
        "<m:oMath><m:r><m:t>E=</m:t></m:r><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    )
    assert read(p("Формула ", formula, " верна.")).text.strip() == "Формула E=a/b верна."


def test_pages_are_those_that_word_laid_out() -> None:
    turned = "<w:r><w:lastRenderedPageBreak/><w:t>на второй.</w:t></w:r>"
    extract = read(
        p("Название", style="a3")
        + p("Начало на первой странице, конец ", turned)
        + p('<w:r><w:br w:type="page"/></w:r>')
        + p("<w:r><w:lastRenderedPageBreak/><w:t>Третья.</w:t></w:r>")
    )
    assert [(page.physical, page.label, extract.text[page.start : page.start + 8]) for page in extract.pages] == [
        (1, None, "Название"),
        (2, None, "на второ"),
        (3, None, "Третья.\n"),
    ]
    assert not read(p("Без разметки страниц") + p('<w:r><w:br w:type="page"/></w:r>') + p("Дальше.")).pages


@pytest.mark.parametrize(
    ("title", "creator", "found"),
    [
        ("Су саясаты", "Әлия Медеу; Пьер Шабаль", ("Су саясаты", ("Әлия Медеу", "Пьер Шабаль"))),
        ("Open regionalism", "A. B. Medeu", ("Open regionalism", ("A. B. Medeu",))),
        ("Microsoft Word - Статья Медеу.docx", "user", (None, ())),
        ("Документ1", "Администратор", (None, ())),
        ("статья", "Aigerim", (None, ())),
        ("Құжат 2", "Windows User", (None, ())),
    ],
)
def test_properties_count_only_where_somebody_meant_them(title: str, creator: str, found: tuple[object, ...]) -> None:
    core = f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><keywords>су; шекара</keywords>"
    properties = read(p("Мәтін бар."), core=core).properties
    assert (properties.title, properties.authors) == found
    assert properties.keywords == ("су", "шекара")


def test_the_title_that_the_properties_repeat_is_the_title() -> None:
    core = "<dc:title>Water policy</dc:title>"
    extract = read(p(r("BULLETIN OF THE UNIVERSITY", "<w:b/>")) + p(r("Water policy", "<w:b/>")) + p(LONG), core=core)
    assert ("title", "Water policy") in blocks(extract)


WHOLE = docx(p("Название", style="a3") + p(LONG))
OLE = b"\xd0\xcf\x11\xe0"
ENTITIES = f'<!DOCTYPE d [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><w:document {W}>&c;</w:document>'
BOMB = "<w:p/>" + " " * 60_000_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "locked by a password", id="password"),
        pytest.param(OLE + bytes(512), "an old Word document", id="doc"),
        pytest.param(WHOLE[: len(WHOLE) // 2], "damaged or cut off", id="cut"),
        pytest.param(b"not a document at all", "damaged or cut off", id="no archive"),
        pytest.param(zipped({"xl/workbook.xml": "<w/>"}), "holds no Word document", id="table"),
        pytest.param(docx("<w:p><w:r></w:p>"), "its part word/document.xml is no XML", id="broken XML"),
        pytest.param(docx(p("")), "no words are found", id="no words"),
        pytest.param(docx(p("1234")), "no words are found", id="figures"),
        pytest.param(docx("<w:sdt>" * 300 + "</w:sdt>" * 300), "is no XML .*depth", id="deep"),
        pytest.param(docx(BOMB), "no honest document does", id="bomb"),
        pytest.param(zipped({"word/document.xml": ENTITIES}), "declares entities", id="entities"),
    ],
)
def test_what_is_no_document_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"^бөлім 1\.docx: .*{reason}"):
        DocxReader().read("бөлім 1.docx", data)


def test_a_document_cut_anywhere_is_refused_or_whole() -> None:
    for end in range(0, len(WHOLE), 97):
        with pytest.raises(UnreadableFile, match=r"^a\.docx: "):
            DocxReader().read("a.docx", WHOLE[:end])


def test_a_document_changed_anywhere_raises_nothing_else() -> None:
    whole = DocxReader().read("a.docx", WHOLE)
    for at in range(0, len(WHOLE), 53):
        data = WHOLE[:at] + bytes([WHOLE[at] ^ 0x55]) + WHOLE[at + 1 :]
        try:
            assert DocxReader().read("a.docx", data).text == whole.text
        except UnreadableFile as error:
            assert error.file_name == "a.docx"  # noqa: PT017
