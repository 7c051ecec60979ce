"""Citations in running text: what a scholar's bracket or "Name (year)" points to.

Read are the forms in use in Russian, Kazakh and English: `[1, с. 152-167]`, `[3; 5]`, `[2-4]`, `(Иванов и др., 2020)`,
`(Holbraad, 1984:72)`, `(РБК. 2024)`, `(Тоқаев, 2022, 15 б.)`, `Иванов (2020)`. A bracket that only explains something,
`(ЕАЭС)`, `(2022-2024)`, `(в 1992 г.)`, is no citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.article import Span
from corpus.names import fold
from corpus.record import Reference


@dataclass(frozen=True, slots=True)
class InText:
    """One mark in a text that points to other works; `span` is what it covers, in characters of that text.

    Either `numbers` point to entries of the bibliography, or `names` and `year` name one work. Names stand as printed,
    without initials; the first words of a title may stand in their place. `letter` tells works of one year apart
    ("2020a"), `pages` is the place in the work ("15", "152-167").
    """

    span: Span
    numbers: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    year: int | None = None
    letter: str = ""
    pages: str | None = None


_LONGEST_NAMES = 120
_LONGEST_RANGE = 50
_SHORTEST_STEM = 5
_PAGE_RANGE = r"\d{1,5}(?:\s?[-–—]\s?\d{1,5})?"
# The Latin letters c and p stand for the Cyrillic ones in many files. "с" is a preposition too: without its stop it is
# a label only at the end.
_LABEL = rf"(?:(?:стр|бет|pages?|pp?)\b\.?|[сcрб]\.|[сcрб](?=\s{_PAGE_RANGE}$))"
_PAGES_AFTER_LABEL = rf"{_LABEL}\s?(?P<after>{_PAGE_RANGE})(?![\w%])"
_PAGES_BEFORE_LABEL = r"(?P<before>" + _PAGE_RANGE + r")\s?-?\s?(?:-?шы\s|-?ші\s)?(?:бет(?:тер|те|і)?|бб|б)\b\.?"
_PAGES = re.compile(rf"(?<![^\W_])(?:{_PAGES_AFTER_LABEL}|{_PAGES_BEFORE_LABEL})", re.IGNORECASE)
_PAGES_AFTER_COLON = re.compile(rf"^\s*:\s?({_PAGE_RANGE})")

_NUMBERED = re.compile(r"\[\s*\d{1,3}(?:\s*[,;–—-]\s*[^\[\]]{1,60}?)?\s*\]")
_NUMBERS = re.compile(r"^\d{1,3}(?:\s*[-–—]\s*\d{1,3})?$")

# A bracket that is never closed ends with its line.
_BRACKET = re.compile(r"\([^()\n]{1,300}(?:\([^()\n]{1,60}\)[^()\n]{0,200}){0,6}\)?")
_YEAR = re.compile(r"(?<![\d-])(?P<year>1[5-9]\d\d|20\d\d)(?P<letter>[a-zа-я])?(?![\w–—-])")
_PERIOD = re.compile(r"^\s?[-–—]\s?\d")
_UNIT_OF_TIME = re.compile(r"^\s?(?:-?\s?(?:гг?|жж?|год\w*|жыл\w*|years?)\b)", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"^\s*(?:см\.?(?:\s(?:также|напр\.|например))?|цит\.?\s?по|напр\.|например|по\s(?=[«\"A-ZА-Я])|қараңыз|қар\.|мысалы|"
    r"see(?:\salso)?|cf\.|e\.\s?g\.|quoted\s(?:in|from)|cited\s(?:in|by))[\s:,]+",
    re.IGNORECASE,
)
_MONTHS = (
    r"(?:январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|(?:сент|окт|но|дек)[ая]?бр[ья]|"
    r"(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\w*|"
    r"january|february|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)"
)
_DATE_BEFORE_YEAR = re.compile(
    rf"(?:[,.]\s*(?:\d{{1,2}}\s)?{_MONTHS}(?:\s\d{{1,2}})?|\s\d{{1,2}}\s{_MONTHS})[,.\s]*$", re.IGNORECASE
)
_OPENS_LIKE_NAME = re.compile(r"^[«\"“‘']?(?:(?:van|von|de|der|al|аль|әл|фон|ван|де)[\s-])*[^\W\d_]")
_OTHERS = re.compile(
    r"\b(?:et\s?al|и\s?др(?:угие|\b)|және\s?(?:т\.\s?б|басқалар)|and\sothers|т\.\s?б)\.?", re.IGNORECASE
)
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;&/]|\s(?:и|және|мен|бен|пен|and)\s)\s*")
_INITIALS = re.compile(r"\b(?:[^\W\d_]{1,2}\.\s?-?)+|\b[^\W\d_]\b\.?")
_YEAR_BRACKET = re.compile(r" \((?P<inside>(?:1[5-9]|20)\d\d[^()]{0,36})\)")
_NAMES_BEFORE_BRACKET = re.compile(
    r"[^\W\d_][\w’'-]+(?:(?:,\s|\s(?:и|және|мен|бен|пен|and)\s|\s&\s)[^\W\d_][\w’'-]+)?"
    r"(?:,?\s(?:[^\W\d_]\.\s?){1,3})?(?:,?\s(?:et\sal\.?|и\sдр\.|және\sт\.\s?б\.))?$"
)


def pages_in(text: str) -> str | None:
    """The page or range of pages that a text names by a label, "15" or "15-17"; None without one.

    Labels are с., С., стр.; p., pp., page; б., Б., 15-бет, 15 бб.
    """
    found = _PAGES.search(text)
    return _page_range(found["after"] or found["before"]) if found else None


def without_pages(text: str) -> str:
    """A text with its labelled pages left out."""
    return _PAGES.sub(" ", text)


def without_others(text: str) -> str:
    """A text without its "et al.", "и др.", "және т.б."."""
    return _OTHERS.sub(" ", text)


def _page_range(text: str) -> str:
    return re.sub(r"\s?[-–—]\s?", "-", text)


def find_citations(text: str) -> list[InText]:
    """All citations in a text, in order; a bracket that names several works gives one for each."""
    found = [*_numbered(text), *_bracketed(text)]
    return sorted([*found, *_narrative(text, found)], key=lambda citation: citation.span)


def _numbered(text: str) -> Iterator[InText]:
    for match in _NUMBERED.finditer(text):
        start = match.start() + 1
        parts = list(_parts(match.group()[1:-1]))
        read = [(at, part, _numbers_and_pages(part)) for at, part in parts]
        known = [(at, part, cited) for at, part, cited in read if cited is not None]
        if not known or len(known) < len(read):
            continue
        if all(pages is None for _, _, (_, pages) in known):
            numbers = tuple(number for _, _, (some, _) in known for number in some)
            yield InText(Span(match.start(), match.end()), numbers)
            continue
        for at, part, (numbers, pages) in known:
            whole = len(known) == 1
            span = Span(match.start(), match.end()) if whole else Span(start + at, start + at + len(part))
            yield InText(span, numbers, pages=pages)


def _numbers_and_pages(part: str) -> tuple[tuple[int, ...], str | None] | None:
    """Read "1, с. 152-167" or "2-4" or "3, 5"; None for anything else."""
    pages = pages_in(part)
    bare = without_pages(part).strip(" ,.") if pages else part
    numbers: list[int] = []
    for piece in bare.split(","):
        if not _NUMBERS.match(piece.strip()):
            return None
        ends = [int(number) for number in re.findall(r"\d+", piece)]
        if not 0 <= ends[-1] - ends[0] <= _LONGEST_RANGE:
            return None
        numbers += range(ends[0], ends[-1] + 1)
    return tuple(numbers), pages


def _parts(inside: str) -> Iterator[tuple[int, str]]:
    """What stands between semicolons, with its offset."""
    for match in re.finditer(r"[^;]+", inside):
        part = match.group()
        if part.strip():
            yield match.start() + len(part) - len(part.lstrip()), part.strip()


def _bracketed(text: str) -> Iterator[InText]:
    """Read round brackets; one that names no work may still hold another that does."""
    match = _BRACKET.search(text)
    while match:
        cited = list(_works(match)) if _YEAR.search(match.group()) else []
        yield from cited
        match = _BRACKET.search(text, match.end() if cited else match.start() + 1)


def _works(bracket: re.Match[str]) -> Iterator[InText]:
    parts = list(_parts(bracket.group()[1:].removesuffix(")")))
    for at, part in parts:
        cited = _work(part)
        if cited is not None:
            start = bracket.start() + 1 + at
            alone = Span(*bracket.span()) if len(parts) == 1 else Span(start, start + len(part))
            yield replace(cited, span=alone)


def _work(part: str) -> InText | None:
    """Read "Name, year, place" out of one part of a bracket; the span is left to the caller."""
    part = part.replace("(", " ").replace(")", " ")
    year = _YEAR.search(part)
    if year is None:
        return None
    rest = part[year.end() :]
    if _PERIOD.match(rest) or _UNIT_OF_TIME.match(rest):
        return None
    before = _LEAD_IN.sub("", part[: year.start()])
    before = _DATE_BEFORE_YEAR.sub(",", before).strip()
    if not _is_naming(before):
        return None
    colon = _PAGES_AFTER_COLON.match(rest)
    pages = _page_range(colon.group(1)) if colon else pages_in(rest)
    names = _names(before)
    return InText(Span(0, 0), (), names, int(year["year"]), year["letter"] or "", pages) if names else None


def _is_naming(text: str) -> bool:
    """True if what stands before a year may name a work: it opens like a name and does not lead on to the year."""
    bare = text.rstrip(" ,.…:")
    if not bare or len(bare) > _LONGEST_NAMES or not _OPENS_LIKE_NAME.match(bare):
        return False
    words = re.findall(r"[^\W\d_][\w’'-]*", bare)
    opening = words[0] if len(words[0]) > 1 or len(words) == 1 else words[1]
    particles = {"van", "von", "de", "der", "al", "аль", "әл", "фон", "ван", "де"}
    if opening[0].islower() and opening.split("-")[0] not in particles:
        return False
    apart = text[-1] in ',.…:»"”' or _OTHERS.search(text[-15:]) is not None
    return apart or words[-1][0].isupper()


def _names(text: str) -> tuple[str, ...]:
    """Names in the order printed, without initials and "et al."."""
    pieces = (_INITIALS.sub(_unless_small, piece) for piece in _BETWEEN_NAMES.split(without_others(text)))
    cleaned = (re.sub(r"\s+", " ", piece).strip(' ,.…:"«»“”') for piece in pieces)
    return tuple(piece for piece in cleaned if len(piece) > 1)


def _unless_small(match: re.Match[str]) -> str:
    """Drop initials, but keep a word of one letter: "о", "и"."""
    return " " if match.group()[0].isupper() else match.group()


def _narrative(text: str, taken: Sequence[InText]) -> Iterator[InText]:
    """Read "Name (2020)" and "Name and Name (2020, p. 5)" outside of brackets that were read already."""
    for match in _YEAR_BRACKET.finditer(text):
        if any(other.span.start < match.end() and match.start() < other.span.end for other in taken):
            continue
        earliest = max(0, match.start() - _LONGEST_NAMES)
        before = _NAMES_BEFORE_BRACKET.search(text[earliest : match.start()])
        year = _YEAR.match(match["inside"])
        if before is None or year is None or not before.group()[0].isupper():
            continue
        rest = match["inside"][year.end() :]
        colon = _PAGES_AFTER_COLON.match(rest)
        pages = _page_range(colon.group(1)) if colon else pages_in(rest)
        names = tuple(name for name in _names(before.group()) if name[0].isupper() and not name.isupper())
        if names and (pages or not rest.strip()):
            span = Span(earliest + before.start(), match.end())
            yield InText(span, (), names, int(year["year"]), year["letter"] or "", pages)


def cited_entries(citation: InText, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """The entries of an article's bibliography that a citation points to; several where it does not tell them apart."""
    if citation.numbers:
        return tuple(entry for entry in references if entry.number in citation.numbers)
    if citation.year is None:
        return ()
    year = f"{citation.year}{citation.letter}"
    dated = [entry for entry in references if re.search(rf"(?<!\d){year}(?!\d)", entry.text)]
    first, *others = citation.names
    found = [entry for entry in dated if opens_with(entry.text, first)]
    narrowed = [entry for entry in found if all(_mentions(entry.text, name) for name in others)]
    return tuple(narrowed or found)


def opens_with(entry: str, name: str) -> bool:
    """True if an entry of a bibliography begins with a name, or with the family name in it, in any spelling.

    The name may carry a case ending: "Иванова (2020)" points to "Иванов И."
    """
    head = [word for word in fold(entry[:_LONGEST_NAMES]).split() if len(word) > 2]
    words = [word for word in fold(name).split() if len(word) > 2]
    if not head or not words:
        return False
    return head[: len(words)] == words or (len(words) <= 3 and same_family_name(words[-1], head[0]))


def same_family_name(folded: str, other: str) -> bool:
    """True if two folded family names are one, a case ending left aside: "ivanova" and "ivanov"."""
    short, long = sorted((folded, other), key=len)
    return short == long or (len(short) >= _SHORTEST_STEM and len(long) - len(short) <= 3 and long.startswith(short))


def _mentions(entry: str, name: str) -> bool:
    words = fold(entry).split()
    return any(same_family_name(own, word) for own in fold(name).split() if len(own) > 2 for word in words)
