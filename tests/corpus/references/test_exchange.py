from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from corpus.errors import UnreadableFile
from corpus.names import Name
from corpus.record import Record, WorkType
from corpus.references import (
    entry_keys,
    read_bibtex,
    read_csl_json,
    read_ris,
    to_bibtex,
    to_csl_json,
    to_ris,
)

FULL = {
    "ru": Record(
        type=WorkType.CHAPTER, title="Вода & энергия: 100% {план} #1_a", language="ru", year=2026,
        authors=("Байзакова, К.И.", "Всемирный банк", "Зулпыхар, Н."), editors=("Иванов, И. И.",),
        container="Вопросы $ развития", volume="64", issue="2 (74)", pages="152-167", edition="2-е изд.",
        genre="сборник", publisher="Наука ~ жизнь", place="Алматы", doi="10.48371/ISMO.2026.64.2.022", udc="327(574)",
        issn="0002-1822", isbn="978-0-306-40615-7", url="https://example.org/a%20b_c~d?x=1&y=2", accessed="2026-03-12",
        keywords=("вода", "энергия, рынок"), abstracts={"ru": "О воде.\nО войне.", "kk": "Су туралы.", "en": "On it."},
        titles={"kk": "Су мен энергия", "en": "Water & energy"},
        author_forms=(("К.И. Байзақова", "K.I. Baizakova"), (), ("N. Zulpykhar",)),
    ),
    "kk": Record(
        type=WorkType.JOURNAL_ARTICLE, title="Орталық Азия: ынтымақтастық", language="kk", year=2020,
        authors=("Әбдірахманов, Қ.Ә.", "Үдербаева, Б. А."), container="ҚазҰУ хабаршысы", issue="№3", pages="15-20",
        keywords=("су, энергия",), abstracts={"kk": "Мақалада ғылым туралы."}, titles={"ru": "Центральная Азия"},
    ),
    "en": Record(
        type=WorkType.JOURNAL_ARTICLE, title="The \\ “middle” – corridor^2", language="en", year=1999,
        authors=("van der Berg, Johannes", "Müller, J."), container="Central Asian Survey", pages="e12",
        doi="10.1080/x.1(2)", abstracts={"en": "An abstract."},
    ),
}  # fmt: skip
FORMATS: dict[str, tuple[Callable[..., str], Callable[..., list[Record]]]] = {
    "bibtex": (to_bibtex, read_bibtex),
    "ris": (to_ris, read_ris),
    "csl-json": (to_csl_json, read_csl_json),
}


def test_the_full_record_is_full() -> None:
    # A cited title takes the place of the printed one on the way out; keywords go out once, not in each language.
    left = [field.name for field in fields(Record) if not getattr(FULL["ru"], field.name)]
    assert left == ["cased_title", "keyword_lists"]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("format_", list(FORMATS))
def test_every_field_comes_back(format_: str, language: str) -> None:
    write, read = FORMATS[format_]
    assert read(write([FULL[language]])) == [FULL[language]]


@pytest.mark.parametrize("kind", list(WorkType))
@pytest.mark.parametrize("format_", list(FORMATS))
def test_every_type_comes_back(format_: str, kind: WorkType) -> None:
    write, read = FORMATS[format_]
    record = Record(type=kind, title="Атау", container="Жинақ", publisher="Баспа", place="Алматы", year=2020)
    assert read(write([record])) == [record]


@pytest.mark.parametrize("format_", list(FORMATS))
@pytest.mark.parametrize("name", ["К.И. Байзакова", "Зулпыхар Н.Н.", "Назарбаев Нұрсұлтан Әбішұлы", "Pierre CHABAL"])
def test_a_printed_name_comes_back_as_the_same_name(format_: str, name: str) -> None:
    write, read = FORMATS[format_]
    (back,) = read(write([Record(title="Атау", authors=(name,))]))
    assert Name.parse(back.authors[0]) == Name.parse(name)


