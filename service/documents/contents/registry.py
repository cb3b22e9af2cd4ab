"""Which papers a case of each process has, and where what they say comes from."""

from collections.abc import Callable
from typing import Final, TypeAlias

from service.documents.contents.scene import Scene
from service.documents.fields import Fields
from service.models import DocumentKind

#: What a paper says, or None while the case has not come so far.
Content: TypeAlias = Callable[[Scene], Fields | None]

_CONTENTS: Final[dict[tuple[str, DocumentKind], Content]] = {}


def content(process_key: str, kind: DocumentKind) -> Callable[[Content], Content]:
    """Let a function say what a paper of this kind says in cases of a process."""

    def register(function: Content) -> Content:
        _CONTENTS[process_key, kind] = function
        return function

    return register


def kinds_of(process_key: str) -> list[DocumentKind]:
    """List the papers cases of a process may have, in the order of the season."""
    return [kind for kind in DocumentKind if (process_key, kind) in _CONTENTS]


def content_of(scene: Scene, kind: DocumentKind) -> Fields | None:
    """Return what a paper of a case says as things stand, or None where there is none yet."""
    say = _CONTENTS.get((scene.instance.process_key, kind))
    said = say(scene) if say is not None else None
    return None if said is None else {**scene.common(), **said}
