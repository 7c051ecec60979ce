"""Metrics: one file a formula, pure functions over plain values. Per question unless a docstring says otherwise."""

from eval.metrics.answer_language import answer_language
from eval.metrics.article import same_title
from eval.metrics.auroc import area_under_roc
from eval.metrics.chrf import chrf
from eval.metrics.citation_precision import citation_precision
from eval.metrics.citation_recall import citation_recall
from eval.metrics.cited_evidence import cited_evidence
from eval.metrics.evidence import evidence_within
from eval.metrics.follow_up import gap_closed, harm
from eval.metrics.hit import hit_at
from eval.metrics.key_facts import key_facts
from eval.metrics.locator import Locator, locator_right, locator_share
from eval.metrics.mrr import reciprocal_rank
from eval.metrics.ndcg import ndcg_at
from eval.metrics.own_language import language_matrix, own_language_share
from eval.metrics.percentile import percentile
from eval.metrics.quote_fidelity import quote_fidelity
from eval.metrics.ranking import rank
from eval.metrics.recall import recall_at
from eval.metrics.refusals import false_answer, false_refusal
from eval.metrics.risk_coverage import area_under_risk_coverage, risk_coverage_curve
from eval.metrics.text import HELD_SHARE, coverage, holds, shingles, squeeze, squeeze_with_offsets
from eval.metrics.token_f1 import token_f1

__all__ = [
    "HELD_SHARE",
    "Locator",
    "answer_language",
    "area_under_risk_coverage",
    "area_under_roc",
    "chrf",
    "citation_precision",
    "citation_recall",
    "cited_evidence",
    "coverage",
    "evidence_within",
    "false_answer",
    "false_refusal",
    "gap_closed",
    "harm",
    "hit_at",
    "holds",
    "key_facts",
    "language_matrix",
    "locator_right",
    "locator_share",
    "ndcg_at",
    "own_language_share",
    "percentile",
    "quote_fidelity",
    "rank",
    "recall_at",
    "reciprocal_rank",
    "risk_coverage_curve",
    "same_title",
    "shingles",
    "squeeze",
    "squeeze_with_offsets",
    "token_f1",
]
