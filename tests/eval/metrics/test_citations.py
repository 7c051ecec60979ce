"""Citation precision, citation recall and cited evidence, on the same answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eval.metrics import citation_precision, citation_recall, cited_evidence

BORDER = "Граница длиной 1782 километра закреплена договором 1994 года."
RIVER = "Сырдария өзені бойынша су бөлу тәртібі 1992 жылы келісілді."
TRADE = "Trade between the five states doubled between 2016 and 2022."
OTHER = "Nothing of this answers the question that was asked."
EVIDENCE = [BORDER, RIVER, TRADE]


def test_precision_is_the_share_of_citations_that_hold_a_piece() -> None:
    assert citation_precision([f"… {RIVER}", OTHER, f"{BORDER} {TRADE}", OTHER], EVIDENCE) == 2 / 4
    assert citation_precision([BORDER, BORDER], EVIDENCE) == 1.0
    assert citation_precision([OTHER], EVIDENCE) == 0.0


def test_recall_is_the_share_of_pieces_that_a_citation_holds() -> None:
    assert citation_recall([f"… {RIVER}", OTHER, f"{BORDER} {TRADE}", OTHER], EVIDENCE) == 1.0
    assert citation_recall([BORDER, BORDER], EVIDENCE) == 1 / 3
    assert citation_recall([OTHER], EVIDENCE) == 0.0


def test_one_piece_in_one_citation_is_cited_evidence() -> None:
    assert cited_evidence([OTHER, RIVER], EVIDENCE) == 1.0
    assert cited_evidence([OTHER], EVIDENCE) == 0.0


def test_a_piece_over_two_citations_is_in_neither() -> None:
    halves = [BORDER[:30], BORDER[30:]]
    assert citation_precision(halves, [BORDER]) == 0.0
    assert citation_recall(halves, [BORDER]) == 0.0
    assert cited_evidence(halves, [BORDER]) == 0.0


def test_without_citations_precision_does_not_apply_and_the_rest_is_zero() -> None:
    assert citation_precision([], EVIDENCE) is None
    assert citation_recall([], EVIDENCE) == 0.0
    assert cited_evidence([], EVIDENCE) == 0.0


@pytest.mark.parametrize("metric", [citation_precision, citation_recall, cited_evidence])
@pytest.mark.parametrize("passages", [[], [OTHER]])
def test_without_evidence_nothing_can_be_said(metric: Callable[..., object], passages: list[str]) -> None:
    with pytest.raises(ValueError, match="no evidence was given"):
        metric(passages, [])
