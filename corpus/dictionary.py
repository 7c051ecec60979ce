"""A dictionary of Russian word forms, for words that a collection itself does not decide.

Of the three languages only Russian has a dictionary of forms that is kept up and installs as a package.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer


@cache
def _analyzer() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer  # a fifth of a second, and only when a word is in doubt

    return MorphAnalyzer(lang="ru")


@cache
def is_russian_form(word: str) -> bool:
    """True if a word in lower case is a form of a word in the Russian dictionary."""
    return bool(_analyzer().word_is_known(word))
