"""From the blocks of a file to its articles."""

from __future__ import annotations

from corpus.blocks import Block, Kind, is_affiliation, is_names, label_at

# How far behind a translated title its abstract's label may stand: names, affiliations, a date.
_ABSTRACT_WITHIN = 6
# Codes, a DOI, an abstract: what may stand before an article's own title, in characters.
_LONGEST_FRONT = 2500


def divide(blocks: list[Block]) -> list[list[Block]]:
    """Part the blocks of a file at each title that opens an article.

    A byline that stands directly before a title goes with it. A title followed by an abstract's label is the same
    article's title in another language and becomes a heading; so does a title that directly follows another.
    """
    pieces: list[list[Block]] = [[]]
    for index, block in enumerate(blocks):
        titled = any(earlier.kind is Kind.TITLE for earlier in pieces[-1])
        if block.kind is not Kind.TITLE or (not titled and _length(pieces[-1]) < _LONGEST_FRONT):
            pieces[-1].append(block)
        elif titled and (not _length(pieces[-1]) or _is_translation(blocks, index)):
            pieces[-1].append(Block(Kind.HEADING, block.content))
        else:
            byline = _byline_before(pieces[-1])
            pieces.append([*byline, block])
    return [piece for piece in pieces if piece]


def _length(piece: list[Block]) -> int:
    """Characters of running text in a piece."""
    return sum(len(block.text) for block in piece if block.kind is Kind.PARAGRAPH)


def _is_translation(blocks: list[Block], index: int) -> bool:
    """True if what follows a title is an abstract, not the text of an article."""
    for block in blocks[index + 1 : index + 1 + _ABSTRACT_WITHIN]:
        if label_at(block.text, "abstract_labels") or label_at(block.text, "keyword_labels"):
            return True
        if block.kind is Kind.TITLE or (block.kind is Kind.HEADING and block.level == 1):
            return False
    return False


def _byline_before(piece: list[Block]) -> list[Block]:
    """Take the names and posts that stand at the end of a piece away from it, from the first line of names on."""
    if piece and piece[-1].kind is Kind.BYLINE and "\n" in piece[-1].text:
        return [piece.pop()]
    start = len(piece)
    while start and (piece[start - 1].kind is Kind.BYLINE or is_affiliation(piece[start - 1].text)):
        start -= 1
    if start == len(piece) or piece[start].kind is not Kind.BYLINE or not is_names(piece[start].text.split("\n")[0]):
        return []
    taken = piece[start:]
    del piece[start:]
    return taken
