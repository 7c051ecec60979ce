"""Question sets as JSON lines, read and written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.questions import BadQuestionSet, Question, QuestionSet, read_jsonl, write_jsonl
from tests.eval.questions.sets import EVIDENCE, RECORDS, changed, lines, write


def test_every_field_arrives(tmp_path: Path) -> None:
    questions = read_jsonl(write(tmp_path / "set.jsonl", lines(*RECORDS))).questions
    assert questions[3] == Question(
        id="kk-2",
        lang="kk",
        kind="conversation",
        turns=("Қанша жүк тасымалданды?", "Ал одан кейін ше?"),
        answerable=True,
        doc="borders-kk.md",
        article="Article kk",
        evidence=(EVIDENCE["kk"], EVIDENCE["ru"]),
        answer="1,5 миллион тонна.",
        keys=(("1,5 миллион", "1,5 млн"),),
        standalone="2022 жылдан кейін қанша жүк тасымалданды?",
    )
    assert questions[4] == Question("ru-2", "ru", "off_topic", ("Кто изобрёл телефон?",), answerable=False)
    assert questions[5].relevant == {"passage-000002.md": 2, "passage-000001.md": 1}
    assert questions[5].spans == ("Pasteur", "Louis Pasteur")


def test_the_set_is_named_after_its_file(tmp_path: Path) -> None:
    found = read_jsonl(write(tmp_path / "water.jsonl", lines(*RECORDS)))
    assert (found.name, [question.id for question in found.questions]) == ("water", [r["id"] for r in RECORDS])


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + lines(*RECORDS),
        lines(*RECORDS).replace("\n", "\r\n"),
        "\n\n" + lines(*RECORDS).replace("\n", "\n \n"),
        lines(*RECORDS).rstrip("\n"),
        "".join(json.dumps(record) + "\n" for record in RECORDS),
        lines(*(record | {"note": ""} for record in RECORDS)),
    ],
    ids=["byte order mark", "line breaks of Windows", "empty lines", "no last line break", "escapes", "notes"],
)
def test_the_same_set_however_it_is_written(tmp_path: Path, text: str) -> None:
    plain = read_jsonl(write(tmp_path / "plain.jsonl", lines(*RECORDS)))
    other = tmp_path / "other.jsonl"
    other.write_bytes(text.encode("utf-8"))
    assert read_jsonl(other).digest == plain.digest


def test_a_text_may_hold_what_ends_a_line_elsewhere(tmp_path: Path) -> None:
    turn = "One\u2028two\u0085three"
    found = read_jsonl(write(tmp_path / "set.jsonl", lines(changed(turns=[turn]))))
    assert found.questions[0].asked == turn


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    first = read_jsonl(write(tmp_path / "set.jsonl", lines(*RECORDS)))
    write_jsonl(tmp_path / "copy.jsonl", first)
    assert read_jsonl(tmp_path / "copy.jsonl").questions == first.questions
    assert (tmp_path / "copy.jsonl").read_text(encoding="utf-8") == lines(*RECORDS)


def test_writing_replaces_the_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", "old")
    write_jsonl(path, QuestionSet("set", (Question("a", "en", "off_topic", ("Who?",), answerable=False),)))
    assert [each.name for each in tmp_path.iterdir()] == ["set.jsonl"]
    assert [question.id for question in read_jsonl(path).questions] == ["a"]


def test_a_set_that_can_not_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", "old")
    half_a_pair = Question("a", "en", "off_topic", ("\ud800",), answerable=False)
    with pytest.raises(UnicodeEncodeError):
        write_jsonl(path, QuestionSet("set", (half_a_pair,)))
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["set.jsonl"]


def test_a_failure_half_way_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "set.jsonl", lines(*RECORDS))
    found = read_jsonl(path)

    def full(self: Path, data: bytes) -> int:
        self.open("wb").close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        write_jsonl(path, replace(found, questions=found.questions[:1]))
    assert read_jsonl(path) == found
    assert [each.name for each in tmp_path.iterdir()] == ["set.jsonl"]


def test_all_problems_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", lines(changed(lang="de", kind="riddle"), changed(1, turns=[])) + "{\n")
    with pytest.raises(BadQuestionSet) as caught:
        read_jsonl(path)
    assert [(problem.place, problem.field) for problem in caught.value.problems] == [
        ("line 1", "lang"),
        ("line 1", "kind"),
        ("line 2", "turns"),
        ("line 3", ""),
    ]
    assert str(caught.value).startswith(f"{path}: 4 problems\n  line 1, `lang`: expected one of ru, kk, en; found")


@pytest.mark.parametrize(
    ("wrong", "shown", "last"), [(20, 20, "line 20"), (21, 20, "and 1 more"), (45, 20, "and 25 more")]
)
def test_twenty_problems_are_listed_and_the_others_counted(tmp_path: Path, wrong: int, shown: int, last: str) -> None:
    records = [changed(4, id=f"q{number}", lang="de") for number in range(wrong)]
    with pytest.raises(BadQuestionSet) as caught:
        read_jsonl(write(tmp_path / "set.jsonl", lines(*records)))
    head, *listed = str(caught.value).split("\n")
    assert head.endswith(f": {wrong} problems")
    assert sum("found" in line for line in listed) == shown
    assert listed[-1].strip().startswith(last)
    assert len(caught.value.problems) == wrong
