"""Which blocks are the title and the headings, where a document says so by its looks or only in part.

A document with styles names its headings; most are typed without any, the title large, headings bold. What is set so
and reads like a heading is one. Nothing depends on how one word processor writes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.blocks import (
    Kind,
    bare_name,
    is_affiliation,
    is_caption,
    is_in_capitals,
    is_names,
    is_section_name,
    label_at,
)
from corpus.readers.markup_flow import Draft

_LONGEST_HEADING = 200
_LONGEST_TITLE = 400
_RUNNING = 300  # characters: a paragraph of this length is text, and the front matter has ended
_FRONT = 15  # blocks
_LARGER = 1.15  # times the size of running text
_CODE = re.compile(r"://|@|\b10\.\d{4,9}/|\b\d{4}-\d{3}[\dXХ]\b")
_UNFINISHED = re.compile(r"[,;:–—-]$|[.!]$")


def settle(drafts: Iterable[Draft], claimed: Iterable[str] = ()) -> list[Draft]:
    """Find the title and the headings among a document's blocks, and rank the headings from 1.

    `claimed` are titles that the document's properties tell: the block that repeats one is the title.
    """
    blocks = _with_title(_by_looks(list(drafts)), {_letters(title) for title in claimed} - {""})
    return _ranked(_volume(_without_posts(blocks)))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def reads_like_heading(text: str) -> bool:
    """True if a short line could be a title or a heading: no names, address, code or caption."""
    bare = text.strip()
    dense = [char for char in bare if not char.isspace()]
    if not dense or sum(char.isalpha() for char in dense) < 0.6 * len(dense):
        return False
    first = next(char for char in bare if char.isalpha())
    return not (first.islower() or _CODE.search(bare) or is_names(bare) or is_caption(bare) or _labelled(bare))


def _labelled(text: str) -> bool:
    """True if a line opens with the label of an abstract or keywords and goes on."""
    label = label_at(text, "abstract_labels") or label_at(text, "keyword_labels")
    return label is not None and bare_name(text) != label.casefold()


def _body_size(drafts: Sequence[Draft]) -> float:
    """The size, in points, that most letters of running text have."""
    letters: Counter[float] = Counter()
    for draft in drafts:
        if draft.kind is Kind.PARAGRAPH:
            letters[draft.size] += len(draft.text)
    return letters.most_common(1)[0][0] if letters else 12.0


def _by_looks(drafts: list[Draft]) -> list[Draft]:
    """Bold or larger lines become headings, unless so much is set so that it tells nothing.

    So do lines in capitals, where the document names no heading itself.
    """
    body = _body_size(drafts)
    unnamed = not any(draft.kind in (Kind.TITLE, Kind.HEADING) for draft in drafts)
    found = [
        index
        for index, draft in enumerate(drafts)
        if (_stands_out(draft, body) or (unnamed and _is_shouted(draft)))
        and not (draft.listed and _has_listed_neighbour(drafts, index))
    ]
    plain = sum(draft.kind is Kind.PARAGRAPH for draft in drafts) - len(found)
    if len(found) > plain + 3:
        return drafts
    named = [draft.level for draft in drafts if draft.kind is Kind.HEADING]
    sizes = sorted({drafts[index].size for index in found}, reverse=True)
    settled = list(drafts)
    for index in found:
        draft = drafts[index]
        level = max(named) + 1 if named else min(sizes.index(draft.size) + 1, 3)
        settled[index] = replace(draft, kind=Kind.HEADING, level=level)
    return settled


def _has_listed_neighbour(drafts: Sequence[Draft], index: int) -> bool:
    """True for an item among others; a numbered heading stands alone."""
    return any(draft.listed for draft in (*drafts[max(index - 1, 0) : index], *drafts[index + 1 : index + 2]))


def _stands_out(draft: Draft, body: float) -> bool:
    if draft.kind is not Kind.PARAGRAPH or not draft.text:
        return False
    larger = draft.size >= _LARGER * body
    limit = _LONGEST_TITLE if larger else _LONGEST_HEADING
    if not (larger or draft.bold) or len(draft.text) > limit or not reads_like_heading(draft.text):
        return False
    return larger or is_section_name(draft.text) or not _UNFINISHED.search(draft.text.strip())


def _is_shouted(draft: Draft) -> bool:
    paragraph = draft.kind is Kind.PARAGRAPH and len(draft.text) <= _LONGEST_TITLE
    return paragraph and is_in_capitals(draft.text) and reads_like_heading(draft.text)


def _with_title(drafts: list[Draft], claimed: set[str]) -> list[Draft]:
    """Mark the title: the block that the properties repeat, else the largest line at the head, else the first one."""
    if any(draft.kind is Kind.TITLE for draft in drafts):
        return drafts
    front = _front(drafts)
    could = [index for index in front if _could_be_title(drafts[index])]
    repeats = [index for index in front if drafts[index].text and _letters(drafts[index].text) in claimed]
    marked = [index for index in could if drafts[index].kind is Kind.HEADING]
    shouted = [index for index in could if is_in_capitals(drafts[index].text)]
    if repeats:
        chosen = repeats[0]
    elif marked:
        chosen = max(marked, key=lambda index: _prominence(drafts[index]))
    elif shouted or could:
        chosen = next((index for index in shouted or could if not is_affiliation(drafts[index].text)), could[0])
    else:
        return drafts
    return _lengthened(drafts, chosen)


def _prominence(draft: Draft) -> tuple[float, bool, int, bool]:
    """By size; then posts and institutions last, for they are set like titles; then by rank, then capitals."""
    return draft.size, not is_affiliation(draft.text), -draft.level, is_in_capitals(draft.text)


def _without_posts(drafts: list[Draft]) -> list[Draft]:
    """Posts and institutions before the text are no headings, however they are set; the last line may head it."""
    settled = list(drafts)
    for index in _front(drafts)[:-1]:
        draft = drafts[index]
        if draft.kind is Kind.HEADING and is_affiliation(draft.text) and not is_section_name(draft.text):
            settled[index] = replace(draft, kind=Kind.PARAGRAPH, level=1)
    return settled


def _front(drafts: Sequence[Draft]) -> list[int]:
    """Places of the blocks before the text: the first few with words, up to the first paragraph of some length."""
    found: list[int] = []
    for index, draft in enumerate(drafts):
        if not draft.text:
            continue
        running = draft.kind in (Kind.PARAGRAPH, Kind.TABLE) and len(draft.text) > _RUNNING
        if (running and not draft.size > _LARGER * _body_size(drafts)) or len(found) == _FRONT:
            break
        found.append(index)
    return found


def _could_be_title(draft: Draft) -> bool:
    if draft.kind not in (Kind.HEADING, Kind.PARAGRAPH) or draft.listed or is_section_name(draft.text):
        return False
    said = draft.kind is Kind.HEADING
    return reads_like_heading(draft.text) and (said or not _UNFINISHED.search(draft.text.strip()))


def _lengthened(drafts: list[Draft], chosen: int) -> list[Draft]:
    """Make a block the title, together with lines that follow at once and look the same in capitals or size."""
    title = drafts[chosen]
    end = chosen + 1
    while end < len(drafts) and _goes_on(drafts[end - 1], drafts[end]):
        end += 1
    text = title.text
    breaks = title.breaks
    for more in drafts[chosen + 1 : end]:
        breaks += tuple((at + len(text) + 1, label) for at, label in more.breaks)
        text = f"{text}\n{more.text}"
    whole = replace(title, kind=Kind.TITLE, level=1, text=text, breaks=breaks)
    return [*drafts[:chosen], whole, *drafts[end:]]


def _goes_on(before: Draft, after: Draft) -> bool:
    """True if a title runs on in the next block: the same kind and look, and the first line closes no sentence."""
    if after.kind is not before.kind or not reads_like_heading(after.text) or is_section_name(after.text):
        return False
    same = (before.size, before.bold, before.centred) == (after.size, after.bold, after.centred)
    capitals = is_in_capitals(before.text) and is_in_capitals(after.text)
    return same and after.centred and (capitals or before.size > 13) and before.text.strip()[-1] not in ".!?"


def _volume(drafts: list[Draft]) -> list[Draft]:
    """In a volume each article has its own introduction or bibliography: then the headings above those are titles."""
    headings = [draft for draft in drafts if draft.kind is Kind.HEADING]
    titles = sum(draft.kind is Kind.TITLE for draft in drafts)
    if titles > 1 or not headings:
        return drafts
    top = min(draft.level for draft in headings)
    under: Counter[str] = Counter()
    names: set[str] = set()
    for draft in drafts:
        if draft.kind is Kind.TITLE or (draft.kind is Kind.HEADING and draft.level == top):
            under.update(names)
            names = set()
        elif is_section_name(draft.text) and draft.kind in (Kind.HEADING, Kind.PARAGRAPH):
            names.add(bare_name(draft.text))
    under.update(names)
    tops = sum(draft.level == top and not is_section_name(draft.text) for draft in headings) + titles
    if not any(count >= max(2, tops / 2) for count in under.values()):
        return drafts
    return [
        replace(draft, kind=Kind.TITLE, level=1)
        if draft.kind is Kind.HEADING and draft.level == top and not is_section_name(draft.text)
        else draft
        for draft in drafts
    ]


def _ranked(drafts: list[Draft]) -> list[Draft]:
    """Count the ranks of headings from 1, without gaps."""
    used = sorted({draft.level for draft in drafts if draft.kind is Kind.HEADING})
    rank = {level: place for place, level in enumerate(used, 1)}
    return [replace(draft, level=rank[draft.level]) if draft.kind is Kind.HEADING else draft for draft in drafts]
