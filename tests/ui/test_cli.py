"""The command line as a user meets it, on a home folder with a model and a tiny library."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.processes import derek, environment

ARTICLES = {
    "water.md": "---\ntitle: Water\nlanguage: en\n---\n\n# Water\n\n"
    "The Syr Darya rises in the mountains of Kyrgyzstan. "
    "Its water is shared by four states, and a treaty of 1998 rules how much each of them may take.\n",
    "su.md": "---\ntitle: Су\nlanguage: kk\n---\n\n# Су\n\nСырдария өзені Қырғызстан тауларынан бастау алады. "
    "Оның суын төрт мемлекет бөліседі.\n",
}

pytestmark = pytest.mark.model


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "my articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def filled(model_home: Path, files: Path) -> Path:
    assert derek(model_home, "add", str(files)).returncode == 0
    return model_home


def test_add_says_what_it_did(model_home: Path, files: Path) -> None:
    (files / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (files / "water.md").write_bytes(ARTICLES["water.md"].encode("utf-16"))
    run = derek(model_home, "add", str(files), "--json")
    result = json.loads(run.stdout)
    assert run.returncode == 0
    assert (result["files"], len(result["added"]), result["known"]) == (2, 2, 0)
    assert result["refused"][0]["file"] == "picture.txt"
    assert result["encodings"] == {"su.md": "utf-8", "water.md": "utf-16"}
    again = json.loads(derek(model_home, "add", str(files / "su.md"), "--json").stdout)
    assert (again["added"], again["known"]) == ([], 1)


@pytest.mark.parametrize(
    "question",
    ["Откуда берёт начало Сырдарья?", "Сырдария қай жерден бастау алады?", "Where does the Syr Darya rise?"],
)
def test_ask_answers_with_sources(filled: Path, question: str) -> None:
    record = json.loads(derek(filled, "ask", question, "--json").stdout)
    assert not record["abstained"]
    quotes = " ".join(citation["quote"] for citation in record["citations"])
    assert "Syr Darya rises" in quotes or "тауларынан бастау алады" in quotes
    assert record["citations"][0]["passage_id"]
    assert set(record["timings_ms"]) == {"encode", "search", "answer", "total"}


def test_ask_loads_no_torch(filled: Path) -> None:
    script = "import sys, ui.cli; ui.cli.main(['ask', 'Where does the Syr Darya rise?']); print('torch' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment(filled)
    )
    assert run.stdout.splitlines()[-1] == "False"


def test_batch_writes_a_line_for_each_question(filled: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "a", "turns": ["Where does the Syr Darya rise?", "And who shares it?"]}\n\n'
        '{"id": "b", "turns": ["как приготовить плов"]}\n',
        encoding="utf-8",
    )
    out = tmp_path / "answers.jsonl"
    assert derek(filled, "ask", "--batch", str(questions), "--out", str(out)).returncode == 0
    first, second = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert first["question"] == "Where does the Syr Darya rise? And who shares it?"
    assert {"id", "answer", "abstained", "citations", "retrieved", "question", "timings_ms"} <= set(first)
    assert first["retrieved"][0]["title"] in {"Water", "Су"}
    assert second["abstained"]
    assert second["citations"] == []


def test_a_part_of_the_library_is_asked_alone_and_in_a_batch(filled: Path, tmp_path: Path) -> None:
    question = "Where does the Syr Darya rise?"
    record = json.loads(derek(filled, "ask", question, "--language", "kk", "--json").stdout)
    assert record["scope"] == {"languages": ["kk"]}
    assert {each["language"] for each in record["retrieved"]} == {"kk"}
    questions, out = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    turns = [f"{question} Only in English articles.", "And who shares it?"]
    questions.write_text(json.dumps({"id": "a", "turns": turns}), encoding="utf-8")
    run = derek(filled, "ask", "--batch", str(questions), "--out", str(out), "--article", "Water")
    assert run.returncode == 0
    (answer,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert answer["question"] == f"{question} And who shares it?"
    assert answer["scope"]["languages"] == ["en"]
    assert len(answer["scope"]["articles"]) == 1
    failed = derek(filled, "ask", question, "--author", "Nobody")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "no article by “Nobody”" in failed.stderr


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: no JSON"),
        ('{"turns": ["a"]}', "line 1: an object with a text `id`"),
        ('{"id": "x", "turns": []}', r"line 1 \(x\): `turns` must be"),
        ('{"id": "x", "turns": ["a"]}\n{"id": "x", "turns": ["b"]}', "'x' stands on more than one line"),
    ],
)
def test_a_bad_question_file_is_named(filled: Path, tmp_path: Path, line: str, message: str) -> None:
    import re

    questions = tmp_path / "questions.jsonl"
    questions.write_text(line, encoding="utf-8")
    run = derek(filled, "ask", "--batch", str(questions), "--out", str(tmp_path / "out.jsonl"))
    assert run.returncode == 1
    assert re.search(message, run.stderr)
    assert not (tmp_path / "out.jsonl").exists()


def test_articles_status_and_remove(filled: Path) -> None:
    articles = json.loads(derek(filled, "articles", "--json").stdout)
    assert {article["title"] for article in articles} == {"Water", "Су"}
    status = json.loads(derek(filled, "status", "--json").stdout)
    assert (status["articles"], status["indexed"], status["problem"]) == (2, status["passages"], None)
    assert derek(filled, "remove", articles[0]["id"]).returncode == 0
    assert len(json.loads(derek(filled, "articles", "--json").stdout)) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["remove", "nothing"], 1, "no article with the id 'nothing'"),
        (["add", "/no/such/folder"], 1, "no such file or folder"),
        (["add"], 2, "needs files or folders"),
        (["ask"], 2, "ask needs a question"),
        (["ask", "x", "--batch", "f"], 2, "--batch QUESTIONS.jsonl needs --out"),
        (["chat", "--port", "99999"], 2, "a port is a number"),
        (["nonsense"], 2, "invalid choice"),
    ],
)
def test_failures_say_what_is_wrong(model_home: Path, arguments: list[str], code: int, message: str) -> None:
    run = derek(model_home, *arguments)
    assert run.returncode == code
    assert message in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "command", ["chat", "ask", "add", "remove", "articles", "collections", "status", "index", "model"]
)
def test_every_command_has_help_and_json(model_home: Path, command: str) -> None:
    run = derek(model_home, command, "--help")
    assert run.returncode == 0
    assert "--json" in run.stdout


def test_an_empty_library_is_told_how_to_fill_it(model_home: Path) -> None:
    run = derek(model_home, "ask", "What is water?")
    assert run.returncode == 0
    assert "derek add" in run.stdout


def test_an_interrupted_chat_ends_cleanly(filled: Path) -> None:
    # A shell that runs the tests in the background has them ignore Ctrl-C; the command is to hear it all the same.
    script = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from ui.cli import main; sys.exit(main(['chat', '--json']))"
    )
    chat = subprocess.Popen(
        [sys.executable, "-c", script],
        env=environment(filled), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert chat.stdout is not None
    opened = "".join(iter(chat.stdout.readline, "}\n"))
    assert "http://127.0.0.1" in opened
    time.sleep(0.5)
    chat.send_signal(signal.SIGINT)
    _, errors = chat.communicate(timeout=20)
    assert "Traceback" not in errors
    assert chat.returncode in {0, 130}
