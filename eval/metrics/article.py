"""Whether two titles name the same article."""

from __future__ import annotations

from eval.metrics.text import squeeze


def same_title(title: str, gold: str) -> bool:
    """True if one title is part of the other, letters and digits compared in lower case: a subtitle may be missing.

    An empty `title` names no article. An empty `gold` is part of every title: ask only where the title is known.
    """
    named, right = squeeze(title), squeeze(gold)
    return bool(named) and (named in right or right in named)
