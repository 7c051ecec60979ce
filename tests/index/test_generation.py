"""A whole index on disk: written, switched to, read back, and refused when something is wrong with it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from corpus import Home, Library
from index import Generation, IndexDamaged, IndexMismatch, Manifest, Query, Searcher, current, open_generation, update
from index.search import Found
from tests.fakes import FakeEncoder, library_of, plain_vectorizer

QUESTIONS = ("Граница длиннее реки?", "Шекара қай жерден өтеді?", "Which border does the river follow?")
PARTS = ["keywords.npz", "manifest.json", "passages.faiss", "rows.npz", "sentences.faiss"]
VECTORIZER = plain_vectorizer(FakeEncoder())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with an index of three passages with two sentences each; tests change only copies of it."""
    home = Home(tmp_path_factory.mktemp("made"))
    library = library_of(
        home,
        {
            "Borders": ("en", "The border follows the river for a long way. Treaties describe every mile of it."),
            "Границы": ("ru", "Граница идёт по реке почти на всём протяжении. Её описывает отдельный договор."),
            "Шекаралар": ("kk", "Шекара өзен бойымен өтеді және ұзақ жерге созылады. Оны жеке келісім сипаттайды."),
        },
    )
    update(library, VECTORIZER, home.index)
    return home


@pytest.fixture
def saved(home: Home, made: Home) -> Path:
    """The folder of the index in use."""
    shutil.copytree(made.root, home.root)
    return home.index / "000001"


@pytest.fixture
def library(home: Home, saved: Path) -> Library:
    assert saved.is_dir()
    return Library.open(home)


def answers(generation: Generation, library: Library) -> list[Found]:
    searcher = Searcher(generation, library)
    return [
        searcher.search(Query(text, language, VECTORIZER.question(text, language)), 9)
        for text, language in zip(QUESTIONS, ("ru", "kk", "en"), strict=True)
    ]


def test_a_generation_has_its_parts_and_says_what_it_was_made_with(saved: Path) -> None:
    assert saved.name == "000001"
    assert sorted(path.name for path in saved.iterdir()) == PARTS
    assert Manifest.load(saved / "manifest.json") == Manifest(2, "fake", VECTORIZER.fingerprint, 64 + 3, 3, 6)


def test_each_row_knows_its_article(library: Library, saved: Path) -> None:
    generation = Generation.load(saved)
    passages = library.passages(generation.ids.tolist())
    assert [passages[id_].article_id for id_ in generation.ids] == generation.articles.tolist()
    assert sorted(generation.articles.tolist()) == sorted(article.id for article in library.articles())


def test_a_stored_generation_finds_the_same(home: Home, library: Library, saved: Path) -> None:
    first = Generation.load(saved)
    second = Generation.load(first.save(home.index))
    found = answers(first, library)
    assert [len(one.hits) for one in found] == [3, 3, 3]
    assert [one.hits[0].passage.language for one in found] == ["ru", "kk", "en"]
    assert answers(second, library) == found


def test_an_empty_generation_can_be_stored(home: Home, library: Library) -> None:
    empty = Generation.load(Generation.empty("fake", "f", 64 + 3).save(home.index))
    assert (len(empty), empty.manifest) == (0, Manifest(2, "fake", "f", 64 + 3, 0, 0))
    assert answers(empty, library) == [Found((), 0.0)] * 3


def test_saving_switches_to_the_next_number_and_drops_the_last(home: Home, saved: Path) -> None:
    second = Generation.load(saved).save(home.index)
    assert (second.name, current(home.index)) == ("000002", second)
    assert sorted(path.name for path in home.index.iterdir()) == ["000002", "CURRENT"]


def test_there_is_no_generation_before_the_first(home: Home) -> None:
    assert current(home.index) is None
    assert len(open_generation(home.index, VECTORIZER)) == 0


@pytest.mark.parametrize("content", [b"000009", b"nothing", b"\x00\x00", b"\xff\xfe"])
def test_a_pointer_to_nothing_is_an_error(home: Home, saved: Path, content: bytes) -> None:
    (home.index / "CURRENT").write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"CURRENT names '.+', which is not there; run `derek index`"):
        current(home.index)
    assert saved.is_dir()


