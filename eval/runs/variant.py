"""Variants of a configuration: a name, and settings that differ from the default ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from eval.runs.errors import RunError
from rag import AnswerSettings

BASE = "base"
# Set by language, and not by one number.
_THRESHOLDS = "answerable"


@dataclass(frozen=True, slots=True)
class Variant:
    """Settings under a name."""

    name: str
    settings: AnswerSettings


def parse_variant(words: Sequence[str]) -> Variant:
    """Read `NAME:KEY=VALUE` and any further `KEY=VALUE`.

    Keys are those of `settings_as_text`: "quotes", "search.keyword_share", "answerable.kk". Raises RunError for a
    word of another form, an unknown key (the known ones are listed), or a value that the setting doesn't take.
    """
    name, colon, first = words[0].partition(":")
    if not colon or not name or not name.replace("-", "").replace("_", "").isalnum():
        raise RunError(
            "a variant is NAME:KEY=VALUE, its name of letters, digits, - and _ "
            f"(say no-keywords:search.keyword_share=0), not {words[0]!r}."
        )
    if name == BASE:
        raise RunError(f"the name {BASE!r} is that of the run without changes; give the variant another one.")
    changes: dict[str, str] = {}
    for word in [first, *words[1:]]:
        key, equals, value = word.partition("=")
        if not equals:
            raise RunError(f"variant {name}: a setting is KEY=VALUE, not {word!r}.")
        changes[key.strip()] = value.strip()
    try:
        return Variant(name, settings_from_text(changes))
    except RunError as error:
        raise RunError(f"variant {name}: {error}") from error


def settings_from_text(changes: Mapping[str, str]) -> AnswerSettings:
    """Return the default settings with these changes, by key. Raises RunError for a key or a value that can't be."""
    known = settings_as_text(AnswerSettings())
    unknown = [key for key in changes if key not in known]
    if unknown:
        raise RunError(f"no setting is called {unknown[0]!r}; there are {', '.join(known)}.")
    try:
        settings: AnswerSettings = _changed(AnswerSettings(), changes)
    except ValueError as error:
        told = ", ".join(f"{key}={value}" for key, value in changes.items())
        raise RunError(f"{told} can't be: {error}.") from error
    return settings


def settings_as_text(settings: AnswerSettings) -> dict[str, str]:
    """Every setting by its key, its value as text: what a run notes down, and what a variant may change."""
    return dict(_flat(settings, ""))


def _flat(settings: Any, prefix: str) -> Iterator[tuple[str, str]]:
    for field in fields(settings):
        value = getattr(settings, field.name)
        if is_dataclass(value):
            yield from _flat(value, f"{prefix}{field.name}.")
        elif field.name == _THRESHOLDS:
            yield from ((f"{prefix}{field.name}.{language}", str(threshold)) for language, threshold in value)
        else:
            yield f"{prefix}{field.name}", str(value)


def _changed(settings: Any, changes: Mapping[str, str]) -> Any:
    """Return a copy of a settings value with all changes made at once: one alone may not fit the others' old values."""
    new: dict[str, Any] = {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        own = {key.removeprefix(f"{field.name}."): text for key, text in changes.items() if _is_of(key, field.name)}
        if own and is_dataclass(value):
            new[field.name] = _changed(value, own)
        elif own and field.name == _THRESHOLDS:
            new[field.name] = tuple((language, float(own.get(language, old))) for language, old in value)
        elif own:
            new[field.name] = _read(value, own[field.name])
    return replace(settings, **new)


def _is_of(key: str, name: str) -> bool:
    return key == name or key.startswith(f"{name}.")


def _read(before: Any, text: str) -> Any:
    """Read a value of the same type as the one before it. Raises ValueError."""
    if isinstance(before, bool):
        known = {"true": True, "false": False}
        if text.lower() not in known:
            raise ValueError("true or false was expected")
        return known[text.lower()]
    return type(before)(text)
