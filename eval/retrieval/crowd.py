"""Is evidence still found among many passages on other subjects? `python -m eval.retrieval.crowd SET --external DIR`.

The other passages are cut anew from the sentences of XQuAD-R (Russian and English) and KazQAD (Kazakh).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus import Home, Language, Library, Passage, Span
from eval.figures import BY_NAME
from eval.ranker.texts import Texts, from_kazqad, from_xquad_r
from eval.retrieval.rig import Arm, Crowd, Remembering, named_set, search
from index import Glossary, load_encoder, load_or_estimate, load_ranker

LENGTH = 900
"""Characters of a passage, at most."""
_FIGURES = ("evidence@2000", "evidence@4000", "mrr@10")


def passages(texts: Sequence[Texts], count: int, seed: int = 0) -> list[Passage]:
    """So many passages, each of sentences drawn from one document, in the order in which they stand there."""
    documents: dict[tuple[str, str, Language], list[str]] = {}
    for source in texts:
        for paragraph in source.paragraphs.values():
            key = (source.name, paragraph.document, paragraph.language)
            documents.setdefault(key, []).extend(filter(None, paragraph.sentences))
    rng = random.Random(seed)
    keys = sorted(documents)
    return [_passage(number, documents[key], key, rng) for number, key in enumerate(rng.choices(keys, k=count))]


def _passage(number: int, sentences: Sequence[str], key: tuple[str, str, Language], rng: random.Random) -> Passage:
    start = rng.randrange(len(sentences))
    drawn: list[str] = []
    for sentence in (*sentences[start:], *sentences[:start]):
        if drawn and len(" ".join([*drawn, sentence])) > LENGTH:
            break
        if not drawn or rng.random() < 0.7:
            drawn.append(sentence)
    spans, at = [], 0
    for sentence in drawn:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    text = " ".join(drawn)
    return Passage(
        id=f"other{number:011d}",
        article_id=f"{key[0]}/{key[1]}",
        section="",
        language=key[2],
        text=text,
        span=Span(0, len(text)),
        sentences=tuple(spans),
        first_line=1,
        last_line=1,
    )


def main() -> None:
    """Search with and without the crowd, and print both."""
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval.crowd", description=__doc__)
    parser.add_argument("set", help='"starter", or a question file')
    parser.add_argument("--external", type=Path, required=True, help="folder that holds xquad-r and kazqad-validation")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--ranker", default="auto")
    options = parser.parse_args()
    home = Home.from_environment(os.environ)
    questions = named_set(options.set)
    encoder = Remembering(load_encoder(None, home.models))
    arm = Arm("all", load_or_estimate(encoder, home.models), ranker=load_ranker(options.ranker, home.models))
    arm = replace(arm, translator=Glossary.shipped())
    texts = [from_xquad_r(options.external / "xquad-r"), from_kazqad(options.external / "kazqad-validation")]
    library = Library.open(home)
    for added in ([], passages(texts, options.passages)):
        rows = search(Crowd(library, added), encoder, questions, arm)
        figures = {name: BY_NAME[name].compute(rows) for name in _FIGURES}
        sys.stdout.write(json.dumps({"added": len(added), **figures}) + "\n")


if __name__ == "__main__":
    main()
