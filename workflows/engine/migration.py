"""Whether a running instance fits another version of its diagram.

What has been done must be a way the new version knows, with nothing new left out; what is live
must be there and wait for the same; tokens must be able to stand together and come to an end;
and what is needed further on must be sure to be known. Whatever is not understood is for a
person to decide.
"""

from collections.abc import Callable, Iterator

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.util.task import TaskState

from workflows.definitions.ahead import lacking
from workflows.definitions.comparison import waits_for
from workflows.definitions.diagram import GATEWAYS
from workflows.definitions.tokens import play_on
from workflows.engine.stages import Stage, stages
from workflows.engine.workflow import Process
from workflows.markup import local_name
from workflows.versions import Category, MigrationPlan, Reason, Versions


def judge(process: Process, versions: Versions) -> MigrationPlan:
    """Say what becomes of an instance; ``process`` is read back with the old version."""
    if process.is_completed():
        return MigrationPlan(Category.STAYS, (Reason("finished", process.spec.name),))
    ballots = tuple(_ballots(process))
    if ballots:
        return MigrationPlan(Category.STAYS, ballots)
    found = dict.fromkeys(_reasons(stages(process, versions)))
    return MigrationPlan(Category.UNDECIDED if found else Category.MOVES, tuple(found))


def _ballots(process: Process) -> Iterator[Reason]:
    for task in process.live_tasks():
        if isinstance(task.task_spec, MultiInstanceTask) and task._state == TaskState.STARTED:
            yield Reason("ballot_in_progress", task.task_spec.bpmn_id)


def _reasons(found: list[Stage]) -> Iterator[Reason]:
    for stage in found:
        checks = _LIVE if stage.is_under_way else _OVER
        for check in checks:
            yield from check(stage)
    if all(stage.is_same_process for stage in found):
        yield from _unknown_variables(found)


def _process(stage: Stage) -> Iterator[Reason]:
    if not stage.is_same_process:
        yield Reason("element_changed", stage.workflow.spec.name)


def _live(stage: Stage) -> Iterator[Reason]:
    for name in stage.strange:
        yield Reason("not_understood", name)
    for name in stage.standing:
        old, new = stage.old.nodes[name], stage.new.nodes.get(name)
        if new is None:
            yield Reason("element_removed", name)
        elif waits_for(old) != waits_for(new):
            yield Reason("element_changed", name)
    for name in stage.watching:
        before, after = (one.reading.nodes.get(name) for one in (stage.old, stage.new))
        if before is None or (after is not None and waits_for(before) != waits_for(after)):
            yield Reason("element_changed", name)


def _history(stage: Stage) -> Iterator[Reason]:
    added = stage.new.nodes.keys() - stage.old.nodes.keys()
    for source, target in stage.steps:
        if target in stage.new.after(source):
            continue
        way = stage.new.way(source, target, added)
        if way is None:
            yield Reason("comes_elsewhere", target)
        for name in way or ():
            if not stage.new.only_merges(name) and not stage.is_sure_to_come(name):
                yield Reason("left_out", name)


def _gateways(stage: Stage) -> Iterator[Reason]:
    for name, followed in stage.parted:
        old, new = stage.old.nodes.get(name), stage.new.nodes[name]
        kinds = local_name(old) if old is not None else "", local_name(new)
        if kinds[0] != kinds[1] and GATEWAYS.intersection(kinds):
            yield Reason("element_changed", name)
        else:
            yield from _missing_branches(stage, name, followed)


def _missing_branches(stage: Stage, name: str, followed: set[str]) -> Iterator[Reason]:
    added = stage.new.nodes.keys() - stage.old.nodes.keys()
    for target in stage.new.always_after(name):
        leads = target in added and any(
            stage.new.way(target, one, added) is not None for one in followed
        )
        if target not in followed and not leads:
            yield Reason("left_out", target)


def _first_of_several(stage: Stage) -> Iterator[Reason]:
    for name in stage.choosing:
        if set(stage.old.after(name)) != set(stage.new.after(name)):
            yield Reason("element_changed", name)


def _joins(stage: Stage) -> Iterator[Reason]:
    for source, join in stage.arrived:
        if join in stage.new.nodes and stage.flow(source, join) is None:
            yield Reason("join_changed", join)


def _tokens(stage: Stage) -> Iterator[Reason]:
    tokens = list(stage.tokens())
    if not stage.new.reading.paths.is_connected or any(flow is None for flow in tokens):
        return
    played = play_on(stage.new.reading, stage.new.node, [one for one in tokens if one is not None])
    if played.is_too_large:
        yield Reason("too_large", stage.workflow.spec.name)
    for name in {**played.stuck, **played.doubled}:
        yield Reason("would_be_stuck" if name in played.stuck else "comes_twice", name)


def _unknown_variables(found: list[Stage]) -> Iterator[Reason]:
    """Look at each diagram once: a process and the subprocesses drawn in it know one another."""
    under_way = [stage for stage in found if stage.is_under_way]
    for reading in {id(stage.new.reading): stage.new.reading for stage in under_way}.values():
        together = [stage for stage in under_way if stage.new.reading is reading]
        known = {name: names for stage in together for name, names in stage.known.items()}
        standing = {name: names for name, names in known.items() if name in reading.nodes}
        lacks = list(lacking(reading, standing))
        # What was as unsure in the old version is no reason to stay there.
        before = set(lacking(together[0].old.reading, known)) if lacks else set()
        for place, _, name in (lack for lack in lacks if lack not in before):
            yield Reason("variable_unknown", place, {"name": name})


_OVER: tuple[Callable[[Stage], Iterator[Reason]], ...] = (_history, _gateways)
_LIVE = (_process, _live, *_OVER, _first_of_several, _joins, _tokens)
