"""Work for people: which elements of other tools are user tasks here, and who may do them."""

import re

from lxml import etree

from workflows.definitions.outline import NODES
from workflows.importing.translations import Notes
from workflows.markup import CAMUNDA, bpmn, camunda, listed, local_name

_GROUPS = f"{{{CAMUNDA}}}candidateGroups"
_ROLES = ("potentialOwner", "humanPerformer", "performer", "resourceRole")
_GROUP = re.compile(r"group\(\s*([\w.-]+)\s*\)")
_USER = re.compile(r"user\(\s*([\w.-]+)\s*\)")
_GLOBAL = ("globalTask", "globalUserTask", "globalManualTask")
_KEPT = frozenset({"documentation", "extensionElements", "incoming", "outgoing"})


def name_user_tasks(process: etree._Element, notes: Notes) -> None:
    """Make user tasks of what is left to people: plain tasks, shared ones, steps drawn shut."""
    root = process.getroottree().getroot()
    shared = {task.get("id") for task in root.iter(*map(bpmn, _GLOBAL))}
    for node in list(process.iter(bpmn("task"))):
        _become_user_task(node, "task", notes)
    for node in list(process.iter(bpmn("callActivity"))):
        if (node.get("calledElement") or "").rpartition(":")[2] in shared:
            del node.attrib["calledElement"]
            _become_user_task(node, "callActivity globalTask", notes)
    for node in list(process.iter(bpmn("subProcess"))):
        if node.get("triggeredByEvent") != "true" and not _holds_anything(node):
            node.attrib.pop("triggeredByEvent", "")
            _keep_only_outside(node)
            _become_user_task(node, "subProcess ∅", notes)


def name_groups(process: etree._Element, notes: Notes) -> None:
    """Translate the roles of plain BPMN; those that name no group are left aside."""
    for role in list(process.iter(*map(bpmn, _ROLES))):
        task = role.getparent()
        if task is None:
            continue
        said = " ".join("".join(map(str, role.itertext())).split())
        groups, users = _GROUP.findall(said), _USER.findall(said)
        becomes = ""
        if groups and local_name(task) == "userTask" and not camunda(task, "candidateGroups"):
            becomes = ",".join(groups)
            task.set(_GROUPS, becomes)
        elif users[:1] and local_name(task) == "userTask" and not camunda(task, "assignee"):
            becomes = users[0]
            task.set(f"{{{CAMUNDA}}}assignee", becomes)
        task.remove(role)
        notes.add(task, f"{local_name(role)} {said}", becomes)


def give_group(process: etree._Element, group: str, notes: Notes) -> None:
    """Give a group to every user task that names nobody."""
    for task in process.iter(bpmn("userTask")):
        if not listed(camunda(task, "candidateGroups")) and not camunda(task, "assignee"):
            task.set(_GROUPS, group)
            notes.add(task, "candidateGroups —", f"candidateGroups {group}")


def _become_user_task(node: etree._Element, found: str, notes: Notes) -> None:
    node.tag = bpmn("userTask")
    notes.add(node, found, "userTask")


def _holds_anything(node: etree._Element) -> bool:
    return any(local_name(child) in NODES for child in node)


def _keep_only_outside(node: etree._Element) -> None:
    for child in list(node):
        name = local_name(child)
        if name not in _KEPT and not name.endswith("LoopCharacteristics"):
            node.remove(child)
