"""What is told of a model without loading it: its vectors, prefixes, pooling, limits and place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from index import hf_source
from index.errors import DerekIndexError, ModelNotFound, ModelUnsupported
from index.hf_folder import PASSAGE_PREFIX, QUESTION_PREFIX
from index.model_folder import ModelCard, ModelFolder
from index.models import BUNDLED, BUNDLED_LICENCE, BUNDLED_SOURCE, converted_models

T = TypeVar("T")


class Form(StrEnum):
    """In what form a model runs."""

    CONVERTED = "8 bits"
    NOT_CONVERTED_YET = "converted to 8 bits at its first use"
    AS_IT_IS = "as it is, with sentence-transformers"
    GONE = "no longer here"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model. A number that can't be known without loading it is None."""

    name: str
    form: Form
    dimension: int | None = None
    question_prefix: str = ""
    passage_prefix: str = ""
    pooling: str = ""
    """`mean`, `cls`, `lasttoken` …; several ways are joined by a plus sign."""
    max_tokens: int | None = None
    bytes: int = 0
    """What its folder takes on the disk."""
    folder: Path | None = None
    source: str = ""
    licence: str = ""
    fingerprint: str = ""
    """Of a converted model; empty for others."""
    note: str = ""
    """Why it is not converted."""


def list_models(models_dir: Path) -> list[ModelInfo]:
    """The bundled model, then all that were converted, by name."""
    converted = [_converted(folder) for folder in converted_models(models_dir)]
    bundled = [info for info in converted if info.name == BUNDLED] or [_bundled()]
    return bundled + sorted((info for info in converted if info.name != BUNDLED), key=lambda info: info.name)


def describe_model(name: str, models_dir: Path) -> ModelInfo:
    """Tell of one model by its name; nothing is fetched, converted or loaded.

    :raises ModelNotFound: if it is not on this machine.
    """
    name = hf_source.resolve_name(name)
    known = next((info for info in reversed(list_models(models_dir)) if info.name == name), None)
    if known is not None and not Path(name).is_dir():
        return known
    source = hf_source.find_local(name)
    if source is None:
        raise ModelNotFound(f"The model {name!r} is not on this machine; `derek model use {name}` fetches it.")
    return _stored(name, source, known)


def _converted(folder: ModelFolder) -> ModelInfo:
    card: ModelCard = folder.read_card()
    return ModelInfo(
        card.name,
        Form.CONVERTED,
        card.dimension,
        card.question_prefix,
        card.passage_prefix,
        card.pooling,
        card.max_tokens,
        _bytes(folder.path),
        folder.path,
        card.source,
        card.licence,
        card.fingerprint,
    )


def _bundled() -> ModelInfo:
    """The bundled model before its first use."""
    return ModelInfo(
        BUNDLED,
        Form.NOT_CONVERTED_YET,
        question_prefix=QUESTION_PREFIX,
        passage_prefix=PASSAGE_PREFIX,
        pooling="mean",
        source=BUNDLED_SOURCE,
        licence=BUNDLED_LICENCE,
    )


def _stored(name: str, source: hf_source.HFFolder, converted: ModelInfo | None) -> ModelInfo:
    """A model as its folder tells it; `converted` is what was made of it earlier."""
    note = ""
    try:
        state = source.weights_state()
        source.open_weights()
        source.read_settings(name)
        form = Form.NOT_CONVERTED_YET
        if converted is not None and converted.folder is not None:
            made_of_these = converted.folder.name.endswith(hf_source.state_digest(state))
            if made_of_these:
                return converted
            note = "its files have changed since it was converted"
    except ModelUnsupported as error:
        form, note = Form.AS_IT_IS, str(error)
    prefixes = _told(lambda: source.prefixes(name)) or ("", "")
    return ModelInfo(
        name,
        form,
        _told(source.dimension),
        *prefixes,
        _told(source.pooling) or "",
        _told(source.max_tokens),
        _bytes(source.path),
        source.path,
        str(source.path),
        note=note,
    )


def _told(read: Callable[[], T]) -> T | None:
    """What a file of a model tells, or None where it can't be read: the model itself will say so when it is used."""
    try:
        return read()
    except DerekIndexError:
        return None


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
