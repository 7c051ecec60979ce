"""Trains the ranker: `python -m eval.ranker --external FOLDER --out FILE`.

It learns from the units written for the purpose in three languages, and from two thirds of XQuAD-R and KazQAD, by
document; the rest tells how well it does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from pathlib import Path

import numpy as np

from corpus import Home
from eval.ranker.examples import Example, examples
from eval.ranker.texts import Texts, from_kazqad, from_units, from_xquad_r
from index import Encoder, load_encoder, load_or_estimate
from index.models import write_bundled_hf_folder
from index.units import load_units

TRAINED = 6
NEAREST = 16
_TESTED = 300


def main() -> None:
    """Read, train, test, and store the weights."""
    parser = argparse.ArgumentParser(prog="python -m eval.ranker", description=__doc__)
    parser.add_argument("--external", type=Path, required=True, help="folder that holds xquad-r and kazqad-validation")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go, as .safetensors")
    parser.add_argument("--threads", type=int, default=0, help="threads of the training; 0: as many as there are cores")
    options = parser.parse_args()
    home = Home.from_environment(os.environ)
    encoder = load_encoder(None, home.models)
    sources = [
        from_units(load_units()),
        from_xquad_r(options.external / "xquad-r"),
        from_kazqad(options.external / "kazqad-validation"),
    ]
    rng = random.Random(0)
    training: list[Example] = []
    testing: dict[str, list[Example]] = {}
    for source in sources:
        training += _examples(source.part(testing=False), encoder, home.models, rng)
        kept = _examples(source.part(testing=True), encoder, home.models, rng)
        testing[source.name] = rng.sample(kept, min(_TESTED, len(kept)))
    with tempfile.TemporaryDirectory() as folder:
        _train(write_bundled_hf_folder(Path(folder) / "encoder"), training, testing, options)


def _examples(texts: Texts, encoder: Encoder, models: Path, rng: random.Random) -> list[Example]:
    """Examples of some texts; wrong paragraphs are those that a search of the same texts finds."""
    alignment = load_or_estimate(encoder, models)
    paragraphs = list(texts.paragraphs.values())
    held = alignment.apply_passages(
        encoder.encode_passages([p.text for p in paragraphs]), [p.language for p in paragraphs]
    )
    asked = alignment.apply_questions(
        encoder.encode_questions([a.text for a in texts.asked]), [a.language for a in texts.asked]
    )
    nearest = np.argsort(-(asked @ held.T), axis=1, kind="stable")[:, :NEAREST]
    found = {a.text: [paragraphs[at].id for at in row] for a, row in zip(texts.asked, nearest, strict=True)}
    return list(examples(texts, found, rng))


def _train(
    folder: Path, training: list[Example], testing: dict[str, list[Example]], options: argparse.Namespace
) -> None:
    import torch
    from transformers import AutoTokenizer

    from eval.ranker.network import RankerNetwork
    from eval.ranker.training import TrainingSettings, encode, figures, scores_of, train
    from eval.ranker.weights import save_weights

    settings = TrainingSettings()
    torch.manual_seed(settings.seed)
    torch.set_num_threads(options.threads or os.cpu_count() or 1)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = RankerNetwork(folder, TRAINED)
    rows = encode(tokenizer, training)
    _say(f"{len(rows)} examples of {np.mean([len(row.ids) for row in rows]):.0f} tokens")

    def report(step: int, steps: int, loss: float, seconds: float) -> None:
        _say(f"{step}/{steps} loss {loss:.3f}, {seconds:.0f} s")
        if step % 100 == 0:
            save_weights(model, options.out)

    train(model, rows, settings, report)
    save_weights(model, options.out)
    for name, kept in testing.items():
        held_out = encode(tokenizer, kept)
        _say(json.dumps({name: figures(held_out, scores_of(model, held_out))}))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
