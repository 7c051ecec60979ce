"""One home folder in use: files go in, articles leave, and the index follows whatever happens."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus import Home, UnknownArticle, UnreadableFile
from index import Alignment, IndexDamaged, IndexMismatch, Update, current
from rag import Abstention, Workspace, workspace
from tests.fakes import FakeEncoder, plain_vectorizer, put, write_article

from .small_library import ANSWERED, BODIES, UNANSWERED

HOLD_THE_LOCK = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""


class Recorder:
    """A report that remembers what it heard."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.steps: list[tuple[int, int]] = []
        self.errors: list[UnreadableFile] = []

    def stage(self, text: str) -> None:
        self.stages.append(text)

    def progress(self, done: int, total: int) -> None:
        self.steps.append((done, total))

    def refused(self, error: UnreadableFile) -> None:
        self.errors.append(error)


class Models:
    """What stands for the model folder: the encoder that the next workspace gets, and the names asked for."""

    def __init__(self) -> None:
        self.encoder = FakeEncoder(512)
        self.names: list[str | None] = []

    def load(self, name: str | None, _models: Path, *, fingerprint: str | None, progress: object) -> FakeEncoder:
        assert progress is not None
        assert (fingerprint is None) == (name != "fake")
        self.names.append(name)
        return self.encoder

    @staticmethod
    def align(encoder: FakeEncoder, _models: Path) -> Alignment:
        return plain_vectorizer(encoder).alignment


@pytest.fixture(autouse=True)
def models(monkeypatch: pytest.MonkeyPatch) -> Models:
    models = Models()
    monkeypatch.setattr(workspace, "load_encoder", models.load)
    monkeypatch.setattr(workspace, "load_or_estimate", models.align)
    return models


@pytest.fixture
def report() -> Recorder:
    return Recorder()


@pytest.fixture
def space(home: Home, report: Recorder) -> Workspace:
    return Workspace(home, report)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [write_article(tmp_path / "files", title, *body) for title, body in BODIES.items()]


def generation(home: Home) -> str | None:
    folder = current(home.index)
    return folder.name if folder else None


