"""Where the evidence of a question set stands in a library's articles."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus import Article, ArticleSummary, Language, Library, Span
from eval.metrics import squeeze, squeeze_with_offsets
from eval.questions.question import Question, QuestionSet
from eval.questions.stretch import Stretch, Stretches

_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of evidence stands: a clean span of one article, and what a reader calls the place.

    Lines count from 1 in the source file; `pages` are printed page labels, `physical_pages` count the file's pages
    from 1; both are empty where unknown. Unless the place is `exact`, the piece stands there but for some letters: a
    page break within it, say.
    """

    article_id: str
    title: str
    language: Language
    span: Span
    section: str
    pages: tuple[str, ...]
    physical_pages: tuple[int, ...]
    first_line: int
    last_line: int
    file_name: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Located(Mapping[str, tuple[Place | None, ...]]):
    """By question, the place of each piece of its evidence, in order; None for a piece that stands nowhere."""

    questions: QuestionSet
    places: Mapping[str, tuple[Place | None, ...]]
    files: frozenset[str]
    """Names of the library's files."""

    def __getitem__(self, id_: str) -> tuple[Place | None, ...]:
        return self.places[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def problems(self) -> list[str]:
        """Every piece that was not found, worded for the author of the questions; empty when all were."""
        return [
            self._problem(question, piece)
            for question in self.questions.questions
            for piece, place in zip(question.evidence, self.places[question.id], strict=True)
            if place is None
        ]

    def _problem(self, question: Question, piece: str) -> str:
        quote = piece if len(piece) <= _LONGEST_QUOTE else f"{piece[:_LONGEST_QUOTE]} …"
        known = not question.doc or any(name.startswith(question.doc) for name in self.files)
        why = "" if known else f"; the library has no file whose name begins with “{question.doc}”"
        return f"{question.id}: the evidence “{quote}” stands in no article{why}"


class _Text:
    """An article in letters and digits only, with the way back to its clean text."""

    def __init__(self, library: Library, summary: ArticleSummary) -> None:
        self._library = library
        self.summary = summary

    @cached_property
    def article(self) -> Article:
        """The article itself, which is read when it is first needed."""
        return self._library.article(self.summary.id)

    @cached_property
    def _squeezed(self) -> tuple[str, array[int]]:
        return squeeze_with_offsets(self.article.text)

    @property
    def letters(self) -> str:
        """The clean text, squeezed."""
        return self._squeezed[0]

    @cached_property
    def printed(self) -> str:
        """The same as the file prints it: other letters at some of the places, if cleaning mended any."""
        origins = self.article.source.origins
        if not origins.mended:
            return self.letters
        text = origins.printed(Span(0, len(self.article.text)), self.article.text)
        printed, offsets = squeeze_with_offsets(text)
        return printed if offsets == self._squeezed[1] else self.letters

    def find(self, piece: str) -> Stretch | None:
        """Where a squeezed piece first stands, letter for letter; None where it does not."""
        at = self.letters.find(piece)
        at = self.printed.find(piece) if at < 0 else at
        return None if at < 0 else (at, at + len(piece))

    def place(self, stretch: Stretch, *, exact: bool) -> Place:
        """The place of a stretch of letters."""
        start, end = stretch
        article, offsets = self.article, self._squeezed[1]
        span = Span(offsets[start], offsets[end - 1] + 1)
        source = article.source
        return Place(
            article.id,
            article.title,
            article.language,
            span,
            article.section_at(span.start),
            source.pages(span),
            source.physical_pages(span),
            source.line_at(span.start),
            source.line_at(span.end - 1),
            source.file_name,
            exact,
        )


def locate(library: Library, questions: QuestionSet) -> Located:
    """Find every piece of evidence, by its letters and digits only.

    A piece is looked for first in the articles whose file's name begins with the question's `doc`, and among those
    first in the ones with the question's title; then in all others. One that stands nowhere letter for letter is
    placed where at least 0.7 of its shingles (12 letters each) stand together.
    """
    texts = [_Text(library, summary) for summary in library.articles()]
    tiers = {question.id: _tiers(question, texts) for question in questions.questions if question.evidence}
    near = _Near(questions, tiers)
    places = {
        question.id: tuple(_place(squeeze(piece), tiers[question.id], near) for piece in question.evidence)
        for question in questions.questions
    }
    return Located(questions, places, frozenset(text.summary.file_name for text in texts))


def _tiers(question: Question, texts: Sequence[_Text]) -> list[list[_Text]]:
    """Articles in the order in which a question's evidence is looked for in them."""
    title = squeeze(question.article)
    titled: list[_Text] = []
    named: list[_Text] = []
    others: list[_Text] = []
    for text in texts:
        if not question.doc or not text.summary.file_name.startswith(question.doc):
            others.append(text)
        elif squeeze(text.summary.title) == title:
            titled.append(text)
        else:
            named.append(text)
    return [titled, named, others]


class _Near:
    """Stretches that hold most of a piece. An article is walked through once, for all the pieces that may need it."""

    def __init__(self, questions: QuestionSet, tiers: Mapping[str, list[list[_Text]]]) -> None:
        # What stands letter for letter where it is first looked for will not be asked about.
        self._stretches = Stretches(
            {
                squeezed
                for question in questions.questions
                for squeezed in map(squeeze, question.evidence)
                if all(text.find(squeezed) is None for text in next(filter(None, tiers[question.id]), []))
            }
        )
        self._found: dict[str, dict[str, Stretch]] = {}

    def find(self, piece: str, text: _Text) -> Stretch | None:
        """Where an article holds most of a squeezed piece; None where it does not."""
        id_ = text.summary.id
        if id_ not in self._found:
            self._found[id_] = self._stretches.find(text.letters)
        return self._found[id_].get(piece)


def _place(piece: str, tiers: Sequence[Sequence[_Text]], near: _Near) -> Place | None:
    for texts in tiers:
        for find, exact in ((lambda text: text.find(piece), True), (lambda text: near.find(piece, text), False)):
            for text in texts:
                stretch = find(text)
                if stretch is not None:
                    return text.place(stretch, exact=exact)
    return None
