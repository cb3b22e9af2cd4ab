"""Our own diagrams, walked along every path there is."""

import pytest

from service.models import DefinitionKind
from service.operations.definitions import shipped_files
from service.rehearsal.walking import walk_diagrams
from workflows import Engine

KEYS = [one.key for one in shipped_files() if one.kind is DefinitionKind.PROCESS]


@pytest.fixture(scope="module")
def walked():
    return walk_diagrams(Engine(), shipped_files())


@pytest.mark.parametrize("key", KEYS)
def test_every_diagram_of_ours_is_walked_to_its_last_flow(walked, key, printed):
    found = walked[key]

    printed(f"{key}: {len(found.paths)} paths walked")
    assert (found.never_reached, found.is_whole) == ((), True)
    assert not [path.failure for path in found.paths if path.failure]
