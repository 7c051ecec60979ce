"""The assistant: a question in, an answer with its sources out."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from corpus import (
    Article,
    ArticleSummary,
    Language,
    Library,
    Passage,
    Record,
    Reference,
    Scope,
    UnknownArticle,
    detect_language,
    starter,
)
from corpus.citations import cited_entries, find_citations
from index import (
    Generation,
    Glossary,
    Hit,
    IndexMismatch,
    Query,
    Ranker,
    Searcher,
    Vectorizer,
    current,
    open_generation,
)
from rag.abstain import confidence, is_answerable
from rag.answer import Abstention, Answer, Citation, Elsewhere, Surroundings, Timings, Turn
from rag.conversation import standalone
from rag.extract import Quote, asks_for_figure, candidates, choose
from rag.holdings import Holdings, LibraryHoldings, NothingInScope
from rag.out_of_scope import refusal, without_passages
from rag.phrases import Phrases, phrases_for
from rag.restriction import restriction_in
from rag.settings import AnswerSettings

_MARKUP = re.compile(r"([\\`*_\[\]#<>$])")
_OWN_MARK = re.compile(r"\s*\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")
# Articles whose text was just quoted are kept at hand, with their origins; an article takes about 1 MB.
_ARTICLES_AT_HAND = 24


@dataclass(frozen=True, slots=True)
class _Opened:
    """An index that is searched, and what its questions are encoded with."""

    path: Path | None
    searcher: Searcher
    size: int
    vectorizer: Vectorizer


class Assistant:
    """Answers from one library. Safe to use from several threads; it sees articles that are added meanwhile."""

    def __init__(
        self,
        library: Library,
        vectorizer: Vectorizer,
        index_folder: Path,
        settings: AnswerSettings | None = None,
        *,
        newer: Callable[[], Vectorizer] | None = None,
        ranker: Callable[[str], Ranker | None] | None = None,
    ) -> None:
        """`newer` gives the vectorizer of the index in use, when that was made with another model meanwhile.

        `ranker` gives the ranker that stands beside an encoder of this name. It is asked with the first question, and
        again when another encoder has come; without it, hits keep the order of the search.
        """
        self._ranker_beside = cache(ranker) if ranker else lambda _encoder: None
        self._library = library
        self._vectorizer = vectorizer
        self._newer = newer
        self._folder = index_folder
        self._settings = settings or AnswerSettings()
        self._holdings = LibraryHoldings(library)
        self._opened: _Opened | None = None
        self._opening = threading.Lock()
        self._articles: OrderedDict[str, Article] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, question: str, history: Sequence[Turn] = (), scope: Scope | None = None) -> Answer:
        """Answer one question. Raises IndexMismatch or IndexDamaged when the index can't be used."""
        *_, whole = self.stream(question, history, scope)
        return whole

    def stream(self, question: str, history: Sequence[Turn] = (), scope: Scope | None = None) -> Iterator[Answer]:
        """Yield the answer as it grows, quote by quote; the last one is whole.

        Only what `scope` admits is searched, or, if the question's own words restrict it further ("only in Байзакова
        2026"), what those admit. `Answer.scope` is both together: pass it with the next question to stay within it.
        """
        said = restriction_in(question, self._holdings.now)
        scope = (scope or Scope()).narrowed(said.scope)
        before = [replace(turn, question=self._unrestricted(turn.question)) for turn in history]
        history = [turn for turn in before if turn.question.strip()]
        if history and not said.question.strip() and not said.scope.is_empty:
            said, history = replace(said, question=history[-1].question), history[:-1]
        for answer in self._within(scope, said.question, history):
            yield replace(answer, scope=scope)

    def _unrestricted(self, question: str) -> str:
        return restriction_in(question, self._holdings.now).question

    def scope_after(self, question: str, scope: Scope) -> Scope:
        """The scope that a conversation is in after a question: what the question's own words restrict is kept."""
        return scope.narrowed(restriction_in(question, self._holdings.now).scope)

    def _within(self, scope: Scope, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        language = detect_language(question, default=detect_language(history[-1].question) if history else "en")
        phrases = phrases_for(language)
        if not question.strip():
            yield Answer(phrases.empty_question, language, "", abstention=Abstention.EMPTY_QUESTION)
            return
        searched = standalone(question, history)
        used = self._in_use()
        if not used.size:
            yield Answer(phrases.empty_library, language, searched, abstention=Abstention.EMPTY_LIBRARY)
            return
        holdings = self._holdings.now()
        try:
            articles = holdings.admitted(scope)
        except NothingInScope as error:
            yield _out_of_scope(error, holdings, language, searched)
            return
        start = time.perf_counter()
        vector = used.vectorizer.question(searched, language)
        encoded = time.perf_counter()
        languages = frozenset(scope.languages) or None
        found = used.searcher.search(Query(searched, language, vector, articles, languages), self._settings.hits)
        if languages and not found.hits:
            yield _out_of_scope(without_passages(scope, language), holdings, language, searched)
            return
        searched_at = time.perf_counter()

        def timings() -> Timings:
            stages = (encoded - start, searched_at - encoded, time.perf_counter() - searched_at)
            return Timings(*(round(1000 * seconds, 2) for seconds in stages))

        sure = confidence(found)
        if is_answerable(sure, language, self._settings):
            grown = self._answers(searched, language, found.hits)
        else:
            grown = iter([self._refusal(searched, language, found.hits)])
        for answer in grown:
            yield replace(answer, timings=timings(), confidence=sure)

    def _answers(self, question: str, language: Language, hits: tuple[Hit, ...]) -> Iterator[Answer]:
        quotes = self._chosen(hits, figure=asks_for_figure(question))
        citations = tuple(self._citation(number, quote) for number, quote in enumerate(quotes, 1))
        phrases = phrases_for(language)
        several = len({citation.article_id for citation in citations}) > 1
        lead = phrases.lead_many if several else phrases.lead_one
        for count in range(1, len(citations) + 1):
            text = _wording(lead, phrases, language, citations[:count])
            yield Answer(text, language, question, citations[:count], hits=hits)

    def _chosen(self, hits: Sequence[Hit], *, figure: bool) -> list[Quote]:
        """The sentences to quote; one that stands in the file in two pieces, over a page number, is a last resort."""
        quotes = candidates(hits[: self._settings.read], figure=figure)
        return choose(quotes, self._settings, allowed=self._is_whole) or choose(quotes, self._settings)

    def _is_whole(self, quote: Quote) -> bool:
        return self._article(quote.hit.passage).source.origins.is_whole(quote.span)

    def _refusal(self, question: str, language: Language, hits: tuple[Hit, ...]) -> Answer:
        phrases = phrases_for(language)
        best = [candidates([hit])[0] for hit in hits[: self._settings.closest] if hit.passage.sentences]
        closest = tuple(self._citation(number, quote) for number, quote in enumerate(best, 1))
        text = f"{phrases.not_in_articles} {phrases.closest}" if closest else phrases.not_in_articles
        return Answer(text, language, question, abstention=Abstention.NOT_IN_ARTICLES, closest=closest, hits=hits)

    def _citation(self, number: int, quote: Quote) -> Citation:
        passage = quote.hit.passage
        article = self._article(passage)
        record = self._record(article)
        return Citation(
            number=number,
            article_id=article.id,
            passage_id=passage.id,
            title=record.title or "",
            authors=record.authors,
            year=record.year,
            language=passage.language,
            section=passage.section,
            pages=article.source.pages(quote.span),
            first_line=article.source.line_at(quote.span.start),
            last_line=article.source.line_at(quote.span.end - 1),
            file_name=article.source.file_name,
            passage=passage.text,
            quote=quote.text,
            quote_span=quote.span,
            quote_in_passage=quote.span.shift(-passage.span.start),
            printed=article.source.origins.printed(quote.span, article.text),
            physical_pages=article.source.physical_pages(quote.span),
            entries=_entries(passage.text, article.references),
            also=tuple(self._elsewhere(other) for other in quote.hit.also),
        )

    def _elsewhere(self, passage: Passage) -> Elsewhere:
        record = self._record(self._article(passage))
        return Elsewhere(
            passage.article_id, passage.id, record.title or "", record.authors, record.year, passage.language
        )

    def confidence(self, question: str) -> float:
        """How sure it is that the articles speak of what is asked; 0 for an empty library. Higher is surer."""
        language = detect_language(question)
        used = self._in_use()
        vector = used.vectorizer.question(question, language)
        return confidence(used.searcher.search(Query(question, language, vector), self._settings.hits))

    def surroundings(self, citation: Citation, *, characters: int = 3000) -> Surroundings:
        """The article's text around a quote, at most so many characters on each side, from paragraph to paragraph.

        Raises UnknownArticle, a LookupError, when the article is no longer in the library.
        """
        text = self._library.article(citation.article_id).text
        span = citation.quote_span
        start = max(0, span.start - characters)
        start = text.find("\n\n", start, span.start) + 2 if start and "\n\n" in text[start : span.start] else start
        end = min(len(text), span.end + characters)
        last = text.rfind("\n\n", span.end, end)
        end = last if end < len(text) and last > 0 else end
        return Surroundings(text[start : span.start], span.cut(text), text[span.end : end])

    def articles(self) -> list[ArticleSummary]:
        """Summaries of all articles in the library."""
        return self._library.articles()

    def holdings(self) -> Holdings:
        """What a scope can name; the same object as long as the library stays as it is."""
        return self._holdings.now()

    def examples(self, language: Language) -> list[str]:
        """Questions in one language that the library can answer; none for a library without the starter articles."""
        held = {summary.file_name for summary in self.articles()}
        return [example.question[language] for example in starter.examples() if example.file_name in held]

    def _in_use(self) -> _Opened:
        """The index in use, opened again when another generation has taken its place."""
        with self._opening:
            path = current(self._folder)
            if self._opened is None or self._opened.path != path:
                generation = self._open()
                ranker = self._ranker_beside(self._vectorizer.encoder.name)
                learnt = Glossary.learnt(summary.record for summary in self._library.articles())
                glossary = Glossary.shipped().merged(learnt)
                searcher = Searcher(generation, self._library, self._settings.search, ranker, glossary)
                self._opened = _Opened(path, searcher, len(generation), self._vectorizer)
                self._articles.clear()
            return self._opened

    def _open(self) -> Generation:
        try:
            return open_generation(self._folder, self._vectorizer)
        except IndexMismatch:
            if self._newer is None:
                raise
            self._vectorizer = self._newer()
            return open_generation(self._folder, self._vectorizer)

    def _article(self, passage: Passage) -> Article:
        article = self._article_by_id(passage.article_id)
        if article.source.line_at(passage.span.start) != passage.first_line:  # its file was read again since
            self._articles.pop(passage.article_id, None)
            article = self._article_by_id(passage.article_id)
        return article

    def _record(self, article: Article) -> Record:
        """The article's record as it is now: it may have been edited since the article was read."""
        try:
            return self._library.record(article.id)
        except UnknownArticle:  # removed since; the index will follow
            return article.record

    def _article_by_id(self, article_id: str) -> Article:
        with self._lock:
            article = self._articles.get(article_id)
            if article is None:
                article = self._articles[article_id] = self._library.article(article_id)
                if len(self._articles) > _ARTICLES_AT_HAND:
                    self._articles.popitem(last=False)
            return article


def _out_of_scope(error: NothingInScope, holdings: Holdings, language: Language, question: str) -> Answer:
    text = escape(refusal(error, holdings, language))
    return Answer(text, language, question, abstention=Abstention.NOTHING_IN_SCOPE)


def _entries(text: str, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Entries of a bibliography that the in-text citations of a passage point to, each once, in order."""
    if not references:
        return ()
    pointed = (entry for mark in find_citations(text) for entry in cited_entries(mark, references))
    return tuple(dict.fromkeys(pointed))


def escape(text: str) -> str:
    """Write a quote into Markdown so that it shows as it stands."""
    return _MARKUP.sub(r"\\\1", text)


def plain(text: str) -> str:
    """Undo `escape`, for places that show no Markdown."""
    return re.sub(r"\\([\\`*_\[\]#<>$])", r"\1", text)


def _wording(lead: str, phrases: Phrases, language: Language, citations: Sequence[Citation]) -> str:
    """The answer's text: one line that leads, then a quote a line with its mark and, if it differs, its language."""
    lines = [lead, ""]
    for citation in citations:
        foreign = "" if citation.language == language else f" ({phrases.written_in[citation.language]})"
        # The article's own reference marks would be taken for ours; the citation's quote keeps them.
        said = _OWN_MARK.sub("", " ".join(citation.quote.split()))
        lines.append(f"- {escape(said)}{foreign} [{citation.number}]")
    return "\n".join(lines)
