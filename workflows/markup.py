"""Reads XML that strangers wrote: nothing outside the text is fetched, nothing is expanded."""

from lxml import etree

from workflows.errors import DefinitionRejected
from workflows.foreign import xml_reason
from workflows.values import Problem
from workflows.wording import Both

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
THIDUA = "https://thidua.example/bpmn/1.0"
MAX_BYTES = 1_000_000


def read_xml(text: str) -> etree._Element:
    """Read a document, or raise DefinitionRejected with one problem."""
    content = text.encode()
    if len(content) > MAX_BYTES:
        raise _rejected("xml-size", Both(f"over {MAX_BYTES} bytes", f"quá {MAX_BYTES} byte"))
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _rejected("xml-doctype", Both("DOCTYPE, ENTITY", "DOCTYPE, ENTITY"))
    try:
        return etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        raise _rejected("xml-syntax", xml_reason(error.msg or ""), error.lineno) from None


def read_bpmn(text: str) -> etree._Element:
    """Read a BPMN document, or raise DefinitionRejected with one problem."""
    root = read_xml(text)
    if root.tag != bpmn("definitions"):
        tag = f"<{local_name(root)}>"
        raise _rejected("not-bpmn", Both(tag, tag), line_of(root))
    return root


def bpmn(tag: str) -> str:
    """The full name of a BPMN tag."""
    return f"{{{BPMN}}}{tag}"


def local_name(element: etree._Element) -> str:
    """The name of a tag without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int | None:
    """The line an element begins on."""
    line = element.sourceline
    return line if isinstance(line, int) else None


def is_set(element: etree._Element, name: str, otherwise: bool = False) -> bool:
    """Whether a yes-or-no attribute is written and says yes."""
    return element.get(name, str(otherwise).lower()).strip() in ("true", "1")


def interrupts(event: etree._Element) -> bool:
    """Whether a boundary event, or the start of an event subprocess, ends what is under way."""
    return is_set(event, "cancelActivity", True) and is_set(event, "isInterrupting", True)


def own(element: etree._Element, name: str) -> str | None:
    """An attribute of our own namespace."""
    return element.get(f"{{{THIDUA}}}{name}")


def camunda(element: etree._Element, name: str) -> str | None:
    """An attribute of the Camunda namespace."""
    return element.get(f"{{{CAMUNDA}}}{name}")


def listed(text: str | None) -> tuple[str, ...]:
    """The entries of a comma-separated attribute."""
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _parser() -> etree.XMLParser:
    # The text is read already: whatever encoding it once declared no longer counts.
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def _rejected(rule: str, reason: Both, line: int | None = None) -> DefinitionRejected:
    return DefinitionRejected((Problem.because(rule, reason, reason.vi, line=line),))
