import hashlib
from pathlib import Path

import pytest

from service.audit.keys import SigningKey
from service.audit.merkle import Tree
from service.errors import SettingRefused

LEAVES = [hashlib.sha256(b"\x00" + bytes([number])).digest() for number in range(33)]


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_by_the_book(leaves):
    """RFC 9162, 2.1.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node(root_by_the_book(leaves[:half]), root_by_the_book(leaves[half:]))


@pytest.mark.parametrize("size", range(1, 34))
def test_the_root_is_that_of_the_standard(size):
    assert Tree(LEAVES).root(size) == root_by_the_book(LEAVES[:size])


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    file = tmp_path / "var" / "ledger-key.pem"

    first, second = SigningKey.of(file), SigningKey.of(file)

    assert first.fingerprint == second.fingerprint
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["ledger-key.pem"]


def test_a_file_that_holds_no_key_is_refused_with_its_name(tmp_path):
    file = Path(tmp_path / "ledger-key.pem")
    file.write_text("no key")

    with pytest.raises(SettingRefused, match=r"ledger-key\.pem"):
        SigningKey.of(file)
