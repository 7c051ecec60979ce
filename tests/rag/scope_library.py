"""What a small library holds: six articles by authors in three scripts and languages, and three collections."""

from __future__ import annotations

from corpus import ArticleSummary, Collection, Language, Record
from rag.holdings import Holdings


def summary(
    id_: str,
    title: str,
    authors: tuple[str, ...],
    year: int | None = None,
    language: Language = "ru",
    forms: tuple[tuple[str, ...], ...] = (),
) -> ArticleSummary:
    """A listed article."""
    record = Record(title=title, authors=authors, year=year, author_forms=forms)
    return ArticleSummary(id_, title, authors, year, language, 1, f"{id_}.md", record)


ARTICLES = (
    summary("a", "Интеграционные барьеры", ("Байзакова К.И.", "Кукеева Ф.Т."), 2026),
    summary("b", "Water and borders", ("K. Baizakova",), 2020, "en"),
    summary("c", "Middle powers", ("Pierre Chabal",), 2024, "en"),
    summary("d", "Norms", ("Costa Buranelli F.",), 2019, "en"),
    summary("e", "Білім беру", ("Әбдіғалиева Г.Қ.",), 2022, "kk", (("Абдигалиева Г.К.", "G. Abdigaliyeva"),)),
    summary("f", "Право", ("Ли А.В.", "Назарбаев Н.А.", "Всемирный банк")),
)
COLLECTIONS = (
    Collection("Диссертация", ("a", "b")),
    Collection("Water", ("b",)),
    Collection("Су ресурстары", ("e", "f")),
)
HOLDINGS = Holdings(ARTICLES, COLLECTIONS)
