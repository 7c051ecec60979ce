"""The command `derek edit`: correct by hand what is known of an article."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus import Record

_LANGUAGES = ("ru", "kk", "en")
# Options that take one text, by the record's field.
_TEXTS = {
    "title": ("TITLE", "the title as printed"),
    "year": ("YEAR", "the year of publication"),
    "container": ("NAME", "the journal, or the volume that the article is part of"),
    "volume": ("N", "the journal's volume"),
    "issue": ("N", "the journal's issue"),
    "pages": ("FIRST-LAST", "its pages in the journal or volume"),
    "publisher": ("NAME", "the publisher"),
    "place": ("CITY", "where it was published"),
    "edition": ("TEXT", "the edition"),
    "doi": ("DOI", "its DOI"),
    "udc": ("CODE", "its UDC (УДК, ӘОЖ) code"),
    "issn": ("ISSN", "the journal's ISSN"),
    "isbn": ("ISBN", "the book's ISBN"),
    "url": ("URL", "its address on the web"),
    "accessed": ("DATE", "when the address was last looked at (2026-11-23)"),
    "language": ("LANGUAGE", "ru, kk or en"),
    "type": ("TYPE", "what it is: article, chapter, book, thesis, report, webpage …"),
}
_LISTS = {
    "authors": ("--author", "NAME", "an author as printed; again for each further one, in order"),
    "editors": ("--editor", "NAME", "an editor; again for each further one"),
    "keywords": ("--keyword", "WORD", "a keyword; again for each further one"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("id", help="the article's id, as `derek articles` shows it")
    for name, (metavar, text) in _TEXTS.items():
        names = ["--journal", "--container"] if name == "container" else [f"--{name}"]
        parser.add_argument(*names, dest=name, metavar=metavar, help=text)
    for name, (option, metavar, text) in _LISTS.items():
        parser.add_argument(option, dest=name, metavar=metavar, action="append", help=text)
    for language in _LANGUAGES:
        parser.add_argument(f"--title-{language}", metavar="TITLE", help=f"its title in another language ({language})")
    parser.add_argument(
        "--clear", metavar="FIELD", action="append", default=[], help="empty a field that is wrong; may be given again"
    )
    parser.add_argument("--reset", action="store_true", help="undo all that was changed by hand")


def run(options: argparse.Namespace) -> int:
    """Change the record and show it; without a change, show it as it is.

    Raises CorpusError for an unknown article, or a value that does not fit its field.
    """
    from corpus import Home, Library

    library = Library.open(Home.from_environment(os.environ))
    changes = _changes(options, library.record(options.id))
    if options.reset:
        record = library.reset(options.id)
    if changes or not options.reset:
        record = library.edit(options.id, changes) if changes else library.record(options.id)
    _show(options, record)
    return 0


def _changes(options: argparse.Namespace, record: Record) -> dict[str, Any]:
    """The fields to change, checked; emptied ones are None."""
    from corpus import UnreadableFile
    from corpus.records import record_fields
    from corpus.references import record_from_fields

    given = {name: value for name in (*_TEXTS, *_LISTS) if (value := getattr(options, name)) is not None}
    titles = {language: title for language in _LANGUAGES if (title := getattr(options, f"title_{language}"))}
    if titles:
        given["titles"] = record.titles | titles
    told = record_fields(record_from_fields(given, "edit"))
    cleared = [{"journal": "container", "author": "authors", "keyword": "keywords"}.get(n, n) for n in options.clear]
    fields = tuple(type(record).__dataclass_fields__)
    unknown = [name for name in cleared if name not in fields]
    if unknown:
        raise UnreadableFile("edit", f"--clear {unknown[0]}: no such field; the fields are {', '.join(fields)}")
    # An option with an empty value empties its field as well.
    return dict.fromkeys([*cleared, *(name for name in given if name not in told)]) | told


def _show(options: argparse.Namespace, record: Record) -> None:
    from corpus.records import record_fields
    from corpus.references import format_reference
    from ui.terminal import say, say_json

    if options.json:
        say_json({"id": options.id, **record_fields(record)})
        return
    for name, value in record_fields(record).items():
        if name == "abstracts":
            say(f"{name:12} {', '.join(value)}")
        elif isinstance(value, dict):
            say(f"{name:12} {'; '.join(f'{key}: {text}' for key, text in value.items())}")
        elif isinstance(value, (list, tuple)):
            joined = "; ".join(", ".join(each) if isinstance(each, (list, tuple)) else str(each) for each in value)
            say(f"{name:12} {joined}")
        else:
            say(f"{name:12} {value}")
    say("")
    say(format_reference(record, "gost"))
