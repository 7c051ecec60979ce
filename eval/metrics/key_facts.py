"""Key facts: how much of what a right answer must say an answer says."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.text import squeeze


def key_facts(answer: str, quotes: Sequence[str], keys: Sequence[Sequence[str]], characters: int = 900) -> float:
    """Share, in [0, 1], of the key facts that an answer or its quotes name near their beginning.

    facts = |{k in K : some a in k stands in B}| / |K|, where K are the `keys`, each a fact in one or more wordings, and
    B the first `characters` of the answer followed by as many of its quotes, so that saying much gains nothing. Letters
    and digits are compared, in lower case. For answers only: a refusal names no fact, whatever it shows.
    The recall of nuggets in Voorhees, "Overview of the TREC 2003 Question Answering Track", with wordings to look for
    in place of an assessor.

    Raises ValueError without key facts.
    """
    if not keys:
        raise ValueError("no key facts were given to look for: leave questions without key facts out")
    body = squeeze(f"{answer[:characters]} {' '.join(quotes)[:characters]}")
    return sum(any(squeeze(wording) in body for wording in wordings) for wordings in keys) / len(keys)
