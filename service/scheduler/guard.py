"""A lock file that keeps a second scheduler away from one SQLite database."""

import fcntl
from pathlib import Path
from typing import IO


class SchedulerRunning(Exception):
    """Another process serves this database already."""


def hold(path: Path) -> IO[str]:
    """Hold the lock until the process ends or the file is closed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise SchedulerRunning(str(path)) from error
    return file
