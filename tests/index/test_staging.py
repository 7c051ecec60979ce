"""An index that grows beside the one in use: whole at every moment, whatever breaks."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Home, Library
from index import (
    Generation,
    IndexNotWritten,
    Staging,
    Update,
    Vectorizer,
    begun,
    build,
    current,
    generation,
    manifest_in_use,
    open_generation,
    staging,
    update,
)
from tests.fakes import FakeEncoder, library_of, plain_vectorizer, put, write_article

SUBJECTS = ("Water", "Borders", "Trade", "Courts", "Energy")
OLD = plain_vectorizer(FakeEncoder())
Disk = namedtuple("Disk", "total used free")


@pytest.fixture(autouse=True)
def small_checkpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CHECKPOINT", 2)
    monkeypatch.setattr(staging, "CHECKPOINT", 2)


@pytest.fixture
def library(home: Home) -> Library:
    """Five articles of one passage with two sentences, indexed with the old model."""
    texts = {s: f"{s} is what the first sentence speaks of. The second speaks of {s}." for s in SUBJECTS}
    library = library_of(home, {subject: ("en", text) for subject, text in texts.items()})
    update(library, OLD, home.index)
    return library


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder(32, fingerprint="fake-2")


@pytest.fixture
def new(encoder: FakeEncoder) -> Vectorizer:
    return plain_vectorizer(encoder)


@pytest.fixture
def beside(home: Home, new: Vectorizer) -> Staging:
    return Staging(home.next_index, new)


def add(home: Home, library: Library, title: str) -> None:
    """What another process does: an article goes in, and into the index in use."""
    put(library, write_article(home.root / "files", title, "en", f"{title} is a subject that came later."))
    update(library, OLD, home.index)


def in_step(home: Home, library: Library, vectorizer: Vectorizer) -> bool:
    return sorted(open_generation(home.index, vectorizer).ids.tolist()) == sorted(library.passage_ids())


def test_the_index_in_use_stays_until_the_switch(
    home: Home, library: Library, beside: Staging, new: Vectorizer
) -> None:
    before = current(home.index)
    assert beside.encode(library).added == 5
    assert (current(home.index), in_step(home, library, OLD)) == (before, True)
    assert [(each.model, each.passages) for each in begun(home.next_index)] == [("fake", 5)]
    assert beside.switch(library, home.index)
    assert in_step(home, library, new)
    assert open_generation(home.index, new).passages.dimension == new.dimension != OLD.dimension
    assert sorted(path.name for path in home.index.iterdir()) == ["000004", "CURRENT"]
    assert not home.next_index.exists()


def test_articles_added_meanwhile_are_in_both(
    home: Home, library: Library, beside: Staging, new: Vectorizer, encoder: FakeEncoder
) -> None:
    beside.encode(library)
    add(home, library, "Glaciers")
    assert in_step(home, library, OLD)
    library.remove(library.articles()[0].id)
    encoder.asked.clear()
    assert beside.switch(library, home.index) == Update(added=1, removed=1, total=5)
    assert in_step(home, library, new)
    assert encoder.passages_asked()[0].startswith("Glaciers")


def test_many_articles_added_meanwhile_are_encoded_before_the_switch(
    home: Home, library: Library, beside: Staging, new: Vectorizer, encoder: FakeEncoder
) -> None:
    beside.encode(library)
    for title in ("Glaciers", "Lakes", "Roads"):
        add(home, library, title)
    encoder.asked.clear()
    assert not beside.switch(library, home.index)
    assert (encoder.asked, in_step(home, library, OLD)) == ([], True)
    assert beside.encode(library).added == 3
    assert beside.switch(library, home.index)
    assert in_step(home, library, new)


def test_an_interruption_loses_no_more_than_one_checkpoint(
    home: Home, library: Library, beside: Staging, new: Vectorizer, encoder: FakeEncoder
) -> None:
    def killed(done: int, _total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        beside.encode(library, killed)
    add(home, library, "Glaciers")
    assert in_step(home, library, OLD)
    assert [each.passages for each in begun(home.next_index)] == [2]
    encoder.asked.clear()
    again = Staging(home.next_index, new)
    assert again.encode(library).added == 4
    assert len([text for text in encoder.passages_asked() if "first sentence" in text and "second" in text]) == 3


class Killer:
    """Ends the process, as it were, at one of the steps on the disk that are counted."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.steps = 0

    def before(self, step: Callable[..., object]) -> Callable[..., object]:
        def killed(*arguments: object, **options: object) -> object:
            self.steps += 1
            if self.steps == self.at:
                raise KeyboardInterrupt
            return step(*arguments, **options)

        return killed


def kill_at(monkeypatch: pytest.MonkeyPatch, step: int) -> Killer:
    killer = Killer(step)
    monkeypatch.setattr(generation, "_sync", killer.before(generation._sync))
    monkeypatch.setattr(Path, "rename", killer.before(Path.rename))
    monkeypatch.setattr(Path, "replace", killer.before(Path.replace))
    monkeypatch.setattr(shutil, "rmtree", killer.before(shutil.rmtree))
    return killer


