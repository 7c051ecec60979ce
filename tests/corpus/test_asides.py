"""Notes at a page's foot and addresses of links leave the running text, and stand behind it."""

from __future__ import annotations

import pytest

from corpus import Article, split_passages
from tests.conftest import read_text

RULE = " " * 59
FIRST = {
    "ru": (
        "Идея союза государств обсуждалась в те годы очень широко, и лидеры стран региона не раз\n"
        "называли её «проектом века»"
    ),
    "kk": (
        "Мемлекеттер одағын құру идеясы сол жылдары кеңінен талқыланды, ал аймақ басшылары оны\n"
        "бірнеше рет «ғасыр жобасы» деп атады"
    ),
    "en": (
        "The idea of a union of states was discussed very widely in those years and the leaders of\n"
        "the region called it a “project of the century”"
    ),
}
NOTES = {
    "ru": "См.: Иванов А. Идея союза. – 1995.",
    "kk": "Қараңыз: Оразбай Ә. Одақ идеясы. – 1995.",
    "en": "See Kay, The Idea of Union, 1995.",
}
NEXT = {
    "ru": "В свою очередь соседи выразили уверенность, что найдут общий интерес и смогут\nидти дальше вместе.",
    "kk": "Өз кезегінде көршілер мүдделер теңгерімін тауып, бірге алға жылжи алатындарына сенім\nбілдірді.",
    "en": "In their turn the neighbours were sure that a balance of interests would be found and\nthat they would go.",
}


def read(language: str, middle: str) -> Article:
    (found,) = read_text(f"{FIRST[language][:40]}\n\n{FIRST[language]}\n{middle}\n{NEXT[language]}\n").articles
    return found


def notes(found: Article) -> list[tuple[int, str]]:
    return [(note.number, note.span.cut(found.text)) for note in found.notes]


@pytest.mark.parametrize("language", FIRST)
def test_a_note_stands_behind_the_text_under_its_number(language: str) -> None:
    found = read(language, f"1\n. \n\n{RULE}\n1\n {NOTES[language]}\n\n")
    assert notes(found) == [(1, NOTES[language])]
    assert found.text.endswith("\n\n" + NOTES[language])
    body = found.text.removesuffix(NOTES[language])
    assert NOTES[language] not in body
    assert body.index(NEXT[language].split("\n")[0]) > body.index("\n\n")


@pytest.mark.parametrize("language", FIRST)
def test_a_note_is_searched_and_found_at_its_place_in_the_file(language: str) -> None:
    text = f"{FIRST[language][:40]}\n\n{FIRST[language]}\n1\n. \n\n{RULE}\n1\n {NOTES[language]}\n\n{NEXT[language]}\n"
    (found,) = read_text(text).articles
    passage = split_passages(found)[-1]
    assert passage.text == NOTES[language]
    (piece,) = found.source.origins.segments(passage.span)
    assert piece.cut(text) == NOTES[language]
    assert passage.first_line == text[: text.index(NOTES[language])].count("\n") + 1


def test_numbers_below_a_rule_without_marks_are_a_list() -> None:
    found = read("en", f".\n\n{RULE}\n1\n First of all there is water.\n\n")
    assert found.notes == ()
    assert "First of all there is water." in found.text.split(NEXT["en"][:20])[0]


def test_two_notes_below_one_rule() -> None:
    text = (
        "1\n. Others did not, as is known to all who were there at the time and have written of\n2\n, of course.\n\n"
        f"{RULE}\n1\n Kay, 1995.\n2\n Lee, 1996,\npage 4.\n\n"
    )
    assert notes(read("en", text)) == [(1, "Kay, 1995."), (2, "Lee, 1996, page 4.")]


@pytest.mark.parametrize("language", FIRST)
def test_an_address_that_cuts_a_sentence_is_taken_out_and_kept(language: str) -> None:
    words = FIRST[language].replace("\n", " ").split(" ")
    cut = f"{' '.join(words[:9])}\n\nhttps://example.org/a/b\nhttps://example.org/a/b\n {' '.join(words[9:])}. "
    (found,) = read_text(f"{FIRST[language][:40]}\n\n{cut}{NEXT[language]}\n").articles
    assert FIRST[language].replace("\n", " ") in found.text
    assert found.text.count("https://example.org/a/b") == 1
    assert all("example.org" not in passage.text for passage in split_passages(found))


def test_an_address_at_the_end_of_an_entry_stays_there() -> None:
    entries = "1. Kay A. Union. 2020.\nhttps://example.org/a\n\n2. Lee B. Water. 2021."
    (found,) = read_text(f"{FIRST['en'][:40]}\n\n{FIRST['en']}.\n\nReferences\n\n{entries}\n").articles
    told = [entry.text for entry in found.references]
    assert told == ["1. Kay A. Union. 2020. https://example.org/a", "2. Lee B. Water. 2021."]
