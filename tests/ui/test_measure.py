"""The Evaluation tab without a browser: its handlers and its HTML, and the runner, with the fake evaluator."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from corpus import LANGUAGES, Language
from ui import measure, measure_view
from ui.desk import Desk
from ui.evaluator import Choice, KeptRun, QuestionFile, RunReport, UnusableFile
from ui.runner import Phase, Runner, Situation
from ui.settings import PageSettings
from ui.strings import strings_for

FILE = QuestionFile("own.csv", {"ru": 0, "kk": 3, "en": 2}, Path("own.csv"))
STARTER = QuestionFile("starter", {"ru": 50, "kk": 60, "en": 40})
KEPT_AT = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
MARKUP = "<img src=x onerror=alert(1)> ${1} {{2}}"


class Widget:
    """Stands for a widget: handlers only use it as a key, and put files where it says."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.GRADIO_CACHE = str(folder)

    def __repr__(self) -> str:
        return self.name


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.runner._PAUSE", 0.0)


@pytest.fixture
def widgets(tmp_path: Path) -> Any:
    return measure.Widgets(**{name: Widget(name, tmp_path) for name in measure.Widgets.__dataclass_fields__})


@pytest.fixture
def handlers(fake: Any, evaluator: Any, widgets: Any) -> measure.Handlers:
    return measure.Handlers(fake, Runner(evaluator), PageSettings(), widgets)


def last(updates: Iterable[dict[Any, Any]]) -> dict[str, Any]:
    """What each widget was told last, by the widget's name."""
    told: dict[str, Any] = {}
    for each in updates:
        for widget, value in each.items():
            before = told.get(widget.name)
            told[widget.name] = before | value if isinstance(before, dict) and isinstance(value, dict) else value
    return told


def run(handlers: measure.Handlers, **changes: Any) -> dict[str, Any]:
    asked = {"source": measure.STARTER, "only": "all", "limit": "", "desk": Desk(), "against": "", "language": "en"}
    return last(handlers.run(**(asked | changes)))


def wait_until_over(runner: Runner) -> Situation:
    *_, ended = runner.follow()
    return ended


def test_run_goes_from_the_first_question_to_the_report(handlers: measure.Handlers, evaluator: Any) -> None:
    told = run(handlers, limit="4")
    assert evaluator.chosen == [Choice(evaluator.starter(), None, 4)]
    assert told["situation"] == '<p class="ending" role="status">Done: 4 questions in 1 s.</p>'
    assert told["desk"].shown == "new-3"
    assert "Report in English: new-3" in told["report"]
    assert (told["run"]["visible"], told["stop"]["visible"]) == (True, False)
    assert 'data-run="new-3" aria-current="true"' in told["listing"]


@pytest.mark.parametrize(("only", "expected"), [("kk", 60), ("all", 150)])
def test_questions_are_chosen_by_language(handlers: measure.Handlers, evaluator: Any, only: str, expected: int) -> None:
    run(handlers, only=only)
    assert evaluator.chosen[0].language == (None if only == "all" else only)
    assert evaluator.runs()[0].questions == expected


def test_comparison_goes_into_the_report(handlers: measure.Handlers, evaluator: Any) -> None:
    told = run(handlers, limit="1", against="starter-base-2")
    assert evaluator.reported == [("new-3", "starter-base-2", "en")]
    assert told["against"]["value"] == "starter-base-2"


@pytest.mark.parametrize("limit", ["0", "-3", "2.5", "many", "1e3", "²"])
def test_a_bad_number_of_questions_runs_nothing(handlers: measure.Handlers, evaluator: Any, limit: str) -> None:
    told = run(handlers, limit=limit)
    assert strings_for("en").bad_limit in told["notice"]
    assert evaluator.chosen == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_file_must_be_there_first(handlers: measure.Handlers, evaluator: Any, language: Language) -> None:
    told = run(handlers, source=measure.OWN, language=language)
    assert strings_for(language).no_file_yet in told["notice"]
    refused = Desk(file=UnusableFile("own.csv", ["row 2"]))
    assert (
        strings_for(language).no_file_yet
        in run(handlers, source=measure.OWN, desk=refused, language=language)["notice"]
    )
    assert evaluator.chosen == []


def test_own_file_needs_articles(make_fake: Any, evaluator: Any, widgets: Any) -> None:
    handlers = measure.Handlers(make_fake(()), Runner(evaluator), PageSettings(), widgets)
    told = run(handlers, source=measure.OWN, desk=Desk(file=FILE))
    assert strings_for("en").empty_library in told["notice"]
    assert evaluator.chosen == []


