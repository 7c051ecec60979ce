"""Web pages: the article among menus, structure, notes, journals' records, encodings, and what is refused."""

from __future__ import annotations

import codecs
import time

import pytest

from corpus import UnreadableFile
from corpus.blocks import Kind
from corpus.readers import Extract
from corpus.readers.html import HtmlReader
from corpus.record import WorkType
from tests.corpus.test_docx import blocks

LONG = {
    "ru": "Вода — общее благо, и пять государств делят её не первый век. " * 6,
    "kk": "Су ресурстары туралы келісім бес елдің мүддесін қозғайды және өзгереді. " * 6,
    "en": "Water is a common good, and five states have shared it for more than a century. " * 6,
}
TITLES = {"ru": "Водная политика", "kk": "Су саясаты", "en": "Water policy"}
LANGUAGES = sorted(LONG)


def read(page: str | bytes, name: str = "page.html") -> Extract:
    return HtmlReader().read(name, page.encode() if isinstance(page, str) else page)


def texts(extract: Extract) -> list[str]:
    return [text for _, text in blocks(extract)]


NAVIGATION = "".join(f'<li><a href="/{i}">Раздел меню {i}</a></li>' for i in range(9))
SITE = f"""<html><head><title>{{title}} | Вестник</title><style>.x {{{{ color: red }}}}</style></head>
<body class="has-sidebar">
<header><h1>Журнал «Вестник»</h1></header><nav><ul>{NAVIGATION}</ul></nav>
<div class="cookie-banner">Мы используем файлы cookie.</div>
<ul class="mainlinks">{NAVIGATION}</ul>
{{inside}}
<div id="sidebar">Читайте также</div><aside>Реклама</aside>
<form><input value="x">Подписка на новости</form><script>var x = "код";</script>
<footer>© 2024 Издатель</footer></body></html>"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "frame",
    [
        pytest.param("<article>{}</article>", id="article"),
        pytest.param("<main>{}</main>", id="main"),
        pytest.param('<div role="main"><div>{}</div></div>', id="role"),
        pytest.param('<main><article>{}</article><article><p>Новость.</p></article></main>', id="the long article"),
        pytest.param('<div class="p"><div><div class="c7">{}</div><p>Вышло вчера.</p></div></div>', id="densest"),
        pytest.param('<table><tr><td><a href="/">На главную</a></td><td>{}</td></tr></table>', id="layout table"),
    ],
)  # fmt: skip
def test_the_article_is_found_among_menus(language: str, frame: str) -> None:
    inside = frame.format(f"<h1>{TITLES[language]}</h1><p>{LONG[language]}</p><h2>I. Река</h2><p>{LONG[language]}</p>")
    found = blocks(read(SITE.format(title=TITLES[language], inside=inside)))
    words = LONG[language].strip()
    assert found[0][1].endswith(TITLES[language]) or found[1] == ("title", TITLES[language])
    assert [block for block in found if block[0] != "paragraph" or block[1] == words] == [
        ("title", TITLES[language]), ("paragraph", words), ("heading", "I. Река"), ("paragraph", words),
    ]  # fmt: skip
    noise = ("cookie", "Реклама", "Подписка", "Издатель", "код", "Раздел меню", "Журнал")
    assert not any(word in text for text in texts(read(SITE.format(title="", inside=inside))) for word in noise)


def test_a_section_whose_name_sounds_like_a_menu_stays() -> None:
    section = f'<section class="related work" id="related"><h2>Related work</h2><p>{LONG["en"] * 9}</p></section>'
    page = f"<h1>Title</h1><p>{LONG['en'] * 20}</p>{section}"
    assert ("heading", "Related work") in blocks(read(page))


def test_a_page_wrapped_in_a_form_is_read() -> None:
    assert LONG["ru"].strip() in texts(read(f"<body><form><div><h1>Т</h1><p>{LONG['ru']}</p></div></form></body>"))


def test_ranks_of_headings_follow_the_page() -> None:
    extract = read("<h1>Title of it</h1><p>a.</p><h2>One</h2><p>b.</p><h4>Two</h4><p>c.</p><h2>Three</h2><p>d.</p>")
    assert [(m.kind, m.level) for m in extract.marks if m.kind is not Kind.PARAGRAPH] == [
        (Kind.TITLE, 1), (Kind.HEADING, 1), (Kind.HEADING, 2), (Kind.HEADING, 1),
    ]  # fmt: skip


def test_bold_paragraphs_of_a_plain_page_are_headings() -> None:
    page = (
        f"<p align=center><b>Су және шекара</b></p><p>{LONG['kk']}</p><p><strong>Талдау</strong></p><p>{LONG['kk']}</p>"
    )
    assert [kind for kind, _ in blocks(read(page))] == ["title", "paragraph", "heading", "paragraph"]


def test_blocks_lines_and_characters() -> None:
    extract = read(
        "<h1>Заголовок<br>в две строки</h1><p>Пер\nвая   строка<br>вторая: 85&nbsp;км<sup>2</sup>, CO<sub>2</sub>, "
        "1<sup>st</sup>, предсе&shy;дателем.</p><ul><li>Вода<li>Земля<ul><li>Недра</ul></ul>"
        "Старый<br><br>текст<blockquote>Цитата</blockquote><del>Нет</del><p hidden>Нет</p>"
        "<p style='display:none'>Нет</p><figure><img alt='Нет'><figcaption>Рис. 1. Карта</figcaption></figure>"
        "<p>Формула <math><mi>a</mi><mo>=</mo><mfrac><mi>b</mi><mi>c</mi></mfrac>"
        "<annotation>нет</annotation></math>.</p>"
    )
    assert texts(extract) == [
        "Заголовок\nв две строки",
        "Пер вая строка\nвторая: 85\u00a0км², CO2, 1st, предсе\u00adдателем.",
        "Вода", "Земля", "Недра", "Старый", "текст", "Цитата", "Рис. 1. Карта", "Формула a=b/c.",
    ]  # fmt: skip


def test_tables_have_a_row_a_line() -> None:
    extract = read(
        "<h1>Су</h1><p>Кесте төменде.</p><table><caption>1-кесте. Ағын</caption>"
        "<thead><tr><th rowspan=2>Ел<th colspan=2>Көлемі<tbody>"
        "<tr><td>1991<td>2021<tr><td>Қазақстан<td><p>34,6</p><td>24,6</table>"
    )  # fmt: skip
    assert blocks(extract)[2:] == [
        ("paragraph", "1-кесте. Ағын"),
        ("table", "Ел\tКөлемі\n1991\t2021\nҚазақстан\t34,6\t24,6"),
    ]


NOTES = {
    "LibreOffice": (
        '<p>Слово<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> дальше.</p>',
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
        "Сноска.</p></div>",
    ),
    "Word": (
        "<p>Слово<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\"><span>[1]</span></a> дальше.</p>",
        '<div style="mso-element:footnote-list"><div style="mso-element:footnote" id=ftn1><p class=MsoFootnoteText>'
        '<a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Сноска.</p></div></div>',
    ),
    "pandoc": (
        '<p>Слово<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> дальше.</p>',
        '<section id="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Сноска.'
        '<a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>',
    ),
    "aside": (
        '<p>Слово<sup>[<a href="#n1">1</a>]</sup> дальше.</p>',
        '<aside id="n1"><p>1. Сноска.</p></aside>',
    ),
    "answered link": (
        '<p>Слово<a id="r1" href="#n1">1</a> дальше.</p>',
        '<p id="n1"><a href="#r1">1</a> Сноска.</p>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("producer", list(NOTES))
def test_notes_of_many_producers(producer: str) -> None:
    text, note = NOTES[producer]
    extract = read(f"<h1>Заголовок</h1>{text}{note}<p>Конец.</p>")
    assert blocks(extract) == [
        ("title", "Заголовок"), ("paragraph", "Слово дальше."), ("paragraph", "Конец."), ("note", "Сноска."),
    ]  # fmt: skip
    assert extract.marks[-1].number == 1


def test_a_notes_own_words_stay_when_they_open_with_a_number() -> None:
    extract = read(
        '<h1>Заголовок</h1><p>Слово<sup><a id="r1" href="#n1">1</a></sup> и ещё<sup><a href="#n2">2</a></sup>.</p>'
        '<p id="n1"><a href="#r1">1</a>. 1 января 1991 г.</p><p id="n2">2 2021 год.</p>'
    )
    assert blocks(extract)[2:] == [("note", "1 января 1991 г."), ("note", "2021 год.")]


def test_raised_by_style_sheet_is_raised() -> None:
    page = (
        "<style>.a {position: relative; top: -0.33em; vertical-align: baseline} .b {vertical-align: 33%}</style>"
        '<h1>Су</h1><p>км<span class="a">2</span>, м<span class="b">3</span>, '
        'CO<span style="vertical-align: -25%">2</span></p>'
    )
    assert texts(read(page))[1] == "км², м³, CO2"


def test_numbers_that_word_writes_before_list_items_are_left_out() -> None:
    marker = "<span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>"
    assert texts(read(f"<h1>Су</h1><p class=MsoListParagraph>{marker}Өзен</p>")) == ["Су", "Өзен"]


def test_links_to_the_bibliography_and_elsewhere_are_text() -> None:
    extract = read(
        '<h1>Title</h1><p>As shown [<a href="#B1">1</a>], in <a href="#part">the second part</a> and below'
        '<sup><a href="#B1">1</a></sup>.</p><h2 id="part">Part</h2><p>Text.</p><h2>References</h2>'
        '<ol><li id="B1">Chabal P. Water. 2020.</li></ol>'
    )
    assert texts(extract)[1] == "As shown [1], in the second part and below¹."
    assert blocks(extract)[-1] == ("paragraph", "Chabal P. Water. 2020.")


def test_pictures_saved_into_the_page_do_no_harm() -> None:
    page = f'<h1>Су</h1><p>Мәтін.<img src="data:image/png;base64,{"iVBORw0KGgo" * 1_000_000}"></p><p>Соңы.</p>'
    assert texts(read(page)) == ["Су", "Мәтін.", "Соңы."]


def test_contents_inside_of_the_page_are_left_out() -> None:
    contents = (
        '<div id="toc"><a href="#a">Введение</a></div><div id="Table of Contents1"><p>Глава 3</p></div>'
        "<p class=MsoToc1>Глава 1 3</p>"
    )
    assert texts(read(f"<h1>T</h1>{contents}<p>{LONG['ru']}</p>")) == ["T", LONG["ru"].strip()]


JOURNAL = """<html><head>
<meta name="citation_journal_title" content="Вестник КазНУ"><meta name="citation_issn" content="1563-0285">
<meta name="citation_title" xml:lang="ru" content="Водная политика"><meta name="citation_language" content="ru">
<meta name="DC.Title.Alternative" xml:lang="en" content="Water policy">
<meta name="citation_author" content="Байзакова, К. И."><meta name="citation_author" content="Кукеева, Ф. Т.">
<meta name="citation_publication_date" content="2023/09/30"><meta name="citation_volume" content="103">
<meta name="citation_issue" content="3"><meta name="citation_firstpage" content="15">
<meta name="citation_lastpage" content="27"><meta name="citation_doi" content="https://doi.org/10.26577/IRILJ.2023.v103.i3.02">
<meta name="citation_keywords" content="вода; Центральная Азия"><meta name="citation_keywords" content="граница">
<meta name="DC.Description" xml:lang="en" content="On water."><link rel="canonical" href="https://example.kz/a/1">
</head><body><h1>Вестник</h1><h2>Водная политика</h2><p>Текст статьи.</p></body></html>"""


def test_a_journals_page_gives_the_record() -> None:
    extract = read(JOURNAL)
    record = extract.record
    assert record.type is WorkType.JOURNAL_ARTICLE
    assert (record.title, record.container, record.issn) == ("Водная политика", "Вестник КазНУ", "1563-0285")
    assert record.authors == ("Байзакова, К. И.", "Кукеева, Ф. Т.")
    assert (record.year, record.volume, record.issue, record.pages) == (2023, "103", "3", "15-27")
    assert record.doi == "10.26577/IRILJ.2023.v103.i3.02"
    assert record.keywords == ("вода", "Центральная Азия", "граница")
    assert (record.language, record.titles, record.abstracts) == ("ru", {"en": "Water policy"}, {"en": "On water."})
    assert record.url == "https://example.kz/a/1"
    assert ("title", "Водная политика") in blocks(extract)


def test_linked_data_gives_the_record() -> None:
    extract = read("""<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Сайт"},
        {"@type": "ScholarlyArticle", "headline": "Су саясаты", "author": [{"@type": "Person", "name": "Ә. Медеу"},
        {"givenName": "Pierre", "familyName": "Chabal"}], "datePublished": "2021-05-01", "pageStart": 3, "pageEnd": "9",
        "isPartOf": {"@type": "PublicationIssue", "issueNumber": "2", "isPartOf": {"@type": ["PublicationVolume",
        "Periodical"], "name": "Хабаршы", "volumeNumber": 7, "issn": ["1234-5678"]}}, "inLanguage": "kk-KZ",
        "sameAs": "https://doi.org/10.1234/abc"}]}</script><script type="application/ld+json">{broken</script>
        <h1>Су саясаты</h1><p>Мәтін.</p>""")
    record = extract.record
    assert (record.title, record.authors) == ("Су саясаты", ("Ә. Медеу", "Pierre Chabal"))
    assert (record.container, record.volume, record.issue, record.pages) == ("Хабаршы", "7", "2", "3-9")
    assert (record.year, record.doi, record.issn, record.language) == (2021, "10.1234/abc", "1234-5678", "kk")


def test_what_is_no_scholarly_record_stays_a_claim() -> None:
    extract = read(
        '<title>Су</title><meta name="author" content="admin"><meta property="og:site_name" content="Сайт"><p>Мәтін.'
    )
    assert extract.record.title is None
    assert (extract.properties.container, extract.properties.authors) == ("Сайт", ())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8"),
        ("utf-8", "utf-8"),
        ("windows-1251", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("utf-8", "utf-16"),
    ],
)
def test_unicode_pages(language: str, declared: str, encoding: str) -> None:
    page = f'<meta charset="{declared}"><p>{LONG[language]}</p>'
    extract = read(page.encode(encoding))
    assert (texts(extract), extract.encoding) == ([LONG[language].strip()], encoding)


@pytest.mark.parametrize(
    ("language", "declared", "encoding"),
    [
        ("ru", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ("ru", "", "cp1251"),
        ("kk", '<meta charset="windows-1251">', "kz1048"),
        ("ru", '<meta charset="koi8-r">', "koi8-r"),
        ("ru", '<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
    ],
)
def test_eight_bit_pages(language: str, declared: str, encoding: str) -> None:
    words = LONG[language].replace("—", "-").strip()
    extract = read(f"{declared}<p>{words}</p>".encode(encoding))
    assert (texts(extract), extract.encoding) == ([words], encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(codecs.BOM_UTF8, "no words", id="only a byte order mark"),
        pytest.param("Просто текст без разметки".encode(), "no HTML is found in it; if it is plain text", id="text"),
        pytest.param(b"<html><body><img src=x></body></html>", "no words are found", id="no words"),
        pytest.param(b"<p>" + b"<div>" * 100_000 + b"x", "nests more than 250 elements", id="deep"),
        pytest.param(b"<p>" + b"<b>x</b>" * 200_001, "holds 400,003 tags; at most 400,000", id="endless"),
        pytest.param(b"<p>" + b"word " * 2_500_000, "holds a stretch of more than 10 MB", id="one endless line"),
        pytest.param(b"<p>a\x00b\x00c</p>" * 50, "a binary file", id="zeros"),
    ],
)
def test_what_is_no_page_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"^бет 1\.html: .*{reason}"):
        HtmlReader().read("бет 1.html", data)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<p>" + "слово " * 200_000 + "</p>", id="one long paragraph"),
        pytest.param("<p>вода</p>" * 15_000, id="many paragraphs"),
        pytest.param("<div class=x>" * 200 + "вода " + "<b>в</b>" * 15_000, id="many inline elements"),
        pytest.param(
            "".join(f'<sup><a href="#n{i}">{i}</a></sup><p id=n{i}>сноска</p>' for i in range(1500)), id="notes"
        ),
        pytest.param("<table>" + "<tr><td>вода<td>река" * 5000 + "</table>", id="a long table"),
        pytest.param("<table><tr><td>x<td>" * 60 + "вода", id="tables inside of tables"),
        pytest.param(f"<style>{'.a{' * 50_000}</style><p style='{'font-size:' * 5000}'>вода", id="a style sheet"),
    ],
)
def test_large_and_odd_pages_are_read_in_time(page: str) -> None:
    start = time.perf_counter()
    assert read(page).text
    assert time.perf_counter() - start < 10
