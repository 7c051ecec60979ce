"""Finds a ranker by what the reader calls it."""

from __future__ import annotations

from pathlib import Path

from index.models import BUNDLED
from index.ranker import AUTO, NONE, OWN, Ranker


def load_ranker(name: str, models_dir: Path, *, encoder: str = BUNDLED) -> Ranker | None:
    """Return a ranker by its name, see `RankSettings.model`; `encoder` is the name of the one it stands beside.

    :raises DerekIndexError: with what was wrong and what to do.
    """
    if name == NONE or (name == AUTO and encoder != BUNDLED):
        return None
    if name in (AUTO, OWN):
        from index.own_ranker import OwnRanker

        return OwnRanker.load(models_dir)
    from index.cross_encoder import CrossEncoderRanker

    return CrossEncoderRanker(name)
