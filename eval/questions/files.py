"""Reading and writing files of questions: read within limits, written whole or not at all."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from eval.questions.errors import BadQuestionSet, Problem

MB = 1_000_000


def read_bytes(path: Path, largest: int) -> bytes:
    """Read a file of at most `largest` bytes. Raises BadQuestionSet when there is none, or it is larger."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadQuestionSet(str(path), [Problem("", "", "a file that can be read", reason)]) from error
    if len(data) > largest:
        expected = f"a file of at most {largest // MB} MB"
        raise BadQuestionSet(str(path), [Problem("", "", f"{expected}; split it", "a larger one")])
    return data


def decode(path: Path, data: bytes, advice: str = "save it as UTF-8") -> str:
    """Decode UTF-8, with or without a byte order mark. Raises BadQuestionSet, which names the line of what is not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{data[error.start]:02x}"
        raise BadQuestionSet(str(path), [Problem(f"line {line}", "", f"UTF-8 text ({advice})", found)]) from error


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside `path` and put it in its place, so that `path` always holds the old bytes or the new.

    A link stays a link, and the file keeps its permissions. Raises OSError.
    """
    target = path.resolve()
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.write_bytes(data)
        if target.exists():
            shutil.copymode(target, partial)
        partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
