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

import numpy as np

from corpus import Home, Library
from eval.figures import BY_NAME, Figure
from eval.retrieval.rig import Arm, Crowd, Remembering, RememberingRanker, named_set, search
from eval.rows import Row
from eval.statistics import interval, resamples, values_on_resamples
from index import Alignment, Encoder, Glossary, Ranker, SearchSettings, load_encoder, load_or_estimate, load_ranker

FIGURES = ("evidence@2000", "evidence@4000", "mrr@10")
_SEED = 0


def arms(encoder: Encoder, alignment: Alignment, ranker: Ranker | None) -> Iterator[Arm]:
    """The whole search first, then without each of its parts."""
    plain, settings = Alignment.none(encoder), SearchSettings()
    whole = Arm("everything", alignment, settings, ranker, Glossary.shipped())
    yield whole
    if ranker is not None:
        yield replace(whole, name="without the ranker", ranker=None)
    yield replace(whole, name="without alignment", alignment=plain)
    yield replace(whole, name="without parity", alignment=replace(alignment, parity=plain.parity))
    yield replace(whole, name="without scatter", alignment=replace(alignment, rotation=plain.rotation))
    none = replace(settings, keyword_share=0, crossing_share=0)
    yield replace(whole, name="without keywords", settings=none)
    within = replace(settings, crossing_share=0)
    yield replace(whole, name="without keywords across languages", settings=within)
    yield replace(whole, name="without the glossary", translator=None)
    yield replace(whole, name="without sentences", settings=replace(settings, sentence_share=0))
    yield replace(whole, name="without passages as a whole", settings=replace(settings, sentence_share=1))


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
    questions = named_set(options.set)
    encoder = Remembering(load_encoder(None, home.models))
    alignment = load_or_estimate(encoder, home.models)
    ranker = load_ranker(options.ranker, home.models)
    ranker = ranker and RememberingRanker(ranker)
    crowd = Crowd(Library.open(home))
    results = []
    for arm in arms(encoder, alignment, ranker):
        results.append((arm.name, search(crowd, encoder, questions, arm)))
        sys.stderr.write(f"{arm.name}\n")
    sys.stdout.write(table(results) + "\n")


if __name__ == "__main__":
    main()
