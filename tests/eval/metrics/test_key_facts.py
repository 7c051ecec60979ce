from __future__ import annotations

import pytest

from eval.metrics import key_facts


@pytest.mark.parametrize(
    ("answer", "keys"),
    [
        ("Граница — 1 782 км, договор подписан в 1994 г.", [["1782"], ["1994"], ["Бишкек", "Алма-Ата"]]),
        ("Шекара ұзындығы 1 782 км, шарт 1994 ж. жасалды.", [["1782"], ["1994"], ["Бішкек", "Алматы"]]),
        ("The border is 1,782 km long; the treaty is of 1994.", [["1782"], ["1994"], ["Bishkek", "Almaty"]]),
    ],
)
def test_facts_are_counted_one_by_one(answer: str, keys: list[list[str]]) -> None:
    assert key_facts(answer, [], keys) == 2 / 3


def test_any_wording_of_a_fact_will_do() -> None:
    assert key_facts("Договор подписан в Алма-Ате.", [], [["Бишкек", "АЛМА АТ"], ["договор", "шарт"]]) == 1.0


def test_a_fact_may_stand_in_a_quote() -> None:
    assert key_facts("See below:", ["… in 1994 …", "… in Bishkek …"], [["1994"], ["Bishkek"], ["treaty"]]) == 2 / 3


def test_only_the_beginning_counts_of_the_answer_and_of_the_quotes() -> None:
    answer = "x" * 900 + "1994"
    quotes = ["y" * 890, "Bishkek"]  # joined by a blank, the quote ends after 898 characters
    assert key_facts(answer, quotes, [["1994"], ["Bishkek"]]) == 1 / 2
    assert key_facts(answer, quotes, [["1994"], ["Bishkek"]], characters=904) == 1.0
    assert key_facts(answer, ["z", *quotes], [["1994"], ["Bishkek"]]) == 1 / 2  # … after 900 exactly
    assert key_facts(answer, ["zz", *quotes], [["1994"], ["Bishkek"]]) == 0.0


def test_an_empty_answer_names_nothing() -> None:
    assert key_facts("", [], [["1994"]]) == 0.0


def test_without_key_facts_nothing_can_be_said() -> None:
    with pytest.raises(ValueError, match="no key facts were given"):
        key_facts("In 1994.", [], [])
