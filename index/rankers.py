"""Finds a ranker by what the reader calls it."""

from __future__ import annotations

from pathlib import Path

from index.ranker import Ranker

OWN, NONE = "own", "none"


def load_ranker(name: str, models_dir: Path) -> Ranker | None:
    """Return a ranker: "own" comes with Derek, "none" is none, all else is a cross-encoder's hub id or folder.

    :raises DerekIndexError: with what was wrong and what to do.
    """
    if name == NONE:
        return None
    if name == OWN:
        from index.own_ranker import OwnRanker

        return OwnRanker.load(models_dir)
    from index.cross_encoder import CrossEncoderRanker

    return CrossEncoderRanker(name)
