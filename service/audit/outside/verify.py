"""Kiểm tra bản xuất hay gói của sổ Thi Đua, không cần phần mềm Thi Đua · Verify an export.

    python verify.py EXPORT_OR_PACK --fingerprint HEX [--checkpoint FILE ...]

Needs Python 3.11 and ``cryptography``. Exit code: 0 everything holds, 1 something does not,
2 it cannot be told. The fingerprint, the checkpoints and this program must come from elsewhere:
from paper, from a mail of then, from a second machine; never from whoever handed over the export.

An export is lines of JSON: a title; checkpoints; entries; a signature over all lines before.
The hash of an entry is sha256(0x00, body). It is a leaf of the Merkle tree of RFC 9162, whose
root a checkpoint signs. A whole ledger is checked by building the tree again. A part of it
carries, with each entry, the nodes beside its way up to the root.

A pack is a zip archive with such a part, ``ledger.jsonl``, and the files it speaks for. Its
``manifest.json`` holds the SHA-256 of each file; the comment at its end holds the signatures of
the manifest and of all bytes before the comment. What the timeline tells, and every document and
definition, must be as an entry has it.
"""

import argparse
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "thidua ledger export 1"
PACK = "thidua inspection pack 1"
TITLE = "thidua ledger checkpoint 1"
GENESIS = "0" * 64
SUFFIXES = {"process": "bpmn", "decision": "dmn", "form": "form"}


class Broken(Exception):
    """Something does not hold: in Vietnamese, and in English."""


class Unknown(Exception):
    """It cannot be told whether everything holds: in Vietnamese, and in English."""


def canonical(value: object) -> bytes:
    """Write a value in the one way it is hashed."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def check_signature(key: str, signature: str, message: bytes) -> bool:
    """Tell whether a key signed a message."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    # The same number can be written with other letters: that is a changed byte as well.
    return all(bytes.fromhex(one).hex() == one for one in (key, signature))


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


# The tree ------------------------------------------------------------------------------------


