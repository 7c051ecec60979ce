"""What a file tells of an article besides its text: front matter, DOI, UDC, year, keywords."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from corpus.abstracts import Abstract, find_abstracts
from corpus.blocks import Block, Kind, bare_name, label_at, names_of
from corpus.casing import in_sentence_case
from corpus.errors import UnreadableFile
from corpus.languages import DATA, detect_language
from corpus.record import LANGUAGES, Language, Record, Reference

_FRONT_MATTER = re.compile(r"\A\ufeff?---[^\S\n]*\n(.*?)\n---[^\S\n]*(?:\n|\Z)", re.DOTALL)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"»)]+[^\s<>\"».,;)]")
_UDC = re.compile(r"(?:УДК|ӘОЖ|UDC)[:\s]+([\d.:/+()\"=-]+\d)")
_ISSUE = re.compile(r"(?:№|No\.?|Iss(?:ue)?\.?)\s?(\d{1,3}(?:\s?[(/-]\s?\d{1,4}\)?)?)", re.IGNORECASE)
_ISSUE_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_LONGEST_KEYWORDS = 600
_DOI_YEAR = re.compile(r"[./(-]((?:19|20)\d\d)[./)-]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the YAML block at the head of a Markdown file tells, and the offset at which the text begins."""

    record: Record = field(default_factory=Record)
    references: tuple[Reference, ...] = ()
    end: int = 0


def front_matter(name: str, text: str) -> FrontMatter:
    """Read the YAML block that a Markdown file may open with.

    Raises UnreadableFile when there is such a block but it is no valid YAML, or a field has the wrong type.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return FrontMatter()
    try:
        data = yaml.safe_load(match.group(1)) or {}
    except yaml.YAMLError as error:
        raise UnreadableFile(name, f"the block between the --- lines is no valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise UnreadableFile(name, "the block between the --- lines must hold `name: value` lines")
    return FrontMatter(_record(name, data), _sources(name, data.get("sources") or []), match.end())


def _record(name: str, data: dict[str, Any]) -> Record:
    language = data.get("language")
    if language is not None and language not in LANGUAGES:
        raise UnreadableFile(name, f"language: {language!r} in the front matter; allowed: {', '.join(LANGUAGES)}")
    year = data.get("year")
    if year is not None and not isinstance(year, int):
        raise UnreadableFile(name, f"year: {year!r} in the front matter must be a number")
    abstract = data.get("abstract")
    return Record(
        title=_text(name, data, "title"),
        authors=_texts(name, data, "authors"),
        year=year,
        language=language,
        keywords=_texts(name, data, "keywords"),
        abstracts={language: str(abstract)} if abstract and language else {},
        doi=_text(name, data, "doi"),
        udc=_text(name, data, "udc"),
    )


def _text(name: str, data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, (str, int, float)):
        raise UnreadableFile(name, f"{key}: in the front matter must be a text, not {type(value).__name__}")
    return None if value is None else str(value)


def _texts(name: str, data: dict[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key) or []
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, (str, int)) for item in values):
        raise UnreadableFile(name, f"{key}: in the front matter must be a list of texts, not {value!r}")
    return tuple(str(item) for item in values)


def _sources(name: str, sources: Any) -> tuple[Reference, ...]:
    """Bibliographic records of the works that a text cites, each as one line."""
    if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
        raise UnreadableFile(name, "sources: in the front matter must be a list of records with title, authors, year")
    return tuple(
        Reference(int(source.get("id", number)), _one_line(source)) for number, source in enumerate(sources, 1)
    )


def _one_line(source: dict[str, Any]) -> str:
    authors = ", ".join(str(author) for author in source.get("authors") or [])
    parts = [
        authors,
        *(str(source[key]) for key in ("title", "container", "publisher", "year") if source.get(key)),
    ]
    doi = f"https://doi.org/{source['doi']}" if source.get("doi") else ""
    return ". ".join(part.rstrip(".") for part in [*parts, doi] if part) + "."


def find_metadata(blocks: Sequence[Block], running_heads: tuple[str, ...]) -> Record:
    """Read off an article's blocks, and its file's running heads, what they tell of it."""
    head = "\n".join(block.text for block in blocks[:12])
    doi = _DOI.search(head)
    udc = _UDC.search(head)
    abstracts = find_abstracts(blocks)
    authors = _authors(blocks)
    own = _language(blocks, abstracts)
    text = "\n".join(block.text for block in blocks)
    container, issue = _container(running_heads)
    keyword_lists = _keyword_lists(blocks)
    return Record(
        language=own,
        authors=authors,
        author_forms=_author_forms(authors, [*abstracts, *_bylines(blocks)]),
        year=_year(doi.group() if doi else "", running_heads),
        container=container,
        issue=issue,
        keywords=next(iter(keyword_lists.values()), ()),
        keyword_lists=keyword_lists,
        abstracts={abstract.language: abstract.text for abstract in reversed(abstracts)},
        titles={
            a.language: in_sentence_case(a.title, text) for a in reversed(abstracts) if a.title and a.language != own
        },
        doi=doi.group() if doi else None,
        udc=udc.group(1) if udc else None,
    )


def _language(blocks: Sequence[Block], abstracts: Sequence[Abstract]) -> Language:
    """The language of most of the running text, abstracts left aside."""
    aside = {paragraph for abstract in abstracts for paragraph in abstract.paragraphs}
    written: Counter[Language] = Counter()
    for block in blocks:
        if block.kind is Kind.PARAGRAPH and block.text not in aside and not label_at(block.text, "abstract_labels"):
            written[detect_language(block.text)] += len(block.text)
    if written:
        return written.most_common(1)[0][0]
    return detect_language(" ".join(block.text for block in blocks))


def _bylines(blocks: Sequence[Block]) -> list[Abstract]:
    return [Abstract(authors=names) for block in blocks if block.kind is Kind.BYLINE and (names := names_of(block))]


def _author_forms(authors: tuple[str, ...], printed: Sequence[Abstract]) -> tuple[tuple[str, ...], ...]:
    """Other printed forms of each author: the names in the same place of a list of as many names elsewhere."""
    forms: list[dict[str, None]] = [{} for _ in authors]
    for other in printed:
        if len(other.authors) == len(authors):
            for known, own, name in zip(forms, authors, other.authors, strict=True):
                if name != own:
                    known[name] = None
    return tuple(tuple(known) for known in forms) if any(forms) else ()


def _container(running_heads: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The journal and the issue that a running head names: "Вестник …, №2 (74), 2021 г."."""
    for head in running_heads:
        issue = _ISSUE.search(head)
        if issue and (name := head[: issue.start()].strip(" ,.;—–-")):
            return name, issue.group(1)
    return None, None


