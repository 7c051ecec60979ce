"""The stretch of a text that holds most of a piece."""

from __future__ import annotations

from eval.questions.stretch import Stretches

# 40 different letters: 29 shingles of 12 letters.
PIECE = "abcdefghijklmnopqrstuvwxyz0123456789абвг"
SHINGLES = len(PIECE) - 12 + 1


def find(text: str, piece: str = PIECE) -> str | None:
    """The stretch that is found, as text."""
    stretch = Stretches({piece}).find(text).get(piece)
    return None if stretch is None else text[slice(*stretch)]


def test_a_piece_that_stands_there_whole() -> None:
    assert find(f"xx{PIECE}yy") == PIECE


def test_a_page_number_within_it() -> None:
    """What is put after the 9th letter breaks the 9 shingles that run over it: 20 of 29 are left, 0.69."""
    broken = f"{PIECE[:9]}215{PIECE[9:]}"
    assert (SHINGLES - 9) / SHINGLES < 0.7
    assert find(broken) is None
    # After the 8th letter it breaks 8: 21 of 29 are left, 0.72.
    broken = f"{PIECE[:8]}215{PIECE[8:]}"
    assert (SHINGLES - 8) / SHINGLES >= 0.7
    assert find(broken) == PIECE[8:]


def test_a_long_piece_over_a_running_head_is_found_from_end_to_end() -> None:
    piece = "".join(chr(0x430 + number % 32) + str(number) for number in range(60))
    text = f"before{piece[:80]}215journalofstudies{piece[80:]}after"
    assert find(text, piece) == f"{piece[:80]}215journalofstudies{piece[80:]}"


def test_of_two_places_the_better_one() -> None:
    text = f"{PIECE[:33]}{'-' * 300}{PIECE}"
    assert find(text) == PIECE


def test_of_two_equal_places_the_first() -> None:
    stretch = Stretches({PIECE}).find(f"{PIECE}{'-' * 300}{PIECE}")[PIECE]
    assert stretch == (0, len(PIECE))


def test_pieces_strewn_over_a_text_are_no_place() -> None:
    gap = "-" * 300
    assert find(f"{PIECE[:26]}{gap}{PIECE[14:]}") is None


def test_many_pieces_in_one_go() -> None:
    other = PIECE[::-1]
    found = Stretches({PIECE, other, "нигде этого не стоит вовсе"}).find(f"{other}{PIECE}")
    assert found == {other: (0, 40), PIECE: (40, 80)}


def test_nothing_is_found_in_nothing() -> None:
    assert find("") is None
    assert Stretches(set()).find(PIECE) == {}
