"""Which rows of an index a question may find."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus import Language
from index.generation import Generation
from index.vectors import Rows

# A reader asks more than one question of the same part; a selection takes 8 bytes a passage and a sentence.
_KEPT = 8

_Key = tuple[frozenset[str] | None, frozenset[Language] | None]


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """A part of an index: rows of its passages and of their sentences, ascending."""

    passages: Rows
    sentences: Rows


class Selector:
    """Finds the rows of articles and languages, and keeps the last few selections. Safe to use from several threads."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._kept: OrderedDict[_Key, Selection] = OrderedDict()
        self._lock = threading.Lock()

    def select(self, articles: frozenset[str] | None, languages: frozenset[Language] | None) -> Selection | None:
        """The passages of these articles that are in these languages; None restricts nothing, twice None is None."""
        if articles is None and languages is None:
            return None
        key = (articles, languages)
        with self._lock:
            selection = self._kept.pop(key, None) or self._selection(articles, languages)
            self._kept[key] = selection
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return selection

    def _selection(self, articles: frozenset[str] | None, languages: frozenset[Language] | None) -> Selection:
        generation = self._generation
        mask = np.ones(len(generation), dtype=np.bool_)
        if articles is not None:
            names, rows = self._articles
            mask &= np.isin(names, list(articles))[rows]
        if languages is not None:
            mask &= np.isin(generation.languages, list(languages))
        sentences = np.repeat(mask, np.diff(generation.sentence_starts))
        return Selection(np.flatnonzero(mask), np.flatnonzero(sentences))

    @cached_property
    def _articles(self) -> tuple[NDArray[np.str_], Rows]:
        """All article ids, and for each row the place of its own among them."""
        names, rows = np.unique(self._generation.articles, return_inverse=True)
        return names, rows
