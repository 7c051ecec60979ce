"""Paragraphs and questions that the ranker learns from, whatever collection they come from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import LANGUAGES, Language
from corpus.sentences import split_sentences
from eval.collections.kazqad import PASSAGE_FIELDS, QUESTION_FIELDS
from eval.collections.rows import read_json_rows
from index.units import Unit

HELD_OUT = {"units": 12, "xquad-r": 3, "kazqad": 3}
"""One document of so many is kept for testing."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences in order. Paragraphs of one `document` are never divided between training and testing."""

    id: str
    document: str
    language: Language
    sentences: tuple[str, ...]
    meaning: str = ""
    """The same for a paragraph and its translations."""

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and by paragraph id the sentences that hold its answer; no numbers mean that none does."""

    text: str
    language: Language
    answers: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Texts:
    """Paragraphs by id, and the questions about them."""

    name: str
    paragraphs: dict[str, Paragraph]
    asked: tuple[Asked, ...]

    def part(self, *, testing: bool) -> Texts:
        """Those for testing, or those for training, parted by document."""
        kept = {id_: p for id_, p in self.paragraphs.items() if _is_for_testing(self.name, p.document) == testing}
        asked = tuple(
            Asked(a.text, a.language, answers)
            for a in self.asked
            if (answers := {id_: numbers for id_, numbers in a.answers.items() if id_ in kept})
        )
        return Texts(self.name, kept, asked)


def _is_for_testing(name: str, document: str) -> bool:
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % HELD_OUT[name] == 0


def from_units(units: Sequence[Unit]) -> Texts:
    """Every question in every language, about its paragraph in every language."""
    paragraphs = {
        f"{unit.id}/{language}": Paragraph(
            f"{unit.id}/{language}", unit.id, language, tuple(s[language] for s in unit.sentences), unit.id
        )
        for unit in units
        for language in LANGUAGES
    }
    asked = tuple(
        Asked(question.texts[language], language, {f"{unit.id}/{of}": question.answer for of in LANGUAGES})
        for unit in units
        for question in (*unit.questions, *unit.unanswerable)
        for language in LANGUAGES
    )
    return Texts("units", paragraphs, asked)


def from_xquad_r(folder: Path) -> Texts:
    """XQuAD-R: each question in Russian and English, about its paragraph in both."""
    paragraphs: dict[str, Paragraph] = {}
    answers: dict[str, dict[str, tuple[int, ...]]] = {}
    texts: dict[tuple[str, Language], str] = {}
    languages: tuple[Language, ...] = ("ru", "en")
    for language in languages:
        data = json.loads((folder / "raw" / f"{language}.json").read_text(encoding="utf-8"))["data"]
        for d, document in enumerate(data):
            for p, row in enumerate(document["paragraphs"]):
                meaning = f"{d}/{p}"
                id_ = f"{meaning}/{language}"
                breaks = row["sentence_breaks"]
                sentences = tuple(row["context"][start:end].strip() for start, end in breaks)
                paragraphs[id_] = Paragraph(id_, str(d), language, sentences, meaning)
                for question in row["qas"]:
                    at = question["answers"][0]["answer_start"]
                    number = max(n for n, (start, _) in enumerate(breaks) if start <= at)
                    answers.setdefault(question["id"], {})[id_] = (number,)
                    texts[question["id"], language] = question["question"]
    asked = tuple(Asked(text, language, answers[id_]) for (id_, language), text in texts.items())
    return Texts("xquad-r", paragraphs, asked)


def from_kazqad(folder: Path) -> Texts:
    """KazQAD: Kazakh questions about Kazakh paragraphs. Raises BadCollection."""
    paragraphs = {}
    spans = {}
    for row in read_json_rows(folder / "passages.jsonl", PASSAGE_FIELDS, "id"):
        text = row["text"]
        spans[row["id"]] = split_sentences(text)
        sentences = tuple(span.cut(text) for span in spans[row["id"]])
        paragraphs[row["id"]] = Paragraph(row["id"], row["title"], "kk", sentences, row["id"])
    asked = []
    for row in read_json_rows(folder / "questions.jsonl", QUESTION_FIELDS, "id"):
        found: dict[str, tuple[int, ...]] = {}
        for answer in row["answers"]:
            numbers = [n for n, span in enumerate(spans[answer["passage"]]) if span.start <= answer["start"] < span.end]
            found[answer["passage"]] = tuple(sorted({*found.get(answer["passage"], ()), *numbers}))
        asked.append(Asked(row["text"], "kk", {id_: numbers for id_, numbers in found.items() if numbers}))
    return Texts("kazqad", paragraphs, tuple(a for a in asked if a.answers))
