"""The training loop, and how well a ranker does on texts it has not seen."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from eval.metrics import area_under_roc
from eval.ranker.examples import Example
from eval.ranker.network import RankerNetwork, padded, tokens
from index.own_ranker import LONGEST

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


# The two numbers of the head are few and far from where they end: they move faster.
_FASTER = 20


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How the ranker is trained. The defaults are those of the one that comes with Derek."""

    seed: int = 20
    batch: int = 16
    learning_rate: float = 8e-5
    warm_up: int = 40
    """Steps in which the learning rate grows to its full height; then it falls to nothing along a cosine."""
    steps: int = 800
    """Over which the learning rate falls; 0: as many as there are batches."""
    stop: int = 600
    """The weights are taken after so many steps: the last ones, at a rate near nothing, change little."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example in tokens."""

    ids: list[int]
    ends: list[int]
    answer: tuple[int, ...]
    crossing: bool


def encode(tokenizer: PreTrainedTokenizerBase, found: Sequence[Example]) -> list[Encoded]:
    """Examples in tokens; those that are too long are left out."""
    rows = (Encoded(*tokens(tokenizer, example), example.answer, example.crossing) for example in found)
    return [row for row in rows if len(row.ids) <= LONGEST]


def train(
    model: RankerNetwork,
    rows: list[Encoded],
    settings: TrainingSettings,
    report: Callable[[int, int, float, float], None],
) -> None:
    """Train on all rows once, in an order that the seed decides; batches hold rows of like length.

    `report` hears the step, the number of steps, the mean loss of the last 25 steps, and the seconds so far.
    """
    batches = _batches(rows, settings)
    steps = settings.steps or len(batches)
    weights = [p for p in model.parameters() if p.requires_grad]
    scalars = [p for p in weights if p.ndim == 0]
    groups = [
        {"params": [p for p in weights if p.ndim], "lr": settings.learning_rate},
        {"params": scalars, "lr": _FASTER * settings.learning_rate, "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _height(step, settings.warm_up, steps))
    model.train()
    seen: list[float] = []
    start = time.perf_counter()
    for step, batch in enumerate(batches[: min(steps, settings.stop)], 1):
        loss = loss_of(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        seen.append(loss.item())
        if step % 25 == 0:
            report(step, steps, float(np.mean(seen[-25:])), time.perf_counter() - start)


def loss_of(model: RankerNetwork, batch: Sequence[Encoded]) -> torch.Tensor:
    """Cross entropy of the right sentences among all of a row's and "none", whose score is 0; mean over the rows."""
    scores = model(*padded([row.ids for row in batch]), [row.ends for row in batch])
    losses = []
    for row, row_scores in zip(batch, scores, strict=True):
        choices = torch.cat([torch.zeros(1), row_scores])
        right = [number + 1 for number in row.answer] or [0]
        losses.append(torch.logsumexp(choices, 0) - torch.logsumexp(choices[right], 0))
    return torch.stack(losses).mean()


def scores_of(model: RankerNetwork, rows: Sequence[Encoded], batch: int = 16) -> list[list[float]]:
    """The scores of each row's sentences."""
    model.eval()
    found: list[list[float]] = [[] for _ in rows]
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].ids))
    with torch.inference_mode():
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            scores = model(*padded([rows[at].ids for at in part]), [rows[at].ends for at in part])
            for at, row_scores in zip(part, scores, strict=True):
                found[at] = row_scores.tolist()
    return found


def figures(rows: Sequence[Encoded], scores: Sequence[Sequence[float]]) -> dict[str, Any]:
    """How often the best sentence is right where one is, and how well the best score tells whether one is.

    "same" and "other": question and paragraph in one language, or in two; "by chance": what guessing would give.
    """
    found: dict[str, Any] = {"examples": len(rows)}
    for name, crossing in (("same", False), ("other", True)):
        right = [
            (float(int(np.argmax(s)) in row.answer), len(row.answer) / len(s))
            for row, s in zip(rows, scores, strict=True)
            if row.answer and row.crossing == crossing
        ]
        if right:
            found[name] = round(float(np.mean([r for r, _ in right])), 3)
            found[f"{name} by chance"] = round(float(np.mean([c for _, c in right])), 3)
    best = [(max(s), bool(row.answer)) for row, s in zip(rows, scores, strict=True)]
    positive, negative = [s for s, yes in best if yes], [s for s, yes in best if not yes]
    if positive and negative:
        found["auroc"] = round(area_under_roc(positive, negative) or 0.0, 3)
    return found


def _height(step: int, warm_up: int, steps: int) -> float:
    if step < warm_up:
        return (step + 1) / warm_up
    return 0.5 * (1 + float(np.cos(np.pi * (step - warm_up) / max(1, steps - warm_up))))


def _batches(rows: Sequence[Encoded], settings: TrainingSettings) -> list[list[Encoded]]:
    rng = random.Random(settings.seed)
    shuffled = list(rows)
    rng.shuffle(shuffled)
    pool = settings.batch * 24
    batches = []
    for start in range(0, len(shuffled), pool):
        part = sorted(shuffled[start : start + pool], key=lambda row: len(row.ids))
        batches += [part[at : at + settings.batch] for at in range(0, len(part), settings.batch)]
    whole = [batch for batch in batches if len(batch) == settings.batch]
    rng.shuffle(whole)
    return whole
