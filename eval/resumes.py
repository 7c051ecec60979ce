"""Does an evaluation that is killed at any moment come to the same end once it is gone on with: a measurement.

    python -m eval.resumes SET --rounds 10

Runs the set once undisturbed. Then each round starts `derek eval SET`, kills it (SIGKILL) at a random moment, goes on
with it by `--resume` (or begins anew, where the kill fell before the run had a folder), and holds the answers, the
scores and the figures of the two against each other, byte for byte. Uses the library under DEREK_HOME.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COMMAND = (sys.executable, "-m", "ui.cli", "eval")
_SAME = ("answers.jsonl", "scores.jsonl", "summary.json", "questions.jsonl", "gold.jsonl")


@dataclass(frozen=True, slots=True)
class Round:
    """One kill: when it fell, how many answers were there after it, and which files ended up different."""

    seconds: float
    answers: int
    different: tuple[str, ...]


def run_rounds(named: str, rounds: int, *, seed: int = 0) -> Iterator[Round]:
    """Kill a run of the set so many times, at moments drawn evenly from the time that an undisturbed run takes."""
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole"
        began = time.monotonic()
        _run(named, "--out", str(whole))
        duration = time.monotonic() - began
        moments = random.Random(seed)
        for number in range(rounds):
            moment = moments.uniform(0, duration)
            folder = Path(scratch) / f"killed-{number}"
            _kill_after(moment, named, folder)
            answers = folder / "answers.jsonl"
            done = answers.read_bytes().count(b"\n") if answers.is_file() else 0
            if (folder / "run.json").is_file():
                _run("--resume", str(folder))
            else:
                _run(named, "--out", str(folder))
            different = [name for name in _SAME if (folder / name).read_bytes() != (whole / name).read_bytes()]
            yield Round(moment, done, tuple(different))


def _run(*arguments: str) -> None:
    done = subprocess.run([*_COMMAND, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"derek eval {' '.join(arguments)} failed: {done.stderr.strip()[-500:]}")


def _kill_after(seconds: float, named: str, folder: Path) -> None:
    silent = subprocess.DEVNULL
    process = subprocess.Popen([*_COMMAND, named, "--out", str(folder)], stdout=silent, stderr=silent)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def main() -> int:
    """Run the rounds and print a line for each; 0 if every one came to the same end."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("set")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    same = 0
    for done in run_rounds(options.set, options.rounds, seed=options.seed):
        same += not done.different
        verdict = f"different: {', '.join(done.different)}" if done.different else "same as unbroken"
        sys.stdout.write(f"killed after {done.seconds:5.2f} s with {done.answers} answers: {verdict}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{same} of {options.rounds} the same\n")
    return 0 if same == options.rounds else 1


if __name__ == "__main__":
    sys.exit(main())
