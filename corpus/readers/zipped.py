"""ZIP files from strangers, read in memory and within limits: DOCX, ODT, EPUB and plain archives are such."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from corpus.errors import UnreadableFile

_ENCRYPTED = 0x1
_ENTRY = b"PK\x01\x02"  # opens each entry of the directory
_MB = 1_000_000
_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error, RuntimeError)
_DAMAGED = "fetch or save it again"


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How much of an archive is taken. Sizes are in bytes, unpacked.

    `ratio` is how many times larger than its packed form a member may be; it binds only members of more than 10 MB,
    because a small one does no harm however well it was packed.
    """

    members: int = 10_000
    member_size: int = 100 * _MB
    total_size: int = 200 * _MB
    ratio: int = 200


class ZippedFile:
    """A ZIP file in memory. Nothing is unpacked until it is read, and nothing is ever written.

    `file_name` is only for messages. The limits on sizes bind what is read: pictures nobody asks for do not count.
    Raises UnreadableFile when the bytes are no whole ZIP file, or have too many members.
    """

    def __init__(self, file_name: str, data: bytes, limits: ZipLimits | None = None) -> None:
        self._file_name = file_name
        self._limits = limits or ZipLimits()
        self._unpacked = 0
        # Counted before the directory is read, for that alone could fill the memory. Archives inside count as well,
        # hence the margin.
        if data.count(_ENTRY) > 20 * self._limits.members:
            raise self._too_many(data.count(_ENTRY))
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (*_FAULTS, NotImplementedError) as error:
            raise UnreadableFile(file_name, f"damaged or cut off: no ZIP directory is found; {_DAMAGED}") from error
        self.entries = tuple(entry for entry in self._zip.infolist() if not entry.is_dir())
        if len(self.entries) > self._limits.members:
            raise self._too_many(len(self.entries))
        self._by_name = {entry.filename: entry for entry in self.entries}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, folders left out, in the order of the archive."""
        return tuple(self._by_name)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def read(self, name: str) -> bytes:
        """Unpack one member.

        Raises UnreadableFile when there is no such member, or it is damaged, encrypted or larger than the limits.
        """
        entry = self._by_name.get(name)
        if entry is None:
            raise UnreadableFile(self._file_name, f"damaged: its part {name} is missing; {_DAMAGED}")
        self._check(entry)
        try:
            data = self._zip.read(entry)
        except NotImplementedError as error:
            raise UnreadableFile(
                self._file_name, f"its part {name} is packed in a way that can't be read; pack it again as a plain ZIP"
            ) from error
        except _FAULTS as error:
            raise UnreadableFile(self._file_name, f"damaged: its part {name} can't be unpacked; {_DAMAGED}") from error
        self._unpacked += len(data)
        return data

    def _check(self, entry: zipfile.ZipInfo) -> None:
        """Hold what an entry says of itself against the limits; zipfile never unpacks more than it says."""
        limits, size = self._limits, entry.file_size
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableFile(
                self._file_name, f"its part {entry.filename} is locked by a password; save it again without one"
            )
        if size > 10 * _MB and size > limits.ratio * max(entry.compress_size, 1):
            raise UnreadableFile(
                self._file_name,
                f"its part {entry.filename} would unpack to {size / _MB:.0f} MB from "
                f"{entry.compress_size / _MB:.2f} MB: no honest document does; it was not opened",
            )
        for what, bytes_, limit in (
            (f"its part {entry.filename} unpacks", size, limits.member_size),
            ("its parts unpack", self._unpacked + size, limits.total_size),
        ):
            if bytes_ > limit:
                raise UnreadableFile(
                    self._file_name, f"{what} to {bytes_ / _MB:.0f} MB; at most {limit / _MB:.0f} MB are read; split it"
                )

    def _too_many(self, count: int) -> UnreadableFile:
        limit = self._limits.members
        return UnreadableFile(self._file_name, f"holds {count:,} files; at most {limit:,} are read; split it")
