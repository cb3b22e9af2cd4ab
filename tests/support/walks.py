"""Walking the shipped diagrams without a database: actions answer what the test says."""

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from workflows import Engine, Sources, StaticSurroundings

NOW = datetime(2025, 12, 24, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
FUNCTIONS = {
    "now": lambda: NOW,
    "deadline": lambda name: NOW + timedelta(days=20),
    "workdays_after": lambda moment, days: moment + timedelta(days=days),
    "workdays_before": lambda moment, days: moment - timedelta(days=days),
    "setting": lambda name: 3,
}


@cache
def shipped(key: str) -> Sources:
    """Read a shipped diagram with every shipped table."""
    room = files("bpmn")
    return Sources(
        key,
        (room / "processes" / f"{key}.bpmn").read_text("utf-8"),
        {},
        {
            path.name.removesuffix(".dmn"): path.read_text("utf-8")
            for path in (room / "decisions").iterdir()
            if path.name.endswith(".dmn")
        },
    )


class Walk:
    """One instance of a shipped diagram, and everything it has passed so far."""

    def __init__(self, engine: Engine, key: str, variables, actions=None, facts=None):
        self.engine, self.sources = engine, shipped(key)
        self.surroundings = StaticSurroundings(NOW, FUNCTIONS, actions, facts)
        self.trail, self.sent = [], []
        self._keep(engine.start(self.sources, variables, self.surroundings))

    def do(self, element_id, **variables):
        """Complete the first open task of this element."""
        return self._step(
            self.engine.complete_user_task, self._open(element_id), variables, self.surroundings
        )

    def fire(self, element_id):
        """Let the timer of this element fire."""
        waiting = self.state.timers
        task_id = next(one.engine_task_id for one in waiting if one.element_id == element_id)
        return self._step(self.engine.fire_timer, task_id, self.surroundings)

    def deliver(self, message, **variables):
        """Deliver a message to whoever waits for it."""
        waiting = self.state.messages
        task_id = next(one.engine_task_id for one in waiting if one.message == message)
        return self._step(self.engine.deliver_message, task_id, variables, self.surroundings)

    @property
    def waiting(self):
        """The elements that wait for a person, in order of their names."""
        return sorted(one.element_id for one in self.state.open_tasks)

    @property
    def actions(self):
        """The actions that were carried out so far."""
        return [call.action for call in self.surroundings.calls]

    def _open(self, element_id):
        return next(
            one.engine_task_id for one in self.state.open_tasks if one.element_id == element_id
        )

    def _step(self, verb, *given):
        self._keep(verb(self.sources, self.state.document, *given))
        return self

    def _keep(self, state):
        self.state = state
        self.trail += state.trail
        self.sent += state.sent


def untouched(engine: Engine, key: str, walks) -> set[str]:
    """Name the elements and flows of a diagram that none of these walks has passed."""
    outline = engine.outline(shipped(key).diagram)
    drawn = {one.id for one in outline.elements} | {one.id for one in outline.flows}
    return drawn - {place for walk in walks for place in walk.trail}
