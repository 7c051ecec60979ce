"""The part of the page where a search is restricted: choosers in a fold, and the restriction in force as one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from corpus import LANGUAGES, ArticleSummary, Language, Scope
from rag.holdings import Holdings
from ui.assistant import ChatAssistant
from ui.conversation import Conversation
from ui.markup import escape
from ui.scope_text import scope_text
from ui.settings import PageSettings
from ui.strings import Strings, strings_for

Updates = dict[Any, Any]
"""From a widget to what changes about it."""

_ANY = ""


@dataclass(frozen=True, eq=False)
class ScopeWidgets:
    """Everything of it that a handler reads or changes."""

    now: Any
    clear: Any
    fold: Any
    authors: Any
    articles: Any
    first_year: Any
    last_year: Any
    languages: Any
    collections: Any

    def all(self) -> list[Any]:
        """Return the widgets, for handlers that may change any of them."""
        return list(vars(self).values())

    @property
    def choosers(self) -> list[Any]:
        """The fields in which a reader chooses, in the order in which `Handlers.choose` takes them."""
        return [self.authors, self.articles, self.first_year, self.last_year, self.languages, self.collections]


def lay_out_line(settings: PageSettings) -> tuple[Any, Any]:
    """Make the line that tells the restriction in force, and the button that lifts it."""
    strings = strings_for(settings.fallback_language)
    with gr.Row(elem_id="derek-scope-row"):
        now = gr.HTML("", elem_id="derek-scope-now", apply_default_css=False)
        clear = gr.Button(strings.clear_scope, elem_id="derek-scope-clear", size="sm", scale=0, visible=False)
    return now, clear


def lay_out_fold(settings: PageSettings, now: Any, clear: Any) -> ScopeWidgets:
    """Make the choosers, in a fold that is closed at first."""
    strings = strings_for(settings.fallback_language)
    with gr.Accordion(strings.scope, open=False, elem_id="derek-scope") as fold:
        authors = _several(strings.scope_authors, "authors")
        articles = _several(strings.scope_articles, "articles")
        first_year, last_year = (
            gr.Dropdown(
                [(strings.any_year, _ANY)], value=_ANY, label=label, elem_id=f"derek-scope-{name}", min_width=80,
                interactive=True,
            )
            for label, name in ((strings.first_year, "from"), (strings.last_year, "to"))
        )  # fmt: skip
        languages = _several(strings.scope_languages, "languages")
        collections = _several(strings.scope_collections, "collections", visible=False)
    return ScopeWidgets(now, clear, fold, authors, articles, first_year, last_year, languages, collections)


def _several(label: str, name: str, *, visible: bool = True) -> Any:
    return gr.Dropdown(
        [], value=[], label=label, multiselect=True, elem_id=f"derek-scope-{name}", min_width=80, interactive=True,
        visible=visible,
    )  # fmt: skip


def bind(widgets: ScopeWidgets, handlers: ScopeHandlers, conversation: Any, language: Any) -> None:
    """Connect the choosers and the button to their handlers."""
    quiet: dict[str, Any] = {
        "show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None,
        "trigger_mode": "always_last",
    }  # fmt: skip
    outputs = [conversation, *widgets.all()]
    for chooser in widgets.choosers:
        chooser.input(handlers.choose, [*widgets.choosers, conversation, language], outputs, **quiet)
    widgets.clear.click(handlers.clear, [conversation, language], outputs, **quiet)


class ScopeHandlers:
    """What the choosers do, and how the restriction in force is shown."""

    def __init__(self, assistant: ChatAssistant, widgets: ScopeWidgets, conversation: Any) -> None:
        self.assistant = assistant
        self.widgets = widgets
        self.conversation = conversation

    def choose(
        self,
        authors: Sequence[str],
        articles: Sequence[str],
        first_year: str,
        last_year: str,
        languages: Sequence[Language],
        collections: Sequence[str],
        conversation: Conversation,
        language: Language,
    ) -> Updates:
        """Take what was chosen for the next question; years in the wrong order change places."""
        first, last = (int(year) if year else None for year in (first_year, last_year))
        if first is not None and last is not None:
            first, last = sorted((first, last))
        scope = Scope(tuple(articles), tuple(authors), first, last, tuple(languages), tuple(collections))
        conversation = conversation.within(scope)
        return {self.conversation: conversation, **self.shown(scope, language)}

    def clear(self, conversation: Conversation, language: Language) -> Updates:
        """Ask the next question of everything."""
        conversation = conversation.within(Scope())
        return {self.conversation: conversation, **self.shown(Scope(), language)}

    def usable(self, yes: bool) -> Updates:
        """Let the reader choose, or not: not while an answer is running."""
        return {widget: gr.update(interactive=yes) for widget in (self.widgets.clear, *self.widgets.choosers)}

    def shown(self, scope: Scope, language: Language) -> Updates:
        """The line and the choosers for a scope."""
        widgets, strings = self.widgets, strings_for(language)
        held = self.assistant.holdings()
        text = scope_text(scope, held.articles, strings)
        line = f'<p role="status">{escape(strings.scope_now.format(scope=text))}</p>' if text else ""
        updates: Updates = {
            widgets.now: line,
            widgets.clear: gr.update(value=strings.clear_scope, visible=bool(text), interactive=True),
            widgets.fold: gr.update(label=strings.scope),
        }
        for widget, update in self._choosers(scope, held, strings).items():
            updates[widget] = gr.update(interactive=True, **update)
        return updates

    def _choosers(self, scope: Scope, held: Holdings, strings: Strings) -> Updates:
        """What can be chosen and what is, for each chooser: what the scope names stays there even if it has gone."""
        widgets = self.widgets
        titled = [(_titled(article), article.id) for article in held.articles]
        gone = [(strings.gone_article, id_) for id_ in scope.articles if held.article(id_) is None]
        collections = [one.name for one in held.collections]
        return {
            widgets.authors: _chosen(strings.scope_authors, _with(held.authors, scope.authors), scope.authors),
            widgets.articles: _chosen(strings.scope_articles, [*titled, *gone], scope.articles),
            widgets.first_year: _year(strings.first_year, held.years, scope.first_year, strings),
            widgets.last_year: _year(strings.last_year, held.years, scope.last_year, strings),
            widgets.languages: _chosen(
                strings.scope_languages, [(strings.language_names[each], each) for each in LANGUAGES], scope.languages
            ),
            widgets.collections: {
                **_chosen(strings.scope_collections, _with(collections, scope.collections), scope.collections),
                "visible": bool(collections or scope.collections),
            },
        }


def _titled(article: ArticleSummary) -> str:
    title = article.title or article.file_name
    return f"{title} ({article.year})" if article.year else title


def _with(names: Sequence[str], chosen: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in dict.fromkeys([*names, *chosen])]


def _chosen(label: str, choices: Sequence[tuple[str, str]], value: Sequence[str]) -> dict[str, Any]:
    return {"label": label, "choices": list(choices), "value": list(value)}


def _year(label: str, years: Sequence[int], chosen: int | None, strings: Strings) -> dict[str, Any]:
    known = sorted({*years, *([] if chosen is None else [chosen])}, reverse=True)
    choices = [(strings.any_year, _ANY), *((str(year), str(year)) for year in known)]
    return {"label": label, "choices": choices, "value": _ANY if chosen is None else str(chosen)}
