"""SpiffWorkflow as it comes, for tests that show what it does without our remedies."""

from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState

__all__ = ["SPIFF_CONFIG", "TaskState", "complete", "stock", "stock_spec"]


def stock_spec(diagram: str, *called: str, key: str = "p") -> tuple[Any, Any]:
    parser = SpiffBpmnParser()
    roots = [etree.fromstring(text.encode()) for text in (diagram, *called)]
    for root in roots:
        parser.add_bpmn_xml(root)
    return parser.get_spec(key), parser.get_subprocess_specs(key)


def stock(diagram: str, *called: str, **variables: Any) -> Any:
    workflow = BpmnWorkflow(*stock_spec(diagram, *called))
    workflow.task_tree.data.update(variables)
    workflow.do_engine_steps()
    return workflow


def complete(workflow: Any, element_id: str, **variables: Any) -> None:
    ready = workflow.get_tasks(state=TaskState.READY, manual=True)
    task = next(task for task in ready if task.task_spec.bpmn_id == element_id)
    task.data.update(variables)
    task.run()
    workflow.do_engine_steps()
