"""Methods that take the place of SpiffWorkflow's are needed: where one is given back, it is missed.

Beside the remedies of ``test_planted_bugs``; those of the parsers that only build elements are left
out, for without them nothing is read at all.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.properties.test_planted_bugs import random_diagrams
from tests.unit.workflows import test_boundaries as boundaries
from tests.unit.workflows import test_choices as choices
from tests.unit.workflows import test_conditions as conditions
from tests.unit.workflows import test_elements as elements
from tests.unit.workflows import test_gateways as joining
from tests.unit.workflows import test_loops as loops
from tests.unit.workflows import test_traps_running as running
from workflows.engine import element_parsers, event_kinds, events, gateways, instances
from workflows.engine import workflow as flat

OVERRIDES: dict[tuple[type, str], Callable[[], None]] = {
    (element_parsers.ElementParser, "connect_outgoing"): random_diagrams,
    (element_parsers.ElementParser, "handles_multiple_outgoing"): random_diagrams,
    (element_parsers.ElementParser, "_add_boundary_event"): random_diagrams,
    (element_parsers.ElementParser, "_add_multiinstance_task"): random_diagrams,
    (element_parsers.ElementParser, "_add_loop_task"): (
        loops.test_a_task_is_repeated_while_the_condition_holds
    ),
    (element_parsers.ElementParser, "get_position"): (
        joining.test_moving_a_shape_does_not_change_which_condition_is_asked_first
    ),
    (event_kinds.EventKind, "has_fired"): random_diagrams,
    (event_kinds.Timer, "has_fired"): random_diagrams,
    (event_kinds.Message, "update_task_data"): random_diagrams,
    (event_kinds.Message, "throw"): (elements.test_messages_are_addressed_and_carry_their_payload),
    (events._Catching, "_on_ready_hook"): random_diagrams,
    (events._Reacting, "_on_ready_hook"): random_diagrams,
    (events.Watch, "_predict_hook"): (
        conditions.test_a_condition_is_asked_once_its_variables_are_known
    ),
    (events.Watch, "_run_hook"): (
        conditions.test_a_condition_is_asked_once_its_variables_are_known
    ),
    (events._Throwing, "_on_complete_hook"): (
        boundaries.test_a_failure_inside_a_subprocess_is_caught_on_its_boundary
    ),
    (gateways.Join, "_update_hook"): random_diagrams,
    (gateways.Join, "_run_hook"): random_diagrams,
    (gateways.ParallelGateway, "_run_hook"): random_diagrams,
    (gateways.InclusiveGateway, "_run_hook"): (
        choices.test_an_inclusive_join_does_not_overtake_a_branch_that_is_on_its_way_in_the_same_step
    ),
    (gateways.Choosing, "_run_hook"): random_diagrams,
    (gateways.EventBasedGateway, "_run_hook"): random_diagrams,
    (gateways.BoundaryEventJoin, "_update_hook"): random_diagrams,
    (instances._Instances, "create_child"): random_diagrams,
    (instances._Instances, "check_completion_condition"): random_diagrams,
    (flat.Process, "create_subprocess"): random_diagrams,
    (flat.Process, "_do_engine_steps"): running.test_trap_6_a_long_loop_is_not_taken_for_completed,
}


def of_the_library(owner: type, name: str) -> Any:
    """The method of SpiffWorkflow that ours takes the place of."""
    bases = [one for one in owner.__mro__[1:] if one.__module__.startswith("SpiffWorkflow")]
    return next(vars(base)[name] for base in bases if name in vars(base))


@pytest.mark.parametrize(
    "override", OVERRIDES, ids=lambda override: f"{override[0].__name__}.{override[1]}"
)
def test_a_method_that_is_given_back_to_the_library_is_missed(override, monkeypatch):
    monkeypatch.setattr(*override, of_the_library(*override))

    with pytest.raises((Exception, pytest.fail.Exception)):
        OVERRIDES[override]()
