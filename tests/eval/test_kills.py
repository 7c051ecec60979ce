"""A few kills in every test run; `python -m eval.kills` does as many as are wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import starter
from eval.kills import run_rounds


@pytest.mark.model
def test_a_killed_add_leaves_a_usable_library(tmp_path: Path, real_model_dir: Path) -> None:
    for path in starter.files()[:2]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    rounds = list(run_rounds(tmp_path, real_model_dir.parent, 4, seed=1))
    assert len(rounds) == 4
    assert [done.problems for done in rounds] == [()] * 4
    assert len({done.articles for done in rounds} | {done.indexed for done in rounds}) > 1
