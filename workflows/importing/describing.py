"""What only describes and is not run: it stays in what came, and is left out of what is run."""

from lxml import etree

from workflows.importing.translations import Notes
from workflows.markup import bpmn, local_name

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
#: Data associations stay: one that would change a value on its way is for the rules to refuse.
_DESCRIBING = (
    *("ioSpecification", "dataInput", "dataOutput", "inputSet", "outputSet"),
    *("dataState", "auditing", "monitoring"),
)


def leave_descriptions(process: etree._Element, notes: Notes) -> None:
    """Leave out what describes data and drawings, with its shapes."""
    gone = set[str]()
    for element in list(process.iter(*map(bpmn, _DESCRIBING))):
        around = element.getparent()
        if around is None or local_name(around) in _DESCRIBING:
            continue
        gone |= {inner.get("id") or "" for inner in element.iter(etree.Element)}
        notes.add(element, local_name(element))
        _remove(element)
    _leave_strays(process, notes)
    _leave_shapes(process, gone - {""})


def _leave_strays(process: etree._Element, notes: Notes) -> None:
    """Extensions some tools write as if they were BPMN or nobody's, which BPMN forbids."""
    for extensions in process.iter(bpmn("extensionElements")):
        strays = [*extensions.iterdescendants(bpmn("*")), *extensions.iterchildren("{}*")]
        for name in dict.fromkeys(map(local_name, strays)):
            notes.add(extensions, f"extensionElements {name}")
        for stray in strays:
            _remove(stray)


def _leave_shapes(process: etree._Element, gone: set[str]) -> None:
    root = process.getroottree().getroot()
    for tag in ("BPMNShape", "BPMNEdge"):
        for shape in list(root.iter(f"{{{DI}}}{tag}")):
            if (shape.get("bpmnElement") or "").rpartition(":")[2] in gone:
                _remove(shape)


def _remove(element: etree._Element) -> None:
    """Take an element away, and leave the text that follows it."""
    around = element.getparent()
    if around is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        around.text = (around.text or "") + (element.tail or "")
    around.remove(element)
