"""The assistant: a question in, an answer with its sources out."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus import (
    Article,
    ArticleSummary,
    Language,
    Library,
    Passage,
    Record,
    Reference,
    UnknownArticle,
    detect_language,
    starter,
)
from corpus.citations import cited_entries, find_citations
from index import Generation, Hit, Query, Searcher, Vectorizer, current, open_generation
from rag.abstain import confidence, is_answerable
from rag.answer import Abstention, Answer, Citation, Surroundings, Timings, Turn
from rag.conversation import standalone
from rag.extract import Quote, asks_for_figure, candidates, choose
from rag.phrases import Phrases, phrases_for
from rag.settings import AnswerSettings

_MARKUP = re.compile(r"([\\`*_\[\]#<>$])")
_OWN_MARK = re.compile(r"\s*\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")
# Articles whose text was just quoted are kept at hand, with their origins; an article takes about 1 MB.
_ARTICLES_AT_HAND = 24


class Assistant:
    """Answers from one library. Safe to use from several threads; it sees articles that are added meanwhile."""

    def __init__(
        self,
        library: Library,
        vectorizer: Vectorizer,
        index_folder: Path,
        settings: AnswerSettings | None = None,
    ) -> None:
        self._library = library
        self._vectorizer = vectorizer
        self._folder = index_folder
        self._settings = settings or AnswerSettings()
        self._opened: tuple[Path | None, Searcher, int] | None = None
        self._articles: OrderedDict[str, Article] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer one question. Raises IndexMismatch or IndexDamaged when the index can't be used."""
        *_, whole = self.stream(question, history)
        return whole

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Yield the answer as it grows, quote by quote; the last one is whole."""
        language = detect_language(question, default=detect_language(history[-1].question) if history else "en")
        phrases = phrases_for(language)
        if not question.strip():
            yield Answer(phrases.empty_question, language, "", abstention=Abstention.EMPTY_QUESTION)
            return
        searched = standalone(question, history)
        searcher, size = self._searcher()
        if not size:
            yield Answer(phrases.empty_library, language, searched, abstention=Abstention.EMPTY_LIBRARY)
            return
        start = time.perf_counter()
        vector = self._vectorizer.question(searched, language)
        encoded = time.perf_counter()
        found = searcher.search(Query(searched, language, vector), self._settings.hits)
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
        )

    def confidence(self, question: str) -> float:
        """How sure it is that the articles speak of what is asked; 0 for an empty library. Higher is surer."""
        language = detect_language(question)
        searcher, _ = self._searcher()
        vector = self._vectorizer.question(question, language)
        return confidence(searcher.search(Query(question, language, vector), self._settings.hits))

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

    def examples(self, language: Language) -> list[str]:
        """Questions in one language that the library can answer; none for a library without the starter articles."""
        held = {summary.file_name for summary in self.articles()}
        return [example.question[language] for example in starter.examples() if example.file_name in held]

    def _searcher(self) -> tuple[Searcher, int]:
        """The searcher of the index in use, opened again when another generation has taken its place."""
        path = current(self._folder)
        if self._opened is None or self._opened[0] != path:
            generation: Generation = open_generation(self._folder, self._vectorizer)
            searcher = Searcher(generation, self._library, self._settings.search)
            self._opened = (path, searcher, len(generation))
            self._articles.clear()
        return self._opened[1], self._opened[2]

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
