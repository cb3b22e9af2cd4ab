"""The engine: a saved state and what happened go in, the next state comes out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.task import TaskState

from workflows.decisions import check_table
from workflows.definitions import read_outline
from workflows.definitions.comparison import compare
from workflows.definitions.diagram import lay_out
from workflows.engine.at_hand import AtHand
from workflows.engine.catching import happen
from workflows.engine.compiling import Library, compile_sources
from workflows.engine.document import decode
from workflows.engine.event_kinds import Message, Timer
from workflows.engine.going_back import go_back, ways_back
from workflows.engine.migration import judge
from workflows.engine.refitting import refit
from workflows.engine.rounds import fold_rounds
from workflows.engine.run import Limits, Run, copied, element_id, keep_all
from workflows.engine.schema import schema_problems
from workflows.engine.skipping import skippable
from workflows.engine.specs import UserTask
from workflows.engine.standing import calls, standing
from workflows.engine.timing import rearm
from workflows.engine.workflow import Process
from workflows.errors import MigrationRefused, StepFailed, TaskNotOpen, WorkflowError
from workflows.gate import Gate
from workflows.kinds import Kind
from workflows.markup import read_xml
from workflows.plain import plain
from workflows.surroundings import StaticSurroundings
from workflows.values import (
    EngineState,
    Given,
    Outline,
    Problem,
    Skippable,
    Sources,
    Surroundings,
    Variables,
)
from workflows.versions import Category, Difference, MigrationPlan, Versions


class Engine:
    """Runs process instances: what a step needs to know of one is in its document.

    Any number of threads may use one engine. To be quick it remembers compiled diagrams, and the
    ``at_hand`` instances that took the latest steps; it answers the same without.
    """

    def __init__(self, limits: Limits | None = None, at_hand: int = 200) -> None:
        self._limits = limits or Limits()
        self._library = Library()
        self._at_hand = AtHand(at_hand)
        self._gate = Gate(schema_problems, compile_sources)

    def outline(self, diagram: str) -> Outline:
        """List what a diagram contains, without judging it."""
        return read_outline(diagram)

    def check(self, sources: Sources, given: Given | None = None) -> Outline:
        """Accept a diagram with everything it needs, or raise DefinitionRejected."""
        return self._gate.check(sources, given)

    def lint(self, sources: Sources, given: Given | None = None) -> tuple[Problem, ...]:
        """Everything to be said about a diagram: errors, warnings, or nothing."""
        return self._gate.lint(sources, given)

    def given_to(self, key: str, sources: Sources, given: Given) -> dict[str, Kind] | None:
        """What a process knows when this diagram calls it; None where that may be anything."""
        return self._gate.given_to(key, sources, given)

    def lint_decision(self, xml: str) -> tuple[Problem, ...]:
        """Everything to be said about a decision table: errors, warnings, or nothing."""
        return check_table(xml)

    def start(
        self, sources: Sources, variables: Variables, surroundings: Surroundings
    ) -> EngineState:
        """Start an instance and run it to the next wait states."""
        compiled = self._library.compiled(sources)
        run = Run(surroundings, self._limits)
        with _named_failures(run, sources.key):
            process = Process(compiled.process, compiled.inner, run, deserializing=False)
            keep_all(process.task_tree, variables)
            return self._run_on(process)

    def complete_user_task(
        self,
        sources: Sources,
        document: bytes,
        engine_task_id: str,
        variables: Variables,
        surroundings: Surroundings,
    ) -> EngineState:
        """Complete one open user task, then run to the next wait states."""

        def complete(task: Any) -> None:
            keep_all(task, variables)
            task.run()

        return self._step(sources, document, surroundings, (engine_task_id, _is_open, complete))

    def fire_timer(
        self, sources: Sources, document: bytes, engine_task_id: str, surroundings: Surroundings
    ) -> EngineState:
        """Fire a timer, due or not, then run to the next wait states."""
        return self._step(sources, document, surroundings, (engine_task_id, _is_timer, happen))

    def deliver_message(
        self,
        sources: Sources,
        document: bytes,
        engine_task_id: str,
        variables: Variables,
        surroundings: Surroundings,
    ) -> EngineState:
        """Deliver a message to an element that waits for it, then run to the next wait states."""

        def deliver(task: Any) -> None:
            task.internal_data["payload"] = plain(variables)
            happen(task)

        return self._step(sources, document, surroundings, (engine_task_id, _is_message, deliver))

    def retime(self, sources: Sources, document: bytes, surroundings: Surroundings) -> EngineState:
        """Work out anew when waiting timers and open tasks are due, where a deadline decides."""
        process = self._taken_up(sources, document, surroundings)
        with _named_failures(process.run, sources.key):
            for task in process.live_tasks():
                _retime(task)
            return self._put_down(process)

    def set_variables(
        self,
        sources: Sources,
        document: bytes,
        engine_task_id: str,
        variables: Variables,
        surroundings: Surroundings,
    ) -> EngineState:
        """Set variables of an element that waits; it goes on waiting."""
        process = self._taken_up(sources, document, surroundings)
        keep_all(_live(process, engine_task_id), variables)
        return self._put_down(process)

    def skippable(self, sources: Sources, element_id: str) -> Skippable | None:
        """What has to be decided to skip an element, or None where it cannot be."""
        return skippable(self._library.compiled(sources), element_id)

    def ways_back(self, sources: Sources, document: bytes) -> tuple[str, ...]:
        """The earlier elements an instance can safely be taken back to."""
        run = Run(_NOWHERE, self._limits)
        return tuple(ways_back(decode(document, self._library.compiled(sources), run)))

    def go_back(
        self, sources: Sources, document: bytes, element_id: str, surroundings: Surroundings
    ) -> EngineState:
        """Reach an earlier element anew, or raise NoWayBack; what was done stays on record."""
        process = self._taken_up(sources, document, surroundings)
        with _named_failures(process.run, element_id):
            go_back(process, element_id)
            return self._run_on(process)

    def compare(self, old: str, new: str) -> tuple[Difference, ...]:
        """What differs between two versions of a diagram, shapes and colours aside."""
        return compare(lay_out(read_xml(old)), lay_out(read_xml(new)))

    def plan_migration(self, versions: Versions, document: bytes) -> MigrationPlan:
        """Say whether an instance would move to another version, and if not, what is in the way."""
        run = Run(_NOWHERE, self._limits)
        return judge(decode(document, self._library.compiled(versions.old), run), versions)

    def migrate(
        self, versions: Versions, document: bytes, surroundings: Surroundings
    ) -> EngineState:
        """Put an instance on another version, or raise MigrationRefused; it takes no step.

        Timers keep the moment they are due. Events added to what is under way are armed.
        """
        plan = self.plan_migration(versions, document)
        if plan.category is not Category.MOVES:
            raise MigrationRefused(plan)
        run = Run(surroundings, self._limits)
        old, new = (self._library.compiled(one) for one in (versions.old, versions.new))
        with _named_failures(run, versions.new.key):
            return self._put_down(refit(document, old, new, run))

    def look(self, sources: Sources, document: bytes) -> EngineState:
        """Say where an instance stands; nothing happens to it."""
        run = Run(_NOWHERE, self._limits)
        return standing(decode(document, self._library.compiled(sources), run))

    def calls(self, sources: Sources, document: bytes) -> dict[str, str]:
        """The calls around each task in a called process, by the engine's id of the task."""
        run = Run(_NOWHERE, self._limits)
        return calls(decode(document, self._library.compiled(sources), run))

    def variables(
        self, sources: Sources, document: bytes, engine_task_id: str | None = None
    ) -> Variables:
        """The variables as the last step left them, or as an element that waits knows them."""
        run = Run(_NOWHERE, self._limits)
        process = decode(document, self._library.compiled(sources), run)
        if engine_task_id is None:
            return copied(run.last_task or process.task_tree)
        return copied(_live(process, engine_task_id))

    def _step(
        self,
        sources: Sources,
        document: bytes,
        surroundings: Surroundings,
        happening: tuple[str, Callable[[Any], bool], Callable[[Any], None]],
    ) -> EngineState:
        engine_task_id, expected, happen = happening
        process = self._taken_up(sources, document, surroundings)
        task = _live(process, engine_task_id)
        if not expected(task):
            raise TaskNotOpen(engine_task_id)
        with _named_failures(process.run, element_id(task)):
            happen(task)
            return self._run_on(process)

    def _taken_up(self, sources: Sources, document: bytes, surroundings: Surroundings) -> Process:
        compiled, run = self._library.compiled(sources), Run(surroundings, self._limits)
        process = self._at_hand.take(document, compiled)
        if process is None:
            return decode(document, compiled, run)
        process.begin(run)
        return process

    def _run_on(self, process: Process) -> EngineState:
        process.ask_conditions()
        process.do_engine_steps()
        return self._put_down(process)

    def _put_down(self, process: Process) -> EngineState:
        fold_rounds(process)
        state = standing(process)
        if not state.completed:
            self._at_hand.keep(state.document, process)
        return state


