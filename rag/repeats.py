"""Passages that stand, nearly word for word, in several articles, and the figures and names in which they differ."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from corpus import Passage
from rag.lookup_query import folded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RUN = 5
"""So many words in a row are compared at once."""
_FEWEST_RUNS = 8
_SHARE = 0.1
# What stands in more passages than this (thanks to a fund, an institute's name) tells nothing of a repeat.
_COMMONPLACE = 50
# Between two common stretches, more words than this are another text and not another wording.
_GAP = 8
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_FIGURE = re.compile(r"\d+(?:[.,\s]\d+)*|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """Figures or names that stand in one passage where the other has something else or, if empty, nothing."""

    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage and one of another article that says the same in the same words.

    `share` in (0, 1] is the part of the shorter passage that they have in common, counted in runs of five words.
    """

    passage: Passage
    other: Passage
    share: float
    differences: tuple[Difference, ...] = ()


def find_repeats(passages: Iterable[Passage], among: Iterable[Passage]) -> list[Repeat]:
    """What of some passages other articles repeat, in the order of the passages; `among` are those to look through.

    Two passages repeat each other when they share 8 runs of five words, words folded, and those are a tenth of the
    runs in the shorter one. Of each passage the best repeat in every other article is told. The work grows with the
    number of passages, not with its square: passages meet only over a run that they share.
    """
    own = {passage.id: passage for passage in passages}
    others = {passage.id: passage for passage in among}
    runs = {id_: _runs(passage.text) for id_, passage in (others | own).items()}
    holders = _holders(others, runs, _repeated(runs.values()))
    best: dict[tuple[str, str], Repeat] = {}
    for passage in own.values():
        for other, share in _alike(passage, others, runs, holders):
            key = (passage.id, other.article_id)
            if key not in best or share > best[key].share:
                best[key] = Repeat(passage, other, share)
    return [Repeat(r.passage, r.other, r.share, differences(r.passage, r.other)) for r in best.values()]


def _runs(text: str) -> NDArray[np.int64]:
    """Hashes of the runs of words in a text, each once."""
    import numpy as np

    words = [folded(word) for word in _WORD.findall(text)]
    hashes = {hash(run) for run in zip(*(words[start:] for start in range(_RUN)), strict=False)}
    return np.fromiter(hashes, dtype=np.int64, count=len(hashes))


def _repeated(runs: Iterable[NDArray[np.int64]]) -> frozenset[int]:
    """The runs that stand in more than one passage; only these are worth a place in the index."""
    import numpy as np

    values, counts = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *runs]), return_counts=True)
    return frozenset(values[(counts > 1) & (counts <= _COMMONPLACE)].tolist())


def _holders(
    passages: Iterable[str], runs: Mapping[str, NDArray[np.int64]], repeated: frozenset[int]
) -> dict[int, list[str]]:
    holders: dict[int, list[str]] = defaultdict(list)
    for id_ in passages:
        for run in repeated.intersection(runs[id_].tolist()):
            holders[run].append(id_)
    return holders


def _alike(
    passage: Passage,
    others: Mapping[str, Passage],
    runs: Mapping[str, NDArray[np.int64]],
    holders: Mapping[int, list[str]],
) -> Iterator[tuple[Passage, float]]:
    """Passages of other articles that share enough with one, and how much."""
    own = runs[passage.id].tolist()
    shared = Counter(id_ for run in own for id_ in holders.get(run, ()))
    for id_, count in sorted(shared.items()):
        share = count / min(len(own), len(runs[id_]))
        if count >= _FEWEST_RUNS and share >= _SHARE and others[id_].article_id != passage.article_id:
            yield others[id_], share


def differences(passage: Passage, other: Passage) -> tuple[Difference, ...]:
    """Figures and names that differ inside what two passages have in common, in order.

    Looked at are the places between two stretches of five words that both have. A figure is a word with a digit; a name
    is a word with a capital that does not open its sentence.
    """
    here, there = list(_tokens(passage)), list(_tokens(other))
    matcher = SequenceMatcher(None, [word for word, _ in here], [word for word, _ in there], autojunk=False)
    solid = [block for block in matcher.get_matching_blocks() if block.size >= _RUN]
    found = []
    for before, after in zip(solid, solid[1:], strict=False):
        ours, theirs = here[before.a + before.size : after.a], there[before.b + before.size : after.b]
        difference = Difference(*_parted(ours, theirs))
        if max(len(ours), len(theirs)) <= _GAP and (difference.here or difference.there):
            found.append(difference)
    return tuple(found)


def _tokens(passage: Passage) -> Iterator[tuple[str, str]]:
    """The folded words and figures of a passage, each with itself as printed if it is a figure or a name, else ""."""
    openings = {span.start - passage.span.start for span in passage.sentences}
    for match in _WORD_OR_FIGURE.finditer(passage.text):
        word = match.group()
        tells = any(char.isdigit() for char in word) or (word[0].isupper() and match.start() not in openings)
        yield (re.sub(r"[\s,]", ".", word) if word[0].isdigit() else folded(word)), word if tells else ""


def _parted(ours: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The figures and names on each side that the other side lacks."""
    here, there = {word for word, _ in ours}, {word for word, _ in theirs}
    return (
        " ".join(printed for word, printed in ours if printed and word not in there),
        " ".join(printed for word, printed in theirs if printed and word not in here),
    )
