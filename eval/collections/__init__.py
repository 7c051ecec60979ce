"""Public test data as collections: documents, and questions with the documents that answer them."""

from eval.collections.beir import read_beir
from eval.collections.bm25 import BM25, baseline
from eval.collections.collection import Collection, Document, Judged, write_articles
from eval.collections.errors import BadCollection
from eval.collections.kazqad import read_kazqad
from eval.collections.recognise import read_collection
from eval.collections.xquad_r import read_xquad_r

__all__ = [
    "BM25",
    "BadCollection",
    "Collection",
    "Document",
    "Judged",
    "baseline",
    "read_beir",
    "read_collection",
    "read_kazqad",
    "read_xquad_r",
    "write_articles",
]
