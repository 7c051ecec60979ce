"""How often looking an article up puts the right one first.

    python -m eval.lookup FOLDER [QUERIES.jsonl]    the articles in FOLDER; the queries of eval/data/lookup.jsonl

A query is right when the expected article (a file and a title) is the first match; a query for a work that is not there
is right when nothing is found with confidence. Told are the shares for each language, each kind of query, and queries
with a slip (a misspelling or another script) in them, and the milliseconds that a look-up takes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Home, Library, read_files, readable_files, split_passages
from eval.metrics import percentile
from rag.lookup import Lookup

QUERIES = Path(__file__).parent / "data" / "lookup.jsonl"
_ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Case:
    """One query and what it should find; `title` is None for a work that is not there, `slip` None without one."""

    id: str
    language: str
    kind: str
    slip: str | None
    query: str
    file: str | None
    title: str | None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one query; the score is that of the first match or, without one, of the nearest article."""

    case: Case
    right: bool
    found: str | None
    score: float
    seconds: float


def read_cases(path: Path) -> list[Case]:
    """Read a file of queries. Raises TypeError for a line with unknown or missing fields."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(line)) for line in lines if line.strip()]


def library_of(folder: Path, home: Home) -> Library:
    """Read all articles in a folder into a new library."""
    library = Library.open(home)
    paths = readable_files([folder])
    for path, read in zip(paths, read_files(paths), strict=True):
        library.add(str(path), read, {article.id: split_passages(article) for article in read.articles})
    return library


def look_up(cases: Iterable[Case], lookup: Lookup) -> list[Outcome]:
    """Run all queries."""
    lookup.catalogue()
    outcomes = []
    for case in cases:
        began = time.perf_counter()
        findings = lookup.find(case.query)
        seconds = time.perf_counter() - began
        first = next(iter(findings.matches), None)
        shown = first or next(iter(findings.nearest), None)
        found = (first.article.file_name, first.article.title) if first else (None, None)
        right = found == (case.file, case.title)
        if right and case.page is not None and first is not None:
            right = first.pages is not None and bool(first.pages.passages)
        outcomes.append(Outcome(case, right, found[1], shown.score if shown else 0.0, seconds))
    return outcomes


def shares(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Right outcomes and all, for each language, kind and slip, and in whole."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        case = outcome.case
        names = [_ABSENT] if case.title is None else ["all", case.language, case.kind, f"slip: {case.slip or 'none'}"]
        for name in names:
            groups[name].append(outcome.right)
    return {name: f"{sum(rights)}/{len(rights)}" for name, rights in groups.items()}


def main() -> int:
    """Measure and print as JSON; the queries that went wrong are listed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("queries", type=Path, nargs="?", default=QUERIES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        home = Home(Path(root))
        outcomes = look_up(read_cases(options.queries), Lookup(library_of(options.folder, home), home.index))
    times = [1000 * outcome.seconds for outcome in outcomes]
    wrong = [
        {"id": o.case.id, "query": o.case.query, "found": o.found, "score": round(o.score, 2)}
        for o in outcomes
        if not o.right
    ]
    result = {
        "right": shares(outcomes),
        "p50_ms": round(percentile(times, 0.5)),
        "p95_ms": round(percentile(times, 0.95)),
    }
    sys.stdout.write(json.dumps(result | {"wrong": wrong}, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
