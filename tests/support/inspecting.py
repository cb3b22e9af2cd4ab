"""Somebody who inspects a pack elsewhere: a verifier that runs alone, and files read from a zip."""

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import cryptography

from service.audit.outside import VERIFIER


def verified_alone(file, *arguments):
    """Run the verifier with an empty environment and one library; return its code and words."""
    library = Path(cryptography.__file__).parents[1]
    start = (
        f"import sys, runpy; sys.path.append({str(library)!r});"
        f"sys.argv[1:1] = {[str(file), *arguments]!r};"
        f"runpy.run_path({str(VERIFIER)!r}, run_name='__main__')"
    )
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", start]
    ran = subprocess.run(command, cwd=file.parent, env={}, capture_output=True, check=False)
    assert ran.stderr == b""
    return ran.returncode, ran.stdout.decode()


def files_in(content):
    """What is in a pack, by name."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def with_files(content, **changed):
    """A pack put together again around changed files, with the signatures it had."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        copy.comment = archive.comment
        for entry in archive.infolist():
            copy.writestr(entry, changed.get(entry.filename, archive.read(entry)))
    return written.getvalue()


def flipped_in(content, name):
    """A pack in which one byte of what a file was packed as is another one."""
    entry = zipfile.ZipFile(io.BytesIO(content)).getinfo(name)
    start = entry.header_offset + 30 + len(entry.filename)
    return flipped(content, start + entry.compress_size // 2, 1)


def flipped(content, place, by):
    """The same but for one byte."""
    other = bytes([(content[place] + by) % 256])
    return content[:place] + other + content[place + 1 :]


def flips(content, times, seed):
    """So many places with what is added to the byte there."""
    chance = random.Random(seed)
    return [(chance.randrange(len(content)), chance.randrange(1, 256)) for _ in range(times)]
