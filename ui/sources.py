"""The source panel as HTML: a card for each citation, and the quote among the text of its article."""

from __future__ import annotations

from corpus import Language
from corpus.citations import cited_entries, find_citations
from rag import Citation, Elsewhere, Surroundings, plain
from ui.conversation import Conversation, Exchange, Progress, SourceRef
from ui.markup import escape
from ui.strings import Strings

_AUTHORS_IN_CARD = 6
_AUTHORS_IN_REFERENCE = 2


def panel_html(conversation: Conversation, strings: Strings) -> str:
    """Return the panel for the exchange that is shown; empty when it has nothing to show."""
    exchange = conversation.shown_exchange
    if exchange is None or not exchange.cards or exchange.answer is None:
        return ""
    turn = conversation.shown
    abstained = exchange.answer.abstention is not None
    heading = strings.closest if abstained else strings.sources
    note = f'<p class="panel-note">{escape(strings.closest_note)}</p>' if abstained else ""
    question = strings.to_question.format(question=strings.quoted.format(text=exchange.typed))
    cards = "".join(
        card_html(each, SourceRef(turn, place), exchange.answer.language, strings)
        for place, each in enumerate(exchange.cards, start=1)
    )
    return (
        f'<section class="panel" id="{SourceRef(turn)}" tabindex="-1" aria-label="{escape(heading)}">'
        f'<header class="panel-head"><h2>{escape(heading)}</h2>{_copy_answer(exchange, strings)}</header>'
        f'<p class="panel-question">{escape(question)}</p>{note}{cards}</section>'
    )


def card_html(citation: Citation, ref: SourceRef, answer_language: Language, strings: Strings) -> str:
    """Return one card. `ref` is its place in the panel; the number on it is the citation's own."""
    title = citation.title or citation.file_name
    return (
        f'<article class="card" id="{ref}" tabindex="-1" aria-labelledby="{ref}-title">'
        f'<div class="card-head"><span class="number" aria-hidden="true">{citation.number}</span>'
        f'<h3 id="{ref}-title"><span class="for-ears">{escape(_source_name(citation, strings))}: </span>'
        f'<span lang="{citation.language}">{escape(title)}</span></h3></div>'
        f"{_meta(citation, answer_language, strings)}"
        f'<blockquote lang="{citation.language}">{_marked_passage(citation, ref)}</blockquote>'
        f"{_printed_note(citation, strings)}{_works_cited(citation, ref, strings)}"
        f"{_around(ref, strings)}{_actions(citation, ref, strings)}"
        "</article>"
    )


def surroundings_html(surroundings: Surroundings, language: Language) -> str:
    """Return an article's text around a quote as paragraphs, the quote marked, even across paragraphs."""
    quote = "</mark>\n\n<mark>".join(escape(part) for part in surroundings.quote.split("\n\n"))
    text = f"{escape(surroundings.before)}<mark>{quote}</mark>{escape(surroundings.after)}"
    paragraphs = "".join(f"<p>{part.strip()}</p>" for part in text.split("\n\n") if part.strip())
    return f'<div lang="{language}">{paragraphs}</div>'


def reference(citation: Citation, strings: Strings) -> str:
    """Return the short form of a source: authors, year, place."""
    names = _names(citation.authors, _AUTHORS_IN_REFERENCE, strings) or citation.title or citation.file_name
    who = f"{names} {citation.year}" if citation.year else names
    return f"{who}, {place(citation, strings)}"


def place(citation: Citation, strings: Strings) -> str:
    """Return the printed pages of a quote, else its pages in the file, else the lines of the file."""
    if citation.pages:
        first, last = citation.pages[0], citation.pages[-1]
        return (strings.page if first == last else strings.pages).format(page=first, first=first, last=last)
    if citation.physical_pages:
        low, high = citation.physical_pages[0], citation.physical_pages[-1]
        return (strings.file_page if low == high else strings.file_pages).format(page=low, first=low, last=high)
    form = strings.line if citation.first_line == citation.last_line else strings.lines
    return form.format(
        file=citation.file_name, line=citation.first_line, first=citation.first_line, last=citation.last_line
    )


def _source_name(citation: Citation, strings: Strings) -> str:
    return strings.source.format(number=citation.number)


def _names(authors: tuple[str, ...], limit: int, strings: Strings) -> str:
    shown = ", ".join(authors[:limit])
    return f"{shown} {strings.and_others}" if len(authors) > limit else shown


