"""Names of files and of members of archives, made fit to be shown, stored and compared.

They come as bytes in whatever table their system used, may hold characters that steer a terminal or turn the reading
direction round, and in archives they may be paths that lead out of it. They are only ever names: nothing is written
under them.
"""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import PurePath

from corpus.readers.eight_bit import cyrillic_table

# Control characters, line separators and what turns the direction; joiners stay, for emoji need them.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_NAME_TABLES = ("cp866", "cp1251", "kz1048")


def shown_name(path: PurePath | str) -> str:
    """A file's name or path as text; bytes that are no UTF-8 are read as the Cyrillic that they most likely are."""
    name = str(path)
    if not name.isprintable():
        with suppress(UnicodeEncodeError):  # lone surrogates that stand for no byte; taken out below
            name = _decoded(os.fsencode(name))
    return _UNSAFE.sub("", name)


def member_name(entry: zipfile.ZipInfo) -> str:
    """A member's path in its archive: in readable letters, without a root, a drive, `.` or `..`."""
    name = entry.filename if entry.flag_bits & _UTF8_FLAG else _without_flag(entry)
    parts = re.sub(r"^[A-Za-z]:", "", name.replace("\\", "/")).split("/")
    return "/".join(part for part in (_UNSAFE.sub("", part) for part in parts) if part.strip() not in ("", ".", ".."))


def _without_flag(entry: zipfile.ZipInfo) -> str:
    """The name of a member that does not say to be UTF-8, which zipfile took for CP437."""
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    return _unicode_path(entry.extra, raw) or _decoded(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The UTF-8 form of a name that some packers add (Info-ZIP field 0x7075), if it belongs to this name."""
    at = 0
    while at + 4 <= len(extra):
        tag, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if (
            tag == _UNICODE_PATH
            and len(field) > 5
            and field[0] == 1
            and field[1:5] == struct.pack("<L", zlib.crc32(raw))
        ):
            return field[5:].decode("utf-8", errors="replace")
        at += 4 + size
    return None


def _decoded(raw: bytes) -> str:
    """UTF-8 where it fits, else CP866 or Windows' Cyrillic by their letters, else CP437, ZIP's own."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(cyrillic_table(raw, _NAME_TABLES, clear=0) or "cp437", errors="replace")
