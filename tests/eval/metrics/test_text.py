from __future__ import annotations

import pytest

from eval.metrics import HELD_SHARE, coverage, holds, shingles, squeeze, squeeze_with_offsets


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("Каспий — «море»,\nа не озеро?", "каспийморе" + "анеозеро"),
        ("Өзен-көлдер: 2_000 км²", "өзенкөлдер2000км²"),
        ("The E.U.'s 27\tmembers", "theeus27members"),
        ("— … _", ""),
    ],
)
def test_squeezing_leaves_letters_and_digits_of_any_script(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


def test_shingles_are_all_different_runs_of_a_length() -> None:
    assert shingles("абвгд", 3) == {"абв", "бвг", "вгд"}
    assert shingles("аааа", 3) == {"ааа"}
    assert len(shingles("abcdefghijklmn")) == 14 - 12 + 1


@pytest.mark.parametrize("short", ["", "су", "абвгдеёжзий", "абвгдеёжзийк"])
def test_what_is_not_longer_than_a_shingle_is_one(short: str) -> None:
    assert shingles(short) == {short}


def test_coverage_is_the_share_of_shingles_that_a_text_holds() -> None:
    piece = "абвгдежзийклмнопрст"  # 19 letters, 8 shingles
    assert coverage(piece, squeeze("…абвгд ежзий клмнопрст!")) == 1.0
    assert coverage(piece, "абвгдежзийклмноп") == 5 / 8  # its first 16 letters hold 16 - 12 + 1
    assert coverage(piece, "абвгдежзийкл" + "гдежзийклмно") == 2 / 8
    assert coverage(piece, "абвгдежзийк") == 0.0


def test_a_short_piece_is_looked_for_anywhere_inside() -> None:
    assert coverage("Ак-Орда", "резиденцияакордавастане") == 1.0
    assert coverage("Ак-Орда", "резиденцияакорды") == 0.0


def test_a_piece_without_letters_is_in_any_text() -> None:
    assert coverage("—", "") == 1.0
    assert coverage("река", "") == 0.0


def test_case_and_line_breaks_make_no_difference() -> None:
    assert coverage("Шекара туралы шарт", squeeze("… ШЕКАРА\nту-\nралы шарт …")) == 1.0


def test_a_text_holds_a_piece_from_seventy_percent() -> None:
    piece = "abcdefghijklmnopqrstu"  # 21 letters, 10 shingles
    assert HELD_SHARE == 0.7
    assert holds(piece[:18], piece)  # 7 of 10
    assert not holds(piece[:17], piece)  # 6 of 10
    assert holds(piece[:17], piece, 0.6)
    assert not holds(piece[:18], piece, 0.71)


@pytest.mark.parametrize("text", ["", " - ", "Ұзындығы – 1 782,75 км!", "A_b\n\nC", "İstanbul ẞ №5"])
def test_every_squeezed_letter_leads_back_to_its_place(text: str) -> None:
    letters, offsets = squeeze_with_offsets(text)
    assert letters == squeeze(text)
    assert all(letter in text[at].lower() for letter, at in zip(letters, offsets, strict=True))
    assert list(offsets) == sorted(offsets)
