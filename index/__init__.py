"""Passages into vectors, vectors into a searchable index, questions into ranked hits."""

from index.alignment import Alignment, load_or_estimate
from index.build import Update, Vectorizer, open_generation, update
from index.encoder import Encoder, FloatArray, Progress
from index.errors import DerekIndexError, IndexDamaged, IndexMismatch, ModelNotFound
from index.generation import Generation, Manifest, current
from index.hit import Hit
from index.models import load_encoder, prepare_model
from index.search import Found, Query, Searcher, SearchSettings

__all__ = [
    "Alignment",
    "DerekIndexError",
    "Encoder",
    "FloatArray",
    "Found",
    "Generation",
    "Hit",
    "IndexDamaged",
    "IndexMismatch",
    "Manifest",
    "ModelNotFound",
    "Progress",
    "Query",
    "SearchSettings",
    "Searcher",
    "Update",
    "Vectorizer",
    "current",
    "load_encoder",
    "load_or_estimate",
    "open_generation",
    "prepare_model",
    "update",
]
