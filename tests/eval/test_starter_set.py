"""The shipped set: what it is made of, and its evidence in the starter articles."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus import LANGUAGES, Home, Language, Library, detect_language, starter
from eval.lookup import library_of
from eval.metrics import squeeze
from eval.questions import UNANSWERABLE, QuestionSet, locate, starter_set

KINDS = {
    "factoid": 7, "number": 6, "list": 5, "definition": 4, "reason": 5, "comparison": 4, "viewpoint": 4,
    "conversation": 5, "topic_change": 3, "near_miss": 4, "off_topic": 3,
}  # fmt: skip
LANGUAGE_OF: dict[str, Language] = {path.name: path.stem[-2:] for path in starter.files()}  # type: ignore[misc]


@pytest.fixture(scope="module")
def shipped() -> QuestionSet:
    return starter_set()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(starter.FOLDER, Home(tmp_path_factory.mktemp("starter")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_fifty_questions_of_all_kinds(shipped: QuestionSet, language: Language) -> None:
    kinds = Counter(question.kind for question in shipped.questions if question.lang == language)
    assert kinds == KINDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_questions_are_about_an_article_in_another_language(shipped: QuestionSet, language: Language) -> None:
    about = [LANGUAGE_OF[q.doc] for q in shipped.questions if q.lang == language and q.answerable]
    assert sum(each != language for each in about) / len(about) >= 0.6
    assert min(Counter(about).values()) >= 14


def test_every_article_is_asked_about_in_every_language(shipped: QuestionSet) -> None:
    asked = Counter((question.lang, question.doc) for question in shipped.questions if question.answerable)
    assert set(asked) == {(language, name) for language in LANGUAGES for name in LANGUAGE_OF}
    assert min(asked.values()) >= 3


def test_all_evidence_stands_in_its_article_letter_for_letter(shipped: QuestionSet, library: Library) -> None:
    located = locate(library, shipped)
    assert located.problems() == []
    texts = {summary.id: library.article(summary.id).text for summary in library.articles()}
    for question in shipped.questions:
        for piece, place in zip(question.evidence, located[question.id], strict=True):
            assert place is not None
            assert (place.exact, place.file_name, place.title) == (True, question.doc, question.article)
            assert squeeze(place.span.cut(texts[place.article_id])) == squeeze(piece)


def test_evidence_stands_in_one_article_only(shipped: QuestionSet, library: Library) -> None:
    texts = {summary.file_name: squeeze(library.article(summary.id).text) for summary in library.articles()}
    pieces = [(question.doc, piece) for question in shipped.questions for piece in question.evidence]
    assert [
        piece for doc, piece in pieces if any(squeeze(piece) in text for name, text in texts.items() if name != doc)
    ] == []


def test_follow_ups_and_changes_of_topic_have_a_rewriting(shipped: QuestionSet) -> None:
    for question in shipped.questions:
        talks = question.kind in ("conversation", "topic_change")
        assert (len(question.turns) > 1, bool(question.standalone)) == (talks, talks)
    changed = [question for question in shipped.questions if question.kind == "topic_change"]
    assert [question.id for question in changed if squeeze(question.standalone) != squeeze(question.asked)] == []


def test_questions_and_answers_are_in_the_language_they_say(shipped: QuestionSet) -> None:
    for question in shipped.questions:
        told = {
            detect_language(text) for text in (*question.turns, question.answer, question.standalone) if len(text) > 40
        }
        assert told <= {question.lang}, question.id
        assert question.answerable == (question.kind not in UNANSWERABLE)


def test_no_question_is_asked_twice(shipped: QuestionSet) -> None:
    asked = Counter(squeeze(" ".join(question.turns)) for question in shipped.questions)
    assert max(asked.values()) == 1
