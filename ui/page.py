"""The page: its widgets, and which handler each event calls. Handlers unpack, call, and show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from corpus import Language
from ui import chat, measure, scope_view
from ui.assistant import ChatAssistant
from ui.conversation import Conversation, SourceRef
from ui.markup import escape
from ui.runner import Runner
from ui.scope_view import ScopeHandlers, ScopeWidgets
from ui.settings import PageSettings, choose_language
from ui.sources import panel_html
from ui.strings import strings_for
from ui.welcome import header_html, welcome_html

Updates = dict[Any, Any]
"""From a widget to what changes about it."""


@dataclass(frozen=True, eq=False)
class Widgets:
    """Everything on the page that a handler reads or changes."""

    language: Any
    conversation: Any
    header: Any
    welcome: Any
    chatbot: Any
    notice: Any
    question: Any
    ask: Any
    stop: Any
    hint: Any
    new: Any
    panel: Any
    excerpt: Any
    scope: ScopeWidgets
    tabs: tuple[Any, Any] | tuple[()] = ()
    """The chat and the evaluation; none on a page that is the chat alone."""

    def all(self) -> list[Any]:
        """Return the widgets, for handlers that may change any of them."""
        *single, scope, tabs = vars(self).values()
        return [*single, *scope.all(), *tabs]


def build_page(assistant: ChatAssistant, settings: PageSettings, runner: Runner | None = None) -> Any:
    """Return the page as `gr.Blocks`, not yet served. A runner of evaluations brings a tab of its own."""
    strings = strings_for(settings.fallback_language)
    # What readers bring and save is cleared away when it is a day old, looked after once an hour.
    with gr.Blocks(title=strings.page_title, analytics_enabled=False, delete_cache=(3_600, 86_400)) as blocks:
        language, header = gr.State(settings.fallback_language), _html("derek-header")
        if runner is None:
            widgets = _lay_out(settings, language, header)
            _bind(blocks, widgets, Handlers(assistant, settings, widgets))
            return blocks
        with gr.Tabs(elem_id="derek-tabs", overflow_behavior="wrap"):
            with gr.Tab(strings.chat_tab, id="talk", elem_id="derek-talk-tab") as talk:
                widgets = _lay_out(settings, language, header)
            with gr.Tab(strings.evaluation_tab, id="measure", elem_id="derek-measure-tab") as evaluation:
                measuring = measure.lay_out(settings)
        widgets = replace(widgets, tabs=(talk, evaluation))
        loaded, spoken = _bind(blocks, widgets, Handlers(assistant, settings, widgets))
        handlers = measure.Handlers(assistant, runner, settings, measuring)
        measure.bind(measuring, handlers, language=language, panel=widgets.panel, loaded=loaded, spoken=spoken)
    return blocks


def _lay_out(settings: PageSettings, language: Any, header: Any) -> Widgets:
    """Make the widgets of the chat."""
    strings, conversation = strings_for(settings.fallback_language), gr.State(Conversation())
    with gr.Row(elem_id="derek-main"):
        with gr.Column(elem_id="derek-talk"):
            welcome = _html("derek-welcome")
            chatbot = gr.Chatbot(
                elem_id="derek-chat", label=strings.conversation, show_label=False, container=False,
                visible=False, height=None, buttons=[], latex_delimiters=[], autoscroll=False,
                layout="bubble", allow_file_downloads=False, sanitize_html=True,
            )  # fmt: skip
            with gr.Column(elem_id="derek-composer"):
                notice = _html("derek-notice")
                now, clear = scope_view.lay_out_line(settings)
                with gr.Row(elem_id="derek-ask-row"):
                    question = gr.Textbox(
                        elem_id="derek-question", label=strings.question_label, show_label=False,
                        placeholder=strings.question_placeholder, container=False, lines=1, max_lines=6,
                        scale=1, autofocus=True,
                    )  # fmt: skip
                    ask = gr.Button(strings.ask, elem_id="derek-ask", variant="primary", scale=0)
                    stop = gr.Button(strings.stop, elem_id="derek-stop", scale=0, visible=False)
                with gr.Row(elem_id="derek-foot"):
                    hint = _html("derek-hint")
                    new = gr.Button(strings.new_conversation, elem_id="derek-new", size="sm", scale=0, visible=False)
                scope = scope_view.lay_out_fold(settings, now, clear)
        with gr.Column(elem_id="derek-side"):
            # The panel stays mounted even when empty: its script serves the whole page.
            panel = _html("derek-panel", Path(__file__).with_name("panel.js").read_text(encoding="utf-8"))
            excerpt = _html("derek-excerpt")
    return Widgets(
        language, conversation, header, welcome, chatbot, notice, question, ask, stop, hint, new, panel,
        excerpt, scope,
    )  # fmt: skip


def _html(elem_id: str, script: str | None = None) -> Any:
    return gr.HTML("", elem_id=elem_id, js_on_load=script, apply_default_css=False)


def _bind(blocks: Any, widgets: Widgets, handlers: Handlers) -> tuple[Any, Any]:
    """Connect events to handlers. None of them is an API: they make no sense without the page.

    Returns the events after which the page is there in its first language, and in another one.
    """
    session = [widgets.conversation, widgets.language]
    outputs = widgets.all()
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    panel = widgets.panel
    loaded = blocks.load(handlers.load, None, outputs, **quiet)
    asking = gr.on(
        [widgets.question.submit, widgets.ask.click, panel.submit],
        handlers.ask, [widgets.question, *session], outputs,
        trigger_mode="once", concurrency_limit=handlers.settings.answers_at_once, **quiet,
    )  # fmt: skip
    # Cancelled first, shown after: the other way round, a last piece of the answer could undo what was shown.
    for event, handler, inputs in (
        (widgets.stop.click, handlers.stop, session),
        (widgets.new.click, handlers.new, [widgets.language]),
    ):
        event(None, cancels=[asking], **quiet).then(handler, inputs, outputs, **quiet)
    chosen = panel.speak(handlers.choose, None, widgets.language, cancels=[asking], concurrency_limit=None, **quiet)
    spoken = chosen.then(handlers.speak, session, outputs, **quiet)
    panel.cite(
        handlers.cite, session, [widgets.conversation, panel],
        trigger_mode="always_last", concurrency_limit=None, **quiet,
    )  # fmt: skip
    panel.around(
        handlers.around, session, widgets.excerpt, trigger_mode="multiple", concurrency_limit=None, **quiet
    )  # fmt: skip
    scope_view.bind(widgets.scope, handlers.scope, widgets.conversation, widgets.language)
    return loaded, spoken


class Handlers:
    """What the page does on each event. Holds no state of a reader: that is passed in and returned."""

    def __init__(self, assistant: ChatAssistant, settings: PageSettings, widgets: Widgets) -> None:
        self.assistant = assistant
        self.settings = settings
        self.widgets = widgets
        self.scope = ScopeHandlers(assistant, widgets.scope, widgets.conversation)

    def load(self, request: gr.Request) -> Updates:
        """Show the page in the reader's language."""
        asked = request.query_params.get("lang")
        accepted = request.headers.get("accept-language")
        language = choose_language(asked, accepted, self.settings.fallback_language)
        return self._whole_page(Conversation(), language)

    def choose(self, event: gr.EventData) -> Language:
        """Take the language that was clicked; `speak` follows."""
        return choose_language(str(event.language), None, self.settings.fallback_language)

    def speak(self, conversation: Conversation, language: Language) -> Updates:
        """Show everything in another language. A running answer ends where it is: it speaks the old one."""
        return self._whole_page(conversation.stopped(), language)

    def new(self, language: Language) -> Updates:
        """Forget the conversation and start another."""
        return self._whole_page(Conversation(), language)

    def ask(self, typed: str, conversation: Conversation, language: Language, event: gr.EventData) -> Iterator[Updates]:
        """Answer what was typed, or the example that was clicked."""
        question = str(event.question if event.target is self.widgets.panel else typed).strip()
        if not question:
            yield {self.widgets.notice: ""}
            return
        if len(question) > self.settings.longest_question:
            yield {self.widgets.notice: self._too_long(question, language)}
            return
        before = conversation
        for step, grown in enumerate(chat.ask(self.assistant, question, conversation)):
            first: Updates = {}
            if step == 0:
                first = {self.widgets.question: "", self.widgets.notice: ""}
                first |= self.scope.usable(False)
            yield {**first, **self._conversation(grown, language, running=True)}
            conversation = grown
        changed = conversation.scope != before.scope
        scope = self.scope.shown(conversation.scope, language) if changed else self.scope.usable(True)
        yield {**self._conversation(conversation, language), **scope}

    def stop(self, conversation: Conversation, language: Language) -> Updates:
        """Leave the running answer as far as it has come."""
        conversation = conversation.stopped()
        return {**self._conversation(conversation, language), **self.scope.shown(conversation.scope, language)}

    def cite(self, conversation: Conversation, language: Language, event: gr.EventData) -> Updates:
        """Open the sources of the turn whose citation was clicked."""
        ref = SourceRef.parse(str(event.ref))
        if ref is not None:
            conversation = conversation.showing(ref.turn)
        panel = panel_html(conversation, strings_for(language))
        return {self.widgets.conversation: conversation, self.widgets.panel: panel}

    def around(self, conversation: Conversation, language: Language, event: gr.EventData) -> str:
        """Fetch the text of an article around one quote."""
        ref = str(event.ref)
        text = chat.open_surroundings(self.assistant, conversation, ref, language)
        return f'<div data-for="{escape(ref)}">{text}</div>'

    def _too_long(self, question: str, language: Language) -> str:
        limit = self.settings.longest_question
        text = strings_for(language).too_long.format(length=len(question), limit=limit)
        return f'<p class="trouble" role="alert">{escape(text)}</p>'

    def _conversation(self, conversation: Conversation, language: Language, *, running: bool = False) -> Updates:
        """Everything that changes while an answer grows."""
        widgets, strings = self.widgets, strings_for(language)
        talking = bool(conversation.exchanges)
        return {
            widgets.conversation: conversation,
            widgets.welcome: gr.update(visible=not talking),
            widgets.chatbot: gr.update(value=chat.messages(conversation, strings), visible=talking),
            widgets.panel: panel_html(conversation, strings),
            widgets.ask: gr.update(visible=not running),
            widgets.stop: gr.update(visible=running),
            widgets.new: gr.update(visible=talking),
        }

    def _whole_page(self, conversation: Conversation, language: Language) -> Updates:
        """Everything, in one language."""
        widgets, strings = self.widgets, strings_for(language)
        updates = self._conversation(conversation, language) | self.scope.shown(conversation.scope, language)
        updates[widgets.chatbot]["label"] = strings.conversation
        updates[widgets.ask]["value"] = strings.ask
        updates[widgets.stop]["value"] = strings.stop
        updates[widgets.new]["value"] = strings.new_conversation
        welcome = welcome_html(self.assistant.articles(), self.assistant.examples(language), strings)
        updates[widgets.welcome]["value"] = welcome
        for tab, label in zip(widgets.tabs, (strings.chat_tab, strings.evaluation_tab), strict=False):
            updates[tab] = gr.update(label=label)
        return updates | {
            widgets.language: language,
            widgets.header: header_html(strings),
            widgets.notice: "",
            widgets.question: gr.update(label=strings.question_label, placeholder=strings.question_placeholder),
            widgets.hint: f"<p>{escape(strings.enter_hint)}</p>",
        }
