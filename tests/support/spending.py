"""What a long trial has cost, for its line in the summary of the run."""

from resource import RUSAGE_SELF, getrusage
from time import process_time


def spent(begun: float) -> str:
    """Say what was computed since then, and the most memory this process has ever held."""
    most = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    return f"{process_time() - begun:.1f} s of computing, at most {most} MB"
