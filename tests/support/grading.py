"""A process that asks a decision table for a grade until nobody corrects the points."""

from service.models import DefinitionKind
from service.operations.definition_files import DefinitionFile
from tests.support import diagrams
from tests.support.given_processes import SMALL_FILES, process
from tests.unit.workflows.drawing import table

DIAGRAM = diagrams.diagram(
    "grading",
    [
        '<bpmn:exclusiveGateway id="merge"/>',
        '<bpmn:businessRuleTask id="ask" name="Xét điểm" camunda:decisionRef="grade"/>',
        diagrams.user_task("correct", "standing_body", form="points"),
        '<bpmn:exclusiveGateway id="more" default="flow_5"/>',
        diagrams.end(),
    ],
    [
        ("begin", "merge"),
        ("merge", "ask"),
        ("ask", "correct"),
        ("correct", "more"),
        ("more", "finish", "${points == 0}"),
        ("more", "merge"),
    ],
)
FORM = """{"id": "points", "type": "default", "components": [{"type": "number", "key": "points",
    "label": "Điểm", "properties": {"variable": "points"}}]}"""
GRADE = table(">= 70 => 'good' // Điều 5", inputs="points", outputs="grade")
WITH_DEFAULT = GRADE.replace(
    'name="grade"/>',
    'name="grade"><defaultOutputEntry><text>"fair"</text></defaultOutputEntry></output>',
)


def grading(grade=GRADE):
    """Everything to deploy for it."""
    return (
        *SMALL_FILES,
        process("grading", DIAGRAM),
        DefinitionFile(DefinitionKind.DECISION, "grade", grade),
        DefinitionFile(DefinitionKind.FORM, "points", FORM),
    )
