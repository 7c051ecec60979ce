"""What stands around an article's text: abstracts in several languages and places, forms of names, contact lines."""

from __future__ import annotations

import pytest

from corpus import LANGUAGES, Article, Language
from tests.conftest import read_text
from tests.corpus.test_divide import HEADS, TITLES, paragraph

AUTHORS = {"ru": "К.И. Байзакова, Н. Сабуров", "kk": "К.И. Байзақова, Н. Сабуров", "en": "K.I. Baizakova, N. Saburov"}
ABSTRACTS = {"ru": "Аннотация", "kk": "Аңдатпа", "en": "Abstract"}
KEYWORDS = {"ru": "Ключевые слова", "kk": "Кілт сөздер", "en": "Keywords"}
CONTACTS = {
    "ru": ["Казахский национальный университет им. аль-Фараби, Алматы, Казахстан", "e-mail: kb@example.kz"],
    "kk": ["Әл-Фараби атындағы Қазақ ұлттық университеті, Алматы, Қазақстан", "e-mail: kb@example.kz"],
    "en": ["Al-Farabi Kazakh National University, Almaty, Kazakhstan", "ORCID: 0000-0001-2345-6789"],
}
ABOUT = {"ru": "Сведения об авторах", "kk": "Авторлар туралы мәлімет", "en": "Information about the authors"}


def others(language: Language) -> list[Language]:
    return [other for other in LANGUAGES if other != language]


def markdown(text: str) -> Article:
    (found,) = read_text(text, name="a.md", format_="markdown").articles
    return found


def one_line(language: Language, times: int = 6) -> str:
    return paragraph(language, times).replace(" \n", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_labelled_abstracts_bring_their_titles_and_names(language: Language) -> None:
    parts = [
        f"# {TITLES[language]}".replace("\n\n", " "),
        AUTHORS[language],
        f"{ABSTRACTS[language]}. {one_line(language)}",
    ]
    parts += [f"## {HEADS[language][0]}", one_line(language, 9)]
    for other in others(language):
        parts += [f"# {TITLES[other]}".replace("\n\n", " "), AUTHORS[other]]
        parts += [f"{ABSTRACTS[other]}. {one_line(other)}", f"{KEYWORDS[other]}: a, b"]
    record = markdown("\n\n".join(parts)).record
    assert record.abstracts == {each: one_line(each).strip() for each in LANGUAGES}
    assert record.titles == {other: TITLES[other].replace("\n\n", " ").capitalize() for other in others(language)}
    assert record.authors == tuple(AUTHORS[language].split(", "))
    forms = [tuple(AUTHORS[other].split(", ")[place] for other in others(language)) for place in (0, 1)]
    told = tuple(tuple(dict.fromkeys(f for f in each if f != record.authors[at])) for at, each in enumerate(forms))
    assert record.author_forms == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_abstract_without_a_label_is_known_by_its_place(language: Language) -> None:
    (other, third) = others(language)
    parts = [f"# {TITLES[language]}".replace("\n\n", " "), one_line(language), f"## {HEADS[language][0]}"]
    parts += [one_line(language, 9), AUTHORS[other], f"## {TITLES[other].title()}".replace("\n\n", " ")]
    parts += [one_line(other), f"{KEYWORDS[other]}: a, b"]
    record = markdown("\n\n".join(parts)).record
    assert record.abstracts == {each: one_line(each).strip() for each in (language, other)}
    assert third not in record.abstracts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_opening_is_no_abstract(language: Language) -> None:
    parts = [f"# {TITLES[language]}".replace("\n\n", " "), one_line(language, 60), f"## {HEADS[language][0]}"]
    assert markdown("\n\n".join([*parts, one_line(language)])).record.abstracts == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_affiliations_codes_and_addresses_are_no_evidence(language: Language) -> None:
    lines = ["УДК 327:005.591.45", "https://doi.org/10.1234/abc.2026.1"]
    below = CONTACTS[language]
    about = [f"## {ABOUT[language]}", f"{AUTHORS['ru'].split(', ')[0]} – {one_line(language, 1).strip()}"]
    parts = [*lines, f"# {TITLES[language]}".replace("\n\n", " "), AUTHORS[language], *below]
    parts += [f"## {HEADS[language][0]}", one_line(language), *about]
    found = markdown("\n\n".join(parts))
    unsearched = [span.cut(found.text) for span in found.unsearched]
    told = " ".join(unsearched)
    assert [line for line in (*lines, *below, about[1]) if line not in told] == []
    assert one_line(language).strip() not in unsearched
    assert (found.record.udc, found.record.doi) == ("327:005.591.45", "10.1234/abc.2026.1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_that_names_an_institution_is_evidence(language: Language) -> None:
    told = {
        "ru": "Казахский университет открыл центр исследований, где работают сорок человек из пяти стран региона.",
        "kk": "Қазақ университеті зерттеу орталығын ашты, онда аймақтың бес елінен келген қырық адам жұмыс істейді.",
        "en": "The Kazakh university opened a centre in which forty people from five countries of the region work.",
    }[language]
    parts = [f"# {TITLES[language]}".replace("\n\n", " "), AUTHORS[language], f"## {HEADS[language][0]}", told]
    found = markdown("\n\n".join([*parts, one_line(language)]))
    assert told not in [span.cut(found.text) for span in found.unsearched]


def test_a_running_head_tells_journal_issue_and_year() -> None:
    page = paragraph("ru", 40).split("\n")
    head = "ВЕСТНИК университета, серия «Политика», №2 (74), 2021 г."
    text = "\n".join(page[:30]) + f"\n\n\n\n{head} \n\n107 \n\n" + "\n".join(page[30:])
    (found,) = read_text(f"{TITLES['ru']}\n\n{text}\n").articles
    record = found.record
    assert (record.container, record.issue, record.year) == ("ВЕСТНИК университета, серия «Политика»", "2 (74)", 2021)