def test_a_language_without_questions_runs_nothing(handlers: measure.Handlers, evaluator: Any) -> None:
    told = run(handlers, source=measure.OWN, only="ru", desk=Desk(file=FILE), language="kk")
    assert "Жинақта орыс тілінде қойылған сұрақ жоқ." in told["notice"]
    assert evaluator.chosen == []


def test_one_evaluation_at_a_time(handlers: measure.Handlers, evaluator: Any) -> None:
    evaluator.pause = 0.02
    assert handlers.runner.start(Choice(STARTER, None, 20))
    assert not handlers.runner.start(Choice(STARTER, None, 20))
    updates = handlers.run(measure.STARTER, "all", "", Desk(), "", "ru")
    first = {widget.name: value for widget, value in next(updates).items()}
    assert strings_for("ru").other_run_going in first["notice"]
    # The page follows the other one to its end.
    assert "20 вопросов" in last(updates)["situation"]
    assert len(evaluator.chosen) == 1


def test_stopped_run_says_how_to_go_on(handlers: measure.Handlers, evaluator: Any) -> None:
    evaluator.pause = 0.02
    updates = handlers.run(measure.STARTER, "all", "", Desk(), "", "en")
    told: dict[str, Any] = {}
    for each in updates:
        told |= {widget.name: value for widget, value in each.items()}
        if told.get("desk", Desk()).situation and told["desk"].situation.done:
            assert handlers.stop()["interactive"] is False
    assert told["desk"].situation.phase is Phase.STOPPED
    assert "<code>derek eval --resume new-3</code>" in told["situation"]
    assert (told["run"]["visible"], told["stop"]["visible"]) == (True, False)
    assert "report" not in told


@pytest.mark.parametrize(
    ("name", "expected"),
    [("refused.jsonl", "The run broke off: the fake &lt;refuses&gt;"), ("crash.jsonl", "its log has the details")],
)
def test_failed_run_tells_its_reason_and_frees_the_place(
    handlers: measure.Handlers, caplog: pytest.LogCaptureFixture, name: str, expected: str
) -> None:
    told = run(handlers, source=measure.OWN, desk=Desk(file=replace(FILE, name=name)))
    assert expected in told["situation"]
    assert "the evaluation broke off" in caplog.text
    assert handlers.runner.running is None
    assert "Done: 1 question" in run(handlers, limit="1")["situation"]


def test_a_page_that_is_opened_meanwhile_follows_the_run(handlers: measure.Handlers, evaluator: Any) -> None:
    evaluator.pause = 0.02
    handlers.runner.start(Choice(STARTER, None, 20))
    told = last(handlers.follow(Desk(), "", "kk"))
    assert "Қазақша есеп: new-3" in told["report"]


def test_a_page_follows_nothing_when_nothing_runs(handlers: measure.Handlers) -> None:
    assert last(handlers.follow(Desk(), "", "kk")) == {"notice": ""}


def test_a_run_that_ended_while_the_language_changed_is_still_told(handlers: measure.Handlers) -> None:
    handlers.runner.start(Choice(STARTER, None, 2))
    ended = wait_until_over(handlers.runner)
    before = replace(ended, phase=Phase.ASKING)
    told = last(handlers.follow(Desk(situation=before), "", "ru"))
    assert told["stop"]["visible"] is False
    assert "Отчёт по-русски" in told["report"]