def test_a_kill_at_any_step_leaves_an_index_that_answers_and_work_that_is_gone_on_with(
    home: Home, library: Library, new: Vectorizer, tmp_path: Path
) -> None:
    add(home, library, "Glaciers")
    step, survived = 0, True
    while survived:
        step += 1
        root = tmp_path / f"killed-{step}"
        shutil.copytree(home.root, root)
        here = Home(root)
        articles = Library.open(here)
        with pytest.MonkeyPatch.context() as patch:
            killer = kill_at(patch, step)
            survived = False
            try:
                beside = Staging(here.next_index, new)
                beside.encode(articles)
                beside.switch(articles, here.index)
            except KeyboardInterrupt:
                survived = True
        used = manifest_in_use(here.index)
        assert used is not None
        assert in_step(here, articles, OLD if used.fingerprint == OLD.fingerprint else new)
        again = Staging(here.next_index, new)
        again.encode(articles)
        assert again.switch(articles, here.index)
        assert in_step(here, articles, new)
        assert sorted(path.name for path in here.index.iterdir() if path.name != "CURRENT") == [
            (current(here.index) or root).name
        ]
        assert not here.next_index.exists()
    assert killer.steps == step - 1 > 20


@pytest.mark.parametrize(
    ("part", "error", "message"),
    [
        (Path, OSError(28, "No space left on device"), "No space left on device"),
        (generation.FaissStore, RuntimeError("Error in write: No space left on device"), "No space left on device"),
        (generation.Bm25Keywords, OSError(28, "No space left on device"), "No space left"),
    ],
    ids=["file", "vectors", "keywords"],
)
@pytest.mark.parametrize("when", ["encoding", "switching"])
def test_a_full_disk_is_told_and_harms_nothing(
    home: Home,
    library: Library,
    beside: Staging,
    new: Vectorizer,
    part: type,
    error: Exception,
    message: str,
    when: str,
) -> None:
    if when == "switching":
        beside.encode(library)

    def full(*_arguments: object, **_options: object) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            part, "mkdir" if part is Path and when == "encoding" else "rename" if part is Path else "save", full
        )
        with pytest.raises(IndexNotWritten, match=rf"{message}.*free some space and run the same command again"):
            beside.encode(library) if when == "encoding" else beside.switch(library, home.index)
    assert in_step(home, library, OLD)
    assert [path.name for path in home.root.rglob("*.partial")] == []
    beside.encode(library)
    assert beside.switch(library, home.index)
    assert in_step(home, library, new)


def test_too_little_space_is_said_before_anything_is_encoded(
    home: Home, library: Library, beside: Staging, new: Vectorizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = 5 * 3 * new.dimension * 8 + 5 * 4000
    monkeypatch.setattr(staging.shutil, "disk_usage", lambda _path: Disk(10**9, 10**9, needed))
    beside.check_space(library, home.index)
    monkeypatch.setattr(staging.shutil, "disk_usage", lambda _path: Disk(10**9, 10**9, needed - 1))
    with pytest.raises(IndexNotWritten, match=r"with fake takes about 1 MB beside the one in use .* has 1 MB left"):
        beside.check_space(library, home.index)
    beside.encode(library)  # what is there already needs no room any more
    beside.check_space(library, home.index)


@pytest.mark.parametrize("harm", ["damaged", "of another format"])
def test_what_was_begun_and_can_not_be_read_is_begun_anew(
    home: Home, library: Library, beside: Staging, new: Vectorizer, harm: str
) -> None:
    beside.encode(library)
    (part,) = home.next_index.rglob("passages.faiss" if harm == "damaged" else "manifest.json")
    text = part.read_bytes()
    part.write_bytes(b"nothing" if harm == "damaged" else text.replace(b'"format": ', b'"format": 9'))
    assert beside.encode(library).added == 5
    assert beside.switch(library, home.index)
    assert in_step(home, library, new)


def test_what_was_begun_with_other_models_goes_at_the_switch(
    home: Home, library: Library, beside: Staging, new: Vectorizer
) -> None:
    third = Staging(home.next_index, plain_vectorizer(FakeEncoder(16, fingerprint="fake-3")))
    third.encode(library)
    beside.encode(library)
    assert len(list(begun(home.next_index))) == 2
    assert beside.switch(library, home.index)
    assert list(begun(home.next_index)) == []
    assert in_step(home, library, new)


def test_ordinary_saving_leaves_what_grows_beside_alone(home: Home, library: Library, beside: Staging) -> None:
    beside.encode(library)
    folder = current(home.index)
    assert folder is not None
    Generation.load(folder).save(home.index)
    assert [each.passages for each in begun(home.next_index)] == [5]
