"""Questions to a part of a small library: by a scope that is given, by their own words, and by both."""

from __future__ import annotations

import pytest

from corpus import Home, Language, Library, Scope
from index import update
from rag import Abstention, Assistant, Turn
from rag.records import answer_record, scope_record
from tests.fakes import FakeEncoder, library_of, plain_vectorizer

from .small_library import ANSWERED, BODIES, MEANINGS

VECTORIZER = plain_vectorizer(FakeEncoder(512, meanings=MEANINGS))
AUTHORS = {"Граница": "Байзакова К.И.", "Дәліз": "Әбдіғалиева Г.Қ.", "Gateway": "Pierre Chabal", "Glaciers": "A. Medeu"}
YEARS = {"Граница": 2026, "Дәліз": 2023, "Gateway": 2024, "Glaciers": 2019}


@pytest.fixture
def library(home: Home) -> Library:
    library = library_of(home, BODIES)
    for article in library.articles():
        library.edit(article.id, {"authors": [AUTHORS[article.title]], "year": YEARS[article.title]})
    update(library, VECTORIZER, home.index)
    return library


@pytest.fixture
def assistant(home: Home, library: Library) -> Assistant:
    return Assistant(library, VECTORIZER, home.index)


def id_of(library: Library, title: str) -> str:
    return next(article.id for article in library.articles() if article.title == title)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_only_what_the_scope_admits_is_searched(assistant: Assistant, library: Library, language: Language) -> None:
    title, question, _ = ANSWERED[language]
    own = Scope(articles=(id_of(library, title),))
    answer = assistant.ask(question, scope=own)
    assert {hit.passage.article_id for hit in answer.hits} == set(own.articles)
    assert (answer.citations[0].title, answer.scope) == (title, own)
    other = Scope(articles=(id_of(library, "Glaciers"),))
    answer = assistant.ask(question, (), other)
    assert {hit.passage.article_id for hit in answer.hits} == set(other.articles)
    assert (answer.abstention, answer.scope) == (Abstention.NOT_IN_ARTICLES, other)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("held", ["ru", "kk", "en"])
def test_languages_are_those_of_the_passages(assistant: Assistant, language: Language, held: Language) -> None:
    answer = assistant.ask(ANSWERED[language][1], scope=Scope(languages=(held,)))
    assert {hit.passage.language for hit in answer.hits} == {held}


@pytest.mark.parametrize(
    ("said", "question", "scope"),
    [
        ("Какую длину имеет граница Казахстана и Китая, только у Байзаковой?",
         "Какую длину имеет граница Казахстана и Китая?", Scope(authors=("Байзакова",))),
        ("Тек Әбдіғалиева 2023 мақаласынан: Транскаспий дәлізі арқылы 2022 жылы қанша жүк өтті?",
         "Транскаспий дәлізі арқылы 2022 жылы қанша жүк өтті?",
         Scope(authors=("Әбдіғалиева",), first_year=2023, last_year=2023)),
        ("How much does the Global Gateway intend to mobilise, only in articles from 2024 on?",
         "How much does the Global Gateway intend to mobilise?", Scope(first_year=2024)),
    ],
)  # fmt: skip
def test_plain_words_restrict_and_are_not_searched_for(
    assistant: Assistant, said: str, question: str, scope: Scope
) -> None:
    answer = assistant.ask(said)
    assert (answer.question, answer.scope, answer.abstention) == (question, scope, None)
    assert answer.citations[0].quote == assistant.ask(question, scope=scope).citations[0].quote


def test_words_take_the_place_of_what_was_given_field_by_field(assistant: Assistant) -> None:
    given = Scope(authors=("Chabal",), first_year=2000)
    said = f"{ANSWERED['ru'][1]} Только у Байзаковой."
    assert assistant.ask(said, scope=given).scope == Scope(authors=("Байзакова",), first_year=2000)
    assert assistant.scope_after(said, given) == Scope(authors=("Байзакова",), first_year=2000)
    assert assistant.scope_after(ANSWERED["ru"][1], given) == given


def test_a_restriction_alone_asks_the_question_before_it_again(assistant: Assistant) -> None:
    history = [Turn(f"{ANSWERED['ru'][1]} Только с 2020 года."), Turn("только с 2021 года")]
    answer = assistant.ask("только у Байзаковой", history, Scope(first_year=2021))
    assert answer.question == ANSWERED["ru"][1]
    assert answer.scope == Scope(authors=("Байзакова",), first_year=2021)
    assert answer.citations[0].title == "Граница"
    assert assistant.ask("только у Байзаковой").abstention is Abstention.EMPTY_QUESTION


def test_a_leaning_question_is_joined_to_one_without_its_restriction(assistant: Assistant) -> None:
    before = f"{ANSWERED['ru'][1]} Только у Байзаковой."
    answer = assistant.ask("А когда подписан договор?", [Turn(before)], Scope())
    assert answer.question == f"{ANSWERED['ru'][1]} А когда подписан договор?"
    assert answer.scope.is_empty


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "В библиотеке нет статей автора «Пушкин»."),
        ("kk", "Кітапханада авторы «Пушкин» болатын мақала жоқ."),
        ("en", "The library has no article by “Пушкин”."),
    ],
)
def test_a_scope_of_nothing_is_answered_as_such(assistant: Assistant, language: Language, text: str) -> None:
    scope = Scope(authors=("Пушкин",))
    (answer,) = assistant.stream(ANSWERED[language][1], (), scope)
    assert (answer.abstention, answer.scope, answer.hits) == (Abstention.NOTHING_IN_SCOPE, scope, ())
    assert answer.text.startswith(text)
    assert "Pierre Chabal" in answer.text


def test_articles_without_a_passage_in_the_language_are_answered_as_such(
    assistant: Assistant, library: Library
) -> None:
    scope = Scope(articles=(id_of(library, "Gateway"),), languages=("kk",))
    answer = assistant.ask(ANSWERED["en"][1], scope=scope)
    assert (answer.abstention, answer.scope) == (Abstention.NOTHING_IN_SCOPE, scope)
    assert answer.text == "There is no passage in Kazakh in the articles that the search is restricted to."


def test_an_article_that_has_left_the_library_is_said_to_be_gone(assistant: Assistant, library: Library) -> None:
    gone = id_of(library, "Glaciers")
    scope = Scope(articles=(gone,))
    assert assistant.ask("Which rivers do glaciers feed?", scope=scope).hits
    library.remove(gone)
    answer = assistant.ask("Which rivers do glaciers feed?", scope=scope)
    assert answer.abstention is Abstention.NOTHING_IN_SCOPE
    assert f"no article with the id “{gone}”" in answer.text


def test_collections_are_searched_as_they_are_now(assistant: Assistant, library: Library) -> None:
    scope = Scope(collections=("Тема",))
    assert assistant.ask(ANSWERED["ru"][1], scope=scope).abstention is Abstention.NOTHING_IN_SCOPE
    library.put_into_collection("Тема", [id_of(library, "Граница")])
    assert assistant.ask(ANSWERED["ru"][1], scope=scope).citations[0].title == "Граница"
    assert [one.name for one in assistant.holdings().collections] == ["Тема"]


def test_a_record_tells_the_scope(assistant: Assistant) -> None:
    answer = assistant.ask(ANSWERED["en"][1], scope=Scope(authors=("Chabal",), first_year=2020))
    assert answer_record(answer, {})["scope"] == {"authors": ("Chabal",), "first_year": 2020}
    assert scope_record(Scope()) == {}
