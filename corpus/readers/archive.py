"""The files in a ZIP archive, one by one and within limits, as if it were a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath, PurePosixPath
from zipfile import ZipInfo

from corpus.errors import UnreadableFile
from corpus.readers.limits import LARGEST_MEMBER, LARGEST_SIDECAR, MB, too_large
from corpus.readers.names import member_name
from corpus.readers.sniff import true_ending
from corpus.readers.zipped import ZipLimits, ZippedFile

ARCHIVE_ENDING = ".zip"
SIDECAR_ENDINGS = (".bib", ".ris", ".json", ".yaml", ".yml")
"""Files that describe the file of the same name beside them."""
_DEEPEST = 2
"""An archive in an archive is opened, one in that is not."""
# Below this any archive is harmless; above, one that grows more than so many times is made to fill a disk.
_HARMLESS = 100 * MB
_RATIO = 200


@dataclass(frozen=True, slots=True)
class Member:
    """One file out of an archive.

    `name` is "archive.zip/inner/name.pdf"; `location` is the archive's own, "!/" and the path inside.
    """

    name: str
    location: str
    data: bytes
    sidecars: tuple[tuple[str, bytes], ...] = ()


@dataclass(slots=True)
class Budget:
    """What an archive may still cost, the archives in it included: number of files, and bytes unpacked."""

    members: int = 10_000
    size: int = 1000 * MB


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive in memory. `name` and `location` are as in Member; `depth` counts the archives around its files."""

    name: str
    location: str
    data: bytes
    depth: int = 1
    budget: Budget = field(default_factory=Budget)

    def members(self, endings: frozenset[str]) -> Iterator[Member | UnreadableFile]:
        """Unpack the files with one of these endings, one by one; those that can't be unpacked are given as errors.

        Hidden files, README files and the like are passed over as in folders. Nothing is written to disk.
        """
        try:
            contents = _Contents(self, endings)
        except UnreadableFile as error:
            yield error
            return
        if not contents.wanted:
            yield UnreadableFile(self.name, f"no file in it can be read; known endings: {', '.join(sorted(endings))}")
        for inner, entry in contents.wanted.items():
            if entry.file_size > self.budget.size:
                yield UnreadableFile(
                    self.name,
                    f"its files unpack to more than {Budget().size // MB:,} MB, so {inner} and those after it "
                    "were not read; split it",
                )
                return
            yield from self._unpacked(contents, inner, endings)

    def _unpacked(self, contents: _Contents, inner: str, endings: frozenset[str]) -> Iterator[Member | UnreadableFile]:
        name = f"{self.name}/{inner}"
        location = f"{self.location}!/{inner}"
        try:
            data = contents.read(inner, name)
            self.budget.size -= len(data)
            if not name.lower().endswith(ARCHIVE_ENDING):
                yield Member(name, location, data, contents.sidecars(inner))
                return
            true_ending(name, data)
            if self.depth == _DEEPEST:
                raise UnreadableFile(name, "an archive in an archive in an archive is not opened; unpack it first")
        except UnreadableFile as error:
            yield error
            return
        yield from Archive(name, location, data, self.depth + 1, self.budget).members(endings)


class _Contents:
    """The directory of one archive: the files asked for, in the order of their names, and those that describe them.

    Raises UnreadableFile when there is none, or it asks for more than the archive's budget.
    """

    def __init__(self, archive: Archive, endings: frozenset[str]) -> None:
        self._archive = archive
        budget = archive.budget
        self._zip = ZippedFile(
            archive.name,
            archive.data,
            ZipLimits(members=Budget().members, member_size=LARGEST_MEMBER, total_size=Budget().size),
        )
        budget.members -= len(self._zip.entries)
        if budget.members < 0:
            raise UnreadableFile(
                archive.name, f"with it the whole archive holds more than {Budget().members:,} files; split it"
            )
        self._entries = _by_shown_name(self._zip)
        self.wanted = {
            inner: entry
            for inner, entry in sorted(self._entries.items())
            if PurePosixPath(inner).suffix.lower() in endings | {ARCHIVE_ENDING} and is_wanted(PurePosixPath(inner))
        }
        claimed = sum(entry.file_size for entry in self.wanted.values())
        if claimed > max(_HARMLESS, _RATIO * len(archive.data)):
            raise UnreadableFile(
                archive.name,
                f"would unpack to {claimed / MB:,.0f} MB from {len(archive.data) / MB:.2f} MB: no honest archive does; "
                "it was not opened",
            )

    def read(self, inner: str, name: str) -> bytes:
        """Unpack one file; `name` is for messages."""
        entry = self._entries[inner]
        reason = too_large(name, entry.file_size, in_archive=True)
        if reason:
            raise UnreadableFile(name, reason)
        try:
            return self._zip.read(entry.filename)
        except UnreadableFile as error:
            # The archive calls the file a part of itself; here it is the one that is spoken of.
            raise UnreadableFile(name, error.reason.replace(f"its part {entry.filename}", "it")) from error

    def sidecars(self, inner: str) -> tuple[tuple[str, bytes], ...]:
        """Name and bytes of the files that describe this one; those that are too large or damaged are left out."""
        found = []
        for beside in (PurePosixPath(inner).with_suffix(ending) for ending in SIDECAR_ENDINGS):
            entry = self._entries.get(str(beside))
            if entry is None or entry.file_size > LARGEST_SIDECAR:
                continue
            try:
                found.append((beside.name, self._zip.read(entry.filename)))
            except UnreadableFile:
                continue
        return tuple(found)


def is_wanted(path: PurePath) -> bool:
    """False for what a folder or an archive holds besides articles: hidden files, README files, a Mac's shadows."""
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return not hidden and path.stem.casefold() != "readme"


def _by_shown_name(archive: ZippedFile) -> dict[str, ZipInfo]:
    """Members by their names in readable letters; of two that read alike the later one gets a number."""
    entries = {entry.filename: entry for entry in archive.entries}  # of equal names the last, as unpackers do
    shown: dict[str, ZipInfo] = {}
    for entry in entries.values():
        plain = name = member_name(entry)
        number = 2
        while name in shown:
            path = PurePosixPath(plain)
            name = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
            number += 1
        if name:
            shown[name] = entry
    return shown
