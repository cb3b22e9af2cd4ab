"""The files a process owner deploys: diagrams, decision tables and forms."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from service.models import DefinitionKind
from service.operations.gathering import FindText
from workflows import Choice, Translated, decode, translate

SUFFIXES = {
    ".bpmn": DefinitionKind.PROCESS,
    ".dmn": DefinitionKind.DECISION,
    ".form": DefinitionKind.FORM,
}


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """A diagram, table or form as it is run; the file's name is its key.

    ``origin`` is what a diagram of another tool was translated from, so that a problem is told
    at its line in there.
    """

    kind: DefinitionKind
    key: str
    content: str
    origin: Translated | None = field(default=None, compare=False, repr=False)

    @classmethod
    def read(cls, name: str, content: bytes, choice: Choice | None = None) -> "DefinitionFile":
        """Read a file, in our words where another tool wrote it, or raise DefinitionRejected."""
        path = PurePath(name)
        kind, text = SUFFIXES[path.suffix], decode(content)
        if kind is not DefinitionKind.PROCESS:
            return cls(kind, path.stem, text)
        translated = translate(text, choice)
        return cls(kind, path.stem, translated.text, translated)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.key + next(suffix for suffix, kind in SUFFIXES.items() if kind == self.kind)

    @property
    def sha256(self) -> str:
        """The digest that tells whether it changed."""
        return hashlib.sha256(self.content.encode()).hexdigest()


def texts_among(files: Iterable[DefinitionFile]) -> FindText:
    """What finds the texts of these files; of two by one key the later counts."""
    texts = {(one.kind, one.key): one.content for one in files}
    return lambda kind, key: texts.get((kind, key))
