"""Assistants with one planted bug each: what the figures are there to catch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import ArticleSummary
from index import Hit
from rag import Answer, AnswerSettings, Assistant, Citation, Turn, Workspace
from rag.phrases import phrases_for


class Faulty:
    """Passes everything on, as an assistant without a bug would be."""

    def __init__(self, inner: Assistant) -> None:
        self.inner = inner

    def articles(self) -> Sequence[ArticleSummary]:
        return self.inner.articles()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        return self.inner.ask(question, history)


class OffByOne(Faulty):
    """Each third citation opens the passage, and names the article and the place, of another hit."""

    def __init__(self, inner: Assistant) -> None:
        super().__init__(inner)
        self._count = 0
        self._titles = {summary.id: summary.title for summary in inner.articles()}

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        answer = super().ask(question, history)
        return replace(answer, citations=tuple(self._citation(each, answer.hits) for each in answer.citations))

    def _citation(self, citation: Citation, hits: Sequence[Hit]) -> Citation:
        self._count += 1
        if self._count % 3:
            return citation
        at = next(place for place, hit in enumerate(hits) if hit.passage.id == citation.passage_id)
        wrong = hits[(at + 1) % len(hits)].passage
        return replace(
            citation, article_id=wrong.article_id, passage_id=wrong.id, title=self._titles[wrong.article_id],
            section=wrong.section, pages=wrong.pages, passage=wrong.text, language=wrong.language,
        )  # fmt: skip


class Forgetful(Faulty):
    """Follow-ups are answered as if nothing had been asked before."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        return super().ask(question)


class KazakhInRussian(Faulty):
    """Kazakh questions are answered in Russian."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        answer = super().ask(question, history)
        if answer.language != "kk":
            return answer
        kazakh, russian = phrases_for("kk"), phrases_for("ru")
        text = answer.text
        for name in ("lead_one", "lead_many", "not_in_articles", "closest"):
            text = text.replace(getattr(kazakh, name), getattr(russian, name))
        return replace(answer, text=text, language="ru")


NEVER_REFUSES = AnswerSettings(answerable=(("ru", 0.0), ("kk", 0.0), ("en", 0.0)))
"""The threshold of refusals at 0."""


class FaultyWorkspace:
    """A workspace whose assistant has a bug."""

    def __init__(self, inner: Workspace, fault: type[Faulty] = Faulty, settings: AnswerSettings | None = None) -> None:
        self._inner = inner
        self._fault = fault
        self._settings = settings
        self.home, self.library = inner.home, inner.library

    def assistant(self, settings: AnswerSettings | None = None) -> Faulty:
        return self._fault(self._inner.assistant(self._settings or settings))
