"""One whole search index on disk and in memory, and the switch from one to the next.

index/
├── CURRENT            the name of the generation in use, replaced by one rename
└── 000007/            a generation: never changed once it is there
    ├── manifest.json
    ├── passages.faiss     row i: passage i
    ├── keywords.npz       words of each passage
    ├── sentences.faiss    rows sentence_starts[i] to sentence_starts[i + 1]: the sentences of passage i
    └── rows.npz           ids, articles, languages, sentence_starts
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamaged, IndexMismatch
from index.keywords import Bm25Keywords
from index.vectors import FaissStore, Rows

FORMAT = 2
_CURRENT = "CURRENT"
_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made with. Whoever opens it must have the same."""

    format: int
    model: str
    fingerprint: str
    """Of the encoder and its alignment: changes whenever the same text would get another vector."""
    dimension: int
    passages: int
    sentences: int

    @property
    def encoder(self) -> str:
        """Fingerprint of the encoder alone."""
        return self.fingerprint.split("/")[0]

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """Read a manifest. Raises IndexDamaged when it is missing, no JSON, or lacks or adds a field."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{path} can't be read ({error}); run `derek index` to build the index anew.") from error
        names = {field.name for field in fields(cls)}
        if not isinstance(data, dict) or set(data) != names:
            raise IndexDamaged(f"{path} must hold {sorted(names)}; run `derek index` to build the index anew.")
        return cls(**data)

    @property
    def is_readable(self) -> bool:
        """True if this version of Derek reads such an index."""
        return self.format == FORMAT

    def check_format(self) -> None:
        """Raise IndexMismatch for an index that another version of Derek wrote."""
        if not self.is_readable:
            raise IndexMismatch(
                f"The index is of format {self.format}, this version reads {FORMAT}; run `derek index`."
            )


@dataclass(frozen=True, slots=True)
class Generation:
    """An index in memory. Passage i has the id `ids[i]`."""

    model: str
    fingerprint: str
    ids: NDArray[np.str_]
    articles: NDArray[np.str_]
    """The id of each passage's article."""
    languages: NDArray[np.str_]
    sentence_starts: Rows
    """int64 of shape (passages + 1,)."""
    passages: FaissStore
    sentences: FaissStore
    keywords: Bm25Keywords

    @classmethod
    def empty(cls, model: str, fingerprint: str, dimension: int) -> Generation:
        """An index of nothing yet."""
        return cls(
            model,
            fingerprint,
            np.zeros(0, dtype=f"U{_ID_LENGTH}"),
            np.zeros(0, dtype=f"U{_ID_LENGTH}"),
            np.zeros(0, dtype="U2"),
            np.zeros(1, dtype=np.int64),
            FaissStore(dimension),
            FaissStore(dimension),
            Bm25Keywords.empty(),
        )

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def manifest(self) -> Manifest:
        """What this index was made with."""
        dimension = self.passages.dimension
        return Manifest(FORMAT, self.model, self.fingerprint, dimension, len(self.passages), len(self.sentences))

    def keep(self, rows: Rows) -> Generation:
        """Return an index of these passages only."""
        starts, ends = self.sentence_starts[rows], self.sentence_starts[rows + 1]
        sentences = [np.arange(start, end) for start, end in zip(starts, ends, strict=True)]
        return Generation(
            self.model,
            self.fingerprint,
            self.ids[rows],
            self.articles[rows],
            self.languages[rows],
            np.concatenate([[0], np.cumsum(ends - starts)]).astype(np.int64),
            self.passages.keep(rows),
            self.sentences.keep(np.concatenate([*sentences, np.zeros(0, dtype=np.int64)]).astype(np.int64)),
            self.keywords.keep(rows),
        )

    def save(self, folder: Path) -> Path:
        """Write this index as the next generation under `folder` and switch to it; return its folder.

        Everything is on the disk before the switch, and the switch is one rename.
        """
        folder.mkdir(parents=True, exist_ok=True)
        number = max((int(path.name) for path in folder.iterdir() if path.name.isdigit()), default=0) + 1
        final = folder / f"{number:06d}"
        partial = folder / f"{final.name}.{os.getpid()}.partial"
        shutil.rmtree(partial, ignore_errors=True)  # a killed process may have had the same number
        partial.mkdir()
        self.passages.save(partial / "passages.faiss")
        self.sentences.save(partial / "sentences.faiss")
        self.keywords.save(partial / "keywords.npz")
        np.savez(
            partial / "rows.npz",
            ids=self.ids,
            articles=self.articles,
            languages=self.languages,
            sentence_starts=self.sentence_starts,
        )
        manifest = json.dumps(asdict(self.manifest), indent=1)
        (partial / "manifest.json").write_text(manifest, encoding="utf-8")
        for path in partial.iterdir():
            _sync(path)
        partial.rename(final)
        pointer = folder / f"{_CURRENT}.{os.getpid()}.partial"
        pointer.write_text(final.name, encoding="utf-8")
        _sync(pointer)
        pointer.replace(folder / _CURRENT)
        _clean_up(folder, final.name)
        return final

    @classmethod
    def load(cls, folder: Path) -> Generation:
        """Read one generation. Raises IndexDamaged when its parts don't agree with its manifest."""
        manifest = Manifest.load(folder / "manifest.json")
        manifest.check_format()
        try:
            with (folder / "rows.npz").open("rb") as file, np.load(file) as rows:
                ids, articles, languages = rows["ids"], rows["articles"], rows["languages"]
                starts = rows["sentence_starts"]
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise IndexDamaged(f"{folder / 'rows.npz'} can't be read ({error}); run `derek index`.") from error
        passages = FaissStore.load(folder / "passages.faiss")
        sentences = FaissStore.load(folder / "sentences.faiss")
        keywords = Bm25Keywords.load(folder / "keywords.npz")
        found = (
            len(ids),
            len(articles),
            len(languages),
            len(starts) - 1,
            len(passages),
            len(keywords),
            int(starts[-1]),
            len(sentences),
            passages.dimension,
            sentences.dimension,
        )
        expected = (*[manifest.passages] * 6, *[manifest.sentences] * 2, *[manifest.dimension] * 2)
        if found != expected:
            raise IndexDamaged(
                f"{folder} holds rows and dimensions {found} where {expected} are due; run `derek index`."
            )
        return cls(
            manifest.model, manifest.fingerprint, ids, articles, languages, starts, passages, sentences, keywords
        )


def current(folder: Path) -> Path | None:
    """Folder of the generation in use, or None before the first. Raises IndexDamaged if it is gone."""
    name = _named(folder)
    while name is not None and not (folder / name).is_dir():
        missing, name = name, _named(folder)  # another process may have switched to the next one meanwhile
        if name == missing:
            raise IndexDamaged(f"{folder / _CURRENT} names {name!r}, which is not there; run `derek index`.")
    return None if name is None else folder / name


def manifest_in_use(folder: Path) -> Manifest | None:
    """What the index in use was made with; None before the first, and where it can't be read."""
    name = _named(folder)
    try:
        generation = current(folder)
        return Manifest.load(generation / "manifest.json") if generation else None
    except IndexDamaged:
        # Another process may have switched to the next one between the two.
        return None if _named(folder) == name else manifest_in_use(folder)


def _named(folder: Path) -> str | None:
    try:
        return (folder / _CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _clean_up(folder: Path, keep: str) -> None:
    """Remove older generations and what killed processes left behind. Only the holder of the lock writes here."""
    for path in folder.iterdir():
        if path.is_dir() and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.endswith(".partial"):
            path.unlink(missing_ok=True)
