"""What leaves the house: a verifier that needs nothing of this software."""

from pathlib import Path

#: One file, to be read and run by whoever does not trust us.
VERIFIER = Path(__file__).with_name("verify.py")
