"""How large a file may be. Larger ones are refused before they are read into memory."""

from __future__ import annotations

MB = 1_000_000
LARGEST = 512 * MB
LARGEST_TEXT = 16 * MB
LARGEST_MEMBER = 256 * MB
"""One file out of an archive, which is itself in memory meanwhile."""
LARGEST_SIDECAR = MB
LONGEST_LINE = 2 * MB
"""In characters. A whole volume may stand on one line, a data dump may not."""
_TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")


def too_large(name: str, size: int, *, in_archive: bool = False) -> str | None:
    """Why a file of `size` bytes with this name is not read, worded for the reader; None if it may be."""
    text = name.lower().endswith(_TEXT_ENDINGS)
    limit = LARGEST_TEXT if text else LARGEST_MEMBER if in_archive else LARGEST
    if size <= limit:
        return None
    what = "text files" if text else "files in an archive" if in_archive else "files"
    return f"it has {size / MB:,.0f} MB; {what} of at most {limit // MB} MB are read; split it into smaller ones"
