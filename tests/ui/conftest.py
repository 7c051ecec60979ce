"""A fake assistant with a small trilingual library, and one served page for the browser tests."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from corpus import Language, Span
from rag import Abstention, Answer, ArticleSummary, Citation, Surroundings, Timings, Turn

BORDERS_BEFORE = (
    "После 1991 года протяжённые административные линии стали государственными границами, и каждая страна "
    "региона начала переговоры с соседями.\n\n"
    "В первую очередь обсуждались участки, где границу не описывал ни один договор.\n\n"
    "Договор 1994 года установил прохождение границы почти на всём её протяжении. "
)
BORDERS_QUOTE = "К 2002 году Казахстан и Китай завершили делимитацию границы длиной 1 782,75 км."
BORDERS_AFTER = (
    " Демаркация заняла ещё несколько лет.\n\nСпоры между Кыргызстаном и Таджикистаном решались дольше: "
    "к 2020 году оставалось не описано около половины линии.\n\nИсследователи оценивают это по-разному."
)
CORRIDOR_BEFORE = (
    "Транскаспий халықаралық көлік бағыты Қытайды Қазақстан, Каспий теңізі және Әзербайжан арқылы Еуропамен қосады. "
)
CORRIDOR_QUOTE = "2022 жылы бағытпен тасымалданған жүк көлемі екі еседен астам өсіп, 1,5 миллион тоннаға жетті."
CORRIDOR_AFTER = (
    " Өсімнің негізгі себебі – солтүстік бағыттағы шектеулер. Алайда порттардың өткізу қабілеті мен кеме "
    "жетіспеушілігі бағыттың әрі қарай өсуін тежеп отыр."
)
GATEWAY_BEFORE = "The Global Gateway was launched in December 2021 as an offer of infrastructure finance. "
GATEWAY_QUOTE = "The Commission set out to mobilise up to €300 billion of investment between 2021 and 2027."
GATEWAY_AFTER = " Whether it competes with the Belt and Road Initiative is disputed: some authors read it as an answer."


def make_citation(**changes: Any) -> Citation:
    """A citation with its quote inside the passage; `before`, `quote` and `after` make the passage."""
    before = changes.pop("before", BORDERS_BEFORE.rsplit("\n\n", 1)[1])
    quote, after = (
        changes.pop("quote", BORDERS_QUOTE),
        changes.pop("after", BORDERS_AFTER.split("\n\n", maxsplit=1)[0]),
    )
    citation = Citation(
        number=1, article_id="borders", passage_id="borders-7", title="Границы и пограничное урегулирование",
        authors=("Байзакова К. И.", "Кукеева Ф. Т."), year=2024, language="ru", section="Граница с Китаем",
        pages=("214",), first_line=120, last_line=134, file_name="borders-ru.md",
        passage=before + quote + after, quote=quote, quote_span=Span(500, 500 + len(quote)), printed=quote,
        quote_in_passage=Span(len(before), len(before) + len(quote)),
    )  # fmt: skip
    return replace(citation, **changes)


BORDERS = make_citation()
CORRIDOR = make_citation(
    number=2, article_id="corridor", passage_id="corridor-3", language="kk", year=2023, pages=(),
    title="Орталық Азиядағы көлік дәліздері", authors=("Ә. Оразбай", "Н. Сабұров", "Ғ. Үмбетова"),
    section="Транскаспий бағыты", first_line=58, last_line=71, file_name="transport-corridors-kk.md",
    before=CORRIDOR_BEFORE, quote=CORRIDOR_QUOTE, after=CORRIDOR_AFTER,
)  # fmt: skip
GATEWAY = make_citation(
    number=3, article_id="gateway", passage_id="gateway-1", language="en", year=2025, pages=("12", "13"),
    title="The Global Gateway and the Belt and Road in Central Asia", authors=("Maria Alvarez",),
    section="Aims and money", file_name="global-gateway-en.md",
    before=GATEWAY_BEFORE, quote=GATEWAY_QUOTE, after=GATEWAY_AFTER,
)  # fmt: skip

ARTICLES = (
    ArticleSummary("borders", BORDERS.title, BORDERS.authors, 2024, "ru", 41, "borders-ru.md"),
    ArticleSummary("water", "Трансграничные воды: от квот к общему управлению", ("Ли А. В.",), 2022, "ru", 38, "w.md"),
    ArticleSummary("corridor", CORRIDOR.title, CORRIDOR.authors, 2023, "kk", 36, "transport-corridors-kk.md"),
    ArticleSummary("gateway", GATEWAY.title, GATEWAY.authors, 2025, "en", 44, "global-gateway-en.md"),
)
EXAMPLES: dict[Language, tuple[str, ...]] = {
    "ru": (
        "Какой длины граница Казахстана с Китаем?",
        "Сколько грузов прошло по Транскаспийскому маршруту в 2022 году?",
        "Сколько денег обещает программа Global Gateway?",
    ),
    "kk": (
        "Қазақстан мен Қытай шекарасының ұзындығы қанша?",
        "2022 жылы Транскаспий бағытымен қанша жүк тасымалданды?",
        "Global Gateway бағдарламасы қанша қаржы уәде етеді?",
    ),
    "en": (
        "How long is the border between Kazakhstan and China?",
        "How much cargo took the Trans-Caspian route in 2022?",
        "How much money does the Global Gateway promise?",
    ),
}
ANSWERS: dict[Language, str] = {
    "ru": f"{BORDERS_QUOTE} [1]\n\nО перевозках по Транскаспийскому маршруту:\n- {CORRIDOR_QUOTE} [2]\n"
    f"- {GATEWAY_QUOTE} [3]",
    "kk": f"{CORRIDOR_QUOTE} [2]\n\nШекара туралы орысша мақалада былай делінген: «{BORDERS_QUOTE}» [1] "
    f"Қаржы көлемі туралы: {GATEWAY_QUOTE} [3]",
    "en": f"{GATEWAY_QUOTE} [3]\n\nOn the border, a Russian article says: {BORDERS_QUOTE} [1] "
    f"On cargo, a Kazakh one: {CORRIDOR_QUOTE} [2]",
}
NO_ANSWER: dict[Language, str] = {
    "ru": "В статьях нет ответа на этот вопрос.",
    "kk": "Мақалаларда бұл сұрақтың жауабы жоқ.",
    "en": "The articles hold no answer to this question.",
}


def language_of(text: str) -> Language:
    """A guess that is good enough for the fake's own questions."""
    if any(letter in "әғқңөұүһі" for letter in text.lower()):
        return "kk"
    return "ru" if any("а" <= letter <= "я" for letter in text.lower()) else "en"


