"""From sentences that were picked to a line in a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Language, Passage, Span
from eval.questions import (
    BadChoice,
    BadQuestionSet,
    Question,
    Sentence,
    append_question,
    join_evidence,
    next_id,
    questions_in,
    read_jsonl,
    sentences_of,
)
from tests.eval.questions.sets import EVIDENCE, RECORDS, changed, lines, write
from tests.fakes import make_passage

SENTENCES = [
    "The route links China with Europe by way of the Caspian Sea.",
    "It is short.",
    "In 2022 the cargo carried along it grew more than twofold.",
    "Ports and a want of ships still keep it from growing further.",
]
PASSAGE = make_passage("p", " ".join(SENTENCES), "en", SENTENCES)
NEW = Question(
    "", "kk", "number", ("Қанша?",), True, "d.md", "T", (EVIDENCE["kk"],), "1,5 млн", (("1,5 миллион",),)
)  # fmt: skip


def picked(*indices: int, passage: Passage = PASSAGE) -> list[Sentence]:
    return [Sentence(passage, index) for index in indices]


def test_sentences_of_a_passage_on_one_line_each() -> None:
    broken = make_passage("p", "First\nline of it. Second.", "en", ["First\nline of it.", "Second."])
    assert [sentence.text for sentence in sentences_of([broken])] == ["First line of it.", "Second."]


def test_a_sentence_that_two_passages_share_is_offered_once() -> None:
    first = replace(PASSAGE, id="first", sentences=PASSAGE.sentences[:2])
    second = replace(PASSAGE, id="second", sentences=PASSAGE.sentences[1:])
    assert [sentence.text for sentence in sentences_of([first, second])] == SENTENCES


def test_the_same_words_of_two_articles_are_two_sentences() -> None:
    other = replace(PASSAGE, article_id="other")
    assert len(sentences_of([PASSAGE, other])) == 8


@pytest.mark.parametrize(
    ("indices", "pieces"),
    [
        ((0,), [SENTENCES[0]]),
        ((0, 2), [SENTENCES[0], SENTENCES[2]]),
        ((2, 0), [SENTENCES[0], SENTENCES[2]]),
        ((0, 1), [f"{SENTENCES[0]} {SENTENCES[1]}"]),
        ((0, 1, 3), [f"{SENTENCES[0]} {SENTENCES[1]}", SENTENCES[3]]),
        ((3, 2, 1, 0), [" ".join(SENTENCES)]),
    ],
)
def test_sentences_side_by_side_are_one_piece(indices: tuple[int, ...], pieces: list[str]) -> None:
    assert join_evidence(picked(*indices)) == tuple(pieces)


def test_a_paragraphs_end_parts_pieces() -> None:
    text = f"{SENTENCES[0]}\n\n{SENTENCES[2]}"
    passage = make_passage("p", text, "en", [SENTENCES[0], SENTENCES[2]])
    assert join_evidence(picked(0, 1, passage=passage)) == (SENTENCES[0], SENTENCES[2])


def test_a_sentence_that_is_too_short_alone() -> None:
    with pytest.raises(BadChoice, match=r"“It is short\.” has 9 letters; a piece of evidence needs 30"):
        join_evidence(picked(1))


def test_sentences_of_two_articles_make_no_evidence() -> None:
    other = replace(PASSAGE, article_id="other", sentences=(Span(0, 60),))
    with pytest.raises(BadChoice, match="from more than one"):
        join_evidence([*picked(0), Sentence(other, 0)])


def test_nothing_chosen() -> None:
    with pytest.raises(BadChoice, match="Choose one sentence or more"):
        join_evidence([])


@pytest.mark.parametrize(
    ("ids", "lang", "expected"),
    [
        ([], "kk", "water-kk-01"),
        (["water-kk-01", "water-kk-07", "water-ru-20"], "kk", "water-kk-08"),
        (["water-kk-99"], "kk", "water-kk-100"),
        (["water-kk-x", "kk-3", "water-kk-"], "kk", "water-kk-01"),
        (["water-kk-01"], "en", "water-en-01"),
    ],
)
def test_the_next_id_of_a_language(ids: list[str], lang: Language, expected: str) -> None:
    assert next_id(ids, "water", lang) == expected


def test_a_file_that_is_not_there_or_empty_holds_no_question(tmp_path: Path) -> None:
    assert questions_in(tmp_path / "new.jsonl").questions == ()
    assert questions_in(write(tmp_path / "empty.jsonl", " \n")).questions == ()
    assert not (tmp_path / "new.jsonl").exists()


def test_a_question_becomes_the_last_line(tmp_path: Path) -> None:
    path = tmp_path / "water.jsonl"
    assert append_question(path, NEW).id == "water-kk-01"
    assert append_question(path, NEW).id == "water-kk-02"
    assert read_jsonl(path).questions == (replace(NEW, id="water-kk-01"), replace(NEW, id="water-kk-02"))


@pytest.mark.parametrize(
    "before",
    [
        lines(*RECORDS),
        lines(*RECORDS).rstrip("\n"),
        "\ufeff" + lines(*RECORDS).replace("\n", "\r\n\r\n"),
        lines(changed(note="remember"), *RECORDS[1:]).replace('"note": ', '"note" :   '),
    ],
    ids=["plain", "no last line break", "of Windows", "notes and spaces"],
)
def test_what_stood_there_stays_byte_for_byte(tmp_path: Path, before: str) -> None:
    path = tmp_path / "water.jsonl"
    path.write_bytes(before.encode("utf-8"))
    append_question(path, NEW)
    after = path.read_bytes()
    assert after.startswith(before.encode("utf-8"))
    assert len(read_jsonl(path).questions) == len(RECORDS) + 1
    assert [each.name for each in tmp_path.iterdir()] == ["water.jsonl"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (replace(NEW, keys=(("2003",),)), 'the new question, `keys`: .*found \\["2003"\\]'),
        (replace(NEW, answer=""), "the new question, `answer`: .*found nothing"),
        (replace(NEW, kind="conversation"), "the new question, `turns`: expected two turns or more"),
    ],
)
def test_a_wrong_question_is_not_added(tmp_path: Path, question: Question, said: str) -> None:
    path = write(tmp_path / "water.jsonl", lines(*RECORDS))
    with pytest.raises(BadQuestionSet, match=said):
        append_question(path, question)
    assert path.read_text(encoding="utf-8") == lines(*RECORDS)


def test_nothing_is_added_to_a_file_that_is_no_set(tmp_path: Path) -> None:
    path = write(tmp_path / "water.jsonl", "{\n")
    with pytest.raises(BadQuestionSet, match="line 1: expected one JSON object"):
        append_question(path, NEW)
    assert path.read_text(encoding="utf-8") == "{\n"


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    target = write(tmp_path / "real.jsonl", lines(*RECORDS))
    target.chmod(0o640)
    link = tmp_path / "water.jsonl"
    link.symlink_to(target)
    append_question(link, NEW)
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert len(read_jsonl(target).questions) == len(RECORDS) + 1
