from __future__ import annotations

import re
from array import array

import pytest

from corpus.mapped import MappedText


def test_original_counts_from_its_start() -> None:
    assert list(MappedText.original("abc", 7).offsets) == [7, 8, 9]


def test_edit_keeps_the_offsets_of_what_it_shares() -> None:
    joined = MappedText.original("пред-\nсе").edit([(0, 8, "предсе")])
    assert joined.text == "предсе"
    assert list(joined.offsets) == [0, 1, 2, 3, 6, 7]


def test_edit_of_equal_length_keeps_all_offsets() -> None:
    assert list(MappedText.original("əx").edit([(0, 1, "ә")]).offsets) == [0, 1]


def test_an_added_character_takes_the_place_where_it_was_added() -> None:
    parted = MappedText.original("а.Б").edit([(1, 2, ". ")])
    assert (parted.text, list(parted.offsets)) == ("а. Б", [0, 1, 2, 2])


def test_sub_leaves_a_match_alone_where_the_answer_is_none() -> None:
    text = MappedText.original("a1b2").sub(re.compile(r"\d"), lambda match: None if match.group() == "1" else "")
    assert text.text == "a1b"


def test_join_and_slice() -> None:
    joined = MappedText.join([MappedText.original("ab"), MappedText.original("cd", 5)], "\n")
    assert (joined.text, list(joined.offsets)) == ("ab\ncd", [0, 1, 2, 5, 6])
    assert list(joined.slice(3, 5).offsets) == [5, 6]


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="3 characters need as many offsets, not 1"):
        MappedText("abc", array("i", [0]))
