"""PDF files: their letters by place, into lines, columns, paragraphs and notes."""

from corpus.readers.pdf.reader import PdfReader

__all__ = ["PdfReader"]
