"""What each part of the search is worth: `python -m eval.retrieval.ablation SET`.

Every part is switched off in turn; the difference is told with its 95 % interval (paired cluster bootstrap over
articles). SET is "starter", or a question file about the articles under DEREK_HOME.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from corpus import Home, Library
from eval.figures import BY_NAME, Figure
from eval.questions import load_set, starter_set
from eval.retrieval.rig import Arm, Crowd, Remembering, search
from eval.rows import Row
from eval.statistics import interval, resamples, values_on_resamples
from index import Alignment, Encoder, Ranker, SearchSettings, load_encoder, load_or_estimate, load_ranker

FIGURES = ("evidence@2000", "evidence@4000", "mrr@10")
_SEED = 0


def arms(encoder: Encoder, alignment: Alignment, ranker: Ranker | None) -> Iterator[Arm]:
    """The whole search first, then without each of its parts."""
    settings = SearchSettings()
    plain = Alignment.none(encoder)
    yield Arm("everything", alignment, settings, ranker)
    if ranker is not None:
        yield Arm("without the ranker", alignment, settings)
    yield Arm("without alignment", plain, settings, ranker)
    yield Arm("without parity", replace(alignment, parity=plain.parity), settings, ranker)
    yield Arm("without scatter", replace(alignment, rotation=plain.rotation), settings, ranker)
    yield Arm("without keywords", alignment, replace(settings, keyword_share=0, crossing_share=0), ranker)
    yield Arm("without keywords across languages", alignment, replace(settings, crossing_share=0), ranker)
    yield Arm("without sentences", alignment, replace(settings, sentence_share=0), ranker)
    yield Arm("without passages as a whole", alignment, replace(settings, sentence_share=1), ranker)


def table(results: Sequence[tuple[str, Sequence[Row]]]) -> str:
    """A Markdown table of each arm's figures and, in brackets, the interval of its difference from the first."""
    first = results[0][1]
    head = ["", *(f"{name}{part}" for name in FIGURES for part in ("", " same", " other"))]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name, rows in results:
        cells = [
            _cell(BY_NAME[figure], [r for r in first if kept(r)], [r for r in rows if kept(r)], same=rows is first)
            for figure in FIGURES
            for kept in (lambda _: True, lambda r: r.crossing == "same", lambda r: r.crossing == "other")
        ]
        lines.append("| " + " | ".join([name, *cells]) + " |")
    return "\n".join(lines)


def _cell(figure: Figure, first: Sequence[Row], rows: Sequence[Row], *, same: bool) -> str:
    value = figure.compute(rows)
    if value is None:
        return ""
    counts = resamples([row.cluster for row in first], seed=_SEED)
    gains = values_on_resamples(figure, rows, counts) - values_on_resamples(figure, first, counts)
    bounds = interval(np.asarray(gains))
    told = "" if same or bounds is None else f" [{bounds.low:+.2f}, {bounds.high:+.2f}]"
    return f"{value:.3f}{told}"


def main() -> None:
    """Search with every arm, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval.ablation", description=__doc__)
    parser.add_argument("set", help='"starter", or a question file')
    parser.add_argument("--ranker", default="auto", help="the ranker of the whole search: own, none, or a name")
    options = parser.parse_args()
    home = Home.from_environment(os.environ)
    questions = starter_set() if options.set == "starter" else load_set(Path(options.set))
    encoder = Remembering(load_encoder(None, home.models))
    alignment = load_or_estimate(encoder, home.models)
    ranker = load_ranker(options.ranker, home.models)
    crowd = Crowd(Library.open(home))
    results = []
    for arm in arms(encoder, alignment, ranker):
        results.append((arm.name, search(crowd, encoder, questions, arm)))
        sys.stderr.write(f"{arm.name}\n")
    sys.stdout.write(table(results) + "\n")


if __name__ == "__main__":
    main()
