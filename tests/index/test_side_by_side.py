"""What lists of keywords and titles in several languages tell of terms, and what they are not believed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus import LANGUAGES, Language, read_file
from corpus.record import Record
from index.concept import Concept
from index.glossary import Glossary
from index.side_by_side import concepts_in

KNOWN = Glossary(
    (
        Concept({"ru": ("ШОС", "Шанхайская организация"), "kk": ("ШЫҰ",), "en": ("SCO",)}),
        Concept({"ru": ("граница",), "kk": ("шекара",), "en": ("border",)}),
        Concept({"ru": ("река",), "kk": ("өзен",), "en": ("river",)}),
    )
)


def told(*records: Record) -> list[dict[Language, str]]:
    return [{language: form for language, (form,) in concept.forms.items()} for concept in concepts_in(records, KNOWN)]


def listed(**lists: str) -> Record:
    """A record with lists of keywords, each written in one text."""
    by_language = {language: lists[language] for language in LANGUAGES if language in lists}
    return Record(keyword_lists={language: tuple(text.split(", ")) for language, text in by_language.items()})


def test_lists_of_one_length_are_taken_term_by_term() -> None:
    record = listed(ru="неореализм, граница, водный баланс", kk="неореализм, шекара, су теңгерімі")
    assert told(record) == [
        {"ru": "неореализм", "kk": "неореализм"},
        {"ru": "водный баланс", "kk": "су теңгерімі"},
    ]


def test_three_lists_give_pairs_of_each_two_languages() -> None:
    assert told(listed(ru="паром", kk="паром", en="ferry")) == [
        {"ru": "паром", "kk": "паром"},
        {"ru": "паром", "en": "ferry"},
        {"kk": "паром", "en": "ferry"},
    ]


def test_what_is_known_or_contradicts_it_is_left_out() -> None:
    assert told(listed(ru="граница, река, паром", en="borders, boundary, ferry")) == [{"ru": "паром", "en": "ferry"}]


@pytest.mark.parametrize(
    ("ru", "en"),
    [
        ("граница, паром, река", "river, ferry, border"),
        ("паром, Назарбаев, мост", "Nazarbayev, bridge, ferry"),
        ("Шанхайская организация, паром", "ferry, SCO"),
    ],
)
def test_lists_in_another_order_give_only_what_is_sure(ru: str, en: str) -> None:
    sure = {"ru": "Назарбаев", "en": "Nazarbayev"}
    assert told(listed(ru=ru, en=en)) == ([sure] if sure["ru"] in ru else [])


def test_lists_of_unlike_length_give_only_what_is_sure() -> None:
    record = listed(ru="паром, Токаев, граница, мост", en="ferry, border, Tokayev")
    assert told(record) == [{"ru": "Токаев", "en": "Tokayev"}]


def test_a_pair_of_several_articles_counts_once() -> None:
    once, again = listed(ru="паром", en="ferry"), listed(ru="Паром", en="Ferry")
    assert told(once, again, once) == [{"ru": "паром", "en": "ferry"}]


def test_two_translations_of_one_term_are_both_kept() -> None:
    assert told(listed(ru="паром", en="ferry"), listed(ru="паром", en="ferryboat")) == [
        {"ru": "паром", "en": "ferry"},
        {"ru": "паром", "en": "ferryboat"},
    ]


@pytest.mark.parametrize(
    ("ru", "en"),
    [("о", "by"), ("1991", "1991"), ("одно два три четыре пять шесть семь", "long"), ("П", "F")],
)
def test_what_is_no_term_is_left_out(ru: str, en: str) -> None:
    assert told(listed(ru=f"{ru}, паром", en=f"{en}, ferry")) == [{"ru": "паром", "en": "ferry"}]


def test_a_list_in_capitals_has_terms_in_small_letters() -> None:
    assert told(listed(ru="ПАРОМ, ВОДНЫЙ БАЛАНС", en="ferry, water balance")) == [
        {"ru": "паром", "en": "ferry"},
        {"ru": "водный баланс", "en": "water balance"},
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_titles_are_taken_whole(language: Language) -> None:
    titles: dict[Language, str] = {"ru": "ВОДНЫЙ БАЛАНС", "kk": "Су теңгерімі", "en": "Water balance"}
    cased = titles | {"ru": "Водный баланс"}
    others = {other: title for other, title in titles.items() if other != language}
    record = Record(title=titles[language], cased_title=cased[language], language=language, titles=others)
    pairs = [{key.casefold() for key in pair.values()} for pair in told(record)]
    assert pairs == [
        {"водный баланс", "су теңгерімі"},
        {"водный баланс", "water balance"},
        {"су теңгерімі", "water balance"},
    ]


def test_long_titles_are_not_taken() -> None:
    titles: dict[Language, str] = {"en": "On the balance of the waters"}
    assert told(Record(title="Водный баланс", language="ru", titles=titles)) == []


def test_records_without_lists_tell_nothing() -> None:
    assert told() == told(Record(), listed(ru="паром"), Record(keywords=("паром",), title="Паром")) == []


def test_what_is_learnt_is_found_in_questions() -> None:
    learnt = Glossary.learnt([listed(ru="водный баланс", kk="су теңгерімі", en="water balance")])
    merged = Glossary.shipped().merged(learnt)
    assert "water balance" in merged.translations("Су теңгерімінің өзгерісі", "kk", "en")
    assert merged.translations("О водном балансе", "ru", "kk")[0] == "су теңгерімі"


def test_learning_from_forty_articles_takes_milliseconds() -> None:
    glossary = Glossary.shipped()
    assert glossary.translations("", "ru", "kk") == ()
    lists = [
        {language: ", ".join(f"{word} {number} {at}" for at in range(8)) for language, word in
         (("ru", "термин"), ("kk", "атауы"), ("en", "term"))}
        for number in range(40)
    ]  # fmt: skip
    records = [listed(**each) for each in lists]
    started = time.process_time()
    assert len(Glossary.learnt(records).concepts) == 40 * 8 * 3
    assert time.process_time() - started < 0.5  # 50 ms on a plain machine


@pytest.mark.articles
def test_real_articles_tell_pairs(articles_folder: Path) -> None:
    records = [article.record for path in sorted(articles_folder.glob("*.txt")) for article in read_file(path).articles]
    learnt = Glossary.learnt(records)
    assert len(learnt.concepts) >= 10
    assert "көлік жобалары" in learnt.translations("О транспортных проектах", "ru", "kk")
    assert "environmental cooperation" in learnt.translations("Экологиялық ынтымақтастықтың рөлі", "kk", "en")
