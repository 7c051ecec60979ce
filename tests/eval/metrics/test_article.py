from __future__ import annotations

import pytest

from eval.metrics import same_title


@pytest.mark.parametrize(
    ("title", "gold"),
    [
        ("Каспий: правовой статус", "КАСПИЙ — правовой статус"),
        ("Өзендер мен шекаралар", "Өзендер мен шекаралар: Орталық Азия тәжірибесі"),
        ("Soft Power in Central Asia. A Review", "Soft power in Central Asia"),
    ],
)
def test_titles_are_the_same_when_one_is_part_of_the_other(title: str, gold: str) -> None:
    assert same_title(title, gold)
    assert same_title(gold, title)


def test_other_titles_are_not_the_same() -> None:
    assert not same_title("Каспий: правовой статус", "Арал: правовой статус")


@pytest.mark.parametrize("title", ["", "—"])
def test_no_title_names_no_article(title: str) -> None:
    assert not same_title(title, "Каспий")
