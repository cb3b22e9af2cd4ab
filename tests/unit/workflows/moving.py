"""Moves instances of small diagrams between versions, and looks at what is predicted."""

from typing import Any

import pytest

from tests.unit.workflows.story import Story
from workflows import Category, MigrationPlan, MigrationRefused, Sources, Versions
from workflows.kinds import Kind


def plan(story: Story, new: Sources, **forms: dict[str, Kind]) -> MigrationPlan:
    versions = Versions(story.sources, new, forms, forms)
    return story.engine().plan_migration(versions, story.state.document)


def move(story: Story, new: Sources, **forms: dict[str, Kind]) -> Story:
    """Move a story to another version, which must be what the plan says."""
    assert plan(story, new, **forms).reasons == ()
    versions = Versions(story.sources, new, forms, forms)
    story.state = story.engine().migrate(versions, story.state.document, story.surroundings)
    story.sources = new
    return story


def refused(story: Story, new: Sources, **forms: dict[str, Kind]) -> dict[str, str]:
    """Why it does not move, by element; the outcome has to agree with the plan."""
    predicted = plan(story, new, **forms)
    before = bytes(story.state.document)
    versions = Versions(story.sources, new, forms, forms)
    with pytest.raises(MigrationRefused) as refusal:
        story.engine().migrate(versions, story.state.document, story.surroundings)
    assert refusal.value.plan == predicted
    assert predicted.category is not Category.MOVES
    assert story.state.document == before
    return {reason.element_id: reason.code for reason in predicted.reasons}


def ids(story: Story) -> dict[str, Any]:
    """The engine's ids of everything that is open or waits, by element."""
    waiting = (*story.state.open_tasks, *story.state.timers, *story.state.messages)
    return {one.element_id: one.engine_task_id for one in waiting}
