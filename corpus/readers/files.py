"""Files on disk, opened with care, and the files of a folder that are worth opening."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.readers.archive import is_wanted
from corpus.readers.limits import LARGEST, too_large
from corpus.readers.names import shown_name

# A pipe without a writer would keep us waiting for ever. Windows knows no such flag, and asks for another.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "this is a folder, not a file"),
    (stat.S_ISFIFO, "this is a pipe, not a file"),
    (stat.S_ISSOCK, "this is a socket, not a file"),
    (stat.S_ISCHR, "this is a device, not a file"),
    (stat.S_ISBLK, "this is a device, not a file"),
)


def file_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Read a whole file.

    Raises UnreadableFile when it can't be opened, is no regular file or has more than `largest` bytes, all of which
    is found out before anything is read.
    """
    name = shown_name(path.name)
    try:
        status = path.stat()
        reason = _kind(path, status.st_mode) or too_large(name, status.st_size)
        if reason is None and status.st_size > largest:
            reason = f"it has {status.st_size:,} bytes; at most {largest:,} are read"
        if reason:
            raise UnreadableFile(name, reason)
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise UnreadableFile(name, f"could not be opened ({_cause(error)})") from error


def _kind(path: Path, mode: int) -> str | None:
    """What a path leads to if that is no file. Raises OSError for a folder that can't even be listed."""
    if stat.S_ISDIR(mode):
        next(path.iterdir(), None)
    return next((what for is_kind, what in _KINDS if is_kind(mode)), None)


def _cause(error: OSError | ValueError) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)


def files_below(folder: Path, endings: frozenset[str]) -> Iterator[Path]:
    """The files with one of these endings in a folder and those below it, in the order of their paths.

    Hidden files and folders and README files are left out; pipes and the like are, too. Links to folders are followed,
    each folder once. A folder that can't be listed is given itself, so that opening it says why.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if _is_folder(path):
            identity = path.stat().st_dev, path.stat().st_ino
            if identity in seen:
                continue
            seen.add(identity)
            try:
                inside = sorted(path.iterdir(), reverse=True)
            except OSError:
                yield path
                continue
            waiting += (entry for entry in inside if _may_hold(entry, endings))
        elif path.is_file():
            yield path


def _may_hold(entry: Path, endings: frozenset[str]) -> bool:
    folder = _is_folder(entry)
    known = folder or entry.suffix.lower() in endings
    return known and is_wanted(Path(entry.name + "/_") if folder else Path(entry.name))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
