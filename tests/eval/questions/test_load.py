"""The set that comes with Derek."""

from __future__ import annotations

from collections import Counter

from corpus import LANGUAGES, Home, Library, starter
from eval.questions import locate, starter_set
from tests.fakes import put


def test_the_starter_set_asks_as_much_in_each_language() -> None:
    counts = Counter(question.lang for question in starter_set().questions)
    assert counts == dict.fromkeys(LANGUAGES, 50)


def test_all_its_evidence_stands_in_the_starter_library_where_it_is_said_to(home: Home) -> None:
    library = Library.open(home)
    for path in starter.files():
        put(library, path)
    questions = starter_set()
    located = locate(library, questions)
    assert located.problems() == []
    for question in questions.questions:
        for place in located[question.id]:
            assert place is not None
            assert (place.title, place.file_name, place.exact) == (question.article, question.doc, True)
