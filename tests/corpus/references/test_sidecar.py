from __future__ import annotations

from typing import Any

import pytest

from corpus.errors import UnreadableFile
from corpus.record import Record, WorkType
from corpus.references import read_sidecar, record_from_fields, to_bibtex, to_csl_json, to_ris

YAML = """
type: article
title: "Орталық Азия: ынтымақтастық"
authors: [Әбдірахманов Қ.Ә., К.И. Байзакова]
journal: ҚазҰУ хабаршысы
year: 2020
volume: 64
number: 3
pages: 15-20
language: kk
doi: https://doi.org/10.48371/ISMO.2026.64.2.022
issn: 0002-1822
accessed: 12.03.2026
abstract: Мақалада су туралы.
keywords: су; энергия
titles:
  ru: Центральная Азия
  en: Central Asia
author_forms: [[Абдрахманов К.], []]
place:
"""
RECORD = Record(
    type=WorkType.JOURNAL_ARTICLE, title="Орталық Азия: ынтымақтастық", authors=("Әбдірахманов Қ.Ә.", "К.И. Байзакова"),
    container="ҚазҰУ хабаршысы", year=2020, volume="64", issue="3", pages="15-20", language="kk", issn="0002-1822",
    doi="10.48371/ISMO.2026.64.2.022", accessed="2026-03-12", abstracts={"kk": "Мақалада су туралы."},
    keywords=("су", "энергия"), titles={"ru": "Центральная Азия", "en": "Central Asia"},
    author_forms=(("Абдрахманов К.",), ()),
)  # fmt: skip


@pytest.mark.parametrize("ending", ["yaml", "yml", "YML"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_yaml_holds_a_record_under_its_own_names(ending: str, encoding: str) -> None:
    assert read_sidecar(f"a.{ending}", YAML.encode(encoding)) == [RECORD]


def test_yaml_may_hold_a_list() -> None:
    data = "- title: Один\n  accessed: 2026-03-12\n- title: Екі\n  authors: Ли А.; Ким Б.\n"
    assert read_sidecar("a.yaml", data.encode()) == [
        Record(title="Один", accessed="2026-03-12"),
        Record(title="Екі", authors=("Ли А.", "Ким Б.")),
    ]


@pytest.mark.parametrize(("ending", "write"), [("bib", to_bibtex), ("ris", to_ris), ("json", to_csl_json)])
def test_a_sidecar_is_read_by_its_ending(ending: str, write: Any) -> None:
    record = Record(type=WorkType.BOOK, title="Су мен жер", authors=("Ли, А.",), year=2020, language="kk")
    assert read_sidecar(f"article.{ending}", write([record]).encode()) == [record]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.yaml", "title: А\nyear: давно\n", "a.yaml: year: 'давно' does not fit; expected a whole number"),
        ("a.yaml", "- title: А\n- year: 999\n", "a.yaml, record 2: year: 999"),
        ("a.yaml", "title: А\ntilte: B\n", "'tilte' is no field of a record; the fields are .*container.*title"),
        ("a.yaml", "title: [\n", "a.yaml: line 2: no valid YAML"),
        ("a.yaml", "просто слова\n", "must hold `field: value` lines"),
        ("a.yaml", "[]", "holds no words"),
        ("a.bib", "no entries here", "no BibTeX entry"),
        ("a.ris", "нет записей", "line 1: 'нет записей' stands outside of a record"),
        ("a.json", "{", "holds no words"),
        ("a.json", '{"title": ', "line 1: no valid JSON"),
        ("a.xml", "<a>слово</a>", r"no kind of file for records; those end in \.bib, \.ris, \.json, \.yaml, \.yml"),
    ],
)
def test_errors_say_what_and_where(name: str, data: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read_sidecar(name, data.encode())


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("type", "thesis", WorkType.THESIS),
        ("type", "Book", WorkType.BOOK),
        ("year", "2026", 2026),
        ("doi", "doi:10.1234/abc.1", "10.1234/abc.1"),
        ("issn", "2049-3630", "2049-3630"),
        ("issn", "2434 561x", "2434-561X"),
        ("isbn", "978-0-306-40615-7", "978-0-306-40615-7"),
        ("isbn", "ISBN 0-306-40615-2", "0-306-40615-2"),
        ("isbn", "0-8044-2957-Х", "0-8044-2957-X"),
        ("accessed", "1.2.2026", "2026-02-01"),
        ("language", "kk", "kk"),
        ("volume", 7, "7"),
        ("authors", "Всемирный банк", ("Всемирный банк",)),
        ("abstracts", {"ru": "О воде."}, {"ru": "О воде."}),
    ],
)
def test_a_fit_value_is_kept(field: str, value: object, kept: object) -> None:
    assert getattr(record_from_fields({field: value}, "--edit"), field) == kept


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("type", "песня", "one of article, "),
        ("title", ["А"], "a text"),
        ("title", True, "a text"),
        ("year", 2101, "from 1000 to 2100"),
        ("year", "2020/21", "from 1000 to 2100"),
        ("year", True, "from 1000 to 2100"),
        ("language", "kz", "one of ru, kk, en"),
        ("doi", "11.1234/abc", "a DOI such as 10.1234/abc"),
        ("issn", "0002-1823", "an ISSN"),
        ("isbn", "978-0-306-40615-8", "an ISBN"),
        ("url", "akorda.kz", "http:// or https://"),
        ("accessed", "31.02.2026", "a day such as 2026-03-12"),
        ("authors", {"имя": "Ли"}, "a list of texts"),
        ("author_forms", ["Ли"], "for each author a list"),
        ("abstracts", {"de": "Über"}, "a text for each language, of ru, kk, en"),
        ("abstract", "О воде.", "a language beside it"),
    ],
)
def test_an_unfit_value_is_named_with_what_was_expected(field: str, value: object, expected: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        record_from_fields({field: value}, "--edit")
    assert str(caught.value).startswith(f"--edit: {field}: {value!r} does not fit; expected ")
    assert expected in str(caught.value)


def test_one_field_under_two_names_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="journal: the field container is given twice"):
        record_from_fields({"container": "А", "journal": "Б"}, "--edit")


def test_empty_values_leave_their_fields_open() -> None:
    assert record_from_fields({"title": "", "year": None, "authors": [], "titles": {}}, "--edit") == Record()
