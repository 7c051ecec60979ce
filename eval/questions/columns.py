"""What the columns of a question table may be called, in three languages."""

from __future__ import annotations

import re

from corpus import Language
from eval.questions.records import NOTE

COLUMN_NAMES: dict[str, dict[Language, tuple[str, ...]]] = {
    "id": {
        "en": ("id", "number"),
        "ru": ("номер", "код"),
        "kk": ("нөмір", "нөмірі"),
    },
    "lang": {
        "en": ("lang", "language"),
        "ru": ("язык", "язык вопроса"),
        "kk": ("тіл", "тілі", "сұрақ тілі"),
    },
    "kind": {
        "en": ("kind", "kind of question"),
        "ru": ("вид", "вид вопроса"),
        "kk": ("түр", "түрі", "сұрақ түрі"),
    },
    "turns": {
        "en": ("turns", "question"),
        "ru": ("вопрос", "вопросы", "реплики"),
        "kk": ("сұрақ", "сұрақтар"),
    },
    "answerable": {
        "en": ("answerable", "has answer"),
        "ru": ("есть ответ", "ответ есть"),
        "kk": ("жауабы бар", "жауап бар"),
    },
    "doc": {
        "en": ("doc", "file"),
        "ru": ("файл",),
        "kk": ("файл атауы", "файлы"),
    },
    "article": {
        "en": ("article", "title"),
        "ru": ("статья", "название статьи"),
        "kk": ("мақала", "мақала атауы"),
    },
    "evidence": {
        "en": ("evidence",),
        "ru": ("опорные фрагменты", "опорный фрагмент", "доказательство", "доказательства", "цитаты"),
        "kk": ("тірек сөйлемдер", "тірек сөйлем", "дәлел", "дәлелдер", "дәйексөз"),
    },
    "answer": {
        "en": ("answer",),
        "ru": ("ответ",),
        "kk": ("жауап", "жауабы"),
    },
    "keys": {
        "en": ("keys", "key facts"),
        "ru": ("ключевые факты", "факты"),
        "kk": ("негізгі деректер", "деректер"),
    },
    "standalone": {
        "en": ("standalone", "standalone question"),
        "ru": ("самостоятельный вопрос", "полный вопрос"),
        "kk": ("дербес сұрақ", "толық сұрақ"),
    },
    "relevant": {
        "en": ("relevant", "relevant files"),
        "ru": ("подходящие файлы",),
        "kk": ("сәйкес файлдар",),
    },
    "spans": {
        "en": ("spans", "accepted answers"),
        "ru": ("принимаемые ответы",),
        "kk": ("қабылданатын жауаптар",),
    },
    NOTE: {
        "en": ("note", "remark"),
        "ru": ("примечание", "заметка"),
        "kk": ("ескертпе", "ескерту"),
    },
}
"""By field: each language's names, the first of them the one that is offered."""

YES = ("yes", "true", "да", "иә", "1")
NO = ("no", "false", "нет", "жоқ", "0")
"""What says in a cell whether a question is answerable."""

_WORD = re.compile(r"[^\W_]+")


def field_of(column: str) -> str | None:
    """Return the field that a column's name stands for, whatever its case and punctuation; None for none."""
    return _BY_NAME.get(_plain(column))


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(name.casefold()))


_BY_NAME = {
    _plain(name): field for field, languages in COLUMN_NAMES.items() for names in languages.values() for name in names
}
