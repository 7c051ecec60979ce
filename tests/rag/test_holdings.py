"""What a scope admits of a library, and what is said when it is nothing."""

from __future__ import annotations

import pytest

from corpus import LANGUAGES, Home, Language, Library, Scope
from rag.holdings import Holdings, Lack, LibraryHoldings, NothingInScope
from rag.out_of_scope import refusal, without_passages
from tests.fakes import put, write_article

from .scope_library import ARTICLES, HOLDINGS, summary


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Байзакова", "ab"), ("байзакова", "ab"), ("Baizakova", "ab"), ("Байзақова", "ab"), ("К.И. Байзакова", "ab"),
        ("Baizakova, Klara I.", "ab"), ("Клара Байзакова", "ab"), ("Baizakova M.", ""), ("Chabal", "c"),
        ("Pierre Chabal", "c"), ("Chabal P.", "c"), ("Chabal M.", ""), ("Pierre", ""), ("Buranelli", "d"),
        ("Costa Buranelli", "d"), ("Абдигалиева", "e"), ("Abdigaliyeva", "e"), ("Әбдіғалиева Г.Қ.", "e"), ("Ли", "f"),
        ("Всемирный банк", "f"), ("банк", ""), ("Пушкин", ""), ("", ""), ("?", ""), ("К.", ""),
    ],
)  # fmt: skip
def test_an_author_is_known_by_the_name_in_any_script(name: str, ids: str) -> None:
    assert HOLDINGS.by_author(name) == set(ids)


def test_authors_are_listed_once_across_scripts() -> None:
    names = ("Әбдіғалиева Г.Қ.", "Байзакова К.И.", "Pierre Chabal", "Costa Buranelli F.", "Кукеева Ф.Т.", "Ли А.В.",
             "Назарбаев Н.А.", "Всемирный банк")  # fmt: skip
    assert set(HOLDINGS.authors) == set(names)
    assert HOLDINGS.authors.index("Байзакова К.И.") < HOLDINGS.authors.index("Pierre Chabal")
    assert HOLDINGS.years == (2019, 2020, 2022, 2024, 2026)


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        (Scope(articles=("a", "c")), "ac"),
        (Scope(authors=("Байзакова", "Chabal")), "abc"),
        (Scope(collections=("диссертация",)), "ab"),
        (Scope(collections=("Water", "Су ресурстары")), "bef"),
        (Scope(first_year=2022), "ace"),
        (Scope(last_year=2020), "bd"),
        (Scope(first_year=2020, last_year=2024), "bce"),
        (Scope(authors=("Байзакова",), first_year=2021), "a"),
        (Scope(articles=("a", "b"), collections=("Water",), languages=("kk",)), "b"),
    ],
)
def test_fields_hold_together_and_values_of_a_field_are_alternatives(scope: Scope, ids: str) -> None:
    assert HOLDINGS.admitted(scope) == set(ids)
    assert HOLDINGS.admitted(scope) is HOLDINGS.admitted(scope)


@pytest.mark.parametrize("scope", [Scope(), Scope(languages=("kk",))])
def test_what_restricts_no_article_admits_all(scope: Scope) -> None:
    assert HOLDINGS.admitted(scope) is None


EMPTY = [
    (Scope(articles=("a", "z")), Lack.ARTICLE, ("z", "Middle powers")),
    (Scope(authors=("Байзакова", "Байзаков")), Lack.AUTHOR, ("«Байзаков»", "Байзакова К.И.")),
    (Scope(collections=("Земля",)), Lack.COLLECTION, ("«Земля»", "Диссертация", "Water", "Су ресурстары")),
    (Scope(first_year=2027), Lack.YEARS, ("2027", "2019–2020, 2022, 2024, 2026")),
    (Scope(last_year=1999), Lack.YEARS, ("1999", "2019–2020")),
    (Scope(first_year=2021, last_year=2021), Lack.YEARS, (": 2021.",)),
    (Scope(authors=("Chabal",), last_year=2020), Lack.TOGETHER, ()),
]


@pytest.mark.parametrize(("scope", "lack", "told"), EMPTY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scope_of_nothing_says_for_want_of_what(
    scope: Scope, lack: Lack, told: tuple[str, ...], language: Language
) -> None:
    with pytest.raises(NothingInScope) as error:
        HOLDINGS.admitted(scope)
    assert error.value.lack is lack
    text = refusal(error.value, HOLDINGS, language)
    quoted = text.replace("“", "«").replace("”", "»")
    assert all(part in quoted for part in told)
    assert "{" not in text
    assert len({refusal(error.value, HOLDINGS, each) for each in LANGUAGES}) == 3


def test_what_comes_closest_is_named_first_and_a_long_list_is_cut() -> None:
    authors = tuple(f"Author{chr(65 + n)} A." for n in range(20))
    holdings = Holdings([*ARTICLES, summary("x", "Many", authors)])
    with pytest.raises(NothingInScope) as error:
        holdings.admitted(Scope(authors=("Baizakov",)))
    text = refusal(error.value, holdings, "en")
    assert text.startswith("The library has no article by “Baizakov”. Its authors: Байзакова К.И., ")
    assert text.endswith(", ….")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "нет отрывков на казахском языке или на английском языке."),
        ("kk", "қазақ тілінде немесе ағылшын тілінде жазылған үзінді жоқ."),
        ("en", "no passage in Kazakh or in English in the articles"),
    ],
)
def test_languages_are_named_in_the_language_of_the_question(language: Language, text: str) -> None:
    error = without_passages(Scope(languages=("en", "kk")), language)
    assert text in refusal(error, HOLDINGS, language)


def test_a_library_without_collections_says_so() -> None:
    with pytest.raises(NothingInScope) as error:
        Holdings(ARTICLES).admitted(Scope(collections=("A",)))
    assert "no collections yet" in refusal(error.value, Holdings(ARTICLES), "en")


def test_holdings_follow_the_library(home: Home) -> None:
    library = Library.open(home)
    holdings = LibraryHoldings(library)
    assert holdings.now().articles == ()
    article = put(library, write_article(home.root / "files", "One", "en", "Some words of an article."))
    first = holdings.now()
    assert [one.id for one in first.articles] == [article.id]
    assert holdings.now() is first
    library.put_into_collection("A", [article.id])
    assert holdings.now().collections == (library.collections()[0],)
    library.edit(article.id, {"authors": ["Ә. Оразбай"]})
    assert holdings.now().by_author("Оразбай") == {article.id}
