"""How well files are read: articles, titles, authors and sections against a list that a person made, and the text.

    python -m eval.fidelity FOLDER

`FOLDER/gold.jsonl` tells, one article a line, what the files beside it hold: file, title, authors, language,
abstract_languages, first_line, last_line, sections. Random spans of the clean text are looked up in the files again,
and the share of words that no dictionary knows is told before and after cleaning (needs hunspell and its dictionaries
ru_RU, kk_KZ and en_US).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Article, ReadFile, Span, read_files

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_DICTIONARIES = "ru_RU,kk_KZ,en_US"
_SPAN_LENGTHS = (20, 400)
_LINES_APART = 2


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """What stands in a file, as a person found it. Lines count from 1."""

    file: str
    title: str
    authors: tuple[str, ...]
    language: str
    abstract_languages: tuple[str, ...]
    first_line: int
    last_line: int
    sections: tuple[str, ...]

    @classmethod
    def of(cls, record: dict[str, object]) -> GoldArticle:
        """Take the fields that are compared from one line of the list."""
        values = {name: record[name] for name in cls.__slots__}
        return cls(**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Score:
    """So many of so many are right; `wrong` names the others."""

    name: str
    right: int
    total: int
    wrong: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Right ones among all; 1 where there is nothing to get right."""
        return self.right / self.total if self.total else 1.0


def letters(text: str) -> str:
    """The letters and digits of a text in lower case, look-alike schwas as one."""
    return "".join(char for char in text.casefold() if char.isalnum()).replace("ə", "ә")


def pair(gold: Sequence[GoldArticle], articles: Sequence[Article]) -> list[tuple[GoldArticle, Article | None]]:
    """Find for each gold article the one that begins nearest to it in the same file."""
    pairs = []
    for entry in gold:
        there = [article for article in articles if article.source.file_name == entry.file]
        nearest = min(there, key=lambda a: abs(a.source.first_line - entry.first_line), default=None)
        pairs.append((entry, nearest))
    return pairs


def structure(pairs: Sequence[tuple[GoldArticle, Article | None]]) -> list[Score]:
    """Compare boundaries, titles, languages, abstracts, authors and sections."""
    return [
        _score("boundaries", pairs, _same_place),
        _score("titles", pairs, lambda g, a: letters(g.title) == letters(a.title)),
        _score("languages", pairs, lambda g, a: g.language == a.language),
        _score("abstract languages", pairs, lambda g, a: set(g.abstract_languages) == set(a.record.abstracts)),
        _score("authors", [p for p in pairs if p[0].authors], _same_authors),
        _score("no authors where none are printed", [p for p in pairs if not p[0].authors], _same_authors),
        _sections("sections found", [(g.sections, a) for g, a in pairs]),
        _invented(pairs),
    ]


def _score(name: str, pairs: Sequence[tuple[GoldArticle, Article | None]], right: object) -> Score:
    wrong = [
        f"{entry.file}:{entry.first_line} {entry.title[:50]}"
        for entry, article in pairs
        if article is None or not right(entry, article)  # type: ignore[operator]
    ]
    return Score(name, len(pairs) - len(wrong), len(pairs), tuple(wrong))


def _same_place(gold: GoldArticle, article: Article) -> bool:
    """Both ends are near; a page number below the last line may put it further off."""
    first, last = article.source.first_line, article.source.last_line
    return abs(first - gold.first_line) <= _LINES_APART and abs(last - gold.last_line) <= _LINES_APART


def _same_authors(gold: GoldArticle, article: Article) -> bool:
    return [_initials(name) for name in gold.authors] == [_initials(name) for name in article.authors]


def _initials(name: str) -> tuple[str, ...]:
    """A name's words, in any order, initials by their letters."""
    return tuple(sorted(letters(word) for word in re.split(r"[\s.]+", name) if letters(word)))


def _sections(name: str, wanted: Sequence[tuple[Sequence[str], Article | None]]) -> Score:
    missing = []
    total = 0
    for titles, article in wanted:
        found = Counter(letters(section.title) for section in article.sections) if article else Counter[str]()
        total += len(titles)
        missing += [f"{article.source.file_name if article else ''} {t}" for t in titles if not found[letters(t)]]
    return Score(name, total - len(missing), total, tuple(missing))


