"""How questions are answered: values, built once at the entry point and passed down."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus import LANGUAGES, Language
from index import SearchSettings


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """Limits of one answer. Scores are those of hits: [0, 1], higher is better."""

    hits: int = 20
    """Passages that a search returns."""
    read: int = 12
    """Of these, the passages whose sentences may be quoted."""
    quotes: int = 4
    """At most so many sentences are quoted."""
    characters: int = 900
    """Quotes stop before their sum passes this; the first is always whole."""
    answerable: tuple[tuple[Language, float], ...] = (("ru", 0.398), ("kk", 0.406), ("en", 0.392))
    """By the question's language: below this confidence the articles are taken not to hold an answer.

    Set where nine in ten questions on other subjects (XQuAD-R in Russian and English, KazQAD in Kazakh) are refused.
    With their own articles present, 98, 93 and 99 in 100 of the same questions are then answered. They hold for the
    bundled encoder; `python -m eval.refusals` finds them for another one. See docs/refusals.md.
    """
    near_best: float = 0.7
    """A further sentence is quoted only if it scores at least this share of the best one."""
    closest: int = 3
    """Passages offered with a refusal."""
    search: SearchSettings = field(default_factory=SearchSettings)

    def __post_init__(self) -> None:
        if not (0 < self.read <= self.hits and self.quotes > 0 and self.characters > 0):
            raise ValueError(f"0 < read <= hits, quotes > 0 and characters > 0, not {self}")
        if {language for language, _ in self.answerable} != set(LANGUAGES):
            raise ValueError(f"answerable needs one threshold for each of {LANGUAGES}, not {self.answerable}")
        if not 0 <= self.near_best <= 1:
            raise ValueError(f"near_best lies in [0, 1], not {self.near_best}")
