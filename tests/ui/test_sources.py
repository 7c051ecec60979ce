from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from corpus import LANGUAGES, Language, Reference, Span
from rag import Abstention, Answer, ArticleSummary, Citation, Elsewhere, Surroundings
from ui import chat
from ui.conversation import Conversation, Exchange, Progress, SourceRef
from ui.sources import card_html, panel_html, place, reference, surroundings_html
from ui.strings import strings_for
from ui.welcome import welcome_html

RU, KK, EN = (strings_for(language) for language in ("ru", "kk", "en"))
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</mark></blockquote></article><iframe src=javascript:alert(1)>",
    "javascript:alert(1)",
    "[x](javascript:alert(1)) ![y](x)",
    "${alert(1)} {{constructor}} `${1}`",
    "<!-- --> <![CDATA[ ]]> &lt;b&gt; &#60;i&#62;",
    "$$x^2$$ **b** *i* _u_ ~~s~~ `c` # h",
    "<a href='#src-m1-1' class=cite>[1]</a>",
]
TAGS = {
    "section", "header", "h2", "h3", "p", "article", "div", "span", "blockquote", "mark", "details",
    "summary",    "button", "a", "ul", "li", "br", "strong", "code",
}  # fmt: skip


class Reading(HTMLParser):
    """What a browser would take for markup, and the text it would show."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment got through: {data}")

    unknown_decl = handle_decl = handle_pi = handle_comment


def assert_harmless(html: str) -> Reading:
    read = Reading(html)
    for tag, attributes in read.tags:
        assert tag in TAGS
        assert not any(name.startswith("on") or name in {"style", "src"} for name in attributes)
        assert (attributes.get("href") or "#src-m").startswith("#src-m")
    assert not {"${", "{{", "`"} & {html[i : i + n] for i in range(len(html)) for n in (1, 2)}
    return read


def with_payload(citation: Citation, field: str, payload: str) -> Citation:
    if field == "authors":
        return replace(citation, authors=(payload,))
    if field == "pages":
        return replace(citation, pages=(payload,))
    if field == "file_name":
        return replace(citation, file_name=payload, pages=())
    if field == "quote":
        return replace(
            citation, quote=payload, printed=payload, passage=payload, quote_in_passage=Span(0, len(payload))
        )
    if field == "printed":
        return replace(citation, printed=payload)
    return replace(
        citation,
        **{
            field: payload,
            "quote_in_passage": Span(0, 0) if field == "passage" else citation.quote_in_passage,
        },
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("field", ["title", "authors", "section", "pages", "file_name", "passage", "quote", "printed"])
def test_card_shows_text_of_files_and_never_obeys_it(citation: Citation, field: str, payload: str) -> None:
    html = card_html(with_payload(citation, field, payload), SourceRef(1, 1), "ru", RU)
    assert payload in assert_harmless(html).text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_chat_shows_text_of_files_and_never_obeys_it(citation: Citation, payload: str) -> None:
    cited = replace(citation, authors=(payload,), title=payload, file_name=payload)
    answer = Answer(f"{payload} [1]", "ru", payload, (cited,))
    conversation = Conversation((Exchange(payload, answer, Progress.WHOLE),), 1)
    asked, answered = (each["content"] for each in chat.messages(conversation, RU))
    assert payload in assert_harmless(asked).text
    assert_harmless(answered)
    assert "\n" not in asked + answered
    assert_harmless(panel_html(conversation, RU))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_surroundings_and_library_never_obey_text_of_files(payload: str) -> None:
    assert payload in assert_harmless(surroundings_html(Surroundings(payload, payload, payload), "ru")).text
    summary = ArticleSummary("id", payload, (payload,), 2024, "ru", 3, payload)
    assert payload in assert_harmless(welcome_html([summary], [payload], RU)).text


def test_card_marks_the_quote_in_its_passage(citation: Citation) -> None:
    html = card_html(citation, SourceRef(3, 1), "ru", RU)
    assert f"<mark>{citation.quote}</mark>" in html
    assert 'id="src-m3-1"' in html
    assert "printed" not in html


def test_card_tells_how_the_file_prints_a_mended_quote(citation: Citation) -> None:
    html = card_html(replace(citation, printed="К 2OO2 году"), SourceRef(1, 1), "ru", RU)
    assert "В файле напечатано: «К 2OO2 году»" in html
    only_lines = replace(citation, printed=citation.quote.replace(" ", "\n"))
    assert "В файле напечатано" not in card_html(only_lines, SourceRef(1, 1), "ru", RU)


@pytest.mark.parametrize("language", LANGUAGES)
def test_card_names_the_language_of_a_source_only_when_it_differs(citation: Citation, language: Language) -> None:
    strings = strings_for(language)
    for source in LANGUAGES:
        html = card_html(replace(citation, language=source), SourceRef(1, 1), language, strings)
        assert (strings.written_in[source] in html) == (source != language)


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        pytest.param({"pages": ("214",)}, ("с. 214", "214-бет", "p. 214"), id="one page"),
        pytest.param({"pages": ("9", "10", "11")}, ("с. 9–11", "9–11-беттер", "pp. 9–11"), id="pages"),
        pytest.param({"pages": (), "file_name": "a.md"},
                     ("a.md, строки 120–134", "a.md, 120–134-жолдар", "a.md, lines 120–134"), id="lines"),
        pytest.param({"pages": (), "file_name": "a.md", "last_line": 120},
                     ("a.md, строка 120", "a.md, 120-жол", "a.md, line 120"), id="one line"),
    ],
)  # fmt: skip
def test_place_is_the_printed_page_or_else_the_lines(
    citation: Citation, changes: dict[str, object], places: tuple[str, str, str]
) -> None:
    changed = replace(citation, **changes)  # type: ignore[arg-type]
    assert tuple(place(changed, strings) for strings in (RU, KK, EN)) == places


def test_reference_is_short_and_never_empty(citation: Citation) -> None:
    assert reference(citation, RU) == "Байзакова К. И., Кукеева Ф. Т. 2024, с. 214"
    many = replace(citation, authors=("А", "Б", "В"), year=None)
    assert reference(many, KK) == "А, Б және т.б., 214-бет"
    assert reference(replace(citation, authors=(), year=None, title=""), EN) == "borders-ru.md, p. 214"


def test_surroundings_are_paragraphs_even_where_the_quote_crosses_them() -> None:
    html = surroundings_html(Surroundings("Раз.\n\nДва. ", "Три.\n\nЧетыре.", " Пять.\n\nШесть."), "ru")
    assert html == (
        '<div lang="ru"><p>Раз.</p><p>Два. <mark>Три.</mark></p><p><mark>Четыре.</mark> Пять.</p><p>Шесть.</p></div>'
    )


def test_panel_is_empty_without_sources(citation: Citation) -> None:
    assert panel_html(Conversation(), RU) == ""
    bare = Exchange("?", Answer("", "ru", "?", abstention=Abstention.EMPTY_LIBRARY), Progress.WHOLE)
    assert panel_html(Conversation((bare,), 1), RU) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_panel_offers_the_closest_passages_of_an_abstention(citation: Citation, language: Language) -> None:
    strings = strings_for(language)
    answer = Answer("", language, "?", abstention=Abstention.NOT_IN_ARTICLES, closest=(citation,))
    html = panel_html(Conversation((Exchange("?", answer, Progress.WHOLE),), 1), strings)
    assert strings.closest in html
    assert strings.closest_note in html
    assert strings.copy_answer not in html
    assert citation.quote in html


ENTRIES = (Reference(4, "[4] Kay A. Water. 2020."), Reference(12, "[12] Лиманова О. Границы. 2019."))
CITING = {"ru": "Так считают многие [4; 12].", "kk": "Көпшілік осылай ойлайды [4; 12].", "en": "So many say [4; 12]."}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mark_in_the_passage_leads_to_its_entry(citation: Citation, language: Language) -> None:
    text = CITING[language]
    cited = replace(
        citation, passage=text, quote=text, printed=text, quote_in_passage=Span(0, len(text)), entries=ENTRIES
    )
    read = Reading(card_html(cited, SourceRef(1, 2), language, strings_for(language)))
    links = [attributes["href"] for tag, attributes in read.tags if tag == "a" and attributes.get("class") == "entry"]
    ids = [attributes["id"] for tag, attributes in read.tags if tag == "li"]
    assert links == ["#src-m1-2-e4"]
    assert ids == ["src-m1-2-e4", "src-m1-2-e12"]
    assert strings_for(language).works_cited in read.text
    assert text in read.text
    assert all(entry.text in read.text for entry in ENTRIES)


def test_a_passage_that_cites_nothing_has_no_such_list(citation: Citation) -> None:
    assert "entries" not in card_html(citation, SourceRef(1, 1), "en", EN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_places_of_the_same_text_are_named(citation: Citation, language: Language) -> None:
    strings = strings_for(language)
    others = (
        Elsewhere("a2", "p2", "Су дипломатиясы", ("Қ. Серікбаев",), 2021, "kk"),
        Elsewhere("a3", "p3", "Water", (), None, "en"),
    )
    alone = Reading(card_html(citation, SourceRef(1, 1), language, strings)).text
    text = Reading(card_html(replace(citation, also=others), SourceRef(1, 1), language, strings)).text
    where = f"Қ. Серікбаев 2021, {strings.quoted.format(text='Су дипломатиясы')}, {strings.written_in['kk']}; "
    where += f"{strings.quoted.format(text='Water')}, {strings.written_in['en']}"
    assert strings.also_in.format(where=where) in text
    assert strings.also_in.partition("{")[0] not in alone


@pytest.mark.parametrize("payload", PAYLOADS)
def test_other_places_show_text_of_files_and_never_obey_it(citation: Citation, payload: str) -> None:
    cited = replace(citation, also=(Elsewhere("a2", "p2", payload, (payload,), 2021, "ru"),))
    assert assert_harmless(card_html(cited, SourceRef(1, 1), "kk", KK)).text.count(payload) >= 2


@pytest.mark.parametrize("payload", PAYLOADS)
def test_entries_show_text_of_files_and_never_obey_it(citation: Citation, payload: str) -> None:
    cited = replace(citation, entries=(Reference(1, payload),), passage=f"{payload} [1]", quote_in_passage=Span(0, 0))
    assert assert_harmless(card_html(cited, SourceRef(1, 1), "kk", KK)).text.count(payload) >= 2


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("ru", "стр. 3 файла", "стр. 3–4 файла"),
        ("kk", "файлдың 3-беті", "файлдың 3–4-беттері"),
        ("en", "page 3 of the file", "pages 3–4 of the file"),
    ],
)
def test_a_page_without_a_number_is_told_by_its_place(
    citation: Citation, language: Language, one: str, two: str
) -> None:
    strings = strings_for(language)
    assert place(replace(citation, pages=(), physical_pages=(3,)), strings) == one
    assert place(replace(citation, pages=(), physical_pages=(3, 4)), strings) == two
    assert place(replace(citation, pages=("152",), physical_pages=(3,)), strings) == strings.page.format(page="152")
