from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import LANGUAGES, Language
from eval.report import render_html, render_markdown, write_report
from tests.eval.report.contents import bare, full, run_facts

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_files_are_written_as_they_are_rendered(tmp_path: Path, language: Language) -> None:
    page, text = write_report(full(), tmp_path / "new" / "run", language)
    assert (page, text) == (tmp_path / "new" / "run" / "report.html", tmp_path / "new" / "run" / "report.md")
    assert page.read_text(encoding="utf-8") == render_html(full(), language)
    assert text.read_text(encoding="utf-8") == render_markdown(full(), language)
    assert sorted(path.name for path in page.parent.iterdir()) == ["report.html", "report.md"]


def test_a_report_replaces_the_one_before_it(tmp_path: Path) -> None:
    write_report(full(), tmp_path, "ru")
    page, _ = write_report(bare(), tmp_path, "en")
    assert page.read_text(encoding="utf-8") == render_html(bare(), "en")


def test_a_report_that_fails_leaves_the_one_before_it(tmp_path: Path) -> None:
    page, text = write_report(bare(), tmp_path, "en")
    before = page.read_bytes(), text.read_bytes()
    with pytest.raises(ValueError, match="never"):
        write_report(replace(bare(), run=run_facts(started="never")), tmp_path, "en")
    assert (page.read_bytes(), text.read_bytes()) == before


def test_matplotlib_is_loaded_only_by_drawing() -> None:
    script = "import sys, eval.report\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = run.stdout.split()
    assert "eval.report" in loaded
    assert "matplotlib" not in loaded
