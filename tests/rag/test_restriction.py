"""Restrictions in plain words: taken where they are unmistakable, and left where they belong to the question."""

from __future__ import annotations

import pytest

from corpus import Scope
from rag.holdings import Holdings
from rag.restriction import Restricted, restriction_in

from .scope_library import HOLDINGS

BAIZAKOVA = Scope(authors=("Байзакова",))
BAIZAKOVA_2026 = Scope(authors=("Байзакова",), first_year=2026, last_year=2026)
SINCE_2020 = Scope(first_year=2020)
IN_ENGLISH, IN_KAZAKH = Scope(languages=("en",)), Scope(languages=("kk",))
RU, KK, EN = "Что сказано о границах?", "Шекара туралы не айтылған?", "What is said of borders?"

SAID = [
    ("What is said of borders only in Байзакова 2026?", EN, BAIZAKOVA_2026),
    ("What is said of borders in Baizakova (2026)?", EN, BAIZAKOVA_2026),
    ("According to Байзакова 2026, what is said of borders?", EN, BAIZAKOVA_2026),
    ("Only in Baizakova: what is said of borders?", EN, BAIZAKOVA),
    ("In Baizakova's articles, what is said of borders?", EN, BAIZAKOVA),
    ("What is said of borders, but only in the articles by K. Baizakova?", EN, Scope(authors=("Байзакова K.",))),
    ("What is said of borders, only from 2020 on?", EN, SINCE_2020),
    ("What is said of borders (only in articles published since 2020)?", EN, SINCE_2020),
    ("What is said of borders in articles from 2010 to 2020?", EN, Scope(first_year=2010, last_year=2020)),
    ("What is said of borders? Only in articles after 2019.", EN, SINCE_2020),
    ("What is said of borders in English articles only?", EN, IN_ENGLISH),
    ("What is said of borders only in the collection Water?", EN, Scope(collections=("Water",))),
    ("What is said of borders in the collection “Су ресурстары”?", EN, Scope(collections=("Су ресурстары",))),
    ("What is said of borders only in articles by Pierre Chabal or Buranelli?", EN,
     Scope(authors=("Pierre Chabal", "Costa Buranelli"))),
    ("What is said of borders in the article “Water and Borders”?", EN, Scope(articles=("b",))),
    ("Что сказано о границах только у Байзаковой?", RU, BAIZAKOVA),
    ("Что сказано о границах, только Байзакова 2026?", RU, BAIZAKOVA_2026),
    ("Что сказано о границах в статьях Байзаковой?", RU, BAIZAKOVA),
    ("Что сказано о границах в статьях Байзаковой и Кукеевой?", RU, Scope(authors=("Байзакова", "Кукеева"))),
    ("Только в статьях на казахском: что сказано о границах?", RU, IN_KAZAKH),
    ("В англоязычных статьях что сказано о границах?", RU, IN_ENGLISH),
    ("Что сказано о границах? Только с 2020 года.", RU, SINCE_2020),
    ("Что сказано о границах лишь в статьях 2010–2020 годов?", RU, Scope(first_year=2010, last_year=2020)),
    ("Что сказано о границах только в работах К.И. Байзаковой до 2027 года на английском языке?", RU,
     Scope(authors=("Байзакова К.И.",), last_year=2026, languages=("en",))),
    ("Что сказано о границах только в подборке «Диссертация»?", RU, Scope(collections=("Диссертация",))),
    ("Что сказано о границах в статье «Интеграционные барьеры»?", RU, Scope(articles=("a",))),
    ("Что сказано о границах только у Ли?", RU, Scope(authors=("Ли",))),
    ("Шекара туралы не айтылған, тек Байзакова 2026 мақаласынан?", KK, BAIZAKOVA_2026),
    ("Тек Байзакованың мақалаларынан: шекара туралы не айтылған?", KK, BAIZAKOVA),
    ("Байзакованың мақалаларында шекара туралы не айтылған?", KK, BAIZAKOVA),
    ("Тек қазақша мақалалардан шекара туралы не айтылған?", KK, IN_KAZAKH),
    ("Шекара туралы не айтылған (ағылшын тіліндегі мақалалардан ғана)?", KK, IN_ENGLISH),
    ("Шекара туралы не айтылған? Тек 2020 жылдан бері.", KK, SINCE_2020),
    ("Шекара туралы не айтылған, тек 2019 жылдан кейінгі мақалалардан?", KK, SINCE_2020),
    ("Тек 2010–2020 жылдардағы мақалалардан шекара туралы не айтылған?", KK, Scope(first_year=2010, last_year=2020)),
    ("«Су ресурстары» топтамасынан ғана: шекара туралы не айтылған?", KK, Scope(collections=("Су ресурстары",))),
]  # fmt: skip


