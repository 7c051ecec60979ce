"""Lines about an article that are no part of what it says: affiliations, addresses, codes, dates of receipt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import Block, Kind, bare_name, is_affiliation, is_names
from corpus.languages import all_of

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\borcid\b|\be-?mail\b", re.IGNORECASE)
_CODE = re.compile(
    r"^(?:УДК|ӘОЖ|ЭОЖ|UDC|МРНТИ|ГРНТИ|ҒТАМР|IRSTI|SRSTI|ББК|JEL|DOI|ISSN|https?://(?:dx\.)?doi\.org)\b", re.IGNORECASE
)
_RECEIVED = re.compile(
    r"(?:поступила|принята|received|accepted|revised|published|түсті|қабылданды)\b.{0,90}?"
    r"\d{1,2}[./ ]\S{2,12}[./ ]\d{4}",
    re.IGNORECASE,
)
_NAMES = all_of("contact_names")
_LONGEST_CODE = 150
_LONGEST_ADDRESS = 600
_LONGEST_AFFILIATION = 250


def without_contacts(blocks: Sequence[Block]) -> list[Block]:
    """Turn the paragraphs that tell of the authors and the printing, not of the subject, into bylines."""
    done: list[Block] = []
    about_authors = False
    for block in blocks:
        if bare_name(block.text) in _NAMES:
            about_authors = True
        elif block.kind in (Kind.TITLE, Kind.HEADING):
            about_authors = False
        after_names = bool(done) and done[-1].kind is Kind.BYLINE
        after_names = after_names and block.kind is Kind.PARAGRAPH
        told = block.kind in (Kind.PARAGRAPH, Kind.HEADING) and _is_contact(block.text, after_names=after_names)
        about = about_authors and block.kind is Kind.PARAGRAPH and len(block.text) <= _LONGEST_ADDRESS
        done.append(replace(block, kind=Kind.BYLINE) if told or about else block)
    return done


def _is_contact(text: str, *, after_names: bool) -> bool:
    if len(text) <= _LONGEST_CODE and (_CODE.match(text) or _RECEIVED.search(text)):
        return True
    if len(text) <= _LONGEST_ADDRESS and _ADDRESS.search(text):
        return True
    # Below the names, what is shorter than a sentence or two and names an institution tells where they work.
    first = text.split(",", maxsplit=1)[0][:120]
    return after_names and len(text) <= _LONGEST_AFFILIATION and is_affiliation(first) and not is_names(text)
