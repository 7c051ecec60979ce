"""Milliseconds of a search: `python -m eval.retrieval.speed QUESTIONS [--passages N --external DIR]`.

Without N, questions are searched in the library under DEREK_HOME. With N, in so many passages cut from public texts,
whose vectors are drawn by chance: how long a search takes does not depend on what the vectors say.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus import Home, Library, Passage
from eval.metrics import percentile
from eval.questions import Question
from eval.ranker.texts import from_kazqad, from_xquad_r
from eval.retrieval.crowd import passages
from eval.retrieval.rig import Crowd, named_set
from index import (
    FloatArray,
    Generation,
    Glossary,
    Query,
    RankSettings,
    Searcher,
    SearchSettings,
    Vectorizer,
    load_encoder,
    load_or_estimate,
    load_ranker,
    open_generation,
)
from index.keywords import Bm25Keywords
from index.vectors import FaissStore
from rag.conversation import standalone

_HITS = 20
_ROUNDS = 3


def random_generation(held: Sequence[Passage], vectorizer: Vectorizer, seed: int = 0) -> Generation:
    """An index of passages whose vectors are drawn by chance."""
    rng = np.random.default_rng(seed)

    def store(rows: int) -> FaissStore:
        vectors = FaissStore(vectorizer.dimension)
        for start in range(0, rows, 50_000):
            drawn: FloatArray = rng.normal(size=(min(50_000, rows - start), vectorizer.dimension)).astype(np.float32)
            vectors.add(drawn / np.linalg.norm(drawn, axis=1, keepdims=True))
        return vectors

    starts = np.cumsum([0, *(len(passage.sentences) for passage in held)]).astype(np.int64)
    return Generation(
        vectorizer.encoder.name,
        vectorizer.fingerprint,
        np.array([passage.id for passage in held], dtype=np.str_),
        np.array([passage.article_id for passage in held], dtype=np.str_),
        np.array([passage.language for passage in held], dtype="U2"),
        starts,
        store(len(held)),
        store(int(starts[-1])),
        Bm25Keywords.empty().extended(held),
    )


def measure(searcher: Searcher, vectorizer: Vectorizer, questions: Sequence[Question]) -> dict[str, float]:
    """Percentiles of encoding, of searching, and of both, in milliseconds; the first questions only warm up."""
    spent: list[tuple[float, float]] = []
    for asked in [*questions[:5], *[question for question in questions for _ in range(_ROUNDS)]]:
        text = standalone(asked.asked, asked.history)
        began = time.perf_counter()
        vector = vectorizer.question(text, asked.lang)
        encoded = time.perf_counter()
        searcher.search(Query(text, asked.lang, vector), _HITS)
        spent.append((1000 * (encoded - began), 1000 * (time.perf_counter() - encoded)))
    counted = spent[5:]
    stages = {
        "encode": [encode for encode, _ in counted],
        "search": [search for _, search in counted],
        "both": [encode + search for encode, search in counted],
    }
    return {
        f"{name}_p{share}_ms": round(percentile(values, share / 100), 1)
        for name, values in stages.items()
        for share in (50, 95)
    }


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval.speed", description=__doc__)
    parser.add_argument("set", help='"starter", or a question file')
    parser.add_argument("--passages", type=int, default=0, help="search so many passages instead of the library")
    parser.add_argument("--external", type=Path, help="folder that holds xquad-r and kazqad-validation")
    parser.add_argument("--ranker", default="auto")
    parser.add_argument("--depth", type=int, default=RankSettings().depth)
    options = parser.parse_args()
    home = Home.from_environment(os.environ)
    questions = named_set(options.set).questions
    encoder = load_encoder(None, home.models)
    vectorizer = Vectorizer(encoder, load_or_estimate(encoder, home.models))
    settings = SearchSettings(ranking=RankSettings(options.ranker, options.depth))
    ranker = load_ranker(options.ranker, home.models)
    library, glossary = Library.open(home), Glossary.shipped()
    if options.passages:
        texts = [from_xquad_r(options.external / "xquad-r"), from_kazqad(options.external / "kazqad-validation")]
        held = passages(texts, options.passages)
        searcher = Searcher(random_generation(held, vectorizer), Crowd(library, held), settings, ranker, glossary)
    else:
        searcher = Searcher(open_generation(home.index, vectorizer), library, settings, ranker, glossary)
    result = {"passages": options.passages or len(library.passage_ids()), **measure(searcher, vectorizer, questions)}
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