def node(left: bytes, right: bytes) -> bytes:
    """Join two halves of a tree."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def left_half(size: int) -> int:
    """Return the largest power of two smaller than the size."""
    return 1 << ((size - 1).bit_length() - 1)


def root_over(leaves: list[bytes]) -> bytes:
    """Return the root over all leaves."""
    level = leaves or [hashlib.sha256().digest()]
    while len(level) > 1:
        joined = [node(*pair) for pair in zip(level[::2], level[1::2], strict=False)]
        level = joined + level[len(joined) * 2 :]
    return level[0]


def root_beside(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """Return the root that follows from one leaf and the nodes beside its way up."""
    if size == 1:
        return leaf if not proof else b""
    half, beside = left_half(size), proof[-1]
    if index < half:
        return node(root_beside(leaf, index, half, proof[:-1]), beside)
    return node(beside, root_beside(leaf, index - half, size - half, proof[:-1]))


def roots_of_both(
    former: int, size: int, proof: list[bytes], former_root: bytes, is_whole: bool = True
) -> tuple[bytes, bytes]:
    """Return the roots of a former and of the grown tree that follow from a proof of growth."""
    if former == size:
        one = former_root if is_whole else proof[0]
        return one, one
    half, beside = left_half(size), proof[-1]
    if former <= half:
        old, new = roots_of_both(former, half, proof[:-1], former_root, is_whole)
        return old, node(new, beside)
    old, new = roots_of_both(former - half, size - half, proof[:-1], former_root, False)
    return node(beside, old), node(beside, new)


# Checkpoints ---------------------------------------------------------------------------------


def read_checkpoint(text: str) -> dict[str, str]:
    """Read a checkpoint and check its own signature."""
    said = dict(line.strip().split(": ", 1) for line in text.strip().splitlines()[1:])
    names = ("entries", "root", "head", "made", "key")
    message = "\n".join([TITLE, *(f"{name}: {said.get(name)}" for name in names), ""])
    signature = said.get("signature", "")
    is_signed = check_signature(said["key"], signature, message.encode())
    if f"{message}signature: {signature}".split() != text.split() or not is_signed:
        raise Broken(
            f"Điểm xác nhận tại mục {said.get('entries')} có chữ ký sai.",
            f"The checkpoint at entry {said.get('entries')} has a signature that does not fit.",
        )
    return said


# The export ----------------------------------------------------------------------------------


class Export:
    """The lines of an export, told apart."""

    def __init__(self, content: bytes) -> None:
        lines = content.splitlines(keepends=True)
        self.signed, self.last = b"".join(lines[:-1]), lines[-1]
        self.end = json.loads(self.last)
        told = [self.parsed(number, line) for number, line in enumerate(lines[:-1], 1)]
        self.title = told[0]
        self.checkpoints = [one for one in told[1:] if "checkpoint" in one]
        self.entries = [one for one in told[1:] if "checkpoint" not in one]
        self.is_whole = self.title["scope"] == "ledger"
        if self.title["format"] != FORMAT:
            raise ValueError(self.title["format"])

    @staticmethod
    def parsed(number: int, line: bytes) -> dict:  # type: ignore[type-arg]
        """Read one line."""
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise Broken(f"Dòng {number} không đọc được.", f"Line {number} cannot be read.")
        return found


def check_key(export: Export, fingerprint: str, checkpoints: list[dict[str, str]]) -> None:
    """Check that one key signed everything, the one whose fingerprint came from elsewhere."""
    if not fingerprint:
        raise Unknown(
            "Mọi mục khớp nhau, nhưng chưa rõ khóa là của ai: hãy cho --fingerprint.",
            "All entries fit together, but nothing says whose key this is: give --fingerprint.",
        )
    key = export.end["key"]
    if digest_of(bytes.fromhex(key)) != "".join(fingerprint.split()).lower():
        raise Broken(
            "Bản xuất được ký bằng khóa khác với khóa có dấu vân tay đã cho.",
            "The export is signed with another key than the one of the given fingerprint.",
        )
    if any(one["key"] != key for one in checkpoints):
        raise Broken(
            "Có điểm xác nhận ký bằng khóa khác.", "A checkpoint is signed with another key."
        )


def check_entries(export: Export, root: bytes, size: int) -> list[bytes]:
    """Check each entry in order; return their hashes."""
    last, before, leaves = 0, GENESIS, []
    for line in export.entries:
        entry, body = line["entry"], json.loads(line["body"])
        if export.is_whole and entry != last + 1:
            raise broken_entry(last + 1, "thiếu", "is missing")
        leaf = hashlib.sha256(b"\x00" + line["body"].encode()).digest()
        if leaf.hex() != line["hash"] or body["sequence"] != entry:
            raise broken_entry(entry, "có nội dung đã bị sửa", "has content that was changed")
        if export.is_whole and body["previous"] != before:
            raise broken_entry(entry, "không nối tiếp mục trước", "does not follow the one before")
        if not export.is_whole:
            proof = [bytes.fromhex(one) for one in line["proof"]]
            if entry <= last or entry > size or root_beside(leaf, entry - 1, size, proof) != root:
                raise broken_entry(entry, "không thuộc sổ đã ký", "is not in the signed ledger")
        check_values(entry, body.get("values", {}), line.get("values", {}))
        last, before = entry, line["hash"]
        leaves.append(leaf)
    return leaves


def check_values(entry: int, commitments: dict, disclosed: dict) -> None:  # type: ignore[type-arg]
    """Check what is disclosed against what the entry committed to."""
    for name, one in disclosed.items():
        digest = hashlib.sha256(bytes.fromhex(one["salt"]) + canonical(one["value"])).hexdigest()
        if commitments.get(name) != digest:
            raise broken_entry(
                entry, f"có giá trị “{name}” đã bị sửa", f"has a value, “{name}”, that was changed"
            )


def broken_entry(entry: int, vi: str, en: str) -> Broken:
    """Name an entry."""
    return Broken(f"Mục {entry} {vi}.", f"Entry {entry} {en}.")


def check_checkpoints(export: Export, leaves: list[bytes], kept: list[dict[str, str]]) -> None:
    """Hold the ledger against each checkpoint, those from elsewhere last."""
    confirmed, size = 0, int(kept[-1]["entries"])
    if export.is_whole and len(leaves) < size:
        raise broken_entry(len(leaves) + 1, "thiếu", "is missing")
    for line, one in zip(export.checkpoints, kept, strict=True):
        entries, root = int(one["entries"]), bytes.fromhex(one["root"])
        if export.is_whole:
            fits = root_over(leaves[:entries]) == root
        else:
            proof = [bytes.fromhex(node) for node in line["consistency"]]
            newest = bytes.fromhex(kept[-1]["root"])
            fits = roots_of_both(entries, size, proof, root) == (root, newest)
        if not fits:
            raise differs(confirmed)
        confirmed = entries


def check_outside(
    export: Export, leaves: list[bytes], kept: list[dict[str, str]], outside: list[dict[str, str]]
) -> None:
    """Hold the ledger against checkpoints that were kept elsewhere."""
    known = {one["entries"]: one["root"] for one in kept}
    for one in sorted(outside, key=lambda one: int(one["entries"])):
        entries = int(one["entries"])
        if export.is_whole and entries > len(leaves):
            raise broken_entry(len(leaves) + 1, "thiếu", "is missing")
        found = root_over(leaves[:entries]).hex() if export.is_whole else known.get(one["entries"])
        if found is None:
            raise Unknown(
                f"Bản xuất không nói gì về điểm xác nhận tại mục {entries}: hãy xin bản mới hơn.",
                f"The export says nothing of the checkpoint at entry {entries}: ask for a new one.",
            )
        if found != one["root"]:
            raise differs(0)


def differs(confirmed: int) -> Broken:
    """Name the first entry that is not confirmed."""
    return Broken(
        f"Từ mục {confirmed + 1} trở đi, sổ không phải là sổ đã được ký.",
        f"From entry {confirmed + 1} on, the ledger is not the one that was signed.",
    )


def check_end(export: Export) -> None:
    """Check the signature over the whole file."""
    key, signature = export.end["key"], export.end["signature"]
    message = f"{FORMAT}\n{hashlib.sha256(export.signed).hexdigest()}\n".encode()
    written = canonical({"key": key, "signature": signature}) + b"\n"
    if export.last != written or not check_signature(key, signature, message):
        raise Broken("Tệp đã bị sửa sau khi được ký.", "The file was changed after it was signed.")


# The pack ------------------------------------------------------------------------------------


CHANGED = ("đã bị sửa sau khi ký", "was changed after it was signed")
DIFFERS = ("không khớp với sổ", "differs from the ledger")


class Pack:
    """The files of a pack, and the signatures at its end."""

    def __init__(self, content: bytes) -> None:
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
        except Exception as error:
            raise Broken("Gói không đọc được.", f"The pack cannot be read ({error}).") from error
        self.signed = content[: len(content) - len(archive.comment)]
        self.last = archive.comment
        self.end = json.loads(self.last)
        self.files: dict[str, bytes] = {}
        for name in archive.namelist():
            try:
                self.files[name] = archive.read(name)
            except Exception as error:
                raise broken_file(name, *CHANGED) from error


def check_files(pack: Pack) -> None:
    """Check the manifest, and each file against it."""
    check_signed(pack, "manifest", pack.files.get("manifest.json", b""), "manifest.json")
    manifest = json.loads(pack.files["manifest.json"])
    found = {name: digest_of(content) for name, content in pack.files.items()}
    del found["manifest.json"]
    for name in sorted({*found, *manifest["files"]}):
        if found.get(name) != manifest["files"].get(name):
            raise broken_file(name, *CHANGED)


def check_told(pack: Pack, export: Export) -> None:
    """Check what the files say against the entries that speak for it; then the whole archive."""
    bodies = [json.loads(line["body"]) for line in export.entries]
    names = ("sequence", "event", "actor", "at", "instance", "detail")
    told = [{name: one[name] for name in names} for one in json.loads(pack.files["timeline.json"])]
    known = [{"instance": None, "detail": {}, **body} for body in bodies]
    if told != [{name: body[name] for name in names} for body in known]:
        raise broken_file("timeline.json", *DIFFERS)
    recorded = dict(pair for body in bodies for pair in files_of(body))
    found = {name for name in pack.files if name.startswith(("documents/", "definitions/"))}
    for name in sorted({*recorded, *found}):
        if digest_of(pack.files.get(name, b"")) != recorded.get(name):
            raise broken_file(name, *DIFFERS)
    check_signed(pack, "archive", pack.signed, "pack.zip")
    if pack.last != canonical(pack.end) or pack.end["key"] != export.end["key"]:
        raise broken_file("pack.zip", *CHANGED)


def files_of(body: dict) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    """Return the files an entry speaks for, each with its digest."""
    detail, folder = body.get("detail", {}), f"documents/{body.get('instance')}"
    if body["event"] == "document:made":
        name = f"{folder}/{detail['kind']}-{detail['edition']}"
        return [(f"{name}.{form}", detail[form]) for form in ("docx", "pdf")]
    if body["event"] == "document:signed_copy_filed":
        return [(f"{folder}/signed-copy-{detail['copy']}.pdf", detail["sha256"])]
    if body["event"] == "definition:deployed":
        name = f"definitions/{detail['key']}-v{detail['version']}.{SUFFIXES[detail['kind']]}"
        return [(name, detail["sha256"])]
    return []


def check_signed(pack: Pack, what: str, content: bytes, name: str) -> None:
    """Check one of the signatures at the end of a pack."""
    message = f"{PACK}\n{what}: {digest_of(content)}\n"
    if not check_signature(pack.end["key"], pack.end[what], message.encode()):
        raise broken_file(name, *CHANGED)


def broken_file(name: str, vi: str, en: str) -> Broken:
    """Name a file."""
    return Broken(f"Tệp {name} {vi}.", f"{name} {en}.")


def verify(content: bytes, fingerprint: str, outside: list[str]) -> tuple[str, str]:
    """Check an export or a pack; return what holds, in both languages."""
    try:
        pack = Pack(content) if content.startswith(b"PK") else None
        if pack:
            check_files(pack)
        export = Export(pack.files["ledger.jsonl"] if pack else content)
        kept = [read_checkpoint(one["checkpoint"]) for one in export.checkpoints]
        held = [read_checkpoint(one) for one in outside]
        size, root = int(kept[-1]["entries"]), bytes.fromhex(kept[-1]["root"])
        leaves = check_entries(export, root, size)
        check_checkpoints(export, leaves, kept)
        check_end(export)
        if pack:
            check_told(pack, export)
        check_outside(export, leaves, kept, held)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Broken("Bản xuất không đọc được.", f"The export cannot be read ({error}).") from error
    check_key(export, fingerprint, [*kept, *held])
    vi, en = (f"{len(pack.files)} tệp, ", f"{len(pack.files)} files, ") if pack else ("", "")
    return (
        f"{vi}{len(leaves)} mục, không mục nào bị sửa; {len(held)} điểm xác nhận bên ngoài khớp.",
        f"{en}{len(leaves)} entries, none changed; {len(held)} outside checkpoints fit.",
    )


def main(arguments: list[str] | None = None) -> int:
    """Say what holds; the exit code says it too."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("export", type=Path)
    parser.add_argument("--fingerprint", default="")
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    given = parser.parse_args(arguments)
    try:
        outside = [one.read_text(encoding="utf-8") for one in given.checkpoint]
        said, code = verify(given.export.read_bytes(), given.fingerprint, outside), 0
    except Broken as broken:
        said, code = broken.args, 1
    except (Unknown, OSError) as unknown:
        said, code = unknown.args, 2
    sys.stdout.write("\n".join(map(str, said)) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
