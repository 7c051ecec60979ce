"""What the Evaluation tab shows, as HTML: the file that was chosen, how a run is going, earlier runs, and a report."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import datetime

from corpus import LANGUAGES
from ui.desk import Desk
from ui.evaluator import Choice, KeptRun, QuestionFile, RunReport, UnusableFile
from ui.markup import escape
from ui.runner import Phase, Situation
from ui.settings import PageSettings
from ui.strings import Strings

_PROBLEMS_SHOWN = 20
_MINUTE = 60
_WRITING = "derek questions new --out questions.jsonl"


def about_html(strings: Strings, settings: PageSettings) -> str:
    """Say what an evaluation is. The tab's script takes its words from here."""
    too_large = escape(strings.file_too_large.format(size=settings.largest_set))
    return f'<p class="about-evaluation" data-too-large="{too_large}">{escape(strings.evaluation_about)}</p>'


def counted(file: QuestionFile, strings: Strings) -> str:
    """Say how many questions a set has, and in which languages, as plain text."""
    languages = ", ".join(
        strings.articles_in[language].format(count=file.counts[language])
        for language in LANGUAGES
        if file.counts.get(language)
    )
    return f"{strings.questions.of(file.questions, strings.language)} ({languages})"


def choices_of(runs: Sequence[KeptRun], strings: Strings) -> list[tuple[str, str]]:
    """Return the finished runs for a list to choose from, as pairs of what is shown and the run's name."""
    finished = [(run_label(run, strings), run.name) for run in runs if run.finished]
    return [(strings.no_comparison, ""), *finished]


def run_label(run: KeptRun, strings: Strings) -> str:
    """Name a run by its set, its date and its size, as plain text."""
    questions = strings.questions.of(run.questions, strings.language)
    return f"{_set_name(run, strings)}, {moment(run.started)}, {questions}"


def moment(time: datetime) -> str:
    """Return a date and time that reads the same in all languages, to the minute."""
    return f"{time:%Y-%m-%d %H:%M}"


def note_html(desk: Desk, *, own: bool, settings: PageSettings, strings: Strings) -> str:
    """Say what the chosen set is; of the reader's own file, what was found in it."""
    if not own:
        return f'<p class="note">{escape(strings.starter_note)}</p>'
    said = _with_code(strings.own_note, _WRITING, size=settings.largest_set)
    note = f'<p class="note">{said}</p>'
    if isinstance(desk.file, UnusableFile):
        return note + _refusal(desk.file, strings)
    if desk.file is None:
        return note
    name = f"<strong>{escape(desk.file.name)}</strong>"
    return f'{note}<p class="file" role="status">{name}: {escape(counted(desk.file, strings))}</p>'


def _refusal(file: UnusableFile, strings: Strings) -> str:
    """All that is wrong with a file, in the words of whoever read it."""
    problems = strings.problems.of(len(file.problems), strings.language)
    told = escape(strings.file_refused.format(file=file.name, problems=problems))
    items = "".join(f"<li>{escape(problem)}</li>" for problem in file.problems[:_PROBLEMS_SHOWN])
    unshown = len(file.problems) - _PROBLEMS_SHOWN
    more = ""
    if unshown > 0:
        text = strings.more_problems.format(problems=strings.problems.of(unshown, strings.language))
        more = f'<p class="note">{escape(text)}</p>'
    return f'<div role="alert"><p class="trouble">{told}</p><ul class="problems" lang="en">{items}</ul>{more}</div>'


def notice_html(text: str) -> str:
    """Return a message that is read out at once; nothing for an empty one."""
    return f'<p class="trouble" role="alert">{escape(text)}</p>' if text else ""


def situation_html(situation: Situation | None, strings: Strings) -> str:
    """Show how a run is going, or how it ended."""
    if situation is None:
        return ""
    if situation.is_over:
        return _ending(situation, strings)
    name = escape(f"{strings.run_progress}: {_chosen(situation.choice, strings)}")
    said = escape(_said(situation, strings))
    waiting = situation.phase is not Phase.ASKING
    # Without a value a progress bar tells that something is going on, but not how far it has come.
    value = "" if waiting else f'aria-valuenow="{situation.done}" '
    share = 100 * situation.done / situation.total if situation.total and not waiting else 100
    return (
        f'<div class="progress"><p aria-hidden="true">{said}</p>'
        f'<div class="bar{" waiting" if waiting else ""}" role="progressbar" aria-label="{name}" aria-valuemin="0" '
        f'aria-valuemax="{situation.total or 100}" {value}aria-valuetext="{said}">'
        f'<span style="width:{share:.1f}%"></span></div></div>'
    )


