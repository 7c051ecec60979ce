"""Rows of vectors, searched by inner product."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamaged
from index.vectors import FaissStore

ROWS = np.array([[1, 0], [0, 1], [0.6, 0.8], [-1, 0]], dtype=np.float32)


@pytest.fixture
def store() -> FaissStore:
    store = FaissStore(2)
    store.add(ROWS[:1])
    store.add(ROWS[1:])
    return store


def test_nearest_rows_come_first_with_their_inner_products(store: FaissStore) -> None:
    products, rows = store.search(np.array([0.8, 0.6], dtype=np.float32), 4)
    assert rows.tolist() == [2, 0, 1, 3]
    assert products.tolist() == pytest.approx([0.96, 0.8, 0.6, -0.8])


@pytest.mark.parametrize(("count", "found"), [(0, 0), (1, 1), (3, 3), (9, 4)])
def test_a_search_returns_no_more_than_there_is(store: FaissStore, count: int, found: int) -> None:
    products, rows = store.search(ROWS[0], count)
    assert (len(products), len(rows)) == (found, found)


@pytest.mark.parametrize(
    ("among", "found"), [([0, 1, 2, 3], [2, 0]), ([3, 1], [1, 3]), ([3], [3]), ([], []), ([1, 2], [2, 1])]
)
def test_only_the_rows_asked_for_are_looked_at(store: FaissStore, among: list[int], found: list[int]) -> None:
    vector = np.array([0.8, 0.6], dtype=np.float32)
    products, rows = store.search(vector, 2, np.array(among, dtype=np.int64))
    assert rows.tolist() == found
    assert products.tolist() == pytest.approx([float(ROWS[row] @ vector) for row in found])


def test_few_rows_of_many_are_found_as_by_hand() -> None:
    random = np.random.default_rng(7)
    vectors = random.standard_normal((3000, 8), dtype=np.float32)
    store = FaissStore(8)
    store.add(vectors)
    for share in (0.01, 0.3, 0.99):
        among = np.flatnonzero(random.random(3000) < share)
        products, rows = store.search(vectors[0], 20, among)
        by_hand = among[np.argsort(-(vectors[among] @ vectors[0]))][:20]
        assert rows.tolist() == by_hand.tolist()
        assert products.tolist() == pytest.approx((vectors[by_hand] @ vectors[0]).tolist(), rel=1e-4)


def test_an_empty_store_finds_nothing() -> None:
    products, rows = FaissStore(2).search(ROWS[0], 3)
    assert (products.shape, rows.shape, products.dtype, rows.dtype) == ((0,), (0,), np.float32, np.int64)


def test_rows_are_taken_in_the_order_asked_for(store: FaissStore) -> None:
    assert store.take(np.array([3, 0, 2])).tolist() == ROWS[[3, 0, 2]].tolist()
    assert store.take(np.zeros(0, dtype=np.int64)).shape == (0, 2)


def test_kept_rows_are_numbered_anew_and_the_store_stays_whole(store: FaissStore) -> None:
    kept = store.keep(np.array([2, 1]))
    assert (len(kept), len(store)) == (2, 4)
    assert kept.search(ROWS[1], 2)[1].tolist() == [1, 0]
    assert len(store.keep(np.zeros(0, dtype=np.int64))) == 0


@pytest.mark.parametrize("shape", [(1, 3), (2,), (1, 2, 1)])
def test_vectors_of_another_shape_are_refused(store: FaissStore, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"vectors of shape \(.*\) don't fit a store of dimension 2"):
        store.add(np.zeros(shape, dtype=np.float32))
    assert len(store) == 4


def test_no_vectors_are_no_error(store: FaissStore) -> None:
    store.add(np.zeros((0, 2), dtype=np.float32))
    assert len(store) == 4


def test_a_stored_store_finds_the_same(store: FaissStore, tmp_path: Path) -> None:
    store.save(tmp_path / "v.faiss")
    loaded = FaissStore.load(tmp_path / "v.faiss")
    assert (loaded.dimension, len(loaded)) == (2, 4)
    for row in ROWS:
        before, after = store.search(row, 4), loaded.search(row, 4)
        assert before[0].tolist() == after[0].tolist()
        assert before[1].tolist() == after[1].tolist()


@pytest.mark.parametrize("content", [None, b"", b"no vectors at all, only words"])
def test_a_missing_or_damaged_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "v.faiss"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"v\.faiss can't be read as vectors; run `derek index`"):
        FaissStore.load(path)


def test_a_cut_file_is_named(store: FaissStore, tmp_path: Path) -> None:
    path = tmp_path / "v.faiss"
    store.save(path)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(IndexDamaged, match=r"v\.faiss can't be read as vectors"):
        FaissStore.load(path)
