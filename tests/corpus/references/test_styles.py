from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.record import Language, Record, WorkType
from corpus.references import STYLE_NAMES, STYLES, format_reference
from corpus.references.chicago import shortened

EN = Record(
    type=WorkType.JOURNAL_ARTICLE, title="Virtual regionalism", language="en", year=2008,
    authors=("Allison, Roy", "Chabal P."), container="Central Asian Survey", volume="27", issue="2", pages="185-202",
    doi="10.1080/02634930802355121",
)  # fmt: skip
RU = Record(
    type=WorkType.JOURNAL_ARTICLE, title="Интеграционные барьеры", language="ru", year=2026,
    authors=("Байзакова К.И.", "Зулпыхар Н.Н."), container="Известия", volume="64", issue="2", pages="152-167",
    titles={"en": "Integration barriers", "kk": "Интеграциялық кедергілер"},
    author_forms=(("К.И. Байзақова", "K.I. Baizakova"), ("N.N. Zulpykhar",)),
)  # fmt: skip
KK = Record(
    type=WorkType.CHAPTER, title="Өңірлік тәртіп", language="kk", year=2024, authors=("Үдербаева Б.А.",),
    editors=("Ибрашев Жарас",), container="Бүгінгі Орталық Азия", publisher="Нархоз", pages="110-122",
)  # fmt: skip
BOOK = Record(
    type=WorkType.BOOK, title="Казахстан и Китай", language="ru", year=2010, authors=("Сыроежкин Константин",),
    publisher="КИСИ", place="Алматы", edition="2", pages="240",
)  # fmt: skip
PAGE = Record(
    type=WorkType.WEBPAGE, title="News of the day", language="en", container="Akorda", url="https://akorda.kz/en",
    accessed="2026-03-02",
)  # fmt: skip
THESIS = Record(
    type=WorkType.THESIS, title="Орталық Азия", language="kk", year=2019, authors=("Сәбитова А.",),
    publisher="ҚазҰУ", genre="PhD диссертациясы",
)  # fmt: skip


@pytest.mark.parametrize(
    ("style", "record", "printed"),
    [
        ("apa", EN, "Allison, R., & Chabal, P. (2008). Virtual regionalism. *Central Asian Survey*, *27*(2), 185–202. "
                    "https://doi.org/10.1080/02634930802355121"),
        ("apa", RU, "Байзакова, К. И., & Зулпыхар, Н. Н. (2026). Интеграционные барьеры. *Известия*, *64*(2), "
                    "152–167."),
        ("apa", KK, "Үдербаева, Б. А. (2024). Өңірлік тәртіп. Кітапта: Ж. Ибрашев (ред.), *Бүгінгі Орталық Азия* "
                    "(110–122-бб.). Нархоз."),
        ("apa", BOOK, "Сыроежкин, К. (2010). *Казахстан и Китай* (2-е изд.). КИСИ."),
        ("apa", PAGE, "*News of the day*. (n.d.). Akorda. Retrieved March 2, 2026, from https://akorda.kz/en"),
        ("apa", THESIS, "Сәбитова, А. (2019). *Орталық Азия* [PhD диссертациясы, ҚазҰУ]."),
        ("mla", EN, "Allison, Roy, and P. Chabal. “Virtual regionalism.” *Central Asian Survey*, vol. 27, no. 2, 2008, "
                    "pp. 185–202, https://doi.org/10.1080/02634930802355121."),
        ("mla", RU, "Байзакова, К. И. и Н. Н. Зулпыхар. «Интеграционные барьеры». *Известия*, т. 64, № 2, 2026, "
                    "с. 152–167."),
        ("mla", KK, "Үдербаева, Б. А. «Өңірлік тәртіп». *Бүгінгі Орталық Азия*, ред. Жарас Ибрашев, Нархоз, 2024, "
                    "110–122-бб."),
        ("mla", BOOK, "Сыроежкин, Константин. *Казахстан и Китай*. 2-е изд., КИСИ, 2010."),
        ("mla", PAGE, "“News of the day.” *Akorda*, https://akorda.kz/en. Accessed 2 Mar. 2026."),
        ("mla", THESIS, "Сәбитова, А. *Орталық Азия*. 2019. ҚазҰУ, PhD диссертациясы."),
        ("chicago", EN, "Allison, Roy, and P. Chabal. 2008. “Virtual regionalism.” *Central Asian Survey* 27 (2): "
                        "185–202. https://doi.org/10.1080/02634930802355121."),
        ("chicago", RU, "Байзакова, К. И. и Н. Н. Зулпыхар. 2026. «Интеграционные барьеры». *Известия* 64 (2): "
                        "152–167."),
        ("chicago", KK, "Үдербаева, Б. А. 2024. «Өңірлік тәртіп». Кітапта: *Бүгінгі Орталық Азия*, ред. Жарас Ибрашев, "
                        "110–122. Нархоз."),
        ("chicago", BOOK, "Сыроежкин, Константин. 2010. *Казахстан и Китай*. 2-е изд. КИСИ."),
        ("chicago", PAGE, "Akorda. n.d. “News of the day.” Accessed March 2, 2026. https://akorda.kz/en."),
        ("chicago", THESIS, "Сәбитова, А. 2019. «Орталық Азия». PhD диссертациясы, ҚазҰУ."),
    ],
)  # fmt: skip
def test_style(style: str, record: Record, printed: str) -> None:
    assert format_reference(record, style, rich=True) == printed
    assert format_reference(record, style) == printed.replace("*", "")


