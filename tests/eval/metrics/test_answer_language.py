from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from corpus import LANGUAGES, Language
from eval.metrics import answer_language
from rag.assistant import escape, plain
from rag.phrases import phrases_for

QUOTES: dict[Language, tuple[str, str]] = {
    "ru": (
        "Граница длиной 1782 км закреплена договором 1994 года [12] и с тех пор не менялась [13, с. 4].",
        "Сток Сырдарьи распределён между четырьмя государствами ещё соглашением 1992 года.",
    ),
    "kk": (
        "Ұзындығы 1782 км шекара 1994 жылғы шартпен бекітілген [12] және содан бері өзгерген жоқ [13, 4-б.].",
        "Сырдарияның суы төрт мемлекет арасында 1992 жылғы келісіммен бөлінген.",
    ),
    "en": (
        "The border of 1782 km is fixed by the treaty of 1994 [12] and has not changed since [13, p. 4].",
        "The water of the Syr Darya was divided among four states by the agreement of 1992.",
    ),
}
REFERENCE = re.compile(r"\s*\[\d+\]")
PAIRS = [(asked, quoted) for asked in LANGUAGES for quoted in LANGUAGES]


def worded(lead: str, asked: Language, quotes: list[tuple[Language, str]]) -> str:
    """An answer's text as the assistant words it: a quote a line, without the article's own reference marks."""
    phrases = phrases_for(asked)
    lines = [lead, ""]
    for number, (language, quote) in enumerate(quotes, 1):
        foreign = "" if language == asked else f" ({phrases.written_in[language]})"
        lines.append(f"- {escape(REFERENCE.sub('', quote))}{foreign} [{number}]")
    return "\n".join(lines)


@pytest.mark.parametrize(("asked", "quoted"), PAIRS)
@pytest.mark.parametrize("shown", [str, plain])
def test_quotes_do_not_decide_the_language_of_an_answer(
    asked: Language, quoted: Language, shown: Callable[[str], str]
) -> None:
    first, second = QUOTES[quoted]
    one = worded(phrases_for(asked).lead_one, asked, [(quoted, first)])
    many = worded(phrases_for(asked).lead_many, asked, [(quoted, first), (quoted, second)])
    assert answer_language(shown(one), [first]) == asked
    assert answer_language(shown(many), [first, second]) == asked


@pytest.mark.parametrize("asked", LANGUAGES)
def test_quotes_of_all_languages_together_do_not_either(asked: Language) -> None:
    quotes = [(language, text) for language in LANGUAGES for text in QUOTES[language]]
    text = worded(phrases_for(asked).lead_many, asked, quotes)
    assert answer_language(text, [quote for _, quote in quotes]) == asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_are_in_their_own_language(language: Language) -> None:
    phrases = phrases_for(language)
    refusals = [
        phrases.not_in_articles,
        f"{phrases.not_in_articles} {phrases.closest}",
        phrases.empty_library,
        phrases.empty_question,
    ]
    assert [answer_language(text, []) for text in refusals] == [language] * 4


@pytest.mark.parametrize(("asked", "quoted"), PAIRS)
def test_an_answer_in_the_wrong_language_is_told(asked: Language, quoted: Language) -> None:
    wrong = LANGUAGES[(LANGUAGES.index(asked) + 1) % 3]
    text = worded(phrases_for(wrong).lead_one, wrong, [(quoted, QUOTES[quoted][0])])
    assert answer_language(text, [QUOTES[quoted][0]]) == wrong


@pytest.mark.parametrize(("asked", "quoted"), PAIRS)
def test_nothing_but_quotes_has_no_language_of_its_own(asked: Language, quoted: Language) -> None:
    quotes = QUOTES[quoted]
    text = worded("", asked, [(quoted, quote) for quote in quotes])
    assert answer_language(text, quotes) is None
    assert answer_language(f"«{quotes[1]}»", quotes) is None


@pytest.mark.parametrize("text", ["", "\n\n", "[1]"])
def test_no_words_have_no_language(text: str) -> None:
    assert answer_language(text, []) is None


def test_quotes_as_the_file_prints_them_are_known_again() -> None:
    printed = "Ұзындығы 1782 км шекара 1994 жыл-\nғы шартпен *бекіт_ілген*  және содан бері өзгер-\nген жоқ."
    text = "Вот что:\n- Ұзындығы 1782 км шекара 1994 жылғы шартпен бекітілген және содан бері өзгерген жоқ. [1]"
    assert answer_language(text, [printed]) == "ru"


def test_a_line_that_says_more_than_it_quotes_is_the_answers_own() -> None:
    quote = "Ұзындығы 1782 км шекара бекітілген."
    text = f"В статье сказано, что граница закреплена договором, а именно так написано в ней дословно: {quote}"
    assert answer_language(text, [quote]) == "ru"


def test_a_short_line_is_a_quote_only_as_a_whole() -> None:
    assert answer_language("Да.", ["Когда подписан договор?"]) == "ru"
    assert answer_language("- Жоқ. (на казахском языке) [1]", ["Жоқ."]) is None
