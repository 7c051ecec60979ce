"""Where a reader's library, indexes and models are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Home:
    """The one folder under which everything is stored. Making the value touches no disk."""

    root: Path
    shared_models: Path | None = None
    """Where prepared encoders are, if not under the root."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Home:
        """`DEREK_HOME` if it is set, otherwise the platform's folder for user data."""
        named = environment.get("DEREK_HOME", "").strip()
        return cls(Path(named).expanduser() if named else Path(platformdirs.user_data_dir("derek", appauthor=False)))

    @property
    def library(self) -> Path:
        """The database of articles and passages."""
        return self.root / "library.sqlite"

    @property
    def originals(self) -> Path:
        """Unchanged copies of the files that were added."""
        return self.root / "originals"

    @property
    def index(self) -> Path:
        """Generations of the search index."""
        return self.root / "index"

    @property
    def next_index(self) -> Path:
        """Where an index made with another model grows until it takes the place of the one in use."""
        return self.root / "index.next"

    @property
    def models(self) -> Path:
        """Prepared encoders."""
        return self.shared_models or self.root / "models"

    @property
    def evaluation(self) -> Path:
        """Evaluation runs, and the libraries that question sets bring with them."""
        return self.root / "eval"

    def measured(self, name: str) -> Home:
        """The home of a library that is only measured, apart from the reader's own; encoders are shared."""
        return Home(self.evaluation / "libraries" / name, self.models)

    @property
    def lock(self) -> Path:
        """Held by whoever changes the library or the index."""
        return self.root / "writing.lock"

    @property
    def model_lock(self) -> Path:
        """Held by whoever goes over to another model; articles may be added meanwhile."""
        return self.root / "model.lock"
