"""The command `derek model`: which encoders there are, what is known of one, and going over to another."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus import Home
    from index import Manifest, ModelInfo

_UNKNOWN = "?"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions and what they take."""
    actions = parser.add_subparsers(title="actions", metavar="list|use|show", dest="action", required=True)

    def action(name: str, text: str) -> argparse.ArgumentParser:
        added = actions.add_parser(name, help=text, description=text)
        # Without a default, so that the option may stand before the action as well.
        added.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the result as JSON")
        return added

    action("list", "list the models on this machine, and tell which is in use")
    use = action(
        "use",
        "encode the library with another model, and use it from then on. The old index answers until the new one is "
        "whole; what an interruption left is gone on with by the same command",
    )
    show = action("show", "tell what is known of a model without loading it")
    for each in (use, show):
        each.add_argument(
            "name", metavar="NAME", help="a hub id, a folder, or multilingual-e5-small, which comes with Derek"
        )


def run(options: argparse.Namespace) -> int:
    """Do one action; return 0 when it is done. Raises DerekIndexError or CorpusError, worded for the reader."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {"list": _list, "use": _use, "show": _show}
    return actions[options.action](options)


def _home() -> Home:
    from corpus import Home

    return Home.from_environment(os.environ)


def _list(options: argparse.Namespace) -> int:
    from index import BUNDLED, begun, list_models, manifest_in_use
    from ui.terminal import say, say_json

    home = _home()
    used = manifest_in_use(home.index)
    models = list_models(home.models)
    if not any(_is_used(model, used) for model in models):
        models += [_used_as_it_is(used, home)] if used else []
    waiting = list(begun(home.next_index))
    if options.json:
        records = [_record(model) | {"in_use": _is_used(model, used)} for model in models]
        unfinished = [{"name": each.model, "passages": each.passages} for each in waiting]
        say_json({"models": records, "unfinished": unfinished})
        return 0
    for model in models:
        mark = "*" if _is_used(model, used) else " "
        say(f"{mark} {model.name}  {_line(model)}")
    say(f"\n* in use{'' if used else f', once there are articles: {BUNDLED}'}")
    for each in waiting:
        say(f"begun: {each.passages} passages encoded with {each.model}; `derek model use {each.model}` goes on")
    return 0


def _is_used(model: ModelInfo, used: Manifest | None) -> bool:
    from index import BUNDLED

    if used is None:
        return model.name == BUNDLED
    return model.fingerprint == used.encoder if model.fingerprint else model.name == used.model


def _used_as_it_is(used: Manifest, home: Home) -> ModelInfo:
    """The model in use, where it is not a converted one."""
    from dataclasses import replace

    from index import Form, ModelInfo, ModelNotFound, describe_model

    try:
        found = describe_model(used.model, home.models)
    except ModelNotFound as error:
        found = ModelInfo(used.model, Form.GONE, note=str(error))
    return replace(found, fingerprint=used.encoder)


def _use(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from rag import Workspace
    from ui.terminal import TerminalReport, say, say_json

    done = Workspace(_home(), TerminalReport()).use_model(options.name)
    if options.json:
        say_json(asdict(done))
    elif done.switched:
        say(f"{done.model} is in use now: {done.passages} passages, vectors of {done.dimension} numbers.")
    else:
        say(f"{done.model} is in use already: {done.passages} passages, vectors of {done.dimension} numbers.")
    return 0


def _show(options: argparse.Namespace) -> int:
    from index import describe_model, manifest_in_use
    from ui.terminal import say, say_json

    home = _home()
    model = describe_model(options.name, home.models)
    is_used = _is_used(model, manifest_in_use(home.index))
    if options.json:
        say_json(_record(model) | {"in_use": is_used})
        return 0
    for label, value in (
        ("name", model.name),
        ("in use", "yes" if is_used else "no"),
        ("runs", f"{model.form}{f' ({model.note})' if model.note else ''}"),
        ("dimension", model.dimension or _UNKNOWN),
        ("question", f'"{model.question_prefix}"'),
        ("passage", f'"{model.passage_prefix}"'),
        ("pooling", model.pooling or _UNKNOWN),
        ("tokens", f"at most {model.max_tokens or _UNKNOWN}"),
        ("size", _size(model.bytes)),
        ("folder", model.folder or "none yet"),
        ("source", model.source),
        ("licence", model.licence or "see the model's own page"),
    ):
        say(f"{label:10} {value}")
    return 0


def _line(model: ModelInfo) -> str:
    """What is told of a model in a list, on one line."""
    from index import Form

    parts = [model.form.value if model.form is not Form.GONE else f"{model.form.value}: {model.note}"]
    if model.dimension:
        parts.append(f"{model.dimension} dimensions")
    if model.pooling:
        parts.append(f"{model.pooling} pooling")
    if model.max_tokens:
        parts.append(f"{model.max_tokens} tokens")
    if model.question_prefix or model.passage_prefix:
        parts.append(f'prefixes "{model.question_prefix}" and "{model.passage_prefix}"')
    if model.bytes:
        parts.append(_size(model.bytes))
    return "; ".join(parts)


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count else "nothing yet"


def _record(model: ModelInfo) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(model) | {"form": model.form.name.lower(), "folder": str(model.folder) if model.folder else None}