@pytest.mark.parametrize("format_", list(FORMATS))
def test_several_records_stay_in_order(format_: str) -> None:
    write, read = FORMATS[format_]
    records = list(FULL.values())
    assert read(write(records)) == records


def test_keys_are_readable_and_unlike() -> None:
    book = Record(title="Интеграционные барьеры", authors=("К.И. Байзакова",), year=2026)
    records = [
        book,
        replace(book, title="Интеграционные связи"),
        book,
        Record(title="The Middle Corridor", authors=("Müller J.",), year=2020),
        Record(title="Қазіргі және бұрынғы", year=2021, authors=("Әуезов М.",), language="kk"),
        Record(title="2020"),
    ]
    assert entry_keys(records) == [
        "baizakova2026integratsionnye",
        "baizakova2026integratsionnyea",
        "baizakova2026integratsionnyeb",
        "muller2020middle",
        "auezov2021kazirgi",
        "work",
    ]


def test_bibtex_is_written_with_braces_and_escapes() -> None:
    assert to_bibtex([replace(FULL["kk"], abstracts={}, titles={}, keywords=(), title="Су & жер")]) == (
        "@article{abdirakhmanov2020zher,\n"
        "  author = {Әбдірахманов, Қ.Ә. and Үдербаева, Б. А.},\n"
        "  title = {Су \\& жер},\n"
        "  year = {2020},\n"
        "  langid = {kazakh},\n"
        "  number = {№3},\n"
        "  journal = {ҚазҰУ хабаршысы},\n"
        "  pages = {15--20},\n"
        "}\n"
    )


JABREF = r"""% Encoding: UTF-8
@string{caa = "Central Asian Affairs"}
@comment{jabref-meta: x}
@Article{one,
  author = {Costa Buranelli, Filippo and {Amnesty and Co} and M{\"u}ller, J. and others},
  title = {{Central Asian} regionalism \& order --- {\v{S}}koda},
  journal = caa, volume = 8, number = {1}, month = mar,
  year = {2021}, pages = {1--26}, language = {eng},
  doi = {https://doi.org/10.30965/22142290-12340001},
}
@inproceedings{one, title = "Су және 100% энергия", booktitle = {Жинақ}, langid = {kazakh}, date = {2020-05-01}}
@mastersthesis{three, author = "К. И. Байзакова", title = {Диплом}, school = {КазНУ}, year = 2001, language = {Russian}}
@misc{four, title = {Сайт}, howpublished = {\url{https://akorda.kz/ru}}, language = {de}}
"""


def test_bibtex_of_other_programs() -> None:
    one, two, three, four = read_bibtex(JABREF)
    assert one == Record(
        type=WorkType.JOURNAL_ARTICLE, title="Central Asian regionalism & order — Škoda", year=2021, language="en",
        authors=("Costa Buranelli, Filippo", "Amnesty and Co", "Müller, J."), container="Central Asian Affairs",
        volume="8", issue="1", pages="1-26", doi="10.30965/22142290-12340001",
    )  # fmt: skip
    assert (two.type, two.title, two.container) == (WorkType.CONFERENCE_PAPER, "Су және 100% энергия", "Жинақ")
    assert (two.language, two.year) == ("kk", 2020)
    assert (three.type, three.publisher, three.language) == (WorkType.THESIS, "КазНУ", "ru")
    assert three.authors == ("К. И. Байзакова",)
    assert (four.url, four.language) == ("https://akorda.kz/ru", None)


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ru", "ru"), ("rus", "ru"), ("Russian", "ru"), ("ru-RU", "ru"), ("kk", "kk"), ("kaz", "kk"), ("Kazakh", "kk"),
        ("kk_KZ", "kk"), ("қазақ", "kk"), ("en", "en"), ("eng", "en"), ("en-US", "en"), ("deu", None),
    ],
)  # fmt: skip
def test_language_codes(code: str, language: str | None) -> None:
    assert read_ris(f"TY  - JOUR\nTI  - T\nLA  - {code}\nER  - \n")[0].language == language


