"""The package as a whole: its names, and what it costs to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from eval import metrics


def test_public_names_are_sorted_and_there() -> None:
    names = metrics.__all__
    assert names == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert all(hasattr(metrics, name) for name in names)


def test_every_file_has_a_public_name() -> None:
    files = {path.stem for path in Path(metrics.__file__).parent.glob("*.py")} - {"__init__"}
    homes = {getattr(metrics, name).__module__ for name in metrics.__all__ if not name.isupper()}
    assert homes == {f"eval.metrics.{file}" for file in files}


def test_importing_it_loads_nothing_heavy() -> None:
    script = "import sys, eval.metrics\nprint(*{name.split('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert {"eval", "corpus"} <= loaded
    assert not loaded & {"numpy", "torch", "faiss", "onnxruntime", "index", "rag", "ui"}
