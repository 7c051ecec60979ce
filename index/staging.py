"""An index that grows beside the one in use, with another model, and takes its place when it is whole.

index.next/
└── 5d41c0a81f07/      one for each model with its alignment, named by a hash of their fingerprint;
    ├── CURRENT        an index like any other, never searched
    └── 000003/

It is written under a lock of its own, not under the write lock: articles go on being added to the index in use while
the library is encoded, and the last of them are brought over at the switch. Whatever kills the process, the index in
use is whole, and what was encoded up to the last checkpoint is not encoded again.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from corpus import Library
from index.build import CHECKPOINT, Update, Vectorizer, open_generation, update, write
from index.encoder import Progress
from index.errors import IndexDamaged, IndexMismatch, IndexNotWritten
from index.generation import Manifest, manifest_in_use

# A number of a vector takes 4 bytes; the index is written twice, first beside the one in use and then into its place.
_BYTES_PER_NUMBER = 2 * 4
# The keyword index and the ids of a passage, roughly; twice as well.
_BYTES_PER_PASSAGE = 2 * 2000
# Where no index tells how many sentences a passage has.
_USUAL_SENTENCES = 5


class Staging:
    """The place where an index made with one vectorizer grows."""

    def __init__(self, folder: Path, vectorizer: Vectorizer) -> None:
        self._root = folder
        self._vectorizer = vectorizer
        self._folder = folder / hashlib.sha256(vectorizer.fingerprint.encode()).hexdigest()[:12]

    def encode(self, library: Library, progress: Progress | None = None) -> Update:
        """Bring this index in step with the library; what an earlier call encoded is kept.

        Raises IndexNotWritten when it can't be stored.
        """
        try:
            return update(library, self._vectorizer, self._folder, progress=progress)
        except (IndexDamaged, IndexMismatch):  # of another version, or harmed: nothing in it is worth keeping
            shutil.rmtree(self._folder)
            return update(library, self._vectorizer, self._folder, progress=progress)

    def switch(self, library: Library, index: Path, progress: Progress | None = None) -> Update | None:
        """Put this index, in step with the library, in the place of the one under `index`; return what that took.

        The caller holds the write lock. Returns None, and does nothing, when more passages are missing here than one
        checkpoint has: they are better encoded before, without the lock. The switch itself is one rename. Raises
        IndexNotWritten.
        """
        generation = open_generation(self._folder, self._vectorizer)
        wanted, held = set(library.passage_ids()), set(generation.ids.tolist())
        if len(wanted - held) > CHECKPOINT:
            return None
        last = Update(0, 0, len(generation))
        if wanted != held:
            last = self.encode(library, progress)
            generation = open_generation(self._folder, self._vectorizer)
        write(generation, index)
        self.clear()
        return last

    def clear(self) -> None:
        """Remove this index and what was begun with other models; the caller holds the lock of this place."""
        shutil.rmtree(self._root, ignore_errors=True)

    def check_space(self, library: Library, index: Path) -> None:
        """Raise IndexNotWritten when the disk has no room for the whole index beside the one in use."""
        passages = len(library.passage_ids())
        used = manifest_in_use(index)
        sentences = used.sentences / used.passages if used and used.passages else _USUAL_SENTENCES
        rows = passages * (1 + sentences)
        needed = int(rows * self._vectorizer.dimension * _BYTES_PER_NUMBER + passages * _BYTES_PER_PASSAGE)
        begun = sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())
        free = shutil.disk_usage(self._root.parent).free
        if free < needed - begun:
            raise IndexNotWritten(
                f"An index made with {self._vectorizer.encoder.name} takes about {_megabytes(needed - begun)} beside "
                f"the one in use until it is whole, and {self._root.parent} has {_megabytes(free)} left. Free some "
                "space there and run the same command again."
            )


def begun(folder: Path) -> Iterator[Manifest]:
    """Manifests of the indexes that were begun under `folder` and have not taken their place yet."""
    for path in sorted(folder.glob("*")):
        manifest = manifest_in_use(path)
        if manifest is not None:
            yield manifest


def _megabytes(count: int) -> str:
    return f"{max(1, round(count / 1e6))} MB"
