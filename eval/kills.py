"""Does the library survive a process that is killed at any moment: a measurement.

    python -m eval.kills FOLDER --rounds 20

Each round starts `derek add FOLDER` on an empty home, kills it (SIGKILL) at a random moment, and then asks of what is
left: the database is sound, every article in it has all its passages, the index that is in use can be loaded, a
question is answered, and adding the folder again brings the library to where an undisturbed run brings it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import Home, Library, split_passages
from index import Generation, current

_COMMAND = (sys.executable, "-m", "ui.cli")


@dataclass(frozen=True, slots=True)
class Round:
    """One kill: when it fell, what was there after it, and what was wrong with that."""

    seconds: float
    articles: int
    indexed: int
    problems: tuple[str, ...]


def run_rounds(folder: Path, models: Path, rounds: int, *, seed: int = 0) -> Iterator[Round]:
    """Kill `derek add folder` so many times, at moments spread evenly over an undisturbed run, shuffled by `seed`.

    `models` is a folder of prepared models, so that what is killed is the adding.
    """
    with tempfile.TemporaryDirectory() as scratch:
        began = time.monotonic()
        whole = _home(Path(scratch) / "whole", models)
        _run(whole, "add", str(folder)).check_returncode()
        duration = time.monotonic() - began
        expected = _contents(whole)
        moments = [duration * (n + 0.5) / rounds for n in range(rounds)]
        random.Random(seed).shuffle(moments)
        for number, moment in enumerate(moments):
            home = _home(Path(scratch) / str(number), models)
            _kill_after(home, folder, moment)
            articles, indexed, problems = _look(home)
            problems += _mend(home, folder, expected)
            yield Round(moment, articles, indexed, tuple(problems))
            shutil.rmtree(home.root)


def _home(root: Path, models: Path) -> Home:
    root.mkdir()
    (root / "models").symlink_to(models.resolve())
    return Home(root)


def _environment(home: Home) -> dict[str, str]:
    return {**os.environ, "DEREK_HOME": str(home.root)}


def _run(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*_COMMAND, *arguments], capture_output=True, text=True, check=False, env=_environment(home))


def _kill_after(home: Home, folder: Path, seconds: float) -> None:
    silent = subprocess.DEVNULL
    process = subprocess.Popen([*_COMMAND, "add", str(folder)], env=_environment(home), stdout=silent, stderr=silent)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _look(home: Home) -> tuple[int, int, list[str]]:
    """What a kill left behind: articles, indexed passages, and what is wrong with either."""
    problems: list[str] = []
    library = Library.open(home)
    with sqlite3.connect(home.library) as database:
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        problems.append(f"database: {verdict}")
    summaries = library.articles()
    for summary in summaries:
        due = len(split_passages(library.article(summary.id)))
        if summary.passages != due:
            problems.append(f"{summary.title}: {summary.passages} passages of {due}")
    generation = current(home.index)
    indexed = len(Generation.load(generation)) if generation else 0
    return len(summaries), indexed, problems


def _mend(home: Home, folder: Path, expected: tuple[set[str], set[str]]) -> list[str]:
    """Use the library and add the folder again; return what went wrong."""
    problems = []
    asked = _run(home, "ask", "Что сказано о воде?", "--json")
    if asked.returncode != 0 or "answer" not in json.loads(asked.stdout):
        problems.append(f"a question was not answered: {asked.stderr.strip()[-300:]}")
    added = _run(home, "add", str(folder))
    if added.returncode != 0:
        problems.append(f"adding again failed: {added.stderr.strip()[-300:]}")
    elif _contents(home) != expected:
        problems.append("adding again did not bring the library to where an undisturbed run does")
    left = [path.name for path in home.index.rglob("*.partial")]
    if left:
        problems.append(f"left behind in the index: {left}")
    return problems


def _contents(home: Home) -> tuple[set[str], set[str]]:
    """Ids of the passages in the library and in the index."""
    generation = current(home.index)
    indexed = set(Generation.load(generation).ids.tolist()) if generation else set()
    return set(Library.open(home).passage_ids()), indexed


def main() -> int:
    """Run the rounds and print a line for each; 0 if every one was survived."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--models", type=Path, default=None, help="folder of prepared models (default: DEREK_HOME's)")
    options = parser.parse_args()
    models = options.models or Home.from_environment(os.environ).models
    survived = 0
    for done in run_rounds(options.folder, models, options.rounds, seed=options.seed):
        verdict = "; ".join(done.problems) or "usable and whole"
        survived += not done.problems
        found = f"{done.articles} articles, {done.indexed} indexed passages"
        sys.stdout.write(f"killed after {done.seconds:5.2f} s: {found}: {verdict}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{survived} of {options.rounds} survived\n")
    return 0 if survived == options.rounds else 1


if __name__ == "__main__":
    sys.exit(main())
