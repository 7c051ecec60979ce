"""A fake assistant with a small trilingual library, a fake evaluator, and Chromium for the browser tests."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from corpus import Collection, Language, Scope, Span
from rag import Abstention, Answer, ArticleSummary, Citation, Surroundings, Timings, Turn
from rag.holdings import Holdings
from ui.evaluator import Choice, EvaluationError, EvaluationStep, KeptRun, QuestionFile, RunReport, UnusableFile

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
        self.scopes: list[Scope] = []

    def stream(self, question: str, history: Sequence[Turn], scope: Scope) -> Iterator[Answer]:
        """Restrict the search to what Ли wrote if told "only in Ли", and to nothing if told "only in nobody"."""
        self.scopes.append(scope)
        if "only in Ли" in question:
            scope = scope.narrowed(Scope(authors=("Ли",)))
        for answer in self._stream(question, history):
            nothing = Abstention.NOTHING_IN_SCOPE if "only in nobody" in question else answer.abstention
            yield replace(answer, scope=scope, abstention=nothing)

    def _stream(self, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
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

    def holdings(self) -> Holdings:
        collections = (Collection("Су ресурстары", ("water", "corridor")),) if self._articles else ()
        return Holdings(self._articles, collections)

    def examples(self, language: Language) -> Sequence[str]:
        return EXAMPLES[language] if self._articles else ()


STARTED = datetime(2026, 3, 2, 9, 5, tzinfo=timezone(timedelta(hours=5)))
HOSTILE = "<img src=x onerror=alert(1)> ${1} {{2}}"
KEPT = (
    KeptRun("starter-base-2", "starter", True, 150, STARTED + timedelta(days=1)),
    KeptRun("cut-1", "cut", False, 40, STARTED + timedelta(hours=1), finished=False),
    KeptRun("hostile-1", HOSTILE, False, 12, STARTED),
)
REPORT: dict[Language, str] = {"ru": "Отчёт по-русски", "kk": "Қазақша есеп", "en": "Report in English"}


class FakeEvaluator:
    """Obeys Evaluator. A file that says "broken" is refused; one run can't be compared, and one breaks."""

    def __init__(self, runs: Sequence[KeptRun] = KEPT, *, pause: float = 0.0) -> None:
        self.pause = pause
        self.chosen: list[Choice] = []
        self.reported: list[tuple[str, str | None, Language]] = []
        self._runs = list(runs)

    def starter(self) -> QuestionFile:
        return QuestionFile("starter", {"ru": 50, "kk": 60, "en": 40})

    def inspect(self, path: Path) -> QuestionFile:
        text = path.read_text(encoding="utf-8")
        if "broken" in text:
            raise UnusableFile(path.name, [f"line {line}, `lang`: expected ru; found <b>" for line in range(1, 26)])
        return QuestionFile(path.name, {"ru": 0, "kk": text.count("kk"), "en": text.count("en")}, path)

    def steps(self, choice: Choice) -> Generator[EvaluationStep, None, None]:
        self.chosen.append(choice)
        if choice.file.name == "crash.jsonl":
            raise RuntimeError("the fake breaks")
        if choice.file.name == "refused.jsonl":
            raise EvaluationError("the fake <refuses>")
        counts = choice.file.counts
        total = min(choice.limit or 1000, counts[choice.language] if choice.language else choice.file.questions)
        name = f"new-{len(self._runs)}"
        for done in range(total + 1):
            yield EvaluationStep(name if done else "", done, total)
            time.sleep(self.pause)
        run = KeptRun(name, choice.file.name, choice.file.path is None, total, STARTED + timedelta(days=2))
        self.keep(run)
        yield EvaluationStep(name, total, total, finished=True)

    def keep(self, run: KeptRun) -> None:
        self._runs.insert(0, run)

    def runs(self) -> Sequence[KeptRun]:
        return tuple(self._runs)

    def report(self, run: str, against: str | None, language: Language) -> RunReport:
        if against == "hostile-1":
            raise EvaluationError("no question in <common>")
        if run == "crash":
            raise RuntimeError("the fake breaks")
        self.reported.append((run, against, language))
        told = f"{REPORT[language]}: {run}" + (f" / {against}" if against else "")
        rows = "".join(f"<p>{number}</p>" for number in range(60))
        style = "<style>body { margin: 0 } .wide { width: 100%; background: #cde }</style>"
        html = (
            f"<!doctype html><html lang={language}><head>{style}</head><body><h1>{told}</h1>"
            f'<a href="#end">end</a><p class=wide>${{x}}</p>{rows}<p id="end">end</p>'
        )
        return RunReport(html + "<script>parent.alert(2)</script>", f"# {told}\n", '{"id": "q1"}\n')


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
def evaluator() -> FakeEvaluator:
    return FakeEvaluator()


@pytest.fixture(scope="module")
def make_evaluator() -> type[FakeEvaluator]:
    return FakeEvaluator


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


CHROMIUM_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
LOCALES: dict[Language, str] = {"ru": "ru-RU", "kk": "kk-KZ", "en": "en-GB"}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """Chromium, started once a module."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens the page at the module's `address`; at the end checks that it broke nowhere and asked no other host."""
    contexts, strangers, errors = [], [], []

    def open_page(language: Language = "ru", *, query: str = "", width: int = 1280, scheme: str = "light") -> Any:
        context = browser.new_context(
            locale=LOCALES[language], viewport={"width": width, "height": 760}, reduced_motion="reduce",
            color_scheme=scheme,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        page.on("request", lambda request: strangers.append(request.url))
        page.goto(address + query)
        page.wait_for_selector("html.derek-ready")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
    assert [url for url in strangers if not url.startswith((address, "data:", "blob:", "about:"))] == []
