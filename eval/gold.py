"""What is right for each question in one library: where its evidence stands, and which passages hold it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from corpus import Language, Library, Passage, detect_language
from eval.metrics import HELD_SHARE, shingles, squeeze
from eval.questions import QuestionSet, locate

# So many passages are read from the library at a time.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Gold:
    """One question's gold in a library.

    `language` is that of the text which answers: its article's or, for an abstract in another language, the abstract's.
    `relevant` are the ids of all passages in the library that hold a piece of evidence or, where whole documents are
    judged, the file names of those that answer, each with its gain.
    """

    article_id: str | None
    language: Language | None
    relevant: Mapping[str, float]

    def record(self) -> dict[str, Any]:
        """Return JSON values."""
        return {"article_id": self.article_id, "language": self.language, "relevant": dict(self.relevant)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Read what `record` returned."""
        return cls(**record)


NO_GOLD = Gold(None, None, {})


def find_gold(library: Library, questions: QuestionSet) -> dict[str, Gold]:
    """Find the gold of every question, by its id. Takes time linear in the library's text."""
    located = locate(library, questions)
    holding = _holders(library, [piece for question in questions.questions for piece in question.evidence])
    languages = {summary.file_name: summary.language for summary in library.articles()}
    found = {}
    for question in questions.questions:
        if question.relevant:
            judged = {languages[name] for name in question.relevant if name in languages}
            language = judged.pop() if len(judged) == 1 else None
            found[question.id] = Gold(None, language, {name: float(grade) for name, grade in question.relevant.items()})
            continue
        place = next((place for place in located[question.id] if place is not None), None)
        relevant = dict.fromkeys(sorted({id_ for piece in question.evidence for id_ in holding[piece]}), 1.0)
        if place is None:
            found[question.id] = Gold(None, None, relevant)
        else:
            language = detect_language(" ".join(question.evidence), place.language)
            found[question.id] = Gold(place.article_id, language, relevant)
    return found


def _holders(library: Library, pieces: Sequence[str]) -> dict[str, set[str]]:
    """Ids of the passages that hold each piece, to the share at which a piece counts as found.

    One look at each shingle of each passage, whatever the number of pieces.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    sizes = {}
    for piece in dict.fromkeys(pieces):
        own = shingles(squeeze(piece))
        sizes[piece] = len(own)
        for shingle in own:
            wanted[shingle].append(piece)
    found: dict[str, set[str]] = {piece: set() for piece in sizes}
    for passage in _passages(library) if wanted else ():
        counts = Counter(piece for shingle in shingles(squeeze(passage.text)) for piece in wanted.get(shingle, ()))
        for piece, count in counts.items():
            if count / sizes[piece] >= HELD_SHARE:
                found[piece].add(passage.id)
    return found


def _passages(library: Library) -> list[Passage]:
    ids = library.passage_ids()
    return [
        passage
        for start in range(0, len(ids), _BATCH)
        for passage in library.passages(ids[start : start + _BATCH]).values()
    ]
