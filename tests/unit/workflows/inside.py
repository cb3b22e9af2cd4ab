"""Looks inside a saved state, where a test has to see what the engine keeps."""

from typing import Any

from tests.unit.workflows.story import Story
from workflows.engine.compiling import compile_sources
from workflows.engine.document import decode
from workflows.engine.run import Limits, Run


def opened(story: Story) -> Any:
    run = Run(story.surroundings, Limits())
    return decode(story.state.document, compile_sources(story.sources), run)


def tasks_of(story: Story, element_id: str) -> list[Any]:
    tasks = opened(story).tasks.values()
    return [task for task in tasks if task.task_spec.bpmn_id == element_id]
