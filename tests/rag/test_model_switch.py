"""Going over to another model while others answer from the library and add to it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Home, UnreadableFile
from index import Alignment, IndexMismatch, ModelNotFound, Update, build, manifest_in_use, open_generation, staging
from rag import Assistant, ModelSwitch, Workspace, workspace
from tests.fakes import FakeEncoder, plain_vectorizer, write_article

from .small_library import ANSWERED, BODIES

LANGUAGES = list(ANSWERED)


class Named(FakeEncoder):
    """A fake that has the name it was asked for by."""

    def __init__(self, name: str, dimension: int) -> None:
        super().__init__(dimension, fingerprint=f"{name}-1")
        self.name = name


class Models:
    """What stands for the models on this machine: those that can be found, and the names that were asked for."""

    def __init__(self) -> None:
        self.here: dict[str | None, Named] = {None: Named("old", 512)}
        self.here |= {"old": self.here[None], "new": Named("new", 256)}
        self.asked: list[str | None] = []

    def load(self, name: str | None, _models: Path, *, fingerprint: str | None, progress: object) -> FakeEncoder:
        assert progress is not None
        self.asked.append(name)
        if name not in self.here:
            raise ModelNotFound(f"There is no folder {name}.")
        found = self.here[name]
        assert fingerprint in (None, found.fingerprint)
        return found

    @staticmethod
    def align(encoder: FakeEncoder, _models: Path) -> Alignment:
        return plain_vectorizer(encoder).alignment


class Report:
    """Does something at a step of the encoding, as another process would just then."""

    def __init__(self, at: Callable[[int, int], None] | None = None) -> None:
        self.at = at
        self.stages: list[str] = []

    def stage(self, text: str) -> None:
        self.stages.append(text)

    def progress(self, done: int, total: int) -> None:
        if self.at is not None and any(stage.startswith("Encoding") for stage in self.stages):
            self.at(done, total)

    def refused(self, error: UnreadableFile) -> None:
        raise AssertionError(error)


@pytest.fixture(autouse=True)
def models(monkeypatch: pytest.MonkeyPatch) -> Models:
    models = Models()
    monkeypatch.setattr(workspace, "load_encoder", models.load)
    monkeypatch.setattr(workspace, "load_or_estimate", models.align)
    for module in (build, staging):
        monkeypatch.setattr(module, "CHECKPOINT", 2)
    return models


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [write_article(tmp_path / "files", title, *body) for title, body in BODIES.items()]


@pytest.fixture
def space(home: Home, files: list[Path]) -> Workspace:
    """A library of four articles, indexed with the old model."""
    space = Workspace(home, Report())
    space.add(files)
    return space


def used(home: Home) -> str | None:
    manifest = manifest_in_use(home.index)
    return manifest.model if manifest else None


def answers(assistant: Assistant) -> bool:
    """Whether the questions of the small library are answered as they should be."""
    cited = [assistant.ask(question).citations[0] for _, question, _ in ANSWERED.values()]
    return all(figure in one.quote for one, (_, _, figure) in zip(cited, ANSWERED.values(), strict=True))


def test_the_library_is_encoded_anew_and_answers_as_before(home: Home, space: Workspace, models: Models) -> None:
    passages = space.status().passages
    report = Report()
    other = Workspace(home, report)
    assert other.use_model("new") == ModelSwitch("new", 256, passages, encoded=passages, switched=True)
    assert report.stages[0].startswith("Loading new; ")
    assert (used(home), other.status().problem, other.model) == ("new", None, "new")
    assert answers(other.assistant())
    models.asked.clear()
    assert answers(Workspace(home, Report()).assistant())
    assert models.asked == ["new"]


def test_a_model_that_is_in_use_already_is_only_brought_in_step(home: Home, space: Workspace, models: Models) -> None:
    passages = space.status().passages
    staging.Staging(home.next_index, plain_vectorizer(models.here["new"])).encode(space.library)
    assert space.use_model("old") == ModelSwitch("old", 512, passages, encoded=0, switched=False)
    assert (used(home), home.next_index.exists()) == ("old", False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_chat_goes_on_with_the_old_model_and_follows_at_the_switch(
    home: Home, space: Workspace, models: Models, language: str
) -> None:
    chat = Workspace(home, Report()).assistant()
    _, question, figure = ANSWERED[language]  # type: ignore[index]
    heard: list[str] = []

    def ask(_done: int, _total: int) -> None:
        heard.append(chat.ask(question).citations[0].quote)

    models.asked.clear()
    Workspace(home, Report(ask)).use_model("new")
    assert len(heard) >= 2
    assert all(figure in quote for quote in heard)
    assert models.asked == ["new"]
    assert figure in chat.ask(question).citations[0].quote
    assert models.asked == ["new", "new"]
    assert answers(chat)
    assert len(models.asked) == 2
    assert [kind for kind, _ in models.here["new"].asked[-3:]] == ["question"] * 3


def test_a_chat_of_several_threads_loads_the_new_model_once(home: Home, space: Workspace, models: Models) -> None:
    chat = Workspace(home, Report()).assistant()
    Workspace(home, Report()).use_model("new")
    models.asked.clear()
    right: list[bool] = []
    threads = [threading.Thread(target=lambda: right.append(answers(chat)), daemon=True) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (right, models.asked) == ([True] * 6, ["new"])


def test_a_chat_whose_model_was_named_says_what_happened(home: Home, space: Workspace) -> None:
    chat = Workspace(home, Report(), model="old").assistant()
    assert answers(chat)
    space.use_model("new")
    with pytest.raises(
        IndexMismatch, match=r"made with new .* model in use is old .*`derek model use old` .* --model out"
    ):
        chat.ask("?")


def test_a_chat_that_can_not_load_the_new_model_says_so_and_tries_again(
    home: Home, space: Workspace, models: Models
) -> None:
    chat = Workspace(home, Report()).assistant()
    space.use_model("new")
    gone = models.here.pop("new")
    with pytest.raises(ModelNotFound, match=r"encoded with the model new, which can't be found any more\. There is no"):
        chat.ask("?")
    models.here["new"] = gone
    assert answers(chat)


def test_articles_that_come_and_go_meanwhile_are_not_lost(home: Home, space: Workspace, tmp_path: Path) -> None:
    new = write_article(tmp_path / "more", "Lakes", "en", "The Aral Sea holds 27 cubic kilometres of water now.")
    gone = next(article.id for article in space.library.articles() if article.title == "Glaciers")
    done: list[str] = []

    def add(_done: int, _total: int) -> None:
        if not done:
            done.append("once")
            Workspace(home, Report()).add([new])
            Workspace(home, Report()).remove(gone)
            assert used(home) == "old"
            assert "27 cubic" in Workspace(home, Report()).assistant().ask("How much does the Aral Sea hold?").text

    switcher = Workspace(home, Report(add))
    switcher.use_model("new")
    status = switcher.status()
    assert (status.articles, status.passages, status.problem) == (4, status.indexed, None)
    indexed = open_generation(home.index, switcher.vectorizer()).ids.tolist()
    assert sorted(indexed) == sorted(space.library.passage_ids())
    assert "27 cubic" in switcher.assistant().ask("How much does the Aral Sea hold?").text


def test_whoever_added_with_the_old_model_goes_on_with_the_new_one(
    home: Home, space: Workspace, models: Models, tmp_path: Path
) -> None:
    assert space.vectorizer().encoder.name == "old"
    Workspace(home, Report()).use_model("new")
    space.add([write_article(tmp_path / "more", "Lakes", "en", "The Aral Sea holds 27 cubic kilometres of water.")])
    assert (used(home), space.status().problem) == ("new", None)
    assert models.here["new"].passages_asked()[-1].startswith("The Aral Sea")


@pytest.mark.parametrize("again", ["the same", "another"])
def test_an_interrupted_switch_leaves_the_old_model_in_use_and_is_gone_on_with(
    home: Home, space: Workspace, models: Models, again: str
) -> None:
    models.here["third"] = Named("third", 128)
    passages = space.status().passages

    def kill(done: int, _total: int) -> None:
        if done == passages:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Workspace(home, Report(kill)).use_model("new")
    assert used(home) == "old"
    assert answers(Workspace(home, Report()).assistant())
    name = "new" if again == "the same" else "third"
    switch = Workspace(home, Report()).use_model(name)
    assert switch.switched
    assert switch.encoded == (passages - 2 if again == "the same" else passages)
    assert (used(home), home.next_index.exists()) == (name, False)
    assert answers(Workspace(home, Report()).assistant())


def test_two_that_go_over_at_once_do_so_one_after_the_other(home: Home, space: Workspace, models: Models) -> None:
    models.here["third"] = Named("third", 128)
    other = Workspace(home, Report())
    second = threading.Thread(target=other.use_model, args=["third"], daemon=True)

    def begin(_done: int, _total: int) -> None:
        if second.ident is None:
            second.start()

    assert Workspace(home, Report(begin)).use_model("new").switched
    second.join(20)
    assert not second.is_alive()
    assert used(home) == "third"
    assert answers(Workspace(home, Report()).assistant())


def test_an_index_command_with_another_model_goes_the_same_way(home: Home, space: Workspace) -> None:
    passages = space.status().passages
    seen: list[str | None] = []
    other = Workspace(home, Report(lambda _done, _total: seen.append(used(home))), model="new")
    assert other.index() == Update(passages, 0, passages)
    assert set(seen) == {"old"}
    assert used(home) == "new"
    assert answers(other.assistant())


def test_a_model_can_be_chosen_before_there_is_any_article(home: Home, files: list[Path]) -> None:
    space = Workspace(home, Report())
    assert space.use_model("new") == ModelSwitch("new", 256, 0, encoded=0, switched=True)
    Workspace(home, Report()).add(files)
    assert used(home) == "new"
    assert answers(Workspace(home, Report()).assistant())


def test_a_model_in_use_that_was_deleted_is_named_with_what_to_do(home: Home, space: Workspace, models: Models) -> None:
    space.use_model("new")
    models.here.pop("new")
    later = Workspace(home, Report())
    with pytest.raises(ModelNotFound, match=r"the model new, which can't .*`derek model use multilingual-e5-small`"):
        later.assistant()
    assert later.use_model("old").switched
    assert answers(later.assistant())


def test_a_model_that_was_trained_further_is_another_model(home: Home, space: Workspace, models: Models) -> None:
    space.use_model("new")
    chat = Workspace(home, Report()).assistant()
    further = Named("new", 256)
    further.fingerprint = "new-2"
    models.here["new"] = further
    assert Workspace(home, Report()).use_model("new").switched
    assert answers(chat)
    assert further.asked[-1][0] == "question"


def test_no_space_is_said_and_the_old_index_stays(
    home: Home, space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import IndexNotWritten

    disk = shutil.disk_usage(home.root)._replace(free=1000)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _path: disk)
        with pytest.raises(IndexNotWritten, match=r"made with new takes about \d+ MB beside the one in use.*Free some"):
            space.use_model("new")
    assert used(home) == "old"
    assert answers(space.assistant())


def test_the_ranker_is_chosen_anew_beside_another_encoder(
    home: Home, space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def load(_name: str, _models: Path, *, encoder: str) -> None:
        asked.append(encoder)

    monkeypatch.setattr(workspace, "load_ranker", load)
    chat = space.assistant()
    assert answers(chat)
    assert answers(chat)
    assert asked == ["old"]
    Workspace(home, Report()).use_model("new")
    assert answers(chat)
    assert asked == ["old", "new"]
