"""Articles to look up: few, in three languages, with all that tells one from another."""

from __future__ import annotations

from pathlib import Path

from corpus import Home, Library
from tests.fakes import put

BARRIERS = """\
---
title: Интеграционные барьеры между странами Центральной Азии
language: ru
authors: ["Байзакова К.И.", "Кукеева Ф.Т."]
year: 2026
doi: 10.48371/TEST.2026.64.2.022
keywords: ["регионализм", "водные ресурсы"]
sources:
  - {id: 1, title: Virtual regionalism and regime security, authors: ["Allison R."], year: 2008}
---

# Интеграционные барьеры между странами Центральной Азии

Саммиты демонстрировали противоречивость интеграционных ожиданий участников [1]. Показателен пример Международного фонда
спасения Аральского моря, который основан в 1993 году пятью государствами региона.
"""
SEA = """\
---
title: Каспий теңізінің геосаяси мәртебесі
language: kk
authors: ["Зулпыхар Н."]
---

# Каспий теңізінің геосаяси мәртебесі

Каспий теңізінің халықаралық мәртебесін анықтау мәселесі көп жылдар бойы шешілмей келді. Өңірдегі бөгеттер туралы
толығырақ айтылған (Байзакова, Кукеева, 2026).
"""
GATEWAY = """\
---
title: "Global Gateway and Central Asia: opportunities and challenges"
language: en
authors: ["Pierre Chabal"]
year: 2024
sources:
  - {id: 1, title: Интеграционные барьеры между странами Центральной Азии, authors: ["Baizakova K."], year: 2026}
---

# Global Gateway and Central Asia

Local governments compare such offers with older ones before they sign anything at all [1]. Middle powers are described
by their place in the system of states (Holbraad, 1984:72). Trade grows.
"""
ELSEWHERE = """\
---
title: Модернизация образования
language: ru
year: 2026
---

# Модернизация образования

Школы и университеты меняют программы, и студенты выбирают новые профессии каждый год.
"""


def small_library(home: Home, folder: Path) -> Library:
    """A library of these four articles, without an index."""
    library = Library.open(home)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("barriers", BARRIERS), ("sea", SEA), ("gateway", GATEWAY), ("school", ELSEWHERE)):
        path = folder / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        put(library, path)
    return library
