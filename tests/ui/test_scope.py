"""A restricted search: how it is worded, chosen in the chat, kept by a conversation, and told on the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from corpus import LANGUAGES, Home, Language, Library, Scope
from rag import Abstention, Answer, Workspace
from tests.fakes import FakeEncoder, plain_vectorizer, put, write_article
from ui import chat, collect, scope_options
from ui.conversation import Conversation, Progress
from ui.scope_text import scope_text
from ui.strings import strings_for
from ui.terminal import TerminalReport, answer_lines

LI = Scope(authors=("Ли",))
OTHERS = ("Chabal P.", "Medeu A.", "Оразбай Ә.")


@pytest.mark.parametrize(
    ("scope", "texts"),
    [
        (Scope(), ("", "", "")),
        (LI, ("автор Ли", "авторы Ли", "by Ли")),
        (Scope(authors=("Ли", "Chabal", "Ким")),
         ("автор Ли, Chabal или Ким", "авторы Ли, Chabal немесе Ким", "by Ли, Chabal or Ким")),
        (Scope(first_year=2020, last_year=2026),
         ("год издания 2020–2026", "жарияланған жылы 2020–2026", "published 2020–2026")),
        (Scope(first_year=2020, last_year=2020), ("год издания 2020", "жарияланған жылы 2020", "published 2020")),
        (Scope(first_year=2020),
         ("год издания с 2020", "2020 жылдан бастап жарияланған", "published in 2020 or later")),
        (Scope(last_year=2020),
         ("год издания по 2020", "2020 жылдан кешіктірілмей жарияланған", "published in 2020 or earlier")),
        (Scope(languages=("en", "kk")),
         ("отрывки на казахском языке или на английском языке",
          "қазақ тілінде немесе ағылшын тілінде жазылған үзінділер", "passages in Kazakh or in English")),
        (Scope(articles=("corridor", "gone"), collections=("Су",)),
         ("статья «Орталық Азиядағы көлік дәліздері» или статья, которой в библиотеке уже нет; подборка «Су»",
          "«Орталық Азиядағы көлік дәліздері» мақаласы немесе кітапханада енді жоқ мақала; «Су» топтамасы",
          "the article “Орталық Азиядағы көлік дәліздері” or an article that is no longer in the library; "
          "the collection “Су”")),
    ],
)  # fmt: skip
def test_a_scope_is_one_line_in_each_language(fake: Any, scope: Scope, texts: tuple[str, str, str]) -> None:
    assert tuple(scope_text(scope, fake.articles(), strings_for(each)) for each in LANGUAGES) == texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_in_a_terminal_begins_with_what_was_searched(language: Language) -> None:
    answer = Answer("Текст", language, "?", scope=LI)
    first, blank, text = answer_lines(answer).split("\n")
    assert first == strings_for(language).scope_now.format(scope=scope_text(LI, (), strings_for(language)))
    assert (blank, text) == ("", "Текст")
    assert answer_lines(Answer("Текст", language, "?")) == "Текст"


def test_a_conversation_asks_within_its_scope_and_keeps_what_words_restrict(fake: Any) -> None:
    *_, first = chat.ask(fake, "Сколько грузов?", Conversation().within(Scope(first_year=2020)))
    assert first.scope == Scope(first_year=2020)
    *_, second = chat.ask(fake, "Какой длины граница, only in Ли?", first)
    assert second.scope == Scope(authors=("Ли",), first_year=2020)
    *_, third = chat.ask(fake, "А сколько грузов?", second)
    assert fake.scopes == [first.scope, first.scope, second.scope]
    assert third.scope == second.scope


def test_a_scope_of_nothing_said_in_words_is_not_kept(fake: Any) -> None:
    *_, conversation = chat.ask(fake, "only in nobody, only in Ли?", Conversation().within(Scope(first_year=2020)))
    answer = conversation.exchanges[-1].answer
    assert answer is not None
    assert answer.abstention is Abstention.NOTHING_IN_SCOPE
    assert conversation.scope == Scope(first_year=2020)


def test_a_stopped_conversation_keeps_its_scope() -> None:
    running = Conversation().within(LI).asked("?")
    assert running.scope == LI
    assert running.stopped().scope == LI
    assert running.answered(Answer("А", "ru", "?", scope=LI), Progress.WHOLE).showing(1).scope == LI


@pytest.fixture
def page(fake: Any) -> Any:
    """The scope's widgets, as plain names, with their handlers."""
    from ui.scope_view import ScopeHandlers, ScopeWidgets

    names = list(ScopeWidgets.__dataclass_fields__)
    return ScopeHandlers(fake, ScopeWidgets(*names), "conversation")


