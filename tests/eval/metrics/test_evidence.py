from __future__ import annotations

import pytest

from corpus import Language
from eval.metrics import evidence_within

BORDER = "Граница длиной 1782 километра закреплена договором 1994 года."
RIVER = "Сырдария өзені бойынша су бөлу тәртібі 1992 жылы келісілді."
TRADE = "Trade between the five states doubled between 2016 and 2022."
TEXTS: dict[Language, str] = {"ru": BORDER, "kk": RIVER, "en": TRADE}


@pytest.mark.parametrize("language", list(TEXTS))
def test_a_piece_counts_when_it_lies_within_the_budget(language: Language) -> None:
    piece = TEXTS[language]
    passage = f"{'x' * 100} {piece}"
    assert evidence_within([piece], [passage], len(passage)) == 1.0
    assert evidence_within([piece], [passage], 100 + len(piece) // 2) == 0.0


def test_pieces_are_counted_one_by_one() -> None:
    passages = [f"— {RIVER}", "nothing here", f"{TRADE} {BORDER}"]
    everything = sum(map(len, passages))
    assert evidence_within([BORDER, RIVER, TRADE], passages, everything) == 1.0
    assert evidence_within([BORDER, RIVER, TRADE], passages, everything - len(BORDER)) == 2 / 3
    assert evidence_within([BORDER, RIVER, TRADE], passages, len(passages[0])) == 1 / 3
    assert evidence_within([BORDER, BORDER, RIVER], passages[:1], everything) == 1 / 3


def test_blanks_and_marks_use_up_the_budget() -> None:
    filler = ". " * 50  # 100 characters, no letter among them
    assert evidence_within([RIVER], [filler, RIVER], 100 + len(RIVER)) == 1.0
    assert evidence_within([RIVER], [filler, RIVER], 100 + len(RIVER) // 2) == 0.0


def test_seventy_percent_of_a_piece_is_enough() -> None:
    piece = "abcdefghijklmnopqrstu"  # 10 shingles
    assert evidence_within([piece], [piece], 18) == 1.0  # 7 of them
    assert evidence_within([piece], [piece], 17) == 0.0  # 6 of them


def test_a_piece_over_two_passages_is_found_in_neither() -> None:
    half = len(BORDER) // 2
    assert evidence_within([BORDER], [BORDER[:half], BORDER[half:]], 1000) == 0.0


@pytest.mark.parametrize(("passages", "budget"), [([], 4000), ([BORDER], 0), ([""], 4000)])
def test_nothing_to_read_holds_no_evidence(passages: list[str], budget: int) -> None:
    assert evidence_within([BORDER], passages, budget) == 0.0


def test_without_evidence_there_is_nothing_to_look_for() -> None:
    with pytest.raises(ValueError, match="no evidence was given"):
        evidence_within([], [BORDER], 4000)
