"""Keeps the processes of the latest steps as they stand, so that the next step need not read them.

A process lies under the very bytes it was written down as, and whoever takes it has it alone. So
nothing can go stale: a step that failed has taken its process away, and what a step left behind
that was rolled back lies under bytes nobody will ever bring.
"""

from collections import OrderedDict
from threading import Lock

from workflows.engine.compiling import Compiled
from workflows.engine.workflow import Process


class AtHand:
    """The processes of the latest steps, at most ``size``; safe to share between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[bytes, Process] = OrderedDict()
        self._lock = Lock()

    def take(self, document: bytes, compiled: Compiled) -> Process | None:
        """Hand out the process of this state, unless it is not here or runs on another diagram."""
        with self._lock:
            process = self._kept.pop(document, None)
        return process if process is not None and process.spec is compiled.process else None

    def keep(self, document: bytes, process: Process) -> None:
        """Take a process in; the one that has lain longest makes room."""
        with self._lock:
            self._kept[document] = process
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