def _invented(pairs: Sequence[tuple[GoldArticle, Article | None]]) -> Score:
    wrong = []
    total = 0
    for gold, article in pairs:
        known = {letters(title) for title in gold.sections}
        for section in article.sections if article else ():
            total += 1
            if letters(section.title) not in known:
                wrong.append(f"{gold.file}:{gold.first_line} {section.title}")
    return Score("sections that are listed", total - len(wrong), total, tuple(wrong))


def spans_found(files: Sequence[ReadFile], count: int, seed: int) -> Score:
    """Look up random spans of the clean texts in the files again, comparing letters and digits."""
    draw = random.Random(seed)
    articles = [(read.raw.text, article) for read in files for article in read.articles]
    weights = [len(article.text) for _, article in articles]
    wrong = []
    for original, article in draw.choices(articles, weights, k=count):
        length = draw.randint(*_SPAN_LENGTHS)
        start = draw.randrange(max(1, len(article.text) - length))
        span = Span(start, min(start + length, len(article.text)))
        origins = article.source.origins
        found = "".join(piece.cut(original) for piece in origins.segments(span))
        if letters(found) != letters(origins.printed(span, article.text)):
            wrong.append(f"{article.source.file_name} {span.cut(article.text)!r} / {found!r}")
    return Score("random spans found again", count - len(wrong), count, tuple(wrong))


def unknown_words(texts: Iterable[str]) -> tuple[set[str], int]:
    """Words that stand in no dictionary and only once in the texts; with the number of all words.

    A word is a run of letters, hyphens inside it included, whatever lies at a line's end.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(match.group().casefold() for match in _WORD.finditer(text))
    once = sorted(word for word, count in counts.items() if count == 1)
    command = ["hunspell", "-i", "UTF-8", "-d", _DICTIONARIES, "-l"]
    # Words are asked for as printed in a title, too: dictionaries hold proper names with a capital.
    asked = "\n".join(f"{word}\n{word.title()}" for word in once)
    told = subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout.split("\n")
    strange = Counter(word.casefold() for word in told)
    return {word for word in once if strange[word] == 2}, counts.total()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures for one folder."""
    parser = argparse.ArgumentParser(prog="python -m eval.fidelity", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, help="files with gold.jsonl beside them")
    parser.add_argument("--spans", type=int, default=1000, help="random spans to look up (default: %(default)s)")
    parser.add_argument("--wrong", action="store_true", help="name what is wrong")
    options = parser.parse_args(arguments)
    lines = (options.folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [GoldArticle.of(json.loads(line)) for line in lines]
    files = list(read_files(options.folder / name for name in dict.fromkeys(entry.file for entry in gold)))
    articles = [article for read in files for article in read.articles]
    scores = [*structure(pair(gold, articles)), spans_found(files, options.spans, seed=0)]
    for score in scores:
        sys.stdout.write(f"{score.name:36} {score.right:5} of {score.total:5}  {score.share:.3f}\n")
        if options.wrong:
            sys.stdout.writelines(f"    {text}\n" for text in score.wrong)
    if shutil.which("hunspell") is None:
        sys.stdout.write("words unknown: hunspell is not installed\n")
        return 0
    raw, raw_total = unknown_words([read.raw.text for read in files])
    clean, clean_total = unknown_words([article.text for article in articles])
    for name, unknown, total in (("raw", raw, raw_total), ("clean", clean, clean_total)):
        sys.stdout.write(f"words unknown, {name:22}{len(unknown):5} of {total:6} {len(unknown) / total:.4f}\n")
    # Names and inflected words that no dictionary holds stand in both texts; what cleaning mended, in one.
    sys.stdout.write(f"of them in that text alone: {len(raw - clean)} raw, {len(clean - raw)} clean\n")
    if options.wrong:
        sys.stdout.write("    " + " ".join(sorted(clean - raw)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