def test_an_empty_pointer_is_an_error(home: Home, saved: Path) -> None:
    (home.index / "CURRENT").write_bytes(b"")
    with pytest.raises(IndexDamaged, match=r"run `derek index`"):
        open_generation(home.index, VECTORIZER)
    assert saved.is_dir()


@pytest.mark.parametrize("pid", ["1", str(os.getpid())])
def test_what_a_killed_process_left_is_passed_over_and_cleaned_up(home: Home, saved: Path, pid: str) -> None:
    leftover = home.index / f"000002.{pid}.partial"
    leftover.mkdir()
    (leftover / "passages.faiss").write_bytes(b"half")
    (home.index / f"CURRENT.{pid}.partial").write_text("0000", encoding="utf-8")
    generation = open_generation(home.index, VECTORIZER)
    assert (len(generation), current(home.index)) == (3, saved)
    second = generation.save(home.index)
    assert sorted(path.name for path in home.index.iterdir()) == ["000002", "CURRENT"]
    assert sorted(path.name for path in second.iterdir()) == PARTS
    assert len(Generation.load(second)) == 3


def test_a_generation_that_was_never_switched_to_is_passed_over(home: Home, saved: Path) -> None:
    (home.index / "000002").mkdir()
    assert current(home.index) == saved
    assert Generation.load(saved).save(home.index).name == "000003"
    assert sorted(path.name for path in home.index.iterdir()) == ["000003", "CURRENT"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("harm", ["missing", "empty", "cut", "foreign"])
def test_a_damaged_part_is_named(saved: Path, part: str, harm: str) -> None:
    path = saved / part
    content = {"empty": b"", "cut": path.read_bytes()[: path.stat().st_size // 2], "foreign": b"only words" * 200}
    path.unlink()
    if harm != "missing":
        path.write_bytes(content[harm])
    with pytest.raises(IndexDamaged, match=rf"{part.replace('.', r'[.]')} .*run `derek index`"):
        Generation.load(saved)


@pytest.mark.parametrize("change", [{"passages": 4}, {"sentences": 5}, {"dimension": 32}])
def test_parts_that_do_not_agree_with_the_manifest_are_refused(saved: Path, change: dict[str, int]) -> None:
    path = saved / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"000001 holds rows and dimensions .* due; run `derek index`"):
        Generation.load(saved)


@pytest.mark.parametrize("missing", ["ids", "articles", "languages", "sentence_starts"])
def test_rows_without_an_array_are_refused(saved: Path, missing: str) -> None:
    with np.load(saved / "rows.npz") as rows:
        kept = {name: rows[name] for name in rows.files if name != missing}
    np.savez(saved / "rows.npz", **kept)
    with pytest.raises(IndexDamaged, match=rf"rows\.npz can't be read \(.*{missing}.*\); run `derek index`"):
        Generation.load(saved)


@pytest.mark.parametrize("data", [[], {"format": 1}, {"format": 1, "more": 2}, "text"])
def test_a_manifest_of_other_fields_is_refused(tmp_path: Path, data: object) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"manifest\.json must hold \['dimension', 'fingerprint', .*\]; run"):
        Manifest.load(path)


def test_a_foreign_format_is_a_mismatch(saved: Path) -> None:
    path = saved / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"format": 1}), encoding="utf-8")
    with pytest.raises(IndexMismatch, match="The index is of format 1, this version reads 2; run `derek index`"):
        Generation.load(saved)


def test_kept_passages_keep_their_sentences_and_keywords(saved: Path) -> None:
    whole = Generation.load(saved)
    kept = whole.keep(np.array([2, 0]))
    assert kept.ids.tolist() == [whole.ids[2], whole.ids[0]]
    assert kept.articles.tolist() == [whole.articles[2], whole.articles[0]]
    assert kept.languages.tolist() == [whole.languages[2], whole.languages[0]]
    assert kept.sentence_starts.tolist() == [0, 2, 4]
    assert kept.passages.take(np.arange(2)).tolist() == whole.passages.take(np.array([2, 0])).tolist()
    assert kept.sentences.take(np.arange(4)).tolist() == whole.sentences.take(np.array([4, 5, 0, 1])).tolist()
    assert (len(kept.keywords), len(whole), len(whole.keywords)) == (2, 3, 3)
