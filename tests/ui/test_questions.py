"""The command `derek questions`, as an author of questions uses it."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus import Home, Language, Library, Passage
from eval.questions import Question, read_jsonl
from rag import Answer, Turn
from tests.eval.questions.sets import COLUMNS, EVIDENCE, RECORDS, changed, csv_text, lines, row, write, write_xlsx
from tests.fakes import library_of, make_hit
from ui import questions as module

BODIES: dict[str, tuple[Language, str]] = {
    "Borders-ru": ("ru", f"## Граница\n\nДолгое время линия была только административной. {EVIDENCE['ru']}"),
    "Borders-kk": ("kk", f"## Жүк\n\nБағыт Қытайды Еуропамен Каспий теңізі арқылы қосады. {EVIDENCE['kk']}"),
    "Borders-en": (
        "en",
        f"## Money\n\n{EVIDENCE['en']} This much is rather short. Whether it competes with others is disputed.",
    ),
}
# The four records with evidence are about these articles, but for one piece of kk-2, which is from another.
SET = [
    changed(number, evidence=[EVIDENCE["kk"]] if number == 3 else RECORDS[number].get("evidence"))
    for number in range(6)
]


@pytest.fixture
def library(home: Home, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("DEREK_HOME", str(home.root))
    return library_of(home, BODIES)


def run(*arguments: str | Path, before: Sequence[str] = ()) -> int:
    """Run as `derek questions` would; `before` stands before the sub-command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--model")
    module.add_commands(parser)
    return module.run(parser.parse_args([*before, *map(str, arguments)]))


@pytest.mark.usefixtures("library")
def test_check_tells_where_the_evidence_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", write(tmp_path / "set.jsonl", lines(*SET))) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:3] == [
        "ru-1  Borders-ru · Граница · line 12 · borders-ru.md",
        "kk-1  Borders-kk · Жүк · line 12 · borders-kk.md",
        "en-1  Borders-en · Money · line 12 · borders-en.md",
    ]
    assert out[-1] == "6 questions are well formed; of 4 pieces of evidence 4 found"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("before", [(), ("--json",)], ids=["after", "before"])
def test_check_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str], before: tuple[str, ...]) -> None:
    path = write(tmp_path / "set.jsonl", lines(*SET))
    assert run("check", path, *(() if before else ("--json",)), before=before) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["file"], record["questions"], record["problems"]) == (str(path), 6, [])
    first = record["evidence"][0]
    assert (first["id"], first["evidence"], first["found"], first["exact"]) == ("ru-1", EVIDENCE["ru"], True, True)
    assert (first["title"], first["section"], first["lines"]) == ("Borders-ru", "Граница", [12, 12])
    assert (first["source_file"], first["language"], first["pages"]) == ("borders-ru.md", "ru", [])


@pytest.mark.usefixtures("library")
def test_missing_evidence_is_told_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = "Nobody ever wrote this sentence into an article: by 2027, 300 billion."
    records = [changed(2, evidence=[nowhere]), changed(0, doc="water.md", evidence=["1782,75 " + "б" * 40])]
    assert run("check", write(tmp_path / "set.jsonl", lines(*records))) == 1
    out = capsys.readouterr().out
    assert f"missing: en-1: the evidence “{nowhere}” stands in no article\n" in out
    assert "missing: ru-1: " in out
    assert "the library has no file whose name begins with “water.md”" in out
    assert "2 questions are well formed; of 2 pieces of evidence 0 found" in out
    assert run("check", tmp_path / "set.jsonl", "--json") == 1
    assert json.loads(capsys.readouterr().out)["evidence"][0] == {"id": "en-1", "evidence": nowhere, "found": False}


