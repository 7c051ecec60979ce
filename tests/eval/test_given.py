from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.given import BadAnswerFile, GivenAnswer, read_answers


def write(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def test_answers_of_another_system_may_leave_much_out(tmp_path: Path) -> None:
    record = {
        "id": "q1",
        "answer": "Да",
        "citations": [{"article_title": "Т", "quote": "к"}],
        "retrieved": [{"passage": "п"}],
    }
    found = read_answers(write(tmp_path / "a.jsonl", record))["q1"]
    assert (found.text, found.abstained, found.confidence, found.closest) == ("Да", False, None, ())
    assert (found.citations[0].title, found.citations[0].text, found.citations[0].section) == ("Т", "к", None)
    assert (found.retrieved[0].text, found.retrieved[0].language) == ("п", None)


def test_empty_lines_and_unknown_fields_are_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "q1", "abstained": True, "speed": 3})
    path.write_text(f"\ufeff\n{path.read_text(encoding='utf-8')}\n\n", encoding="utf-8")
    assert read_answers(path) == {"q1": GivenAnswer("q1")}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 2: Expecting property name"),
        ("[]", "line 2: an object with an `id` was expected"),
        ('{"answer": "x"}', "line 2: an object with an `id` was expected"),
        ('{"id": "q1"}', "line 2: the id 'q1' stands on an earlier line, too"),
        ('{"id": "q2", "answer": 3}', "line 2: `answer` must be a text, not 3"),
        ('{"id": "q2", "citations": {"a": 1}}', "line 2: `citations` must be a list of objects"),
        ('{"id": "q2", "retrieved": ["x"]}', "line 2: `retrieved` must be a list of objects"),
        ('{"id": "q2", "retrieved": [{"passage": 1}]}', "line 2: `passage` must be a text, not 1"),
        ('{"id": "q2", "confidence": "high"}', "line 2: `confidence` must be a number, not 'high'"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "q1"})
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    with pytest.raises(BadAnswerFile, match=reason):
        read_answers(path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadAnswerFile, match=r"a\.jsonl can't be read as UTF-8 text"):
        read_answers(path)