def _meta(citation: Citation, answer_language: Language, strings: Strings) -> str:
    """HTML of the lines under the title: who and when, then where in the article."""
    who = [_names(citation.authors, _AUTHORS_IN_CARD, strings), str(citation.year or "")]
    where = [citation.section, place(citation, strings)]
    if citation.language != answer_language:
        where.append(strings.written_in[citation.language])
    others = "; ".join(_elsewhere(other, strings) for other in citation.also)
    also = [strings.also_in.format(where=others) if others else ""]
    lines = (" · ".join(part for part in parts if part) for parts in (who, where, also))
    return "".join(f'<p class="meta">{escape(line)}</p>' for line in lines if line)


def _elsewhere(other: Elsewhere, strings: Strings) -> str:
    """An article as a list names it: who, when, what, and in which language the passage is."""
    names = _names(other.authors, _AUTHORS_IN_REFERENCE, strings)
    who = " ".join(part for part in (names, str(other.year or "")) if part)
    title = strings.quoted.format(text=other.title) if other.title else ""
    return ", ".join(part for part in (who, title, strings.written_in[other.language]) if part)


def _marked_passage(citation: Citation, ref: SourceRef) -> str:
    span = citation.quote_in_passage
    pieces = (citation.passage[: span.start], span.cut(citation.passage), citation.passage[span.end :])
    before, quote, after = (_with_marks(piece, citation, ref) for piece in pieces)
    return f"{before}<mark>{quote}</mark>{after}"


def _with_marks(text: str, citation: Citation, ref: SourceRef) -> str:
    """HTML of a text in which each citation leads to the entry of the article's bibliography that it points to."""
    if not citation.entries:
        return escape(text)
    parts = []
    at = 0
    for mark in find_citations(text):
        pointed = cited_entries(mark, citation.entries)
        if pointed and mark.span.start >= at:
            words = escape(mark.span.cut(text))
            parts += [
                escape(text[at : mark.span.start]),
                f'<a class="entry" href="#{ref}-e{pointed[0].number}">{words}</a>',
            ]
            at = mark.span.end
    return "".join([*parts, escape(text[at:])])


def _works_cited(citation: Citation, ref: SourceRef, strings: Strings) -> str:
    """HTML of the fold with the entries that the passage points to; empty where it points to none."""
    if not citation.entries:
        return ""
    entries = "".join(
        f'<li id="{ref}-e{each.number}" tabindex="-1">{escape(each.text)}</li>' for each in citation.entries
    )
    return f'<details class="entries"><summary>{escape(strings.works_cited)}</summary><ul>{entries}</ul></details>'


def _printed_note(citation: Citation, strings: Strings) -> str:
    """HTML that tells how the file prints the quote, where that differs; line breaks are no difference."""
    if citation.printed.split() == citation.quote.split():
        return ""
    note = strings.printed_as.format(quote=strings.quoted.format(text=citation.printed))
    return f'<p class="printed">{escape(note)}</p>'


def _around(ref: SourceRef, strings: Strings) -> str:
    """HTML of the fold that the page fills with the article's text when it is first opened."""
    return (
        f'<details class="around" data-ref="{ref}"><summary>{escape(strings.in_article)}</summary>'
        f'<div class="around-text" tabindex="0" role="region" aria-label="{escape(strings.around_quote)}">'
        f'<p class="opening">{escape(strings.opening_article)}</p></div></details>'
    )


def _actions(citation: Citation, ref: SourceRef, strings: Strings) -> str:
    quote = f"{strings.quoted.format(text=citation.quote)}\n{full_reference(citation, strings)}"
    return (
        f'<div class="actions">{_copy_button(strings.copy_quote, quote, strings)}'
        f'<a class="back" href="#{ref}">{escape(strings.back_to_answer)}</a></div>'
    )


def full_reference(citation: Citation, strings: Strings) -> str:
    """Return authors, title, year and place on one line, as plain text to paste."""
    parts = (", ".join(citation.authors), citation.title, str(citation.year or ""), place(citation, strings))
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _copy_answer(exchange: Exchange, strings: Strings) -> str:
    """HTML of the button that copies a finished answer with its list of sources."""
    if exchange.answer is None or exchange.answer.abstention or exchange.progress is Progress.RUNNING:
        return ""
    sources = (f"[{each.number}] {full_reference(each, strings)}" for each in exchange.answer.citations)
    return _copy_button(strings.copy_answer, "\n".join([plain(exchange.answer.text), "", *sources]), strings)


def _copy_button(label: str, text: str, strings: Strings) -> str:
    # An attribute value keeps its line breaks only as character references.
    value = escape(text).replace("\n", "&#10;")
    return (
        f'<button type="button" class="copy" data-copy="{value}" data-copied="{escape(strings.copied)}" '
        f'data-refused="{escape(strings.copy_refused)}">{escape(label)}</button>'
    )
