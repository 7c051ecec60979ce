"""Which words are forms of which: what declension makes, and what only looks alike."""

from __future__ import annotations

import pytest

from corpus import Language
from index.inflection import is_form, key_of, words_of

FORMS: list[tuple[Language, str, str]] = [
    ("ru", "организация", "организации организацию организаций организациями"),
    ("ru", "Китай", "Китая Китаю Китаем Китае"),
    ("ru", "Казахстан", "Казахстана Казахстану Казахстаном"),
    ("ru", "региональная", "региональной региональную региональные региональных"),
    ("ru", "внешний", "внешней внешнего внешние внешними"),
    ("ru", "экономический", "экономическая экономического экономическими"),
    ("ru", "развивающиеся", "развивающихся развивающимися"),
    ("ru", "рынок", "рынка рынки рынков рынками"),
    ("ru", "уровень", "уровня уровне уровни"),
    ("ru", "оценка", "оценки оценкой оценок"),
    ("ru", "гражданин", "гражданина граждане граждан гражданами"),
    ("ru", "семья", "семьи семье семьёй семей"),
    ("ru", "водохранилище", "водохранилища водохранилищ водохранилищами"),
    ("ru", "врач", "врачей врачом врачами"),
    ("ru", "молодёжь", "молодежь молодежи молодёжью"),
    ("ru", "интервью", "интервью"),
    ("kk", "өзен", "өзендер өзендердің өзені өзенінде өзенге өзеннен"),
    ("kk", "аймақ", "аймағы аймағында аймаққа аймақтарды аймақтардағы"),
    ("kk", "мектеп", "мектебі мектебінің мектептерде"),
    ("kk", "қала", "қалада қаланың қаласы қаласындағы қалаларға қаламыз"),
    ("kk", "су", "суы суға судың сумен"),
    ("kk", "ұйымы", "ұйымына ұйымының ұйымы ұйымдары ұйым"),
    ("kk", "алқабы", "алқабында алқап алқапта"),
    ("kk", "шекара", "шекарамыздағы шекараны"),
    ("kk", "Лондон", "Лондонда Лондонның Лондонға"),
    ("en", "border", "borders Border"),
    ("en", "policy", "policies"),
    ("en", "process", "processes process"),
    ("en", "crisis", "crisis"),
]
STRANGERS: list[tuple[Language, str, str]] = [
    ("ru", "право", "правило правильный правление"),
    ("ru", "семья", "семь семи семян"),
    ("ru", "статья", "стать стата"),
    ("ru", "Китай", "кит киты кита"),
    ("ru", "партия", "парта партнёр"),
    ("ru", "развитие", "развитой развитые развить"),
    ("ru", "выборы", "выбор выборка"),
    ("ru", "учёный", "учение"),
    ("ru", "суд", "судно судья"),
    ("kk", "халық", "халықаралық халықтық"),
    ("kk", "тіл", "тілек тілдік"),
    ("kk", "көл", "көлік көлем гөл"),
    ("kk", "жылқы", "жылғы"),
    ("kk", "ақын", "ағын"),
    ("kk", "қала", "қалалық қалам қалады"),
    ("kk", "қар", "қарсы қара қарым"),
    ("kk", "жастар", "жас жасы"),
    ("kk", "бала", "балама"),
    ("en", "international", "internal intern"),
    ("en", "community", "communism communication"),
    ("en", "politics", "politic"),
    ("en", "news", "newer"),
]


def cases(listed: list[tuple[Language, str, str]]) -> list[tuple[Language, str, str]]:
    return [(language, term, word) for language, term, words in listed for word in words.split()]


@pytest.mark.parametrize(("language", "term", "word"), cases(FORMS))
def test_endings_of_declension_make_a_form(language: Language, term: str, word: str) -> None:
    in_phrase = term in ("ұйымы", "алқабы", "развивающиеся")
    (of,), (form,) = words_of(term, language), words_of(word, language)
    assert is_form(form, of, language, in_phrase=in_phrase)
    assert key_of(of, language) in form.keys


@pytest.mark.parametrize(("language", "term", "word"), cases(STRANGERS))
def test_words_that_only_look_alike_are_none(language: Language, term: str, word: str) -> None:
    (of,), (stranger,) = words_of(term, language), words_of(word, language)
    assert not is_form(stranger, of, language, in_phrase=False)


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("ru", "проект", "проекты"), ("kk", "жоба", "жобалар"), ("kk", "қақтығысы", "қақтығыстары")],
)
def test_within_a_phrase_the_plural_has_a_singular(language: Language, one: str, many: str) -> None:
    (of,), (word,) = words_of(many, language), words_of(one, language)
    assert is_form(word, of, language, in_phrase=True)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ru", "О границах и реках", ["границах", "реках"]),
        ("kk", "Өзен және көл туралы", ["өзен", "көл"]),
        ("en", "The rivers of a state_line", ["rivers", "state", "line"]),
        ("ru", "?! …", []),
    ],
)
def test_words_are_those_that_tell_something(language: Language, text: str, words: list[str]) -> None:
    assert [word.plain for word in words_of(text, language)] == words
