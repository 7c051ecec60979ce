"""Articles into passages: some consecutive sentences of one section, of about the length that vectors hold well."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import Article, Passage, Span
from corpus.languages import detect_language
from corpus.sentences import split_sentences

_SHORTEST_SENTENCE = 20


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """How articles are cut, in characters. A change makes every stored index outdated."""

    target: int = 900
    """A passage grows until the next sentence would take it past this."""
    shortest: int = 200
    """A section's last passage below this joins the one before it."""
    overlap: int = 300
    """The last sentence of a passage opens the next one as well, if it is no longer than this."""
    longest_sentence: int = 1500
    """A sentence past this is cut at a semicolon, a comma or a space."""

    def __post_init__(self) -> None:
        if not 0 < self.shortest < self.target <= self.longest_sentence:
            raise ValueError(
                "passages need 0 < shortest < target <= longest_sentence, not "
                f"{self.shortest}, {self.target}, {self.longest_sentence}"
            )


def split_passages(article: Article, settings: PassageSettings | None = None) -> list[Passage]:
    """Cut an article into passages that end at sentence ends and never run from one section into the next.

    Every searched sentence is in one passage, or, where passages overlap, in two.
    The same article gives the same passages with the same ids.
    """
    settings = settings or PassageSettings()
    return [
        _passage(article, sentences)
        for stretch in _stretches(article, settings)
        for sentences in _groups(stretch, settings)
    ]


def _stretches(article: Article, settings: PassageSettings) -> Iterator[list[Span]]:
    """Sentences of each section and each note in turn, without headings and the parts that are no evidence."""
    parts = [*(section.span for section in article.sections), *(note.span for note in article.notes)]
    edges = (edge for span in parts for edge in (span.start, span.end))
    borders = sorted({0, len(article.text), *edges})
    gaps = sorted(article.unsearched)
    first = 0
    for start, end in zip(borders, borders[1:], strict=False):
        sentences: list[Span] = []
        at = start
        while first < len(gaps) and gaps[first].end <= start:
            first += 1
        within = itertools.takewhile(lambda gap: gap.start < end, itertools.islice(gaps, first, None))  # noqa: B023
        for gap in [*within, Span(end, end)]:
            if gap.start > at:
                piece = article.text[at : gap.start]
                sentences += (s.shift(at) for s in split_sentences(piece))
            at = max(at, gap.end)
        whole = _joined_short(article.text, sentences)
        yield [part for sentence in whole for part in _cut_long(article.text, sentence, settings.longest_sentence)]


def _joined_short(text: str, sentences: list[Span]) -> list[Span]:
    """Join what is too short to say anything (a table's cell, a list's number) to its neighbour in the same block."""
    joined: list[Span] = []
    for sentence in sentences:
        before = joined[-1] if joined else None
        short = before is not None and min(len(before), len(sentence)) < _SHORTEST_SENTENCE
        if before is not None and short and "\n\n" not in text[before.end : sentence.start]:
            joined[-1] = Span(before.start, sentence.end)
        else:
            joined.append(sentence)
    return joined


def _cut_long(text: str, sentence: Span, longest: int) -> Iterator[Span]:
    """Cut a sentence without end at the last semicolon, comma or space before the limit."""
    start = sentence.start
    while sentence.end - start > longest:
        window = text[start : start + longest]
        cut = max(window.rfind("; "), window.rfind(", ") if "; " not in window else -1)
        cut = cut + 1 if cut > longest // 3 else window.rfind(" ")
        cut = start + (cut if cut > 0 else longest)
        yield Span(start, cut)
        start = cut + (text[cut : cut + 1] == " ")
    yield Span(start, sentence.end)


def _groups(sentences: list[Span], settings: PassageSettings) -> list[list[Span]]:
    groups: list[list[Span]] = []
    for sentence in sentences:
        if groups and sentence.end - groups[-1][0].start <= settings.target:
            groups[-1].append(sentence)
        else:
            before = groups[-1] if groups else []
            repeated = before[-1:] if len(before) > 1 and len(before[-1]) <= settings.overlap else []
            groups.append([*repeated, sentence])
    if len(groups) > 1 and groups[-1][-1].end - groups[-1][0].start < settings.shortest:
        last = groups.pop()
        groups[-1] += (sentence for sentence in last if sentence not in groups[-1])
    return groups


def _passage(article: Article, sentences: list[Span]) -> Passage:
    span = Span(sentences[0].start, sentences[-1].end)
    text = span.cut(article.text)
    digest = hashlib.sha256(f"{article.id}:{span.start}:{text}".encode()).hexdigest()[:16]
    return Passage(
        id=digest,
        article_id=article.id,
        section=article.section_at(span.start),
        language=detect_language(text, article.language),
        text=text,
        span=span,
        sentences=tuple(sentences),
        first_line=article.source.line_at(span.start),
        last_line=article.source.line_at(span.end - 1),
        pages=article.source.pages(span),
        physical_pages=article.source.physical_pages(span),
    )