def _authors(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Names on the first line of names: before the title, after it, or below the text."""
    return next((names for block in blocks if block.kind is Kind.BYLINE and (names := names_of(block))), ())


def _year(doi: str, running_heads: tuple[str, ...]) -> int | None:
    for pattern, text in ((_DOI_YEAR, doi), *((_ISSUE_YEAR, head) for head in running_heads)):
        years = pattern.findall(text)
        if years:
            return int(years[-1])
    return None


def _keyword_lists(blocks: Sequence[Block]) -> dict[Language, tuple[str, ...]]:
    """Keywords after each label for them, or in the paragraph below it, in the order of print."""
    lists: dict[Language, tuple[str, ...]] = {}
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        label = label_at(block.text, "keyword_labels")
        if not label:
            continue
        rest = block.text.split(label, 1)[1].lstrip(" .:*")
        if not rest and below is not None and below.kind is Kind.PARAGRAPH and len(below.text) < _LONGEST_KEYWORDS:
            rest = below.text
        words = tuple(word.strip(" .") for word in re.split(r"[,;]", rest) if word.strip(" ."))
        if words:
            lists.setdefault(_language_of_list(label, rest), words)
    return lists


def _language_of_list(label: str, words: str) -> Language:
    """The language of the label, unless the words are in another script."""
    named: Language = next(language for language in LANGUAGES if bare_name(label) in DATA[language].keyword_labels)
    told = detect_language(words, named)
    return named if (named == "en") == (told == "en") else told


def find_references(blocks: Sequence[Block]) -> tuple[Reference, ...]:
    """Read the entries of an article's bibliography; one without a printed number takes its place in the list."""
    texts = [block.text for block in blocks if block.kind is Kind.REFERENCE]
    numbers = [re.match(r"\[?(\d{1,3})[\].]", text) for text in texts]
    return tuple(
        Reference(int(number.group(1)) if number else position, text)
        for position, (number, text) in enumerate(zip(numbers, texts, strict=True), 1)
    )
