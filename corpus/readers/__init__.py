"""Files into text: one reader a format, and the choice between them."""

from corpus.readers.raw import RawFile, Reader, read_raw, readable_files
from corpus.readers.text import decode

__all__ = ["RawFile", "Reader", "decode", "read_raw", "readable_files"]
