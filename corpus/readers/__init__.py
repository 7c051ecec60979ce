"""Files into text: one reader a format, the choice between them, and what is refused before one is asked."""

from corpus.readers.extract import Extract, Mark, RawPage
from corpus.readers.raw import RawFile, Reader, open_files, read_raw, readable_files
from corpus.readers.text import decode

__all__ = ["Extract", "Mark", "RawFile", "RawPage", "Reader", "decode", "open_files", "read_raw", "readable_files"]
