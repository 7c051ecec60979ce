"""What the command line shows while it works."""

from __future__ import annotations

import io

import pytest

from corpus import UnreadableFile
from ui import terminal
from ui.terminal import TerminalReport


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until the test moves it."""
    now = [100.0]
    monkeypatch.setattr(terminal.time, "monotonic", lambda: now[0])
    return now


def test_a_short_stage_shows_no_progress(clock: list[float]) -> None:
    report = TerminalReport(io.StringIO())
    report.stage("Indexing")
    clock[0] += 0.5
    report.progress(10, 10)
    assert report.stream.getvalue() == ""


def test_a_long_stage_tells_the_time_left_once_it_can_be_known(clock: list[float]) -> None:
    report = TerminalReport(io.StringIO())
    report.stage("Indexing")
    for seconds, done in ((2, 1), (20, 25), (40, 100)):
        clock[0] = 100.0 + seconds
        report.progress(done, 100)
    assert report.stream.getvalue().splitlines() == [
        "Indexing: 1 of 100",
        "Indexing: 25 of 100, about 60 s left",
        "Indexing: 100 of 100, 40 s",
    ]


def test_refusals_are_named(clock: list[float]) -> None:
    report = TerminalReport(io.StringIO())
    report.refused(UnreadableFile("a b.txt", "the file is empty"))
    assert report.stream.getvalue() == "not read: a b.txt: the file is empty\n"
