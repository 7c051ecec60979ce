"""What all tests share: where the real articles are, and homes that are thrown away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus import Home, RawFile, ReadFile, articles_in
from corpus.readers import Extract
from index import prepare_model


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home folder."""
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def articles_folder() -> Path:
    """The folder of real articles; the test is skipped where there is none."""
    named = os.environ.get("DEREK_ARTICLES", "")
    if not named:
        pytest.skip("DEREK_ARTICLES is not set: it names the folder of the real articles")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"DEREK_ARTICLES names {folder}, which is no folder")
    return folder


@pytest.fixture(scope="session")
def real_model_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bundled model, converted once a run or taken from DEREK_TEST_MODELS."""
    named = os.environ.get("DEREK_TEST_MODELS")
    return prepare_model(None, Path(named) if named else tmp_path_factory.mktemp("models"))


@pytest.fixture
def model_home(tmp_path: Path, real_model_dir: Path) -> Path:
    """An empty home folder in which the bundled model is ready."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "models").symlink_to(real_model_dir.parent)
    return folder


def raw_text(text: str, *, name: str = "article.txt", format_: str = "text") -> RawFile:
    """A file that was never on disk."""
    import hashlib

    data = text.encode()
    return RawFile(name, hashlib.sha256(data).hexdigest(), data, Extract(text, format_, "utf-8"))


def read_text(text: str, *, name: str = "article.txt", format_: str = "text") -> ReadFile:
    """Read a text as if it were a file."""
    raw = raw_text(text, name=name, format_=format_)
    return ReadFile(raw, tuple(articles_in(raw)))
