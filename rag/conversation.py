"""Which question is really asked, once what was asked before is taken into account."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import LANGUAGE_DATA, detect_language
from rag.answer import Turn
from rag.phrases import phrases_for

_WORD = re.compile(r"[^\W_]+")
# With fewer words of its own than this a question names too little to be searched for.
_FEWEST_OWN_WORDS = 2
# How far back a chain of leaning questions is followed.
_LONGEST_CHAIN = 3


def leans_on_history(question: str) -> bool:
    """True if a question can't be understood without the one before it.

    It opens like a continuation ("А …", "Ал …", "And …"), holds a word that stands for something named before, ends
    like an ellipsis ("… ше?"), or names next to nothing itself. "What is ASEAN?" names enough.
    """
    language = detect_language(question)
    phrases = phrases_for(language)
    words = [word.casefold() for word in _WORD.findall(question)]
    if not words:
        return False
    text = " ".join(words)
    if any(text == opener or text.startswith(f"{opener} ") for opener in phrases.openers):
        return True
    if words[-1] in phrases.closers or any(word in phrases.pointers for word in words):
        return True
    own = [word for word in _WORD.findall(question) if word.casefold() not in LANGUAGE_DATA[language].stop_words]
    defines = text.startswith(phrases.definers) or text.endswith(phrases.definers)
    if defines and any(word[0].isupper() for word in own):
        return False
    return len(own) < _FEWEST_OWN_WORDS


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question as it has to be searched for.

    A question that leans on the one before it is joined to it, and so on back while that one leans too; any other is
    searched for as it is, so that a change of topic carries nothing over.
    """
    chain = [question.strip()]
    for turn in reversed(history[-_LONGEST_CHAIN:]):
        if not leans_on_history(chain[0]):
            break
        chain.insert(0, turn.question.strip())
    return " ".join(chain)