@pytest.mark.usefixtures("library")
def test_evidence_over_a_page_break_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    over = EVIDENCE["en"].replace("to mobilise", "to 215 mobilise")
    assert run("check", write(tmp_path / "set.jsonl", lines(changed(2, evidence=[over])))) == 0
    assert "borders-en.md (but for some letters" in capsys.readouterr().out


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("action", ["check", "convert"])
def test_a_malformed_file_fails_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str], action: str) -> None:
    path = write(tmp_path / "set.jsonl", lines(changed(lang="de")))
    out = () if action == "check" else ("--out", tmp_path / "out.jsonl")
    assert run(action, path, *out) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(f"derek: {path}: line 1, `lang`: expected one of ru, kk, en; found")
    assert captured.out == ""
    assert run(action, path, *out, "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"].startswith(f"{path}: line 1, `lang`")
    assert [each.name for each in tmp_path.glob("*.jsonl*")] == ["set.jsonl"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_convert_writes_the_same_set_as_json_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    path, rows = tmp_path / f"set.{ending}", [COLUMNS, *(row(record) for record in RECORDS)]
    if ending == "csv":
        write(path, csv_text(rows, ";"))
    elif ending == "xlsx":
        write_xlsx(path, rows)
    else:
        write(path, lines(*RECORDS))
    out = tmp_path / "out.jsonl"
    assert run("convert", path, "--out", out) == 0
    assert capsys.readouterr().out == f"6 questions written to {out}\n"
    assert out.read_text(encoding="utf-8") == lines(*RECORDS)
    assert run("convert", path, "--out", out, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"questions": 6, "out": str(out)}


@pytest.mark.parametrize("action", ["convert", "new"])
def test_what_is_written_is_called_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str], action: str) -> None:
    read = (write(tmp_path / "set.jsonl", lines(*RECORDS)),) if action == "convert" else ()
    assert run(action, *read, "--out", tmp_path / "set.xlsx") == 2
    assert "--out must name a file that ends in .jsonl, not 'set.xlsx'" in capsys.readouterr().err
    assert not (tmp_path / "set.xlsx").exists()


@pytest.mark.parametrize("arguments", [(), ("check",), ("new",), ("convert", "set.csv"), ("mend", "set.csv")])
def test_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(*arguments)
    assert "usage:" in capsys.readouterr().err


class FakeAssistant:
    """Finds every passage of the library, those first that share a word with the question."""

    def __init__(self, library: Library) -> None:
        self._passages = sorted(library.passages(library.passage_ids()).values(), key=lambda each: each.language)
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        self.asked.append((question, tuple(turn.question for turn in history)))
        words = {word.strip("?").casefold() for word in question.split()}
        hits = [make_hit("x", 1.0, (passage.text, 1.0)) for passage in self._passages]
        pairs = zip(hits, self._passages, strict=True)
        found = [(_shared(words, passage), hit, passage) for hit, passage in pairs]
        best = sorted((each for each in found if each[0]), key=lambda each: -each[0])
        return Answer("", "en", question, hits=tuple(_with(hit, passage) for _, hit, passage in best))


def _shared(words: set[str], passage: Passage) -> int:
    return len(words & set(passage.text.casefold().split()))


def _with(hit: Any, passage: Passage) -> Any:
    from dataclasses import replace

    return replace(hit, passage=passage)


@pytest.fixture
def assistant(library: Library, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant(library)
    monkeypatch.setattr("rag.Workspace.assistant", lambda workspace: fake)
    return fake


def type_in(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))


KAZAKH = ["Бағыт нені қосады?", "", "factoid", "", "1", "Қытай мен Еуропаны.", "Қытайды", "еуропамен | Еуропа", ""]


@pytest.mark.usefixtures("assistant")
def test_new_writes_a_question(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, *KAZAKH)
    assert run("new", "--out", tmp_path / "cargo.jsonl") == 0
    (question,) = read_jsonl(tmp_path / "cargo.jsonl").questions
    assert question == Question(
        "cargo-kk-01",
        "kk",
        "factoid",
        ("Бағыт нені қосады?",),
        True,
        "borders-kk.md",
        "Borders-kk",
        ("Бағыт Қытайды Еуропамен Каспий теңізі арқылы қосады.",),
        "Қытай мен Еуропаны.",
        (("Қытайды",), ("еуропамен", "Еуропа")),
    )
    out = capsys.readouterr().out
    assert "Its language [kk]: " in out
    assert "Borders-kk · Жүк · line 12 · borders-kk.md\n   1. Бағыт Қытайды Еуропамен" in out
    assert out.endswith(f"cargo-kk-01 written to {tmp_path / 'cargo.jsonl'}\n")
    assert run("check", tmp_path / "cargo.jsonl") == 0


@pytest.mark.usefixtures("assistant")
def test_new_adds_to_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "kk.jsonl", lines(*SET, changed(1, id="kk-kk-07")).rstrip("\n"))
    before = path.read_bytes()
    type_in(monkeypatch, *KAZAKH)
    assert run("new", "--out", path) == 0
    assert path.read_bytes().startswith(before)
    assert [question.id for question in read_jsonl(path).questions][-2:] == ["kk-kk-07", "kk-kk-08"]


