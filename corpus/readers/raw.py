"""A file as it was read, and the choice of its reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus.errors import UnreadableFile
from corpus.readers.archive import ARCHIVE_ENDING, SIDECAR_ENDINGS, Archive
from corpus.readers.docx import DocxReader
from corpus.readers.epub import EpubReader
from corpus.readers.extract import Extract
from corpus.readers.files import file_bytes, files_below
from corpus.readers.html import HtmlReader
from corpus.readers.limits import LARGEST_SIDECAR
from corpus.readers.names import shown_name
from corpus.readers.odt import OdtReader
from corpus.readers.pdf import PdfReader
from corpus.readers.sniff import nature, true_ending
from corpus.readers.text import PlainTextReader


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file's bytes and what its reader made of them, before any cleaning."""

    name: str
    """The file's name; "archive.zip/inner/name.pdf" for one out of an archive."""
    sha256: str
    data: bytes
    extract: Extract
    location: str = ""
    """Where the file is: its path, or "/path/archive.zip!/inner/name.pdf"; empty if it was never on disk."""
    sidecars: tuple[tuple[str, bytes], ...] = ()
    """Name and bytes of the files beside it that describe it: same name, ending .bib, .ris, .json, .yaml or .yml."""

    @property
    def text(self) -> str:
        """The extracted text, into which all original offsets point."""
        return self.extract.text

    @property
    def format(self) -> str:
        """The format that the file proved to be."""
        return self.extract.format

    @property
    def encoding(self) -> str:
        """The encoding that was found; empty where the format leaves none open."""
        return self.extract.encoding


class Reader(Protocol):
    """Reads one family of formats."""

    suffixes: tuple[str, ...]
    """File name endings, lower case, with the dot."""

    def read(self, name: str, data: bytes) -> Extract:
        """Extract the text. Raises UnreadableFile, which names the file and the reason."""


READERS: tuple[Reader, ...] = (
    PlainTextReader(),
    HtmlReader(),
    PdfReader(),
    DocxReader(),
    OdtReader(),
    EpubReader(),
)
_BY_ENDING = {suffix: reader for reader in READERS for suffix in reader.suffixes}
ENDINGS = frozenset(_BY_ENDING)
"""Endings of the files that some reader knows; archives are not among them."""


def read_raw(path: Path) -> RawFile:
    """Read one file that is no archive.

    Raises UnreadableFile when its ending is unknown, it can't be opened, is empty or too large, is not what its ending
    says, or its reader finds no text in it.
    """
    name = shown_name(path.name)
    if path.suffix.lower() == ARCHIVE_ENDING:
        raise UnreadableFile(name, "an archive holds several files: unpack it, or add it as a whole")
    if path.suffix.lower() not in ENDINGS:
        raise UnreadableFile(name, _unknown_ending(path))
    data = file_bytes(path)
    return _read(name, shown_name(path.resolve()), data, _sidecars(path))


def open_files(path: Path) -> Iterator[RawFile | UnreadableFile]:
    """Read one file, or those in an archive one by one; what can't be read is given as the error that says why."""
    name = shown_name(path.name)
    try:
        if path.suffix.lower() != ARCHIVE_ENDING:
            yield read_raw(path)
            return
        data = file_bytes(path)
        true_ending(name, data)
    except UnreadableFile as error:
        yield error
        return
    for member in Archive(name, shown_name(path.resolve()), data).members(ENDINGS):
        if isinstance(member, UnreadableFile):
            yield member
            continue
        try:
            yield _read(member.name, member.location, member.data, member.sidecars)
        except UnreadableFile as error:
            yield error


def _read(name: str, location: str, data: bytes, sidecars: tuple[tuple[str, bytes], ...]) -> RawFile:
    extract = _BY_ENDING[true_ending(name, data)].read(name, data)
    return RawFile(name, hashlib.sha256(data).hexdigest(), data, extract, location, sidecars)


def _unknown_ending(path: Path) -> str:
    """Why a file is not read that no reader's ending belongs to; its bytes may tell the one that it should have."""
    data = file_bytes(path)
    known = ", ".join(sorted({*ENDINGS, ARCHIVE_ENDING}))
    found = nature(data)
    if found is None:
        return f"files ending in {path.suffix or 'nothing'!r} can't be read; known endings: {known}"
    return f"files ending in {path.suffix or 'nothing'!r} can't be read, but this is {found.what}; {found.remedy}"


def _sidecars(path: Path) -> tuple[tuple[str, bytes], ...]:
    found = []
    for beside in (path.with_suffix(ending) for ending in SIDECAR_ENDINGS):
        with suppress(UnreadableFile):  # most often: there is none
            found.append((shown_name(beside.name), file_bytes(beside, LARGEST_SIDECAR)))
    return tuple(found)


def readable_files(paths: Iterable[Path]) -> list[Path]:
    """Expand folders into the files below them that some reader knows, archives included; files named outright stay.

    Hidden files and README files inside folders are left out. The order is sorted within each folder.
    Raises UnreadableFile for a path that does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if _exists(path, folder=True):
            found.update((file, None) for file in files_below(path, ENDINGS | {ARCHIVE_ENDING}))
        elif _exists(path):
            found[path] = None
        else:
            raise UnreadableFile(shown_name(path), "there is no such file or folder; check the spelling")
    return list(found)


def _exists(path: Path, *, folder: bool = False) -> bool:
    try:
        return path.is_dir() if folder else path.exists()
    except OSError:  # a name longer than any can be
        return False
