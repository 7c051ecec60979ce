"""References to works: formatted in the styles of scholarship, and exchanged with other programs."""

from corpus.references.bibtex import read_bibtex, to_bibtex
from corpus.references.csl_json import read_csl_json, to_csl_json
from corpus.references.exchange import entry_keys
from corpus.references.fields import record_from_fields
from corpus.references.ris import read_ris, to_ris
from corpus.references.sidecar import SIDECAR_SUFFIXES, read_sidecar
from corpus.references.styles import STYLE_NAMES, STYLES, format_reference

__all__ = [
    "SIDECAR_SUFFIXES",
    "STYLES",
    "STYLE_NAMES",
    "entry_keys",
    "format_reference",
    "read_bibtex",
    "read_csl_json",
    "read_ris",
    "read_sidecar",
    "record_from_fields",
    "to_bibtex",
    "to_csl_json",
    "to_ris",
]
