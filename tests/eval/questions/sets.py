"""Records of questions that are right, to be made wrong, and files that hold them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

EVIDENCE = {
    "ru": "К 2002 году обе страны завершили делимитацию границы длиной 1 782,75 км.",
    "kk": "2022 жылы бағытпен тасымалданған жүк көлемі 1,5 миллион тоннаға жетті.",
    "en": "The Commission set out to mobilise up to €300 billion of investment by 2027.",
}
KEYS = {"ru": [["1782,75"]], "kk": [["1,5 миллион", "1,5 млн"]], "en": [["300 billion"], ["by 2027"]]}
TURNS = {
    "ru": "Какой длины граница?",
    "kk": "Қанша жүк тасымалданды?",
    "en": "How much money, and by when?",
}
RECORDS: list[dict[str, Any]] = [
    {
        "id": f"{lang}-1",
        "lang": lang,
        "kind": "number",
        "turns": [TURNS[lang]],
        "answerable": True,
        "doc": f"borders-{lang}.md",
        "article": f"Article {lang}",
        "evidence": [EVIDENCE[lang]],
        "answer": "1 782,75",
        "keys": KEYS[lang],
    }
    for lang in ("ru", "kk", "en")
] + [
    {
        "id": "kk-2",
        "lang": "kk",
        "kind": "conversation",
        "turns": [TURNS["kk"], "Ал одан кейін ше?"],
        "answerable": True,
        "doc": "borders-kk.md",
        "article": "Article kk",
        "evidence": [EVIDENCE["kk"], EVIDENCE["ru"]],
        "answer": "1,5 миллион тонна.",
        "keys": KEYS["kk"],
        "standalone": "2022 жылдан кейін қанша жүк тасымалданды?",
    },
    {"id": "ru-2", "lang": "ru", "kind": "off_topic", "turns": ["Кто изобрёл телефон?"], "answerable": False},
    {
        "id": "en-2",
        "lang": "en",
        "kind": "factoid",
        "turns": ["Who found it?"],
        "answerable": True,
        "relevant": {"passage-000002.md": 2, "passage-000001.md": 1},
        "spans": ["Pasteur", "Louis Pasteur"],
    },
]
COLUMNS = ["id", "lang", "kind", "turns", "answerable", "doc", "article", "evidence", "answer", "keys", "standalone"]
COLUMNS += ["relevant", "spans"]


def changed(number: int = 0, /, **changes: Any) -> dict[str, Any]:
    """One of the records with other values; None takes a field away."""
    record = {**RECORDS[number], **changes}
    return {name: value for name, value in record.items() if value is not None}


def lines(*records: Any) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def cell(field: str, value: Any) -> str:
    """A value as an author writes it into a table."""
    match field:
        case "answerable":
            return "да" if value else "нет"
        case "turns" | "evidence" | "spans":
            return "\n".join(value)
        case "keys":
            return "\n".join(" | ".join(alternatives) for alternatives in value)
        case "relevant":
            return "\n".join(f"{name} | {grade}" for name, grade in value.items())
        case _:
            return str(value)


def row(record: Mapping[str, Any], columns: Sequence[str] = COLUMNS) -> list[str]:
    return [cell(name, record[name]) if name in record else "" for name in columns]


def csv_text(rows: Sequence[Sequence[str]], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "Sheet") -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = sheet
    for cells in rows:
        book.active.append(list(cells))
    book.save(path)
    return path
