"""Files into text: one reader a format, and the choice between them."""

from corpus.readers.extract import Extract, Mark, RawPage
from corpus.readers.raw import RawFile, Reader, read_raw, readable_files
from corpus.readers.text import decode

__all__ = ["Extract", "Mark", "RawFile", "RawPage", "Reader", "decode", "read_raw", "readable_files"]
