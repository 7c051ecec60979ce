"""How fast, and in how much memory.

    python -m eval.speed encoder       passages per second, against sentence-transformers with the same model
    python -m eval.speed questions QUESTIONS.jsonl    milliseconds of a question in a running assistant
    python -m eval.speed memory        megabytes of the chat's process after 100 questions in a browser

All use the library under DEREK_HOME. Speeds are told as ratios of runs in turn, for machines differ and drift.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus import Home, Library, Passage
from eval.metrics import percentile
from index import load_encoder
from rag import Turn, Workspace

_ROUNDS = 5
_TEXTS = 120
_SERVED_QUESTIONS = 100


def passages_per_second(encode: Callable[[Sequence[str]], Any], texts: Sequence[str]) -> float:
    """Encode all texts once; return texts per second of wall time."""
    began = time.perf_counter()
    encode(texts)
    return len(texts) / (time.perf_counter() - began)


def measure_encoder(home: Home) -> dict[str, Any]:
    """Passages per second of the encoder in use and of sentence-transformers in float32, in turn."""
    from sentence_transformers import SentenceTransformer

    from index.models import write_bundled_hf_folder

    library = Library.open(home)
    passages: list[Passage] = list(library.passages(library.passage_ids()[:_TEXTS]).values())
    texts = [passage.text for passage in passages]
    if not texts:
        raise SystemExit("the library is empty: run `derek add` first")
    encoder = load_encoder(None, home.models)
    with tempfile.TemporaryDirectory() as folder:
        reference = SentenceTransformer(str(write_bundled_hf_folder(Path(folder) / "model")), device="cpu")

    def ours(some: Sequence[str]) -> Any:
        return encoder.encode_passages(some)

    def theirs(some: Sequence[str]) -> Any:
        return reference.encode([f"passage: {text}" for text in some], normalize_embeddings=True)

    ours(texts[:16]), theirs(texts[:16])
    pairs = [(passages_per_second(ours, texts), passages_per_second(theirs, texts)) for _ in range(_ROUNDS)]
    return {
        "passages": len(texts),
        "characters": round(statistics.mean(map(len, texts))),
        "ours_per_second": round(statistics.median(a for a, _ in pairs), 1),
        "sentence_transformers_per_second": round(statistics.median(b for _, b in pairs), 1),
        "ratio": round(statistics.median(a / b for a, b in pairs), 2),
    }


class _Silent:
    """A report that nobody reads."""

    def stage(self, text: str) -> None:
        """Say nothing."""

    def progress(self, done: int, total: int) -> None:
        """Say nothing."""

    def refused(self, error: Exception) -> None:
        """Say nothing."""


def measure_questions(home: Home, questions: Path) -> dict[str, Any]:
    """Milliseconds from a question to its whole answer in a running assistant; the first question is not counted."""
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    assistant = Workspace(home, _Silent()).assistant()
    spent = []
    for row in rows:
        began = time.perf_counter()
        assistant.ask(row["turns"][-1], [Turn(turn) for turn in row["turns"][:-1]])
        spent.append(1000 * (time.perf_counter() - began))
    counted = spent[1:]
    return {
        "questions": len(counted),
        "p50_ms": round(percentile(counted, 0.5), 1),
        "p95_ms": round(percentile(counted, 0.95), 1),
        "first_ms": round(spent[0], 1),
    }


def measure_memory(home: Home, browser: str) -> dict[str, Any]:
    """Resident megabytes of `derek chat` at rest and after 100 questions typed in a browser."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "ui.cli", "chat", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "DEREK_HOME": str(home.root)}
    ) as chat:
        try:
            address = json.loads("".join(iter(chat.stdout.readline, "}\n")) + "}")["address"] if chat.stdout else ""
            at_rest = _resident(chat.pid)
            with sync_playwright() as playwright:
                started = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
                page = started.new_page()
                page.goto(f"{address}?lang=en")
                for number in range(_SERVED_QUESTIONS):
                    page.fill("textarea", f"What is said about water and energy in {1990 + number % 35}?")
                    page.keyboard.press("Enter")
                    page.wait_for_function(f"document.querySelectorAll('.bot').length > {number}", timeout=20_000)
                    page.wait_for_timeout(200)
                started.close()
            return {"at_rest_mb": at_rest, "after_mb": _resident(chat.pid), "questions": _SERVED_QUESTIONS}
        finally:
            chat.terminate()


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def main() -> int:
    """Measure one thing and print it as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    kinds = parser.add_subparsers(dest="kind", required=True)
    kinds.add_parser("encoder")
    kinds.add_parser("questions").add_argument("file", type=Path)
    kinds.add_parser("memory").add_argument("--browser", default="/usr/bin/chromium")
    options = parser.parse_args()
    home = Home.from_environment(os.environ)
    if options.kind == "encoder":
        result = measure_encoder(home)
    elif options.kind == "questions":
        result = measure_questions(home, options.file)
    else:
        result = measure_memory(home, options.browser)
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
