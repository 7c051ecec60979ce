"""The folders are the architecture: imports go one way, and what is heavy is imported late."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Each package may import from those it names.
ALLOWED = {
    "corpus": set(),
    "index": {"corpus"},
    "rag": {"corpus", "index"},
    "eval": {"corpus", "index", "rag"},
    "ui": {"corpus", "index", "rag", "eval"},
}
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "gradio",
    "faiss",
    "onnxruntime",
    "onnx",
    "matplotlib",
    "openpyxl",
)


def imported(path: Path) -> set[str]:
    """Packages of ours that a file imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names & set(ALLOWED)


@pytest.mark.parametrize("package", list(ALLOWED))
def test_imports_go_one_way(package: str) -> None:
    files = list((ROOT / package).rglob("*.py"))
    assert files
    wrong = {str(path.relative_to(ROOT)): imported(path) - ALLOWED[package] - {package} for path in files}
    assert not {path: names for path, names in wrong.items() if names}


@pytest.mark.parametrize("package", list(ALLOWED))
def test_public_names_are_listed_sorted_and_there(package: str) -> None:
    module = __import__(package)
    names = getattr(module, "__all__", [])
    assert list(names) == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert all(hasattr(module, name) for name in names)


def modules_after(code: str) -> set[str]:
    """Top-level modules that a fresh Python holds after running some code."""
    script = f"import sys\n{code}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(run.stdout.split())


@pytest.mark.parametrize("package", list(ALLOWED))
def test_importing_a_package_loads_nothing_heavy(package: str) -> None:
    assert not modules_after(f"import {package}") & set(HEAVY)


def test_the_help_loads_nothing_heavy() -> None:
    loaded = modules_after(
        "import ui.cli\ntry:\n    ui.cli.main(['--help'])\nexcept SystemExit:\n    sys.stdout.write('\\n')"
    )
    assert not loaded & {*HEAVY, "numpy"}
