"""Where evidence stands, in a small library."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Home, Language, Library
from eval.questions import Question, QuestionSet, locate
from tests.eval.questions.sets import EVIDENCE, KEYS, TURNS
from tests.fakes import library_of, put

FILLER: dict[Language, str] = {
    "ru": "После распада союза прежние административные линии стали границами государств.",
    "kk": "Бұл бағыт Қытайды Қазақстан мен Каспий теңізі арқылы Еуропамен қосады.",
    "en": "Whether it competes with older plans is disputed among the authors who wrote of it.",
}
LANGUAGES: tuple[Language, ...] = ("ru", "kk", "en")


def body(language: Language, evidence: str) -> str:
    return f"## First part\n\n{FILLER[language]}\n\n## Second part\n\n{FILLER[language]} {evidence} {FILLER[language]}"


def question(lang: Language, *evidence: str, doc: str = "", article: str = "", id_: str = "q") -> Question:
    """A question in `lang`; its document may be in another language."""
    keys = tuple(tuple(alternatives) for alternatives in KEYS[lang])
    return Question(id_, lang, "number", (TURNS[lang],), True, doc, article or "Title", evidence, "A.", keys)


@pytest.fixture
def library(home: Home) -> Library:
    bodies: dict[str, tuple[Language, str]] = {
        f"Borders-{lang}": (lang, body(lang, EVIDENCE[lang])) for lang in LANGUAGES
    }
    return library_of(home, bodies)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_piece_is_found_with_its_article_section_and_lines(library: Library, language: Language) -> None:
    asked: Language = "en" if language == "ru" else "ru"
    only = question(asked, EVIDENCE[language], doc=f"borders-{language}")
    located = locate(library, QuestionSet("set", (only,)))
    (place,) = located["q"]
    assert place is not None
    article = library.article(place.article_id)
    assert place.span.cut(article.text) == EVIDENCE[language].rstrip(".")
    assert (place.language, place.title, place.section) == (language, f"Borders-{language}", "Second part")
    assert (place.file_name, place.exact, place.pages) == (f"borders-{language}.md", True, ())
    printed = (library_folder(library) / place.file_name).read_text(encoding="utf-8").split("\n")
    assert place.first_line == place.last_line
    assert EVIDENCE[language] in printed[place.first_line - 1]
    assert located.problems() == []


def library_folder(library: Library) -> Path:
    return library._home.root / "files"


def test_letters_and_digits_are_all_that_counts(library: Library) -> None:
    evidence = "the COMMISSION set out – to mobi-\nlise up to 300 billion (of investment) by 2027"
    (place,) = locate(library, QuestionSet("set", (question("en", evidence, doc="borders-en"),)))["q"]
    assert place is not None
    assert place.exact
    assert place.span.cut(library.article(place.article_id).text) == EVIDENCE["en"].rstrip(".")


def test_a_letter_with_two_small_forms_does_not_shift_the_place(home: Home) -> None:
    """The small form of "İ" is two characters."""
    library = library_of(home, {"Turkey": ("en", body("en", f"İzmir and İstanbul are named here. {EVIDENCE['en']}"))})
    (place,) = locate(library, QuestionSet("set", (question("en", EVIDENCE["en"]),)))["q"]
    assert place is not None
    assert place.span.cut(library.article(place.article_id).text) == EVIDENCE["en"].rstrip(".")


def test_pieces_keep_their_order_and_one_that_is_nowhere_is_none(library: Library) -> None:
    nowhere = "Nothing of this kind was ever written in any of the articles."
    asked = question("en", nowhere, EVIDENCE["en"], doc="borders-en")
    located = locate(library, QuestionSet("set", (asked,)))
    missing, found = located["q"]
    assert missing is None
    assert found is not None
    assert located.problems() == [f"q: the evidence “{nowhere}” stands in no article"]


def test_a_problem_says_that_the_file_is_missing(library: Library) -> None:
    located = locate(library, QuestionSet("set", (question("kk", "z" * 100, doc="water"),)))
    (problem,) = located.problems()
    assert problem == (
        f"q: the evidence “{'z' * 80} …” stands in no article; the library has no file whose name begins with “water”"
    )


def test_the_named_file_comes_first_and_then_all(home: Home) -> None:
    bodies: dict[str, tuple[Language, str]] = {
        "A-copy": ("en", body("en", EVIDENCE["en"])),
        "B-own": ("en", f"{body('en', EVIDENCE['en'])} And more."),
    }
    library = library_of(home, bodies)
    asked = [
        question("en", EVIDENCE["en"], doc="b-own", id_="named"),
        question("en", EVIDENCE["en"], doc="", id_="free"),
        question("en", EVIDENCE["en"], doc="elsewhere", id_="gone"),
    ]
    located = locate(library, QuestionSet("set", tuple(asked)))
    assert [place.title for id_ in ("named", "free", "gone") for place in located[id_] if place] == [
        "B-own",
        "A-copy",
        "A-copy",
    ]


def test_of_a_files_articles_the_one_of_the_title_comes_first(home: Home) -> None:
    bodies: dict[str, tuple[Language, str]] = {
        "vol-1": ("en", body("en", EVIDENCE["en"])),
        "vol-2": ("en", f"{body('en', EVIDENCE['en'])} And more."),
    }
    library = library_of(home, bodies)
    asked = question("en", EVIDENCE["en"], doc="vol", article="VOL 2")
    (place,) = locate(library, QuestionSet("set", (asked,)))["q"]
    assert place is not None
    assert place.title == "vol-2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_that_runs_over_a_page_number_is_found_all_the_same(library: Library, language: Language) -> None:
    sentence = f"{FILLER[language]} {EVIDENCE[language]}"
    middle = len(sentence) // 2
    over_a_page = f"{sentence[:middle]} 215 {sentence[middle:]}"
    (place,) = locate(library, QuestionSet("set", (question(language, over_a_page, doc="borders"),)))["q"]
    assert place is not None
    assert not place.exact
    assert place.span.cut(library.article(place.article_id).text) == sentence.rstrip(".")


def test_most_of_a_piece_in_the_named_article_is_better_than_all_of_it_elsewhere(home: Home) -> None:
    over_a_page = EVIDENCE["en"].replace("out to", "out 215 to")
    bodies: dict[str, tuple[Language, str]] = {
        "A-review": ("en", body("en", over_a_page)),
        "B-own": ("en", body("en", EVIDENCE["en"])),
    }
    library = library_of(home, bodies)
    (place,) = locate(library, QuestionSet("set", (question("en", over_a_page, doc="b-own"),)))["q"]
    assert place is not None
    assert (place.title, place.exact) == ("B-own", False)


def test_a_letter_as_the_file_prints_it_is_found_where_cleaning_mended_it(home: Home, tmp_path: Path) -> None:
    """The file prints a Latin "o" in a Russian word; both spellings are found."""
    library = Library.open(home)
    printed = EVIDENCE["ru"].replace("году", "гoду")
    path = tmp_path / "borders.md"
    path.write_text(f"# Границы\n\n{body('ru', printed)}\n", encoding="utf-8")
    article = put(library, path)
    assert article.source.origins.mended
    asked = (question("ru", printed, id_="printed"), question("ru", EVIDENCE["ru"], id_="mended"))
    located = locate(library, QuestionSet("set", asked))
    (first,), (second,) = located["printed"], located["mended"]
    assert first is not None
    assert second is not None
    assert first.exact
    assert first == second


def test_an_empty_library_and_questions_without_evidence(home: Home) -> None:
    unanswerable = Question("none", "en", "off_topic", ("Who?",), answerable=False)
    judged = Question("whole", "en", "factoid", ("Who?",), answerable=True, relevant={"a.md": 1})
    asked = question("ru", EVIDENCE["ru"])
    located = locate(Library.open(home), QuestionSet("set", (unanswerable, judged, asked)))
    assert dict(located) == {"none": (), "whole": (), "q": (None,)}
    assert len(located) == 3
    assert len(located.problems()) == 1


def test_a_hundred_questions_take_no_time(home: Home) -> None:
    """Even when every piece has to be looked for in all of the text."""
    texts: dict[str, tuple[Language, str]] = {
        f"Long-{number}": (
            "ru",
            "\n\n".join(f"{FILLER['ru']} Это абзац {number * 1000 + part} из многих." for part in range(900)),
        )
        for number in range(2)
    }
    library = library_of(home, texts)
    assert sum(len(library.article(each.id).text) for each in library.articles()) > 180_000
    pieces = [f"Такого предложения номер {number} нет нигде ни в одной из статей." for number in range(100)]
    asked = [question("ru", piece, id_=f"q{number}") for number, piece in enumerate(pieces)]
    found = replace(asked[0], id="found", evidence=(f"Это абзац 1450 из многих. {FILLER['ru']}",))
    began = time.perf_counter()
    located = locate(library, QuestionSet("set", (*asked, found)))
    assert time.perf_counter() - began < 2  # a tenth of it on a machine that has nothing else to do
    assert len(located.problems()) == 100
    assert None not in located["found"]
