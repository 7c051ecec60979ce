"""What the ranker sees in training: a question, a few sentences in a row, and which of them answers, if any does."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.ranker.texts import Asked, Paragraph, Texts

CHARACTERS = 700
"""Longest stretch of a paragraph that is shown: most of a passage; longer ones cost time and teach little more."""
_NEGATIVES = 0.6
"""Wrong stretches for each right one: the share of questions that get one."""
_FROM_ELSEWHERE = 0.65
_TYPED_CARELESSLY = 0.15


@dataclass(frozen=True, slots=True)
class Example:
    """One question and sentences in a row; `answer` are numbers of those that answer, none if none does."""

    question: str
    sentences: tuple[str, ...]
    answer: tuple[int, ...]
    crossing: bool = False
    """Question and sentences are in different languages."""


def examples(texts: Texts, nearest: Mapping[str, Sequence[str]], rng: random.Random) -> Iterator[Example]:
    """Every question against every paragraph that it is asked about, and some against stretches that don't answer.

    `nearest` gives by question the ids of the paragraphs that a search finds for it, best first. Wrong stretches are,
    by chance, other parts of the right paragraph, and near paragraphs that say something else.
    """
    for asked in texts.asked:
        right = {texts.paragraphs[id_].meaning for id_ in asked.answers}
        near = [id_ for id_ in nearest.get(asked.text, ()) if texts.paragraphs[id_].meaning not in right]
        for id_, answer in asked.answers.items():
            paragraph = texts.paragraphs[id_]
            yield _example(asked, paragraph, answer, rng)
            if answer and rng.random() < _NEGATIVES:
                yield from _wrong(texts, asked, paragraph, answer, near, rng)


def _wrong(
    texts: Texts, asked: Asked, paragraph: Paragraph, answer: Sequence[int], near: Sequence[str], rng: random.Random
) -> Iterator[Example]:
    rest = _longest_without(paragraph.sentences, answer)
    if near and (len(rest) < 2 or rng.random() < _FROM_ELSEWHERE):
        # The nearest are the hardest; farther ones come in turn, ever more seldom.
        other = texts.paragraphs[near[min(int(rng.expovariate(0.4)), len(near) - 1)]]
        yield _example(asked, other, (), rng)
    elif rest:
        part = Paragraph(paragraph.id, paragraph.document, paragraph.language, tuple(rest))
        yield _example(asked, part, (), rng)


def _longest_without(sentences: Sequence[str], answer: Sequence[int]) -> Sequence[str]:
    edges = [-1, *sorted(answer), len(sentences)]
    stretches = [sentences[before + 1 : after] for before, after in zip(edges, edges[1:], strict=False)]
    return max(stretches, key=len)


def _example(asked: Asked, paragraph: Paragraph, answer: Sequence[int], rng: random.Random) -> Example:
    start, end = _window(paragraph.sentences, answer, rng)
    numbers = tuple(number - start for number in answer if start <= number < end)
    question = asked.text
    if rng.random() < _TYPED_CARELESSLY:
        question = question.lower().rstrip("?. ")
    return Example(question, paragraph.sentences[start:end], numbers, asked.language != paragraph.language)


def _window(sentences: Sequence[str], answer: Sequence[int], rng: random.Random) -> tuple[int, int]:
    """A stretch of sentences up to CHARACTERS long that holds the answer's first sentence, somewhere by chance."""
    start = answer[0] if answer else rng.randrange(len(sentences))
    end = start + 1
    length = len(sentences[start])
    sides = [-1, 1]
    while sides:
        side = rng.choice(sides)
        at = start - 1 if side < 0 else end
        if not 0 <= at < len(sentences) or length + len(sentences[at]) > CHARACTERS:
            sides.remove(side)
            continue
        length += len(sentences[at])
        start, end = min(start, at), max(end, at + 1)
    return start, end