@contextmanager
def lock_held_elsewhere(home: Home) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the write lock until a line is written to it."""
    command = [sys.executable, "-c", HOLD_THE_LOCK, str(home.lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_files_go_in_and_are_answered_from(space: Workspace, report: Recorder, files: list[Path]) -> None:
    added = space.add(files)
    assert (added.files, len(added.added), added.known, added.replaced, added.refused) == (4, 4, 0, 0, [])
    assert set(added.added) == {article.id for article in space.library.articles()}
    assert report.stages == ["Reading 4 files", "Indexing"]
    assert [step for step in report.steps if step[1] == 4][:4] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    for title, question, figure in ANSWERED.values():
        citation = space.assistant().ask(question).citations[0]
        assert citation.title == title
        assert figure in citation.quote


def test_adding_twice_changes_nothing(home: Home, space: Workspace, models: Models, files: list[Path]) -> None:
    space.add(files)
    before = generation(home)
    models.encoder.asked.clear()
    again = space.add(files)
    assert (again.files, again.added, again.known) == (4, [], 4)
    assert (generation(home), models.encoder.asked) == (before, [])


def test_refused_files_are_reported_and_the_rest_goes_in(
    space: Workspace, report: Recorder, files: list[Path], tmp_path: Path
) -> None:
    picture = tmp_path / "картинка.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    missing, foreign = tmp_path / "missing.md", tmp_path / "table.xlsx"
    foreign.write_bytes(b"PK")
    added = space.add([picture, files[0], missing, foreign, files[1]])
    assert [error.file_name for error in added.refused] == ["картинка.txt", "missing.md", "table.xlsx"]
    assert report.errors == added.refused
    assert (added.files, len(added.added)) == (2, 2)
    assert [step for step in report.steps if step[1] == 5] == [(n, 5) for n in range(1, 6)]
    assert space.status().problem is None


def test_a_changed_file_replaces_its_article(space: Workspace, files: list[Path]) -> None:
    space.add(files)
    path = files[list(BODIES).index("Gateway")]
    path.write_text(path.read_text(encoding="utf-8").replace("300 billion", "450 billion"), encoding="utf-8")
    added = space.add([path])
    assert (len(added.added), added.known, added.replaced) == (1, 0, 1)
    assert "450 billion euros" in space.assistant().ask(ANSWERED["en"][1]).citations[0].quote
    assert (space.status().articles, space.status().problem) == (4, None)


def test_a_removed_article_is_no_longer_found(space: Workspace, files: list[Path]) -> None:
    space.add(files)
    assistant = space.assistant()
    citation = assistant.ask(ANSWERED["en"][1]).citations[0]
    assert space.remove(citation.article_id).title == "Gateway"
    assert assistant.ask(ANSWERED["en"][1]).abstention is Abstention.NOT_IN_ARTICLES
    assert (space.status().articles, space.status().problem) == (3, None)
    with pytest.raises(UnknownArticle, match=f"no article with the id '{citation.article_id}'"):
        space.remove(citation.article_id)


def test_status_of_an_empty_and_of_a_full_home(home: Home, space: Workspace, models: Models, files: list[Path]) -> None:
    empty = space.status()
    assert (empty.home, empty.articles, empty.passages, empty.indexed) == (home.root, 0, 0, 0)
    assert (empty.model, empty.problem, models.names) == ("none yet", None, [])
    space.add(files)
    models.names.clear()
    full = Workspace(home, Recorder()).status()
    assert (full.articles, full.indexed, full.model, full.problem) == (4, full.passages, "fake", None)
    assert full.passages >= 4
    assert models.names == []


@pytest.mark.parametrize("way", ["assistant", "index", "add"])
def test_articles_that_a_killed_process_left_unindexed_are_indexed_next_time(
    space: Workspace, models: Models, files: list[Path], way: str
) -> None:
    space.add(files[:2])
    put(space.library, files[2])
    left = len(space.library.passage_ids()) - space.status().indexed
    assert left >= 1
    assert space.status().problem == f"{left} passages are not indexed yet; run `derek index`."
    models.encoder.asked.clear()
    if way == "assistant":
        space.assistant()
    elif way == "add":
        space.add([])
    else:
        assert space.index() == Update(left, 0, len(space.library.passage_ids()))
    assert space.status().problem is None
    assert models.encoder.passages_asked()[0].startswith(BODIES["Gateway"][1][:40])
    assert space.assistant().ask(ANSWERED["en"][1]).citations[0].title == "Gateway"


def test_an_article_that_a_killed_process_left_in_the_index_is_a_problem_in_words(
    space: Workspace, files: list[Path]
) -> None:
    space.add(files)
    gone = next(article for article in space.library.articles() if article.title == "Gateway")
    space.library.remove(gone.id)
    status = space.status()
    assert status.indexed == status.passages + gone.passages
    left = f"{gone.passages} passages in the index have left the library; run `derek index`."
    assert status.problem == left
    assert space.index() == Update(0, gone.passages, status.passages)
    assert space.status().problem is None


def test_another_model_needs_an_index_made_anew(
    home: Home, space: Workspace, models: Models, files: list[Path]
) -> None:
    space.add(files)
    models.encoder = FakeEncoder(256, fingerprint="fake-2")
    other = Workspace(home, Recorder(), model="other")
    with pytest.raises(IndexMismatch, match=r"run `derek model use .*` to encode the library anew"):
        other.assistant()
    passages = other.status().passages
    assert other.index() == Update(passages, 0, passages)
    assert other.assistant().ask(ANSWERED["en"][1]).citations[0].title == "Gateway"


@pytest.mark.parametrize("part", ["CURRENT", "manifest.json", "rows.npz", "passages.faiss", "keywords.npz"])
def test_a_damaged_index_is_said_and_made_anew(home: Home, space: Workspace, files: list[Path], part: str) -> None:
    space.add(files)
    path = home.index / part if part == "CURRENT" else home.index / (generation(home) or "") / part
    path.write_bytes(b"nothing")
    with pytest.raises(IndexDamaged, match="run `derek index`"):
        space.assistant()
    passages = len(space.library.passage_ids())
    assert space.index() == Update(passages, 0, passages)
    assert (space.status().problem, space.status().indexed) == (None, passages)
    assert space.assistant().ask(ANSWERED["en"][1]).citations[0].title == "Gateway"


def test_the_model_is_the_one_asked_for_else_that_of_the_index_else_the_bundled(
    home: Home, space: Workspace, models: Models, files: list[Path]
) -> None:
    assert (space.model, Workspace(home, Recorder(), model="other").model) == (None, "other")
    space.add(files[:1])
    assert Workspace(home, Recorder()).model == "fake"
    Workspace(home, Recorder()).assistant()
    Workspace(home, Recorder(), model="other").assistant()
    assert models.names == [None, "fake", "other"]


def test_whoever_writes_waits_for_another_process_that_does(
    home: Home, space: Workspace, report: Recorder, files: list[Path]
) -> None:
    with lock_held_elsewhere(home) as other:
        adding = threading.Thread(target=space.add, args=[files[:1]], daemon=True)
        adding.start()
        until = time.monotonic() + 20
        while not report.stages and time.monotonic() < until:
            time.sleep(0.01)
        assert report.stages == ["Another Derek is writing; waiting for it to finish"]
        assert space.library.articles() == []
        assert other.stdin is not None
        other.stdin.write("\n")
        other.stdin.flush()
        adding.join(20)
    assert not adding.is_alive()
    assert report.stages[1:] == ["Reading 1 file", "Indexing"]
    assert len(space.library.articles()) == 1


def test_the_last_index_serves_while_another_process_writes(home: Home, space: Workspace, files: list[Path]) -> None:
    space.add(files[:2])
    put(space.library, files[2])
    with lock_held_elsewhere(home):
        assistant = space.assistant()
        assert generation(home) == "000001"
        assert assistant.ask(ANSWERED["ru"][1]).citations[0].title == "Граница"
        assert assistant.ask(ANSWERED["en"][1]).abstention is Abstention.NOT_IN_ARTICLES
    assert space.index().added >= 1
    assert assistant.ask(ANSWERED["en"][1]).citations[0].title == "Gateway"
    assert assistant.ask(UNANSWERED["en"]).abstention is Abstention.NOT_IN_ARTICLES


def test_several_threads_may_add_at_once(home: Home, files: list[Path]) -> None:
    spaces = [Workspace(home, Recorder()) for _ in files]
    threads = [
        threading.Thread(target=one.add, args=[[path]], daemon=True) for one, path in zip(spaces, files, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    status = spaces[0].status()
    assert (status.articles, status.problem) == (4, None)
    assert status.indexed == status.passages


def test_an_index_of_another_format_is_told_and_made_anew(space: Workspace, home: Home, files: list[Path]) -> None:
    space.add(files)
    path = home.index / str(generation(home)) / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"format": 2', '"format": 1'), encoding="utf-8")
    problem = "The index is of format 1, this version reads 2; run `derek index`."
    assert space.status().problem == problem
    with pytest.raises(IndexMismatch, match="run `derek index`"):
        space.assistant()
    assert space.index().total == space.status().passages
    assert space.status().problem is None
