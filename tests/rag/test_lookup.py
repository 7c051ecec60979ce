"""Looking articles up in three languages and two scripts, with slips."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Article, Home, Library, Origins, PageMark, Source, Span, UnknownArticle, split_passages
from index.keywords import Bm25Keywords
from rag.lookup import CONFIDENT, Findings, Lookup, Reason
from rag.lookup_pages import PageKind, find_pages
from rag.lookup_passages import locate
from rag.lookup_query import parse
from rag.lookup_words import Vocabulary, likeness
from tests.fakes import make_passage, put, write_article
from tests.rag.lookup_articles import small_library

BARRIERS = "Интеграционные барьеры между странами Центральной Азии"
SEA = "Каспий теңізінің геосаяси мәртебесі"
GATEWAY = "Global Gateway and Central Asia: opportunities and challenges"


@pytest.fixture
def library(home: Home, tmp_path: Path) -> Library:
    return small_library(home, tmp_path / "files")


@pytest.fixture
def lookup(library: Library, home: Home) -> Lookup:
    return Lookup(library, home.index)


def first(findings: Findings) -> str | None:
    return findings.matches[0].article.title if findings.matches else None


@pytest.mark.parametrize(
    ("query", "title"),
    [
        pytest.param("Байзакова 2026", BARRIERS, id="author and year"),
        pytest.param("Baizakova, Kukeyeva 2026", BARRIERS, id="transliterated"),
        pytest.param("Байзакова и др., 2026", BARRIERS, id="and others"),
        pytest.param("Бойзакова 2026", BARRIERS, id="misspelt author"),
        pytest.param("Baizakova integration barriers", BARRIERS, id="cognates"),
        pytest.param("БАРЬЕРЫ центральная азия интеграционые", BARRIERS, id="order, case, misspelt"),
        pytest.param("integratsionnye barery mezhdu stranami", BARRIERS, id="transliterated title"),
        pytest.param("регионализм водные ресурсы", BARRIERS, id="keywords"),
        pytest.param("https://doi.org/10.48371/test.2026.64.2.022.", BARRIERS, id="DOI"),
        pytest.param(
            "Кукеева Ф.Т., Байзакова К.И. Интеграционые барьеры между странами Центральной Азии // Вестник. – 2026.",
            BARRIERS,
            id="reference",
        ),
        pytest.param("каспий тенизинин геосаяси мартебеси", SEA, id="Russian keyboard"),
        pytest.param("Жулпыхар Каспий", SEA, id="author in another spelling"),
        pytest.param("Kaspiy tenizi geosayasi martebesi", SEA, id="Kazakh in Latin"),
        pytest.param("Chabal global gatway", GATEWAY, id="misspelt"),
        pytest.param("Шабаль Global Gateway 2024", GATEWAY, id="author in Cyrillic"),
    ],
)
def test_the_article_is_found(lookup: Lookup, query: str, title: str) -> None:
    assert first(lookup.find(query)) == title


@pytest.mark.parametrize(
    "query",
    [
        "Петров 2019",
        "Сұлтанов 2018",
        "Smith & Jones (2015)",
        "10.1080/02634930802355113",
        "Назарбаев Н. Стратегия независимости. – Алматы: Атамура, 2003. – 312 с.",
        "қазақ тілінің грамматикасы",
        "deep learning for protein structure prediction",
        "2031",
        "?!",
        "",
    ],
)
def test_what_is_not_there_is_not_found(lookup: Lookup, query: str) -> None:
    findings = lookup.find(query)
    assert findings.matches == ()
    assert all(match.score < CONFIDENT for match in findings.nearest)


def test_a_weak_match_is_told_as_the_nearest(lookup: Lookup) -> None:
    findings = lookup.find("Байзакова теория вероятностей математическая статистика")
    assert findings.matches == ()
    assert findings.nearest[0].article.title == BARRIERS
    assert findings.nearest[0].words == parse("Байзакова").words


def test_the_year_decides_between_articles_of_one_author(lookup: Lookup, library: Library, tmp_path: Path) -> None:
    path = write_article(tmp_path, "Иное", "ru", "Об ином сказано здесь.")
    path.write_text(path.read_text(encoding="utf-8").replace("A. Author", "Байзакова К.И."), encoding="utf-8")
    put(library, path)
    assert first(lookup.find("Байзакова 2024")) == "Иное"
    assert first(lookup.find("Байзакова 2026")) == BARRIERS


def test_of_equals_the_shorter_title_comes_first(lookup: Lookup, library: Library, tmp_path: Path) -> None:
    put(library, write_article(tmp_path, "Global Gateway", "en", "Nothing else is said here."))
    assert first(lookup.find("global gateway")) == "Global Gateway"
    assert first(lookup.find("global gateway opportunities")) == GATEWAY


def test_other_authors_make_the_same_title_doubtful(lookup: Lookup) -> None:
    title = "Интеграционные барьеры между странами Центральной Азии"
    own = lookup.find(f"Байзакова К.И. {title}").matches[0].score
    others = lookup.find(f"Сидоров П.П. {title}")
    assert (others.matches or others.nearest)[0].score < 0.7 * own


def test_an_id_names_its_article(lookup: Lookup, library: Library) -> None:
    id_ = next(summary.id for summary in library.articles() if summary.title == SEA)
    (match,) = lookup.find(id_).matches
    assert (match.article.title, match.reason, match.score) == (SEA, Reason.ID, 1.0)


def test_articles_that_are_added_are_seen(lookup: Lookup, library: Library, tmp_path: Path) -> None:
    assert first(lookup.find("Сухой порт Хоргос")) is None
    put(library, write_article(tmp_path, "Сухой порт Хоргос", "ru", "Порт открыт на границе."))
    assert first(lookup.find("Сухой порт Хоргос")) == "Сухой порт Хоргос"


def test_an_empty_library_finds_nothing(home: Home) -> None:
    assert lookup_in_nothing(home) == Findings(parse("Байзакова 2026"))


def lookup_in_nothing(home: Home) -> Findings:
    return Lookup(Library.open(home), home.index).find("Байзакова 2026")


@pytest.mark.parametrize(
    ("query", "title", "found"),
    [
        (
            "«саммиты демонстрировали противоречивость интеграцион-ных ожиданий участников»",
            BARRIERS,
            "Саммиты демонстрировали противоречивость интеграционных ожиданий участников",
        ),
        (
            "Каспий тенизинин халыкаралык мартебесин аныктау маселеси коп жылдар бойы",
            SEA,
            "Каспий теңізінің халықаралық мәртебесін анықтау мәселесі көп жылдар бойы",
        ),
        (
            "Local goverments compare such ofers with older ones",
            GATEWAY,
            "Local governments compare such offers with older ones",
        ),
        (
            "Local governments compare … before they sign anything",
            GATEWAY,
            "Local governments compare such offers with older ones before they sign anything",
        ),
    ],
)
@pytest.mark.parametrize("indexed", [False, True])
def test_a_pasted_sentence_is_found_where_it_stands(
    lookup: Lookup, library: Library, home: Home, query: str, title: str, found: str, indexed: bool
) -> None:
    if indexed:
        write_keywords(library, home)
    match = lookup.find(query).matches[0]
    assert (match.article.title, match.reason) == (title, Reason.PASSAGE)
    assert match.quotation is not None
    assert match.quotation.text == found
    assert match.quotation.span.cut(library.article(match.article.id).text) == found


def write_keywords(library: Library, home: Home) -> None:
    """The keyword index alone, as a generation holds it."""
    keywords = Bm25Keywords.empty().extended(list(library.passages(library.passage_ids()).values()))
    folder = home.index / "000001"
    folder.mkdir(parents=True)
    keywords.save(folder / "keywords.npz")
    (home.index / "CURRENT").write_text(folder.name, encoding="utf-8")


def test_an_index_that_is_behind_is_not_trusted(lookup: Lookup, library: Library, home: Home, tmp_path: Path) -> None:
    write_keywords(library, home)
    put(library, write_article(tmp_path, "Порт", "ru", "Сухой порт на границе открыт для всех грузовых поездов."))
    assert first(lookup.find("сухой порт на границе открыт для всех")) == "Порт"


def test_words_that_stand_apart_are_no_quotation() -> None:
    passage = make_passage("a", "Rivers begin in the mountains. Farmers notice the loss of water first of all.")
    assert locate("the loss of mountains begins first in rivers of farmers", passage) is None
    assert locate("…", passage) is None


def test_works_that_are_only_cited_are_told(lookup: Lookup) -> None:
    findings = lookup.find("Allison R. Virtual regionalism and regime security, 2008")
    assert findings.matches == ()
    (work,) = findings.cited
    assert work.reference is not None
    assert "Virtual regionalism" in work.reference.text
    (mark,) = lookup.find("Holbraad 1984").cited
    assert (mark.mark, mark.reference) == ("(Holbraad, 1984:72)", None)
    assert lookup.find("Holbraad 1985").cited == ()


def test_who_cites_an_article(lookup: Lookup, library: Library) -> None:
    ids = {summary.title: summary.id for summary in library.articles()}
    citing = {found.article_id: found for found in lookup.about(ids[BARRIERS]).citing}
    assert set(citing) == {ids[SEA], ids[GATEWAY]}
    by_entry, by_name = citing[ids[GATEWAY]], citing[ids[SEA]]
    assert (by_entry.reference is not None, by_name.reference) == (True, None)
    assert marks(library, by_entry.article_id, by_entry.places) == ["[1]"]
    assert marks(library, by_name.article_id, by_name.places) == ["(Байзакова, Кукеева, 2026)"]
    assert lookup.about(ids[SEA]).citing == ()


def marks(library: Library, article_id: str, places: tuple[Span, ...]) -> list[str]:
    text = library.article(article_id).text
    return [place.cut(text) for place in places]


def test_an_unknown_article_has_no_connections(lookup: Lookup) -> None:
    with pytest.raises(UnknownArticle):
        lookup.about("nothing")


def paged(library: Library, marks_: list[tuple[float, str | None, int | None]]) -> Article:
    """The first article with page marks at shares of its text."""
    article = library.article(library.articles()[0].id)
    length = len(article.text)
    page_marks = tuple(PageMark(int(share * length), label, physical) for share, label, physical in marks_)
    source = Source("a", "0", "text", "utf-8", 1, 1, Origins(array("i", range(length))), array("i", [0]), page_marks)
    return replace(article, source=source)


@pytest.mark.parametrize(
    ("marks_", "asked", "kind", "covered"),
    [
        ([(0, "14", 1), (0.5, "15", 2)], "15", PageKind.PRINTED, (0.5, 1)),
        ([(0, "14", 1), (0.5, "15", 2)], "14-15", PageKind.PRINTED, (0, 1)),
        ([(0, "14", 1), (0.5, "15", 2)], "2", PageKind.PHYSICAL, (0.5, 1)),
        ([(0, "14", 1), (0.5, "15", 2)], "16", PageKind.ABSENT, None),
        ([(0, "14", None), (0.5, None, None)], "16", PageKind.UNKNOWN, None),
        ([(0, "3", None), (0, "14", None), (0.5, "15", None)], "3", PageKind.ABSENT, None),
        ([], "16", PageKind.UNKNOWN, None),
    ],
)
def test_pages(
    library: Library,
    marks_: list[tuple[float, str | None, int | None]],
    asked: str,
    kind: PageKind,
    covered: tuple[float, float] | None,
) -> None:
    article = paged(library, marks_)
    pages = find_pages(asked, article, library)
    assert pages.kind is kind
    ends = None if covered is None else Span(*(int(share * len(article.text)) for share in covered))
    assert pages.span == ends
    touching = [p.id for p in split_passages(article) if ends and p.span.start < ends.end and ends.start < p.span.end]
    assert list(pages.passages) == touching


@pytest.mark.parametrize("query", ["Байзакова 2026 с. 15", "Baizakova 2026, p. 15", "Байзакова 2026, 15-бет"])
def test_a_page_that_is_asked_for_is_answered(lookup: Lookup, query: str) -> None:
    match = lookup.find(query).matches[0]
    assert match.article.title == BARRIERS
    assert match.pages is not None
    assert (match.pages.asked, match.pages.kind) == ("15", PageKind.UNKNOWN)


def test_a_query_in_parts() -> None:
    query = parse('Байзакова К.И. (2026) "пример фонда спасения", с. 15–17. DOI: 10.48371/ISMO.2026.64.2.022.')
    assert (query.years, query.pages, query.doi) == ((2026,), "15-17", "10.48371/ismo.2026.64.2.022")
    assert query.quoted == ("пример фонда спасения",)
    assert query.surnames == set(parse("Байзакова").words)
    assert query.words == (*parse("Байзакова").words, *parse("пример фонда спасения").words)


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("barery", "barery", 1.0),
        ("abcd", "abdc", 0.75),  # one swap in four letters
        ("abcde", "abcdx", 0.8),
        ("abc", "abd", 0.0),  # too short to be misspelt
        ("regionalism", "regionalnykh", 2 * 8 / 23),
        ("region", "regime", 0.0),
    ],
)
def test_likeness(word: str, other: str, expected: float) -> None:
    assert likeness(word, other) == pytest.approx(expected)
    assert likeness(other, word) == pytest.approx(expected)


def test_the_best_place_of_the_best_word_counts() -> None:
    vocabulary = Vocabulary([{"water": 1.0, "border": 0.5}, {"waters": 0.5}, {"trade": 1.0}])
    assert vocabulary.like("water") == {"water": 1.0, "waters": pytest.approx(2 * 5 / 11)}
    assert vocabulary.holders({"water": 1.0, "waters": 0.8}) == {0: 1.0, 1: pytest.approx(0.8**2 * 0.5)}
    assert vocabulary.weight(0) > vocabulary.weight(2) > 0
