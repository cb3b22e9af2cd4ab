"""Throws hostile expressions, mutated diagrams and odd bytes at the gate, inside a small box.

Run as ``python -m tests.reliability.hostile KIND COUNT SEED``: it prints what it did as JSON. The
process may not use more than 512 MB, an audit hook notes everything that would reach outside,
and no single thing may take longer than a second of computing.
"""

import contextlib
import io
import json
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from service.cli import main
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import shipped_files
from service.operations.judgement import judge
from tests.reliability.hostile_texts import expression, mutated
from tests.unit.workflows.story import NOW
from workflows import (
    DefinitionRejected,
    Engine,
    ExpressionFailed,
    Sources,
    StaticSurroundings,
    WorkflowError,
)
from workflows.decisions.cells import read_cell
from workflows.expressions import parse
from workflows.templates import parse_script, parse_template

MEMORY = 512 * 2**20
SECONDS = 1.0
EXAMPLES = Path(__file__).parents[1] / "unit" / "workflows" / "rules"
#: What a text that is only read and worked out has no business with.
OUTSIDE = (
    "open",
    "exec",
    "os.",
    "socket.",
    "subprocess.",
    "shutil.",
    "ctypes.",
    "import",
    "marshal.",
)
KNOWN = {
    "a": 1,
    "b": "text",
    "c": [1, 2, [3]],
    "d": {"x": 1, "y": {"z": []}},
    "e": None,
    "big": list(range(9_000)),
    "long": "x" * 9_000,
    "yes": True,
    "half": 0.5,
}


class TooLong(BaseException):
    """One thing took more than a second of computing."""


class Box:
    """Counts what happens while hostile things are looked at."""

    def __init__(self) -> None:
        self.counted = Counter[str]()
        self.reached: list[str] = []
        self.slowest = 0.0
        self.watching = False
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGPROF, self._stop)
        sys.addaudithook(self._note)

    def _stop(self, *_: object) -> None:
        raise TooLong

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        # Python looks for the line of a syntax error in a file of this name, which is none.
        is_lookup = event == "open" and arguments[0] == "<unknown>"
        if self.watching and event.startswith(OUTSIDE) and not is_lookup:
            self.reached.append(f"{event} {str(arguments)[:80]}")

    def look_at(self, what, thing) -> None:
        """Have one thing looked at; whatever is not our own error is noted with the thing."""
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            self.counted[what(thing)] += 1
        except TooLong:
            self._foreign("too long", thing)
        except (Exception, MemoryError, RecursionError) as error:
            self._foreign(f"{type(error).__name__}: {error}", thing)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.watching = False
        self.slowest = max(self.slowest, time.process_time() - begun)

    def _foreign(self, why: str, thing: object) -> None:
        self.counted["foreign"] += 1
        if self.counted["foreign"] <= 5:
            sys.stderr.write(f"{why[:300]}\n  in {str(thing)[:600]!r}\n")

    def told(self) -> dict[str, object]:
        """What happened, for the one who asked."""
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told = {"slowest_s": round(self.slowest, 3), "memory_mb": used, "reached": self.reached[:5]}
        return {**dict(self.counted), "cpu_s": round(time.process_time(), 1), **told}


def worked_out(box: Box, text: str) -> str:
    """Read and work out a text in every place an expression can stand."""
    box.watching = True
    outcome = "refused"
    for read in (parse, _template, parse_script, read_cell):
        with contextlib.suppress(ExpressionFailed):
            found = read(text)
            if hasattr(found, "holds"):
                found.holds(1, KNOWN)
            elif hasattr(found, "evaluate"):
                found.evaluate(KNOWN, {"now": lambda: NOW})
            outcome = "worked out"
    return outcome


def _template(text: str) -> object:
    return parse_template(f"${{{text}}}")


def judged(box: Box, engine: Engine, around: list[DefinitionFile], text: str) -> str:
    """Judge a diagram, and start it if nothing is wrong with it."""
    box.watching = True
    try:
        file = DefinitionFile.read("p.bpmn", text.encode("utf-8", "surrogatepass"))
    except DefinitionRejected:
        return "unreadable"
    errors = [one.rule for one in judge(engine, file, around) if one.severity == "error"]
    if errors:
        return "last resort" if errors == ["diagram"] else "refused"
    return started(engine, file, around)


def started(engine: Engine, file: DefinitionFile, around: list[DefinitionFile]) -> str:
    """Start an accepted diagram; the run may fail, but only by an error of ours."""
    tables = {one.key: one.content for one in around if one.kind == "decision"}
    sources = Sources(file.key, file.content, decisions=tables)
    try:
        engine.start(sources, {}, StaticSurroundings(NOW))
    except WorkflowError:
        return "accepted, failed"
    return "accepted, ran"


def linted(path: Path, content: bytes) -> str:
    """Give bytes to ``thidua lint``."""
    path.write_bytes(content)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = main(["lint", "--json", str(path)])
    assert code in {0, 1}, code
    return f"exit {code}"


def run(kind: str, count: int, seed: int) -> dict[str, object]:
    """Try so many things of a kind; the seed decides which."""
    chance, box = random.Random(seed), Box()
    if kind == "expressions":
        for _ in range(count):
            box.look_at(lambda text: worked_out(box, text), expression(chance))
    elif kind == "diagrams":
        _throw_diagrams(chance, box, count)
    else:
        _throw_bytes(chance, box, count)
    return {"kind": kind, "count": count, "seed": seed, **box.told()}


def _drawings() -> tuple[list[str], list[DefinitionFile]]:
    shipped = shipped_files()
    small = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*/valid.bpmn"))]
    ours = [one.content for one in shipped if one.name.endswith(".bpmn")]
    return [*small * 2, *ours], shipped


def _throw_diagrams(chance: random.Random, box: Box, count: int) -> None:
    drawings, shipped = _drawings()
    engine = Engine()
    judged(box, engine, shipped, drawings[0])
    box.watching = False
    box.reached.clear()
    for _ in range(count):
        text = mutated(chance, chance.choice(drawings), drawings)
        box.look_at(lambda one: judged(box, engine, shipped, one), text)


def _throw_bytes(chance: random.Random, box: Box, count: int) -> None:
    drawings, _ = _drawings()
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(count):
            suffix = chance.choice([".bpmn", ".dmn", ".form"])
            content = chance.choice([
                chance.randbytes(chance.randrange(200)),
                mutated(chance, chance.choice(drawings), drawings).encode("utf-16"),
                chance.choice(drawings).encode()[: chance.randrange(2_000)],
                b"<?xml version='1.0' encoding='" + chance.randbytes(6) + b"'?><x/>",
            ])  # fmt: skip
            box.look_at(
                lambda one: linted(Path(folder) / one[0], one[1]), (f"odd{suffix}", content)
            )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))) + "\n")
