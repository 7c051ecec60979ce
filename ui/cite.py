"""The command `derek cite`: find an article by whatever is known of it, and give its reference."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus import Record
    from rag.lookup import CitedWork, Connections, Findings, Lookup, Match
    from rag.lookup_pages import Pages

_STYLES = ("gost", "gost-2018", "apa", "mla", "chicago")
_EXCHANGE = ("bibtex", "ris", "csl-json")
_SHOWN = 5
_LONGEST_QUOTE = 300
_NOTHING_FOUND = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "query",
        nargs="+",
        metavar="QUERY",
        help="a reference, a DOI, an author and a year, words of a title, a sentence, or an article's id",
    )
    parser.add_argument(
        "--style",
        choices=(*_STYLES, *_EXCHANGE),
        default="gost",
        help="style of the reference, or a format for reference managers (default: %(default)s)",
    )
    parser.add_argument("--page", metavar="N", help="a page, or pages such as 15-17, to be found in the article")
    parser.add_argument(
        "--limit", type=_count, metavar="N", help=f"show at most N articles (default: {_SHOWN}; of an export, 1)"
    )
    parser.add_argument(
        "--full",
        action="store_true",
        help="tell all of the best article: every style, its bibliography, who cites it, what repeats it",
    )


def _count(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"a limit is a number from 1 on, not {text!r}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Look up and print; return 1 when nothing in the library is clearly meant.

    Raises CorpusError or DerekIndexError when the library or its index can't be read.
    """
    from corpus import Home, Library
    from rag.lookup import Lookup, Reason
    from ui.terminal import say, say_json

    home = Home.from_environment(os.environ)
    lookup = Lookup(Library.open(home), home.index)
    exports = options.style in _EXCHANGE
    limit = options.limit or (1 if exports else _SHOWN)
    findings = lookup.find(" ".join(options.query), pages=options.page, limit=limit)
    best = findings.matches[0] if findings.matches else None
    about = None
    if best and not exports and (options.full or best.reason is Reason.ID):
        about = lookup.about(best.article.id)
    if options.json:
        say_json(_findings_record(findings, lookup, options.style, about))
    elif best is None:
        say(_nothing_found(findings))
    elif exports:
        say(_export([lookup.record(match.article.id) for match in findings.matches], options.style).rstrip("\n"))
    elif about is not None:
        say("\n".join([*_match_lines(1, best, lookup, options.style), "", *_about_lines(about, lookup)]))
    else:
        blocks = [
            _match_lines(number, match, lookup, options.style) for number, match in enumerate(findings.matches, 1)
        ]
        say("\n\n".join("\n".join(lines) for lines in blocks))
    return 0 if best else _NOTHING_FOUND


def _reference(record: Record, style: str, locator: str | None = None) -> str:
    """A record in one style or export format."""
    if style in _EXCHANGE:
        return _export([record], style)
    from corpus.references import format_reference

    return format_reference(record, style, locator=locator)


def _export(records: Sequence[Record], style: str) -> str:
    from corpus.references import to_bibtex, to_csl_json, to_ris

    writers: dict[str, Callable[[Sequence[Record]], str]]
    writers = {"bibtex": to_bibtex, "ris": to_ris, "csl-json": to_csl_json}
    return writers[style](records)


def _locator(match: Match) -> str | None:
    """The printed page that a reference to this match should name."""
    from rag.lookup_pages import PageKind

    if match.pages is not None and match.pages.kind is PageKind.PRINTED:
        return match.pages.asked
    if match.quotation is not None and match.quotation.passage.pages:
        pages = match.quotation.passage.pages
        return pages[0] if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"
    return None


def _match_lines(number: int, match: Match, lookup: Lookup, style: str) -> list[str]:
    article = match.article
    lines = [
        f"{number}. {_reference(lookup.record(article.id), style, _locator(match))}",
        f"   {article.id}  {article.language}  {article.file_name}  ({match.reason}, {match.score:.2f})",
    ]
    if match.pages is not None:
        lines.append(f"   {_page_line(match.pages)}")
        lines += [f"   “{_cut(lookup.text_of(article.id, match.pages.span))}”"] if match.pages.span else []
    if match.quotation is not None:
        passage = match.quotation.passage
        where = f"page {', '.join(passage.pages)}; " if passage.pages else ""
        lines.append(f"   {where}lines {passage.first_line}–{passage.last_line}; passage {passage.id}")
        lines.append(f"   “{_cut(match.quotation.text)}”")
    return lines


