from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.record import Language, Record, WorkType
from corpus.references import format_reference

ARTICLE_RU = Record(
    type=WorkType.JOURNAL_ARTICLE, title="Интеграционные барьеры в Центральной Азии", language="ru", year=2026,
    authors=("Байзакова К.И.", "Н.Н. Зулпыхар"), container="Известия КазУМОиМЯ", volume="64", issue="2",
    pages="152-167", doi="10.48371/ISMO.2026.64.2.022",
)  # fmt: skip
ARTICLE_KK = Record(
    type=WorkType.JOURNAL_ARTICLE, title="Орталық Азия елдерінің ынтымақтастығы", language="kk", year=2020,
    authors=("Әбдірахманов Қ.Ә.",), container="ҚазҰУ хабаршысы", issue="№3 (74)", pages="15-20",
    url="https://example.org/a", accessed="2026-03-12",
)  # fmt: skip
ARTICLE_EN = Record(
    type=WorkType.JOURNAL_ARTICLE, title="Virtual regionalism", language="en", year=2008, authors=("Allison, Roy",),
    container="Central Asian Survey", volume="27", issue="2", pages="P.185–202",
)  # fmt: skip


def test_article_in_each_language() -> None:
    assert format_reference(ARTICLE_RU, "gost") == (
        "Байзакова К. И., Зулпыхар Н. Н. Интеграционные барьеры в Центральной Азии // Известия КазУМОиМЯ. – 2026. – "
        "Т. 64, № 2. – С. 152–167. – DOI: 10.48371/ISMO.2026.64.2.022"
    )
    assert format_reference(ARTICLE_KK, "gost") == (
        "Әбдірахманов Қ. Ә. Орталық Азия елдерінің ынтымақтастығы // ҚазҰУ хабаршысы. – 2020. – № 3 (74). – Б. 15–20. "
        "– URL: https://example.org/a (қаралған күні: 12.03.2026)."
    )
    assert format_reference(ARTICLE_EN, "gost") == (
        "Allison R. Virtual regionalism // Central Asian Survey. – 2008. – Vol. 27, No. 2. – P. 185–202."
    )


@pytest.mark.parametrize(
    ("record", "printed"),
    [
        # The first three as guides to the standard and a journal's bibliography print them, dashes made alike.
        (
            Record(
                type=WorkType.BOOK, title="История русской журналистики (1703–1917)", authors=("Есин Б.И.",),
                place="М.", publisher="Флинта", year=2012, pages="464", language="ru",
            ),
            "Есин Б. И. История русской журналистики (1703–1917). – М.: Флинта, 2012. – 464 с.",
        ),
        (
            Record(
                type=WorkType.JOURNAL_ARTICLE, title="Современная языковая ситуация в Казахстане", year=1995,
                authors=("Аренов М.М.", "Калмыков С.К."), container="Социолог. иссл.", issue="12", pages="76-81",
            ),
            "Аренов М. М., Калмыков С. К. Современная языковая ситуация в Казахстане // Социолог. иссл. – 1995. – "
            "№ 12. – С. 76–81.",
        ),
        (
            Record(
                type=WorkType.BOOK, title="Қазақ әдебиетінің қысқаша тарихы", authors=("Тұрсынбек Кәкішұлы",),
                place="Алматы", publisher="Қазақ университеті", year=2002, pages="235", language="kk",
            ),
            "Кәкішұлы Т. Қазақ әдебиетінің қысқаша тарихы. – Алматы: Қазақ университеті, 2002. – 235 б.",
        ),
        (
            Record(
                type=WorkType.CHAPTER, title="Regional order", authors=("Pierre CHABAL",), editors=("Ibrashev Zh.",),
                container="Central Asia Today", place="Almaty", publisher="Narxoz", year=2024, pages="10-22",
            ),
            "Chabal P. Regional order // Central Asia Today / ed. by Zh. Ibrashev. – Almaty: Narxoz, 2024. – P. 10–22.",
        ),
        (
            Record(
                type=WorkType.CONFERENCE_PAPER, title="Өңірлік тәртіп", authors=("Үдербаева Б.А.",), language="kk",
                container="Конференция материалдары", place="Алматы", year=2024, pages="10", editors=("Ж. Ибрашев",),
            ),
            "Үдербаева Б. А. Өңірлік тәртіп // Конференция материалдары / ред. Ж. Ибрашев. – Алматы, 2024. – Б. 10.",
        ),
        (
            Record(
                type=WorkType.THESIS, title="Интеграция в Центральной Азии", authors=("Иванова А. Б.",), year=2002,
                genre="автореф. дис. ... канд. полит. наук", place="Алматы", pages="24",
            ),
            "Иванова А. Б. Интеграция в Центральной Азии: автореф. дис. ... канд. полит. наук. – Алматы, 2002. – 24 с.",
        ),
        (
            Record(
                type=WorkType.WEBPAGE, title="Жапаров и Рахмон подписали договор", container="КазТАГ", year=2025,
                url="https://new.kaztag.kz/x", accessed="2026-03-02", language="ru",
            ),
            "Жапаров и Рахмон подписали договор [Электронный ресурс] // КазТАГ. – 2025. – "
            "URL: https://new.kaztag.kz/x (дата обращения: 02.03.2026).",
        ),
        (
            Record(
                type=WorkType.WEBPAGE, title="Ел жаңалықтары", url="https://akorda.kz/kk", accessed="2026-03-02",
                language="kk",
            ),
            "Ел жаңалықтары [Электрондық ресурс]. – URL: https://akorda.kz/kk (қаралған күні: 02.03.2026).",
        ),
        (
            Record(
                type=WorkType.REPORT, title="Water and Energy Program", genre="annual report", authors=("World Bank",),
                place="Washington", year=2021, url="https://worldbank.org/x", language="en",
            ),
            "Water and Energy Program: annual report [Electronic resource] / World Bank. – Washington, 2021. – "
            "URL: https://worldbank.org/x",
        ),
    ],
    ids=["book", "article", "book-kk", "chapter-en", "paper-kk", "thesis", "web-ru", "web-kk", "report-en"],
)  # fmt: skip
def test_gost_2008_kinds(record: Record, printed: str) -> None:
    assert format_reference(record, "gost") == printed