def test_what_is_chosen_is_what_the_next_question_is_asked_of(page: Any) -> None:
    updates = page.choose(["Ли"], ["water"], "2024", "2020", ["kk"], ["Су ресурстары"], Conversation(), "ru")
    scope = Scope(("water",), ("Ли",), 2020, 2024, ("kk",), ("Су ресурстары",))
    assert updates["conversation"].scope == scope
    assert updates["first_year"]["value"] == "2020"
    assert "автор Ли" in updates["now"]
    assert updates["clear"]["visible"]
    cleared = page.clear(updates["conversation"], "ru")
    assert (cleared["conversation"].scope, cleared["now"], cleared["clear"]["visible"]) == (Scope(), "", False)
    assert cleared["authors"]["value"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_choosers_offer_what_the_library_holds_in_the_readers_language(page: Any, language: Language) -> None:
    strings = strings_for(language)
    shown = page.shown(Scope(), language)
    assert shown["fold"]["label"] == strings.scope
    assert shown["authors"]["label"] == strings.scope_authors
    assert ("Ли А. В.", "Ли А. В.") in shown["authors"]["choices"]
    assert [value for _, value in shown["articles"]["choices"]] == ["borders", "water", "corridor", "gateway"]
    assert shown["first_year"]["choices"][:2] == [(strings.any_year, ""), ("2025", "2025")]
    assert shown["languages"]["choices"][1] == (strings.language_names["kk"], "kk")
    assert shown["collections"]["choices"] == [("Су ресурстары", "Су ресурстары")]
    assert shown["collections"]["visible"]


def test_what_a_scope_names_can_be_seen_and_taken_back_though_it_is_gone(page: Any) -> None:
    scope = Scope(("gone",), ("Нет Н.",), 1990, None, (), ("Нет",))
    shown = page.shown(scope, "ru")
    for name, value in (("articles", "gone"), ("authors", "Нет Н."), ("collections", "Нет")):
        assert shown[name]["value"] == [value]
        assert value in [choice for _, choice in shown[name]["choices"]]
    assert shown["first_year"]["value"] == "1990"
    assert ("1990", "1990") in shown["first_year"]["choices"]


def test_nothing_can_be_chosen_while_an_answer_is_running(page: Any) -> None:
    locked, free = page.usable(False), page.usable(True)
    assert {update["interactive"] for update in locked.values()} == {False}
    assert {update["interactive"] for update in free.values()} == {True}
    assert set(locked) == {"clear", *page.widgets.choosers}


def test_a_hostile_name_stays_text(page: Any) -> None:
    assert "<img" not in page.shown(Scope(authors=("<img src=x>",)), "ru")["now"]


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    scope_options.add_arguments(parser)
    return parser.parse_args(arguments)


@pytest.fixture
def library(home: Home) -> Library:
    library = Library.open(home)
    bodies = {"Water and borders": "ru", "Water and treaties": "en", "Energy of the steppe": "kk"}
    for number, (title, language) in enumerate(bodies.items()):
        article = put(library, write_article(home.root / "files", title, language, "Some words."))  # type: ignore[arg-type]
        library.edit(article.id, {"authors": ["Байзакова К.И.", OTHERS[number]], "year": 2020 + number})
    library.put_into_collection("Су", [library.articles()[0].id])
    return library


@pytest.fixture
def space(home: Home, library: Library) -> Workspace:
    assert library.articles()
    return Workspace(home, TerminalReport(), vectorizer=plain_vectorizer(FakeEncoder()))


def test_options_make_a_scope(space: Workspace, library: Library) -> None:
    energy = next(article.id for article in library.articles() if article.title.startswith("Energy"))
    asked = options("--article", "energy steppe", "--author", "Baizakova", "--author", "Medeu", "--from", "2020",
                    "--to", "2026", "--language", "kk", "--language", "ru")  # fmt: skip
    assert scope_options.scope_of(asked, space) == Scope(
        (energy,), ("Baizakova", "Medeu"), 2020, 2026, ("kk", "ru"), ()
    )
    assert scope_options.scope_of(options("--article", energy), space) == Scope(articles=(energy,))
    assert scope_options.scope_of(options("--collection", "су"), space) == Scope(collections=("су",))
    assert scope_options.scope_of(options(), space).is_empty


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--author", "Пушкин"), "no article by “Пушкин”. Its authors: .*Байзакова К.И.*[^.][.]$"),
        (("--collection", "Жер"), "no collection “Жер”. Its collections: Су"),
        (("--from", "2030"), "no article of these years: 2030 or later. Its articles are of these years: 2020–2022"),
        (("--from", "2022", "--to", "2020"), "--from and --to: the first year, 2022, lies after the last, 2020"),
        (("--article", "zzzz"), "No article is clearly meant by --article 'zzzz'; `derek articles` lists them"),
        (("--article", "water"), r"--article 'water' may mean any of these; give an id:\n  \w+  Water and"),
        (("--author", "Chabal", "--from", "2022"), "No article of the library meets all the conditions"),
    ],
)
def test_options_that_name_nothing_fail_clearly(space: Workspace, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(scope_options.BadScopeError, match=message):
        scope_options.scope_of(options(*arguments), space)


@pytest.mark.parametrize("arguments", [("--from", "MMXX"), ("--to", "0"), ("--language", "de")])
def test_options_that_are_none_are_wrong_usage(arguments: tuple[str, ...], capsys: Any) -> None:
    with pytest.raises(SystemExit) as error:
        options(*arguments)
    assert error.value.code == 2
    assert arguments[1] in capsys.readouterr().err


def run_collections(home: Home, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setenv("DEREK_HOME", str(home.root))
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    collect.add_commands(parser)
    return collect.run(parser.parse_args(arguments))


def test_collections_are_made_listed_and_taken_apart(
    home: Home, library: Library, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    ids = [article.id for article in library.articles()]
    assert run_collections(home, monkeypatch, "add", "Шекара", *ids[:2]) == 0
    assert capsys.readouterr().out == "2 articles put into Шекара\n"
    assert run_collections(home, monkeypatch) == 0
    assert capsys.readouterr().out == "     1  Су\n     2  Шекара\n"
    assert run_collections(home, monkeypatch, "remove", "Шекара", *ids, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"collection": "Шекара", "changed": 2}
    run_collections(home, monkeypatch, "--json")
    assert json.loads(capsys.readouterr().out) == [{"name": "Су", "articles": [ids[0]]}]
    run_collections(home, monkeypatch, "remove", "Су", ids[0])
    run_collections(home, monkeypatch)
    assert "No collections yet" in capsys.readouterr().out


def test_added_and_known_articles_go_into_a_collection(space: Workspace, library: Library, tmp_path: Path) -> None:
    paths = [write_article(tmp_path, f"New {n}", "en", f"Words of article {n}.") for n in range(2)]
    assert space.add(paths[:1]).collected == 0
    result = space.add(paths, "Жаңа")
    assert (len(result.added), result.known, result.collected) == (1, 1, 2)
    assert {one.name: len(one) for one in library.collections()} == {"Жаңа": 2, "Су": 1}
    assert space.add(paths, "жаңа").collected == 0
