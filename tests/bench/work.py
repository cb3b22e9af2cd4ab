"""The work everything is measured by: one nomination, ten completions, about 2 KB of answers.

Drawn twice: as this project reads it, and as SpiffWorkflow does when it comes out of its box.
"""

import re

from service.models import DefinitionKind, Group
from service.operations.definition_files import DefinitionFile
from tests.support.given_processes import process
from tests.unit.workflows.drawing import boundary, copies, draw, end, node, start, timer, user, xor

MEMBERS = 5
#: The user tasks of one instance in the order they are done, the votes side by side.
STEPS = ("review", *["vote"] * MEMBERS, "approve", "consolidate", "sign", "submit")

_FLOWS = """
    start -> review -> vote -> approve -> agreed
    agreed -[${agreed}]-> consolidate -> threshold
    agreed -*-> refused
    threshold -[${agreed}]-> sign -> submit -> end
    threshold -*-> failed
    reminder -> reminded
    deadline -> closed
"""

_DEADLINE = "deadline('unit_deadline')"
NOMINATION = draw(
    start(),
    user("review", camunda__candidateGroups="standing_body", camunda__formKey="opinion"),
    boundary(
        "reminder", "review", timer("${workdays_before(deadline('unit_deadline'), 5)}"), False
    ),
    boundary("deadline", "review", timer("${deadline('unit_deadline')}")),
    node(
        "userTask",
        "vote",
        copies("members", "member"),
        camunda__assignee="${member}",
        camunda__formKey="opinion",
    ),
    user("approve", camunda__candidateGroups="council_chair", camunda__formKey="opinion"),
    xor("agreed"),
    user("consolidate", camunda__candidateGroups="standing_body", camunda__formKey="opinion"),
    xor("threshold"),
    user("sign", camunda__candidateGroups="director", camunda__formKey="opinion"),
    user("submit", camunda__candidateGroups="registry", camunda__formKey="opinion"),
    *map(end, ("end", "refused", "failed", "reminded", "closed")),
    flows=_FLOWS,
    key="work",
)

FORM = """{"type": "default", "id": "opinion", "schemaVersion": 18, "components": [
  {"type": "checkbox", "key": "agreed", "label": "Đồng ý",
   "properties": {"label_en": "Agreed", "variable": "agreed"}},
  {"type": "textarea", "key": "comment", "label": "Ý kiến",
   "validate": {"required": true, "maxLength": 2000}, "properties": {"label_en": "Comment"}}]}"""


def answers(number):
    """What a person answers: some 200 letters, no two the same, so that each has to be kept."""
    return {"agreed": True, "comment": f"{number}. {'Nhất trí với đề nghị của đơn vị. ' * 6}"}


FILES = (process("work", NOMINATION), DefinitionFile(DefinitionKind.FORM, "opinion", FORM))

#: Who does which step; nobody approves what they prepared themselves.
GROUPS = {
    "review": Group.STANDING_BODY,
    "approve": Group.COUNCIL_CHAIR,
    "consolidate": Group.STANDING_BODY,
    "sign": Group.DIRECTOR,
    "submit": Group.REGISTRY,
}


def stock_nomination():
    """The same diagram for the library alone: bare expressions, quoted moments, standard copies."""
    text = NOMINATION.replace(f"workdays_before({_DEADLINE}, 5)", _QUOTED)
    text = text.replace(_DEADLINE, _QUOTED)
    text = re.sub(r"<multiInstance.*?</multiInstanceLoopCharacteristics>", _COPIES, text)
    return re.sub(r"\$\{(.*?)\}", r"\1", text)


_QUOTED = '"2099-12-15T17:00:00+07:00"'
_COPIES = (
    '<multiInstanceLoopCharacteristics isSequential="false">'
    "<loopDataInputRef>members</loopDataInputRef>"
    '<inputDataItem id="member" name="member"/>'
    "</multiInstanceLoopCharacteristics>"
)
