"""What commands say: results on standard output, complaints on standard error."""

import sys


def say(text: str = "") -> None:
    """Print a line of the answer."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print a line about what went wrong."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
