"""How well sentence ends are found: precision and recall against ends that were marked by hand.

    python -m eval.sentences FOLDER

FOLDER holds the articles. The marks lie in `eval/data/sentences.jsonl` without any of the articles' text: offsets in
the original file of the last character of each sentence, so they hold however the cleaning changes.

Two kinds. A *passage* was drawn at random (each article in turn) and every end inside it was marked. *Places* were
drawn at random among those where a stop or a bracket is followed by a space and the plainest case, an ordinary word, a
stop and a capital, does not apply; for each was marked whether a sentence ends there.

Three sets. *develop* and *held* part the articles in two: the rules were tried out on the text of the first half only,
but the marks of both, and the errors of the rules before, were known when they were written. So only *fresh* is unseen:
other passages and places, drawn with the rest and marked when the rules were done; its articles are the same ones.

The rules of marking:

1.  A sentence ends where its reader would stop, whether the stop is printed or not.
2.  A citation belongs to the sentence before it, also where it stands after the stop or in the stop's place.
3.  No sentence ends inside brackets; a stop before a closing bracket ends none, unless the bracket is the sentence.
4.  An item of a list ends where its paragraph ends; within a paragraph a semicolon or a colon ends nothing.
5.  A heading, a caption, a table's row and the number before an item ("1.", "Table 2.") end nothing within their line.
6.  Sentences within a quotation are sentences; a title in quotation marks is one name, whatever stops it holds.
7.  Direct speech and the words that tell who spoke are one sentence.
8.  An initial and an abbreviation end nothing, but an abbreviation with which a sentence closes ends it.
9.  A date at the head of a clause ends nothing ("В 2018 г. Казахстан"); after a whole sentence it does.
10. A capital after the stop does not make an end, nor does a small letter rule it out.

Counted are the ends inside a passage. Its last end is not, nor are the ends of paragraphs: those the layout gives.
Paragraph ends that stand in mid-sentence are counted apart.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import LANGUAGES, Article, Language, ReadFile, read_files, readable_files, split_sentences

GOLD = Path(__file__).parent / "data" / "sentences.jsonl"
SETS = ("develop", "held", "fresh")
_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Marked:
    """Some marks of one file, in original offsets; `start` and `end` bound a passage and are None for places."""

    kind: str
    set: str
    language: Language
    file: str
    sha256: str
    ends: frozenset[int]
    not_ends: frozenset[int]
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One place: whether a sentence ends there by hand and by the splitter, with the text around it."""

    marked: Marked
    by_hand: bool
    found: bool
    context: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many ends were found, found where there are none, and missed."""

    hits: int
    false: int
    missed: int

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Score:
        """Count outcomes."""
        seen = [(outcome.by_hand, outcome.found) for outcome in outcomes]
        return cls(seen.count((True, True)), seen.count((False, True)), seen.count((True, False)))

    @property
    def precision(self) -> float:
        """Share of the ends found that are ends; 1 where none was found."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of the ends that were found; 1 where there are none."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall: 2h / (2h + f + m)."""
        both = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Result:
    """All outcomes, and what could not be judged."""

    outcomes: tuple[Outcome, ...]
    at_paragraph_end: int
    """Marked ends that are ends of paragraphs: found for free, not counted."""
    cut: tuple[Outcome, ...]
    """Paragraph ends in the middle of a sentence: faults of the layout."""
    gone: int
    """Marks whose character is no longer part of any article."""

    def score(self, kind: str, language: Language, *sets: str) -> Score:
        """Score one kind and language in some of the sets."""
        return Score.of(
            outcome
            for outcome in self.outcomes
            if outcome.marked.kind == kind and outcome.marked.language == language and outcome.marked.set in sets
        )

    def errors(self) -> list[Outcome]:
        """Outcomes where hand and splitter disagree."""
        return [outcome for outcome in self.outcomes if outcome.by_hand != outcome.found]


def load_marks(path: Path = GOLD) -> list[Marked]:
    """Read the marks, one JSON object a line."""
    marks = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marks.append(
            Marked(
                kind=row["kind"],
                set=row["set"],
                language=row["language"],
                file=row["file"],
                sha256=row["sha256"],
                ends=frozenset(row["ends"]),
                not_ends=frozenset(row.get("not_ends", ())),
                start=row.get("start"),
                end=row.get("end"),
            )
        )
    return marks


class _CleanFile:
    """One file's articles as they are now, looked up by offsets of the original.

    An end is known by its sentence's last letter or figure, so that it stays itself when marks around it are cleaned.
    """

    def __init__(self, file: ReadFile) -> None:
        self.raw = file.raw.text
        self.at: dict[int, tuple[Article, int]] = {}
        self.found: set[int] = set()
        for article in file.articles:
            offsets = article.source.origins.offsets
            self.at.update(
                (offset, (article, index)) for index, offset in enumerate(offsets) if article.text[index].isalnum()
            )
            for sentence in split_sentences(article.text):
                index = _last_letter(article.text, sentence.end - 1)
                if index is not None:
                    self.found.add(offsets[index])

    def anchor(self, offset: int, *, exact: bool) -> int | None:
        """Offset of the last letter or figure at or before an offset; None where it is no part of an article.

        Unless `exact`, figures that cleaning took out (a note's mark) are passed over.
        """
        index = _last_letter(self.raw, offset)
        while not exact and index is not None and index not in self.at and self.raw[index].isdigit():
            index = _last_letter(self.raw, index - 1)
        return index if index in self.at else None

    def after(self, anchor: int) -> str:
        """The signs between an anchor and the next letter or figure; the text's end is a line's end."""
        article, index = self.at[anchor]
        end = next((at for at in range(index + 1, len(article.text)) if article.text[at].isalnum()), None)
        return article.text[index + 1 : end] + ("\n" if end is None else "")

    def context(self, anchor: int) -> str:
        """The text around an anchor, with a bar behind the signs that close the sentence."""
        article, index = self.at[anchor]
        end = index + 1 + len(self.after(anchor).split("\n")[0].rstrip().rstrip("(«“[–- "))
        text = article.text
        around = f"{text[max(0, end - _CONTEXT) : end]} | {text[end : end + _CONTEXT // 2].lstrip()}"
        return around.replace("\n", "¶")


def _last_letter(text: str, index: int) -> int | None:
    return next((at for at in range(index, -1, -1) if text[at].isalnum()), None)


def judge(files: Iterable[ReadFile], marks: Sequence[Marked]) -> Result:
    """Hold the sentence ends of the files against the marks.

    Raises ValueError when a marked file is missing or is not the one that was marked.
    """
    clean = _clean_files(files, marks)
    outcomes: list[Outcome] = []
    cut: list[Outcome] = []
    free = gone = 0
    for mark in marks:
        file = clean[mark.file]
        by_hand: dict[int, bool] = {}
        for offset in mark.ends | mark.not_ends:
            anchor = file.anchor(offset, exact=mark.start is None)
            if anchor is None:
                gone += 1
            else:
                by_hand[anchor] = offset in mark.ends
        for anchor in sorted({*by_hand, *_found_inside(file, mark)}):
            outcome = Outcome(mark, by_hand.get(anchor, False), anchor in file.found, file.context(anchor))
            if "\n" not in file.after(anchor):
                outcomes.append(outcome)
            elif outcome.by_hand:
                free += 1
            elif outcome.found:
                cut.append(outcome)
    return Result(tuple(outcomes), free, tuple(cut), gone)


def _clean_files(files: Iterable[ReadFile], marks: Sequence[Marked]) -> Mapping[str, _CleanFile]:
    wanted = {mark.file: mark.sha256 for mark in marks}
    clean = {}
    for file in files:
        if file.raw.name not in wanted:
            continue
        if file.raw.sha256 != wanted[file.raw.name]:
            raise ValueError(
                f"{file.raw.name} has sha256 {file.raw.sha256}, but {wanted[file.raw.name]} was marked: "
                "give the folder with the files that were marked"
            )
        clean[file.raw.name] = _CleanFile(file)
    if missing := sorted(wanted.keys() - clean.keys()):
        raise ValueError(
            f"marks are there for {', '.join(missing)}, but not the files: give the folder that holds them"
        )
    return clean


def _found_inside(file: _CleanFile, mark: Marked) -> Iterator[int]:
    """Ends that the splitter found inside a passage, without the passage's own end."""
    if mark.start is None or mark.end is None:
        return
    last = file.anchor(mark.end - 1, exact=False)
    for anchor in file.found:
        if mark.start <= anchor < mark.end and anchor != last:
            yield anchor


def _report(result: Result) -> Iterator[str]:
    for kind in ("passage", "places"):
        yield f"{kind}: precision, recall, F1 (ends found rightly, wrongly, missed)"
        for language in LANGUAGES:
            for sets in (*((name,) for name in SETS), SETS):
                score = result.score(kind, language, *sets)
                name = sets[0] if len(sets) == 1 else "all"
                yield (
                    f"  {language} {name:8} {score.precision:.3f} {score.recall:.3f} {score.f1:.3f} "
                    f"({score.hits}, {score.false}, {score.missed})"
                )
    yield f"not counted: {result.at_paragraph_end} ends of paragraphs, {result.gone} marks in text no longer kept"
    yield f"paragraph ends in mid-sentence: {len(result.cut)}"
    yield from (f"  {outcome.marked.language} {outcome.context}" for outcome in result.cut)
    yield f"errors: {len(result.errors())}"
    for outcome in result.errors():
        what = "wrong " if outcome.found else "missed"
        yield f"  {outcome.marked.language} {outcome.marked.set:8}{what} {outcome.context}"


def main() -> int:
    """Print the scores of each language and set, then the errors in context."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    marks = load_marks()
    names = {mark.file for mark in marks}
    paths = [path for path in readable_files([options.folder]) if path.name in names]
    for line in _report(judge(read_files(paths), marks)):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
