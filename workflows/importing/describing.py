"""What only describes and is not run: it stays in what came, and is left out of what is run."""

from lxml import etree

from workflows.importing.translations import Notes
from workflows.markup import BPMN, bpmn, local_name

_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DESCRIBING = (
    *("ioSpecification", "property", "dataInputAssociation", "dataOutputAssociation"),
    *("dataStoreReference", "dataState", "auditing", "monitoring"),
)
#: They would change values on the way, so leaving them out would change what happens.
_CHANGING = ("assignment", "transformation")
_REFERENCES = ("inputSetRefs", "outputSetRefs")


def leave_descriptions(process: etree._Element, notes: Notes) -> None:
    """Leave out what describes data and drawings, with its shapes."""
    gone = set[str]()
    for element in list(process.iter(*map(bpmn, (*_DESCRIBING, *_REFERENCES)))):
        around = element.getparent()
        if around is None or any(element.find(bpmn(name)) is not None for name in _CHANGING):
            continue
        gone |= {inner.get("id") or "" for inner in element.iter(etree.Element)}
        notes.add(element, local_name(element))
        _remove(element)
    _leave_strays(process, notes)
    _leave_shapes(process, gone - {""})


def _leave_strays(process: etree._Element, notes: Notes) -> None:
    """Extensions some tools write without a namespace of their own, which BPMN forbids."""
    for extensions in process.iter(bpmn("extensionElements")):
        strays = [
            child
            for child in extensions.iterchildren(etree.Element)
            if etree.QName(child).namespace in {BPMN, None}
        ]
        if strays:
            notes.add(extensions, f"extension {local_name(strays[0])}")
        for stray in strays:
            _remove(stray)


def _leave_shapes(process: etree._Element, gone: set[str]) -> None:
    root = process.getroottree().getroot()
    for tag in ("BPMNShape", "BPMNEdge"):
        for shape in list(root.iter(f"{{{_DI}}}{tag}")):
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
