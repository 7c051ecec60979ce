"""`derek eval` as a user meets it, over a tiny library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.processes import derek
from ui.evaluate import with_action

EVIDENCE = {
    "water.md": "The Syr Darya rises in the mountains of Kyrgyzstan, and its water is shared by four states.",
    "su.md": "Арал теңізінің көлемі 1960 жылдан кейін тоғыз еседей кішірейіп, балық аулау тоқтады.",
}
ARTICLES = {
    "water.md": f"---\ntitle: Water\nlanguage: en\n---\n\n# Water\n\n{EVIDENCE['water.md']}\n",
    "su.md": f"---\ntitle: Арал\nlanguage: kk\n---\n\n# Арал\n\n{EVIDENCE['su.md']}\n",
}
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "q1", "lang": "en", "kind": "factoid", "turns": ["Where does the Syr Darya rise?"], "answerable": True,
        "doc": "water", "article": "Water", "evidence": [EVIDENCE["water.md"]], "answer": "In Kyrgyzstan.",
        "keys": [["Kyrgyzstan"]],
    },
    {
        "id": "q2", "lang": "kk", "kind": "number", "turns": ["Арал теңізі қанша есе кішірейді?"], "answerable": True,
        "doc": "su", "article": "Арал", "evidence": [EVIDENCE["su.md"]], "answer": "Тоғыз еседей.",
        "keys": [["тоғыз еседей"]],
    },
    {"id": "q3", "lang": "ru", "kind": "off_topic", "turns": ["Сколько варить яйцо всмятку?"], "answerable": False},
]  # fmt: skip


def write_set(path: Path, questions: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in questions), encoding="utf-8")
    return path


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return write_set(tmp_path / "set.jsonl", QUESTIONS)


@pytest.fixture
def filled(model_home: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert derek(model_home, "add", str(folder)).returncode == 0
    return model_home


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["eval", "set.jsonl"], ["eval", "run", "set.jsonl"]),
        (["eval", "--json", "set.jsonl"], ["eval", "run", "--json", "set.jsonl"]),
        (["eval", "--resume", "X"], ["eval", "run", "--resume", "X"]),
        (["eval", "compare", "A", "B"], ["eval", "compare", "A", "B"]),
        (["eval", "run", "set.jsonl"], ["eval", "run", "set.jsonl"]),
        (["eval", "--help"], ["eval", "--help"]),
        (["eval"], ["eval"]),
        (["ask", "eval"], ["ask", "eval"]),
        ([], []),
    ],
)
def test_the_word_run_may_be_left_out(words: list[str], expected: list[str]) -> None:
    assert with_action(words) == expected


@pytest.mark.model
def test_a_set_is_run_compared_and_reported(filled: Path, questions: Path, tmp_path: Path) -> None:
    out = tmp_path / "runs"
    run = derek(filled, "eval", str(questions), "--variant", "one:quotes=1", "read=5", "--out", str(out), "--json")
    assert (run.returncode, run.stderr.count("Traceback")) == (0, 0), run.stderr
    told = json.loads(run.stdout)
    assert [each["questions"] for each in told["runs"]] == [3, 3]
    figures = told["runs"][0]["figures"]
    assert {figures[name]["value"] for name in ("evidence@4000", "key_facts", "locator", "quote_fidelity")} == {1.0}
    assert (figures["false_answers"]["value"], figures["answer_language"]["value"]) == (0.0, 1.0)
    assert [(each["first"], each["second"]) for each in told["comparisons"]] == [("base", "one")]
    for name in ("base", "one"):
        assert "<html" in (out / name / "report.html").read_text(encoding="utf-8")
    compared = derek(filled, "eval", "compare", str(out / "base"), str(out / "one"))
    assert compared.returncode == 0
    assert "p (Holm)" in compared.stdout
    report = derek(filled, "eval", "report", str(out / "one"), "--against", str(out / "base"), "--lang", "kk")
    assert report.returncode == 0
    assert 'lang="kk"' in (out / "one" / "report.html").read_text(encoding="utf-8")


@pytest.mark.model
def test_a_gate_that_fails_is_exit_code_1(filled: Path, questions: Path, tmp_path: Path) -> None:
    gate = tmp_path / "gate.toml"
    gate.write_text("[figures]\nkey_facts = 0.5\nauroc = 0.9\nchrf = 0.99\n", encoding="utf-8")
    run = derek(filled, "eval", str(questions), "--gate", str(gate))
    assert run.returncode == 1
    assert [line.split()[-1] for line in run.stdout.splitlines() if "at least" in line] == [
        "passed",
        "passed",
        "FAILED",
    ]
    assert "set-base-" in derek(filled, "eval", "list").stdout


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"lang": "de"}, "lang"),
        ({"turns": []}, "turns"),
        ({"keys": [["Tajikistan"]]}, "keys"),
        ({"evidence": ["short"]}, "evidence"),
    ],
    ids=["language", "turns", "key", "evidence"],
)
def test_a_malformed_set_is_exit_code_2_and_writes_nothing(
    home_without_model: Path, tmp_path: Path, changed: dict[str, Any], reason: str
) -> None:
    path = write_set(tmp_path / "bad.jsonl", [QUESTIONS[1], QUESTIONS[0] | changed])
    run = derek(home_without_model, "eval", str(path))
    assert run.returncode == 2
    assert "line 2" in run.stderr
    assert reason in run.stderr
    assert "Traceback" not in run.stderr
    assert not (home_without_model / "eval").exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--limit", "3"], "name a question set, or a run to go on with"),
        (["{set}", "--resume", "x"], "name a question set, or a run to go on with"),
        (["--resume", "nothing-there"], "nothing-there is no folder of a run"),
        (["{set}", "--only", "tongue=kk"], "--only takes lang=…"),
        (["{set}", "--variant", "x:speed=3"], "no setting is called 'speed'"),
        (["{set}", "--gate", "none.toml"], "the gate none.toml can't be read"),
        (["{set}", "--against", "none"], "none is no folder of a run"),
        (["{set}", "--answers", "none.jsonl"], "none.jsonl can't be read"),
        (["{set}", "--baseline"], "--baseline goes with a folder of public test data"),
        (["none.jsonl"], "none.jsonl"),
        (["compare", "a"], "a comparison needs two runs or more"),
        (["report", "a"], "a is no folder of a run"),
    ],
)
def test_a_request_that_cannot_be_met_is_exit_code_2(
    home_without_model: Path, questions: Path, arguments: list[str], reason: str
) -> None:
    run = derek(home_without_model, "eval", *(word.replace("{set}", str(questions)) for word in arguments))
    assert (run.returncode, "Traceback" in run.stderr) == (2, False), run.stderr
    assert reason in run.stderr


@pytest.fixture
def home_without_model(tmp_path: Path) -> Path:
    """A home in which no model is ready: what is refused early needs none."""
    return tmp_path / "bare"
