"""Searching with parts exchanged: the ablation's arms and table, and the crowd of other passages."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from corpus import Home, Language, Passage
from eval.questions import Question, QuestionSet
from eval.ranker.texts import Paragraph, Texts
from eval.retrieval.ablation import arms, table
from eval.retrieval.crowd import LENGTH, passages
from eval.retrieval.rig import Arm, Crowd, Remembering, RememberingRanker, search
from index import Alignment, FloatArray, SearchSettings
from index.hit import Ranked
from tests.fakes import FakeEncoder, library_of, make_passage

BODIES: dict[str, tuple[Language, str]] = {
    "Вода": ("ru", "Река делит воду между странами, и договор о воде подписан давно, в 1992 году."),
    "Су": ("kk", "Өзен суды елдер арасында бөледі, ал келісім ертеде, 1992 жылы жасалған."),
    "Water": ("en", "The river divides water between states, and a treaty was signed long ago, in 1992."),
}
ASKED: dict[Language, str] = {"ru": "Вода и договор", "kk": "Су келісімі", "en": "Water treaty"}
QUESTIONS = QuestionSet(
    "rivers",
    (
        *(
            Question(f"{asked}-{title}", asked, "factoid", (text,), True, article=title, evidence=(BODIES[title][1],))
            for asked, text in ASKED.items()
            for title in BODIES
        ),
        Question("off", "en", "off_topic", ("Who?",), False),
    ),
)
MEANINGS = {
    "вода": "1",
    "воду": "1",
    "суды": "1",
    "су": "1",
    "water": "1",
    "договор": "2",
    "келісім": "2",
    "treaty": "2",
}


class Counting(FakeEncoder):
    """Counts the texts that it encodes."""

    def __init__(self) -> None:
        super().__init__(meanings=MEANINGS)
        self.encoded: list[str] = []

    def _encode(self, texts: Sequence[str]) -> FloatArray:
        self.encoded += texts
        return super()._encode(texts)


def test_every_text_is_encoded_once() -> None:
    encoder = Counting()
    remembering = Remembering(encoder)
    first = remembering.encode_passages(["a b", "c", "a b"])
    assert remembering.encode_passages(["c", "a b"]).tolist() == [first[1].tolist(), first[0].tolist()]
    assert sorted(encoder.encoded) == ["a b", "c"]
    remembering.encode_questions(["c"])
    assert len(encoder.encoded) == 3
    assert remembering.encode_passages([]).shape == (0, encoder.dimension)


class LettersRanker:
    """Judges passages by their length, and counts them."""

    name = "letters"

    def __init__(self) -> None:
        self.judged = 0

    def rank(self, question: str, passages: Sequence[Passage]) -> list[Ranked]:
        self.judged += len(passages)
        return [Ranked(len(question + passage.text) / 100) for passage in passages]


def test_every_passage_is_judged_once_for_a_question() -> None:
    ranker = LettersRanker()
    remembering = RememberingRanker(ranker)
    first, second = make_passage("a", "Water."), make_passage("b", "Water and border.")
    assert remembering.rank("q", [first]) == ranker.rank("q", [first])
    assert remembering.rank("q", [second, first]) == ranker.rank("q", [second, first])
    assert ranker.judged == 1 + 1 + 1 + 2
    assert remembering.rank("another", [first]) != remembering.rank("q", [first])


def test_all_answerable_questions_are_searched_and_scored(home: Home) -> None:
    encoder = FakeEncoder(meanings=MEANINGS)
    library = library_of(home, BODIES)
    rows = search(Crowd(library), encoder, QUESTIONS, Arm("all", Alignment.none(encoder)))
    assert [row.id for row in rows] == [question.id for question in QUESTIONS.questions if question.answerable]
    assert {row.crossing for row in rows} == {"same", "other"}
    assert all(row.value("evidence@4000") == 1.0 for row in rows)


def test_a_crowd_is_searched_too(home: Home) -> None:
    encoder = FakeEncoder(meanings=MEANINGS)
    library = library_of(home, BODIES)
    others = [make_passage(f"o{n}", "Water water treaty treaty water treaty. " * 12, "en") for n in range(30)]
    alone, among = (
        search(Crowd(library, added), encoder, QUESTIONS, Arm("all", Alignment.none(encoder))) for added in ([], others)
    )
    assert sum(row.value("mrr@10") or 0 for row in among) < sum(row.value("mrr@10") or 0 for row in alone)


def test_arms_differ_from_the_whole_in_one_part_each() -> None:
    encoder = FakeEncoder()
    alignment = Alignment.none(encoder)
    found = list(arms(encoder, alignment, None))
    assert found[0].settings == SearchSettings()
    assert len({arm.name for arm in found}) == len(found) == 9
    whole = found[0]
    changed = [
        arm
        for arm in found[1:]
        if arm.settings != whole.settings or arm.alignment is not alignment or arm.translator is not whole.translator
    ]
    assert len(changed) == len(found) - 1


def test_the_table_tells_differences_from_the_first(home: Home) -> None:
    encoder = FakeEncoder(meanings=MEANINGS)
    crowd = Crowd(library_of(home, BODIES))
    whole = search(crowd, encoder, QUESTIONS, Arm("all", Alignment.none(encoder)))
    lines = table([("everything", whole), ("the same", list(whole))]).splitlines()
    assert len(lines) == 4
    assert "[" not in lines[2]
    assert "1.000 [+0.00, +0.00]" in lines[3]


@pytest.mark.parametrize("count", [1, 40])
def test_other_passages_are_whole_sentences_of_one_document(count: int) -> None:
    sentences = tuple(f"Sentence number {n} says something of its own." for n in range(60))
    texts = Texts("kazqad", {"p": Paragraph("p", "D", "kk", sentences)}, ())
    made = passages([texts], count)
    assert len({passage.id for passage in made}) == count
    for passage in made:
        assert len(passage.text) <= LENGTH
        assert set(passage.sentence_texts()) <= set(sentences)
        assert " ".join(passage.sentence_texts()) == passage.text
    assert passages([texts], count) == made


def test_a_sentence_that_is_too_long_stands_alone() -> None:
    texts = Texts("kazqad", {"p": Paragraph("p", "D", "kk", ("word " * 400, "Short."))}, ())
    assert all(passage.sentences for passage in passages([texts], 20, seed=random.Random(3).randrange(9)))
