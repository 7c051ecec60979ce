"""Passages that several articles share, and where they differ."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from corpus import Language, Passage
from rag.repeats import Difference, Repeat, find_repeats
from tests.fakes import make_passage

ROUTES: dict[Language, tuple[str, str]] = {
    "ru": (
        "Объём перевозок по среднему коридору вырос в {} году в два раза, а к концу десятилетия порты Актау и {} "
        "должны принимать до десяти миллионов тонн грузов ежегодно.",
        "Баку",
    ),
    "kk": (
        "Орта дәліз арқылы тасымалданған жүк көлемі {} жылы екі есеге өсті, ал онжылдықтың соңына қарай Ақтау "
        "мен {} порттары жыл сайын он миллион тоннаға дейін жүк қабылдауы тиіс.",
        "Баку",
    ),
    "en": (
        "The volume of freight on the middle corridor doubled in {} and by the end of the decade the ports of Aktau "
        "and {} should take up to ten million tonnes of freight a year.",
        "Baku",
    ),
}


def passage(id_: str, text: str, language: Language = "en", article: str | None = None) -> Passage:
    made = make_passage(id_, text, language)
    return replace(made, article_id=article or f"article {id_}")


def told(repeats: list[Repeat]) -> list[tuple[str, str]]:
    return [(repeat.passage.id, repeat.other.id) for repeat in repeats]


@pytest.mark.parametrize("language", list(ROUTES))
def test_figures_and_names_that_differ_are_told(language: Language) -> None:
    text, port = ROUTES[language]
    one = passage("a", text.format("2022", port), language)
    two = passage("b", text.format("2023", "Kuryk" if language == "en" else "Курык"), language)
    (repeat,) = find_repeats([one], [one, two])
    assert told([repeat]) == [("a", "b")]
    assert repeat.differences[0] == Difference("2022", "2023")
    assert [(d.here, d.there) for d in repeat.differences[1:]] == [(port, "Kuryk" if language == "en" else "Курык")]


def test_case_quotation_marks_and_hyphens_make_no_difference() -> None:
    text = ROUTES["en"][0].format("2022", "Baku")
    one, two = passage("a", text), passage("b", text.upper().replace("MIDDLE CORRIDOR", "“MIDDLE CORRIDOR”"))
    (repeat,) = find_repeats([one], [two])
    assert (repeat.share, repeat.differences) == (1.0, ())


def test_the_share_is_of_the_shorter_passage() -> None:
    text = ROUTES["en"][0].format("2022", "Baku")
    words = len(text.split())
    more = " ".join(f"word{number}" for number in range(2 * words))
    (repeat,) = find_repeats([passage("a", f"{text} {more}")], [passage("b", text)])
    assert repeat.share == 1.0
    half = " ".join(text.split()[: words // 2])
    (repeat,) = find_repeats([passage("a", text)], [passage("b", f"{half} {more}")])
    assert repeat.share == pytest.approx((words // 2 - 4) / (words - 4))


def test_repeats_within_an_article_are_its_own_affair() -> None:
    text = ROUTES["ru"][0].format("2022", "Баку")
    passages = [passage("a", text, "ru", "one"), passage("b", text, "ru", "one"), passage("c", text, "ru", "two")]
    assert told(find_repeats(passages, passages)) == [("a", "c"), ("b", "c"), ("c", "a")]


def test_a_few_words_in_common_are_no_repeat() -> None:
    one = passage(
        "a", "The ports of Aktau and Baku should take more freight every year, says the ministry of transport."
    )
    two = passage(
        "b", "Experts doubt that the ports of Aktau and Baku should take so much, for they lack ships and men."
    )
    assert find_repeats([one], [two]) == []


def test_what_stands_everywhere_tells_nothing() -> None:
    thanks = "This study was supported by the committee of science of the ministry of science and higher education."
    passages = [passage(str(number), thanks) for number in range(60)]
    assert find_repeats(passages, passages) == []


def test_other_text_between_is_no_difference() -> None:
    start, end = (
        "one two three four five six seven eight nine ten",
        "red blue green white black grey pink brown gold tan",
    )
    inserted = " ".join(f"In{number}" for number in range(20))
    (repeat,) = find_repeats([passage("a", f"{start} {end}")], [passage("b", f"{start} {inserted} {end}")])
    assert repeat.differences == ()


def test_the_work_grows_with_the_passages_and_not_with_their_square() -> None:
    numbers = random.Random(7)
    words = [f"word{number}" for number in range(5000)]

    def seconds(count: int) -> float:
        some = [passage(str(number), " ".join(numbers.choices(words, k=120))) for number in range(count)]
        some.append(replace(some[0], id="copy", article_id="another"))
        began = time.process_time()
        assert told(find_repeats(some, some)) == [("0", "copy"), ("copy", "0")]
        return time.process_time() - began

    seconds(100)  # the words are folded once
    assert seconds(4000) < 12 * seconds(1000) + 0.5