def _said(situation: Situation, strings: Strings) -> str:
    if situation.phase is Phase.PREPARING:
        return strings.stopping if situation.stopping else strings.preparing
    if situation.phase is Phase.SCORING:
        return strings.scoring
    if situation.stopping:
        return strings.stopping
    answered = strings.answered.format(done=situation.done, total=situation.total)
    left = situation.seconds_left
    return answered if left is None else f"{answered}, {strings.time_left.format(time=_time(left, strings))}"


def _ending(situation: Situation, strings: Strings) -> str:
    questions = strings.questions.of(situation.done, strings.language)
    if situation.phase is Phase.FINISHED:
        said = strings.run_finished.format(questions=questions, time=_time(situation.seconds, strings))
        return f'<p class="ending" role="status">{escape(said)}</p>'
    said = strings.run_stopped
    if situation.phase is Phase.FAILED:
        reason = situation.trouble
        said = strings.run_failed_because.format(reason=reason) if reason else strings.run_failed
    kept = ""
    if situation.run and situation.done:
        kept = f" {_with_code(strings.kept_for_later, _resume(situation.run), questions=questions)}"
    style = "trouble" if situation.phase is Phase.FAILED else "ending"
    return f'<p class="{style}" role="alert">{escape(said)}{kept}</p>'


def _resume(run: str) -> str:
    return f"derek eval --resume {shlex.quote(run)}"


def _with_code(sentence: str, command: str, **parts: object) -> str:
    """Fill in a sentence that names a command; returns HTML."""
    filled = escape(sentence.format(command="\0", **parts))
    return filled.replace("\0", f"<code>{escape(command)}</code>")


def _time(seconds: float, strings: Strings) -> str:
    """Return a time as one says it: in seconds, and from 90 on in minutes."""
    if seconds < 1.5 * _MINUTE:
        return strings.seconds.format(number=max(1, round(seconds)))
    return strings.minutes.format(number=round(seconds / _MINUTE))


def _chosen(choice: Choice, strings: Strings) -> str:
    return strings.starter_set if choice.file.path is None else choice.file.name


def _set_name(run: KeptRun, strings: Strings) -> str:
    return strings.starter_set if run.is_starter else run.set_name


def runs_html(runs: Sequence[KeptRun], shown: str, strings: Strings) -> str:
    """List the runs that are kept, each with the button that opens its report."""
    heading = f"<h2>{escape(strings.earlier_runs)}</h2>"
    if not runs:
        return f'<section class="runs">{heading}<p class="note">{escape(strings.no_runs_yet)}</p></section>'
    items = "".join(_run_item(run, strings, current=run.name == shown) for run in runs)
    return f'<section class="runs">{heading}<ul>{items}</ul></section>'


def _run_item(run: KeptRun, strings: Strings, *, current: bool) -> str:
    time = f'<time datetime="{run.started.isoformat()}">{moment(run.started)}</time>'
    about = f"{time} · {escape(strings.questions.of(run.questions, strings.language))}"
    name = f'<span class="set">{escape(_set_name(run, strings))}</span> <span class="about">{about}</span>'
    if not run.finished:
        unfinished = _with_code(strings.not_finished, _resume(run.name))
        return f'<li>{name}<span class="about">{unfinished}</span></li>'
    label = escape(f"{strings.open_report}: {run_label(run, strings)}")
    mark = 'aria-current="true" ' if current else ""
    return (
        f'<li><button type="button" class="open-run" data-run="{escape(run.name)}" {mark}'
        f'aria-label="{label}" title="{escape(strings.open_report)}">{name}</button></li>'
    )


def report_html(run: KeptRun, report: RunReport, strings: Strings, notice: str = "") -> str:
    """Show a report within the page, under its name. It keeps its own styles and links, and may run no script."""
    title = strings.report_of.format(set=_set_name(run, strings), date=moment(run.started))
    # Without a base of its own a frame takes the page's, and a link within the report would lead to the page.
    page = report.html.replace("<head>", '<head><base href="about:srcdoc">', 1)
    return (
        f'<section class="report" data-run="{escape(run.name)}">{notice_html(notice)}'
        f'<iframe title="{escape(title)}" sandbox="allow-same-origin" srcdoc="{escape(page)}">'
        "</iframe></section>"
    )


def opening_html(strings: Strings) -> str:
    """Say that a report is on its way."""
    return f'<p class="opening" role="status">{escape(strings.opening_report)}</p>'
