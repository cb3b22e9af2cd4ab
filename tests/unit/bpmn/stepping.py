"""Walks a diagram step by step, so that a test can look around between the steps."""

from tests.unit.bpmn.walking import ENGINE, FUNCTIONS, NOW, sources_of
from workflows import StaticSurroundings


class Walk:
    """One instance of a diagram, and everything it has passed so far."""

    def __init__(self, key, variables, actions=None, facts=None):
        self.sources = sources_of(key)
        self.surroundings = StaticSurroundings(NOW, FUNCTIONS, actions, facts)
        self.trail, self.sent = [], []
        self._keep(ENGINE.start(self.sources, variables, self.surroundings))

    def do(self, element_id, **variables):
        """Complete the first open task of this element."""
        waiting = _of(element_id, self.state.open_tasks)
        return self._step(ENGINE.complete_user_task, waiting, variables)

    def fire(self, element_id):
        """Let the timer of this element fire."""
        return self._step(ENGINE.fire_timer, _of(element_id, self.state.timers))

    def deliver(self, element_id, **variables):
        """Deliver the message this element waits for."""
        waiting = _of(element_id, self.state.messages)
        return self._step(ENGINE.deliver_message, waiting, variables)

    @property
    def waiting(self):
        """The elements that wait for a person, in order of their names."""
        return sorted(one.element_id for one in self.state.open_tasks)

    @property
    def actions(self):
        """The actions that were carried out so far."""
        return [call.action for call in self.surroundings.calls]

    def _step(self, verb, waiting, *brought):
        document = self.state.document
        self._keep(
            verb(self.sources, document, waiting.engine_task_id, *brought, self.surroundings)
        )
        return self

    def _keep(self, state):
        self.state = state
        self.trail += state.trail
        self.sent += state.sent


def _of(element_id, waiting):
    return next(one for one in waiting if one.element_id == element_id)