class FakeAssistant:
    """Obeys ChatAssistant. A question about Mars makes it abstain, "crash" break, "slow" take its time."""

    def __init__(self, articles: Sequence[ArticleSummary] = ARTICLES, *, pause: float = 0.0) -> None:
        self._articles = articles
        self._pause = pause
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []

    def stream(self, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        self.asked.append((question, tuple(history)))
        language = language_of(question)
        if "crash" in question:
            raise RuntimeError("the fake breaks")
        searched = f"{history[-1].question} {question}" if history else question
        if any(mars in question.lower() for mars in ("марс", "mars")):
            closest = tuple(replace(each, number=n) for n, each in enumerate((BORDERS, CORRIDOR), start=1))
            text, timings = NO_ANSWER[language], Timings(encode=11, search=4)
            yield Answer(
                text,
                language,
                searched,
                abstention=Abstention.NOT_IN_ARTICLES,
                closest=closest,
                timings=timings,
            )
            return
        citations = (BORDERS, CORRIDOR, GATEWAY)
        words = ANSWERS[language].split(" ")
        steps = range(6, len(words), 200 if "slow" not in question else 1)
        for step in steps:
            time.sleep(self._pause if "slow" not in question else 0.2)
            yield Answer(" ".join(words[:step]), language, searched, citations)
        yield Answer(ANSWERS[language], language, searched, citations, timings=Timings(encode=12, search=5, answer=21))

    def surroundings(self, citation: Citation) -> Surroundings:
        if citation.article_id != "borders":
            raise LookupError(citation.article_id)
        filler = "\n\n".join(f"Абзац {n} той же статьи, чтобы место цитаты пришлось искать. " * 4 for n in range(1, 7))
        return Surroundings(f"{filler}\n\n{BORDERS_BEFORE}", BORDERS_QUOTE, f"{BORDERS_AFTER}\n\n{filler}")

    def articles(self) -> Sequence[ArticleSummary]:
        return self._articles

    def examples(self, language: Language) -> Sequence[str]:
        return EXAMPLES[language] if self._articles else ()


@pytest.fixture
def citation() -> Citation:
    return make_citation()


@pytest.fixture
def fake() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture(scope="module")
def make_fake() -> type[FakeAssistant]:
    return FakeAssistant


@pytest.fixture
def gradio_litter() -> Iterator[None]:
    """Sweeps up what Gradio leaves unclosed within the test that made it, where the warning is expected."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of an installed Chromium, or a skip with the reason."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        pytest.skip(f"no Chromium on the PATH (looked for {', '.join(names)})")
    return found
