"""What a file from elsewhere is: who drew it, and which processes it holds. Nothing is judged."""

from dataclasses import dataclass

from lxml import etree

from workflows.definitions.outline import nodes_of
from workflows.importing.encodings import decode
from workflows.markup import bpmn, read_bpmn

_BY_NAMESPACE = (
    ("http://spiffworkflow.org/bpmn/", "SpiffWorkflow"),
    ("http://operaton.org/schema/", "Operaton"),
    ("http://camunda.org/schema/", "Camunda"),
    ("http://flowable.org/bpmn", "Flowable"),
    ("http://activiti.org/bpmn", "Activiti"),
    ("http://www.signavio.com", "Signavio"),
    ("http://www.trisotech.com/", "Trisotech"),
    ("http://bpmn.io/", "bpmn.io"),
)


@dataclass(frozen=True, slots=True)
class FoundProcess:
    """One process of a file; ``is_executable`` is None where the file does not say."""

    id: str
    name: str
    is_executable: bool | None
    elements: int


@dataclass(frozen=True, slots=True)
class OpenedDiagram:
    """A diagram as it came."""

    text: str
    tool: str
    processes: tuple[FoundProcess, ...]


def open_diagram(content: bytes) -> OpenedDiagram:
    """Open the bytes of a BPMN file of any tool, or raise DefinitionRejected."""
    text = decode(content)
    root = read_bpmn(text)
    return OpenedDiagram(text, _tool(root), tuple(_processes(root)))


def _processes(root: etree._Element) -> list[FoundProcess]:
    said = {"true": True, "1": True, "false": False, "0": False}
    return [
        FoundProcess(
            process.get("id") or "",
            process.get("name") or "",
            said.get(process.get("isExecutable") or ""),
            len(nodes_of(process)),
        )
        for process in root.iter(bpmn("process"))
    ]


def _tool(root: etree._Element) -> str:
    """The tool a file says it was drawn with, else the one whose namespace it uses."""
    said = " ".join(filter(None, (root.get("exporter"), root.get("exporterVersion"))))
    if said:
        return " ".join(said.split())[:80]
    spaces = [str(space) for space in root.nsmap.values()]
    spaces.append(root.get("targetNamespace") or "")
    for start, tool in _BY_NAMESPACE:
        if any(space.startswith(start) for space in spaces):
            return tool
    return ""