def test_new_searches_again_with_other_words(
    assistant: FakeAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["Сколько денег?", "", "number", "", "commission whether", "1 2", "300 млрд", "300 billion", ""]
    type_in(monkeypatch, *typed)
    assert run("new", "--out", tmp_path / "set.jsonl") == 0
    assert assistant.asked == [("Сколько денег?", ()), ("commission whether", ())]
    (question,) = read_jsonl(tmp_path / "set.jsonl").questions
    assert (question.id, question.lang, question.doc) == ("set-ru-01", "ru", "borders-en.md")
    assert question.evidence == (f"{EVIDENCE['en']} This much is rather short.",)
    assert "Nothing is found." in capsys.readouterr().out


def test_new_asks_again_for_what_can_not_be_used(
    assistant: FakeAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = [
        "",
        "Whether it competes?",
        "de",
        "EN",
        "riddle",
        "",
        "reason",
        "",
        "9",
        "2",
        "1-2",
        "",
        "Yes.",
        "…",
        "2003",
        "",
    ]
    type_in(monkeypatch, *typed, "by 2027", "")
    assert run("new", "--out", tmp_path / "set.jsonl") == 0
    out = capsys.readouterr().out
    assert "One of ru, kk, en, please, not 'de'." in out
    assert "One of factoid, number," in out
    assert "There is no sentence 9: they are numbered from 1 to " in out
    assert "“This much is rather short.” has 21 letters; a piece of evidence needs 30" in out
    assert out.count("A key fact must stand in the evidence word for word") == 3
    (question,) = read_jsonl(tmp_path / "set.jsonl").questions
    assert (question.answer, question.keys) == ("Yes.", (("by 2027",),))
    assert len(assistant.asked) == 1


@pytest.mark.parametrize(
    ("standalone", "asked"),
    [
        ("Жүк бағыт бойынша қанша?", ("Жүк бағыт бойынша қанша?", ())),
        ("", ("Ал жүк ше?", ("Бағыт туралы не айтылған?",))),
    ],
    ids=["told", "left out"],
)
def test_new_asks_for_the_turns_of_a_conversation(
    assistant: FakeAssistant,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    standalone: str,
    asked: tuple[str, tuple[str, ...]],
) -> None:
    typed = ["Бағыт туралы не айтылған?", "", "conversation", "", "Ал жүк ше?", "", standalone]
    type_in(monkeypatch, *typed, "2", "1,5 млн", "1,5 миллион", "")
    assert run("new", "--out", tmp_path / "set.jsonl") == 0
    (question,) = read_jsonl(tmp_path / "set.jsonl").questions
    assert question.turns == ("Бағыт туралы не айтылған?", "Ал жүк ше?")
    assert (question.kind, question.standalone) == ("conversation", standalone)
    assert assistant.asked == [asked]


def test_new_asks_no_gold_of_what_nothing_answers(
    assistant: FakeAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "Кто изобрёл телефон?", "", "off_topic", "")
    assert run("new", "--out", tmp_path / "set.jsonl") == 0
    expected = Question("set-ru-01", "ru", "off_topic", ("Кто изобрёл телефон?",), answerable=False)
    assert read_jsonl(tmp_path / "set.jsonl").questions == (expected,)
    assert assistant.asked == []


@pytest.mark.usefixtures("assistant")
@pytest.mark.parametrize("steps", range(len(KAZAKH)))
@pytest.mark.parametrize("there", [True, False], ids=["a file that is there", "a new file"])
def test_the_end_of_the_input_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], steps: int, there: bool
) -> None:
    path = tmp_path / "set.jsonl"
    if there:
        write(path, lines(*SET))
    type_in(monkeypatch, *KAZAKH[:steps])
    assert run("new", "--out", path) == 1
    assert "the input ended before the question was whole" in capsys.readouterr().err
    assert path.exists() == there
    assert not there or path.read_text(encoding="utf-8") == lines(*SET)
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.usefixtures("assistant")
@pytest.mark.parametrize("steps", range(len(KAZAKH)))
def test_ctrl_c_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], steps: int
) -> None:
    path = write(tmp_path / "set.jsonl", lines(*SET))
    typed = iter(KAZAKH[:steps])

    def until_interrupted(prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", until_interrupted)
    assert run("new", "--out", path) == 130
    assert f"Interrupted; {path} is as it was." in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == lines(*SET)


@pytest.mark.usefixtures("library")
def test_a_file_that_can_not_be_added_to_is_refused_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "set.jsonl", "{\n")
    type_in(monkeypatch)
    assert run("new", "--out", path) == 2
    assert "line 1: expected one JSON object" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "{\n"


def test_an_empty_library_has_nothing_to_ask_about(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEREK_HOME", str(home.root))
    assert run("new", "--out", tmp_path / "set.jsonl") == 1
    assert "the library holds no articles; add some with `derek add FOLDER`" in capsys.readouterr().err
