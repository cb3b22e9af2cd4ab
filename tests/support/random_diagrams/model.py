"""What a tree of blocks means: a small interpreter that knows neither BPMN nor the engine.

Every block is told what to do ``then``; what has to happen first is a ``Wait``. Branches work on
copies of the variables and give back what they changed; of two changes the later stays.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from tests.support.random_diagrams.blocks import Block, Guard
from tests.support.random_diagrams.strands import (
    Env,
    Group,
    Place,
    Scope,
    Side,
    Strand,
    Wait,
    changes,
    joined,
)

Then = Callable[[], None]


class Model:
    """One instance of a block. ``left``, ``seen`` and ``called`` tell of the last step.

    ``seen`` is what was known after each element that was left.
    """

    def __init__(self, block: Block, variables: Env, now: datetime) -> None:
        self.now = now
        self.left: list[str] = []
        self.seen: list[Env] = []
        self.called: list[tuple[str, Env]] = []
        self.completed = False
        self._main = Strand(variables)
        self._waits: list[Wait] = []
        self._scope(block, Place(Group(), Scope(), self._main), "", self._complete)

    @property
    def waits(self) -> list[Wait]:
        """What is open, in the order it was reached."""
        self._waits = [wait for wait in self._waits if not wait.group.is_over]
        return self._waits

    @property
    def variables(self) -> Env:
        """What is known in the end."""
        return self._main.env

    def happen(self, wait: Wait, values: Env, now: datetime) -> None:
        """Complete the task, fire the timer or deliver the message."""
        self.now, self.left, self.seen, self.called = now, [], [], []
        self._waits.remove(wait)
        wait.on(values)

    def _complete(self) -> None:
        self.completed = True

    def _run(self, block: Block, at: Place, then: Then) -> None:
        getattr(self, f"_{block.kind}")(block, at, then)

    def _pass(self, name: str, at: Place) -> None:
        self.left.append(at.called_by + name)
        self.seen.append(at.strand.env)

    def _leave(self, name: str, at: Place, then: Then) -> None:
        self._pass(name, at)
        then()

    def _set(self, name: str, values: Env, at: Place, then: Then) -> None:
        at.strand.env = {**at.strand.env, **values}
        self._leave(name, at, then)

    def _scope(self, block: Block, at: Place, prefix: str, then: Then) -> None:
        at.strand.scopes.append(at.scope)

        def over() -> None:
            at.strand.scopes.remove(at.scope)
            for side in at.scope.ended:
                at.strand.env = at.strand.env | changes(side.begun, side.env)
            self.seen.append(at.strand.env)
            then()

        at.scope.then = over
        self._pass(f"{prefix}start", at)
        self._run(block, at, lambda: self._leave(f"{prefix}end", at, at.scope.end))

    def _task(self, block: Block, at: Place, then: Then) -> None:
        def on(values: Env) -> None:
            self._set(block.id, values, at, then)

        self._waits.append(Wait("task", block.id, at.group, on, block["sets"]))

    def _action(self, block: Block, at: Place, then: Then) -> None:
        self.called.append((block.id, dict(at.strand.env)))
        self._script(block, at, then)

    def _script(self, block: Block, at: Place, then: Then) -> None:
        value = (at.strand.env[block["reads"]] + block["plus"]) % 5
        self._set(block.id, {block["target"]: value}, at, then)

    def _wait(self, block: Block, at: Place, then: Then) -> None:
        due_at = self.now + timedelta(days=block["days"])

        def on(values: Env) -> None:
            self._leave(block.id, at, then)

        self._waits.append(Wait("timer", block.id, at.group, on, due_at=due_at))

    def _catch(self, block: Block, at: Place, then: Then) -> None:
        def on(values: Env) -> None:
            self._set(block.id, values, at, then)

        self._waits.append(Wait("message", block.id, at.group, on, block["sets"]))

    def _sequence(self, block: Block, at: Place, then: Then) -> None:
        def go(number: int) -> None:
            if number == len(block.parts):
                then()
            else:
                self._run(block.parts[number], at, lambda: go(number + 1))

        go(0)

    def _choice(self, block: Block, at: Place, then: Then) -> None:
        holding = [at.strand.env[name] >= least for name, least in block["tests"]]
        self._pass(block.id, at)
        self._arm(block, block.parts[[*holding, True].index(True)], at, then)

    def _arm(self, block: Block, arm: Block, at: Place, then: Then) -> None:
        self._run(arm, at, lambda: self._leave(f"{block.id}_join", at, then))

    def _parallel(self, block: Block, at: Place, then: Then) -> None:
        before, arrived = at.strand.env, list[Strand]()

        def arrive(branch: Strand) -> None:
            arrived.append(branch)
            if len(arrived) == len(block.parts):
                at.strand.branches = []
                at.strand.env = joined(before, [one.env for one in arrived])
                self._leave(f"{block.id}_join", at, then)

        self._pass(block.id, at)
        at.strand.branches = [Strand(before) for _ in block.parts]
        for part, branch in zip(block.parts, list(at.strand.branches), strict=True):
            self._run(part, replace(at, strand=branch), lambda one=branch: arrive(one))

    def _race(self, block: Block, at: Place, then: Then) -> None:
        group = Group(at.group)

        def first(arm: Block) -> None:
            group.cancelled = True
            self._arm(block, arm, at, then)

        self._pass(block.id, at)
        for event, arm in zip(block["events"], block.parts, strict=True):
            self._run(event, replace(at, group=group), lambda one=arm: first(one))

    def _loop(self, block: Block, at: Place, then: Then) -> None:
        counter = block["counter"]

        def turn() -> None:
            self._pass(f"{block.id}_again", at)
            self._run(block.parts[0], at, turned)

        def turned() -> None:
            self._set(block.id, {counter: at.strand.env[counter] + 1}, at, more)

        def more() -> None:
            self._pass(f"{block.id}_more", at)
            if at.strand.env[counter] < block["rounds"]:
                turn()
            else:
                self._leave(f"{block.id}_leave", at, then)

        self._set(f"{block.id}_begin", {counter: 0}, at, turn)

    def _inside(self, block: Block, at: Place, then: Then) -> None:
        here = replace(at, scope=Scope())
        self._scope(block.parts[0], here, block.id, lambda: self._leave(block.id, at, then))

    def _call(self, block: Block, at: Place, then: Then) -> None:
        elsewhere = Strand(at.strand.env)

        def back() -> None:
            self._set(block.id, elsewhere.env, at, then)

        inside = Place(at.group, Scope(), elsewhere, f"{at.called_by}{block.id}/")
        self._scope(block.parts[0], inside, block.id, back)

    def _copies(self, block: Block, at: Place, then: Then) -> None:
        number, group, done = block["number"], Group(at.group), list[int]()
        enough = min(number, block["enough"] or number)

        def begin(member: int) -> None:
            before = at.strand.env

            def on(values: Env) -> None:
                at.strand.env = at.strand.env | changes(before, values)
                done.append(member)
                if len(done) == enough:
                    group.cancelled = True
                    self._leave(block.id, at, then)
                elif block["sequential"]:
                    begin(member + 1)

            wait = Wait("task", block.id, group, on, block["sets"], assignee=str(member))
            self._waits.append(wait)

        for member in range(min(number, 1) if block["sequential"] else number):
            begin(member)
        if not number:
            self._leave(block.id, at, then)

    def _guarded(self, block: Block, at: Place, then: Then) -> None:
        host, before, outside = Group(at.group), at.strand.env, len(at.strand.scopes)

        def over() -> None:
            host.cancelled = True
            self._leave(f"{block.id}_join", at, then)

        def interrupt(guard: Guard, path: Block, values: Env) -> None:
            host.cancelled = True
            at.strand.interrupt(outside)
            self._set(guard.id, values, at, lambda: self._arm(block, path, at, then))

        def beside(guard: Guard, path: Block, values: Env) -> None:
            side = Side(before, begun=before)
            at.scope.begin(side)
            here = replace(at, strand=side)

            def ended() -> None:
                self._leave(f"{guard.id}_end", here, lambda: at.scope.end(side))

            self._set(guard.id, values, here, lambda: self._run(path, here, ended))

        for guard, path in zip(block["guards"], block.parts[1:], strict=True):
            happened = interrupt if guard.interrupts else beside
            self._watch(guard, host, lambda values, g=guard, p=path, do=happened: do(g, p, values))
        self._run(block.parts[0], replace(at, group=host), over)

    def _watch(self, guard: Guard, host: Group, on: Callable[[Env], None]) -> None:
        kind = "message" if guard.days is None else "timer"
        begun = self.now

        def watch(occurrence: int) -> None:
            wait = Wait(kind, guard.id, host, lambda values: happened(occurrence, values))
            wait.sets = guard.sets if kind == "message" else ()
            wait.due_at, wait.occurrence = guard.due_at(begun, occurrence), occurrence
            wait.is_aside = not guard.interrupts
            self._waits.append(wait)

        def happened(occurrence: int, values: Env) -> None:
            following = guard.following(begun, occurrence, self.now)
            if following is not None:
                watch(following)
            on(values)

        watch(0)
