"""The header, and what a reader sees before the first question: the library, and what could be asked."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import LANGUAGES, Language
from rag import ArticleSummary
from ui.markup import escape
from ui.strings import Strings, strings_for

_TITLES_SHOWN = 200
_OTHER_NAMES: dict[Language, str] = {"ru": "Derek", "kk": "Derek", "en": "Дерек"}

# More than these push the question box off a laptop's screen.
_MOST_EXAMPLES = 5


def header_html(strings: Strings) -> str:
    """Return the name, the tagline and the language switch."""
    name = f'{escape(strings.name)} <span class="other-name">/ {_OTHER_NAMES[strings.language]}</span>'
    buttons = "".join(_language_button(each, strings.language) for each in LANGUAGES)
    # The page's script gives these words to parts of the widgets that can't be named from here.
    words = {
        "language": strings.language,
        "page-title": strings.page_title,
        "conversation": strings.conversation,
        "your-question": strings.your_question,
        "the-answer": strings.the_answer,
        "problem": strings.problem,
        "close": strings.close,
        "connection-lost": strings.connection_lost,
    }
    data = " ".join(f'data-{key}="{escape(value)}"' for key, value in words.items())
    return (
        f'<div class="head" {data}>'
        f'<div class="brand"><h1>{name}</h1><p class="tagline">{escape(strings.tagline)}</p></div>'
        f'<div class="languages" role="group" aria-label="{escape(strings.language_switch)}">{buttons}</div>'
        "</div>"
    )


def welcome_html(articles: Sequence[ArticleSummary], examples: Sequence[str], strings: Strings) -> str:
    """Return the empty state of a conversation."""
    if not articles:
        return _empty_library(strings)
    return (
        f'<section class="welcome"><h2>{escape(strings.ask_about)}</h2>'
        f"{_library(articles, strings)}{_examples(examples, strings)}</section>"
    )


def _language_button(language: Language, current: Language) -> str:
    pressed = "true" if language == current else "false"
    name = strings_for(language).own_name
    return (
        f'<button type="button" class="language" lang="{language}" data-language="{language}" '
        f'aria-pressed="{pressed}">{name}</button>'
    )


def _empty_library(strings: Strings) -> str:
    command = f"<code>{escape(strings.add_command)}</code>"
    how = escape(strings.how_to_add).replace(escape("{command}"), command)
    heading = f"<h2>{escape(strings.empty_library)}</h2>"
    return f'<section class="welcome">{heading}<p class="holds">{how}</p></section>'


def _library(articles: Sequence[ArticleSummary], strings: Strings) -> str:
    counts = {language: sum(each.language == language for each in articles) for language in LANGUAGES}
    languages = ", ".join(
        strings.articles_in[language].format(count=count) for language, count in counts.items() if count
    )
    counted = strings.articles.of(len(articles), strings.language)
    holds = strings.in_library.format(articles=counted, languages=languages)
    items = "".join(_article(each) for each in articles[:_TITLES_SHOWN])
    unshown = len(articles) - _TITLES_SHOWN
    if unshown > 0:
        more = strings.more_articles.format(articles=strings.articles.of(unshown, strings.language))
        items += f"<li>{escape(more)}</li>"
    return (
        f'<p class="holds">{escape(holds)}</p>'
        f'<details class="titles"><summary>{escape(strings.list_articles)}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _article(article: ArticleSummary) -> str:
    about = " · ".join(part for part in (", ".join(article.authors), str(article.year or "")) if part)
    title = escape(article.title or article.file_name)
    by = f'<span class="by">{escape(about)}</span>'
    return f'<li lang="{article.language}"><span class="title">{title}</span> {by}</li>'


def _examples(examples: Sequence[str], strings: Strings) -> str:
    if not examples:
        return ""
    buttons = "".join(
        f'<li><button type="button" class="example">{escape(each)}</button></li>' for each in examples[:_MOST_EXAMPLES]
    )
    return f'<h3>{escape(strings.try_asking)}</h3><ul class="examples">{buttons}</ul>'
