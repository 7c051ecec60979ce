"""What happens when the reader asks, and how a conversation is shown; knows nothing of the page's widgets."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from corpus import CorpusError, Language
from index import DerekIndexError
from rag import Abstention, Answer
from ui.assistant import ChatAssistant
from ui.conversation import Conversation, Exchange, Progress, SourceRef
from ui.markup import answer_html, escape, one_line, plain_html
from ui.sources import reference, surroundings_html
from ui.strings import Strings, strings_for

logger = logging.getLogger(__name__)

Message = dict[str, str]
"""A message as the chat widget takes it: `role` and `content`."""


def ask(assistant: ChatAssistant, question: str, conversation: Conversation) -> Iterator[Conversation]:
    """Yield the conversation as the answer grows: first with the bare question, last with the answer whole.

    Whatever breaks in the assistant ends the answer as failed and is logged: the page must stay usable.
    """
    history = conversation.history
    conversation = conversation.asked(question)
    yield conversation
    answer: Answer | None = None
    try:
        for answer in assistant.stream(question, history, conversation.scope):
            conversation = conversation.answered(answer, Progress.RUNNING)
            yield conversation
    except (CorpusError, DerekIndexError) as exc:  # worded for the reader
        logger.warning("the question could not be answered: %s", exc)
        yield conversation.answered(answer, Progress.FAILED, str(exc))
    except Exception:
        logger.exception("the question could not be answered")
        yield conversation.answered(answer, Progress.FAILED)
    else:
        yield conversation.answered(answer, Progress.WHOLE if answer else Progress.FAILED)


def open_surroundings(assistant: ChatAssistant, conversation: Conversation, ref: str, language: Language) -> str:
    """Return the HTML of a cited quote among its article's text, or of the reason why it can't be shown."""
    at = SourceRef.parse(ref)
    unavailable = f'<p class="opening">{escape(strings_for(language).article_unavailable)}</p>'
    if at is None or not 1 <= at.turn <= len(conversation.exchanges):
        return unavailable
    cards = conversation.exchanges[at.turn - 1].cards
    if not 1 <= at.number <= len(cards):
        return unavailable
    citation = cards[at.number - 1]
    try:
        return surroundings_html(assistant.surroundings(citation), citation.language)
    except (LookupError, CorpusError):
        return unavailable
    except Exception:
        logger.exception("the article %s could not be opened", citation.article_id)
        return unavailable


def messages(conversation: Conversation, strings: Strings) -> list[Message]:
    """Return the conversation for the chat widget, every message one block of safe HTML."""
    shown: list[Message] = []
    for turn, exchange in enumerate(conversation.exchanges, start=1):
        asked = f'<div class="asked" id="asked-m{turn}">{plain_html(exchange.typed)}</div>'
        shown.append({"role": "user", "content": _block(strings.your_question, asked)})
        shown.append({"role": "assistant", "content": _block(strings.the_answer, _reply(exchange, turn, strings))})
    return shown


def _block(speaker: str, inner: str) -> str:
    """One HTML block; the speaker's name is for those who don't see on which side the message stands."""
    text = one_line(f'<span class="for-ears">{escape(speaker)}: </span>{inner}')
    return f'<div class="message-text">{text}</div>'


def _reply(exchange: Exchange, turn: int, strings: Strings) -> str:
    answer = exchange.answer
    if exchange.progress is Progress.FAILED:
        reason = strings.failed_because.format(reason=exchange.trouble) if exchange.trouble else strings.failed
        return _body(exchange, turn, strings) + f'<p class="trouble">{escape(reason)}</p>'
    if exchange.progress is Progress.STOPPED:
        return _body(exchange, turn, strings) + f'<p class="aside">{escape(strings.stopped)}</p>'
    if answer is None:
        return f'<p class="searching">{escape(strings.searching)}</p>'
    return _body(exchange, turn, strings) + _aside(exchange, answer, turn, strings)


def _body(exchange: Exchange, turn: int, strings: Strings) -> str:
    answer = exchange.answer
    if answer is None:
        return ""
    text = answer.text or _reason(answer.abstention, strings_for(answer.language))
    kind = "answer abstained" if answer.abstention else "answer"
    # The chat's sanitiser drops `lang` but keeps classes: the page's script sets the one from the other.
    inner = answer_html(text, _Links(exchange, turn, strings))
    return f'<div class="{kind} lang-{answer.language}">{inner}</div>'


def _reason(abstention: Abstention | None, strings: Strings) -> str:
    reasons = {
        Abstention.NOT_IN_ARTICLES: strings.not_in_articles,
        Abstention.EMPTY_LIBRARY: strings.nothing_to_search,
        Abstention.EMPTY_QUESTION: strings.nothing_asked,
        Abstention.NOTHING_IN_SCOPE: strings.nothing_in_scope,
    }
    return reasons[abstention] if abstention else ""


class _Links:
    """Turns a citation's number into a link to its card, the same for as long as the tab lives."""

    def __init__(self, exchange: Exchange, turn: int, strings: Strings) -> None:
        answer = exchange.answer
        cited = answer.citations if answer else ()
        self._cards = {each.number: (place, each) for place, each in enumerate(cited, start=1)}
        self._turn = turn
        self._strings = strings

    def __call__(self, number: int) -> str | None:
        if number not in self._cards:
            return None
        place, citation = self._cards[number]
        title = escape(reference(citation, self._strings))
        return f'<a href="#{SourceRef(self._turn, place)}" class="cite" title="{title}">[{number}]</a>'


def _aside(exchange: Exchange, answer: Answer, turn: int, strings: Strings) -> str:
    """HTML of the small line under an answer: its sources, what was searched for, how long it took."""
    parts: list[str] = []
    if exchange.cards:
        label = strings.closest
        if answer.abstention is None:
            label = strings.sources_counted.of(len(exchange.cards), strings.language)
        parts.append(f'<a href="#{SourceRef(turn)}" class="cite all">{escape(label)}</a>')
    if exchange.progress is Progress.WHOLE and answer.timings.total > 0:
        parts.append(escape(duration(answer.timings.total, strings)))
    if answer.question.strip() and answer.question.strip() != exchange.typed.strip():
        parts.append(escape(strings.searched_for.format(question=answer.question.strip())))
    return f'<p class="aside">{" · ".join(parts)}</p>' if parts else ""


def duration(milliseconds: float, strings: Strings) -> str:
    """Return a time as a reader says it: whole milliseconds, and from one second on tenths of a second."""
    if round(milliseconds) < 1000:
        return strings.milliseconds.format(number=max(1, round(milliseconds)))
    return strings.seconds.format(number=f"{milliseconds / 1000:.1f}".replace(".", strings.decimal_mark))