@pytest.mark.parametrize(
    ("language", "title", "others"),
    [("ru", "Вода и энергия", "[и др.]"), ("kk", "Су мен энергия", "[және т.б.]"), ("en", "Water", "[et al.]")],
)
def test_four_authors_are_entered_under_the_title(language: Language, title: str, others: str) -> None:
    """GOST R 7.0.5-2008, 4.10.2: a heading holds one, two or three names."""
    names = ("Ли А.", "Ким Б.", "Цой В.", "Пак Г.")
    three = Record(type=WorkType.BOOK, title=title, authors=names[:3], year=2020, language=language)
    four = replace(three, authors=names)
    assert format_reference(three, "gost") == f"Ли А., Ким Б., Цой В. {title}. – 2020."
    assert format_reference(four, "gost") == f"{title} / А. Ли {others}. – 2020."
    assert format_reference(four, "gost-2018").startswith(f"{title} / А. Ли, Б. Ким, В. Цой, Г. Пак. – 2020. – ")
    five = replace(three, authors=(*names, "Хан Д."))
    assert format_reference(five, "gost-2018").startswith(f"{title} / А. Ли, Б. Ким, В. Цой {others}. – 2020. – ")


@pytest.mark.parametrize(
    ("record", "printed"),
    [
        (
            Record(
                type=WorkType.BOOK, title="Почвоведение", genre="учебник", authors=("Хабаров А.В.", "Яскин А.А."),
                place="М.", publisher="Колос", year=2001, pages="231", language="ru",
            ),
            "Хабаров, А. В. Почвоведение : учебник / А. В. Хабаров, А. А. Яскин. – М. : Колос, 2001. – 231 с. – "
            "Текст : непосредственный.",
        ),
        (
            ARTICLE_RU,
            "Байзакова, К. И. Интеграционные барьеры в Центральной Азии / К. И. Байзакова, Н. Н. Зулпыхар. – "
            "DOI 10.48371/ISMO.2026.64.2.022. – Текст : электронный // Известия КазУМОиМЯ. – 2026. – Т. 64, № 2. – "
            "С. 152–167.",
        ),
        (
            ARTICLE_KK,
            "Әбдірахманов, Қ. Ә. Орталық Азия елдерінің ынтымақтастығы / Қ. Ә. Әбдірахманов. – Мәтін : электрондық "
            "// ҚазҰУ хабаршысы. – 2020. – № 3 (74). – Б. 15–20. – URL: https://example.org/a (қаралған "
            "күні: 12.03.2026).",
        ),
        (
            ARTICLE_EN,
            "Allison, R. Virtual regionalism / R. Allison. – Text : unmediated // Central Asian Survey. – 2008. – "
            "Vol. 27, No. 2. – P. 185–202.",
        ),
        (
            Record(
                type=WorkType.BOOK, title="Экономика", edition="2", authors=("Всемирный банк",), year=2006,
                isbn="978-0-306-40615-7", place="Москва", language="ru",
            ),
            "Экономика / Всемирный банк. – 2-е изд. – Москва, 2006. – ISBN 978-0-306-40615-7. – "
            "Текст : непосредственный.",
        ),
    ],
    ids=["book", "ru", "kk", "en", "body"],
)  # fmt: skip
def test_gost_2018(record: Record, printed: str) -> None:
    assert format_reference(record, "gost-2018") == printed


@pytest.mark.parametrize(
    ("record", "locator", "part"),
    [
        (ARTICLE_RU, "153", " – С. 153. – "),
        (ARTICLE_RU, "153-155", " – С. 153–155. – "),
        (ARTICLE_KK, "16", " – 16-б. – "),
        (ARTICLE_KK, "16-17", " – 16–17-бб. – "),
        (ARTICLE_EN, "190", " – P. 190."),
    ],
)
def test_a_locator_takes_the_place_of_the_pages(record: Record, locator: str, part: str) -> None:
    printed = format_reference(record, "gost", locator=locator)
    assert part in printed
    assert "152–167" not in printed
    assert "15–20" not in printed


@pytest.mark.parametrize("style", ["gost", "gost-2018"])
def test_what_is_unknown_leaves_no_trace(style: str) -> None:
    printed = format_reference(Record(title="Только название."), style)
    assert printed.startswith("Только название.")
    assert not any(trace in printed for trace in ("..", ". .", "//", "None", "( ", ",,", "– –", " ."))


def test_an_issue_that_is_no_number_gets_no_label() -> None:
    printed = format_reference(replace(ARTICLE_EN, issue="Special issue", volume="Vol. 27"), "gost")
    assert "– Vol. 27, Special issue. –" in printed
