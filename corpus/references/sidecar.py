"""Records that lie beside an article's file: `article.bib`, `.ris`, `.json` or `.yaml` next to `article.pdf`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.errors import UnreadableFile
from corpus.readers.text import decode
from corpus.record import Record
from corpus.references.bibtex import read_bibtex
from corpus.references.csl_json import read_csl_json
from corpus.references.fields import record_from_fields
from corpus.references.ris import read_ris

SIDECAR_SUFFIXES = (".bib", ".ris", ".json", ".yaml", ".yml")


def read_sidecar(name: str, data: bytes) -> list[Record]:
    """Read the records of a file by its ending: BibTeX, RIS, CSL-JSON, or YAML with a record's own field names.

    A YAML file holds one record or a list of them. Raises UnreadableFile, with the line or the field at fault, when the
    file is not what its ending says or a value does not fit its field.
    """
    suffix = f".{name.rpartition('.')[2].lower()}"
    text, _ = decode(name, data)
    if suffix == ".bib":
        return read_bibtex(text, name)
    if suffix == ".ris":
        return read_ris(text, name)
    if suffix == ".json":
        return read_csl_json(text, name)
    if suffix in (".yaml", ".yml"):
        return _read_yaml(name, text)
    raise UnreadableFile(name, f"no kind of file for records; those end in {', '.join(SIDECAR_SUFFIXES)}")


def _read_yaml(name: str, text: str) -> list[Record]:
    import yaml

    try:
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise UnreadableFile(name, f"{line}no valid YAML ({error.problem})") from error
    except yaml.YAMLError as error:
        raise UnreadableFile(name, f"no valid YAML ({error})") from error
    if isinstance(data, Mapping):
        return [_from_yaml(data, name)]
    if isinstance(data, list) and data and all(isinstance(item, Mapping) for item in data):
        return [_from_yaml(item, f"{name}, record {number}") for number, item in enumerate(data, 1)]
    raise UnreadableFile(name, "it must hold `field: value` lines, or a list of such records")


def _from_yaml(fields: Mapping[Any, Any], where: str) -> Record:
    return record_from_fields({str(key): value for key, value in fields.items()}, where)
