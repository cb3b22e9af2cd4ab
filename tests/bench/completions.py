"""P4 and P8: the whole command that completes a user task, in process and durable."""

from sqlalchemy import func, select

from service.audit.verify import verify
from service.models import ProcessInstance
from tests.bench import naive
from tests.bench.figures import Stopwatch
from tests.bench.stage import staged
from tests.bench.work import STEPS

INSTANCES = 40
#: Cold reads every state from its bytes; hot has it at hand.
TEMPERATURES = {"cold": 0, "hot": 200}


def one_round(databases, folder, number):
    """Naive, cold and hot one after the other, so that a busy machine is busy for all."""
    naively, state = naive.measure(folder / f"naive-{number}.db", INSTANCES)
    figures = _named("P4 naive", naively) | {"P8 naive: state of a finished instance, KB": state}
    for backend in ("sqlite", "postgresql"):
        for temperature, at_hand in TEMPERATURES.items():
            with staged(databases, backend, at_hand=at_hand) as stage:
                empty = stage.size() if backend == "sqlite" else 0
                ours = _carry_through(stage)
                figures |= _named(f"P4 {backend} {temperature}", ours)
                figures |= _ratios(f"P4 {backend} {temperature}", ours, naively)
                if (backend, temperature) == ("sqlite", "hot"):
                    figures |= _kept(stage, empty)
    return figures


def _named(name, measured):
    wall, cpu = measured
    return {f"{name}, completions/s": 1 / wall, f"{name}, CPU ms each": cpu * 1000}


def _ratios(name, ours, naively):
    return {
        f"{name} / naive, by the clock": naively[0] / ours[0],
        f"{name} / naive, by CPU": naively[1] / ours[1],
    }


def _carry_through(stage):
    """Seconds by the clock and of CPU that one completion takes."""
    for number in range(INSTANCES):
        stage.start(f"w{number}")
    took = Stopwatch()
    for step in dict.fromkeys(STEPS):
        tasks = stage.open_tasks(step)
        with took:
            for task_id, person_id, _ in tasks:
                stage.complete(task_id, person_id)
    return took.each(INSTANCES * len(STEPS))


def _kept(stage, empty):
    """What a finished instance leaves: its state, and its share of the file with all there is."""
    with stage.given.units_of_work.read() as session:
        assert verify(session).verified
        state = session.scalar(select(func.avg(func.length(ProcessInstance.document))))
    return {
        "P8 state of a finished instance, KB": float(state) / 1024,
        "P8 everything kept for it, KB": (stage.size() - empty) / INSTANCES / 1024,
    }
