"""Stand-ins that obey the Protocols, and small libraries to use them on."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus import Article, Home, Language, Library, Passage, Span, read_file, split_passages
from index import Alignment, Hit, Vectorizer
from index.encoder import FloatArray, Progress

_WORD = re.compile(r"[^\W_]+")


class FakeEncoder:
    """A bag of words: each word counts 1 in one dimension, and the row is brought to length 1.

    So the similarity of two texts without repeated words is the number of words they share over the root of the
    product of their numbers of words. `meanings` lets words of several languages count as one. `asked` keeps all texts
    in the order in which they were asked for.
    """

    name = "fake"

    def __init__(
        self, dimension: int = 64, *, fingerprint: str = "fake-1", meanings: Mapping[str, str] | None = None
    ) -> None:
        self.dimension = dimension
        self.fingerprint = fingerprint
        self.asked: list[tuple[str, str]] = []
        self._meanings = dict(meanings or {})

    def slot(self, word: str) -> int:
        """The dimension in which a word counts; two words may share one."""
        return zlib.crc32(self._meanings.get(word.casefold(), word.casefold()).encode()) % self.dimension

    def encode_questions(self, texts: Sequence[str]) -> FloatArray:
        self.asked += [("question", text) for text in texts]
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> FloatArray:
        self.asked += [("passage", text) for text in texts]
        if progress is not None:
            progress(len(texts), len(texts))
        return self._encode(texts)

    def passages_asked(self) -> list[str]:
        """Texts that were encoded as passages or sentences, in order."""
        return [text for kind, text in self.asked if kind == "passage"]

    def _encode(self, texts: Sequence[str]) -> FloatArray:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in _WORD.findall(text):
                row[self.slot(word)] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: FloatArray = rows / np.where(lengths > 0, lengths, 1)
        return unit


def plain_vectorizer(encoder: FakeEncoder) -> Vectorizer:
    """An encoder whose vectors alignment leaves as they are."""
    return Vectorizer(encoder, Alignment.none(encoder))


def markdown(title: str, language: Language, body: str) -> str:
    """An article as a file holds it; its title is no evidence, its body is."""
    return (
        f'---\ntitle: "{title}"\nlanguage: {language}\nauthors: ["A. Author"]\nyear: 2024\n---\n\n# {title}\n\n{body}\n'
    )


def write_article(folder: Path, title: str, language: Language, body: str) -> Path:
    """Write an article of its own file, named by its title."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{title.lower()}.md"
    path.write_text(markdown(title, language, body), encoding="utf-8")
    return path


def put(library: Library, path: Path) -> Article:
    """Read a file of one article into the library, without any index."""
    read = read_file(path)
    library.add(str(path.resolve()), read, {article.id: split_passages(article) for article in read.articles})
    (article,) = read.articles
    return article


def library_of(home: Home, bodies: Mapping[str, tuple[Language, str]]) -> Library:
    """A library of articles by title, each with its language and body."""
    library = Library.open(home)
    for title, (language, body) in bodies.items():
        put(library, write_article(home.root / "files", title, language, body))
    return library


def make_passage(id_: str, text: str, language: Language = "en", sentences: Sequence[str] = ()) -> Passage:
    """A passage of these sentences, or of one; the article starts with it."""
    spans, at = [], 0
    for sentence in sentences or [text]:
        start = text.index(sentence, at)
        at = start + len(sentence)
        spans.append(Span(start, at))
    return Passage(id_, f"a-{id_}", "", language, text, Span(0, len(text)), tuple(spans), 1, 1)


def make_hit(id_: str, score: float, *sentences: tuple[str, float], language: Language = "en") -> Hit:
    """A hit of sentences with their scores."""
    texts = [text for text, _ in sentences]
    scores = tuple(score for _, score in sentences)
    return Hit(make_passage(id_, " ".join(texts), language, texts), score, score, max(scores), scores)
