from __future__ import annotations

from eval.metrics import quote_fidelity


def test_fidelity_is_the_share_of_quotes_that_were_found() -> None:
    assert quote_fidelity([True, True, False, True]) == 3 / 4
    assert quote_fidelity([False]) == 0.0


def test_no_quotes_have_no_fidelity() -> None:
    assert quote_fidelity([]) is None
