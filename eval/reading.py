"""How fast files are read: megabytes of text a second, and whether time grows in step with the number of articles.

    python -m eval.reading FOLDER [--articles 1000] [--profile]

Reads the files in FOLDER as one collection, cleaning and passages included; then adds growing numbers of articles
(variants of the starter library) to an empty library, without vectors, and tells the seconds that each thousand takes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from corpus import Home, Library, RawFile, ReadFile, Vocabulary, articles_in, open_files, readable_files, split_passages
from corpus import starter as starter_library

_STEPS = 4
_SHOWN = 15


def read_folder(folder: Path) -> tuple[float, int]:
    """Read a folder; return the seconds and the bytes of text, in UTF-8."""
    began = time.perf_counter()
    raws = [raw for path in readable_files([folder]) for raw in open_files(path) if isinstance(raw, RawFile)]
    vocabulary = Vocabulary.of(raw.text for raw in raws)
    for raw in raws:
        for article in articles_in(raw, vocabulary):
            split_passages(article)
    return time.perf_counter() - began, sum(len(raw.text.encode()) for raw in raws)


def write_articles(folder: Path, count: int) -> list[Path]:
    """Write so many Markdown articles, each a starter article with a paragraph of its own."""
    texts = [path.read_text(encoding="utf-8") for path in starter_library.files()]
    paths = []
    for number in range(count):
        path = folder / f"{number:05}.md"
        path.write_text(f"{texts[number % len(texts)]}\n\nNo. {number}: {'a' * (number % 7 + 3)}.\n", encoding="utf-8")
        paths.append(path)
    return paths


def add_articles(library: Library, paths: Sequence[Path], batch: int = 100) -> float:
    """Read articles into a library batch by batch, as a folder is added; return the seconds."""
    began = time.perf_counter()
    for start in range(0, len(paths), batch):
        raws = [raw for path in paths[start : start + batch] for raw in open_files(path) if isinstance(raw, RawFile)]
        vocabulary = Vocabulary.of((raw.text for raw in raws), library.words())
        for raw in raws:
            read = ReadFile(raw, tuple(articles_in(raw, vocabulary)))
            library.add(raw.location, read, {article.id: split_passages(article) for article in read.articles})
    return time.perf_counter() - began


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the speeds."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000, help="articles to add (default: %(default)s)")
    parser.add_argument("--profile", action="store_true", help="tell in which functions the folder's time is spent")
    options = parser.parse_args(arguments)
    profile = cProfile.Profile()
    if options.profile:
        profile.enable()
    seconds, size = read_folder(options.folder)
    profile.disable()
    sys.stdout.write(f"{size / 1e6:.2f} MB of text in {seconds:.2f} s: {size / 1e6 / seconds:.2f} MB/s\n")
    if options.profile:
        pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(_SHOWN)
    with tempfile.TemporaryDirectory() as folder:
        paths = write_articles(Path(folder), options.articles)
        library = Library.open(Home(Path(folder) / "home"))
        step = max(1, len(paths) // _STEPS)
        for start in range(0, len(paths), step):
            spent = add_articles(library, paths[start : start + step])
            sys.stdout.write(f"articles {start + 1} to {min(start + step, len(paths))}: {spent:.2f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