ELIBRARY = """\ufeffTY  - JOUR
AU  - Байзакова К.И.
AU  - Зулпыхар Н.Н.
TI  - Интеграционные барьеры
  в Центральной Азии
JO  - Известия КазУМОиМЯ
PY  - 2026
IS  - 2
SP  - 152-167
SN  - 2411-8753
KW  - ЕАЭС
KW  - интеграция
UR  - https://elibrary.ru/item.asp?id=1
ER  -\x20

TY  - CHAP
A1  - Chabal, P.
A2  - Smith, J.
T1  - Regional order
T2  - Central Asia Today
Y1  - 2024/05/01/
SP  - 10
EP  - 22
SN  - 978-601-7242-05-6 (print); 2411-8753
M3  - 10.1080/1
Y2  - 2026/3/2/
N1  - passed over
"""


def test_ris_of_other_programs() -> None:
    one, two = read_ris(ELIBRARY)
    assert one == Record(
        type=WorkType.JOURNAL_ARTICLE, title="Интеграционные барьеры в Центральной Азии", year=2026, issue="2",
        authors=("Байзакова К.И.", "Зулпыхар Н.Н."), container="Известия КазУМОиМЯ", pages="152-167", issn="2411-8753",
        keywords=("ЕАЭС", "интеграция"), url="https://elibrary.ru/item.asp?id=1",
    )  # fmt: skip
    assert two == Record(
        type=WorkType.CHAPTER, title="Regional order", authors=("Chabal, P.",), editors=("Smith, J.",), year=2024,
        container="Central Asia Today", pages="10-22", isbn="978-601-7242-05-6", issn="2411-8753", doi="10.1080/1",
        accessed="2026-03-02",
    )  # fmt: skip


def test_csl_json_of_other_programs() -> None:
    item = {
        "id": "http://zotero.org/1", "type": "article-newspaper", "title": "Заголовок", "language": "rus",
        "author": [
            {"family": "Berg", "given": "J.", "non-dropping-particle": "van der"},
            {"literal": "Всемирный банк"},
            {"family": "Аристотель"},
        ],
        "issued": {"raw": "март 2019"}, "accessed": {"date-parts": [["2026", 3, 2]]}, "page": "1–5", "volume": 7,
        "DOI": "https://doi.org/10.1080/ABC", "abstract": "Аннотация.", "keyword": "вода, энергия", "note": "x",
    }  # fmt: skip
    (record,) = read_csl_json(json.dumps({"items": [item]}))
    assert record == Record(
        type=WorkType.JOURNAL_ARTICLE, title="Заголовок", language="ru", year=2019, accessed="2026-03-02",
        authors=("van der Berg, J.", "Всемирный банк", "Аристотель"), pages="1-5", volume="7", doi="10.1080/ABC",
        abstracts={"ru": "Аннотация."}, keywords=("вода", "энергия"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (read_bibtex, "@book{a, title={A}}\n\n@book{b, title={не закрыто\n@misc{c, title={x}}", "line 3"),
        (read_bibtex, "просто текст", "no BibTeX entry"),
        (read_ris, "TY  - JOUR\nTI  - A\nER  - \nAU  - Иванов И.\n", "line 4: 'AU  - Иванов И.' stands outside"),
        (read_ris, "", "no RIS record"),
        (read_csl_json, '[\n{"title": "А",}\n]', "line 2: no valid JSON"),
        (read_csl_json, "[]", "no list"),
        (read_csl_json, '[{"title": "A"}, 5]', "item 2"),
        (read_csl_json, '[{"title": "A", "author": "Иванов"}]', "item 1: author: 'Иванов'"),
    ],
)
def test_errors_name_the_file_and_the_place(read: Callable[..., object], text: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message) as caught:
        read(text, "works.x")
    assert caught.value.file_name == "works.x"


def test_errors_of_bibtex_are_told_once(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnreadableFile):
        read_bibtex("@book{b, title={open\n@misc{c, title={x}}")
    assert capfd.readouterr() == ("", "")