@pytest.mark.parametrize(("said", "question", "scope"), SAID, ids=[said for said, *_ in SAID])
def test_a_restriction_is_taken_out_of_the_question(said: str, question: str, scope: Scope) -> None:
    assert restriction_in(said, lambda: HOLDINGS) == Restricted(question, scope)


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        ("only in Байзакова 2026", BAIZAKOVA_2026), ("only from 2020 on", SINCE_2020),
        ("And only in English articles?", IN_ENGLISH), ("из 2020 – только", None),
        ("только у Байзаковой", BAIZAKOVA), ("только в статьях на казахском", IN_KAZAKH), ("с 2020 года", SINCE_2020),
        ("тек Байзакова 2026 мақаласынан", BAIZAKOVA_2026), ("тек қазақша мақалалардан", IN_KAZAKH),
        ("2020 жылдан кейін", Scope(first_year=2021)), ("Байзакова 2026 ғана", BAIZAKOVA_2026),
    ],
)  # fmt: skip
def test_a_restriction_may_be_all_that_is_said(said: str, scope: Scope | None) -> None:
    expected = Restricted(said) if scope is None else Restricted("", scope)
    assert restriction_in(said, lambda: HOLDINGS) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How did trade change from 2020 on?", "How did trade change only from 2020 on?",
        "Why did Kazakhstan join the WTO only in 2015?", "Why so late, only after 2010?",
        "Which documents are published only in English?", "Is water shared only in Kazakhstan?",
        "What did Nazarbayev sign in 2010?", "Which articles speak of water?", "What is said in Article 5 of 1995?",
        "How many articles did Baizakova publish?", "What is said of borders only in Pushkin 2026?", "only", "2020",
        "What is said of borders only in the collection Earth?", "What is said in the article “No such title”?",
        "Почему Казахстан вступил в ВТО только в 2015 году?", "Почему так поздно, только после 2010 года?",
        "Как изменилась торговля с 2020 года?", "а с 2020 года?", "Какие документы изданы только на казахском языке?",
        "Какие нормы закреплены в статье 5 Конституции 1995 года?", "Кто встречался только с Назарбаевым?",
        "Какая должность была у Назарбаева?", "Что пишет Байзакова о границах?", "Есть ли вода?",
        "В каких статьях говорится о воде?", "Что сказано о границах только у Пушкина?",
        "2020 жылдан кейін сауда қалай өзгерді?", "Неге Қазақстан ДСҰ-ға тек 2015 жылы кірді?",
        "Қандай мақалаларда су туралы айтылған?", "Каспий туралы қазақша қандай мақала бар?", "тек қана су",
        "Тек Пушкиннің мақалаларынан: су деген не?", "", "?",
        "What is said of borders in articles from 2024 to 2020?",
    ],
)  # fmt: skip
def test_what_belongs_to_the_question_stays_in_it(question: str) -> None:
    assert restriction_in(question, lambda: HOLDINGS) == Restricted(question)


@pytest.mark.parametrize("question", [RU, KK, EN, "Каспий теңізінің мәртебесі қандай?"])
def test_the_library_is_not_asked_where_there_can_be_no_restriction(question: str) -> None:
    def holdings() -> Holdings:
        raise AssertionError("the library was asked")

    assert restriction_in(question, holdings) == Restricted(question)


@pytest.mark.parametrize("ending", ["", "ning", "ның", "ға", "ны", "дан", "да", "мен", "дағы"])
def test_kazakh_endings_of_names_are_tolerated(ending: str) -> None:
    scope = restriction_in(f"тек Байзакова{ending} 2026", lambda: HOLDINGS).scope
    assert scope == (Scope() if ending == "ning" else BAIZAKOVA_2026)


@pytest.mark.parametrize("name", ["Назарбаев", "Назарбаева", "Назарбаеву", "Назарбаевым", "Назарбаеве", "Nazarbayev"])
def test_russian_endings_of_names_are_tolerated(name: str) -> None:
    assert restriction_in(f"Только в статьях {name}", lambda: HOLDINGS).scope == Scope(authors=("Назарбаев",))
