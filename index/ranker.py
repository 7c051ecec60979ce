"""What the rest of the project knows of any ranker: it reads a question and a passage together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus import Passage
from index.hit import Hit, Ranked

AUTO, OWN, NONE = "auto", "own", "none"
"""Names of rankers that are no models of others."""


class Ranker(Protocol):
    """Reads questions and passages together: slower than comparing vectors, and surer. For the first few hits."""

    @property
    def name(self) -> str:
        """What the reader called it."""

    def rank(self, question: str, passages: Sequence[Passage]) -> list[Ranked]:
        """Judge passages, each by itself, in the order given."""


@dataclass(frozen=True, slots=True)
class RankSettings:
    """How a ranker's judgement is used."""

    model: str = AUTO
    """"own" is the ranker that comes with Derek, "none" is none; else a cross-encoder's hub id or folder.

    "auto" is Derek's own beside the bundled encoder, to whose scores its weight was fitted, and none beside others.
    """
    depth: int = 8
    """The first so many hits are judged; the others keep their places behind them."""
    weight: float = 0.2
    """What full certainty adds to a hit's score, which lies in [0, 1]."""

    def __post_init__(self) -> None:
        if self.depth < 1 or self.weight < 0:
            raise ValueError(f"depth >= 1 and weight >= 0, not {self}")


def reordered(question: str, hits: Sequence[Hit], ranker: Ranker, settings: RankSettings) -> tuple[Hit, ...]:
    """Order the first hits by score and judgement together; equal sums keep their order."""
    first, rest = hits[: settings.depth], hits[settings.depth :]
    judged = [
        replace(hit, ranked=ranked)
        for hit, ranked in zip(first, ranker.rank(question, [hit.passage for hit in first]), strict=True)
    ]
    judged.sort(key=lambda hit: -(hit.score + settings.weight * (hit.ranked.passage if hit.ranked else 0.0)))
    return (*judged, *rest)
