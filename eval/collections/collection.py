"""The nouns of public test data: documents, and questions with the documents that answer them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from corpus import Language
from eval.metrics import squeeze
from eval.questions import Question, QuestionSet

_NO_TITLE = "-"
# What makes a heading, a table or a quotation of a line in Markdown; escaped, it is a sign like any other.
_MARK = re.compile(r"^(?=[#>|*_])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """One text that may be found; `title` is empty where there is none, or none that may be searched."""

    id: str
    language: Language
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the documents that answer it, by id, each with a grade above 0, and its accepted answers."""

    id: str
    language: Language
    text: str
    grades: Mapping[str, int]
    spans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents and the set of questions about them, in which `relevant` holds the file names of documents."""

    name: str
    documents: tuple[Document, ...]
    set: QuestionSet
    file_names: Mapping[str, str] = field(repr=False)
    """By document id."""

    @classmethod
    def of(cls, name: str, documents: Sequence[Document], judged: Iterable[Judged]) -> Self:
        """Name the documents' files by their numbers, and make questions of what was judged.

        Documents with the same letters and digits share the file of the first of them: a library would hold them
        once. Raises KeyError for a grade of a document that is not there.
        """
        names: dict[str, str] = {}
        of_letters: dict[str, str] = {}
        for number, document in enumerate(documents, 1):
            names[document.id] = of_letters.setdefault(squeeze(document.text), f"passage-{number:06d}.md")
        questions = tuple(_question(each, names) for each in judged)
        return cls(name, tuple(documents), QuestionSet(name, questions), names)

    def file_name(self, document_id: str) -> str:
        """The name of the file that holds a document. Raises KeyError for one that is not there."""
        return self.file_names[document_id]


def _question(judged: Judged, names: Mapping[str, str]) -> Question:
    relevant: dict[str, int] = {}
    for document_id, grade in judged.grades.items():
        file_name = names[document_id]
        relevant[file_name] = max(grade, relevant.get(file_name, 0))
    return Question(
        id=judged.id,
        lang=judged.language,
        kind="factoid",
        turns=(judged.text.strip(),),
        answerable=True,
        relevant=relevant,
        spans=tuple(dict.fromkeys(span.strip() for span in judged.spans)),
    )


def write_articles(collection: Collection, folder: Path) -> list[Path]:
    """Write each document as a small article of its own into a folder, which is made; return the files in order.

    Its language and title stand before the text; where there is no title, a dash does, for a reader would take the
    text's first words for one. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, None] = {}
    for document in collection.documents:
        path = folder / collection.file_name(document.id)
        if path in written:
            continue
        front = {"title": document.title.strip() or _NO_TITLE, "language": document.language}
        head = json.dumps(front, ensure_ascii=False)
        text = _MARK.sub(r"\\", document.text.strip())
        path.write_text(f"---\n{head}\n---\n\n{text}\n", encoding="utf-8")
        written[path] = None
    return list(written)
