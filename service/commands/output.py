"""What commands say: results on standard output, complaints on standard error."""

import os
import signal
import sys

#: How a shell knows a command whose output nobody read to the end.
CLOSED = 128 + signal.SIGPIPE


def say(text: str = "") -> None:
    """Print a line of the answer."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def hand_over(content: bytes) -> None:
    """Write a file out as it is."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def complain(text: str) -> None:
    """Print a line about what went wrong."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def stop_saying() -> int:
    """Drop what nobody reads any more; returns the exit code that says so."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return CLOSED
