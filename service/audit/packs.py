"""Packs of files somebody takes away: one archive, whose every byte is signed."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from service.audit.chain import canonical, plain
from service.audit.keys import SigningKey

_FORMAT = "thidua inspection pack 1"
MANIFEST = "manifest.json"
#: Archives must say when a file was written; nothing but the content may tell two apart.
_NEVER = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE_FILE = 0o100644 << 16


def seal_pack(title: Mapping[str, Any], files: Mapping[str, bytes], key: SigningKey) -> bytes:
    """Put files into one archive; the same files give the same bytes.

    A manifest holds the digest of each. The comment at the end of the archive holds two
    signatures: of the manifest, and of everything before the comment.
    """
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = readable({"format": _FORMAT, **title, "files": digests})
    end = {"key": key.public, "manifest": _signed(key, "manifest", manifest)}
    # How long the comment is stands before it, so that much room is made first.
    room = canonical({**end, "archive": end["manifest"]})
    archive = _zipped({**files, MANIFEST: manifest}, room).removesuffix(room)
    return archive + canonical({**end, "archive": _signed(key, "archive", archive)})


def readable(value: Any) -> bytes:
    """Write a value for people and programs alike."""
    text = json.dumps(plain(value), indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()


def _signed(key: SigningKey, what: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return key.sign(f"{_FORMAT}\n{what}: {digest}\n".encode())


def _zipped(files: Mapping[str, bytes], comment: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.comment = comment
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.create_system, entry.external_attr = _UNIX, _READABLE_FILE
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