def test_another_language_brings_the_title_the_names_and_the_words_of_that_language() -> None:
    assert format_reference(RU, "gost", language="en") == (
        "Baizakova K. I., Zulpykhar N. N. Integration barriers // Известия. – 2026. – Vol. 64, No. 2. – P. 152–167."
    )
    assert format_reference(RU, "gost", language="kk") == (
        "Байзақова К. И., Зулпыхар Н. Н. Интеграциялық кедергілер // Известия. – 2026. – Т. 64, № 2. – Б. 152–167."
    )
    # A title that is not known in the language stays, and its authors with it.
    assert format_reference(EN, "gost", language="ru").startswith("Allison R., Chabal P. Virtual regionalism // ")


@pytest.mark.parametrize(
    ("style", "language", "volume"),
    [
        ("apa", "en", "(Vol. 3, "), ("apa", "ru", "(т. 3, "), ("apa", "kk", "(3-т., "),
        ("mla", "en", ", vol. 3, "), ("mla", "ru", ", т. 3, "), ("mla", "kk", ", 3-т., "),
        ("chicago", "en", ", vol. 3, "), ("chicago", "ru", ", т. 3, "), ("chicago", "kk", ", 3-т., "),
    ],
)  # fmt: skip
def test_volumes_of_books_are_named_as_the_language_names_them(style: str, language: Language, volume: str) -> None:
    assert volume in format_reference(replace(KK, language=language, volume="3"), style)


@pytest.mark.parametrize(
    ("record", "locator", "end"),
    [(EN, "190", " (p. 190)"), (EN, "190-192", " (pp. 190–192)"), (RU, "155", " (с. 155)"), (KK, "111", " (111-б.)")],
)
@pytest.mark.parametrize("style", ["apa", "mla", "chicago"])
def test_a_locator_follows_in_brackets(style: str, record: Record, locator: str, end: str) -> None:
    whole = format_reference(record, style)
    assert format_reference(record, style, locator=locator) == whole + end


@pytest.mark.parametrize(
    ("style", "language", "printed"),
    [
        ("mla", "ru", "Ли, А. и др. «"),
        ("mla", "kk", "Ли, А. және т.б. «"),
        ("mla", "en", "Ли, А., et al. “"),
        ("chicago", "ru", "Ли, А., А. Ким, А. Цой и др. 2026. «"),
        ("chicago", "kk", "Ли, А., А. Ким, А. Цой және т.б. 2026. «"),
        ("chicago", "en", "Ли, А., А. Ким, А. Цой, et al. 2026. “"),
    ],
)
def test_of_many_authors_the_first_are_named(style: str, language: Language, printed: str) -> None:
    names = tuple(f"{family} А." for family in ("Ли", "Ким", "Цой", "Пак", "Хан", "Ан", "Дё"))
    record = replace(RU, authors=names, titles={})
    assert format_reference(record, style, language=language).startswith(printed)


def test_apa_names_twenty_authors_and_of_more_the_last() -> None:
    families = [f"Author{chr(letter)}" for letter in range(ord("a"), ord("a") + 21)]
    printed = format_reference(replace(EN, authors=tuple(f"{family}, A." for family in families)), "apa")
    assert "Authors, A., … Authoru, A. (2008)" in printed
    assert "Authort" not in printed


@pytest.mark.parametrize(
    ("pages", "short"),
    [
        ("71–72", "71–72"), ("100–104", "100–104"), ("101–108", "101–8"), ("321–328", "321–28"), ("498–532", "498–532"),
        ("1087–1089", "1087–89"), ("1496–1500", "1496–1500"), ("12", "12"),
    ],
)  # fmt: skip
def test_chicago_shortens_ranges(pages: str, short: str) -> None:
    assert shortened(pages) == short


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("kind", list(WorkType))
def test_nothing_dangles_where_little_is_known(style: str, language: Language, kind: WorkType) -> None:
    for record in (
        Record(type=kind, title="Атау"),
        Record(type=kind, title="Атау", container="Журнал"),
        Record(type=kind, title="Атау", year=2020, authors=("Ли А.",)),
        Record(type=kind, title="Атау?", publisher="Баспа", url="https://a.kz/b"),
    ):
        printed = format_reference(record, style, language=language)
        traces = ("..", " .", " ,", ",,", "()", "[]", ", .", "None", "«»", "  ", "– .", ":.", "?..")
        assert not [trace for trace in traces if trace in printed], printed


def test_inner_quotation_marks_become_the_inner_kind() -> None:
    printed = format_reference(replace(RU, title="Идея «Великой степи»"), "mla")
    assert "«Идея „Великой степи“»." in printed


def test_asterisks_of_a_title_are_no_italics() -> None:
    assert r"A\*-search" in format_reference(replace(EN, title="A*-search"), "apa", rich=True)


def test_a_work_without_a_title_has_no_reference() -> None:
    assert format_reference(Record(authors=("Ли А.",)), "gost") == ""


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("record", [RU, KK], ids=["issue", "editors"])
def test_a_kind_that_is_not_told_is_seen_from_the_other_fields(style: str, record: Record) -> None:
    assert format_reference(replace(record, type=None), style) == format_reference(record, style)


def test_an_unknown_style_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'harvard'.*gost, gost-2018, apa, mla, chicago"):
        format_reference(EN, "harvard")


def test_every_style_has_a_name() -> None:
    assert tuple(STYLE_NAMES) == STYLES
