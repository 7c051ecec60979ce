"""Where to refuse: the confidence of questions that the articles answer, and of questions on other subjects.

    python -m eval.refusals XQUAD_R KAZQAD

Takes public questions in three languages (XQuAD-R in Russian and English, KazQAD in Kazakh; folders with
`passages.jsonl` and `questions.jsonl`). Asked of the library under DEREK_HOME they are on other subjects and should be
refused; asked of a library of their own passages they should be answered. For each language the threshold is set
where a given share of the first kind is refused, and the share of the second kind that is then answered is told.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import LANGUAGES, Home, Language, UnreadableFile
from eval.collections import Collection, read_collection, write_articles
from index import RankSettings, SearchSettings
from rag import AnswerSettings, Workspace

_SEED = 0
_PER_LANGUAGE = 500
# It changes the order of hits, and not the confidence.
_WITHOUT_RANKER = AnswerSettings(search=SearchSettings(ranking=RankSettings("none")))


@dataclass(frozen=True, slots=True)
class Threshold:
    """One language's threshold and what it does to both kinds of questions."""

    language: Language
    threshold: float
    refused: float
    """Share of the questions on other subjects that are refused."""
    answered: float
    """Share of the questions with an answer that are answered."""
    questions: int


def choose_threshold(
    language: Language, answerable: Sequence[float], other: Sequence[float], share: float
) -> Threshold:
    """Set the threshold at the confidence below which `share` of the questions on other subjects lie.

    `answerable` and `other` are confidences of one language's questions. Raises ValueError when either is empty.
    """
    if not answerable or not other:
        raise ValueError(f"{language}: questions of both kinds are needed, not {len(answerable)} and {len(other)}")
    threshold = sorted(other)[min(int(share * len(other)), len(other) - 1)]
    return Threshold(
        language,
        round(threshold, 3),
        sum(value < threshold for value in other) / len(other),
        sum(value >= threshold for value in answerable) / len(answerable),
        len(other),
    )


class _Report:
    """Progress on standard error, a line a stage."""

    def stage(self, text: str) -> None:
        """Name a stage."""
        sys.stderr.write(f"{text} …\n")

    def progress(self, done: int, total: int) -> None:
        """Say when a stage is done."""
        if done == total:
            sys.stderr.write(f"  {total} done\n")

    def refused(self, error: UnreadableFile) -> None:
        """Name a file that was not read."""
        sys.stderr.write(f"  {error}\n")


def measure(home: Home, folders: Sequence[Path], share: float) -> list[Threshold]:
    """Measure all three languages; the library under `home` must not be about what the questions are about."""
    collections = [read_collection(folder) for folder in folders]
    questions = _questions(collections)
    library = Workspace(home, _Report(), settings=_WITHOUT_RANKER).assistant()
    with tempfile.TemporaryDirectory() as scratch:
        own = Workspace(Home(Path(scratch) / "home", home.models), _Report(), settings=_WITHOUT_RANKER)
        own.add([path for each in collections for path in write_articles(each, Path(scratch) / each.name)])
        own_assistant = own.assistant()
        return [
            choose_threshold(
                language,
                [own_assistant.confidence(question) for question in questions[language]],
                [library.confidence(question) for question in questions[language]],
                share,
            )
            for language in LANGUAGES
        ]


def _questions(collections: Sequence[Collection]) -> dict[Language, list[str]]:
    """The same random questions at every run, so many in each language."""
    rows = [question for collection in collections for question in collection.set.questions]
    found: dict[Language, list[str]] = {}
    for language in LANGUAGES:
        texts = [question.asked for question in rows if question.lang == language]
        found[language] = random.Random(_SEED).sample(texts, min(_PER_LANGUAGE, len(texts)))
    return found


def main() -> int:
    """Measure and print a line a language."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--share", type=float, default=0.9, help="share of questions on other subjects to refuse")
    options = parser.parse_args()
    for found in measure(Home.from_environment(os.environ), options.folders, options.share):
        sys.stdout.write(
            f"{found.language}: threshold {found.threshold:.3f}, other subjects refused {found.refused:.3f}, "
            f"answerable answered {found.answered:.3f} ({found.questions} questions)\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
