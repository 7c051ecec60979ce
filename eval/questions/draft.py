"""What an author's choices make: a question from sentences that were picked, and its line at the end of a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import Language, Passage, Span
from eval.metrics import squeeze
from eval.questions.errors import BadQuestionSet
from eval.questions.files import MB, read_bytes, replace_file
from eval.questions.jsonl import lines_of, parse_jsonl
from eval.questions.question import Question, QuestionSet
from eval.questions.records import SHORTEST_EVIDENCE, find_flaws, record_of

_LARGEST = 200 * MB


class BadChoice(ValueError):
    """A choice that makes no gold; the message tells the author what to choose instead."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that is offered as evidence: one of a passage's, counted from 0."""

    passage: Passage
    index: int

    @property
    def span(self) -> Span:
        """Where it stands in the article's clean text."""
        return self.passage.sentences[self.index]

    @property
    def text(self) -> str:
        """The sentence, on one line."""
        return " ".join(self.span.shift(-self.passage.span.start).cut(self.passage.text).split())


def sentences_of(passages: Iterable[Passage]) -> list[Sentence]:
    """All sentences of some passages, in their order; one that two passages share is offered once."""
    found: dict[tuple[str, Span], Sentence] = {}
    for passage in passages:
        for index, span in enumerate(passage.sentences):
            found.setdefault((passage.article_id, span), Sentence(passage, index))
    return list(found.values())


def join_evidence(chosen: Sequence[Sentence]) -> tuple[str, ...]:
    """Make pieces of evidence from the sentences chosen: those that follow each other make one piece.

    Raises BadChoice when none is chosen, when they are from more than one article, or when a piece is too short.
    """
    if not chosen:
        raise BadChoice("Choose one sentence or more.")
    if len({sentence.passage.article_id for sentence in chosen}) > 1:
        raise BadChoice("The evidence must stand in one article; these sentences are from more than one.")
    groups: list[list[Sentence]] = []
    for sentence in sorted(chosen, key=lambda sentence: sentence.span):
        if groups and _follows(groups[-1][-1], sentence):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    pieces = tuple(" ".join(sentence.text for sentence in group) for group in groups)
    for piece in pieces:
        if len(squeeze(piece)) < SHORTEST_EVIDENCE:
            raise BadChoice(
                f"“{piece}” has {len(squeeze(piece))} letters; a piece of evidence needs {SHORTEST_EVIDENCE}. "
                "Choose the sentence before or after it as well."
            )
    return pieces


def _follows(before: Sentence, after: Sentence) -> bool:
    """True if two sentences stand side by side in one paragraph of a passage."""
    passage = before.passage
    if passage.id != after.passage.id or after.index != before.index + 1:
        return False
    return "\n" not in Span(before.span.end, after.span.start).shift(-passage.span.start).cut(passage.text)


def next_id(ids: Iterable[str], stem: str, lang: Language) -> str:
    """Return the id after the highest of those that begin with a file's stem and a language: "water-kk-08"."""
    prefix = f"{stem}-{lang}-"
    numbers = [int(rest) for id_ in ids if id_.startswith(prefix) and (rest := id_[len(prefix) :]).isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:02d}"


def questions_in(path: Path) -> QuestionSet:
    """Read the set that a question is to be added to; a file that is not there yet holds none.

    Raises BadQuestionSet.
    """
    return _parse(path, _bytes_of(path))


def _bytes_of(path: Path) -> bytes:
    return read_bytes(path, _LARGEST) if path.exists() else b""


def _parse(path: Path, data: bytes) -> QuestionSet:
    return parse_jsonl(path, data) if data.strip() else QuestionSet(path.stem, ())


def append_question(path: Path, question: Question) -> Question:
    """Add a question to a file as its last line, under the next free id; return it as it was written.

    What stands in the file stays as it is, byte for byte, and the line is there whole or not at all. The question's
    own id is not used. Raises BadQuestionSet when the question is wrong, or the file holds no question set.
    """
    before = _bytes_of(path)
    ids = [other.id for other in _parse(path, before).questions]
    named = replace(question, id=next_id(ids, path.stem, question.lang))
    flaws = find_flaws(record_of(named))
    if flaws:
        raise BadQuestionSet(str(path), [flaw.problem("the new question") for flaw in flaws])
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    replace_file(path, before + gap + lines_of([named]).encode("utf-8"))
    return named
