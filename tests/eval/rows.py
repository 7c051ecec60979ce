"""Rows made by hand."""

from __future__ import annotations

from corpus import Language
from eval.questions.question import Kind
from eval.rows import Row


def make_row(
    id_: str,
    *,
    lang: Language = "ru",
    kind: Kind = "factoid",
    answerable: bool = True,
    article_language: Language | None = "ru",
    cluster: str = "",
    **values: float | None,
) -> Row:
    """A row; values are named as in `values`, with `_at_` for "@" and `__` for ":"."""
    named = {name.replace("_at_", "@").replace("__", ":"): value for name, value in values.items()}
    return Row(id_, lang, kind, answerable, article_language if answerable else None, cluster or id_, named)
