"""The Evaluation tab: its widgets, and which handler each event calls. Handlers unpack, call, and show."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.processing_utils import save_bytes_to_cache

from corpus import LANGUAGES, Language
from ui import measure_view as view
from ui.assistant import ChatAssistant
from ui.desk import Desk
from ui.evaluator import Choice, EvaluationError, KeptRun, QuestionFile, RunReport, UnusableFile
from ui.runner import Phase, Runner, Situation
from ui.settings import PageSettings
from ui.strings import Strings, strings_for

logger = logging.getLogger(__name__)

Updates = dict[Any, Any]
"""From a widget to what changes about it."""

STARTER, OWN = "starter", "own"
_ALL = "all"


@dataclass(frozen=True, eq=False)
class Widgets:
    """Everything in the tab that a handler reads or changes."""

    desk: Any
    about: Any
    source: Any
    note: Any
    upload: Any
    only: Any
    limit: Any
    against: Any
    run: Any
    stop: Any
    notice: Any
    situation: Any
    listing: Any
    opening: Any
    html: Any
    markdown: Any
    scores: Any
    report: Any

    def all(self) -> list[Any]:
        """Return the widgets, for handlers that may change any of them."""
        return list(vars(self).values())


def lay_out(settings: PageSettings) -> Widgets:
    """Make the widgets, inside the tab that is being built."""
    strings = strings_for(settings.fallback_language)
    desk = gr.State(Desk())
    with gr.Row(elem_id="derek-measure"):
        with gr.Column(elem_id="derek-plan"):
            about = _html("derek-about")
            source = gr.Radio([STARTER, OWN], value=STARTER, label=strings.question_set, elem_id="derek-set")
            note = _html("derek-set-note")
            upload = gr.UploadButton(strings.choose_file, elem_id="derek-upload", size="sm", visible=False)
            only = gr.Radio([_ALL, *LANGUAGES], value=_ALL, label=strings.questions_language, elem_id="derek-only")
            with gr.Row(elem_id="derek-details"):
                limit = gr.Textbox(
                    label=strings.most_questions, placeholder=strings.all_questions, elem_id="derek-limit",
                    lines=1, max_lines=1, max_length=9, min_width=120,
                )  # fmt: skip
                against = gr.Dropdown(
                    [("", "")], value="", label=strings.compare_with, elem_id="derek-against", filterable=False,
                    min_width=120,
                )  # fmt: skip
            notice = _html("derek-plan-notice")
            with gr.Row(elem_id="derek-run-row"):
                run = gr.Button(strings.run, elem_id="derek-run", variant="primary", scale=0)
                stop = gr.Button(strings.stop, elem_id="derek-stop-run", scale=0, visible=False)
                situation = _html("derek-situation")
        with gr.Column(elem_id="derek-kept"):
            listing = _html("derek-runs", Path(__file__).with_name("measure.js").read_text(encoding="utf-8"))
    opening = _html("derek-opening")
    with gr.Row(elem_id="derek-downloads"):
        html, markdown, scores = (_download(name) for name in ("html", "markdown", "scores"))
    report = _html("derek-report")
    return Widgets(
        desk, about, source, note, upload, only, limit, against, run, stop, notice, situation, listing, opening, html,
        markdown, scores, report,
    )  # fmt: skip


def _html(elem_id: str, script: str | None = None) -> Any:
    return gr.HTML("", elem_id=elem_id, js_on_load=script, apply_default_css=False)


def _download(name: str) -> Any:
    return gr.DownloadButton("", elem_id=f"derek-save-{name}", size="sm", scale=0, visible="hidden")


def bind(widgets: Widgets, handlers: Handlers, *, language: Any, panel: Any, loaded: Any, spoken: Any) -> None:
    """Connect events to handlers: those of the tab, and those of the page, `loaded` and `spoken` in a language."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    free: dict[str, Any] = {"concurrency_limit": None, **quiet}
    outputs = widgets.all()
    reading = [widgets.desk, widgets.against, language]
    choosing = [widgets.source, widgets.only, widgets.limit, *reading]
    showing = [each.then(handlers.show, [widgets.source, *reading], outputs, **free) for each in (loaded, spoken)]
    following = [each.then(handlers.follow, reading, outputs, **free) for each in showing]
    running = widgets.run.click(handlers.run, choosing, outputs, trigger_mode="once", **free)
    # Only what follows a run in the old language ends here: the run itself goes on.
    panel.speak(None, cancels=[running, *following], **quiet)
    widgets.stop.click(handlers.stop, None, widgets.stop, **free)
    widgets.source.input(handlers.choose, [widgets.source, widgets.desk, language], outputs, **free)
    widgets.upload.upload(handlers.inspect, [widgets.upload, widgets.desk, language], outputs, **free)
    widgets.listing.open(handlers.open, reading, outputs, trigger_mode="always_last", **free)
    widgets.against.input(handlers.compare, reading, outputs, trigger_mode="always_last", **free)


