from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from corpus import LANGUAGES, Language, LibraryError, Scope
from rag import Abstention, Answer, Citation, Timings, Turn
from ui import chat
from ui.conversation import Conversation, Exchange, Progress, SourceRef
from ui.strings import strings_for


def last_message(conversation: Conversation, language: Language = "ru") -> str:
    return chat.messages(conversation, strings_for(language))[-1]["content"]


def test_ask_grows_the_conversation_and_passes_its_history(fake: Any) -> None:
    first = list(chat.ask(fake, "Какой длины граница?", Conversation()))
    assert first[0].exchanges[-1].answer is None
    assert [each.exchanges[-1].progress for each in first[-2:]] == [Progress.RUNNING, Progress.WHOLE]
    list(chat.ask(fake, "А сколько грузов?", first[-1]))
    question, history = fake.asked[-1]
    answer = first[-1].exchanges[0].answer
    assert question == "А сколько грузов?"
    assert answer is not None
    assert history == (Turn("Какой длины граница?", answer.text),)


def test_ask_ends_as_failed_when_the_assistant_breaks(fake: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        *_, last = chat.ask(fake, "crash", Conversation())
    assert last.exchanges[-1].progress is Progress.FAILED
    assert strings_for("ru").failed in last_message(last)
    assert "the fake breaks" in caplog.text


def test_ask_shows_the_reason_when_it_is_worded_for_the_reader(fake: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(question: str, history: Sequence[Turn], scope: Scope) -> Iterator[Answer]:
        raise LibraryError("the library is locked; close the other program")
        yield

    monkeypatch.setattr(fake, "stream", broken)
    *_, last = chat.ask(fake, "?", Conversation())
    assert "Ответить не удалось: the library is locked" in last_message(last)


def test_stopped_keeps_what_had_come() -> None:
    running = Conversation().asked("?").answered(Answer("Начало", "ru", "?"), Progress.RUNNING)
    assert "Начало" in last_message(running.stopped())
    assert strings_for("ru").stopped in last_message(running.stopped())
    whole = running.answered(Answer("Всё", "ru", "?"), Progress.WHOLE)
    assert whole.stopped() is whole
    assert Conversation().stopped() == Conversation()


def test_links_are_unique_to_their_turn(citation: Citation) -> None:
    answer = Answer("Да [1].", "ru", "?", (citation,))
    conversation = Conversation((Exchange("?", answer, Progress.WHOLE),) * 2, 2)
    contents = [each["content"] for each in chat.messages(conversation, strings_for("ru"))]
    assert 'href="#src-m1-1"' in contents[1]
    assert 'href="#src-m2-1"' in contents[3]


def test_link_leads_to_the_card_of_its_number(citation: Citation) -> None:
    answer = Answer("Да [7].", "ru", "?", (replace(citation, number=7),))
    message = last_message(Conversation((Exchange("?", answer, Progress.WHOLE),), 1))
    assert 'href="#src-m1-1"' in message
    assert ">[7]</a>" in message


@pytest.mark.parametrize(
    ("typed", "searched", "said"),
    [("?", "полный вопрос", True), ("вопрос", " вопрос ", False), ("вопрос", "", False)],
)
def test_searched_for_is_said_only_when_it_differs(typed: str, searched: str, said: bool) -> None:
    exchange = Exchange(typed, Answer("Да.", "ru", searched), Progress.WHOLE)
    assert ("Искали:" in last_message(Conversation((exchange,), 1))) == said


@pytest.mark.parametrize("reason", list(Abstention))
@pytest.mark.parametrize("language", LANGUAGES)
def test_abstention_without_text_is_worded_in_the_questions_language(reason: Abstention, language: Language) -> None:
    exchange = Exchange("?", Answer("", language, "?", abstention=reason), Progress.WHOLE)
    strings = strings_for(language)
    wording = {
        Abstention.NOT_IN_ARTICLES: strings.not_in_articles,
        Abstention.EMPTY_LIBRARY: strings.nothing_to_search,
        Abstention.EMPTY_QUESTION: strings.nothing_asked,
        Abstention.NOTHING_IN_SCOPE: strings.nothing_in_scope,
    }
    assert wording[reason] in last_message(Conversation((exchange,), 1), "en")


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [
        (0.2, ("1 мс", "1 мс", "1 ms")),
        (38.4, ("38 мс", "38 мс", "38 ms")),
        (1240, ("1,2 с", "1,2 сек", "1.2 s")),
    ],
)
def test_duration(milliseconds: float, said: tuple[str, str, str]) -> None:
    assert tuple(chat.duration(milliseconds, strings_for(each)) for each in LANGUAGES) == said


def test_aside_counts_sources_and_time(citation: Citation) -> None:
    answer = Answer("Да [1].", "ru", "?", (citation,), timings=Timings(search=12))
    message = last_message(Conversation((Exchange("?", answer, Progress.WHOLE),), 1))
    assert "1 источник</a> · 12 мс" in message


def test_surroundings_open_the_article_or_say_why_not(fake: Any) -> None:
    *_, conversation = chat.ask(fake, "Какой длины граница?", Conversation())
    assert "<mark>К 2002 году" in chat.open_surroundings(fake, conversation, "src-m1-1", "ru")
    for ref in ("src-m1-2", "src-m1-9", "src-m1-0", "src-m2-1", "src-m1", "nonsense", ""):
        assert strings_for("kk").article_unavailable in chat.open_surroundings(fake, conversation, ref, "kk")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("src-m2-1", SourceRef(2, 1)), ("src-m12", SourceRef(12)), ("src-m1-", SourceRef(1)), ("src-m", None),
        ("src-m1-x", None), ("src-m-1", None), ("x-m1-1", None), ("src-m1-1-1", None), ("src-m²", None),
        ("", None),
    ],
)  # fmt: skip
def test_source_ref_reads_only_what_it_wrote(text: str, ref: SourceRef | None) -> None:
    assert SourceRef.parse(text) == ref


def test_showing_ignores_unknown_turns() -> None:
    conversation = Conversation().asked("?").asked("??")
    assert conversation.showing(1).shown == 1
    assert conversation.showing(3) is conversation
    assert conversation.showing(0) is conversation
