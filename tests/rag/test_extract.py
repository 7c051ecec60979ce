"""Which sentences are quoted, on scores given by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Language, Span
from rag import AnswerSettings
from rag.extract import Quote, asks_for_figure, candidates, choose, has_figure, says_the_same
from tests.fakes import make_hit

SETTINGS = AnswerSettings()
SAME: dict[Language, tuple[str, str, str]] = {
    "ru": (
        "Граница длиной 1782 км закреплена договором 1994 года.",
        "Граница длиной 1782 км была закреплена договором 1994 года.",
        "Граница длиной 980 км закреплена договором 1994 года.",
    ),
    "kk": (
        "Ұзындығы 1782 км шекара 1994 жылғы шартпен бекітілген.",
        "Ұзындығы 1782 км болатын шекара 1994 жылғы шартпен бекітілген.",
        "Ұзындығы 980 км шекара 1994 жылғы шартпен бекітілген.",
    ),
    "en": (
        "The border of 1782 km is fixed by the treaty of 1994.",
        "The border of 1782 km was finally fixed by the treaty of 1994.",
        "The border of 980 km is fixed by the treaty of 1994.",
    ),
}


def quotes_of(*scored: tuple[str, float]) -> list[Quote]:
    """Quotes of these texts with these scores, each from a hit of its own."""
    return [
        Quote(make_hit(f"p{n}", score, (text, score)), Span(0, len(text)), text, score)
        for n, (text, score) in enumerate(scored)
    ]


def texts(quotes: list[Quote]) -> list[str]:
    return [quote.text for quote in quotes]


def test_a_candidate_scores_half_its_passage_and_half_itself() -> None:
    near = make_hit("near", 0.8, ("First of the near.", 0.2), ("Second of the near.", 0.6))
    far = make_hit("far", 0.5, ("First of the far.", 0.7))
    found = candidates([near, far])
    assert [(quote.text, quote.score) for quote in found] == [
        ("Second of the near.", pytest.approx(0.7)),
        ("First of the far.", pytest.approx(0.6)),
        ("First of the near.", pytest.approx(0.5)),
    ]
    assert [quote.span.cut(quote.hit.passage.text) for quote in found] == texts(found)


def test_equal_candidates_keep_the_order_of_their_hits() -> None:
    hits = [make_hit(id_, 0.5, (f"Sentence of {id_}.", 0.5)) for id_ in ("c", "a", "b")]
    assert [quote.hit.passage.id for quote in candidates(hits)] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Сколько стран участвует?", True),
        ("В каком году подписан договор?", True),
        ("Какова доля угля?", True),
        ("Почему страны не сотрудничают?", False),
        ("Несколько слов о границе", False),
        ("Шекараның ұзындығы қанша?", True),
        ("Келісімге қашан қол қойылды?", True),
        ("Қай жылы ашылды?", True),
        ("Ынтымақтастық неге тоқтады?", False),
        ("How many states take part?", True),
        ("WHEN was it signed?", True),
        ("In what year did it open?", True),
        ("Whenever did it open", False),
        ("Why do the states not cooperate?", False),
        ("", False),
    ],
)
def test_questions_that_ask_for_a_figure(question: str, asks: bool) -> None:
    assert asks_for_figure(question) == asks


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Длина границы – 1782 км.", True),
        ("Бұл туралы келісім жоқ.", False),
        ("No agreement is known [12].", False),
        ("No agreement is known [12, p. 40] (Smith, 2019).", False),
        ("No agreement was known (see 40 cases).", True),
        ("Соглашения нет (Иванов, 2019а).", False),
        ("In 2019 none was known [3].", True),
    ],
)
def test_a_reference_mark_is_no_figure(text: str, holds: bool) -> None:
    assert has_figure(text) == holds


@pytest.mark.parametrize(("figure", "first"), [(True, "Its length is 1782 km."), (False, "Its length is known.")])
def test_figures_come_first_where_one_is_asked_for(figure: bool, first: str) -> None:
    hit = make_hit("p", 0.6, ("Its length is known.", 0.62), ("Its length is 1782 km.", 0.6))
    assert candidates([hit], figure=figure)[0].text == first


def test_a_figure_does_not_outdo_what_is_much_nearer() -> None:
    hit = make_hit("p", 0.6, ("The border is long.", 0.8), ("There are 5 states.", 0.6))
    found = candidates([hit], figure=True)
    assert [quote.score for quote in found] == pytest.approx([0.7, 0.65])
    assert found[0].text == "The border is long."


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_what_says_the_same(language: Language) -> None:
    first, again, other = SAME[language]
    assert says_the_same(first, again)
    assert says_the_same(again.upper(), first)
    assert not says_the_same(first, other)
    assert not says_the_same(first, SAME["en" if language != "en" else "ru"][0])


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        # Seven of ten words are not enough, eight are.
        ("a b c d e f g h i j", "a b c d e f g x y z", False),
        ("a b c d e f g h i j", "a b c d e f g h y z", True),
        # The shorter one counts.
        ("a b c", "a b c d e f g h i j", True),
        ("In 1991", "In 1992", False),
        ("", "a b", False),
    ],
)
def test_the_same_by_hand(text: str, other: str, same: bool) -> None:
    assert says_the_same(text, other) == same
    assert says_the_same(other, text) == same


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_repeats_are_dropped(language: Language) -> None:
    first, again, other = SAME[language]
    assert texts(choose(quotes_of((first, 0.9), (again, 0.89), (other, 0.88)), SETTINGS)) == [first, other]


def test_no_more_quotes_than_allowed() -> None:
    words = ["Rivers flow.", "Borders stand.", "Courts judge.", "Ports load.", "Dams hold.", "Trains run."]
    quotes = quotes_of(*[(text, 0.9) for text in words])
    assert texts(choose(quotes, SETTINGS)) == words[:4]
    assert texts(choose(quotes, replace(SETTINGS, quotes=1))) == words[:1]


def test_quotes_stop_before_their_sum_passes_the_limit_but_a_shorter_one_may_follow() -> None:
    quotes = quotes_of(("a" * 50, 0.9), ("b" * 51, 0.9), ("c" * 50, 0.9), ("d", 0.9))
    assert texts(choose(quotes, replace(SETTINGS, characters=100))) == ["a" * 50, "c" * 50]


def test_the_best_is_always_taken_whole() -> None:
    quotes = quotes_of(("a" * 5000, 0.9), ("b", 0.9))
    assert texts(choose(quotes, SETTINGS)) == ["a" * 5000]


def test_what_is_far_behind_the_best_is_left_out() -> None:
    quotes = quotes_of(("Rivers flow.", 1.0), ("Borders stand.", 0.7), ("Courts judge.", 0.69))
    assert texts(choose(quotes, SETTINGS)) == ["Rivers flow.", "Borders stand."]
    assert texts(choose(quotes, replace(SETTINGS, near_best=0.0))) == texts(quotes)


def test_what_is_not_allowed_is_passed_over_and_asked_about_only_when_it_would_be_taken() -> None:
    asked: list[str] = []

    def allowed(quote: Quote) -> bool:
        asked.append(quote.text)
        return quote.text != "Rivers flow."

    quotes = quotes_of(("Rivers flow.", 1.0), ("Borders stand.", 0.9), ("Borders stand!", 0.9), ("Courts judge.", 0.1))
    assert texts(choose(quotes, SETTINGS, allowed=allowed)) == ["Borders stand."]
    assert asked == ["Rivers flow.", "Borders stand."]
    assert choose(quotes, SETTINGS, allowed=lambda _: False) == []


def test_nothing_comes_of_nothing() -> None:
    assert candidates([]) == []
    assert choose([], SETTINGS) == []
