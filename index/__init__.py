"""Passages into vectors, vectors into a searchable index, questions into ranked hits."""

from index.alignment import Alignment, load_or_estimate
from index.build import Update, Vectorizer, open_generation, update
from index.encoder import Encoder, FloatArray, Progress
from index.errors import DerekIndexError, IndexDamaged, IndexMismatch, IndexNotWritten, ModelNotFound
from index.generation import Generation, Manifest, current, manifest_in_use
from index.glossary import Glossary
from index.hit import Hit
from index.model_info import Form, ModelInfo, describe_model, list_models
from index.models import BUNDLED, load_encoder, prepare_model
from index.ranker import Ranker, RankSettings
from index.rankers import load_ranker
from index.search import Found, Query, Searcher, SearchSettings
from index.staging import Staging, begun

__all__ = [
    "BUNDLED",
    "Alignment",
    "DerekIndexError",
    "Encoder",
    "FloatArray",
    "Form",
    "Found",
    "Generation",
    "Glossary",
    "Hit",
    "IndexDamaged",
    "IndexMismatch",
    "IndexNotWritten",
    "Manifest",
    "ModelInfo",
    "ModelNotFound",
    "Progress",
    "Query",
    "RankSettings",
    "Ranker",
    "SearchSettings",
    "Searcher",
    "Staging",
    "Update",
    "Vectorizer",
    "begun",
    "current",
    "describe_model",
    "list_models",
    "load_encoder",
    "load_or_estimate",
    "load_ranker",
    "manifest_in_use",
    "open_generation",
    "prepare_model",
    "update",
]