class Handlers:
    """What the tab does on each event. Holds no state of a reader: that is passed in and returned."""

    def __init__(self, assistant: ChatAssistant, runner: Runner, settings: PageSettings, widgets: Widgets) -> None:
        self.assistant = assistant
        self.runner = runner
        self.settings = settings
        self.widgets = widgets

    def show(self, source: str, desk: Desk, against: str, language: Language) -> Iterator[Updates]:
        """Show the whole tab in a language, the open report last: it takes longest."""
        strings, widgets = strings_for(language), self.widgets
        yield (
            self._words(strings)
            | self._set(source, desk, strings)
            | self._kept(desk, against, strings)
            | {
                widgets.notice: "",
                widgets.situation: view.situation_html(desk.situation, strings),
            }
        )
        if desk.shown:
            yield self._report(desk, against, strings)

    def choose(self, source: str, desk: Desk, language: Language) -> Updates:
        """Take the shipped set, or the reader's own file."""
        return self._set(source, desk, strings_for(language)) | {self.widgets.notice: ""}

    def inspect(self, path: str, desk: Desk, language: Language) -> Updates:
        """Read the file that was brought, and tell what it holds or what is wrong in it."""
        file: QuestionFile | UnusableFile
        try:
            file = self.runner.evaluator.inspect(Path(path))
        except UnusableFile as refused:
            file = refused
        desk = replace(desk, file=file)
        return self._set(OWN, desk, strings_for(language)) | {self.widgets.desk: desk, self.widgets.notice: ""}

    def run(
        self, source: str, only: str, limit: str, desk: Desk, against: str, language: Language
    ) -> Iterator[Updates]:
        """Run what was chosen, or say why not; then follow the run until it is over."""
        strings = strings_for(language)
        try:
            choice = self._choice(source, only, limit, desk, strings)
        except EvaluationError as error:
            yield {self.widgets.notice: view.notice_html(str(error))}
            return
        started = self.runner.start(choice)
        yield {self.widgets.notice: view.notice_html("" if started else strings.other_run_going)}
        yield from self._follow(desk, against, strings)

    def follow(self, desk: Desk, against: str, language: Language) -> Iterator[Updates]:
        """Go on showing a run that is under way, on whichever page it was started."""
        yield {self.widgets.notice: ""}
        # The run that this page was following may have ended meanwhile.
        if self.runner.running or (desk.situation and not desk.situation.is_over):
            yield from self._follow(desk, against, strings_for(language))

    def stop(self) -> Any:
        """End the run after the question it is at."""
        self.runner.stop()
        return gr.update(interactive=False)

    def open(self, desk: Desk, against: str, language: Language, event: gr.EventData) -> Iterator[Updates]:
        """Open the report of an earlier run."""
        yield from self._open(replace(desk, shown=str(event.run)), against, strings_for(language))

    def compare(self, desk: Desk, against: str, language: Language) -> Iterator[Updates]:
        """Show the open report again, compared with another run."""
        yield {self.widgets.notice: ""}
        if desk.shown:
            yield from self._open(desk, against, strings_for(language))

    def _choice(self, source: str, only: str, limit: str, desk: Desk, strings: Strings) -> Choice:
        """What is to be run. Raises EvaluationError, in the reader's language, for what can't be."""
        file = desk.file if source == OWN else self.runner.evaluator.starter()
        if not isinstance(file, QuestionFile):
            raise EvaluationError(strings.no_file_yet)
        typed = limit.strip()
        if typed and (not typed.isdecimal() or int(typed) < 1):
            raise EvaluationError(strings.bad_limit)
        if source == OWN and not self.assistant.articles():
            how = strings.how_to_add.format(command=strings.add_command)
            raise EvaluationError(f"{strings.empty_library}. {how}")
        language = next((each for each in LANGUAGES if each == only), None)
        if language is not None and not file.counts.get(language):
            raise EvaluationError(strings.no_such_questions.format(language=strings.written_in[language]))
        return Choice(file, language, int(typed) if typed else None)

    def _follow(self, desk: Desk, against: str, strings: Strings) -> Iterator[Updates]:
        situation: Situation | None = None
        for situation in self.runner.follow():
            finished = situation.phase is Phase.FINISHED
            desk = replace(desk, situation=situation, shown=situation.run if finished else desk.shown)
            yield self._situation(desk, strings)
        if situation is not None and situation.phase is Phase.FINISHED:
            yield from self._open(desk, against, strings)
        else:
            yield self._kept(desk, against, strings)

    def _open(self, desk: Desk, against: str, strings: Strings) -> Iterator[Updates]:
        yield {self.widgets.opening: view.opening_html(strings)}
        yield self._report(desk, against, strings) | self._kept(desk, against, strings)

    def _situation(self, desk: Desk, strings: Strings) -> Updates:
        widgets, situation = self.widgets, desk.situation
        over = situation is None or situation.is_over
        return {
            widgets.desk: desk,
            widgets.situation: view.situation_html(situation, strings),
            widgets.run: gr.update(visible=over),
            widgets.stop: gr.update(visible=not over, interactive=situation is None or not situation.stopping),
        } | ({widgets.notice: ""} if over else {})

    def _set(self, source: str, desk: Desk, strings: Strings) -> Updates:
        """What is said about the chosen set, and the button for a file of one's own."""
        own = source == OWN
        label = strings.choose_file if desk.file is None else strings.choose_another
        return {
            self.widgets.note: view.note_html(desk, own=own, settings=self.settings, strings=strings),
            self.widgets.upload: gr.update(label=label, visible=own),
        }

    def _kept(self, desk: Desk, against: str, strings: Strings) -> Updates:
        """The list of earlier runs, and those that can be compared with."""
        under_way = self.runner.running
        runs = [run for run in self.runner.evaluator.runs() if under_way is None or run.name != under_way.run]
        choices = view.choices_of(runs, strings)
        kept = against if against in {name for _, name in choices} else ""
        return {
            self.widgets.listing: view.runs_html(runs, desk.shown, strings),
            self.widgets.against: gr.update(label=strings.compare_with, choices=choices, value=kept),
        }

    def _report(self, desk: Desk, against: str, strings: Strings) -> Updates:
        """The report of the run that is shown; where it can't be had, the reason."""
        widgets = self.widgets
        try:
            run = next((each for each in self.runner.evaluator.runs() if each.name == desk.shown), None)
            if run is None:
                raise EvaluationError(f"no run is called {desk.shown!r}.")
            report, notice = self._compared(run, against, strings)
        except EvaluationError as error:
            return {widgets.opening: view.notice_html(strings.report_failed_because.format(reason=error))}
        except Exception:
            logger.exception("the report of %r could not be made", desk.shown)
            return {widgets.opening: view.notice_html(strings.report_failed)}
        files = self._files(run, report, strings)
        shown = view.report_html(run, report, strings, notice)
        return {widgets.desk: desk, widgets.opening: "", widgets.report: shown} | files

    def _compared(self, run: KeptRun, against: str, strings: Strings) -> tuple[RunReport, str]:
        """A report with its comparison; without it where there is none to be made, and then the reason as well."""
        report = self.runner.evaluator.report
        if not against or against == run.name:
            return report(run.name, None, strings.language), ""
        try:
            return report(run.name, against, strings.language), ""
        except EvaluationError as error:
            return report(run.name, None, strings.language), strings.not_compared.format(reason=error)

    def _files(self, run: KeptRun, report: RunReport, strings: Strings) -> Updates:
        """The three files to save. They lie with what else Gradio hands out, and are cleared away like it."""
        widgets = self.widgets
        named = {
            widgets.html: (f"{run.name}.{strings.language}.html", report.html),
            widgets.markdown: (f"{run.name}.{strings.language}.md", report.markdown),
            widgets.scores: (f"{run.name}.jsonl", report.scores),
        }
        return {
            button: gr.update(
                value=save_bytes_to_cache(text.encode("utf-8"), name, cache_dir=button.GRADIO_CACHE), visible=True
            )
            for button, (name, text) in named.items()
        }

    def _words(self, strings: Strings) -> Updates:
        """Every label in one language."""
        widgets = self.widgets
        starter = self.runner.evaluator.starter()
        shipped = f"{strings.starter_set}: {strings.questions.of(starter.questions, strings.language)}"
        languages = [(strings.language_names[each], each) for each in LANGUAGES]
        return {
            widgets.about: view.about_html(strings, self.settings),
            widgets.source: gr.update(label=strings.question_set, choices=[(shipped, STARTER), (strings.own_set, OWN)]),
            widgets.only: gr.update(
                label=strings.questions_language, choices=[(strings.any_language, _ALL), *languages]
            ),
            widgets.limit: gr.update(label=strings.most_questions, placeholder=strings.all_questions),
            widgets.run: gr.update(value=strings.run),
            widgets.stop: gr.update(value=strings.stop),
            widgets.html: gr.update(label=strings.download_html),
            widgets.markdown: gr.update(label=strings.download_markdown),
            widgets.scores: gr.update(label=strings.download_scores),
        }
