"""Telling whether the articles hold anything on what is asked."""

from __future__ import annotations

from corpus import Language
from index import Found
from rag.settings import AnswerSettings

_COVERAGE_WEIGHT = 0.1


def confidence(found: Found) -> float:
    """How sure it is that the articles speak of what is asked; from 0 to about 1.1, higher is surer.

    Half the best hit's score, half the best sentence's, and a tenth of the share of the question's own words that one
    passage holds: a rare name that is found counts even where vectors see nothing.
    """
    if not found.hits:
        return 0.0
    # A ranker changes the order of hits, and not how near they are.
    nearest = max(hit.score for hit in found.hits)
    sentence = max(hit.sentence_score for hit in found.hits)
    return (nearest + sentence) / 2 + _COVERAGE_WEIGHT * found.coverage


def is_answerable(sure: float, language: Language, settings: AnswerSettings) -> bool:
    """True if, with this confidence, the articles are taken to hold an answer to a question in this language."""
    return sure >= dict(settings.answerable)[language]