def test_file_is_read_and_counted(handlers: measure.Handlers, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("kk kk en", encoding="utf-8")
    told = last([handlers.inspect(str(path), Desk(), "kk")])
    assert "own.csv</strong>: 3 сұрақ (қазақ тілінде – 2, ағылшын тілінде – 1)" in told["note"]
    assert told["desk"].file.path == path
    assert told["upload"]["label"] == strings_for("kk").choose_another


def test_malformed_file_is_told_problem_by_problem(handlers: measure.Handlers, tmp_path: Path) -> None:
    path = tmp_path / "<b>.csv"
    path.write_text("broken", encoding="utf-8")
    told = last([handlers.inspect(str(path), Desk(), "ru")])
    assert "Файл &lt;b&gt;.csv не принят: 25 ошибок" in told["note"]
    assert told["note"].count("<li>") == 20
    assert "line 20, &#96;lang&#96;: expected ru; found &lt;b&gt;" in told["note"]
    assert "…и ещё 5 ошибок" in told["note"]
    assert str(tmp_path) not in told["note"]


def test_own_set_brings_its_button(handlers: measure.Handlers) -> None:
    own = last([handlers.choose(measure.OWN, Desk(), "en")])
    shipped = last([handlers.choose(measure.STARTER, Desk(file=FILE), "en")])
    assert (own["upload"]["visible"], shipped["upload"]["visible"]) == (True, False)
    assert "at most 5 MB" in own["note"]
    assert FILE.name not in shipped["note"]


def test_earlier_run_is_opened_and_compared(handlers: measure.Handlers, evaluator: Any) -> None:
    event: Any = SimpleNamespace(run="starter-base-2")
    opened = last(handlers.open(Desk(), "", "ru", event))
    assert "Отчёт по-русски: starter-base-2" in opened["report"]
    compared = last(handlers.compare(opened["desk"], "starter-base-2", "ru"))
    assert evaluator.reported[-1] == ("starter-base-2", None, "ru")  # with itself it is not compared
    assert 'role="alert"' not in compared["report"]


def test_runs_that_cannot_be_compared_are_shown_alone(handlers: measure.Handlers) -> None:
    told = last(handlers.compare(Desk(shown="starter-base-2"), "hostile-1", "en"))
    assert "Shown without a comparison: no question in &lt;common&gt;" in told["report"]
    assert "Report in English: starter-base-2" in told["report"]


def test_nothing_is_compared_while_no_report_is_open(handlers: measure.Handlers, evaluator: Any) -> None:
    assert last(handlers.compare(Desk(), "starter-base-2", "en")) == {"notice": ""}
    assert evaluator.reported == []


def test_unknown_run_is_refused(handlers: measure.Handlers, evaluator: Any) -> None:
    told = last(handlers.open(Desk(), "", "en", SimpleNamespace(run="../../<b>")))
    assert "no run is called &#x27;../../&lt;b&gt;&#x27;" in told["opening"]
    assert "report" not in told
    assert evaluator.reported == []


def test_broken_report_is_told_and_logged(
    fake: Any, widgets: Any, make_evaluator: Any, caplog: pytest.LogCaptureFixture
) -> None:
    runs = (KeptRun("crash", "crash", False, 1, make_evaluator().runs()[0].started),)
    handlers = measure.Handlers(fake, Runner(make_evaluator(runs)), PageSettings(), widgets)
    told = last(handlers.open(Desk(), "", "kk", SimpleNamespace(run="crash")))
    assert strings_for("kk").report_failed in told["opening"]
    assert "the report of 'crash' could not be made" in caplog.text


def test_report_is_kept_in_a_frame_without_scripts(handlers: measure.Handlers) -> None:
    told = last(handlers.open(Desk(), "", "en", SimpleNamespace(run="starter-base-2")))
    assert '<iframe title="Report: Starter set, 2026-03-03' in told["report"]
    assert 'sandbox="allow-same-origin"' in told["report"]
    assert told["report"].count("<") == told["report"].count("<section") * 2 + told["report"].count("<iframe") * 2
    assert not set("${}`") & set(told["report"])


def test_report_can_be_saved_whole(handlers: measure.Handlers) -> None:
    told = last(handlers.open(Desk(), "", "kk", SimpleNamespace(run="starter-base-2")))
    saved = {Path(told[name]["value"]).name: Path(told[name]["value"]) for name in ("html", "markdown", "scores")}
    assert set(saved) == {"starter-base-2.kk.html", "starter-base-2.kk.md", "starter-base-2.jsonl"}
    assert saved["starter-base-2.kk.html"].read_text(encoding="utf-8").startswith("<!doctype html><html lang=kk>")
    assert saved["starter-base-2.jsonl"].read_text(encoding="utf-8") == '{"id": "q1"}\n'


def test_whole_tab_is_shown_in_each_language(handlers: measure.Handlers) -> None:
    desk = Desk(file=FILE, shown="starter-base-2")
    for language in LANGUAGES:
        strings = strings_for(language)
        told = last(handlers.show(measure.OWN, desk, "starter-base-2", language))
        assert told["run"]["value"] == strings.run
        assert (strings.own_set, measure.OWN) in told["source"]["choices"]
        assert told["only"]["choices"][0] == (strings.any_language, "all")
        assert told["against"]["choices"][0] == (strings.no_comparison, "")
        assert told["against"]["value"] == "starter-base-2"
        assert strings.earlier_runs in told["listing"]
        assert f"lang={language}" in told["report"]
        assert told["html"]["label"] == strings.download_html


def test_a_run_under_way_is_not_offered_for_going_on(handlers: measure.Handlers, evaluator: Any) -> None:
    evaluator.pause = 0.02
    handlers.runner.start(Choice(STARTER, None, 30))
    while not (situation := handlers.runner.running) or not situation.run:
        time.sleep(0.01)
    unfinished = KeptRun(situation.run, "starter", True, 30, evaluator.runs()[0].started, finished=False)
    evaluator.keep(unfinished)
    assert situation.run not in last(handlers.show(measure.STARTER, Desk(), "", "en"))["listing"]
    handlers.runner.stop()
    wait_until_over(handlers.runner)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "37 из 150, осталось около 12 с"),
        ("kk", "Жауап берілгені: 37/150, шамамен 12 сек қалды"),
        ("en", "37 of 150, about 12 s left"),
    ],
)
def test_progress_is_told_in_words_and_numbers(language: Language, said: str) -> None:
    situation = Situation(Choice(STARTER), Phase.ASKING, "run", 37, 150, seconds=37 * 12 / 113)
    shown = measure_view.situation_html(situation, strings_for(language))
    assert f'aria-valuemin="0" aria-valuemax="150" aria-valuenow="37" aria-valuetext="{said}"' in shown
    assert 'style="width:24.7%"' in shown


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.SCORING])
def test_progress_without_a_measure_has_no_value(phase: Phase) -> None:
    shown = measure_view.situation_html(Situation(Choice(STARTER), phase), strings_for("en"))
    assert 'role="progressbar"' in shown
    assert "aria-valuenow" not in shown


