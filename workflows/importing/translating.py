"""Says a diagram of another tool in the words of this engine, on a copy."""

from collections.abc import Iterator

from lxml import etree

from workflows.definitions.outline import executable_processes, rejected
from workflows.importing.defaults import name_defaults
from workflows.importing.describing import leave_descriptions
from workflows.importing.people import give_group, name_groups, name_user_tasks
from workflows.importing.spiff import translate_spiff
from workflows.importing.splitting import draw_splits
from workflows.importing.translations import Choice, Notes, Translated
from workflows.importing.vendors import take_kin, translate_vendors
from workflows.importing.wordings import translate_wordings
from workflows.importing.zeebe import translate_zeebe
from workflows.markup import CAMUNDA, THIDUA, bpmn, line_of, read_bpmn, read_xml

#: In this order: names are settled before what they mean is asked, a group is given last.
_STEPS = (
    take_kin,
    name_user_tasks,
    draw_splits,
    leave_descriptions,
    translate_spiff,
    translate_zeebe,
    translate_vendors,
    name_groups,
    translate_wordings,
    name_defaults,
)


def translate(text: str, choice: Choice | None = None) -> Translated:
    """Say a diagram differently where that means the same; a diagram of ours stays as it is.

    What cannot be said is left for the rules to refuse.
    """
    root = read_bpmn(text)
    notes = Notes()
    chosen = choice or Choice()
    if chosen.process is not None:
        _mark_executable(root, chosen.process, notes)
    for process in executable_processes(root):
        for step in _STEPS:
            step(process, notes)
        if chosen.group is not None:
            give_group(process, chosen.group, notes)
    if not notes.taken:
        return Translated(text)
    return _written(root, notes)


def _mark_executable(root: etree._Element, chosen: str, notes: Notes) -> None:
    processes = list(root.iter(bpmn("process")))
    if chosen not in {one.get("id") for one in processes}:
        raise rejected("not-executable", processes)
    for process in processes:
        said = "true" if process.get("id") == chosen else "false"
        if process.get("isExecutable") != said:
            notes.add(process, f"isExecutable {process.get('isExecutable', '—')}", said)
            process.set("isExecutable", said)


def _written(root: etree._Element, notes: Notes) -> Translated:
    etree.cleanup_namespaces(root, _named_spaces(root), _prefixes(root))
    before = list(_lines(root))
    text = etree.tostring(root.getroottree(), encoding="unicode")
    after = list(_lines(read_xml(text)))
    return Translated(text, tuple(notes.taken), dict(zip(after, before, strict=True)))


def _lines(root: etree._Element) -> Iterator[int]:
    """The line of each element; what was put in stands on that of what comes before it."""
    last = 1
    for element in root.iter(etree.Element):
        last = line_of(element) or last
        yield last


def _named_spaces(root: etree._Element) -> dict[str, str]:
    """Our namespaces under their usual names, unless the file uses the names for others."""
    wanted = {"camunda": CAMUNDA, "thidua": THIDUA}
    return {name: space for name, space in wanted.items() if root.nsmap.get(name, space) == space}


def _prefixes(root: etree._Element) -> list[str]:
    return [prefix for element in root.iter(etree.Element) for prefix in element.nsmap if prefix]
