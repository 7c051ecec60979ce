"""Files into articles, and articles into passages that know where they came from."""

from corpus.article import (
    LANGUAGES,
    Article,
    Language,
    Note,
    Origins,
    PageMark,
    Passage,
    Record,
    Reference,
    Section,
    Source,
    Span,
)
from corpus.collection import Collection
from corpus.errors import CorpusError, LibraryError, UnknownArticle, UnreadableFile
from corpus.home import Home
from corpus.hyphens import Vocabulary
from corpus.languages import DATA as LANGUAGE_DATA
from corpus.languages import detect_language
from corpus.library import Added, ArticleHead, ArticleSummary, Library
from corpus.passages import PassageSettings, split_passages
from corpus.read import ReadFile, articles_in, read_file, read_files
from corpus.readers import RawFile, open_files, readable_files
from corpus.scope import Scope
from corpus.sentences import split_sentences

__all__ = [
    "LANGUAGES",
    "LANGUAGE_DATA",
    "Added",
    "Article",
    "ArticleHead",
    "ArticleSummary",
    "Collection",
    "CorpusError",
    "Home",
    "Language",
    "Library",
    "LibraryError",
    "Note",
    "Origins",
    "PageMark",
    "Passage",
    "PassageSettings",
    "RawFile",
    "ReadFile",
    "Record",
    "Reference",
    "Scope",
    "Section",
    "Source",
    "Span",
    "UnknownArticle",
    "UnreadableFile",
    "Vocabulary",
    "articles_in",
    "detect_language",
    "open_files",
    "read_file",
    "read_files",
    "readable_files",
    "split_passages",
    "split_sentences",
]