def _live(process: Process, engine_task_id: str) -> Any:
    task = process.find_live(engine_task_id)
    if task is None:
        raise TaskNotOpen(engine_task_id)
    return task


@contextmanager
def _named_failures(run: Run, where: str) -> Iterator[None]:
    """Errors of the surroundings and our own leave as they are, others named by element."""
    try:
        yield
    except WorkflowError:
        raise
    except Exception as error:
        if error is run.outside_error:
            raise
        spec = getattr(error, "task_spec", None)
        place = getattr(spec, "bpmn_id", None) or where
        reason = str(error) if isinstance(error, SpiffWorkflowException) else repr(error)
        vi = f"chương trình báo lỗi {type(error).__name__}"
        raise StepFailed(place, reason, vi) from error


def _is_open(task: Any) -> bool:
    return task._state == TaskState.READY and isinstance(task.task_spec, UserTask)


def _is_timer(task: Any) -> bool:
    return _waits_for(task, Timer)


def _is_message(task: Any) -> bool:
    return _waits_for(task, Message)


def _waits_for(task: Any, kind: type) -> bool:
    definition = getattr(task.task_spec, "event_definition", None)
    return task._state == TaskState.WAITING and isinstance(definition, kind)


def _retime(task: Any) -> None:
    known = task.internal_data
    if _is_open(task) and known["basis"]:
        task.task_spec.set_due(task)
    elif _is_timer(task) and known["timer"]["basis"]:
        known["timer"] = rearm(task, task.task_spec.event_definition.text, known["timer"])


_NOWHERE = StaticSurroundings(datetime.min.replace(tzinfo=UTC))