def _page_line(pages: Pages) -> str:
    from rag.lookup_pages import PageKind

    known = f"{pages.known[0]}–{pages.known[-1]}" if len(pages.known) > 1 else "".join(pages.known)
    return {
        PageKind.PRINTED: f"page {pages.asked}, as printed:",
        PageKind.PHYSICAL: f"page {pages.asked} of the file (no such number is printed in the article):",
        PageKind.ABSENT: f"page {pages.asked} is not in this article: its pages are {known}",
        PageKind.UNKNOWN: f"page {pages.asked} can't be shown: the file does not tell where it begins"
        + (f"; of its page numbers only {known} can be read" if known else ""),
    }[pages.kind]


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _nothing_found(findings: Findings) -> str:
    lines = ["No article in the library is clearly meant."]
    if findings.nearest:
        lines += ["", "Nearest:"]
        lines += [f"  {match.article.id}  {match.article.title}  ({match.score:.2f})" for match in findings.nearest]
    if findings.cited:
        lines += ["", "Cited by articles in the library:"]
        lines += [f"  {work.article_id}  {_cited_text(work)}" for work in findings.cited]
    if not findings.nearest and not findings.cited:
        lines.append("List what there is with `derek articles`.")
    return "\n".join(lines)


def _cited_text(work: CitedWork) -> str:
    if work.reference is not None:
        return _cut(work.reference.text)
    line = f", line {work.passage.first_line}" if work.passage is not None else ""
    return f"{work.mark}{line}"


def _about_lines(about: Connections, lookup: Lookup) -> list[str]:
    article = about.article
    lines = ["References:"]
    lines += [f"  {style:10} {_reference(article.record, style)}" for style in _STYLES]
    lines += ["", f"Bibliography: {len(article.references) or 'none in the file'}"]
    lines += [f"  {entry.number:3}. {' '.join(entry.text.split())}" for entry in article.references]
    lines += ["", f"Cited by: {len(about.citing) or 'no article in the library'}"]
    for citing in about.citing:
        marks = f", {len(citing.places)} times in its text" if citing.places else ""
        lines.append(f"  {citing.article_id}  {lookup.record(citing.article_id).title}{marks}")
    lines += ["", f"Passages that other articles repeat: {len(about.repeats) or 'none'}"]
    for repeat in about.repeats:
        other = repeat.other
        lines.append(
            f"  lines {repeat.passage.first_line}–{repeat.passage.last_line}: {repeat.share:.0%} also in "
            f"{other.article_id}, lines {other.first_line}–{other.last_line}"
        )
        lines += [f"    here “{d.here or '–'}”, there “{d.there or '–'}”" for d in repeat.differences]
    return lines


def _findings_record(findings: Findings, lookup: Lookup, style: str, about: Connections | None) -> dict[str, Any]:
    """What a look-up found, as JSON."""
    record: dict[str, Any] = {
        "query": findings.query.text,
        "matches": [_match_record(match, lookup, style) for match in findings.matches],
        "nearest": [_match_record(match, lookup, style) for match in findings.nearest],
        "cited": [
            {
                "article": work.article_id,
                "entry": work.reference.text if work.reference else None,
                "mark": work.mark or None,
                "passage": work.passage.id if work.passage else None,
            }
            for work in findings.cited
        ],
    }
    return record | ({"article": _about_record(about)} if about else {})


def _match_record(match: Match, lookup: Lookup, style: str) -> dict[str, Any]:
    article = match.article
    record: dict[str, Any] = {
        "id": article.id,
        "title": article.title,
        "authors": article.authors,
        "year": article.year,
        "language": article.language,
        "file": article.file_name,
        "score": round(match.score, 3),
        "reason": match.reason,
        "reference": _reference(lookup.record(article.id), style, _locator(match)),
    }
    if match.pages is not None:
        pages = match.pages
        record["page"] = {
            "asked": pages.asked, "found": pages.kind, "known": pages.known, "passages": pages.passages,
        }  # fmt: skip
    if match.quotation is not None:
        quotation = match.quotation
        record["passage"] = {
            "id": quotation.passage.id,
            "text": quotation.text,
            "span": [quotation.span.start, quotation.span.end],
            "likeness": round(quotation.likeness, 3),
            "pages": quotation.passage.pages,
            "lines": [quotation.passage.first_line, quotation.passage.last_line],
        }
    return record


def _about_record(about: Connections) -> dict[str, Any]:
    article = about.article
    return {
        "id": article.id,
        "references": {style: _reference(article.record, style) for style in (*_STYLES, *_EXCHANGE)},
        "bibliography": [{"number": entry.number, "text": entry.text} for entry in article.references],
        "cited_by": [
            {
                "article": citing.article_id,
                "entry": citing.reference.number if citing.reference else None,
                "places": [[span.start, span.end] for span in citing.places],
            }
            for citing in about.citing
        ],
        "repeats": [
            {
                "passage": repeat.passage.id,
                "article": repeat.other.article_id,
                "other_passage": repeat.other.id,
                "share": round(repeat.share, 3),
                "differences": [[d.here, d.there] for d in repeat.differences],
            }
            for repeat in about.repeats
        ],
    }
