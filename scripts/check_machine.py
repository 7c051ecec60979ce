"""Tell in plain words what a machine lacks before anything is installed on it.

Runs under whatever Python there is, so it keeps to the oldest syntax that Python 3 knows.
"""

import os
import shutil
import sys

NEEDED_GIGABYTES = 4


def main(folder):
    """Return 0, or 1 after saying what is missing."""
    problem = find_problem(folder)
    if problem:
        sys.stderr.write("Derek can't be installed: %s\n" % problem)
        return 1
    return 0


def find_problem(folder):
    """Return the first thing that is missing, or None."""
    if sys.version_info < (3, 11):
        return (
            "it needs Python 3.11 or newer, this is %s. Install a newer one and run `make PYTHON=python3.12 …`."
            % (sys.version.split()[0])
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return (
            "this Python has no `venv` module. On Debian and Ubuntu: `apt-get install python3-venv`; "
            "elsewhere install Python from python.org."
        )
    installed = os.path.exists(os.path.join(folder, ".installed"))
    free = shutil.disk_usage(os.path.dirname(os.path.abspath(folder))).free / 1e9
    if not installed and free < NEEDED_GIGABYTES:
        return "about %d GB of free disk space are needed, %.1f GB are free." % (NEEDED_GIGABYTES, free)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
