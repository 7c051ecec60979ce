"""A file as it was read, and the choice of its reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus.errors import UnreadableFile
from corpus.readers.extract import Extract
from corpus.readers.text import PlainTextReader


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file's bytes and what its reader made of them, before any cleaning."""

    name: str
    sha256: str
    data: bytes
    extract: Extract

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


READERS: tuple[Reader, ...] = (PlainTextReader(),)


def _reader_for(path: Path) -> Reader:
    for reader in READERS:
        if path.suffix.lower() in reader.suffixes:
            return reader
    known = ", ".join(sorted(suffix for reader in READERS for suffix in reader.suffixes))
    raise UnreadableFile(
        path.name, f"files ending in {path.suffix or 'nothing'!r} can't be read yet; known endings: {known}"
    )


def read_raw(path: Path) -> RawFile:
    """Read one file.

    Raises UnreadableFile when its ending is unknown, it can't be opened, it is empty, or it is not the text it claims.
    """
    reader = _reader_for(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path.name, f"could not be opened ({error.strerror})") from error
    return RawFile(path.name, hashlib.sha256(data).hexdigest(), data, reader.read(path.name, data))


def readable_files(paths: Iterable[Path]) -> list[Path]:
    """Expand folders into the files below them that some reader knows; files named outright stay as they are.

    Hidden files and README files inside folders are left out. The order is sorted within each folder.
    Raises UnreadableFile for a path that does not exist.
    """
    known = {suffix for reader in READERS for suffix in reader.suffixes}
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (file for file in sorted(path.rglob("*")) if file.is_file() and file.suffix.lower() in known)
            found.update(
                (file, None)
                for file in inside
                if not any(part.startswith(".") for part in file.relative_to(path).parts)
                and file.stem.casefold() != "readme"
            )
        elif path.exists():
            found[path] = None
        else:
            raise UnreadableFile(str(path), "there is no such file or folder; check the spelling")
    return list(found)
