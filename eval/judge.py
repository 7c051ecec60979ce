"""Scores one answer against its question's gold: everything that is measured on a single question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

from eval import metrics
from eval.given import GivenAnswer, GivenCitation, GivenPassage
from eval.gold import Gold
from eval.questions import Question
from eval.rows import Row
from eval.sources import Sources

BUDGETS = (2000, 4000, 8000)
"""Characters of retrieved text within which evidence is looked for."""
Values = dict[str, float | None]


def judge(
    question: Question,
    given: GivenAnswer,
    gold: Gold,
    *,
    sources: Sources | None = None,
    probes: Mapping[str, GivenAnswer] | None = None,
) -> Row:
    """Score one answer.

    Without `sources` nothing is said of quotes and places. `probes` are answers to the same question asked otherwise
    ("alone": the last turn without the others; "standalone": its gold rewriting); their retrieval is scored too.
    """
    values: Values = {"confidence": given.confidence, **_refusal(question, given), **_quotes(given, sources)}
    values["answer_language"] = _answer_language(question, given)
    if question.answerable:
        values |= _retrieval(question, given.retrieved, gold)
        values |= _citations(question, given)
        values |= _wording(question, given)
        for name, probe in (probes or {}).items():
            found = _retrieval(question, probe.retrieved, gold)
            values |= {f"{name}:{value}": found[value] for value in ("evidence@4000", "mrr@10") if value in found}
    values["risk"] = _risk(question, given)
    language = gold.language if question.answerable else None
    cluster = gold.article_id or question.article or next(iter(question.relevant), question.id)
    return Row(question.id, question.lang, question.kind, question.answerable, language, cluster, values)


def _refusal(question: Question, given: GivenAnswer) -> Values:
    return {
        "false_refusals": metrics.false_refusal(given.abstained, question.answerable),
        "false_answers": metrics.false_answer(given.abstained, question.answerable),
    }


def _quotes(given: GivenAnswer, sources: Sources | None) -> Values:
    if sources is None:
        return {}
    true = [sources.quote_is_there(citation) for citation in given.citations]
    places = [right for each in given.citations if (right := sources.place_is_right(each)) is not None]
    return {"quotes": float(len(true)), "quotes_true": float(sum(true)), "locator": metrics.locator_share(places)}


def _answer_language(question: Question, given: GivenAnswer) -> float | None:
    if not given.text.strip():
        return None
    language = metrics.answer_language(given.text, [citation.quote for citation in given.citations])
    return None if language is None else float(language == question.lang)


def _retrieval(question: Question, retrieved: Sequence[GivenPassage], gold: Gold) -> Values:
    if question.relevant:
        return _documents(question, retrieved, gold)
    texts = [metrics.squeeze(passage.text) for passage in retrieved]
    held = [{piece for piece in question.evidence if metrics.holds(text, piece)} for text in texts]
    passages = [passage.text for passage in retrieved]
    values = _ranking([float(bool(pieces)) for pieces in held], list(gold.relevant.values()))
    values |= {f"recall@{k}": metrics.recall_at(held, question.evidence, k) for k in (5, 10)}
    values |= {f"evidence@{b}": metrics.evidence_within(question.evidence, passages, b) for b in BUDGETS}
    values["article@1"] = float(bool(retrieved) and metrics.same_title(retrieved[0].title, question.article))
    return values | _languages(question, retrieved)


def _documents(question: Question, retrieved: Sequence[GivenPassage], gold: Gold) -> Values:
    """Whole documents are judged: each counts where its first passage stands."""
    first = {passage.file: passage for passage in reversed(retrieved)}
    names = list(dict.fromkeys(passage.file for passage in retrieved))
    values = _ranking([gold.relevant.get(name, 0.0) for name in names], list(gold.relevant.values()))
    held = [{name} & set(gold.relevant) for name in names]
    values |= {f"recall@{k}": metrics.recall_at(held, gold.relevant, k) for k in (5, 10)}
    return values | _languages(question, [first[name] for name in names])


def _ranking(gains: Sequence[float], all_gains: Sequence[float]) -> Values:
    relevant = [gain > 0 for gain in gains]
    values: Values = {f"hit@{k}": metrics.hit_at(relevant, k) for k in (1, 3, 10)}
    values["mrr@10"] = metrics.reciprocal_rank(relevant, 10)
    values["ndcg@10"] = metrics.ndcg_at(gains, all_gains, 10) if all_gains else None
    return values


def _languages(question: Question, retrieved: Sequence[GivenPassage]) -> Values:
    languages = [passage.language for passage in retrieved if passage.language is not None]
    if len(languages) < len(retrieved):
        return {}
    return {f"own_language@{k}": metrics.own_language_share(languages, question.lang, k) for k in (1, 10)}


def _citations(question: Question, given: GivenAnswer) -> Values:
    if question.relevant:
        right = [citation.file in question.relevant for citation in given.citations]
        return {"cited_article": float(any(right)), "citation_precision": fmean(right) if right else None}
    if given.abstained:
        # A refusal cites nothing; what it could have cited is lost.
        return {"cited_article": 0.0, "cited_evidence": 0.0, "citation_precision": None, "citation_recall": 0.0}
    texts = [citation.text for citation in given.citations]
    return {
        "cited_article": float(any(metrics.same_title(each.title, question.article) for each in given.citations)),
        "cited_evidence": metrics.cited_evidence(texts, question.evidence),
        "citation_precision": metrics.citation_precision(texts, question.evidence),
        "citation_recall": metrics.citation_recall(texts, question.evidence),
    }


def _wording(question: Question, given: GivenAnswer) -> Values:
    """What the answer says, against the key facts and the reference; a refusal says none of it."""
    quotes = [citation.quote for citation in given.citations]
    references = question.spans or ((question.answer,) if question.answer else ())
    values: Values = {}
    if question.keys:
        values["key_facts"] = 0.0 if given.abstained else metrics.key_facts(given.text, quotes, question.keys)
    if references:
        said = "" if given.abstained else given.text
        values["token_f1"] = metrics.token_f1(said, references)
        values["chrf"] = max(metrics.chrf(said, reference) for reference in references)
    return values


def _risk(question: Question, given: GivenAnswer) -> float | None:
    """1 when answering was, or would have been, wrong: what was cited, or offered with a refusal, holds no evidence."""
    if not question.answerable:
        return 1.0
    shown: Sequence[GivenCitation] = given.closest if given.abstained else given.citations
    if given.abstained and not shown:
        return None
    if question.relevant:
        return 1.0 - float(any(citation.file in question.relevant for citation in shown))
    return 1.0 - metrics.cited_evidence([citation.text for citation in shown], question.evidence)
