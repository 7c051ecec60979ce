"""Two kills in every test run; `python -m eval.resumes` does as many as are wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import starter
from eval.questions import starter_set, write_jsonl
from eval.resumes import run_rounds
from tests.processes import ROOT, derek


@pytest.mark.model
def test_a_killed_run_comes_to_the_same_end(model_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = starter.FOLDER / "caspian-sea-ru.md"
    assert derek(model_home, "add", str(article)).returncode == 0
    about = [question.id for question in starter_set().questions if question.doc == article.name]
    path = tmp_path / "caspian.jsonl"
    write_jsonl(path, starter_set().only(about))
    monkeypatch.setenv("DEREK_HOME", str(model_home))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    rounds = list(run_rounds(str(path), 2, seed=5))
    assert [done.different for done in rounds] == [(), ()]
    assert all(done.answers <= len(about) for done in rounds)