@pytest.mark.parametrize(("seconds", "expected"), [(0.2, "1 s"), (89, "89 s"), (91, "2 min"), (600, "10 min")])
def test_times_are_said_as_one_says_them(seconds: float, expected: str) -> None:
    ended = Situation(Choice(STARTER), Phase.FINISHED, "run", 5, 5, seconds)
    assert f"Done: 5 questions in {expected}." in measure_view.situation_html(ended, strings_for("en"))


def test_time_left_is_not_told_from_too_few_questions() -> None:
    begun = Situation(Choice(STARTER), Phase.ASKING, "run", 2, 10, seconds=1.0)
    assert begun.seconds_left is None
    assert replace(begun, done=4).seconds_left == pytest.approx(1.0 / 4 * 6)


def test_names_are_shown_as_they_stand() -> None:
    strings = strings_for("en")
    file = QuestionFile(MARKUP, {"en": 1}, Path("x.csv"))
    made = KeptRun(MARKUP, MARKUP, False, 1, KEPT_AT)
    shown = [
        measure_view.note_html(Desk(file=file), own=True, settings=PageSettings(), strings=strings),
        measure_view.note_html(
            Desk(file=UnusableFile(MARKUP, [MARKUP])), own=True, settings=PageSettings(), strings=strings
        ),
        measure_view.situation_html(Situation(Choice(file)), strings),
        measure_view.situation_html(Situation(Choice(file), Phase.STOPPED, MARKUP, 1, 2), strings),
        measure_view.situation_html(Situation(Choice(file), Phase.FAILED, trouble=MARKUP), strings),
        measure_view.runs_html([made, replace(made, finished=False)], "", strings),
        measure_view.report_html(made, RunReport(MARKUP, MARKUP, MARKUP), strings, MARKUP),
    ]
    for html in shown:
        assert "&lt;img src=x onerror=alert(1)&gt; &#36;&#123;1&#125; &#123;&#123;2&#125;&#125;" in html
        assert "<img" not in html


def test_runs_are_named_by_set_date_and_size() -> None:
    runs = [KeptRun("a", "starter", True, 150, KEPT_AT), KeptRun("b", "cut", False, 3, KEPT_AT, finished=False)]
    assert measure_view.choices_of(runs, strings_for("kk")) == [
        ("Салыстырмау", ""),
        ("Дайын жинақ, 2026-03-02 09:05, 150 сұрақ", "a"),
    ]
    assert "Пока ни одного." in measure_view.runs_html([], "", strings_for("ru"))


def test_largest_set_is_a_size() -> None:
    with pytest.raises(ValueError, match="largest_set must be at least 1 MB, not 0"):
        PageSettings(largest_set=0)
