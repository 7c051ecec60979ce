"""The ranker as a network: the encoder over question and sentences together, and one score a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from eval.ranker.examples import Example
from index.own_ranker import LONGEST_QUESTION, QUESTION

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_STEEPNESS = 60.0
_USUAL = 0.967
"""Mean similarity of a right sentence before any training: there the score shall be 0."""


class RankerNetwork(torch.nn.Module):  # type: ignore[misc]
    """The encoder's layers, of which the upper ones are trained; embeddings and lower layers stay as they are.

    A sentence's score is a steep function of the cosine between the mean of the question's hidden states and that of
    the sentence's own, which tells much before any training, and a linear function of the hidden state at the
    sentence's end. A score of 0 stands for "none of these answers".
    """

    def __init__(self, folder: Path, trained: int) -> None:
        super().__init__()
        from transformers import AutoModel

        self.encoder: Any = AutoModel.from_pretrained(folder, attn_implementation="sdpa")
        self.encoder.pooler = None
        self.encoder.embeddings.requires_grad_(False)
        self.first_trained = len(self.encoder.encoder.layer) - trained
        self.encoder.encoder.layer[: self.first_trained].requires_grad_(False)
        self.end = torch.nn.Linear(self.encoder.config.hidden_size, 1)
        torch.nn.init.zeros_(self.end.weight)
        torch.nn.init.zeros_(self.end.bias)
        self.steepness = torch.nn.Parameter(torch.tensor(_STEEPNESS))
        self.usual = torch.nn.Parameter(torch.tensor(_USUAL))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, ends: Sequence[Sequence[int]]) -> list[torch.Tensor]:
        """Return the scores of each row's sentences; `ends[i]` are the places where its question and they end."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return [self._scores(states, places) for states, places in zip(hidden, ends, strict=True)]

    def _scores(self, states: torch.Tensor, places: Sequence[int]) -> torch.Tensor:
        means = torch.stack(
            [states[start + 1 : end + 1].mean(0) for start, end in zip([-1, *places], places, strict=False)]
        )
        near = torch.cosine_similarity(means[:1], means[1:])
        return self.steepness * (near - self.usual) + self.end(states[list(places[1:])])[:, 0]


def tokens(tokenizer: PreTrainedTokenizerBase, example: Example) -> tuple[list[int], list[int]]:
    """Return the ids of `<s> query: question </s> sentence </s> sentence </s>` and the places of the `</s>`."""
    question = _plain(tokenizer, QUESTION + example.question)[:LONGEST_QUESTION]
    ids = [tokenizer.bos_token_id, *question, tokenizer.eos_token_id]
    ends = [len(ids) - 1]
    for sentence in example.sentences:
        ids = [*ids, *_plain(tokenizer, sentence), tokenizer.eos_token_id]
        ends.append(len(ids) - 1)
    return ids, ends


def _plain(tokenizer: PreTrainedTokenizerBase, text: str) -> list[int]:
    ids: list[int] = tokenizer(text, add_special_tokens=False)["input_ids"]
    return ids


def padded(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids and their mask, both int64 (rows, longest)."""
    longest = max(map(len, rows))
    ids = torch.ones(len(rows), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return ids, mask
