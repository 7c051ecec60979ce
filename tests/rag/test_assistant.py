"""Questions to a small library, answered with quotes that stand in it word for word."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Article, Home, Language, Library, UnknownArticle
from index import IndexMismatch, update
from rag import Abstention, Answer, AnswerSettings, Assistant, Citation, Timings, Turn, plain
from rag.assistant import escape
from tests.fakes import FakeEncoder, library_of, plain_vectorizer, put, write_article

from .small_library import ANSWERED, BODIES, EMPTY_FRAMES, LEADS, MEANINGS, REFUSALS, UNANSWERED

VECTORIZER = plain_vectorizer(FakeEncoder(512, meanings=MEANINGS))


@pytest.fixture
def library(home: Home) -> Library:
    library = library_of(home, BODIES)
    update(library, VECTORIZER, home.index)
    return library


@pytest.fixture
def assistant(home: Home, library: Library) -> Assistant:
    return Assistant(library, VECTORIZER, home.index)


def article_titled(library: Library, title: str) -> Article:
    return library.article(next(article.id for article in library.articles() if article.title == title))


def with_article(home: Home, library: Library, title: str, body: str, language: Language = "en") -> Assistant:
    put(library, write_article(home.root / "files", title, language, body))
    update(library, VECTORIZER, home.index)
    return Assistant(library, VECTORIZER, home.index)


def untimed(answer: Answer) -> Answer:
    return replace(answer, timings=Timings())


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_an_answer_quotes_its_article(assistant: Assistant, language: Language) -> None:
    title, question, figure = ANSWERED[language]
    answer = assistant.ask(question)
    assert (answer.language, answer.question, answer.abstention, answer.closest) == (language, question, None, ())
    first = answer.citations[0]
    assert (first.number, first.title, first.language) == (1, title, language)
    assert figure in first.quote
    lead, blank, line, *_ = answer.text.split("\n")
    assert lead == LEADS[language][len({citation.article_id for citation in answer.citations}) > 1]
    assert blank == ""
    assert line.startswith("- ")
    assert line.endswith(" [1]")
    assert figure in line


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_quote_stands_in_its_article_its_passage_and_its_file(
    home: Home, library: Library, assistant: Assistant, language: Language
) -> None:
    answer = assistant.ask(ANSWERED[language][1])
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        article = library.article(citation.article_id)
        assert citation.quote_span.cut(article.text) == citation.quote == citation.printed
        assert citation.quote_in_passage.cut(citation.passage) == citation.quote
        assert library.passages([citation.passage_id])[citation.passage_id].text == citation.passage
        lines = (home.root / "files" / citation.file_name).read_text(encoding="utf-8").split("\n")
        assert citation.quote in " ".join(lines[citation.first_line - 1 : citation.last_line])
        assert (citation.authors, citation.year) == (("A. Author",), 2024)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_what_the_articles_do_not_hold_is_refused_with_the_closest(assistant: Assistant, language: Language) -> None:
    answer = assistant.ask(UNANSWERED[language])
    assert (answer.abstention, answer.language, answer.citations) == (Abstention.NOT_IN_ARTICLES, language, ())
    assert answer.text.startswith(REFUSALS[language])
    assert [citation.number for citation in answer.closest] == [1, 2, 3]
    assert [c.passage_id for c in answer.closest] == [hit.passage.id for hit in answer.hits[:3]]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_an_empty_library_says_so(home: Home, language: Language) -> None:
    answer = Assistant(Library.open(home), VECTORIZER, home.index).ask(ANSWERED[language][1])
    assert (answer.abstention, answer.language) == (Abstention.EMPTY_LIBRARY, language)
    assert answer.text.startswith(EMPTY_FRAMES[language])
    assert (answer.citations, answer.closest, answer.hits) == ((), (), ())


@pytest.mark.parametrize("question", ["", "  \n\t"])
@pytest.mark.parametrize(
    ("language", "asked"),
    [("ru", "Напишите вопрос."), ("kk", "Сұрағыңызды жазыңыз."), ("en", "Please type a question.")],
)
def test_an_empty_question_is_asked_for_in_the_language_of_the_last(
    assistant: Assistant, question: str, language: Language, asked: str
) -> None:
    answer = assistant.ask(question, [Turn(ANSWERED[language][1])])
    assert (answer.abstention, answer.language, answer.text) == (Abstention.EMPTY_QUESTION, language, asked)
    assert assistant.ask(question).language == "en"


@pytest.mark.parametrize(
    ("question", "language", "note"),
    [
        ("Қазақстан Қытай шекарасының ұзындығы қандай?", "kk", " (орыс тілінде) [1]"),
        ("What length has the Kazakhstan China border?", "en", " (in Russian) [1]"),
        ("Какую длину имеет граница Казахстана и Китая?", "ru", "километра [1]"),
    ],
)
def test_the_frame_is_in_the_language_of_the_question(
    assistant: Assistant, question: str, language: Language, note: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.language, answer.citations[0].title) == (language, "Граница")
    line = answer.text.split("\n")[2]
    assert line.replace(".", "").endswith(note)
    assert answer.text.startswith(LEADS[language])


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_stream_grows_by_one_quote_and_ends_in_the_answer(assistant: Assistant, language: Language) -> None:
    # All three sentences that say something of the subject.
    question = " ".join(BODIES[ANSWERED[language][0]][1].split())
    growing = list(assistant.stream(question))
    assert len(growing) >= 3
    whole = growing[-1]
    for count, answer in enumerate(growing, 1):
        assert answer.citations == whole.citations[:count]
        assert answer.text.count("\n- ") == count
        assert answer.text.split("\n")[2:] == whole.text.split("\n")[2 : 2 + count]
    assert untimed(assistant.ask(question)) == untimed(whole)


def test_a_refusal_and_an_empty_question_come_in_one_piece(assistant: Assistant) -> None:
    assert [len(list(assistant.stream(question))) for question in (UNANSWERED["en"], "")] == [1, 1]


@pytest.mark.parametrize("quotes", [1, 2])
def test_settings_are_obeyed(home: Home, library: Library, quotes: int) -> None:
    settings = AnswerSettings(quotes=quotes, near_best=0.0, closest=1)
    assistant = Assistant(library, VECTORIZER, home.index, settings)
    assert len(assistant.ask(ANSWERED["en"][1]).citations) == quotes
    assert len(assistant.ask(UNANSWERED["en"]).closest) == 1


def test_a_leaning_question_is_searched_for_with_the_one_before(home: Home, library: Library) -> None:
    assistant = Assistant(library, VECTORIZER, home.index, AnswerSettings(near_best=0.3))
    before = ANSWERED["ru"][1]
    answer = assistant.ask("А когда подписан договор?", [Turn(before, "…")])
    assert answer.question == f"{before} А когда подписан договор?"
    assert any("1994 году" in citation.quote for citation in answer.citations)


def test_markup_in_a_quote_shows_as_it_stands(home: Home, library: Library) -> None:
    body = "Levies named alpha_beta cost $5 per unit, where a < b > c, and 2*3 more for [small] traders #7 there."
    answer = with_article(home, library, "Levies", body).ask("What do the levies named alpha_beta cost per unit?")
    quote = answer.citations[0].quote
    line = answer.text.split("\n")[2].removeprefix("- ").removesuffix(" [1]")
    assert line != quote
    assert plain(line) == quote
    assert r"\$5" in line
    assert r"alpha\_beta" in line


@pytest.mark.parametrize("text", ["", "a_b", r"\[1\] and [2]", r"back\slash \\", "*<$`#>*", "Вода [3]", r"\\["])
def test_plain_undoes_escape(text: str) -> None:
    assert plain(escape(text)) == text


def test_reference_marks_of_an_article_stay_in_the_quote_and_leave_the_text(assistant: Assistant) -> None:
    answer = assistant.ask(ANSWERED["ru"][1])
    assert answer.citations[0].quote == "Граница Казахстана и Китая имеет длину 1782 километра [3, 4]."
    assert "- Граница Казахстана и Китая имеет длину 1782 километра. [1]" in answer.text.split("\n")


def test_a_sentence_cut_by_a_note_mark_is_quoted_only_for_want_of_another(home: Home, library: Library) -> None:
    cut = "Levies on cotton<sup>12</sup> exports tripled within one decade."
    question = "How far have levies on cotton exports tripled within one decade?"
    first = with_article(home, library, "Levies", cut).ask(question).citations[0]
    assert first.quote == "Levies on cotton exports tripled within one decade."
    whole = f"{cut} Levies on cotton imports tripled within another decade."
    first = with_article(home, library, "Levies", whole).ask(question).citations[0]
    assert first.quote == "Levies on cotton imports tripled within another decade."


def test_a_mended_letter_is_printed_as_in_the_file(home: Home, library: Library) -> None:
    body = (
        "Культурa обмена между университетaми описана подробно. Её значение трудно переоценить."  # "a" is Latin, twice
    )
    answer = with_article(home, library, "Обмены", body, "ru").ask("Где описана культура обмена подробно?")
    citation = answer.citations[0]
    assert citation.quote == "Культура обмена между университетами описана подробно."
    assert citation.printed == "Культурa обмена между университетaми описана подробно."


def test_an_article_added_meanwhile_is_seen(home: Home, library: Library, assistant: Assistant) -> None:
    question = "Which court settles trademark disputes?"
    assert assistant.ask(question).abstention is Abstention.NOT_IN_ARTICLES
    with_article(home, library, "Courts", "A special court settles trademark disputes in Almaty.")
    answer = assistant.ask(question)
    assert answer.citations[0].title == "Courts"
    assert {article.title for article in assistant.articles()} == {*BODIES, "Courts"}


def test_an_article_removed_meanwhile_is_not_quoted(home: Home, library: Library, assistant: Assistant) -> None:
    citation = assistant.ask(ANSWERED["en"][1]).citations[0]
    library.remove(citation.article_id)
    assert assistant.ask(ANSWERED["en"][1]).abstention is Abstention.NOT_IN_ARTICLES
    update(library, VECTORIZER, home.index)
    assert assistant.ask(ANSWERED["en"][1]).abstention is Abstention.NOT_IN_ARTICLES


def test_lines_that_moved_in_a_file_read_again_are_told_as_they_are_now(
    home: Home, library: Library, assistant: Assistant
) -> None:
    before = assistant.ask(ANSWERED["en"][1]).citations[0]
    path = home.root / "files" / before.file_name
    path.write_text(path.read_text(encoding="utf-8").replace("# Gateway", "\n\n# Gateway"), encoding="utf-8")
    put(library, path)
    assert update(library, VECTORIZER, home.index).added == 0
    after = assistant.ask(ANSWERED["en"][1]).citations[0]
    moved = (before.quote, before.first_line + 2, before.last_line + 2)
    assert (after.quote, after.first_line, after.last_line) == moved


def test_surroundings_of_an_article_that_has_left_are_an_error(library: Library, assistant: Assistant) -> None:
    citation = assistant.ask(ANSWERED["en"][1]).citations[0]
    library.remove(citation.article_id)
    with pytest.raises(UnknownArticle, match=f"no article with the id '{citation.article_id}'"):
        assistant.surroundings(citation)


def long_article(home: Home, library: Library) -> tuple[Citation, Article, Assistant]:
    """An article of thirty paragraphs, and a quote out of its middle."""
    paragraphs = [f"Paragraph {n} describes orchards of village {n}. It closes quietly." for n in range(30)]
    paragraphs[15] = "Apricots arrived early. Harvest festivals attract visitors from abroad. They stay."
    assistant = with_article(home, library, "Orchards", "\n\n".join(paragraphs))
    citation = assistant.ask("Do harvest festivals attract visitors from abroad?").citations[0]
    return citation, article_titled(library, "Orchards"), assistant


@pytest.mark.parametrize("characters", [0, 10, 100, 500, 1000, 100_000])
def test_surroundings_are_one_unbroken_piece(home: Home, library: Library, characters: int) -> None:
    citation, article, assistant = long_article(home, library)
    around = assistant.surroundings(citation, characters=characters)
    start, end = citation.quote_span.start, citation.quote_span.end
    assert around.quote == citation.quote
    assert article.text[:start].endswith(around.before)
    assert article.text[end:].startswith(around.after)
    assert max(len(around.before), len(around.after)) <= characters


def test_surroundings_go_from_paragraph_to_paragraph(home: Home, library: Library) -> None:
    citation, article, assistant = long_article(home, library)
    around = assistant.surroundings(citation, characters=200)
    assert around.before.startswith("Paragraph 13 ")
    assert around.after.endswith("village 17. It closes quietly.")
    whole = assistant.surroundings(citation, characters=100_000)
    assert whole.before + whole.quote + whole.after == article.text


def test_an_index_of_another_model_is_not_searched(home: Home, library: Library) -> None:
    other = plain_vectorizer(FakeEncoder(512, fingerprint="fake-2"))
    with pytest.raises(IndexMismatch, match=r"run `derek model use .*` to encode the library anew"):
        Assistant(library, other, home.index).ask(ANSWERED["en"][1])


def test_several_threads_get_the_same_answers(assistant: Assistant) -> None:
    questions = [question for _, question, _ in ANSWERED.values()] * 8
    with ThreadPoolExecutor(8) as pool:
        answers = [untimed(answer) for answer in pool.map(assistant.ask, questions)]
    assert answers[3:] == answers[:3] * 7
    assert [answer.citations[0].title for answer in answers[:3]] == [title for title, _, _ in ANSWERED.values()]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_examples_are_of_the_starter_articles_that_are_held(
    home: Home, library: Library, language: Language, tmp_path: Path
) -> None:
    from corpus import starter

    assert Assistant(library, VECTORIZER, home.index).examples(language) == []
    example = starter.examples()[0]
    path = write_article(tmp_path, "x", "en", "Some words about the subject.")
    put(library, path.rename(tmp_path / example.file_name))
    expected = [one.question[language] for one in starter.examples() if one.file_name == example.file_name]
    assert Assistant(library, VECTORIZER, home.index).examples(language) == expected != []
