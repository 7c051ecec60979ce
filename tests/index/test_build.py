"""Bringing the index in step with the library: only what is new is encoded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Home, Library
from index import (
    Generation,
    IndexMismatch,
    Query,
    Searcher,
    Update,
    Vectorizer,
    build,
    current,
    open_generation,
    update,
)
from tests.fakes import FakeEncoder, library_of, plain_vectorizer, put, write_article

SUBJECTS = ("Water", "Borders", "Trade", "Courts", "Energy")
NEW = "Glaciers feed the upper streams in summer. Their loss is measured every year."


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def vectorizer(encoder: FakeEncoder) -> Vectorizer:
    return plain_vectorizer(encoder)


@pytest.fixture
def library(home: Home) -> Library:
    """Five articles of one passage with two sentences."""
    return library_of(
        home, {s: ("en", f"{s} is what the first sentence speaks of. The second speaks of {s}.") for s in SUBJECTS}
    )


def add_glaciers(home: Home, library: Library) -> str:
    return put(library, write_article(home.root / "files", "Glaciers", "en", NEW)).id


def ids_in(home: Home, vectorizer: Vectorizer) -> list[str]:
    return sorted(open_generation(home.index, vectorizer).ids.tolist())


def test_everything_is_encoded_the_first_time(
    home: Home, library: Library, vectorizer: Vectorizer, encoder: FakeEncoder
) -> None:
    assert update(library, vectorizer, home.index) == Update(added=5, removed=0, total=5)
    assert len(encoder.passages_asked()) == len(set(encoder.passages_asked())) == 15
    assert ids_in(home, vectorizer) == sorted(library.passage_ids())


def test_nothing_is_encoded_or_written_when_all_is_in_step(
    home: Home, library: Library, vectorizer: Vectorizer, encoder: FakeEncoder
) -> None:
    update(library, vectorizer, home.index)
    before = current(home.index)
    encoder.asked.clear()
    assert update(library, vectorizer, home.index) == Update(added=0, removed=0, total=5)
    assert (encoder.asked, current(home.index)) == ([], before)


def test_only_the_texts_of_a_new_article_are_encoded(
    home: Home, library: Library, vectorizer: Vectorizer, encoder: FakeEncoder
) -> None:
    update(library, vectorizer, home.index)
    encoder.asked.clear()
    add_glaciers(home, library)
    assert update(library, vectorizer, home.index) == Update(added=1, removed=0, total=6)
    first, second = NEW.split(". ")
    assert encoder.passages_asked() == [NEW, f"{first}.", second]


def test_an_index_that_grew_finds_what_one_made_at_once_finds(
    home: Home, library: Library, vectorizer: Vectorizer
) -> None:
    update(library, vectorizer, home.index)
    add_glaciers(home, library)
    update(library, vectorizer, home.index)
    update(library, vectorizer, home.root / "at-once")
    question = Query("Which glaciers feed the streams", "en", vectorizer.question("glaciers feed the streams", "en"))
    grown, whole = (
        Searcher(open_generation(folder, vectorizer), library).search(question, 9)
        for folder in (home.index, home.root / "at-once")
    )
    assert grown.hits[0].passage.text == NEW
    assert grown == whole


def test_what_was_removed_from_the_library_leaves_the_index(
    home: Home, library: Library, vectorizer: Vectorizer, encoder: FakeEncoder
) -> None:
    update(library, vectorizer, home.index)
    encoder.asked.clear()
    gone = next(article.id for article in library.articles() if article.title == "Trade")
    library.remove(gone)
    assert update(library, vectorizer, home.index) == Update(added=0, removed=1, total=4)
    assert encoder.asked == []
    assert ids_in(home, vectorizer) == sorted(library.passage_ids())
    question = Query("trade", "en", vectorizer.question("trade", "en"))
    found = Searcher(open_generation(home.index, vectorizer), library).search(question, 9)
    assert (len(found.hits), found.coverage) == (4, 0.0)


def test_adding_and_removing_at_once(home: Home, library: Library, vectorizer: Vectorizer) -> None:
    update(library, vectorizer, home.index)
    library.remove(library.articles()[0].id)
    add_glaciers(home, library)
    assert update(library, vectorizer, home.index) == Update(added=1, removed=1, total=5)
    assert ids_in(home, vectorizer) == sorted(library.passage_ids())


def test_a_library_that_was_emptied_leaves_an_empty_index(home: Home, library: Library, vectorizer: Vectorizer) -> None:
    update(library, vectorizer, home.index)
    for article in library.articles():
        library.remove(article.id)
    assert update(library, vectorizer, home.index) == Update(added=0, removed=5, total=0)
    assert ids_in(home, vectorizer) == []


def test_an_empty_library_gets_an_index(home: Home, vectorizer: Vectorizer) -> None:
    assert update(Library.open(home), vectorizer, home.index) == Update(0, 0, 0)
    assert current(home.index) is not None


def other_model(_encoder: FakeEncoder) -> Vectorizer:
    return plain_vectorizer(FakeEncoder(fingerprint="fake-2"))


def other_alignment(encoder: FakeEncoder) -> Vectorizer:
    plain = plain_vectorizer(encoder)
    return Vectorizer(encoder, replace(plain.alignment, parallel="other texts"))


@pytest.mark.parametrize("other", [other_model, other_alignment])
def test_an_index_of_another_model_or_alignment_is_refused(
    home: Home,
    library: Library,
    vectorizer: Vectorizer,
    encoder: FakeEncoder,
    other: Callable[[FakeEncoder], Vectorizer],
) -> None:
    update(library, vectorizer, home.index)
    changed = other(encoder)
    assert changed.fingerprint != vectorizer.fingerprint
    with pytest.raises(IndexMismatch, match=r"was made with fake \(fake-1/.*\), but .* run `derek model use \S+`"):
        open_generation(home.index, changed)
    with pytest.raises(IndexMismatch, match="encode the library anew"):
        update(library, changed, home.index)
    assert len(open_generation(home.index, vectorizer)) == 5


def test_anew_encodes_everything_with_another_model(home: Home, library: Library, vectorizer: Vectorizer) -> None:
    update(library, vectorizer, home.index)
    other = FakeEncoder(32, fingerprint="fake-2")
    assert update(library, plain_vectorizer(other), home.index, anew=True) == Update(added=5, removed=0, total=5)
    assert len(other.passages_asked()) == 15
    assert open_generation(home.index, plain_vectorizer(other)).passages.dimension == 32 + 3


def test_a_kill_loses_no_more_than_one_checkpoint(
    home: Home, library: Library, vectorizer: Vectorizer, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CHECKPOINT", 2)

    def killed(done: int, _total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(library, vectorizer, home.index, progress=killed)
    assert len(open_generation(home.index, vectorizer)) == 2
    encoder.asked.clear()
    assert update(library, vectorizer, home.index) == Update(added=3, removed=0, total=5)
    assert len(encoder.passages_asked()) == 9


def test_an_index_replaced_while_it_is_opened_is_opened_anew(
    home: Home, library: Library, vectorizer: Vectorizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(library, vectorizer, home.index)
    load = Generation.load
    opened: list[str] = []

    def replaced_meanwhile(folder: Path) -> Generation:
        if not opened:
            load(folder).save(home.index)
        opened.append(folder.name)
        return load(folder)

    monkeypatch.setattr(Generation, "load", replaced_meanwhile)
    assert len(open_generation(home.index, vectorizer)) == 5
    assert opened == ["000001", "000002"]


def test_progress_counts_passages_up_to_all_of_them(
    home: Home, library: Library, vectorizer: Vectorizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CHECKPOINT", 2)
    calls: list[tuple[int, int]] = []
    update(library, vectorizer, home.index, progress=lambda done, total: calls.append((done, total)))
    assert calls == sorted(calls)
    assert {total for _, total in calls} == {5}
    assert calls[-1] == (5, 5)
