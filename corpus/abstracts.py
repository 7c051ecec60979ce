"""Abstracts of an article, in whatever languages and places they stand, with the title and names printed above each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block, Kind, bare_name, is_bibliography_name, is_section_name, label_at, names_of
from corpus.languages import all_of, detect_language
from corpus.record import Language

_LONGEST = 4000
_SHORTEST = 200
# Names, affiliations and a heading or two may stand between an article's title and its unlabelled abstract.
_HEAD = 12


@dataclass(slots=True)
class Abstract:
    """One abstract as it is gathered; `title` and `authors` are those printed above it, if any are."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The abstract's paragraphs, a line each."""
        return "\n".join(self.paragraphs)

    @property
    def language(self) -> Language:
        """The language it is written in."""
        return detect_language(self.text)

    def is_full(self, paragraph: str) -> bool:
        """True if another paragraph can't belong to it any more."""
        return len(self.text) >= _SHORTEST and len(self.text) + len(paragraph) > _LONGEST


def find_abstracts(blocks: Sequence[Block]) -> list[Abstract]:
    """Gather abstracts: those under a label, and those that only their place tells.

    Without a label, an abstract is the paragraph or two between the title and a heading such as "Introduction", or
    between a title or names in another language and the label of the keywords.
    """
    found = _labelled(blocks)
    taken = {paragraph for abstract in found for paragraph in abstract.paragraphs}
    for abstract in (_opening(blocks), *_before_keywords(blocks)):
        if abstract and not taken & set(abstract.paragraphs) and abstract.language not in {a.language for a in found}:
            found.append(abstract)
    return found


def _labelled(blocks: Sequence[Block]) -> list[Abstract]:
    found: list[Abstract] = []
    open_: Abstract | None = None
    for index, block in enumerate(blocks):
        label = label_at(block.text, "abstract_labels")
        if label:
            open_ = _headed(blocks, index)
            found.append(open_)
            rest = block.text.split(label, 1)[1].lstrip(" .:*")
            if rest:
                open_.paragraphs.append(rest)
        elif open_ is not None:
            goes_on = block.kind is Kind.PARAGRAPH and not label_at(block.text, "keyword_labels")
            if goes_on and not open_.is_full(block.text):
                open_.paragraphs.append(block.text)
            else:
                open_ = None
    return [abstract for abstract in found if abstract.paragraphs]


def _headed(blocks: Sequence[Block], index: int) -> Abstract:
    """An empty abstract with the title and the names that stand directly above a block."""
    abstract = Abstract()
    for block in reversed(blocks[max(0, index - _HEAD) : index]):
        if block.kind is Kind.BYLINE and not abstract.authors:
            abstract.authors = names_of(block)
        elif block.kind in (Kind.TITLE, Kind.HEADING) and bare_name(block.text) not in all_of("section_names"):
            abstract.title = block.text
            break
        elif block.kind is Kind.REFERENCE or (block.kind is Kind.PARAGRAPH and len(block.text) > _SHORTEST):
            break
    return abstract


def _opening(blocks: Sequence[Block]) -> Abstract | None:
    """The unlabelled abstract between the title and the introduction's heading."""
    title = next((i for i, block in enumerate(blocks[:_HEAD]) if block.kind is Kind.TITLE), None)
    if title is None:
        return None
    abstract = Abstract(title=blocks[title].text)
    for block in blocks[title + 1 : title + 1 + _HEAD]:
        if block.kind is Kind.HEADING:
            named = is_section_name(block.text) and not is_bibliography_name(block.text)
            return abstract if named and _SHORTEST <= len(abstract.text) <= _LONGEST else None
        if label_at(block.text, "abstract_labels") or label_at(block.text, "keyword_labels"):
            return None
        if block.kind is Kind.PARAGRAPH and len(block.text) >= _SHORTEST:
            abstract.paragraphs.append(block.text)
    return None


def _before_keywords(blocks: Sequence[Block]) -> list[Abstract]:
    """Unlabelled abstracts that stand between a title and the keywords in their own language."""
    found = []
    for index, block in enumerate(blocks):
        if not label_at(block.text, "keyword_labels"):
            continue
        start = index
        while start and blocks[start - 1].kind is Kind.PARAGRAPH and index - start < 3:
            start -= 1
        abstract = _headed(blocks, start)
        abstract.paragraphs = [b.text for b in blocks[start:index]]
        if abstract.title and _SHORTEST <= len(abstract.text) <= _LONGEST:
            found.append(abstract)
    return found
