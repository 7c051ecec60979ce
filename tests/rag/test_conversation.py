"""Which questions lean on the one before them, and what is then searched for."""

from __future__ import annotations

import pytest

from corpus import Language
from rag import Turn
from rag.conversation import leans_on_history, standalone

LEANING: dict[Language, tuple[str, ...]] = {
    "ru": (
        "А с Китаем?",
        "А когда он был подписан?",
        "И что из этого вышло?",
        "Но почему стороны не согласились?",
        "Кто его поддерживает?",
        "Какие страны в неё входят?",
        "Почему?",
        "Каковы причины?",
        "Что насчёт Узбекистана?",
        "Чем отличается от них подход Евросоюза?",
        "Сколько государств там участвует?",
        "Как такая политика сказалась на торговле?",
        "Кто такие они?",
        "Что от него зависит?",
        "В Казахстане?",
    ),
    "kk": (
        "Ал Қытаймен ше?",
        "Қазақстан ше?",
        "Ол қашан қол қойылды?",
        "Оған кімдер қатысады?",
        "Неге?",
        "Және қандай нәтиже берді?",
        "Сонда тараптар неге келіспеді?",
        "Олардың мақсаттары қандай?",
        "Одан кейін не өзгерді?",
        "Ал Еуропалық одақтың көзқарасы қандай?",
        "Бұның себебі неде?",
        "Ол деген не?",
    ),
    "en": (
        "And with China?",
        "What about Uzbekistan?",
        "When was it signed?",
        "Why?",
        "Who supports them?",
        "What are its main goals?",
        "But why did the parties disagree?",
        "So what changed after that?",
        "How do they share the costs?",
        "How about the European Union?",
        "Does the latter have a secretariat?",
        "What is the reason?",
        "In Kazakhstan?",
    ),
}
STANDING_ALONE: dict[Language, tuple[str, ...]] = {
    "ru": (
        "Какова длина границы между Казахстаном и Китаем?",
        "Когда была подписана Конвенция о правовом статусе Каспийского моря?",
        "Какие государства входят в Евразийский экономический союз?",
        "Как страны Центральной Азии делят воду Сырдарьи?",
        "Что такое мягкая сила?",
        "Что такое ЕАЭС?",
        "Кто такой Касым-Жомарт Токаев?",
        "Почему консультативные встречи не привели к созданию постоянных органов?",
        "Сколько электроэнергии производит Кыргызстан на гидростанциях?",
        "Индия или Китай больше вкладывает в транспортные коридоры региона?",
        "Это правда, что Казахстан вышел из Энергетического кольца?",
    ),
    "kk": (
        "Қазақстан мен Қытай арасындағы шекараның ұзындығы қанша?",
        "Каспий теңізінің құқықтық мәртебесі туралы конвенцияға қашан қол қойылды?",
        "Еуразиялық экономикалық одаққа қандай мемлекеттер кіреді?",
        "Жұмсақ күш деген не?",
        "ЕАЭО деген не?",
        "Транскаспий дәлізімен қанша жүк тасымалданды?",
        "Шетелдік университеттердің филиалдары Қазақстанда қашан ашылды?",
        "Сырдарияның суын елдер қалай бөліседі?",
        "Халықаралық сот тауар белгілері туралы дауларды қарай ма?",
        "Алматыда қандай халықаралық ұйымдар орналасқан?",
    ),
    "en": (
        "How long is the border between Kazakhstan and China?",
        "When was the Convention on the legal status of the Caspian Sea signed?",
        "Which states belong to the Eurasian Economic Union?",
        "What is soft power?",
        "What is ASEAN?",
        "How much does the Global Gateway intend to invest?",
        "Why did the consultative meetings create no permanent bodies?",
        "Is there a customs union in Central Asia?",
        "Soviet planners built the energy ring for which purpose?",
        "How do the countries of Central Asia share the water of the Syr Darya?",
    ),
}
FIRST: dict[Language, str] = {language: questions[0] for language, questions in STANDING_ALONE.items()}


@pytest.mark.parametrize("question", [question for questions in LEANING.values() for question in questions])
def test_these_questions_lean(question: str) -> None:
    assert leans_on_history(question)


@pytest.mark.parametrize("question", [question for questions in STANDING_ALONE.values() for question in questions])
def test_these_questions_stand_alone(question: str) -> None:
    assert not leans_on_history(question)


@pytest.mark.parametrize("question", ["", "  \n", "?!", "…"])
def test_a_question_without_words_does_not_lean(question: str) -> None:
    assert not leans_on_history(question)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_leaning_question_is_joined_to_the_one_before(language: Language) -> None:
    first, leaning = FIRST[language], LEANING[language][0]
    assert standalone(f" {leaning}\n", [Turn(f"{first} ", "An answer.")]) == f"{first} {leaning}"


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_change_of_topic_carries_nothing_over(language: Language) -> None:
    first, second = STANDING_ALONE[language][:2]
    assert standalone(second, [Turn(first), Turn(LEANING[language][0])]) == second


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_chain_goes_back_to_the_question_that_stands_alone(language: Language) -> None:
    _, older = STANDING_ALONE[language][:2]
    one, two, three = LEANING[language][:3]
    history = [Turn(older), Turn(FIRST[language]), Turn(one), Turn(two)]
    assert standalone(three, history) == " ".join([FIRST[language], one, two, three])


def test_a_chain_goes_back_three_questions_and_no_further() -> None:
    history = [Turn("How long is the border?"), *[Turn(f"And {n}?") for n in range(4)]]
    assert standalone("And China?", history) == "And 1? And 2? And 3? And China?"


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_without_history_a_question_is_searched_for_as_it_is(language: Language) -> None:
    assert standalone(f" {LEANING[language][0]} ", []) == LEANING[language][0]


def test_a_question_may_lean_on_one_in_another_language() -> None:
    assert standalone("А с Узбекистаном?", [Turn(FIRST["en"])]) == f"{FIRST['en']} А с Узбекистаном?"
