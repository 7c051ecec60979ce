"""Contents of reports, made by hand."""

from __future__ import annotations

from dataclasses import replace

from corpus import LANGUAGES
from eval.comparison import Change, Comparison, Difference
from eval.figures import FIGURES
from eval.gate import GateLine
from eval.questions.question import KINDS, UNANSWERABLE
from eval.report import Compared, ReportContent, RetrievedPassage, RunFacts, SideBySide, WorstQuestion
from eval.summary import Estimate, Group, Latency, Summary

UNANSWERED = ("false_answers",)
TITLES = {
    "ru": "Трансграничные реки и вода в Центральной Азии",
    "kk": "Жұмсақ күш және жария дипломатия",
    "en": "Energy in Central Asia",
}
ASKED = {"ru": "А в Казахстане?", "kk": "Ал екіншісі ше, қай ғұламаның еңбегі?", "en": "And the second one?"}
EVIDENCE = "Сток Иле за 15 лет уменьшился с 17,8 до 12,7 кубического километра в год [1]."


def estimates() -> dict[str, Estimate]:
    """A different value for each figure: 0.201, 0.218 and so on, with an interval of 0.06 around it."""
    values = {figure.name: 0.201 + 0.017 * number for number, figure in enumerate(FIGURES)}
    found = {name: Estimate(value, value - 0.031, value + 0.029, 40) for name, value in values.items()}
    found["gap_closed"] = Estimate(1.25, None, None, 40)
    found["topic_change_harm"] = Estimate(-0.125, -0.25, 0.0625, 40)
    return found


def group(name: str, questions: int, value: float, *, answerable: bool = True) -> Group:
    """A group with one value for all figures that apply to it."""
    figures = {
        figure.name: value if (figure.name in UNANSWERED) != answerable else None
        for figure in FIGURES
        if figure.family in {"retrieval", "citations", "answers", "refusals"}
    }
    return Group(name, questions, figures)


def groups() -> dict[str, tuple[Group, ...]]:
    """Every cell, kind and language; Kazakh questions about English articles are the weakest, in a cell of 6."""
    cells = [
        group(f"{asked}-{about}", 6 + number, 0.9 - 0.05 * number)
        for number, (asked, about) in enumerate((a, b) for a in LANGUAGES for b in LANGUAGES)
    ]
    cells = [
        group("kk-en", 6, 0.11) if each.name == "kk-en" else group("en-en", 4, 0.02) if each.name == "en-en" else each
        for each in cells
    ]
    kinds = [
        group(kind, 5 + number, 0.6 - 0.03 * number, answerable=kind not in UNANSWERABLE)
        for number, kind in enumerate(KINDS)
    ]
    return {
        "lang": tuple(group(language, 20, 0.5) for language in LANGUAGES),
        "kind": tuple(kinds),
        "cell": tuple(cells),
        "crossing": (group("other", 40, 0.4), group("same", 20, 0.7)),
    }


def summary() -> Summary:
    """A summary with everything in it."""
    return Summary(
        60,
        estimates(),
        groups(),
        ((0.25, 0.0), (0.5, 0.5), (0.75, 1 / 3), (1.0, 0.25)),
        {"encode": Latency(9.6, 20.4), "total": Latency(81.0, 12345.0)},
        812.4,
    )


def worst(number: int = 0, **changes: object) -> WorstQuestion:
    """One bad question; every third is in another language."""
    language = LANGUAGES[number % 3]
    question = WorstQuestion(
        id=f"set-{language}-{number:02}",
        lang=language,
        kind="conversation",
        turns=("Который из них длиннее?", ASKED[language]),
        article=TITLES["ru"],
        article_language="ru",
        score=0.125,
        expected=(EVIDENCE,),
        answer="С 17,8 до 12,7 кубического километра в год.",
        given="В статьях об этом:\n\n- «Сток Иле» [1]\n- **важно** [2]",
        retrieved=(
            RetrievedPassage(1, TITLES["kk"], "kk", "Жұмсақ күш ұғымын өңірде әр ғалым өзінше түсіндіреді.", False),
            RetrievedPassage(2, TITLES["ru"], "ru", f"Вода.\n{EVIDENCE} Это много.", True),
        ),
        why="not_cited",
    )
    return replace(question, **changes)  # type: ignore[arg-type]


def difference(figure: str, by: float, p_holm: float, tally: tuple[int, int, int] = (7, 50, 3)) -> Difference:
    """A difference with an interval of 0.04 around it."""
    return Difference(figure, 0.5, 0.5 + by, by, by - 0.02, by + 0.02, p_holm / 4, p_holm, *tally)


def comparison() -> Comparison:
    """Two runs: one figure significantly better, one significantly worse, one neither, one no single question has."""
    return Comparison(
        "base",
        "no-keywords",
        tuple(f"set-ru-{number:02}" for number in range(60)),
        (
            difference("evidence@4000", 0.083, 0.0004),
            difference("false_refusals", 0.061, 0.031),
            difference("mrr@10", -0.007, 1.0),
            difference("auroc", 0.0, 1.0, (0, 0, 0)),
        ),
        (
            Change("set-ru-00", "evidence@4000", 0.0, 1.0),
            Change("set-kk-07", "evidence@4000", 1.0, 0.5),
            Change("set-kk-07", "false_refusals", 0.0, 1.0),
        ),
    )


def compared() -> Compared:
    """The same with the answers to one question that changed."""
    side = SideBySide("set-kk-07", "kk", "Бірінші өзен қайсы?", "Бұл – Іле өзені [1].", "")
    return Compared(comparison(), (side,))


def run_facts(**changes: object) -> RunFacts:
    """The facts of a run, with a gate."""
    facts = RunFacts(
        name="2026-03-05-base",
        set_name="starter",
        questions=60,
        started="2026-03-05T09:07:33+05:00",
        model="multilingual-e5-small",
        articles=12,
        passages=12431,
        settings={"search.keyword_share": "0.3"},
        versions={"python": "3.11.2"},
        machine={"cores": "2"},
        seed=20260305,
        gate=(
            GateLine("evidence@4000", 0.75, 0.337, 0.306, 0.366, passed=False),
            GateLine("false_refusals", 0.6, 0.558, 0.527, 0.587, passed=True),
            GateLine("auroc", 0.7, None, None, None, passed=False),
        ),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def full() -> ReportContent:
    """A report with every part, and more bad questions than it shows."""
    return ReportContent(
        "Дерек, Derek", run_facts(), summary(), tuple(worst(number) for number in range(22)), (compared(),)
    )


def bare() -> ReportContent:
    """The least that a run can have: one figure, nothing that is optional, no question without an answer."""
    figures = {"mrr@10": Estimate(0.5, 0.4, 0.6, 3)}
    return ReportContent(
        "Three questions",
        run_facts(gate=(), settings={}, versions={}, machine={}),
        Summary(3, figures, {}),
    )
