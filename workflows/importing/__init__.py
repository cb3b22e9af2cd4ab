"""Diagrams drawn with other tools: opened as they came, and said in the words of this engine.

What came is never changed; a translation is a copy, with a list of everything said differently.
"""

from workflows.importing.encodings import decode
from workflows.importing.opening import FoundProcess, OpenedDiagram, open_diagram
from workflows.importing.translating import translate
from workflows.importing.translations import Choice, Translated, Translation

__all__ = [
    "Choice",
    "FoundProcess",
    "OpenedDiagram",
    "Translated",
    "Translation",
    "decode",
    "open_diagram",
    "translate",
]
